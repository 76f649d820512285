"""Rows of a table turned into samples, in slices, with a list of the rows that are not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from chainrule.datasets.recipe import encoded
from chainrule.datasets.table import Table
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.storage.csv_in.columns import MOST_CLASSES, Use
from chainrule.storage.csv_in.decoding import TableError
from chainrule.storage.csv_in.dialect import not_blank, number, records

if TYPE_CHECKING:
    from _csv import Reader as Records
    from collections.abc import Iterable, Iterator, Sequence

    from chainrule.network.message import Message
    from chainrule.storage.csv_in.columns import Column
    from chainrule.storage.csv_in.dialect import Dialect

MOST_ROWS = 100_000
"""of more rows a sample is drawn"""
MOST_TOLD = 1_000
"""bad rows that are told one by one"""
SLICE = 500
"""rows read between two looks at the clock"""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is left out: its line in the file, from 1, and why."""

    line: int
    why: Message


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read: the samples, how many rows they were drawn from, and what was left out.

    `bad` has the first rows that were left out, `bad_count` how many there are.
    """

    table: Table
    rows: int
    bad: tuple[BadRow, ...]
    bad_count: int

    @property
    def sampled(self) -> bool:
        """Whether there were too many rows, so that the samples are some of them."""
        return self.rows > len(self.table.train)


class Importing:
    """Reads a table slice by slice; `share` tells how far it is.

    Iterate until it ends, then ask for `result()`. Iterating raises a `TableError` where nothing
    more can be read.
    """

    def __init__(
        self, text: str, dialect: Dialect, columns: Sequence[Column], uses: Sequence[Use]
    ) -> None:
        check_uses(uses)
        self._text, self._dialect = text, dialect
        self._columns, self._uses = tuple(columns), tuple(uses)
        self._random = Random(0)
        self._kept: list[tuple[list[float], list[str]]] = []
        self._bad: list[BadRow] = []
        self._bad_count = self._good = 0
        self._lines = max(1, text.count("\n") + text.count("\r") // 2)
        self.share = 0.0

    def __iter__(self) -> Iterator[float]:
        """Read on; yield the share that has been read after every slice."""
        reader = records(self._text, self._dialect.separator, strict=True)
        waiting = self._dialect.header
        count = 0
        for row in _read(reader):
            if not not_blank(row):
                continue
            if waiting:
                waiting = False
                continue
            self._take(row, reader.line_num)
            count += 1
            if count % SLICE == 0:
                self.share = min(1.0, reader.line_num / self._lines)
                yield self.share
        self.share = 1.0
        yield 1.0

    def result(self) -> Imported:
        """Return what was read; a `TableError` where not one row could be used."""
        if not self._good:
            raise TableError(self._nothing())
        classes = self._classes()
        numbers = [values for values, _ in self._kept]
        targets = [() for _ in numbers] if classes is None else self._encoded(classes)
        rows = tuple((*values, *target) for values, target in zip(numbers, targets, strict=True))
        inputs = self._named(Use.INPUT)
        named = self._named(Use.TARGET) if classes is None else self._class_names(classes)
        return Imported(
            Table(inputs, named, rows, classes=() if classes is None else tuple(classes)),
            self._good,
            tuple(self._bad),
            self._bad_count,
        )

    def _take(self, row: list[str], line: int) -> None:
        """Keep a row, or note why not; of very many a fair sample is kept."""
        why = self._wrong(row)
        if why is not None:
            self._bad_count += 1
            if len(self._bad) < MOST_TOLD:
                self._bad.append(BadRow(line, why))
            return
        self._good += 1
        if len(self._kept) < MOST_ROWS:
            self._kept.append(self._values(row))
            return
        place = self._random.randrange(self._good)
        if place < MOST_ROWS:
            self._kept[place] = self._values(row)

    def _wrong(self, row: list[str]) -> Message | None:
        if len(row) != len(self._columns):
            told = QT_TRANSLATE_NOOP("Import", "{count} cells where {wanted} are expected")
            return message(told, count=len(row), wanted=len(self._columns))
        for cell, column, use in zip(row, self._columns, self._uses, strict=True):
            if use is Use.IGNORE:
                continue
            if not cell.strip():
                told = QT_TRANSLATE_NOOP("Import", "the cell of {column} is empty")
                return message(told, column=column.name)
            if use is not Use.CLASS and number(cell, self._dialect.decimal_comma) is None:
                told = QT_TRANSLATE_NOOP("Import", "{column}: “{text}” is not a number")
                return message(told, column=column.name, text=_short(cell))
        return None

    def _values(self, row: list[str]) -> tuple[list[float], list[str]]:
        """Return inputs then targets as numbers, and the cells of the class."""
        numbers = [
            number(row[place], self._dialect.decimal_comma) or 0.0
            for use in (Use.INPUT, Use.TARGET)
            for place in self._places(use)
        ]
        return numbers, [row[place].strip() for place in self._places(Use.CLASS)]

    def _places(self, use: Use) -> list[int]:
        return [place for place, found in enumerate(self._uses) if found is use]

    def _named(self, use: Use) -> tuple[str, ...]:
        return tuple(self._columns[place].name for place in self._places(use))

    def _classes(self) -> list[str] | None:
        """Return the classes in their order, None where no column is one."""
        if not self._places(Use.CLASS):
            return None
        names = sorted({cells[0] for _, cells in self._kept}, key=_natural)
        if not 2 <= len(names) <= MOST_CLASSES:  # noqa: PLR2004, RUF100
            told = QT_TRANSLATE_NOOP(
                "Import", "The column {column} has {count} classes; 2 to {most} can be learned."
            )
            column = self._named(Use.CLASS)[0]
            raise TableError(message(told, column=column, count=len(names), most=MOST_CLASSES))
        return names

    def _encoded(self, classes: Sequence[str]) -> list[tuple[float, ...]]:
        places = {name: place for place, name in enumerate(classes)}
        return encoded([places[cells[0]] for _, cells in self._kept], len(classes))

    def _class_names(self, classes: Sequence[str]) -> tuple[str, ...]:
        """Return names for the targets of the classes, none that an input has."""
        column = self._named(Use.CLASS)[0]
        wanted = [column] if len(classes) == 2 else list(classes)  # noqa: PLR2004, RUF100
        taken = set(self._named(Use.INPUT))
        return tuple(name if name not in taken else f"{column} {name}" for name in wanted)

    def _nothing(self) -> Message:
        if not self._bad:
            return message(QT_TRANSLATE_NOOP("Import", "There is no row below the names."))
        first = self._bad[0]
        told = QT_TRANSLATE_NOOP("Import", "Not one row could be read. Line {line}: {why}.")
        return message(told, line=first.line, why=str(first.why))


def check_uses(uses: Iterable[Use]) -> None:
    """Refuse columns from which no samples can be made."""
    chosen = list(uses)
    classes, targets = chosen.count(Use.CLASS), chosen.count(Use.TARGET)
    if Use.INPUT not in chosen or not classes + targets:
        told = QT_TRANSLATE_NOOP(
            "Import", "Choose at least one column as input and one as target or class."
        )
        raise TableError(message(told))
    if classes > 1 or (classes and targets):
        told = QT_TRANSLATE_NOOP("Import", "Choose one column as class, and then no target.")
        raise TableError(message(told))


def _read(reader: Records) -> Iterator[list[str]]:
    """Yield the rows; what breaks the table off is told with its line."""
    try:
        yield from reader
    except csv.Error as error:
        raise TableError(_broken(reader.line_num, str(error))) from None


def _broken(line: int, reason: str) -> Message:
    if "unexpected end" in reason or "expected after" in reason:
        told = QT_TRANSLATE_NOOP(
            "Import", "From line {line} on the table cannot be read: a quotation mark is wrong."
        )
        return message(told, line=line)
    if "field larger" in reason:
        return message(QT_TRANSLATE_NOOP("Import", "A cell of line {line} is too long."), line=line)
    told = QT_TRANSLATE_NOOP("Import", "Line {line} cannot be read: {reason}.")
    return message(told, line=line, reason=reason)


def _natural(name: str) -> tuple[int, float, str]:
    value = number(name, False)
    return (1, 0.0, name) if value is None else (0, value, name)


def _short(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= 20 else f"{text[:19]}…"  # noqa: PLR2004, RUF100
