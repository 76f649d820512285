"""The marks of classes: each has a shape of its own, so that no colour is needed to tell them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPen, QPolygonF

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.theme import Theme

SHAPES = 5
"""after so many classes the shapes come again"""
EDGE = 1.25


def mark_colour(theme: Theme, place: int) -> QColor:
    """Return the colour of a class by its place."""
    return (theme.neg, theme.pos, theme.ink, theme.control, theme.panel)[place % SHAPES]


def paint_mark(
    painter: QPainter, theme: Theme, at: QPointF, place: int, reach: float, edge: QColor
) -> None:
    """Paint the mark of a class: square, circle, triangle, diamond, ring; then from the start."""
    shape = place % SHAPES
    hollow = shape == SHAPES - 1
    painter.setPen(QPen(theme.text if hollow else edge, EDGE))
    painter.setBrush(mark_colour(theme, place))
    if shape == 0:
        side = reach * 0.9
        painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
    elif shape in (1, SHAPES - 1):
        painter.drawEllipse(at, reach * 0.95, reach * 0.95)
    else:
        painter.drawPolygon(_polygon(at, 3 if shape == 2 else 4, reach * 1.15))  # noqa: PLR2004, RUF100


def _polygon(at: QPointF, corners: int, reach: float) -> QPolygonF:
    turns = [2 * math.pi * corner / corners - math.pi / 2 for corner in range(corners)]
    return QPolygonF(
        [QPointF(at.x() + reach * math.cos(t), at.y() + reach * math.sin(t)) for t in turns]
    )
