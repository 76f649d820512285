"""Where words on a plot have room: beside their point, off the lines that are drawn there."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QSizeF

ASIDE, BELOW, ABOVE = 12.0, 11.0, -14.0
"""px from a point to its words: beside it, and to their middle below and above"""
SLIDE = 6.0
PIECE = 4.0
"""px of the pieces of a line that are looked at one by one"""


def free_place(
    at: QPointF, size: QSizeF, room: QRectF, lines: Sequence[Sequence[QPointF]]
) -> QRectF | None:
    """Return the box nearest to a point that lies in the room and off the lines, None for none."""
    pieces = [piece for line in lines for ends in itertools.pairwise(line) for piece in _cut(*ends)]
    return next(
        (
            box
            for box in _boxes(at, size, room)
            if room.contains(box) and not any(box.intersects(piece) for piece in pieces)
        ),
        None,
    )


def _boxes(at: QPointF, size: QSizeF, room: QRectF) -> Iterator[QRectF]:
    """Return boxes to the right of a point, then to its left, further and further away."""
    heights = [at.y() + away - size.height() / 2 for away in (BELOW, ABOVE)]
    for left in (at.x() + ASIDE, at.x() - ASIDE - size.width()):
        for top in heights:
            yield QRectF(QPointF(left, top), size)
    reach = max(room.width() - size.width(), 0.0)
    for away in range(1, int(reach / SLIDE) + 1):
        for left in (at.x() - ASIDE - size.width() - away * SLIDE, at.x() + ASIDE + away * SLIDE):
            for top in heights:
                yield QRectF(QPointF(left, top), size)


def _cut(start: QPointF, stop: QPointF) -> Iterator[QRectF]:
    """Return boxes about the pieces of a straight line."""
    way = stop - start
    count = max(1, round(way.manhattanLength() / PIECE))
    for at in range(count):
        ends = (start + way * (at / count), start + way * ((at + 1) / count))
        yield QRectF(*ends).normalized().adjusted(-1, -1, 1, 1)
