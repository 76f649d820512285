"""Where the card of the selected pill stands: near it, and over as little else as can be."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from chainrule.gui.canvas.card_obstacles import obstacles
from chainrule.gui.canvas.edge_card import PlacedCard, card_size
from chainrule.gui.canvas.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chainrule.gui.canvas.card_obstacles import Obstacle
    from chainrule.gui.canvas.edge_card import Card
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.pill_places import Written
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Neuron

Way = tuple["Point", "Point"]
"""the leader, from the card to the pill"""

GAPS = (12.0, 24.0, 36.0, 48.0, 66.0, 84.0)
"""px between the pill and its card"""
ALONG = tuple(
    share * side for share in (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.2) for side in (1, -1)
)
"""how far it stands to the side, in its own widths or heights"""
PILL = (140.0, 50.0)
"""px that a pill is taken for at least, so that its card stays while its rows come and go"""
APART = 6.0
EDGE = 8.0
"""px between the card and the edge of the view"""
ENDS = (0.5, 0.12, 0.88)
"""where the leader may leave, as shares of the side that card and pill have in common"""
OUTSIDE = 4.0
"""how much worse it is to be out of sight than to cover something"""
OWN = 1000.0
"""how much worse it is to cover the pill itself"""
FAR = 4.0
"""what a px of distance counts beside a square px of something covered"""
CROSSED = 2500.0
"""what it counts that the leader crosses something"""


def placed_card(
    scene: Scene,
    pills: Mapping[Key, Written],
    discs: Sequence[Disc],
    dots: Sequence[Neuron] = (),
) -> PlacedCard | None:
    """Return the card of the selection in its place, None when there is none."""
    card = scene.options.card
    pill = None if card is None else _pill(scene, card, pills, discs)
    if card is None or pill is None:
        return None
    scale = scene.forced_scale
    width, height = card_size(card)
    size = (width * scale, height * scale)
    box, way = _place(scene, pill, size, obstacles(scene, pills, discs, dots, pill))
    return PlacedCard(card, box, way, scale)


def _pill(
    scene: Scene, card: Card, pills: Mapping[Key, Written], discs: Sequence[Disc]
) -> Box | None:
    """Return the box of the parameter's pill; of a bias without one, that of its neuron."""
    layout, name = scene.layout, card.name
    if name in layout.by_weight:
        key = layout.by_weight[name]
        found = pills.get(key)
        return Box(*layout.curves[key].at(0.5), 1.0, 1.0) if found is None else found.box
    neuron = layout.by_bias.get(name)
    if neuron is None:
        return None
    biases = {drawn.neuron.id: drawn.bias.box for drawn in discs if drawn.bias is not None}
    side = 2 * layout.radius
    return biases.get(neuron) or Box(*layout.places[neuron], side, side)


def _place(
    scene: Scene, pill: Box, size: tuple[float, float], taken: Sequence[Obstacle]
) -> tuple[Box, Way]:
    """Return the best place of those around a pill, and the leader from there.

    The places come by their distance, so that what is left cannot be better than what was found.
    """
    seen, gap = _seen(scene), APART * scene.label_scale
    least, best = math.inf, None
    for far, dx, dy in _offsets(size, (pill.width, pill.height), round(scene.label_scale, 3)):
        cost = FAR * far
        if cost >= least and best is not None:
            break
        box = Box(pill.x + dx, pill.y + dy, *size)
        cost += sum(one.weight * overlap(box, one.box, gap) for one in taken)
        cost += OWN * overlap(box, pill, gap)
        if seen is not None:
            cost += OUTSIDE * (size[0] * size[1] - overlap(box, seen, 0.0))
        if cost >= least:
            continue
        crossed, way = _leader(box, pill, taken)
        cost += CROSSED * crossed
        if cost < least:
            least, best = cost, (box, way)
    assert best is not None
    return best


@lru_cache(maxsize=8)
def _offsets(
    size: tuple[float, float], pill: tuple[float, float], scale: float
) -> tuple[tuple[float, float, float], ...]:
    """Return (distance, dx, dy) of the places above, below and beside a pill, nearest first."""
    (width, height), half = size, (max(pill[0], PILL[0] * scale), max(pill[1], PILL[1] * scale))
    found = set()
    for gap, along, side in product(GAPS, ALONG, (-1, 1)):
        upright = side * (half[1] / 2 + gap * scale + height / 2)
        across = side * (half[0] / 2 + gap * scale + width / 2)
        found.add((along * width, upright))
        found.add((across, along * height))
    return tuple(sorted((math.hypot(dx, dy), dx, dy) for dx, dy in found))


def _leader(box: Box, pill: Box, taken: Sequence[Obstacle]) -> tuple[int, Way]:
    """Return the leader that crosses least, and how much it crosses."""
    ways = [_way(box, pill, share) for share in ENDS]
    return min(((_crossed(way, taken), way) for way in ways), key=lambda found: found[0])


def _way(box: Box, pill: Box, share: float) -> Way:
    """Return the shortest line between two boxes, at a share of what they have in common."""
    (x, at_x), (y, at_y) = (
        _nearest(box.left, box.right, pill.left, pill.right, share),
        _nearest(box.top, box.bottom, pill.top, pill.bottom, share),
    )
    return (x, y), (at_x, at_y)


def _nearest(
    first: float, last: float, start: float, end: float, share: float
) -> tuple[float, float]:
    """Return the places of two stretches that are nearest to each other."""
    low, high = max(first, start), min(last, end)
    if low <= high:
        middle = low + share * (high - low)
        return middle, middle
    return (last, start) if last < start else (first, end)


def _crossed(way: Way, taken: Sequence[Obstacle]) -> int:
    """Return how many boxes lie under a leader."""
    (x, y), (to_x, to_y) = way
    places = [(x + t * (to_x - x), y + t * (to_y - y)) for t in (0.1, 0.3, 0.5, 0.7, 0.9)]
    return sum(any(one.box.contains(place) for place in places) for one in taken)


def overlap(one: Box, other: Box, gap: float) -> float:
    """Return how much of another box, widened by a gap, a box covers."""
    wide = min(one.right, other.right + gap) - max(one.left, other.left - gap)
    if wide <= 0:
        return 0.0
    return wide * max(0.0, min(one.bottom, other.bottom + gap) - max(one.top, other.top - gap))


def _seen(scene: Scene) -> Box | None:
    """Return the part of the canvas that is in view, less a margin."""
    if scene.view is None:
        return None
    box, edge = scene.view.box, 2 * EDGE / scene.view.zoom
    return Box(box.x, box.y, box.width - edge, box.height - edge)
