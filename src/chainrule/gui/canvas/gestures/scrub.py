"""Scrubbing: a value of the selection goes up and down with the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.gestures.gesture import CTRL, SHIFT, Plain

if TYPE_CHECKING:
    from chainrule.gui.canvas.commands import Value
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.graph import Network

STEP, FINE, COARSE = 0.01, 0.001, 0.1
"""change per pixel"""


class Scrub(Plain):
    """One pixel is 0.01, with Shift 0.001, with Ctrl 0.1; the whole drag is one undo entry."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, canvas: Canvas, start: Point, value: Value) -> None:
        super().__init__(canvas, start)
        self._value = value
        number = commands.shown_number(canvas.project, canvas.frame, value, canvas.row)
        self._first = number
        self._number = 0.0 if number is None else number
        self._x = start[0]

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Change the value."""
        super().move(point, modifiers)
        if not self.moved or self._first is None:
            return
        step = FINE if modifiers & SHIFT else COARSE if modifiers & CTRL else STEP
        self._number = round(self._number + (point[0] - self._x) * step, 9)
        self._x = point[0]
        self._set(self._number)

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """Keep the value."""
        if self.moved:
            self.canvas.merge_ended.emit()
        return True

    def cancel(self) -> None:
        """Put the value back."""
        if self.moved and self._first is not None:
            self._set(self._first)
            self.canvas.merge_ended.emit()

    def holds(self, network: Network) -> bool:
        """Return whether the value is there."""
        return self._value.name in network.parameters or self._value.name in network.by_id

    def _set(self, number: float) -> None:
        merge = ("scrub", id(self))
        edit = commands.set_value(self._value, number, self.canvas.row, merge)
        self.canvas.edit_requested.emit(edit)
