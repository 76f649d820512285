"""The marks of classes: each has a shape of its own, so that no colour is needed to tell them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPen, QPolygonF

from chainrule.session.classes import tells_classes

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project

SHAPES = 5
"""after so many classes the shapes come again"""
EDGE = 1.25
ARM = 0.38
"""of a cross's reach that is half the width of its arms"""


def mark_colour(theme: Theme, place: int) -> QColor:
    """Return the colour of a class by its place."""
    colours = (theme.neg, theme.pos, theme.class3, theme.class4, theme.class5)
    return colours[place % SHAPES]


def marks_classes(project: Project) -> bool:
    """Whether every class has its mark: where a plane of two inputs shows a few of them."""
    network = project.network
    few = 1 < len(network.outputs) <= SHAPES
    return few and len(network.inputs) == 2 and tells_classes(project)  # noqa: PLR2004, RUF100


def paint_mark(
    painter: QPainter, theme: Theme, at: QPointF, place: int, reach: float, edge: QColor
) -> None:
    """Paint the mark of a class: square, circle, triangle, diamond, cross; then from the start."""
    shape = place % SHAPES
    painter.setPen(QPen(edge, EDGE))
    painter.setBrush(mark_colour(theme, place))
    if shape == 0:
        side = reach * 0.9
        painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
    elif shape == 1:
        painter.drawEllipse(at, reach * 0.95, reach * 0.95)
    elif shape == SHAPES - 1:
        painter.drawPolygon(_cross(at, reach * 1.15))
    else:
        painter.drawPolygon(_polygon(at, 3 if shape == 2 else 4, reach * 1.15))  # noqa: PLR2004, RUF100


def _cross(at: QPointF, reach: float) -> QPolygonF:
    arm = reach * ARM
    quarter = [(-arm, -reach), (arm, -reach), (arm, -arm)]
    corners = []
    for _ in range(4):
        corners += [QPointF(at.x() + x, at.y() + y) for x, y in quarter]
        quarter = [(-y, x) for x, y in quarter]
    return QPolygonF(corners)


def _polygon(at: QPointF, corners: int, reach: float) -> QPolygonF:
    turns = [2 * math.pi * corner / corners - math.pi / 2 for corner in range(corners)]
    return QPolygonF(
        [QPointF(at.x() + reach * math.cos(t), at.y() + reach * math.sin(t)) for t in turns]
    )
