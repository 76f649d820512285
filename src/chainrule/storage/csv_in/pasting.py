"""Cells pasted from a spreadsheet: the numbers in them, or one sentence that says what is wrong."""

from __future__ import annotations

import csv

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.storage.csv_in.decoding import TableError
from chainrule.storage.csv_in.dialect import Lines, detect_dialect, not_blank, number, records

MOST_CELLS = 50_000
"""more are better imported as a file"""

Block = tuple[tuple[float, ...], ...]


def read_block(text: str) -> Block:
    """Return the rows of numbers in a text; a first row of names is passed over."""
    rows, comma = _rows(text)
    if len(rows) > 1 and not any(_value(cell, comma) is not None for cell in rows[0]):
        del rows[0]
    if not rows:
        raise TableError(message(QT_TRANSLATE_NOOP("Import", "There are no numbers to paste.")))
    if sum(map(len, rows)) > MOST_CELLS:
        told = QT_TRANSLATE_NOOP(
            "Import", "These are more than {most} cells: import them as a file."
        )
        raise TableError(message(told, most=MOST_CELLS))
    if len({len(row) for row in rows}) > 1:
        told = QT_TRANSLATE_NOOP("Import", "The rows that were copied are not equally long.")
        raise TableError(message(told))
    return tuple(
        tuple(_number(cell, comma, line) for cell in row) for line, row in enumerate(rows, 1)
    )


def _rows(text: str) -> tuple[list[list[str]], bool]:
    """Return the cells, and whether decimals follow a comma."""
    lines = [line for line in text.splitlines() if line.strip()]
    if "\t" not in text and all(_either(line) for line in lines):
        return [[line] for line in lines], False
    dialect = detect_dialect((text,))
    separator = "\t" if "\t" in text else dialect.separator
    try:
        rows = [row for row in records(Lines((text,)), separator, False) if not_blank(row)]
    except csv.Error:
        rows = []
    return rows, dialect.decimal_comma


def _either(cell: str) -> bool:
    return number(cell, False) is not None or number(cell, True) is not None


def _value(cell: str, comma: bool) -> float | None:
    """Return the number in a cell; where the sign before decimals is not clear, with either."""
    value = number(cell, comma)
    return number(cell, not comma) if value is None else value


def _number(cell: str, comma: bool, line: int) -> float:
    value = _value(cell, comma)
    if value is None:
        told = QT_TRANSLATE_NOOP(
            "Import", "Row {line} of what was copied: “{text}” is not a number."
        )
        raise TableError(message(told, line=line, text=" ".join(cell.split())[:20]))
    return value
