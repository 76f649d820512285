"""Panning: the canvas goes with the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from chainrule.gui.canvas.gestures.gesture import Plain

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers
    from chainrule.gui.canvas.view import Canvas


class Pan(Plain):
    """Moves the view as far as the pointer goes."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, start: Point) -> None:
        super().__init__(canvas, start)
        self._view = canvas.viewport

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Move the view."""
        super().move(point, modifiers)
        dx, dy = point[0] - self.start[0], point[1] - self.start[1]
        self.canvas.set_viewport(self._view.moved(dx, dy))

    def cancel(self) -> None:
        """Return to where the view was."""
        self.canvas.set_viewport(self._view)
