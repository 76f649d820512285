"""Connecting by keyboard: the arrows pick a target, Enter makes the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.gestures.connect import Connect, nearest_legal
from chainrule.gui.canvas.in_view import bring_into_view
from chainrule.gui.canvas.picking import Hit, Part
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.view import Canvas


class Aiming:
    """Starts, aims and ends a connection of a canvas; only legal targets can be picked."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._target: str | None = None

    def start(self, source: str) -> None:
        """Begin at a neuron; say so when nothing can be connected from it."""
        canvas = self._canvas
        if canvas.read_only:
            canvas.tell_read_only()
            return
        self._target = None
        start = canvas.neuron_point(source)
        gesture = Connect(canvas, (start.x(), start.y()), source)
        symbol = str(canvas.layout_now.symbols.neuron(source))
        if canvas.options.legal:
            canvas.mouse.start(gesture)
            told = translate("Canvas", "Connect {neuron}: arrows pick the target, Enter connects.")
        else:
            gesture.cancel()
            told = translate("Canvas", "Nothing can be connected from {neuron}.")
        canvas.said.emit(told.format(neuron=symbol))

    def arrow(self, gesture: Connect, direction: tuple[int, int]) -> None:
        """Aim at the legal target that lies nearest in a direction."""
        places = dict(self._canvas.layout_now.places)
        aimed = self._target if self._target in places else None
        start = places[aimed or gesture.source]
        found = nearest_legal(places, self._canvas.options.legal, start, direction)
        self._aim(gesture, found or aimed)

    def turn(self, gesture: Connect, step: int) -> None:
        """Aim at the next legal target, or the one before, in the order of the network."""
        legal = self._canvas.options.legal
        order = [neuron.id for neuron in self._canvas.project.network.neurons if neuron.id in legal]
        if not order:
            return
        at = order.index(self._target) if self._target in order else (-1 if step > 0 else 0)
        self._aim(gesture, order[(at + step) % len(order)])

    def finish(self, gesture: Connect) -> Key | None:
        """Make the connection and return it; None where no target was picked."""
        source, target = gesture.source, self._target
        if target not in self._canvas.options.legal:
            target = None
        self._canvas.mouse.cancel()
        if target is None:
            return None
        self._canvas.connect_neurons(source, target)
        return source, target

    def _aim(self, gesture: Connect, target: str | None) -> None:
        self._target = target
        if target is None:
            return
        bring_into_view(self._canvas, Hit(Part.NEURON, target), at_once=True)
        gesture.point_at(target)
        symbols = self._canvas.layout_now.symbols
        told = translate("Canvas", "From {source} to {target}").format(
            source=symbols.neuron(gesture.source), target=symbols.neuron(target)
        )
        self._canvas.said.emit(told)
