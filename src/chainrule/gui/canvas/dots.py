"""The neurons of a large network: circles that show their value by their colour alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.discs import circle_key, draw_circle
from chainrule.gui.canvas.maps import shown_maps
from chainrule.gui.canvas.neurons import is_legible
from chainrule.gui.metrics import Metrics
from chainrule.network.names import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.discs import Look
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.network.graph import Neuron


def dots_of(scene: Scene, neurons: Iterable[Neuron]) -> list[Neuron]:
    """Return the neurons of which nothing but the colour is to be seen."""
    if scene.level < Level.LINES or is_legible(scene):
        return []
    options, mapped = scene.options, shown_maps(scene)
    special = (
        scene.activity.halo | options.selection.neurons | options.legal | options.illegal
        | scene.dragged | ({scene.frame.stopped[1]} if scene.frame.stopped else frozenset())
    )  # fmt: skip
    return [
        neuron
        for neuron in neurons
        if neuron.role is not Role.OUTPUT and neuron.id not in special and neuron.id not in mapped
    ]


def paint_dots(painter: QPainter, scene: Scene, neurons: Iterable[Neuron]) -> None:
    """Paint neurons as dots, in canvas units."""
    radius, places = scene.layout.radius, scene.layout.places
    line, edge = min(Metrics.NEURON_LINE, radius / 8), scene.theme["nodeStroke"]
    empty = scene.theme["canvas"]

    def look(neuron: Neuron) -> Look:
        known = scene.output(neuron) is not None
        return radius, line, edge, scene.node_fill(neuron) if known else empty, False

    found: dict[int, tuple[tuple[object, ...], Callable[[QPainter], None]]] = {}
    marks: list[Mark] = []
    for neuron in neurons:
        circle = look(neuron)
        shade = circle[3].rgb()
        if shade not in found:
            found[shade] = circle_key(circle), partial(draw_circle, circle)
        key, draw = found[shade]
        marks.append((*places[neuron.id], key, (radius + 2, radius + 2), draw))
    scene.stamp_all(painter, marks)
