"""Smoothing of a growing series: at each place the mean of a window round it.

The window's width is a power of two that follows the length of the series, and its middle is where
the mean is drawn, so that the smooth curve does not lag behind. Towards either end the window
shrinks with the room that is left: both ends are the values themselves. What it costs does not
depend on the length: means of blocks are kept, and blocks are added up afresh for every place,
so that a value that was huge leaves no trace in the means that do not hold it.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

BLOCKS = 32
"""blocks in a window"""


class Smoothing(Enum):
    """How much is smoothed; the value is the part of the series that a window takes at least."""

    NONE = 0
    LIGHT = 64
    STRONG = 16


class Means:
    """The means of blocks of 2, 4, 8, … values of a series that grows at its end."""

    def __init__(self) -> None:
        self._levels: list[Array] = []
        self._whole: list[int] = []

    def extend(self, values: Array) -> None:
        """Take in what `values`, the whole series, has beyond what is known."""
        import numpy as np

        below, level, whole = values, 0, len(values) // 2
        while whole:
            if level == len(self._levels):
                self._levels.append(np.empty(0))
                self._whole.append(0)
            known = self._whole[level]
            if known < whole:
                self._levels[level] = _with_room(self._levels[level], known, whole)
                pairs = below[2 * known : 2 * whole].reshape(-1, 2)
                self._levels[level][known:whole] = pairs[:, 0] / 2 + pairs[:, 1] / 2
                self._whole[level] = whole
            below, level, whole = self._levels[level], level + 1, whole // 2

    def truncate(self, length: int) -> None:
        """Forget what lies beyond the first `length` values."""
        for level in range(len(self._levels)):
            self._whole[level] = min(self._whole[level], length >> (level + 1))

    def of(self, level: int) -> Array:
        """Return the means of the whole blocks of 2 to the power of `level` values, from 1 on."""
        return self._levels[level - 1][: self._whole[level - 1]]


def width_of(count: int, smoothing: Smoothing) -> int:
    """Return how many values of a series of `count` a window takes, 1 where nothing is smoothed."""
    width = 1
    while smoothing is not Smoothing.NONE and width * smoothing.value < count:
        width *= 2
    return width


def smoothed(x: Array, y: Array, means: Means, smoothing: Smoothing) -> tuple[Array, Array]:
    """Return the smooth curve through a series; `means` are those of y, which may go on.

    Between the first and the last point, which are kept, stands a point for each block of values,
    above the middle of its x.
    """
    import numpy as np

    count, width = len(x), width_of(len(x), smoothing)
    if width == 1:
        return x, y
    level = max(0, width.bit_length() - BLOCKS.bit_length())
    size = 1 << level
    blocks = means.of(level)[: count // size] if level else y
    heights = _windowed(blocks, width >> level)
    first = np.arange(len(blocks)) * size
    places = (x[first] + x[first + size - 1]) / 2
    inner = slice(1, -1) if size == 1 else slice(None)
    return (
        np.concatenate(([x[0]], places[inner], [x[count - 1]])),
        np.concatenate(([y[0]], heights[inner], [y[count - 1]])),
    )


def _windowed(blocks: Array, width: int) -> Array:
    """Return the means of windows of `width` + 1 blocks, fewer towards the ends."""
    import numpy as np

    half, count = width // 2, len(blocks)
    found = blocks.copy()
    if count > 2 * half:
        windows = np.lib.stride_tricks.sliding_window_view(blocks, 2 * half + 1)
        found[half : count - half] = (windows / (2 * half + 1)).sum(axis=1)
    for index in (*range(min(half, count)), *range(max(half, count - half), count)):
        reach = min(index, count - 1 - index)
        part = blocks[index - reach : index + reach + 1]
        found[index] = (part / len(part)).sum()
    return found


def _with_room(level: Array, known: int, wanted: int) -> Array:
    """Return the level with room for `wanted` blocks, doubled so that growing stays cheap."""
    import numpy as np

    if len(level) >= wanted:
        return level
    grown = np.empty(max(64, 2 * wanted))
    grown[:known] = level[:known]
    return grown
