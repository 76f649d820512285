"""`chainrule sweep` as a person runs it: all at once, stopped and taken up again, and wrongly."""

import csv

import pytest

from chainrule import sweep_command
from chainrule.cli import main
from chainrule.session.sweeping import run_trial
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import write_project


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "xor.chainrule"
    write_project(load_example("xor"), path)
    return path


def sweep(file, *more, name="out.csv"):
    table = file.with_name(name)
    words = ["--learning-rate", "0.1,1", "--momentum", "0,0.9", "--seeds", "2", "--epochs", "5"]
    return main(["sweep", str(file), *words, "--csv", str(table), *map(str, more)]), table


def rows(table):
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_row_for_each_run_in_the_order_of_the_settings(file):
    code, table = sweep(file, "--jobs", 1)
    assert code == 0
    found = [(row["learning_rate"], row["momentum"], row["seed"]) for row in rows(table)]
    seed = load_example("xor").training.seed
    assert found == [
        (rate, momentum, str(seed + number))
        for rate in ("0.1", "1.0")
        for momentum in ("0.0", "0.9")
        for number in range(2)
    ]
    assert not table.with_name("out.csv.part").exists(), "what was unfinished is gone"


def test_processes_give_the_same_table_as_one(file):
    _, table = sweep(file, "--jobs", 1)
    alone = table.read_bytes()
    table.unlink()
    assert sweep(file, "--jobs", 2)[0] == 0
    assert table.read_bytes() == alone


def test_a_sweep_that_was_stopped_goes_on_where_it_was(file, monkeypatch, capsys):
    _, table = sweep(file, "--jobs", 1)
    whole = table.read_bytes()
    table.unlink()
    made = []

    def few(*given):
        if len(made) == 3:
            raise KeyboardInterrupt
        made.append(given)
        return run_trial(*given)

    monkeypatch.setattr(sweep_command, "run_trial", few)
    assert sweep(file, "--jobs", 1)[0] == 130, "interrupted"
    assert "the same command goes on" in capsys.readouterr().err
    part = table.with_name("out.csv.part")
    assert len(rows(part)) == 3, "what was done is kept"
    assert not table.exists(), "no table that is not whole"
    part.write_bytes(part.read_bytes() + b"0.1,0.0,4,38,5")
    again = []
    monkeypatch.setattr(
        sweep_command, "run_trial", lambda *given: again.append(given) or run_trial(*given)
    )
    assert sweep(file, "--jobs", 1)[0] == 0
    assert len(again) == 5, "only the missing runs are made"
    assert table.read_bytes() == whole


def test_a_table_of_another_sweep_is_neither_taken_nor_lost(file, capsys):
    _, table = sweep(file, "--jobs", 1)
    before = table.read_bytes()
    assert capsys.readouterr().out == f"8 runs: {table}\n"
    for more in (("--epochs", 6), ("--learning-rate", 1)):
        assert sweep(file, "--jobs", 1, *more)[0] == 2, "what it holds would be lost"
        assert "out.csv holds something else" in capsys.readouterr().err
        assert table.read_bytes() == before
    code, other = sweep(file, "--jobs", 1, "--epochs", 6, name="other.csv")
    assert code == 0
    assert {row["epochs"] for row in rows(other)} == {"6"}


def test_more_settings_are_added_to_a_table(file, monkeypatch):
    sweep(file, "--jobs", 1, "--learning-rate", 1)
    made = []
    monkeypatch.setattr(
        sweep_command, "run_trial", lambda *given: made.append(given) or run_trial(*given)
    )
    sweep(file, "--jobs", 1)
    assert len(made) == 4, "only those of the other learning rate"


def test_a_picture_is_written(file):
    picture = file.with_name("out.png")
    assert sweep(file, "--jobs", 1, "--png", picture)[0] == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--learning-rate", "0.1,x"], "x is not a learning rate above 0"),
        (["--learning-rate", "0"], "0 is not a learning rate above 0"),
        (["--momentum", "1"], "1 is not a momentum from 0 to below 1"),
        (["--batch-size", "-1"], "is not a whole number"),
        (["--seeds", "many"], "many is not a whole number"),
    ],
)
def test_words_that_make_no_sense_are_one_line(file, capsys, words, says):
    table = str(file.with_name("out.csv"))
    with pytest.raises(SystemExit) as left:
        main(["sweep", str(file), "--csv", table, *words])
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_a_project_without_samples_is_refused_in_a_sentence(tmp_path, capsys):
    from dataclasses import replace

    from chainrule.network.project import Data

    article = load_example("article")
    path = tmp_path / "empty.chainrule"
    write_project(replace(article, data=Data(article.data.inputs, article.data.targets)), path)
    assert main(["sweep", str(path), "--csv", str(tmp_path / "out.csv")]) == 2
    assert capsys.readouterr().err == "chainrule: there are no samples to train on\n"


def test_a_folder_that_is_not_there_is_told(file, capsys):
    table = file.with_name("none") / "out.csv"
    assert main(["sweep", str(file), "--csv", str(table)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
