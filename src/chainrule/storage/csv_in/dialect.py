"""How a table is written: what stands between its cells, and the sign before decimals."""

from __future__ import annotations

import contextlib
import csv
import math
import re
from dataclasses import dataclass
from statistics import mode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader as Records
    from collections.abc import Iterable, Iterator, Sequence

Pieces = tuple[str, ...]
"""a text as it was read, piece by piece"""

SEPARATORS = (",", ";", "\t", "|", " ")
"""tried in this order; a space only where nothing else is there"""
LOOKED_AT, CELLS_LOOKED_AT = 200, 4_000
"""rows in which the form of a table shows, and cells, of very wide ones"""
LONGEST_LINE = 1_000_000
"""characters"""
TOO_LONG = "line too long"
"""what is wrong with a line that is longer, in the words of an error of the reader"""

_POINT = re.compile(r"[+-]?(\d+\.\d*|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?\d+([eE][+-]?\d+)?")
_LINE = re.compile(rf"[^\r\n]{{0,{LONGEST_LINE}}}+(?:\r\n|\n|\r|\Z)")
_MINUS = str.maketrans("−", "-")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells, whether decimals follow a comma, whether the first row names."""

    separator: str = ","
    decimal_comma: bool = False
    header: bool = True


def detect_dialect(text: Pieces) -> Dialect:
    """Return how a table seems to be written."""
    separator = _separator(text)
    rows = first_rows(text, separator)
    comma = separator != "," and _has_decimal_commas(rows)
    return Dialect(separator, comma, _has_header(rows, comma))


def first_rows(text: Pieces, separator: str) -> list[list[str]]:
    """Return the first rows that are not blank, as far as they can be read."""
    rows: list[list[str]] = []
    cells = 0
    with contextlib.suppress(csv.Error):
        for row in records(Lines(text), separator, strict=False):
            if not_blank(row):
                rows.append(row)
                cells += len(row)
            if len(rows) == LOOKED_AT or (len(rows) > 1 and cells > CELLS_LOOKED_AT):
                break
    return rows


class Lines:
    """The lines of a text, whichever of the three ways they end; `share` is how far they are read.

    The text is handed over in pieces and never put together: the first lines of a large one are
    had at once.
    """

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._done, self._length = 0, max(1, sum(map(len, pieces)))

    @property
    def share(self) -> float:
        """The share of the text that has been read."""
        return self._done / self._length

    def __iter__(self) -> Iterator[str]:
        rest, last = "", len(self._pieces)
        for number, piece in enumerate(self._pieces, 1):
            text, place = rest + piece, 0
            while place < len(text):
                found = _LINE.match(text, place)
                if found is None:
                    raise csv.Error(TOO_LONG)
                if found.end() == len(text) and number < last:
                    break  # it may go on in the next piece
                place = found.end()
                self._done += place - found.start()
                yield found[0]
            rest = text[place:]


def records(lines: Lines, separator: str, strict: bool) -> Records:
    """Return a reader of a table's rows."""
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=strict)


def not_blank(row: Sequence[str]) -> bool:
    """Return whether anything stands in a row."""
    return any(cell.strip() for cell in row)


def number(cell: str, decimal_comma: bool) -> float | None:
    """Return the finite number in a cell, None where there is none."""
    text = cell.strip().translate(_MINUS)
    form = _COMMA if decimal_comma else _POINT
    if not text.isascii() or not (_WHOLE.fullmatch(text) or form.fullmatch(text)):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def _separator(text: Pieces) -> str:
    """Return the separator that gives most rows the same number of cells, more than one."""
    best, found = 0.0, ","
    for separator in SEPARATORS:
        rows = first_rows(text, separator)
        widths = [len(row) for row in rows]
        usual = mode(widths) if widths else 0
        if usual < 2:  # noqa: PLR2004, RUF100
            continue
        even = widths.count(usual) / len(widths)
        score = even * (1 + math.log(usual)) * _likely(rows, separator)
        if score > best:
            best, found = score, separator
    return found


def _likely(rows: Sequence[Sequence[str]], separator: str) -> float:
    """Return how far what a separator gives looks like cells: a space least of all."""
    if separator == " ":
        return 0.3
    cells = [cell.strip() for row in rows[1:] or rows for cell in row]
    good = sum(number(cell, False) is not None or number(cell, True) is not None for cell in cells)
    return 0.5 + 0.5 * good / max(1, len(cells))


def _has_decimal_commas(rows: Iterable[Sequence[str]]) -> bool:
    cells = [cell.strip().translate(_MINUS) for row in rows for cell in row]
    return any(map(_COMMA.fullmatch, cells)) and not any(map(_POINT.fullmatch, cells))


def _has_header(rows: Sequence[Sequence[str]], decimal_comma: bool) -> bool:
    """Return whether the first row is text where the rows below it are numbers."""
    if not rows:
        return False
    first, below = rows[0], rows[1:]
    if any(number(cell, decimal_comma) is not None for cell in first):
        return False
    if not below:
        return True
    numeric = (
        number(row[place], decimal_comma) is not None
        for row in below
        for place in range(min(len(row), len(first)))
    )
    return any(numeric)
