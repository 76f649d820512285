"""Reconnecting: an end of an edge is taken off its neuron and put on another one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.edges import make_pen
from chainrule.gui.canvas.gestures.gesture import Plain
from chainrule.gui.canvas.picking import neuron_at
from chainrule.gui.canvas.wording import say
from chainrule.gui.metrics import Metrics
from chainrule.gui.selection import Selection
from chainrule.network.reconnect import why_not_reconnect

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.graph import Network

REACH = 14.0
"""pixels from where an edge meets its neuron that still take hold of its end"""


class Reconnect(Plain):
    """Follows the pointer with one end of an edge; `end` is 0 for the source, 1 for the target."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, start: Point, key: Key, end: int) -> None:
        super().__init__(canvas, start)
        self.key, self.end = key, end
        self._place = start
        self._found: str | None = None
        self._refused: str | None = None

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Let the end follow the pointer; ring the neurons that it may be put on."""
        before = self.moved
        super().move(point, modifiers)
        if not self.moved:
            return
        if not before:
            self._mark()
        found = neuron_at(
            self.canvas.prepared(), self.canvas.viewport.to_canvas(point), Metrics.PORT_SNAP
        )
        self._point_at(found, point)

    def _mark(self) -> None:
        network = self.canvas.project.network
        ends = [name for name in network.by_id if name != self.key[1 - self.end]]
        legal = frozenset(name for name in ends if self._reason(name) is None)
        self.canvas.mark_targets(legal, frozenset(network.by_id) - legal)

    def _point_at(self, found: str | None, point: Point) -> None:
        other = self.key[1 - self.end]
        self._found = None if found == other else found
        self._place = point
        reason = None
        if self._found is not None:
            places = self.canvas.layout_now.places
            self._place = self.canvas.viewport.to_screen(places[self._found])
            reason = self._reason(self._found)
        if reason is not None and reason != self._refused:
            self.canvas.refuse(reason)
        self._refused = reason
        self.cursor = Qt.CursorShape.ForbiddenCursor if reason else Qt.CursorShape.CrossCursor
        self.canvas.setCursor(self.cursor)

    def _reason(self, name: str) -> str | None:
        told = why_not_reconnect(self.canvas.project.network, self.key, self._with(name))
        return None if told is None else say(told)

    def _with(self, name: str) -> Key:
        return (name, self.key[1]) if self.end == 0 else (self.key[0], name)

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """Put the end on the neuron there; anywhere else it stays where it was."""
        self.canvas.mark_targets(frozenset(), frozenset())
        if not self.moved or self._found is None or self._with(self._found) == self.key:
            return True
        new = self._with(self._found)
        if self._refused is not None:
            self.canvas.refuse(self._refused)
            return True
        self.canvas.request(commands.reconnect(self.key, new))
        if new in self.canvas.project.network.by_key:
            self.canvas.select(Selection(connections=frozenset({new})))
        return True

    def cancel(self) -> None:
        """Leave the edge as it was."""
        self.canvas.mark_targets(frozenset(), frozenset())

    def holds(self, network: Network) -> bool:
        """Return whether the edge is there."""
        return self.key in network.by_key

    def paint(self, painter: QPainter) -> None:
        """Paint the edge on its way from the end that stays."""
        if not self.moved:
            return
        layout, view = self.canvas.layout_now, self.canvas.viewport
        stays = self.key[1 - self.end]
        if stays not in layout.places:
            return
        way = QLineF(QPointF(*view.to_screen(layout.places[stays])), QPointF(*self._place))
        reach = layout.radius * view.zoom
        if way.length() <= reach:
            return
        pen = make_pen(self.canvas.theme["err" if self._refused else "accent"], 2.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QLineF(way.pointAt(reach / way.length()), way.p2()))


def end_at(canvas: Canvas, point: Point) -> tuple[Key, int] | None:
    """Return the end of a selected edge that is at a pixel."""
    layout, view = canvas.layout_now, canvas.viewport
    for key in canvas.selection.connections:
        if key not in canvas.project.network.by_key:
            continue
        curve = layout.curves[key]
        for end in (1, 0):
            handle = view.to_screen(curve.free(float(end)))
            if math.dist(handle, point) <= REACH:
                return key, end
    return None
