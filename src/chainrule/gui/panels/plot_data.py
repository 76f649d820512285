"""The losses as arrays that grow with the log, and thinned to what can be seen.

A peak is never lost: each block of the thinned curve keeps its smallest and its largest loss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.panels.pyramid import Pyramid
from chainrule.session.log import column
from chainrule.session.smoothing import Means, Smoothing, smoothed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from chainrule.network.project import LogRow
    from chainrule.session.accuracy import Accuracies

    Array = NDArray[np.float64]
    Points = tuple[Array, Array]

FIRST_ROOM = 1024


class Curve:
    """One column of the log by update, as arrays that grow at their end; gaps are left out."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._room: Array | None = None
        self._rows = 0
        self._count = 0
        self._last: LogRow | None = None
        self._pyramid = Pyramid()
        self._means = Means()

    def __len__(self) -> int:
        return self._count

    def follow(self, log: Sequence[LogRow]) -> None:
        """Take what the log has beyond what is known; another log is read anew."""
        if self._is_shortened(log):
            self._forget(len(log))
        elif self._rows > len(log) or (self._rows and log[self._rows - 1] is not self._last):
            self._forget(0)
        if self._rows < len(log):
            self._take(log)
            self._rows = len(log)
        self._last = log[-1] if log else None

    def _is_shortened(self, log: Sequence[LogRow]) -> bool:
        """Whether the log is what is known less its end, as after a step back."""
        rows = len(log)
        if not 0 < rows < self._rows or self._count != self._rows or self._room is None:
            return False
        known = (float(self._room[0, rows - 1]), float(self._room[1, rows - 1]))
        return known == (log[-1].update, getattr(log[-1], self._column))

    def _forget(self, rows: int) -> None:
        self._rows = self._count = rows
        self._pyramid.truncate(rows)
        self._means.truncate(rows)

    def _take(self, log: Sequence[LogRow]) -> None:
        import numpy as np

        values = np.array(column(log, self._column, self._rows))
        known = ~np.isnan(values)
        if not known.any():
            return
        updates = np.array(column(log, "update", self._rows), dtype=np.float64)
        start, self._count = self._count, self._count + int(known.sum())
        self._room = self._with_room(start)
        self._room[0, start : self._count] = updates[known]
        self._room[1, start : self._count] = values[known]
        self._pyramid.extend(self._room[1, : self._count])

    def _with_room(self, used: int) -> Array:
        """Return the arrays of updates and losses with room for all points."""
        import numpy as np

        if self._room is not None and self._count <= self._room.shape[1]:
            return self._room
        grown = np.empty((2, max(FIRST_ROOM, 2 * self._count)))
        if self._room is not None:
            grown[:, :used] = self._room[:, :used]
        return grown

    def points(self) -> Points:
        """Return the updates and losses that are known."""
        import numpy as np

        if self._room is None:
            return np.empty(0), np.empty(0)
        return self._room[0, : self._count], self._room[1, : self._count]

    def shown(self, start: int, stop: int, blocks: int) -> Points:
        """Return the points from `start` up to `stop`, thinned to what `blocks` blocks show."""
        x, y = self.points()
        kept = self._pyramid.extremes(start, min(stop, self._count), blocks)
        return x[kept], y[kept]

    def smooth(self, smoothing: Smoothing, count: int) -> Points:
        """Return the smooth curve through the first `count` points, none without smoothing."""
        x, y = self.points()
        if smoothing is Smoothing.NONE or not count:
            return x[:0], y[:0]
        self._means.extend(y)
        return smoothed(x[:count], y[:count], self._means, smoothing)

    def until(self, update: int) -> int:
        """Return how many points there are up to and including an update."""
        import numpy as np

        return int(np.searchsorted(self.points()[0], update, side="right"))

    def extent(self) -> tuple[float, float] | None:
        """Return the smallest and the largest loss, None without any."""
        if not self._count:
            return None
        _, y = self.shown(0, self._count, 2)
        return float(y.min()), float(y.max())


class AccuracyCurve:
    """What is known of an accuracy from `first` to `last`; "train" or "test" says of which set."""

    def __init__(self, known: Accuracies, name: str, first: int, last: int) -> None:
        import numpy as np

        pairs = [
            (update, share)
            for update, shares in known.items()
            if first <= update <= last and (share := getattr(shares, name)) is not None
        ]
        self._points = np.array(sorted(pairs), dtype=np.float64).reshape(-1, 2).T

    def __len__(self) -> int:
        return int(self._points.shape[1])

    def points(self) -> Points:
        """Return the updates and shares that are known."""
        return self._points[0], self._points[1]

    def shown(self, start: int, stop: int, blocks: int) -> Points:
        """Return the points from `start` up to `stop`; there are never many."""
        return self._points[0, start:stop], self._points[1, start:stop]

    def smooth(self, smoothing: Smoothing, count: int) -> Points:
        """Return no points: an accuracy is not smoothed."""
        return self._points[0, :0], self._points[1, :0]

    def until(self, update: int) -> int:
        """Return how many points there are up to and including an update."""
        import numpy as np

        return int(np.searchsorted(self._points[0], update, side="right"))

    def extent(self) -> tuple[float, float] | None:
        """Return the smallest and the largest share, None without any."""
        y = self._points[1]
        return (float(y.min()), float(y.max())) if len(y) else None


def nearest(x: Array, place: float) -> int | None:
    """Return the index of the number that is nearest to a place, None without any."""
    import numpy as np

    if not len(x):
        return None
    index = min(int(np.searchsorted(x, place)), len(x) - 1)
    is_before = index > 0 and abs(x[index - 1] - place) < abs(x[index] - place)
    return index - 1 if is_before else index


def thinned(x: Array, y: Array, blocks: int) -> Points:
    """Return about two points a block, the smallest and the largest of each in order."""
    pyramid = Pyramid()
    pyramid.extend(y)
    kept = pyramid.extremes(0, len(y), blocks)
    return x[kept], y[kept]
