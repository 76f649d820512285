"""Connecting: a line from a neuron to the pointer, until it is let go on another neuron."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.edges import make_pen
from chainrule.gui.canvas.gestures.gesture import Plain
from chainrule.gui.canvas.picking import neuron_at
from chainrule.gui.canvas.wording import say
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.graph import Network


class Connect(Plain):
    """Drag from neuron to neuron, or click one and then the other."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, start: Point, source: str) -> None:
        super().__init__(canvas, start)
        self.source = source
        self._network = canvas.project.network
        self._end = start
        self._target: str | None = None
        self._waiting = False
        self._refused: str | None = None
        legal = legal_targets(canvas.project.network, source)
        canvas.mark_targets(legal, frozenset(canvas.project.network.by_id) - legal - {source})

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Draw the line to the pointer, or to the neuron near it; say why it cannot end there."""
        super().move(point, modifiers)
        self._end = point
        self.point_at(self._near(point))

    def point_at(self, target: str | None) -> None:
        """Let the line end at a neuron, None for nowhere."""
        self._target = target
        if target is not None:
            self._end = self.canvas.viewport.to_screen(self.canvas.layout_now.places[target])
        reason = self._reason()
        if reason != self._refused and reason is not None:
            self.canvas.refuse(reason)
        self._refused = reason
        self.cursor = Qt.CursorShape.ForbiddenCursor if reason else Qt.CursorShape.CrossCursor
        self.canvas.setCursor(self.cursor)
        self.canvas.update()

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """Connect, or offer a new neuron on empty canvas; a click on the source waits for more."""
        target = self._near(point)
        if target is None and not self.moved and not self._waiting:
            self._waiting = True
            return False
        self.canvas.mark_targets(frozenset(), frozenset())
        if target is not None:
            self.canvas.connect_neurons(self.source, target)
        elif self.moved:
            self._offer_neuron(point)
        return True

    def cancel(self) -> None:
        """Make no connection."""
        self.canvas.mark_targets(frozenset(), frozenset())

    def holds(self, network: Network) -> bool:
        """Return whether the same neurons are there, connected as they were."""
        before = self._network
        return before is network or (
            before.by_id.keys() == network.by_id.keys()
            and before.by_key.keys() == network.by_key.keys()
        )

    def paint(self, painter: QPainter) -> None:
        """Paint the line that is being drawn."""
        start = self.canvas.viewport.to_screen(self.canvas.layout_now.places[self.source])
        line = QLineF(QPointF(*start), QPointF(*self._end))
        reach = self.canvas.layout_now.radius * self.canvas.viewport.zoom
        if line.length() <= reach:
            return
        pen = make_pen(self.canvas.theme["err" if self._refused else "accent"], 2.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        end = line.p2()
        if self._target is not None and line.length() > 2 * reach:
            end = line.pointAt(1 - reach / line.length())
        painter.drawLine(QLineF(line.pointAt(reach / line.length()), end))

    def _near(self, point: Point) -> str | None:
        place = self.canvas.viewport.to_canvas(point)
        found = neuron_at(self.canvas.prepared(), place, Metrics.PORT_SNAP)
        return None if found == self.source else found

    def _reason(self) -> str | None:
        if self._target is None:
            return None
        told = self.canvas.project.network.why_not_connect(self.source, self._target)
        return None if told is None else say(told)

    def _offer_neuron(self, point: Point) -> None:
        place = self.canvas.viewport.to_canvas(point)
        source, canvas = self.source, self.canvas

        def add() -> None:
            weight = canvas.new_weight()
            edit = commands.add_connected(canvas.project, source, place, weight)
            canvas.edit_requested.emit(edit)

        canvas.offer(translate("Canvas", "New neuron here"), point, add)


def legal_targets(network: Network, source: str) -> frozenset[str]:
    """Return the neurons that a connection from `source` may end at."""
    before, waiting = {source}, [source]
    while waiting:
        for link in network.incoming[waiting.pop()]:
            if link.source not in before:
                before.add(link.source)
                waiting.append(link.source)
    there = {link.target for link in network.outgoing[source]}
    return frozenset(
        neuron.id
        for neuron in network.computed
        if neuron.id not in before and neuron.id not in there
    )


def nearest_legal(
    places: dict[str, Point], legal: frozenset[str], start: Point, direction: Point
) -> str | None:
    """Return the legal target that lies nearest in a direction."""
    ahead = [
        (math.dist(places[name], start), name)
        for name in legal
        if (places[name][0] - start[0]) * direction[0] + (places[name][1] - start[1]) * direction[1]
        > 0
    ]
    return min(ahead)[1] if ahead else None
