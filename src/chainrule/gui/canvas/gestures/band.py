"""The rubber band: selects what it goes round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from chainrule.gui.canvas.decor import paint_band
from chainrule.gui.canvas.gestures.gesture import ALT, SHIFT, Plain
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers
    from chainrule.gui.canvas.view import Canvas


class Band(Plain):
    """Takes neurons by their centre and edges with both ends; Shift adds, Alt takes away."""

    def __init__(self, canvas: Canvas, start: Point) -> None:
        super().__init__(canvas, start)
        self._before = canvas.selection
        self._end = start

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Stretch the band and select what it holds."""
        super().move(point, modifiers)
        self._end = point
        if self.moved:
            self.canvas.select(self._combined(self._held(), modifiers))
            self.canvas.update()

    def release(self, point: Point, modifiers: Modifiers) -> bool:
        """Keep what is held; a click on empty canvas clears the selection."""
        if not self.moved and not modifiers & (SHIFT | ALT):
            self.canvas.select(Selection())
        return True

    def cancel(self) -> None:
        """Select again what was selected before."""
        self.canvas.select(self._before)

    def paint(self, painter: QPainter) -> None:
        """Paint the band."""
        if self.moved:
            paint_band(painter, self.canvas.theme, self._rect())

    def _rect(self) -> QRectF:
        return QRectF(QPointF(*self.start), QPointF(*self._end)).normalized()

    def _held(self) -> Selection:
        rect, layout = self._rect(), self.canvas.layout_now
        inside = {
            name
            for name, place in layout.places.items()
            if rect.contains(QPointF(*self.canvas.viewport.to_screen(place)))
        }
        links = {key for key in layout.curves if key[0] in inside and key[1] in inside}
        return Selection(frozenset(inside), frozenset(links))

    def _combined(self, held: Selection, modifiers: Modifiers) -> Selection:
        before = self._before
        if modifiers & ALT:
            return Selection(before.neurons - held.neurons, before.connections - held.connections)
        if modifiers & SHIFT:
            return Selection(before.neurons | held.neurons, before.connections | held.connections)
        return held
