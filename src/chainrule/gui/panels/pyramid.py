"""A doubling pyramid over a growing series: where each block's smallest and largest values are.

A curve of a million points is drawn from the blocks of one level, a few hundred of them, and no
peak is lost. Values that are added at the end cost only their own blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Indices = NDArray[np.int64]

SMALLEST_BLOCK = 4
"""values in a block of the lowest level; each level above doubles it"""


class Pyramid:
    """The extremes of blocks of 4, 8, 16, … values, as indices into the series."""

    def __init__(self) -> None:
        self._levels: list[Indices] = []
        self._whole: list[int] = []

    def extend(self, values: Array) -> None:
        """Take in what `values`, the whole series, has beyond what is known."""
        level, whole = 0, len(values) // SMALLEST_BLOCK
        while whole:
            if level == len(self._levels):
                self._levels.append(_with_room(None, 0, 1))
                self._whole.append(0)
            if self._whole[level] < whole:
                self._fill(level, whole, values)
            level, whole = level + 1, whole // 2

    def truncate(self, length: int) -> None:
        """Forget what lies beyond the first `length` values."""
        for level in range(len(self._levels)):
            self._whole[level] = min(self._whole[level], length // (SMALLEST_BLOCK << level))

    def _fill(self, level: int, whole: int, values: Array) -> None:
        """Work out the blocks of a level up to `whole` of them."""
        known = self._whole[level]
        fresh = (
            _of_values(values, known, whole)
            if level == 0
            else _of_pairs(values, self._levels[level - 1][:, 2 * known : 2 * whole])
        )
        self._levels[level] = _with_room(self._levels[level], known, whole)
        self._levels[level][:, known:whole] = fresh
        self._whole[level] = whole

    def extremes(self, start: int, stop: int, blocks: int) -> Indices:
        """Return indices from `start` up to `stop`, in order, that keep every visible peak.

        About `blocks` blocks are used, with two indices each; the first and the last value are
        always among them. A series that is short enough is returned whole.
        """
        import numpy as np

        if stop - start <= 2 * blocks:
            return np.arange(start, stop, dtype=np.int64)
        level = 0
        while (SMALLEST_BLOCK << level) * blocks < stop - start:
            level += 1
        inside = self._cover(start + 1, stop - 1, min(level, len(self._levels) - 1))
        return np.concatenate([[start], inside, [stop - 1]])

    def _cover(self, start: int, stop: int, level: int) -> Indices:
        """Cover a range with blocks of a level, and its ends with ever smaller ones."""
        import numpy as np

        if level < 0 or start >= stop:
            return np.arange(start, stop, dtype=np.int64)
        size = SMALLEST_BLOCK << level
        first, last = -(-start // size), min(stop // size, self._whole[level])
        if first >= last:
            return self._cover(start, stop, level - 1)
        middle = np.sort(self._levels[level][:, first:last], axis=0).T.ravel()
        before = self._cover(start, first * size, level - 1)
        after = self._cover(last * size, stop, level - 1)
        return np.concatenate([before, middle, after])


def _of_values(values: Array, known: int, whole: int) -> Indices:
    """Return the places of the extremes of the lowest level's blocks, as two rows."""
    import numpy as np

    grid = values[known * SMALLEST_BLOCK : whole * SMALLEST_BLOCK].reshape(-1, SMALLEST_BLOCK)
    first = np.arange(known, whole, dtype=np.int64) * SMALLEST_BLOCK
    return np.stack([first + grid.argmin(axis=1), first + grid.argmax(axis=1)])


def _of_pairs(values: Array, below: Indices) -> Indices:
    """Return the places of the extremes of blocks that are pairs of blocks below."""
    import numpy as np

    low, high = below.reshape(2, -1, 2)
    pairs = np.arange(len(low))
    lowest = low[pairs, values[low].argmin(axis=1)]
    return np.stack([lowest, high[pairs, values[high].argmax(axis=1)]])


def _with_room(level: Indices | None, known: int, wanted: int) -> Indices:
    """Return the level with room for `wanted` blocks, doubled so that growing stays cheap."""
    import numpy as np

    if level is not None and level.shape[1] >= wanted:
        return level
    grown = np.empty((2, max(64, 2 * wanted)), dtype=np.int64)
    if level is not None:
        grown[:, :known] = level[:, :known]
    return grown
