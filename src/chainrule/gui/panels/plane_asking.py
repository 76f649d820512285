"""Asking the network about a place in the plane: by a click, a drag or the arrow keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from chainrule.gui.panels.plane_tools import POINTER

if TYPE_CHECKING:
    from chainrule.gui.panels.plane import PlaneView
    from chainrule.gui.panels.plane_tools import PlaneTools

STEP = 6.0
"""px that an arrow key goes"""
WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlaneAsking(QObject):
    """Takes the mouse beside the samples while no tool that draws is chosen."""

    asked = Signal(float, float)
    """the first and the second input"""

    def __init__(self, plane: PlaneView, tools: PlaneTools) -> None:
        super().__init__(plane)
        self._plane, self._tools = plane, tools
        self._active = False
        plane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer and the arrow keys."""
        if self._tools.tool != POINTER:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return isinstance(event, QMouseEvent) and self._point(event)

    def _point(self, event: QMouseEvent) -> bool:
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and left:
            self._active = not self._plane.rows_at(event.position())
            return self._active and self._ask(event.position())
        if kind == QEvent.Type.MouseMove and self._active:
            return self._ask(event.position())
        if kind == QEvent.Type.MouseButtonRelease:
            self._active = False
        return False

    def _press(self, event: QKeyEvent) -> bool:
        way = WAYS.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        return self._ask(self._plane.asked_at() + QPointF(*way) * STEP)

    def _ask(self, at: QPointF) -> bool:
        """Ask about a place of the widget; return whether it is one of the plane."""
        place, samples = self._plane.place_at(at), self._plane.samples
        if place is None or samples is None:
            return False
        self.asked.emit(_short(place[0], samples.across), _short(place[1], samples.up))
        return True


def _short(value: float, reach: tuple[float, float]) -> float:
    """Return a place rounded to what a pixel can tell."""
    digits = max(0, 2 - math.floor(math.log10(reach[1] - reach[0])))
    return round(value, digits) + 0.0
