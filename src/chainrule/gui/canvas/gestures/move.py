"""Moving neurons: the whole selection goes along, snapped to guides and grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.gestures.gesture import ALT, Modifiers, Plain
from chainrule.gui.canvas.gestures.guides import paint_alignment
from chainrule.gui.canvas.snapping import MOST, equal_gaps, snapped
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.snapping import Span
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.graph import Network


class Move(Plain):
    """Drags the selected neurons; with `copy` it drags a duplicate of them."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, start: Point, grabbed: str, copy: bool = False) -> None:
        super().__init__(canvas, start)
        self._grabbed = grabbed
        self._copy = copy
        self._guides: tuple[list[float], list[float]] = ([], [])
        self._gaps: list[Span] = []
        self._collapse = Selection(frozenset({grabbed}))
        self._places: dict[str, Point] = {}
        self._moved: dict[str, Point] = {}

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Move the neurons once the pointer has gone far enough."""
        before = self.moved
        super().move(point, modifiers)
        if not self.moved:
            return
        if not before:
            self._begin()
        if self._places:
            self._drag(point, bool(modifiers & ALT) and not self._copy)

    def _begin(self) -> None:
        if self._copy:
            self._duplicate()
        layout = self.canvas.layout_now
        self._places = {
            name: layout.places[name]
            for name in self.canvas.selection.neurons
            if name in layout.places
        }

    def _duplicate(self) -> None:
        known = set(self.canvas.project.network.by_id)
        chosen = self.canvas.selection.neurons
        self.canvas.edit_requested.emit(commands.duplicate(chosen, 0.0, self._merge()))
        made = frozenset(self.canvas.project.network.by_id) - known
        if made:
            self._grabbed = sorted(made)[0]
            self.canvas.select(Selection(made))
        else:
            self.canvas.select(Selection())

    def _drag(self, point: Point, free: bool) -> None:
        view = self.canvas.viewport
        x, y = self._places[self._grabbed]
        wanted = (
            x + (point[0] - self.start[0]) / view.zoom,
            y + (point[1] - self.start[1]) / view.zoom,
        )
        others = {
            name: place
            for name, place in self.canvas.layout_now.places.items()
            if name not in self._places
        }
        self._guides, self._gaps = ([], []), []
        if not free:
            wanted, self._guides = snapped(wanted, others, view.zoom)
            if len(others) <= MOST:
                self._gaps = equal_gaps(wanted, list(others.values()))
        dx, dy = wanted[0] - x, wanted[1] - y
        self._moved = {name: (at[0] + dx, at[1] + dy) for name, at in self._places.items()}
        self.canvas.preview(self._moved)

    def _merge(self) -> tuple[str, int]:
        return "drag", id(self)

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """Leave the neurons where they are; a click alone selects the one that was clicked."""
        if self.moved:
            self.canvas.preview(None)
            if self._moved and self._moved != self._places:
                self.canvas.edit_requested.emit(commands.move(self._moved, self._merge()))
            self.canvas.merge_ended.emit()
        elif not modifiers & (Modifiers.ControlModifier | Modifiers.ShiftModifier):
            self.canvas.select(self._collapse)
        return True

    def cancel(self) -> None:
        """Put the neurons back."""
        self.canvas.preview(None)
        if self._copy and self.moved:
            self.canvas.edit_requested.emit(commands.delete(self.canvas.selection, self._merge()))
        self.canvas.merge_ended.emit()

    def holds(self, network: Network) -> bool:
        """Return whether the neuron that was taken hold of is there."""
        return self._grabbed in network.by_id

    def paint(self, painter: QPainter) -> None:
        """Paint the guides that the neuron has snapped to."""
        if self.moved:
            view, theme = self.canvas.viewport, self.canvas.theme
            paint_alignment(painter, theme, view, self._guides, self._gaps)
