"""What every gesture is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.graph import Network

Modifiers = Qt.KeyboardModifier
SHIFT, CTRL, ALT = Modifiers.ShiftModifier, Modifiers.ControlModifier, Modifiers.AltModifier
DRAG_STARTS = 4.0
"""pixels"""


class Gesture(Protocol):
    """A drag (or click) in progress. Points are in pixels of the widget."""

    cursor: Qt.CursorShape

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Follow the pointer."""

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """End, or return False to go on until the next press."""

    def cancel(self) -> None:
        """Undo what has been done so far."""

    def holds(self, network: Network) -> bool:
        """Return whether what the gesture is about is in a network."""

    def paint(self, painter: QPainter) -> None:
        """Paint what the gesture shows over the network, in pixels."""


class Plain:
    """A gesture that does nothing yet; the others change what they need."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: Canvas, start: Point) -> None:
        self.canvas = canvas
        self.start = start
        self.moved = False

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Notice when the pointer has gone far enough for a drag."""
        away = max(abs(point[0] - self.start[0]), abs(point[1] - self.start[1]))
        self.moved = self.moved or away >= DRAG_STARTS

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """End."""
        return True

    def cancel(self) -> None:
        """Leave everything as it was."""

    def holds(self, network: Network) -> bool:
        """Return that it is about nothing that could be gone."""
        return True

    def paint(self, painter: QPainter) -> None:
        """Paint nothing."""
