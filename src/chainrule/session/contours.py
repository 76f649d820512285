"""The lines on which a field over a grid is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Segment = tuple[float, float, float, float]
"""x and y of both ends"""


def contour(
    values: NDArray[np.floating[Any]], x: tuple[float, float], y: tuple[float, float]
) -> tuple[Segment, ...]:
    """Return the pieces of the line on which a field on a grid (rows downwards) is 0.

    Every square of the grid is cut into two triangles, in each of which the field is taken as
    flat: then the line is straight and never ambiguous.
    """
    above = values > 0
    mixed = above[:-1, :-1] ^ above[:-1, 1:]
    mixed |= above[:-1, :-1] ^ above[1:, :-1]
    mixed |= above[:-1, :-1] ^ above[1:, 1:]
    down, right = np.nonzero(mixed)
    if not len(down):
        return ()
    rows, columns = values.shape
    xs, ys = np.linspace(*x, columns), np.linspace(y[1], y[0], rows)
    corners = [
        (xs[right + across], ys[down + below], values[down + below, right + across].astype(float))
        for below, across in ((0, 0), (0, 1), (1, 0), (1, 1))
    ]
    found = [_cut(*corners[:3]), _cut(*corners[1:])]
    return tuple(map(tuple, np.concatenate(found).tolist()))


Corner = tuple["NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]"]
"""x, y and value of one corner of many triangles"""


def _cut(*corners: Corner) -> NDArray[np.float64]:
    """Return the pieces of the zero line in triangles, a row (x, y, x, y) each."""
    a, b, c = corners
    high = [corner[2] > 0 for corner in corners]
    pieces = []
    for alone, first, second, where in (
        (a, b, c, (high[0] != high[1]) & (high[1] == high[2])),
        (b, a, c, (high[1] != high[0]) & (high[0] == high[2])),
        (c, a, b, (high[2] != high[0]) & (high[0] == high[1])),
    ):
        ends = [_crossing(alone, other, where) for other in (first, second)]
        pieces.append(np.stack([*ends[0], *ends[1]], axis=1))
    return np.concatenate(pieces)


def _crossing(
    one: Corner, other: Corner, where: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where the field is 0 on the sides between two corners of some triangles."""
    (x1, y1, v1), (x2, y2, v2) = ([part[where] for part in corner] for corner in (one, other))
    share = v1 / (v1 - v2)
    return x1 + share * (x2 - x1), y1 + share * (y2 - y1)
