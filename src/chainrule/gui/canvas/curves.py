"""The ways of all edges: those of few are made at once, those of many when asked for. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import bowed, straight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chainrule.gui.canvas.geometry import Curve, Point
    from chainrule.network.graph import Network

Key = tuple[str, str]

CLEARANCE = 72.0
"""a skip edge bows when another neuron comes closer to its straight way than R + this"""
BOWED_AT_MOST = 300
"""with more edges all are straight"""
GAP = 2.0
"""between a neuron's rim and the end of an edge"""


def curves_of(network: Network, places: Mapping[str, Point], radius: float) -> Mapping[Key, Curve]:
    """Return the way of every edge between neurons of a radius."""
    if len(network.connections) > BOWED_AT_MOST:
        return StraightCurves(network, places, radius + GAP)
    return {link.key: _curve(network, places, radius, link.key) for link in network.connections}


def moved_curves(
    curves: Mapping[Key, Curve],
    network: Network,
    places: Mapping[str, Point],
    radius: float,
    neurons: Iterable[str],
) -> Mapping[Key, Curve]:
    """Return the ways, those of the edges of some neurons found anew after these have moved."""
    if isinstance(curves, StraightCurves):
        return StraightCurves(network, places, radius + GAP)
    keys = edges_of(network, neurons)
    return {**curves, **{key: _curve(network, places, radius, key) for key in keys}}


def edges_of(network: Network, neurons: Iterable[str]) -> frozenset[Key]:
    """Return the edges that begin or end at some neurons."""
    return frozenset(
        link.key for name in neurons for link in (*network.incoming[name], *network.outgoing[name])
    )


class StraightCurves(Mapping[Key, "Curve"]):
    """Straight ways, each made when it is first asked for."""

    def __init__(self, network: Network, places: Mapping[str, Point], reach: float) -> None:
        self._links, self._places, self._reach = network.by_key, places, reach
        self._made: dict[Key, Curve] = {}

    def __getitem__(self, key: Key) -> Curve:
        curve = self._made.get(key)
        if curve is None:
            if key not in self._links:
                raise KeyError(key)
            curve = straight(self._places[key[0]], self._places[key[1]], self._reach)
            self._made[key] = curve
        return curve

    def __iter__(self) -> Iterator[Key]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)


def _curve(network: Network, places: Mapping[str, Point], radius: float, key: Key) -> Curve:
    """Return the edge's way: bowed where the straight one would run through a neuron.

    An edge to the next level bows only where that leads round all neurons.
    """
    start, end = places[key[0]], places[key[1]]
    line = straight(start, end, radius + GAP)
    others = [place for name, place in places.items() if name not in key]
    skips = network.level_of[key[1]] - network.level_of[key[0]] > 1
    room = radius + (CLEARANCE if skips else GAP)
    if line.clearance(others) >= room:
        return line
    sides = (bowed(start, end, radius + GAP, -1), bowed(start, end, radius + GAP, 1))
    best = max((sides[0], sides[1]), key=lambda curve: curve.clearance(others))
    return best if skips or best.clearance(others) >= room else line

