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
MOST = 400
"""with more neurons only the grid is snapped to"""


def snapped(wanted: Point, others: Mapping[str, Point], zoom: float) -> tuple[Point, Guides]:
    """Return where the neuron goes and the guides that hold it there."""
    reach = Metrics.SNAP / zoom
    places = list(others.values()) if len(others) <= MOST else []
    x, upright = _to_guide(wanted[0], {place[0] for place in places}, reach)
    column = sorted(place[1] for place in places if abs(place[0] - x) < 1)
    levels = {place[1] for place in places} | _equal_gaps(column)
    y, level = _to_guide(wanted[1], levels, reach)
    return (x, y), (upright, level)


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
