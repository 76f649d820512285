"""The table of a plot: the log's columns, accuracies, and earlier runs beside it."""

from __future__ import annotations

import csv
import io

from chainrule.network.project import LogRow
from chainrule.session.accuracy import Shares
from chainrule.session.log import Log
from chainrule.storage.csv_out import log_bytes
from chainrule.storage.plot_csv import Earlier, plot_lines


def rows(first: int, last: int, loss: float, test: float | None = None) -> Log:
    return Log(LogRow(at, at, 0.1, 0.9, None, loss + at, test) for at in range(first, last + 1))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_without_ghosts_and_classes_it_is_the_log() -> None:
    log = rows(0, 5, 0.25, 0.5)
    assert "".join(plot_lines(log, None)).encode() == log_bytes(log)


def test_earlier_runs_stand_beside_by_update() -> None:
    earlier = [Earlier("A  η 0.5", rows(2, 6, 100.0, 7.0)), Earlier("B", rows(0, 1, 50.0))]
    found = table("".join(plot_lines(rows(0, 4, 0.0), None, earlier)))
    assert [row["update"] for row in found] == list("0123456"), "every update of any run, once"
    assert [row["train_loss"] for row in found] == ["0.0", "1.0", "2.0", "3.0", "4.0", "", ""]
    assert [row["A  η 0.5 train_loss"] for row in found] == [
        "", "", "102.0", "103.0", "104.0", "105.0", "106.0",
    ]  # fmt: skip
    assert found[2]["A  η 0.5 test_loss"] == "7.0"
    assert [row["B train_loss"] for row in found] == ["50.0", "51.0", "", "", "", "", ""]
    assert found[6]["learning_rate"] == "", "of the present run only"


def test_accuracies_stand_where_they_are_known() -> None:
    known = {1: Shares(0.5, None), 3: Shares(1.0, 0.75)}
    found = table("".join(plot_lines(rows(0, 3, 0.0), known)))
    assert [row["train_accuracy"] for row in found] == ["", "0.5", "", "1.0"]
    assert [row["test_accuracy"] for row in found] == ["", "", "", "0.75"]


def test_other_runs_bring_their_accuracies_where_there_are_classes() -> None:
    other = Earlier("A", rows(1, 3, 9.0), {1: Shares(0.25, 0.5), 3: Shares(0.75, None)})
    found = table("".join(plot_lines(rows(0, 2, 0.0), {2: Shares(1.0, None)}, [other])))
    assert [row["A train_accuracy"] for row in found] == ["", "0.25", "", "0.75"]
    assert [row["A test_accuracy"] for row in found] == ["", "0.5", "", ""]
    assert [row["train_accuracy"] for row in found] == ["", "", "1.0", ""]
    without = "".join(plot_lines(rows(0, 2, 0.0), None, [other])).splitlines()[0]
    assert "accuracy" not in without


def test_a_name_is_no_formula() -> None:
    text = "".join(plot_lines(rows(0, 0, 0.0), None, [Earlier('=1+1, "x"', rows(0, 0, 1.0))]))
    assert "'=1+1" in text.splitlines()[0]
    assert next(iter(table(text)))["""'=1+1, "x" train_loss"""] == "1.0"
