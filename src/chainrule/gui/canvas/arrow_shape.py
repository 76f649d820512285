"""Arrows of true length: a shaft with a head, a plain bar where they are too short for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.theme import Theme

HEAD_WIDTH = 18.0
OUTLINE = 1.5
JOIN_LINE = 1.2
JOIN_DASH = [2 / JOIN_LINE, 3 / JOIN_LINE]


@dataclass(frozen=True, slots=True)
class ArrowLook:
    """How an arrow is drawn; with an `outline` it is hollow."""

    fill: QColor
    outline: QColor | None = None
    shaft: float = Metrics.ARROW_SHAFT
    head: float = HEAD_WIDTH


def hollow(theme: Theme, shaft: float = Metrics.ARROW_SHAFT, head: float = HEAD_WIDTH) -> ArrowLook:
    """Return the look of what is remembered, or only on its way."""
    outline = theme.text if theme.name == "dark" else theme.text2
    return ArrowLook(theme.panel, outline, shaft, head)


def paint_arrow(painter: QPainter, look: ArrowLook, start: float, end: float, y: float) -> None:
    """Paint an arrow from `start` to `end`; its length is never rounded up."""
    reach = abs(end - start)
    if not reach:
        return
    inset = 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.fill)
    if look.outline is not None:
        inset = min(OUTLINE / 2, reach / 2)
        painter.setPen(_pen(look.outline, 2 * inset))
    way = 1.0 if end > start else -1.0
    start, end = start + way * inset, end - way * inset
    half = look.shaft / 2 - inset
    if reach < Metrics.ARROW_LEAST:
        painter.drawRect(QRectF(min(start, end), y - half, abs(end - start), 2 * half))
        return
    neck = end - way * min(Metrics.ARROW_HEAD, abs(end - start))
    wide = look.head / 2 - inset
    corners = (
        (start, y - half), (neck, y - half), (neck, y - wide), (end, y),
        (neck, y + wide), (neck, y + half), (start, y + half),
    )  # fmt: skip
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def paint_joins(painter: QPainter, theme: Theme, joins: list[tuple[float, float, float]]) -> None:
    """Paint dotted upright lines, each at an x from a y to another."""
    pen = QPen(theme.control, JOIN_LINE)
    pen.setDashPattern(JOIN_DASH)
    painter.setPen(pen)
    painter.drawLines([QLineF(x, top, x, bottom) for x, top, bottom in joins])
