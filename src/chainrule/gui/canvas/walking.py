"""Where the arrow keys lead from a neuron. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Layout


def first(layout: Layout) -> str | None:
    """Return the neuron to begin with: the uppermost of the first column."""
    found = _sorted_columns(layout)
    return found[0][0] if found else None


def step(layout: Layout, start: str | None, direction: tuple[int, int]) -> str | None:
    """Return the next neuron of the column, or the nearest of the next column."""
    columns = _sorted_columns(layout)
    at = next((index for index, column in enumerate(columns) if start in column), None)
    if at is None or start is None:
        return first(layout)
    if direction[0]:
        beside = at + direction[0]
        if not 0 <= beside < len(columns):
            return start
        return _nearest(layout, columns[beside], layout.places[start][1])
    column = columns[at]
    row = column.index(start) + direction[1]
    return column[row] if 0 <= row < len(column) else start


def end(layout: Layout, start: str | None, index: int) -> str | None:
    """Return the neuron of the first (0) or last (−1) column that is nearest to where one is."""
    columns = _sorted_columns(layout)
    if not columns:
        return None
    height = layout.places[start][1] if start is not None and start in layout.places else 0.0
    return _nearest(layout, columns[index], height)


def free_below(layout: Layout, place: Point, gap: float) -> Point:
    """Return the first place under a neuron that is not taken."""
    x, y = place
    taken = list(layout.places.values())
    while any(abs(other[0] - x) < gap / 2 and abs(other[1] - y) < gap / 2 for other in taken):
        y += gap
    return x, y


def _sorted_columns(layout: Layout) -> list[list[str]]:
    return [
        sorted(column.neurons, key=lambda name: layout.places[name][1]) for column in layout.columns
    ]


def _nearest(layout: Layout, column: list[str], height: float) -> str:
    return min(column, key=lambda name: abs(layout.places[name][1] - height))
