"""The losses as arrays that grow with the log, and thinned to what can be seen.

A peak is never lost: each bucket of the thinned curve keeps its smallest and its largest loss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from chainrule.network.project import LogRow

    Array = NDArray[np.float64]

FIRST_ROOM = 1024


class Curve:
    """One column of the log by update, as an array that grows at its end."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._room: Array | None = None
        self._updates: Array | None = None
        self._count = 0
        self._last: LogRow | None = None

    def follow(self, log: Sequence[LogRow]) -> None:
        """Take what the log has beyond what is known; another log is read anew."""
        known = self._count
        if known > len(log) or (known and log[known - 1] is not self._last):
            known = 0
        if known == len(log):
            return
        self._grow(known, len(log))
        assert self._room is not None  # noqa: S101, RUF100
        assert self._updates is not None  # noqa: S101, RUF100
        fresh = log[known:]
        missing = float("nan")
        self._room[known : len(log)] = [
            missing if (value := getattr(row, self._column)) is None else value for row in fresh
        ]
        self._updates[known : len(log)] = [row.update for row in fresh]
        self._count, self._last = len(log), log[-1]

    def _grow(self, known: int, wanted: int) -> None:
        import numpy as np

        room = FIRST_ROOM if self._room is None else len(self._room)
        if self._room is not None and wanted <= room:
            return
        while room < wanted:
            room *= 2
        losses, updates = np.empty(room), np.empty(room)
        if self._room is not None and self._updates is not None:
            losses[:known] = self._room[:known]
            updates[:known] = self._updates[:known]
        self._room, self._updates = losses, updates

    def points(self) -> tuple[Array, Array]:
        """Return the updates and losses that are known."""
        import numpy as np

        if self._room is None or self._updates is None:
            return np.empty(0), np.empty(0)
        losses, updates = self._room[: self._count], self._updates[: self._count]
        finite = np.isfinite(losses)
        return (updates, losses) if finite.all() else (updates[finite], losses[finite])


def thinned(x: Array, y: Array, buckets: int) -> tuple[Array, Array]:
    """Return at most about two points a bucket, the smallest and the largest of each in order."""
    import numpy as np

    size = len(y) // buckets
    if size < 3:
        return x, y
    whole = (len(y) // size) * size
    grid = y[:whole].reshape(-1, size)
    first = np.arange(len(grid)) * size
    pair = np.sort(np.stack([first + grid.argmin(axis=1), first + grid.argmax(axis=1)]), axis=0)
    kept = np.concatenate([[0], pair.T.ravel(), np.arange(whole, len(y)), [len(y) - 1]])
    return x[kept], y[kept]
