"""Rows of a table turned into samples, in slices, with a list of the rows that are not."""

from __future__ import annotations

import csv
from array import array
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from chainrule.datasets.recipe import encoded
from chainrule.datasets.table import Table
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.storage.csv_in.columns import MOST_CLASSES, Use
from chainrule.storage.csv_in.decoding import TableError
from chainrule.storage.csv_in.dialect import TOO_LONG, Lines, not_blank, number, records

if TYPE_CHECKING:
    from _csv import Reader as Records
    from collections.abc import Iterable, Iterator, Sequence

    from chainrule.datasets.table import Row
    from chainrule.network.message import Message
    from chainrule.storage.csv_in.columns import Column
    from chainrule.storage.csv_in.dialect import Dialect, Pieces

MOST_ROWS = 100_000
"""of more rows a sample is drawn"""
MOST_TOLD = 1_000
"""bad rows that are told one by one"""
SLICE = 1_500
"""cells read, and rows put together, between two looks at the clock"""


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
        self, text: Pieces, dialect: Dialect, columns: Sequence[Column], uses: Sequence[Use]
    ) -> None:
        check_uses(uses)
        self._lines, self._dialect = Lines(text), dialect
        self._columns, self._uses = tuple(columns), tuple(uses)
        self._numbers = (*self._places(Use.INPUT), *self._places(Use.TARGET))
        self._class = next(iter(self._places(Use.CLASS)), None)
        self._random = Random(0)
        self._kept, self._names = array("d"), list[str]()
        self._classes: list[str] | None = None
        self._rows: list[Row] = []
        self._bad: list[BadRow] = []
        self._bad_count = self._good = 0
        self.share = 0.0

    def __iter__(self) -> Iterator[float]:
        """Read on; yield the share that has been read after every slice."""
        for _ in self._read_on():
            self.share = min(1.0, self._lines.share)
            yield self.share
        for _ in self._finish():
            yield 1.0
        self.share = 1.0
        yield 1.0

    def _read_on(self) -> Iterator[None]:
        """Read the rows; yield after every slice."""
        reader = records(self._lines, self._dialect.separator, strict=True)
        waiting, cells = self._dialect.header, 0
        for row in _read(reader):
            if not not_blank(row):
                continue
            if waiting:
                waiting = False
                continue
            self._take(row, reader.line_num)
            cells += len(row) + 1
            if cells >= SLICE:
                cells = 0
                yield

    def _finish(self) -> Iterator[None]:
        """Put the targets of classes beside the numbers; yield after every slice."""
        targets: dict[str, Row] = {"": ()}
        if self._class is not None and self._good:
            self._classes = names = self._found_classes()
            targets = dict(zip(names, encoded(range(len(names)), len(names)), strict=True))
        width = len(self._numbers)
        for start in range(0, len(self._names), SLICE):
            names = self._names[start : start + SLICE]
            cells = self._kept[start * width : (start + SLICE) * width].tolist()
            self._rows += [
                (*cells[at * width : (at + 1) * width], *targets[name])
                for at, name in enumerate(names)
            ]
            yield

    def result(self) -> Imported:
        """Return what was read; a `TableError` where not one row could be used."""
        if not self._good:
            raise TableError(self._nothing())
        classes = self._classes
        named = self._named(Use.TARGET) if classes is None else self._class_names(classes)
        names = () if classes is None else tuple(classes)
        table = Table(self._named(Use.INPUT), named, tuple(self._rows), classes=names)
        return Imported(table, self._good, tuple(self._bad), self._bad_count)

    def _take(self, row: list[str], line: int) -> None:
        """Keep a row, or note why not; of very many a fair sample is kept."""
        found = self._values(row)
        if found is None:
            self._bad_count += 1
            if len(self._bad) < MOST_TOLD:
                self._bad.append(BadRow(line, self._wrong(row)))
            return
        self._good += 1
        cells, name = found
        if len(self._names) < MOST_ROWS:
            self._kept.extend(cells)
            self._names.append(name)
            return
        place, width = self._random.randrange(self._good), len(cells)
        if place < MOST_ROWS:
            self._kept[place * width : (place + 1) * width] = array("d", cells)
            self._names[place] = name

    def _values(self, row: list[str]) -> tuple[list[float], str] | None:
        """Return inputs then targets as numbers, and the cell of the class; None of a bad row."""
        if len(row) != len(self._columns):
            return None
        comma = self._dialect.decimal_comma
        numbers: list[float] = []
        for place in self._numbers:
            value = number(row[place], comma)
            if value is None:
                return None
            numbers.append(value)
        name = "" if self._class is None else row[self._class].strip()
        return (numbers, name) if name or self._class is None else None

    def _wrong(self, row: list[str]) -> Message:
        """Return why a row is left out."""
        if len(row) != len(self._columns):
            told = QT_TRANSLATE_NOOP("Import", "{count} cells where {wanted} are expected")
            return message(told, count=len(row), wanted=len(self._columns))
        cells = zip(row, self._columns, self._uses, strict=True)
        cell, column = next(
            (cell, column) for cell, column, use in cells if not self._can_use(cell, use)
        )
        if not cell.strip():
            told = QT_TRANSLATE_NOOP("Import", "the cell of {column} is empty")
            return message(told, column=column.name)
        told = QT_TRANSLATE_NOOP("Import", "{column}: “{text}” is not a number")
        return message(told, column=column.name, text=_short(cell))

    def _can_use(self, cell: str, use: Use) -> bool:
        if use is Use.CLASS:
            return bool(cell.strip())
        return use is Use.IGNORE or number(cell, self._dialect.decimal_comma) is not None

    def _places(self, use: Use) -> list[int]:
        return [place for place, found in enumerate(self._uses) if found is use]

    def _named(self, use: Use) -> tuple[str, ...]:
        return tuple(self._columns[place].name for place in self._places(use))

    def _found_classes(self) -> list[str]:
        """Return the classes in their order; so many that nothing can be learned are refused."""
        assert self._class is not None  # noqa: S101, RUF100
        names = sorted(set(self._names), key=_natural)
        if not 2 <= len(names) <= MOST_CLASSES:  # noqa: PLR2004, RUF100
            told = QT_TRANSLATE_NOOP(
                "Import", "The column {column} has {count} classes; 2 to {most} can be learned."
            )
            column = self._columns[self._class].name
            raise TableError(message(told, column=column, count=len(names), most=MOST_CLASSES))
        return names

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
    if TOO_LONG in reason:
        told = QT_TRANSLATE_NOOP("Import", "Line {line} is too long.")
        return message(told, line=line + 1)
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
