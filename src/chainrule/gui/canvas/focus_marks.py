"""The ring of the keyboard: round a neuron, round the number of an edge, or along a bare edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPen

from chainrule.gui.canvas.picking import LOSS_ITEM
from chainrule.gui.canvas.pill_places import label_on_edge
from chainrule.gui.canvas.pointing import paint_focus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.selection import Selection

FAR = 10.0
"""px from the box of the loss to the outline round it"""
AWAY = 14.0
"""px across the outline that runs along an edge"""


def paint_marks(
    painter: QPainter, prepared: Prepared, ringed: Selection, focused: Iterable[str | Key | None]
) -> None:
    """Paint the marks of what is pointed at elsewhere and of what has the keyboard."""
    loss = (LOSS_ITEM,) if ringed.loss else ()
    for item in (*ringed.neurons, *ringed.connections, *loss, *focused):
        paint_focus_mark(painter, prepared, item)


def paint_focus_mark(painter: QPainter, prepared: Prepared, item: str | Key | None) -> None:
    """Paint the mark of the keyboard on an item, in canvas units."""
    bare = isinstance(item, tuple) and item not in prepared.pills
    if item == LOSS_ITEM:
        _paint_round_loss(painter, prepared)
    elif not bare:
        paint_focus(painter, prepared, item)
    elif item in prepared.scene.layout.network.by_key:
        _paint_along(painter, prepared, item)


def _paint_round_loss(painter: QPainter, prepared: Prepared) -> None:
    """Paint a dashed outline round the box of the loss."""
    scene, box = prepared.scene, prepared.scene.layout.loss
    if box is not None:
        rect = QRectF(box.left, box.top, box.width, box.height)
        painter.setPen(_dashed(scene.theme["focus"], max(2.0, 1.5 / scene.zoom)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-FAR, -FAR, FAR, FAR), FAR + 4, FAR + 4)


def _dashed(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.0, 1.0])
    return pen


def _paint_along(painter: QPainter, prepared: Prepared, key: Key) -> None:
    """Paint a dashed outline along an edge, and its number over it."""
    scene = prepared.scene
    points = [QPointF(*point) for point in scene.layout.curves[key].polyline()]
    way = QPainterPath(points[0])
    for point in points[1:]:
        way.lineTo(point)
    outline = QPainterPathStroker()
    outline.setWidth(AWAY / scene.zoom)
    outline.setCapStyle(Qt.PenCapStyle.RoundCap)
    outline.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(_dashed(scene.theme["focus"], max(2.0, 2.0 / scene.zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline.createStroke(way).simplified())
    link = scene.layout.network.by_key[key]
    label_on_edge(scene, link).paint(painter, scene, 1.0)
