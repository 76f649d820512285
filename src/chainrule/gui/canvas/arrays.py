"""The edges of a network as arrays, for what has to look at all of them at once.

numpy is loaded when a layout is first asked for its arrays, which is after the first picture of
a small network.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from chainrule.gui.canvas.geometry import Box, Point
    from chainrule.network.graph import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]


class EdgeArrays:
    """Every edge by its number in `network.connections`: ends as neurons' numbers and as places.

    `places` is (neurons, 2), `start` and `end` (edges, 2) are centres, `first` and `last` (edges,)
    the shares of the way at which an edge leaves the rim of one neuron and meets the other's;
    all in canvas units. `level` (edges,) is that of the target.
    """

    def __init__(self, network: Network, places: Mapping[str, Point], reach: float) -> None:
        number = {neuron.id: index for index, neuron in enumerate(network.neurons)}
        links = network.connections
        self.reach = reach
        self.names = tuple(link.name for link in links)
        self.index = {link.key: index for index, link in enumerate(links)}
        self.number = number
        self.source = _numbers([number[link.source] for link in links])
        self.target = _numbers([number[link.target] for link in links])
        self.level = _numbers([network.level_of[link.target] for link in links])
        self.places = np.array([places[name] for name in number], dtype=float).reshape(-1, 2)
        self._measure()

    def _measure(self) -> None:
        places = np.asfortranarray(self.places)
        self.start = np.asfortranarray(places[self.source])
        self.end = np.asfortranarray(places[self.target])
        self.way = np.asfortranarray(self.end - self.start)
        length = np.hypot(self.way[:, 0], self.way[:, 1])
        cut = self.reach / np.maximum(length, 2 * self.reach)
        self.first, self.last = cut, 1 - cut
        self.square = np.maximum(length * length, 1e-12)

    def moved(self, places: Mapping[str, Point]) -> EdgeArrays:
        """Return the arrays with some neurons elsewhere."""
        other = object.__new__(EdgeArrays)
        other.__dict__.update(self.__dict__)
        other.places = self.places.copy()
        for name, place in places.items():
            other.places[self.number[name]] = place
        other._measure()
        return other

    def free_ends(self) -> Floats:
        """Return the ends of what is seen of every edge, (edges, 4): x, y at the source, target."""
        first, last = self.first[:, None], self.last[:, None]
        return np.hstack([self.start + first * self.way, self.start + last * self.way])

    def inside(self, box: Box) -> Ints:
        """Return the edges that may show inside the box (by their own boxes)."""
        low, high = np.minimum(self.start, self.end), np.maximum(self.start, self.end)
        seen = (low <= (box.right, box.bottom)) & (high >= (box.left, box.top))
        return np.flatnonzero(seen.all(axis=1))

    def near(self, place: Point, most: float) -> tuple[Ints, Floats]:
        """Return the edges that come within `most` of a place, and how near they come."""
        (ax, ay), (wx, wy) = self.start.T, self.way.T
        ax, ay = place[0] - ax, place[1] - ay
        share = (ax * wx + ay * wy) / self.square
        np.clip(share, self.first, self.last, out=share)
        ax -= share * wx
        ay -= share * wy
        away = ax * ax + ay * ay
        found = np.flatnonzero(away <= most * most)
        return found, np.sqrt(away[found])

    def neuron_near(self, place: Point, most: float) -> int | None:
        """Return the number of the neuron whose centre is nearest, at most `most` away."""
        away = self.places - place
        distance = np.hypot(away[:, 0], away[:, 1])
        found = int(distance.argmin())
        return found if distance[found] <= most else None

    def touching(self, neurons: frozenset[str]) -> Ints:
        """Return the edges that begin or end at one of the neurons."""
        wanted = np.zeros(len(self.places), dtype=bool)
        wanted[[self.number[name] for name in neurons]] = True
        return np.flatnonzero(wanted[self.source] | wanted[self.target])

    def looked_up(self, numbers: Mapping[str, float]) -> Floats:
        """Return a number of every edge, by the names of the weights."""
        return np.array(picked(numbers, self.names), dtype=float)


def picked(mapping: Mapping[Any, float], keys: Sequence[Any]) -> tuple[float, ...]:
    """Return the values of many keys."""
    if len(keys) < 2:
        return tuple(mapping[key] for key in keys)
    return tuple(itemgetter(*keys)(mapping))


def _numbers(values: list[int]) -> Ints:
    return np.array(values, dtype=np.intp)
