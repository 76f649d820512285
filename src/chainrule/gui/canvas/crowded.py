"""Where a neuron's name and bias stand: above and below it, or beside it in a crowded column.

Neurons that stand close one below the other leave no room between them: then the name stands at
the upper left of its neuron and the bias at the lower right, off the circles above and below.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.text import Sign, line
from chainrule.gui.metrics import Metrics
from chainrule.network.names import Role

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Layout
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Neuron

NAME_HIGH, NAME_PX = 22.0, 16.0
BIAS_BELOW, BIAS_WIDE = Metrics.BIAS_OFFSET + 12.0, 76.0
"""from the rim of a neuron to the lower side of its bias, and how wide that is at most"""
BIAS_HIGH = 24.0
TAG_BELOW, TAG = Metrics.Z_OFFSET + 12.0, Metrics.DELTA_OFFSET - Metrics.Z_OFFSET
"""from the rim to the lower side of the first row below a bias, and from row to row"""
NAME_ABOVE = Metrics.NAME_OFFSET + NAME_HIGH / 2
LIFT = 0.5
"""of the radius, from the middle of a neuron to the nearer side of what stands beside it"""
CLEAR = 4.0
"""from a circle to what stands beside it"""


class Aside(NamedTuple):
    """Which of a neuron's name and bias stand beside it."""

    name: bool
    bias: bool


def gaps_of(layout: Layout) -> dict[str, float]:
    """Return how far it is from each neuron to the next one above or below it, centre to centre."""
    found: dict[str, float] = layout.notes.get("gaps") or {}
    if not found:
        places, near = layout.places, 2 * layout.radius
        for column in layout.columns:
            standing = sorted((places[name][1], name) for name in column.neurons)
            for (upper, one), (lower, other) in pairwise(standing):
                if abs(places[one][0] - places[other][0]) < near:
                    for name in (one, other):
                        found[name] = min(found.get(name, math.inf), lower - upper)
        found.setdefault("", math.inf)
        layout.notes["gaps"] = found
    return found


def column_gap(layout: Layout) -> float:
    """Return the shortest way between two neurons of a column."""
    return min(gaps_of(layout).values())


def aside(scene: Scene, neuron: Neuron) -> Aside:
    """Return what of a neuron has no room above and below it at this size of the labels.

    The right of an output is free, so that its bias gives way first; else the name does.
    """
    key = ("aside", neuron.id, scene.label_scale, scene.level, "biases" in scene.options.parts)
    return scene.layout.noted(key, lambda: _aside(scene, neuron))


def _aside(scene: Scene, neuron: Neuron) -> Aside:
    gap, scale = gaps_of(scene.layout).get(neuron.id, math.inf), scene.label_scale
    room = gap - 2 * scene.layout.radius
    if neuron.is_input:
        return Aside(room < NAME_ABOVE * scale, False)
    shown = "biases" in scene.options.parts
    below = TAG_BELOW if scene.level <= Level.SHORT else BIAS_BELOW if shown else 0.0
    tight = room < (NAME_ABOVE + below) * scale
    if neuron.role is Role.OUTPUT:
        between = room + (1 - LIFT) * scene.layout.radius
        named = room >= NAME_ABOVE * scale and between >= (NAME_ABOVE + BIAS_HIGH) * scale
        return Aside(tight and not named, shown and tight and scene.level > Level.SHORT)
    return Aside(tight, shown and room < BIAS_BELOW * scale)


def has_one_row(scene: Scene, neuron: Neuron) -> bool:
    """Return whether there is room for one row below a bias, not for two."""
    gap = gaps_of(scene.layout).get(neuron.id, math.inf)
    return gap - 2 * scene.layout.radius < (TAG_BELOW + TAG) * scene.label_scale


def name_box(scene: Scene, neuron: Neuron) -> Box:
    """Return the box of a neuron's name."""
    key = ("name box", neuron.id, scene.label_scale, scene.level, "biases" in scene.options.parts)
    return scene.layout.noted(key, lambda: _name_box(scene, neuron))


def name_boxes(scene: Scene) -> list[Box]:
    """Return the boxes of the names of all neurons, where they have any."""
    if not scene.level.has_pills:
        return []
    pixels = frozenset() if scene.pixels is None else frozenset(scene.pixels.neurons)
    neurons = scene.layout.network.neurons
    return [name_box(scene, neuron) for neuron in neurons if neuron.id not in pixels]


def _name_box(scene: Scene, neuron: Neuron) -> Box:
    (x, y), scale = scene.layout.places[neuron.id], scene.label_scale
    sign = Sign(scene.symbols.neuron(neuron.id), NAME_PX, scene.theme["text2"])
    width, height = line(sign).width * scale, NAME_HIGH * scale
    beside = aside(scene, neuron)
    if not beside.name:
        return Box(x, y - scene.layout.radius - Metrics.NAME_OFFSET * scale, width, height)
    across, down = _off(scene, neuron, height)
    if not beside.bias and not neuron.is_input and _meets_bias(scene, neuron, height):
        across = max(across, BIAS_WIDE / 2 * scale)
    return Box(x - across - width / 2, y - down, width, height)


def _meets_bias(scene: Scene, neuron: Neuron, height: float) -> bool:
    """Return whether a name reaches as high as the bias of the neuron above comes down."""
    radius = scene.layout.radius
    gap = gaps_of(scene.layout).get(neuron.id, math.inf)
    return LIFT * radius + height > gap - radius - BIAS_BELOW * scene.label_scale


def bias_place(scene: Scene, neuron: Neuron, width: float, height: float) -> Point:
    """Return the middle of a neuron's bias."""
    (x, y), scale = scene.layout.places[neuron.id], scene.label_scale
    if not aside(scene, neuron).bias:
        return x, y + scene.layout.radius + Metrics.BIAS_OFFSET * scale
    across, down = _off(scene, neuron, height)
    return x + across + width / 2, y + down


def _off(scene: Scene, neuron: Neuron, height: float) -> Point:
    """Return how far off the middle of a neuron something of a height stands beside it.

    Across to its nearer side and down to its middle: clear of the neuron and of the next one.
    """
    reach = scene.layout.radius + CLEAR
    lift = LIFT * scene.layout.radius
    gap = gaps_of(scene.layout).get(neuron.id, math.inf)
    across = max(_chord(reach, lift), _chord(reach, gap - lift - height))
    return across, lift + height / 2


def _chord(reach: float, away: float) -> float:
    """Return half the width of a circle at a height off its middle."""
    return math.sqrt(max(0.0, reach * reach - max(0.0, away) ** 2))
