"""What a card on the canvas should not cover: pills first, then neurons and what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chainrule.gui.canvas.crowded import name_box
from chainrule.gui.canvas.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.pill_places import Written
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Neuron

PILL, BODY, TEXT = 5.0, 3.0, 1.5
"""how much worse than bare canvas it is to cover a pill, a neuron or box, and words"""
OF_HEAD = 40.0
"""the head of a column stands out of the network: half of it cannot be read"""
TAG = (104.0, 24.0)
HEAD, LEGEND, ZOOM = (116.0, 46.0), (300.0, 48.0), (164.0, 48.0)
"""px that the head of a column, the legend and the buttons of the zoom take"""


class Obstacle(NamedTuple):
    """A box, and how bad it is to cover it."""

    box: Box
    weight: float


def obstacles(
    scene: Scene,
    pills: Mapping[Key, Written],
    discs: Sequence[Disc],
    dots: Sequence[Neuron],
    own: Box,
) -> list[Obstacle]:
    """Return everything but the card's own pill."""
    found = [Obstacle(pill.box, PILL) for pill in pills.values()]
    found += [Obstacle(drawn.bias.box, PILL) for drawn in discs if drawn.bias is not None]
    layout = scene.layout
    found += [Obstacle(box, BODY) for box in layout.targets.values()]
    if layout.loss is not None:
        found.append(Obstacle(layout.loss, BODY))
    for drawn in discs:
        found += _of_neuron(scene, drawn)
    side = 2 * layout.radius
    found += [Obstacle(Box(*layout.places[dot.id], side, side), BODY) for dot in dots]
    if scene.pixels is not None:
        found.append(Obstacle(scene.pixels.plate, BODY))
    found += _at_the_edges(scene)
    return [one for one in found if one.box != own]


def _of_neuron(scene: Scene, drawn: Disc) -> Iterator[Obstacle]:
    (x, y), scale, radius = drawn.place, scene.label_scale, scene.layout.radius
    yield Obstacle(Box(x, y, 2 * radius, 2 * radius), BODY)
    if scene.level.has_pills:
        yield Obstacle(name_box(scene, drawn.neuron), TEXT)
    for tag in drawn.tags:
        below = y + radius + tag.y * scale
        yield Obstacle(Box(x, below, TAG[0] * scale, TAG[1] * scale), TEXT)


def _at_the_edges(scene: Scene) -> Iterator[Obstacle]:
    """Yield the heads of the columns, the legend and the buttons of the zoom."""
    if scene.view is None:
        return
    box, zoom = scene.view.box, scene.view.zoom / scene.options.text_scale

    def at(x: float, y: float, size: tuple[float, float], weight: float) -> Obstacle:
        return Obstacle(Box(x, y, size[0] / zoom, size[1] / zoom), weight)

    low = box.bottom - LEGEND[1] / zoom / 2
    yield at(box.right - ZOOM[0] / zoom / 2, low, ZOOM, PILL)
    if "legend" in scene.options.parts:
        yield at(box.left + LEGEND[0] / zoom / 2, low, LEGEND, TEXT)
    if scene.layout.layered:
        xs = [column.x for column in scene.layout.columns]
        xs += [scene.layout.loss.x] if scene.layout.loss is not None else []
        yield from (at(x, box.top + HEAD[1] / zoom / 2, HEAD, OF_HEAD) for x in xs)
