"""How far apart the neurons of a column stand, canvas units."""

from __future__ import annotations

ROW = 130.0
"""distance between neurons of a column; two stand wider apart"""
PAIR = 212.0
CROWDED_HEIGHT = 520.0
"""a column with more neurons than fit at ROW is pressed into about this height"""
CLOSEST = 44.0


def heights(count: int) -> list[float]:
    """Return how far below the middle each neuron of a column stands, from the top down."""
    gap = _gap(count)
    return [gap * (row - (count - 1) / 2) for row in range(count)]


def _gap(count: int) -> float:
    if count == 2:  # noqa: PLR2004, RUF100
        return PAIR
    return max(CLOSEST, min(ROW, CROWDED_HEIGHT / max(1, count - 1)))
