"""The command line, as another program sees it: files, exit codes and one line for each problem."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chainrule import __version__
from chainrule.cli import main
from chainrule.storage.project_file import read_project


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: text for name, text in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "chainrule", *words],
        capture_output=True, text=True, check=False, env={**environment, **variables},
    )  # fmt: skip


def one_line(text: str) -> str:
    lines = text.splitlines()
    assert len(lines) == 1, f"expected one line, got {text!r}"
    assert lines[0].startswith("chainrule: ")
    return lines[0]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.chainrule"
    assert main(["example", "article", "--save", str(path)]) == 0
    return path


def test_the_examples_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = [line.split("  ")[0] for line in lines]
    assert names[:6] == ["article", "momentum", "or", "xor", "xor-noisy", "shortcut"]
    assert {"moons", "penguins", "digits"} < set(names), "made from data sets"


def test_one_update_of_the_article(article: Path, tmp_path: Path) -> None:
    log, ledger = tmp_path / "log.csv", tmp_path / "ledger.csv"
    words = ["train", str(article), "--updates", "1", "--log", str(log), "--parameters"]
    assert main([*words, "--ledger", str(ledger)]) == 0
    start, end = table(log)
    assert start["batch_loss"] == ""
    assert float(end["batch_loss"]) == pytest.approx(0.05447570705263601, abs=1e-12)
    assert float(end["train_loss"]) == pytest.approx(0.03963031937313369, abs=1e-12)
    assert float(end["w[h1->y1]"]) == pytest.approx(0.4222738301187432, abs=1e-12)
    assert end["test_loss"] == ""
    values = {(row["operation"], row["target"]): float(row["value"]) for row in table(ledger)}
    wanted = {
        ("sum", "h1"): 0.73,
        ("activate", "h1"): 0.6748052725823135,
        ("activate", "y1"): 0.4699221090329254,
        ("loss", "L"): 0.05447570705263601,
        ("delta", "y1"): -0.3300778909670746,
        ("weight_gradient", "w[h1->y1]"): -0.22273830118743196,
        ("weight_gradient", "w[x2->h1]"): -0.02317866276484016,
        ("bias_gradient", "b[h1]"): -0.028973328456050197,
        ("new_value", "w[h1->y1]"): 0.4222738301187432,
    }
    for name, value in wanted.items():
        assert values[name] == pytest.approx(value, abs=1e-12), name
    formulas = {(row["operation"], row["target"]): row["formula"] for row in table(ledger)}
    assert formulas["multiply", "w[x1->h1]"] == "0.3 × 0.5"


def test_a_ledger_of_one_row_or_one_neuron(tmp_path: Path) -> None:
    file, ledger = tmp_path / "xor.chainrule", tmp_path / "ledger.csv"
    assert main(["example", "xor", "--save", str(file)]) == 0
    train = ["train", str(file), "--updates", "1", "--ledger", str(ledger)]
    assert main(train) == 0
    whole = table(ledger)
    assert main([*train, "--sample", "3"]) == 0
    assert table(ledger) == [row for row in whole if row["sample"] == "3"]
    assert main([*train, "--neuron", "h2"]) == 0
    found = table(ledger)
    assert found == [row for row in whole if row in found], "in order, with the same numbers"
    assert {"h2", "b[h2]", "w[x1->h2]", "w[h2->y1]"} <= {row["target"] for row in found}
    assert not {"h1", "b[h1]", "y1"} & {row["target"] for row in found}
    assert main([*train, "--neuron", "h9"]) == 2, "there is no such neuron"
    assert main([*train, "--sample", "9"]) == 2, "there are four rows"


def test_training_in_two_parts_is_training_in_one(article: Path, tmp_path: Path) -> None:
    part, whole, one = (tmp_path / f"{name}.chainrule" for name in ("part", "whole", "one"))
    assert main(["train", str(article), "--updates", "7", "--save", str(part)]) == 0
    assert main(["train", str(part), "--updates", "5", "--save", str(whole)]) == 0
    assert main(["train", str(article), "--epochs", "12", "--save", str(one)]) == 0
    assert whole.read_bytes() == one.read_bytes()
    assert read_project(one).state.update == 12


def test_check(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(article)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("max relative error: ")
    assert float(last.rpartition(" ")[2]) < 1e-9


def test_exports(article: Path, tmp_path: Path) -> None:
    paths = {name: tmp_path / f"a.{name}" for name in ("png", "svg", "csv", "pytorch", "numpy")}
    words = [word for name, path in paths.items() for word in (f"--{name}", str(path))]
    done = run("export", str(article), *words)
    assert done.returncode == 0, done.stderr
    assert paths["png"].read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in paths["svg"].read_bytes()
    assert paths["csv"].read_text().startswith("update,epoch")
    compile(paths["pytorch"].read_text(), "a.py", "exec")
    ran = subprocess.run([sys.executable, str(paths["numpy"])], capture_output=True, check=True)
    assert len(ran.stdout.splitlines()) == 10, "the numpy module runs on its own: ten epochs"


def test_the_version() -> None:
    assert run("--version").stdout == f"chainrule {__version__}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["train", "nothing.chainrule"], "nothing.chainrule: the file cannot be read"),
        (["nothing.chainrule"], "nothing.chainrule: the file cannot be read"),
        (["train"], "FILE"),
        (["train", "a", "--updates", "-1"], "--updates"),
        (["example", "elephant", "--save", "e"], "There is no example"),
        (["--sideways"], "chainrule --help"),
        (["train", "a", "--neuron", "h1"], "--ledger"),
    ],
)
def test_every_mistake_is_one_line(words: list[str], told: str, tmp_path: Path) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert told in one_line(done.stderr)


def test_a_broken_file_is_told_with_its_place(tmp_path: Path, article: Path) -> None:
    broken = tmp_path / "broken.chainrule"
    broken.write_text(article.read_text().replace('"half_squared_error"', '"guess"'))
    done = run("train", str(broken))
    assert done.returncode == 2
    assert f"{broken}: $.loss: " in one_line(done.stderr)


def test_no_display_is_told_in_a_line() -> None:
    done = run()
    assert done.returncode == 2
    assert "no display" in one_line(done.stderr)
    done = run(DISPLAY=":4711")
    assert done.returncode == 2
    assert "no display" in one_line(done.stderr)


def test_a_folder_that_is_not_there(article: Path, tmp_path: Path) -> None:
    done = run("train", str(article), "--log", str(tmp_path / "none" / "log.csv"))
    assert done.returncode == 2
    assert "log.csv" in one_line(done.stderr)


def test_divergence_writes_what_is_finite_and_exits_3(article: Path, tmp_path: Path) -> None:
    text = article.read_text().replace('"learning_rate": 0.1', '"learning_rate": 1e200')
    article.write_text(text)
    log, saved = tmp_path / "log.csv", tmp_path / "end.chainrule"
    words = ["--updates", "50", "--log", str(log), "--save", str(saved)]
    done = run("train", str(article), *words)
    assert done.returncode == 3
    assert "no longer a finite number" in one_line(done.stderr)
    for row in table(log):
        for cell in row.values():
            assert cell == "" or abs(float(cell)) < float("inf"), row
    values = read_project(saved).network.parameters.values()
    assert all(abs(value) < float("inf") for value in values)


def test_the_commands_work_without_qt(article: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; from chainrule.cli import main; "
        f"sys.exit(main(['train', {str(article)!r}, '--updates', '2']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    code = code.replace("'--updates', '2'", f"'--png', {str(tmp_path / 'a.png')!r}")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "need Qt" in one_line(done.stderr)
