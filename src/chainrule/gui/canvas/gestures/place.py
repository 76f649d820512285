"""Placing neurons with the Neuron tool: each click puts one where the ghost is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.gestures.gesture import Plain
from chainrule.gui.canvas.picking import neuron_at
from chainrule.gui.metrics import Metrics
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers
    from chainrule.gui.canvas.layout import Column

JOINS = 0.3
"""within this share of the way to the next column a new neuron joins a column"""


class PlaceNeuron(Plain):
    """Follows the pointer with a ghost while the tool is chosen; a release adds the neuron."""

    cursor = Qt.CursorShape.CrossCursor

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Let the ghost follow."""
        self.start = point
        self.canvas.update()

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """Add the neuron; the tool stays."""
        self.start = point
        there = self._neuron()
        if there is not None:
            self.canvas.select(Selection(frozenset({there})))
            return True
        place, _ = self._ghost()
        layout = self.canvas.layout_now
        role = commands.role_near(layout, place[0])
        self.canvas.edit_requested.emit(commands.add_neuron(self.canvas.project, role, place))
        return True

    def paint(self, painter: QPainter) -> None:
        """Paint the ghost and tint the column that it would join."""
        if self._neuron() is not None:
            return
        place, column = self._ghost()
        view, theme = self.canvas.viewport, self.canvas.theme
        if column is not None:
            tint = QColor(theme["accent"])
            tint.setAlphaF(0.07)
            x = view.to_screen((column.x, 0))[0]
            wide = 2 * (self.canvas.layout_now.radius + 14) * view.zoom
            painter.fillRect(QRectF(x - wide / 2, 0, wide, view.height), tint)
        pen = QPen(theme["accent"], 1.5)
        pen.setDashPattern([4 / 1.5, 4 / 1.5])
        painter.setPen(pen)
        painter.setBrush(theme["panel"])
        reach = self.canvas.layout_now.radius * view.zoom
        painter.drawEllipse(QPointF(*view.to_screen(place)), reach, reach)

    def _neuron(self) -> str | None:
        """Return the neuron under the pointer: there is no room for another one."""
        return neuron_at(self.canvas.prepared(), self.canvas.viewport.to_canvas(self.start))

    def _ghost(self) -> tuple[Point, Column | None]:
        """Return where the neuron would stand and the column that it would join."""
        x, y = self.canvas.viewport.to_canvas(self.start)
        grid = float(Metrics.GRID)
        place = (round(x / grid) * grid, round(y / grid) * grid)
        layout = self.canvas.layout_now
        if not layout.layered or not layout.columns:
            return place, None
        column = min(layout.columns, key=lambda column: abs(column.x - x))
        gaps = [abs(other.x - column.x) for other in layout.columns if other is not column]
        if abs(column.x - x) > JOINS * min(gaps, default=200.0):
            return place, None
        return (column.x, place[1]), column
