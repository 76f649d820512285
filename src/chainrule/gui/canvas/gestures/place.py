"""Placing neurons with the Neuron tool: each click puts one where the ghost is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.gestures.gesture import Plain
from chainrule.gui.canvas.picking import neuron_at
from chainrule.gui.canvas.standing import standing_places
from chainrule.gui.metrics import Metrics
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers
    from chainrule.gui.canvas.layout import Column

CLOSEST_COLUMNS = 216.0
"""canvas units between columns, at least, where a new one is put between two"""
JOINS = 0.3
"""within this share of the way to the next column a new neuron joins a column"""


class PlaceNeuron(Plain):
    """Follows the pointer with a ghost while the tool is chosen; a release adds the neuron."""

    cursor = Qt.CursorShape.CrossCursor

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Let the ghost follow."""
        self.start = point
        self._make_room()
        self.canvas.update()

    def cancel(self) -> None:
        """Let the columns stand where they stood."""
        self.canvas.preview(None)

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """Add the neuron; the tool stays."""
        self.start = point
        there = self._neuron()
        if there is not None:
            self.canvas.select(Selection(frozenset({there})))
            return True
        place, _ = self._ghost()
        canvas, project, gap = self.canvas, self.canvas.project, self._gap()
        canvas.preview(None)
        if gap is None:
            role = commands.role_near(canvas.layout_now, place[0])
            canvas.edit_requested.emit(commands.add_neuron(project, role, place))
        else:
            moved = self._moved_apart(gap)
            canvas.edit_requested.emit(commands.add_between(project, place, moved))
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
        if abs(column.x - x) <= JOINS * min(gaps, default=200.0):
            return (column.x, place[1]), column
        gap = self._gap()
        return (place if gap is None else (gap[0].x + _room(gap) / 2, place[1])), None

    def _gap(self) -> tuple[Column, Column] | None:
        """Return the columns between which the pointer offers a new layer."""
        x = self.canvas.viewport.to_canvas(self.start)[0]
        layout = self.canvas.layout_now
        if not layout.layered:
            return None
        for left, right in itertools.pairwise(sorted(layout.columns, key=lambda one: one.x)):
            share = (x - left.x) / max(1.0, right.x - left.x)
            if JOINS < share < 1 - JOINS:
                return left, right
        return None

    def _moved_apart(self, gap: tuple[Column, Column]) -> dict[str, Point]:
        """Return where the neurons behind a new layer go."""
        shift = _room(gap) - (gap[1].x - gap[0].x)
        places = standing_places(self.canvas.project.network)
        return {
            name: (places[name][0] + shift, places[name][1])
            for column in self.canvas.layout_now.columns
            if column.x >= gap[1].x
            for name in column.neurons
        }

    def _make_room(self) -> None:
        """Show the columns apart while a new layer is offered between them."""
        gap = self._gap()
        free = gap is not None and not self.canvas.read_only
        self.canvas.preview(self._moved_apart(gap) if free and gap is not None else None)


def _room(gap: tuple[Column, Column]) -> float:
    """Return how far apart two columns stand with a third between them."""
    return max(gap[1].x - gap[0].x, 2 * CLOSEST_COLUMNS)
