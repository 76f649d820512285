"""How far apart the neurons of a column stand, canvas units."""

from __future__ import annotations

ROW = 130.0
"""distance between neurons of a column; two stand wider apart"""
PAIR = 212.0
CROWDED_HEIGHT = 520.0
"""a column with more neurons than fit at ROW is pressed into about this height"""
CLOSEST = 44.0
"""distance in a column of more than a dozen"""
SMALL_ABOVE, SMALLEST = 24, 28.0
"""in a column of more neurons than this, which are drawn small"""


def heights(count: int) -> list[float]:
    """Return how far below the middle each neuron of a column stands, from the top down."""
    gap = _gap(count)
    return [gap * (row - (count - 1) / 2) for row in range(count)]


def _gap(count: int) -> float:
    if count == 2:  # noqa: PLR2004, RUF100
        return PAIR
    least = SMALLEST if count > SMALL_ABOVE else CLOSEST
    return max(least, min(ROW, CROWDED_HEIGHT / max(1, count - 1)))
