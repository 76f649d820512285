"""What is under a point: pill, tag, port, neuron, box or edge; the topmost wins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from chainrule.gui.canvas.edges import THICKEST, shown_width
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.tracing import loss_of, row_at, tag_at, value_at
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Connection
    from chainrule.session.frame import Shown

PORT_REACH = 9.0
"""pixels from a port's centre that still count as it"""
LOSS_ITEM = ("", "")
"""what the keyboard calls the loss, which is neither a neuron nor an edge"""
EDGE_REACH = 5.0
EDGE_LEAST = 6.0
"""pixels on either side of an edge that count as it, at least"""


class Part(Enum):
    """Parts of the canvas that can be pointed at."""

    PILL = auto()
    """the value on an edge"""
    BIAS = auto()
    """the value under a neuron"""
    PORT = auto()
    NEURON = auto()
    NUMBER = auto()
    """a computed number below a neuron"""
    TARGET = auto()
    LOSS = auto()
    EDGE = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: a part of a neuron, or of an edge."""

    part: Part
    neuron: str | None = None
    key: Key | None = None
    number: Shown | None = None
    """the computed number that is there"""


def pick(prepared: Prepared, place: Point, hovered: str | None = None) -> Hit | None:
    """Return what is at a place of the canvas (canvas units).

    `hovered` is the neuron pointed at so far: only it shows its ports.
    """
    return (
        _pill(prepared, place)
        or _tag(prepared, place)
        or _port(prepared, place, hovered)
        or _neuron(prepared, place)
        or _box(prepared, place)
        or _edge(prepared, place)
    )


def neuron_at(prepared: Prepared, place: Point, reach: float = Metrics.NEURON_HIT) -> str | None:
    """Return the neuron at a place, or within `reach` pixels of its rim."""
    layout = prepared.scene.layout
    found, nearest = None, layout.radius + reach / prepared.scene.zoom
    if layout.many:
        number = layout.arrays.neuron_near(place, nearest)
        return None if number is None else layout.network.neurons[number].id
    for name, centre in layout.places.items():
        distance = math.dist(centre, place)
        if distance <= nearest:
            found, nearest = name, distance
    return found


def ports(prepared: Prepared, neuron: str) -> list[Point]:
    """Return where the ports of a neuron are, left and right; an input has none at the left."""
    layout = prepared.scene.layout
    x, y = layout.places[neuron]
    sides = (1,) if layout.network.by_id[neuron].is_input else (-1, 1)
    return [(x + side * layout.radius, y) for side in sides]


def _pill(prepared: Prepared, place: Point) -> Hit | None:
    for key, pill in reversed(prepared.pills.items()):
        if pill.box.contains(place):
            return Hit(Part.PILL, key=key, number=row_at(pill, place))
    for drawn in prepared.discs:
        if drawn.bias is not None and drawn.bias.box.contains(place):
            return Hit(Part.BIAS, drawn.neuron.id)
    return None


def _port(prepared: Prepared, place: Point, hovered: str | None) -> Hit | None:
    if hovered is None or hovered not in prepared.scene.layout.places:
        return None
    reach = min(PORT_REACH / prepared.scene.zoom, prepared.scene.layout.radius / 2)
    if any(math.dist(port, place) <= reach for port in ports(prepared, hovered)):
        return Hit(Part.PORT, hovered)
    return None


def _neuron(prepared: Prepared, place: Point) -> Hit | None:
    pixels = prepared.scene.pixels
    found = None if pixels is None else pixels.at(place)
    found = found or neuron_at(prepared, place)
    if found is None:
        return None
    return Hit(Part.NEURON, found, number=value_at(prepared, found, place))


def _tag(prepared: Prepared, place: Point) -> Hit | None:
    found = tag_at(prepared, place)
    return None if found is None else Hit(Part.NUMBER, found[0], number=found[1])


def _box(prepared: Prepared, place: Point) -> Hit | None:
    layout = prepared.scene.layout
    for output, box in layout.targets.items():
        if box.contains(place):
            return Hit(Part.TARGET, output)
    if layout.loss is not None and layout.loss.contains(place):
        return Hit(Part.LOSS, number=loss_of(prepared))
    return None


def _edge(prepared: Prepared, place: Point) -> Hit | None:
    """Return the nearest edge within its own half width and some pixels."""
    scene = prepared.scene
    least = EDGE_LEAST / scene.zoom
    if scene.massed:
        return _mass_edge(scene, place, least)
    most = max(least, (THICKEST / 2 + EDGE_REACH) / scene.zoom)
    best, nearest = None, math.inf
    for link, distance in _close(scene, place, most):
        if link.key in scene.hidden:
            continue
        width = shown_width(scene, scene.parameter(link.name, link.weight))
        reach = max(least, width / 2 + EDGE_REACH / scene.zoom)
        if distance <= reach and distance < nearest:
            best, nearest = link.key, distance
    return None if best is None else Hit(Part.EDGE, key=best)


def _mass_edge(scene: Scene, place: Point, reach: float) -> Hit | None:
    """Return the nearest edge of many, all as thin as one another."""
    found, distances = scene.layout.arrays.near(place, reach)
    if not len(found):
        return None
    index = int(found[distances.argmin()])
    return Hit(Part.EDGE, key=scene.layout.network.connections[index].key)


def _close(scene: Scene, place: Point, most: float) -> Iterator[tuple[Connection, float]]:
    """Yield the edges that come within `most` of a place, with their distances."""
    layout = scene.layout
    if layout.many:
        links = layout.network.connections
        found, distances = layout.arrays.near(place, most)
        for index, distance in zip(found.tolist(), distances.tolist(), strict=True):
            yield links[index], distance
        return
    around = Box(*place, 2 * most, 2 * most)
    for link in layout.network.connections:
        curve = layout.curves[link.key]
        if curve.within(around):
            yield link, curve.distance(place)
