"""Heights of the loss surface: round levels, bands of them, and the lines between. Arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

STEPS = (
    (1.0,),
    (1.0, 3.0),
    (1.0, 2.0, 5.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
)
"""round levels within a power of ten, ever closer together"""
FEWEST, MOST = 5, 12
EVEN = 14
BANDS = 10
HIGHEST, LOWEST = 1e300, 1e-290
"""losses are told apart up to here, and differences down to here"""
FLAT = 1e-12
"""a surface whose losses differ by less, as a share of the largest, has no levels"""
DEPTH = 1e-3
"""levels reach down to this part of the largest loss"""


def levels_of(losses: Array) -> tuple[float, ...]:
    """Return round losses between the smallest and the largest: powers, or evenly spaced ones."""
    finite = losses[np.isfinite(losses)]
    if not finite.size:
        return ()
    low, high = (min(HIGHEST, float(end)) for end in (finite.min(), finite.max()))
    if high - low <= max(LOWEST, FLAT * high):
        return ()
    for steps in STEPS:
        found = _between(steps, max(low, DEPTH * high), high) if high > 0 else ()
        if len(found) >= FEWEST:
            return found[-MOST:]
    return _even(low, high)


def _between(steps: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return tuple(
        level for power in powers for step in steps if low < (level := step * 10.0**power) < high
    )


def _even(low: float, high: float) -> tuple[float, ...]:
    rough = (high - low) / EVEN
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1.0, 2.0, 5.0, 10.0) if each * power >= rough * 0.99)
    first = math.ceil(low / step)
    return tuple(step * index for index in range(first, math.floor(high / step) + 1))


def banded(losses: Array, levels: Sequence[float], width: int, height: int) -> NDArray[np.uint8]:
    """Return the band, 0 to 9, of every pixel, row by row from above; the heights are smoothed."""
    bands = np.searchsorted(np.sqrt(levels), _finer(_rooted(losses)[::-1], height, width))
    return np.asarray(bands * (BANDS - 1) / max(1, len(levels)), dtype=np.uint8)


def _rooted(losses: Array) -> Array:
    """Return the roots of the losses: near the bottom of a valley they rise in straight lines."""
    return np.asarray(np.sqrt(np.clip(np.nan_to_num(losses, nan=np.inf), 0.0, HIGHEST)))


def _finer(values: Array, height: int, width: int) -> Array:
    """Return values between those of a grid, as straight lines lead from one to the next."""
    for count in (height, width):
        place = np.linspace(0.0, len(values) - 1.0, count)
        before = np.minimum(place.astype(np.intp), len(values) - 2)
        share = (place - before)[:, np.newaxis]
        values = ((1.0 - share) * values[before] + share * values[before + 1]).T
    return values


def contour(losses: Array, level: float) -> Array:
    """Return pieces of the line on which the loss is `level`: x1, y1, x2, y2 in steps of the grid.

    Each cell of the grid is two triangles; a line enters a triangle by one side and leaves by
    another, on both sides of the corner that alone lies above or below.
    """
    z, level = _rooted(losses), math.sqrt(level)
    y, x = np.mgrid[0 : z.shape[0], 0 : z.shape[1]].astype(np.float64)
    corners = (np.s_[:-1, :-1], np.s_[:-1, 1:], np.s_[1:, :-1], np.s_[1:, 1:])
    pieces = []
    for triangle in ((0, 1, 2), (3, 2, 1)):
        points = [(x[corners[at]].ravel(), y[corners[at]].ravel(), z[corners[at]].ravel())
                  for at in triangle]  # fmt: skip
        pieces += [_cut(points, alone, level) for alone in range(3)]
    return np.concatenate(pieces)


def _cut(points: list[tuple[Array, Array, Array]], alone: int, level: float) -> Array:
    """Return the pieces in triangles of which one corner alone lies on its side of the level."""
    one, left, right = (points[(alone + turn) % 3] for turn in range(3))
    above = one[2] > level
    cut = (above != (left[2] > level)) & (above != (right[2] > level))
    ends = []
    for other in (left, right):
        share = (level - one[2][cut]) / (other[2][cut] - one[2][cut])
        ends += [part[cut] + share * (far[cut] - part[cut])
                 for part, far in zip(one[:2], other[:2], strict=True)]  # fmt: skip
    return np.stack(ends, axis=1)
