"""Snapping a dragged neuron: to guides at other neurons, else to the grid. No Qt."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from chainrule.gui.canvas.geometry import Point

Guides = tuple[list[float], list[float]]
"""the x of upright guides and the y of level ones, canvas units"""
Span = tuple["Point", "Point"]
"""a gap from the centre of one neuron to that of the next"""
SAME = 0.75
"""canvas units that do not count as a difference"""
MOST = 400
"""with more neurons only the grid is snapped to"""


def snapped(wanted: Point, others: Mapping[str, Point], zoom: float) -> tuple[Point, Guides]:
    """Return where the neuron goes and the guides that hold it there."""
    reach = Metrics.SNAP / zoom
    places = list(others.values()) if len(others) <= MOST else []
    x, upright = _to_guide(wanted[0], {place[0] for place in places}, reach)
    column = sorted(place[1] for place in places if abs(place[0] - x) < SAME)
    levels = {place[1] for place in places} | _equal_gaps(column)
    y, level = _to_guide(wanted[1], levels, reach)
    if not upright:
        row = sorted(place[0] for place in places if abs(place[1] - y) < SAME)
        x, upright = _to_guide(wanted[0], _equal_gaps(row), reach)
    return (x, y), (upright, level)


def equal_gaps(place: Point, others: Collection[Point]) -> list[Span]:
    """Return the gaps to neighbours in the column and in the row that are equal, as spans."""
    column = [other for other in others if abs(other[0] - place[0]) < SAME and other != place]
    row = [other for other in others if abs(other[1] - place[1]) < SAME and other != place]
    return [
        *_equal_beside(place, sorted(column, key=lambda other: other[1]), 1),
        *_equal_beside(place, sorted(row), 0),
    ]


def _equal_beside(place: Point, line: list[Point], axis: int) -> list[Span]:
    before = [other for other in line if other[axis] < place[axis]]
    after = [other for other in line if other[axis] > place[axis]]
    way = [*before[-2:], place, *after[:2]]
    at = len(before[-2:])
    spans = list(itertools.pairwise(way))
    found: list[Span] = []
    for index, (one, next_one) in enumerate(itertools.pairwise(spans)):
        same = abs(_length(one, axis) - _length(next_one, axis)) < SAME
        if same and at in (index, index + 1, index + 2):
            found += [one, next_one]
    return list(dict.fromkeys(found))


def _length(span: Span, axis: int) -> float:
    return span[1][axis] - span[0][axis]


def _to_guide(value: float, guides: Collection[float], reach: float) -> tuple[float, list[float]]:
    nearest = min(guides, key=lambda guide: abs(guide - value), default=None)
    if nearest is not None and abs(nearest - value) <= reach:
        return nearest, [nearest]
    return round(value / Metrics.GRID) * float(Metrics.GRID), []


def _equal_gaps(column: list[float]) -> set[float]:
    """Return the heights that leave equal gaps to neighbours in the column."""
    found: set[float] = set()
    for above, below in itertools.pairwise(column):
        found |= {(above + below) / 2, below + (below - above), above - (below - above)}
    return found
