"""Cells pasted from a spreadsheet: the numbers in them, or one sentence that says what is wrong."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from types import MappingProxyType

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.storage.csv_in.decoding import TableError
from chainrule.storage.csv_in.dialect import Lines, detect_dialect, not_blank, number, records

MOST_CELLS = 50_000
"""more are better imported as a file"""

Block = tuple[tuple[float, ...], ...]
Classes = Mapping[str, tuple[float, ...]]
"""the numbers that the name of a class stands for"""


def read_block(text: str, classes: Classes = MappingProxyType({})) -> Block:
    """Return the rows of numbers in a text; a first row of names is passed over.

    At the end of a row the name of a class stands for its numbers, whatever its capitals.
    """
    rows, comma = _rows(text)
    known = _by_name(classes)
    named = bool(rows) and _bare(rows[0][-1]) in known
    if len(rows) > 1 and not named and not any(_value(cell, comma) is not None for cell in rows[0]):
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
    made = []
    for line, row in enumerate(rows, 1):
        *cells, last = row
        ends = known.get(_bare(last)) or (_number(last, comma, line, known and classes),)
        made.append((*(_number(cell, comma, line, {}) for cell in cells), *ends))
    return tuple(made)


def ends_with_class(text: str, classes: Classes) -> bool:
    """Return whether rows that can be read end with the name of a class."""
    known = _by_name(classes)
    return any(_bare(row[-1]) in known for row in _rows(text)[0])


def _by_name(classes: Classes) -> dict[str, tuple[float, ...]]:
    """Return the numbers of the classes whose names are no numbers themselves."""
    return {_bare(name): numbers for name, numbers in classes.items() if not _either(name)}


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


def _bare(cell: str) -> str:
    return cell.strip().casefold()


def _number(cell: str, comma: bool, line: int, classes: Classes) -> float:
    value = _value(cell, comma)
    if value is None and classes:
        told = QT_TRANSLATE_NOOP(
            "Import",
            "Row {line} of what was copied: “{text}” is neither a number nor one of the classes"
            " {classes}.",
        )
        names = ", ".join(classes)
        text = " ".join(cell.split())[:20]
        raise TableError(message(told, line=line, text=text, classes=names))
    if value is None:
        told = QT_TRANSLATE_NOOP(
            "Import", "Row {line} of what was copied: “{text}” is not a number."
        )
        raise TableError(message(told, line=line, text=" ".join(cell.split())[:20]))
    return value
