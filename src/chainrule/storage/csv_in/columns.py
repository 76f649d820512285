"""The columns of a table, and what each is used as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import mode
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.storage.csv_in.decoding import TableError
from chainrule.storage.csv_in.dialect import first_rows, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.storage.csv_in.dialect import Dialect, Pieces

MOST_COLUMNS = 1_000
MOST_CLASSES = 50
LONGEST_NAME = 64
"""characters of a neuron's id"""
OF_CLASSES = ("label", "class", "species", "digit", "kind", "category")
"""names of columns that tell classes"""
PREVIEWED = 8
"""rows that are shown before anything is read"""


class Use(StrEnum):
    """What a column is used as."""

    INPUT = "input"
    TARGET = "target"
    CLASS = "class"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, whether its first cells are numbers, and some of them as they stand."""

    name: str
    numeric: bool
    cells: tuple[str, ...]


def find_columns(text: Pieces, dialect: Dialect) -> tuple[Column, ...]:
    """Return the columns of a table, looked at in its first rows."""
    rows = first_rows(text, dialect.separator)
    head, below = (rows[0], rows[1:]) if dialect.header and rows else ([], rows)
    width = len(head) or (mode(map(len, below)) if below else 0)
    if width > MOST_COLUMNS:
        told = QT_TRANSLATE_NOOP(
            "Import", "The table has {count} columns; at most {most} can be read."
        )
        raise TableError(message(told, count=width, most=MOST_COLUMNS))
    names = _names(head, width)
    return tuple(
        Column(name, _is_numeric(below, place, dialect.decimal_comma), _cells(below, place))
        for place, name in enumerate(names)
    )


def suggest_uses(columns: Sequence[Column]) -> tuple[Use, ...]:
    """Return what each column is likely to be: the last one the target, numbers before it inputs.

    A last column of text is a class; other columns of text are left out.
    """
    uses = [Use.INPUT if column.numeric else Use.IGNORE for column in columns]
    if len(columns) > 1:
        place = _target_place(columns)
        uses[place] = Use.CLASS if _tells_classes(columns[place]) else Use.TARGET
    return tuple(uses)


def _target_place(columns: Sequence[Column]) -> int:
    """Return the column that is to be learned: one so named, else the last."""
    for place, column in enumerate(columns):
        if column.name.strip().lower() in ("target", "y", *OF_CLASSES):
            return place
    return len(columns) - 1


def _tells_classes(column: Column) -> bool:
    """Return whether a column has words, or whole numbers and a name that speaks of classes."""
    if not column.numeric:
        return True
    named = column.name.strip().lower() in OF_CLASSES
    return named and all(cell.isdecimal() for cell in column.cells)


def _names(head: Sequence[str], width: int) -> list[str]:
    """Return a name for each column, none twice: as given, else by its number."""
    names: list[str] = []
    for place in range(width):
        given = head[place].strip() if place < len(head) else ""
        plain = "".join(letter for letter in given if letter.isprintable())[:LONGEST_NAME]
        name, count = plain or f"c{place + 1}", 2
        while name in names:
            name, count = f"{(plain or 'c')[: LONGEST_NAME - 8]}_{count}", count + 1
        names.append(name)
    return names


def _is_numeric(rows: Sequence[Sequence[str]], place: int, decimal_comma: bool) -> bool:
    """Return whether at least half of the cells that are not empty are numbers."""
    if not rows:
        return True
    cells = [row[place] for row in rows if place < len(row) and row[place].strip()]
    good = sum(number(cell, decimal_comma) is not None for cell in cells)
    return bool(cells) and 2 * good >= len(cells)


def _cells(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    return tuple(row[place].strip() if place < len(row) else "" for row in rows[:PREVIEWED])


def use_otherwise(
    columns: Sequence[Column], uses: Sequence[Use], place: int, use: Use
) -> tuple[Use, ...]:
    """Return the uses with another one for a column; what cannot stand beside it gives way.

    There is one class, and then no target: other columns of that kind become what they would be
    without it.
    """
    against = {Use.CLASS: {Use.CLASS, Use.TARGET}, Use.TARGET: {Use.CLASS}}.get(use, set())
    found = [
        (Use.INPUT if column.numeric else Use.IGNORE) if old in against else old
        for column, old in zip(columns, uses, strict=True)
    ]
    found[place] = use
    return tuple(found)
