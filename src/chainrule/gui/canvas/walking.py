"""Where the arrow keys lead from a neuron. No Qt.

Every neuron can be reached: up and down go through a layer, left and right from layer to layer.
A layer that stands in a block, as the pixels of a picture do, is walked through row by row.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Layout

Rows = list[list[str]]
"""the neurons of a layer, row by row from above, each row from the left"""


def first(layout: Layout) -> str | None:
    """Return the neuron to begin with: the uppermost of the first layer."""
    return next((_rows(layout, column.neurons)[0][0] for column in layout.columns), None)


def step(layout: Layout, start: str | None, direction: tuple[int, int]) -> str | None:
    """Return the next neuron of the layer, or the one that stands next in another layer."""
    columns = [column.neurons for column in layout.columns]
    at = next((index for index, column in enumerate(columns) if start in column), None)
    if at is None or start is None:
        return first(layout)
    rows = _rows(layout, columns[at])
    row = next(index for index, row in enumerate(rows) if start in row)
    if direction[1]:
        beside = row + direction[1]
        return _level_with(layout, rows[beside], start) if 0 <= beside < len(rows) else start
    place = rows[row].index(start) + direction[0]
    if 0 <= place < len(rows[row]):
        return rows[row][place]
    return _across(layout, columns, at, start, direction[0])


def end(layout: Layout, start: str | None, index: int) -> str | None:
    """Return the neuron of the first (0) or last (−1) layer that is nearest to where one is."""
    if not layout.columns:
        return None
    neurons = layout.columns[index].neurons
    if start is None or start not in layout.places:
        return _rows(layout, neurons)[0][0]
    return _beside(layout, neurons, start)


def nearest(layout: Layout, place: Point) -> str | None:
    """Return the neuron nearest to a place."""
    return min(layout.places, key=lambda name: math.dist(layout.places[name], place), default=None)


def free_below(layout: Layout, place: Point, gap: float) -> Point:
    """Return the first place under a neuron that is not taken."""
    x, y = place
    taken = list(layout.places.values())
    while any(abs(other[0] - x) < gap / 2 and abs(other[1] - y) < gap / 2 for other in taken):
        y += gap
    return x, y


def _rows(layout: Layout, neurons: Iterable[str]) -> Rows:
    places = layout.places
    rows: dict[int, list[str]] = {}
    for name in sorted(neurons, key=lambda name: places[name][::-1]):
        rows.setdefault(round(places[name][1]), []).append(name)
    return [sorted(row, key=lambda name: places[name][0]) for row in rows.values()]


def _across(layout: Layout, columns: list[tuple[str, ...]], at: int, start: str, way: int) -> str:
    """Return the neuron of the next layer; where there are no columns, one that is connected."""
    if not layout.layered:
        joined = _joined(layout, start, way)
        if joined:
            order = {name: index for index, column in enumerate(columns) for name in column}
            nearest_layer = min(abs(order[name] - at) for name in joined)
            close = [name for name in joined if abs(order[name] - at) == nearest_layer]
            return min(close, key=lambda name: math.dist(layout.places[name], layout.places[start]))
    beside = at + way
    return _beside(layout, columns[beside], start) if 0 <= beside < len(columns) else start


def _joined(layout: Layout, start: str, way: int) -> list[str]:
    network = layout.network
    if way > 0:
        return [link.target for link in network.outgoing[start]]
    return [link.source for link in network.incoming[start]]


def _beside(layout: Layout, neurons: Iterable[str], start: str) -> str:
    """Return the neuron nearest in height, then in width."""
    x, y = layout.places[start]
    places = layout.places
    return min(neurons, key=lambda name: (abs(places[name][1] - y), abs(places[name][0] - x)))


def _level_with(layout: Layout, row: list[str], start: str) -> str:
    """Return the neuron of a row nearest in width."""
    x = layout.places[start][0]
    return min(row, key=lambda name: abs(layout.places[name][0] - x))
