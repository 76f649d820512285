"""Stamps: shapes that cost much to paint, painted once and put down many times.

An antialiased circle costs thirty times what putting down its picture costs. Only the window uses
stamps; pictures and drawings are painted afresh, so that they stay sharp at any size.
"""

from __future__ import annotations

from collections import OrderedDict
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

Stamp = tuple[QPixmap, float, float]
"""a picture with half its width and height in logical pixels"""
Mark = tuple[float, float, "Hashable", tuple[float, float], "Callable[[QPainter], None]"]
"""what is put down: its place, what names its look, how far it reaches, what draws it"""

MOST = 4_000_000
"""device pixels of stamps that are kept; the one not used for longest goes first"""
LARGEST = 512.0
"""pixels; what is larger is painted afresh"""


class Stamps:
    """The stamps of one canvas, for screens of any scale factor."""

    def __init__(self) -> None:
        self.ratio = 1.0
        self._kept: OrderedDict[Hashable, Stamp] = OrderedDict()
        self._pixels = 0

    def put(
        self,
        painter: QPainter,
        key: Hashable,
        reach: tuple[float, float],
        draw: Callable[[QPainter], None],
    ) -> None:
        """Put down at the painter's origin what `draw` paints, up to `reach` on either side.

        `key` names everything that the look depends on, but for the painter's scale.
        """
        where = painter.worldTransform()
        scale = where.m11()
        width, height = reach[0] * scale, reach[1] * scale
        if max(width, height) > LARGEST:
            draw(painter)
            return
        pixmap, wide, high = self._stamp(key, reach, scale, draw)
        painter.resetTransform()
        painter.drawPixmap(QPointF(where.dx() - wide, where.dy() - high), pixmap)
        painter.setWorldTransform(where)

    def put_all(self, painter: QPainter, marks: Iterable[Mark]) -> None:
        """Put down many marks, the painter moved once.

        Where pixels are whole a place is given in them, which costs half as much as a point.
        """
        where = painter.worldTransform()
        scale, dx, dy = where.m11(), where.dx(), where.dy()
        painter.resetTransform()
        draw, kept = painter.drawPixmap, self._kept
        scaled, ratio = round(scale, 4), self.ratio
        for x, y, key, reach, shape in marks:
            stamp = kept.get((key, scaled, ratio))
            if stamp is None:
                stamp = self._stamp(key, reach, scale, shape)
            pixmap, wide, high = stamp
            left, top = x * scale + dx - wide, y * scale + dy - high
            if ratio == 1.0:
                draw(floor(left + 0.5), floor(top + 0.5), pixmap)
            else:
                draw(QPointF(left, top), pixmap)
        painter.setWorldTransform(where)

    def _stamp(
        self,
        key: Hashable,
        reach: tuple[float, float],
        scale: float,
        draw: Callable[[QPainter], None],
    ) -> Stamp:
        name = (key, round(scale, 4), self.ratio)
        stamp = self._kept.get(name)
        if stamp is not None:
            self._kept.move_to_end(name)
            return stamp
        stamp = _painted(reach[0] * scale, reach[1] * scale, scale, self.ratio, draw)
        self._kept[name] = stamp
        self._pixels += _pixels(stamp)
        while self._pixels > MOST and len(self._kept) > 1:
            self._pixels -= _pixels(self._kept.popitem(last=False)[1])
        return stamp


def _pixels(stamp: Stamp) -> int:
    return stamp[0].width() * stamp[0].height()


def _painted(
    width: float, height: float, scale: float, ratio: float, draw: Callable[[QPainter], None]
) -> Stamp:
    """Return a picture, transparent where nothing is painted, with its middle on a pixel's edge."""
    columns, rows = (2 * ceil(reach * ratio + 1) for reach in (width, height))
    stamp = QPixmap(columns, rows)
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(columns / ratio / 2, rows / ratio / 2)
    painter.scale(scale, scale)
    draw(painter)
    painter.end()
    return stamp, columns / ratio / 2, rows / ratio / 2
