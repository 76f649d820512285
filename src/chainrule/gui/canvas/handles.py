"""Handles at the ends of a selected edge, where it can be taken hold of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.view import Canvas

RADIUS = 4.5
MOST = 8
"""selected edges that have handles"""


def paint_handles(painter: QPainter, canvas: Canvas) -> None:
    """Paint a small circle at either end of each selected edge, in pixels."""
    chosen, layout = canvas.selection.connections, canvas.layout_now
    if canvas.read_only or len(chosen) > MOST:
        return
    painter.setPen(QPen(canvas.theme["focus"], 1.5))
    painter.setBrush(canvas.theme["panel"])
    for key in chosen:
        if key in canvas.project.network.by_key:
            for end in (0.0, 1.0):
                place = canvas.viewport.to_screen(layout.curves[key].free(end))
                painter.drawEllipse(QPointF(*place), RADIUS, RADIUS)
