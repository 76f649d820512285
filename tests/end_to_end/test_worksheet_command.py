"""`chainrule worksheet`, as another program sees it: the PDF, exit codes, one line a problem."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chainrule.cli import main


def run(*words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: text for name, text in os.environ.items() if name not in hidden}
    program = ["-c", code] if code else ["-m", "chainrule"]
    return subprocess.run(
        [sys.executable, *program, *words],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


def one_line(text: str) -> str:
    lines = text.splitlines()
    assert len(lines) == 1, f"expected one line, got {text!r}"
    assert lines[0].startswith("chainrule: ")
    return lines[0]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.chainrule"
    assert main(["example", "article", "--save", str(path)]) == 0
    return path


def pages(path: Path) -> int:
    data = path.read_bytes()
    assert data.startswith(b"%PDF-"), "expected a PDF"
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


def test_one_sheet_and_its_key_without_a_display(article: Path, tmp_path: Path) -> None:
    before, out = article.read_bytes(), tmp_path / "out.pdf"
    ended = run("worksheet", str(article), "--pdf", str(out))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", ""), ended.stderr
    assert pages(out) == 3, "expected two pages and one of the key"
    assert article.read_bytes() == before, "the project is not touched"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.chainrule", "out.pdf"]


def test_copies_keys_and_paper(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    words = ["worksheet", str(article), "--pdf", str(out), "--seed", "3"]
    for more, count in (
        (["--copies", "4"], 12),
        (["--copies", "4", "--keys-last"], 12),
        (["--copies", "4", "--no-key"], 8),
        (["--phases", "forward,loss", "--comma"], 2),
        (["--keep", "--paper", "letter", "--no-formulas"], 3),
    ):
        assert main([*words, *more]) == 0, more
        assert pages(out) == count, f"{more}: expected {count} pages"
    letter = re.search(rb"/MediaBox \[0 0 612(\.0+)? 792(\.0+)?\]", out.read_bytes())
    assert letter is not None, "the last one is on Letter"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--copies", "0"], "0 is not a whole number from 1 to 500"),
        (["--seed", "-1"], "-1"),
        (["--digits", "9"], "9 is not a whole number from 2 to 6"),
        (["--phases", "forwards"], "forwards: the phases are forward, loss, backward, update"),
        (["--paper", "a5"], "a5"),
        (["--samples", "12"], "a worksheet asks for 40 values at most"),
    ],
)
def test_wrong_words_are_one_line(
    article: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    out = tmp_path / "out.pdf"
    ended = run("worksheet", str(article), "--pdf", str(out), *words)
    assert ended.returncode == 2, ended.stderr
    assert said in one_line(ended.stderr)
    assert not out.exists(), "nothing is written"


def test_files_that_are_no_project_or_cannot_be_written(article: Path, tmp_path: Path) -> None:
    broken, out = tmp_path / "broken.chainrule", tmp_path / "out.pdf"
    broken.write_text("{}")
    ended = run("worksheet", str(broken), "--pdf", str(out))
    assert ended.returncode == 2
    assert "broken.chainrule" in one_line(ended.stderr)
    nowhere = tmp_path / "nowhere" / "out.pdf"
    ended = run("worksheet", str(article), "--pdf", str(nowhere))
    assert ended.returncode == 2
    assert "folder" in one_line(ended.stderr)


def test_a_full_disk_leaves_the_old_file(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
    code = limited + "from chainrule.cli import main; sys.exit(main(sys.argv[1:]))"
    ended = run("worksheet", str(article), "--pdf", str(out), code=code)
    assert ended.returncode == 2, ended.stderr
    assert "no room left" in one_line(ended.stderr)
    assert out.read_bytes() == b"old", "the old file stays"
