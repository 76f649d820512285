"""Drawing in the plane: a stroke adds samples or rubs them out, and is one edit at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from chainrule.gui.panels.plane_tools import ERASER, POINTER

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from chainrule.gui.panels.plane import PlaneView
    from chainrule.gui.panels.plane_tools import PlaneTools

APART = 10.0
"""px between two samples of a stroke"""
REACH = 12.0
"""px round the pointer that the eraser takes"""


class PlanePen(QObject):
    """A gesture on the plane; `drawn` and `erased` are emitted when the button is let go of."""

    drawn = Signal(list, int)
    """places (first input, second input) and the class"""
    erased = Signal(set)

    def __init__(self, plane: PlaneView, tools: PlaneTools) -> None:
        super().__init__(plane)
        self._plane, self._tools = plane, tools
        self._active = False
        self._points: list[QPointF] = []
        self._gone: set[int] = set()
        plane.installEventFilter(self)
        tools.tool_changed.connect(self._show_cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse while a tool that draws is chosen, and Esc while a stroke is made."""
        if event.type() == QEvent.Type.KeyPress and self._active:
            if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
                self.cancel()
            return True
        if not isinstance(event, QMouseEvent) or self._tools.tool == POINTER:
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._active = True
            self._go(event.position())
        elif kind == QEvent.Type.MouseMove and self._active:
            self._go(event.position())
        elif kind == QEvent.Type.MouseButtonRelease and self._active:
            self._end()
        return True

    def cancel(self) -> None:
        """Do nothing of what the stroke would have done."""
        self._active = False
        self._points, self._gone = [], set()
        self._plane.set_stroke()

    def _go(self, at: QPointF) -> None:
        """Go on with the stroke, and show what it will do."""
        if self._tools.tool == ERASER:
            self._gone.update(self._plane.rows_at(at, REACH))
            self._plane.set_stroke(gone=frozenset(self._gone))
            return
        near = self._points and (self._points[-1] - at).manhattanLength() < APART
        if not near and self._plane.place_at(at) is not None:
            self._points.append(at)
            mark = self._tools.mark_of(self._tools.tool)
            self._plane.set_stroke(tuple((point, mark) for point in self._points))

    def _end(self) -> None:
        points, gone = self._points, self._gone
        places = [self._plane.place_at(point) for point in points]
        self.cancel()
        if gone:
            self.erased.emit(gone)
        if places:
            self.drawn.emit(places, self._tools.tool)

    def _show_cursor(self, tool: int) -> None:
        cross = Qt.CursorShape.CrossCursor
        self._plane.setCursor(Qt.CursorShape.ArrowCursor if tool == POINTER else cross)
