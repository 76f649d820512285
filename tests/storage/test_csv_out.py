from __future__ import annotations

import csv
import io
import tracemalloc
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.network.project import LogRow
from chainrule.storage.atomic import open_atomically
from chainrule.storage.csv_out import LedgerRow, ledger_lines, line, log_bytes, log_lines

if TYPE_CHECKING:
    from pathlib import Path

START = LogRow(0, 0, 0.1, 0.0, None, 0.1 + 0.2, None)
FIRST = LogRow(1, 1, 0.1, 0.9, 1 / 3, 1e-300, 5e22)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_log_has_a_header_and_a_row_per_update() -> None:
    assert log_bytes([START, FIRST]).decode() == (
        "update,epoch,learning_rate,momentum,batch_loss,train_loss,test_loss\n"
        "0,0,0.1,0.0,,0.30000000000000004,\n"
        "1,1,0.1,0.9,0.3333333333333333,1e-300,5e+22\n"
    )


def test_parameters_have_a_column_each() -> None:
    lines = list(log_lines([START, FIRST], ["w[x1->h1]", "b[h1]"], [[0.5, -0.0], [0.25, 1.0]]))
    assert lines[0].endswith(",test_loss,w[x1->h1],b[h1]\n")
    assert [text.rstrip("\n").split(",")[-2:] for text in lines[1:]] == [
        ["0.5", "-0.0"],
        ["0.25", "1.0"],
    ]


def test_as_many_rows_of_parameters_are_needed_as_of_losses() -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(log_lines([START, FIRST], ["b[h1]"], [[0.5]]))


def test_a_name_that_holds_a_comma_or_a_quote_is_one_column() -> None:
    names = ['w[a,"b"->c]', "b[ü\u2028]"]
    header = read("".join(log_lines([START], names, [[1.0, 2.0]])))[0]
    assert header[-2:] == names


def test_the_ledger_has_its_columns() -> None:
    rows = [
        LedgerRow(1, 1, "forward", "multiply", "w[x1->h1]", "0.3 × 0.5", 0.15),
        LedgerRow(1, None, "update", "new_value", "b[h1]", "0.1 + 0.2", 0.1 + 0.2),
    ]
    assert "".join(ledger_lines(rows)) == (
        "update,sample,phase,operation,target,formula,value\n"
        "1,1,forward,multiply,w[x1->h1],0.3 × 0.5,0.15\n"
        "1,,update,new_value,b[h1],0.1 + 0.2,0.30000000000000004\n"
    )


@pytest.mark.parametrize("first", list("=+-@\t\r\n\0\x7f\x85"))
def test_text_that_a_spreadsheet_would_run_is_disarmed(first: str) -> None:
    assert read(line([f"{first}1+1"]))[0] == [f"'{first}1+1"]


def test_a_negative_number_is_not_text() -> None:
    assert line([-0.5, -3]) == "-0.5,-3\n"


def test_numpy_numbers_are_written_as_plain_ones() -> None:
    assert line([np.float64(0.1), np.float64("1e-7")]) == "0.1,1e-07\n"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=2))
def test_any_text_comes_back_from_a_csv_reader(cells: list[str]) -> None:
    (row,) = read(line(cells))
    for cell, found in zip(cells, row, strict=True):
        assert found in (cell, f"'{cell}")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back_the_same(value: float) -> None:
    assert repr(float(line([value]))) == repr(value)


def test_a_long_log_is_never_held_whole(tmp_path: Path) -> None:
    count = 100_000
    rows = (LogRow(number, 0, 0.1, 0.9, 0.5, 0.5, None) for number in range(count))
    path = tmp_path / "log.csv"
    tracemalloc.start()
    with open_atomically(path) as writer:
        for text in log_lines(rows):
            writer.write_text(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000, f"{most} bytes were held for a file of {path.stat().st_size}"
    with path.open() as file:
        assert sum(1 for _ in file) == count + 1


def test_lines_come_one_by_one() -> None:
    endless = (LogRow(number, 0, 0.1, 0.9, 0.5, 0.5, None) for number in iter(int, 1))
    assert len(list(islice(log_lines(endless), 3))) == 3
