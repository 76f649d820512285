"""The sizes of paper, in pixels of 1/96 inch: those in which the window's fonts are measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageSize

PER_INCH = 96.0
MARGIN = 18 / 25.4 * PER_INCH
FOOT = 30.0
"""room for the line at the foot of a page"""


class Paper(StrEnum):
    """What a sheet is printed on."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> QPageSize:
        """The size, as Qt names it."""
        known = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
        return QPageSize(known[self])

    @property
    def sheet(self) -> Area:
        """The page and what of it is printed on."""
        size = self.size.size(QPageSize.Unit.Inch)
        return Area(size.width() * PER_INCH, size.height() * PER_INCH)


@dataclass(frozen=True, slots=True)
class Area:
    """A page of `width` × `height` pixels."""

    width: float
    height: float

    @property
    def inner(self) -> QRectF:
        """What is inside the margins, without the line at the foot."""
        across, down = self.width - 2 * MARGIN, self.height - 2 * MARGIN
        return QRectF(MARGIN, MARGIN, across, down - FOOT)
