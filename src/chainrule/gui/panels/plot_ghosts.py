"""Dashed curves of earlier runs: those a person has kept, and lines that training has left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg

from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.plot_data import Curve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.gui.panels.plot_data import Points
    from chainrule.gui.theme import Theme
    from chainrule.network.project import LogRow

MOST = 4
"""ghosts of either sort that are shown; the latest count"""
BLOCKS = 1000
"""a ghost is thinned to this once: no screen shows more"""
HIGHER, FURTHER = 1.5, 4.0
"""how far beyond the present run the axes go for a ghost, as factors"""
BACK = 0.5


class Ghosts:
    """The ghosts of a plot. They lie under the present curve and never flatten it."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._kept: list[Points] = []
        self._old: list[tuple[Sequence[LogRow], Points]] = []
        self._hidden: list[Sequence[LogRow]] = []
        self._curves = [plot.plot([], [], antialias=True) for _ in range(2 * MOST)]
        for curve in self._curves:
            curve.setZValue(BACK)

    def __bool__(self) -> bool:
        return bool(self._shown())

    def __len__(self) -> int:
        return len(self._shown())

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for curve in self._curves:
            pen = pg.mkPen(theme["text3"], width=Metrics.GHOST_LINE)
            pen.setDashPattern(list(Metrics.GHOST_DASH))
            curve.setPen(pen)

    def keep(self, curve: Curve) -> None:
        """Keep a curve as it is now; the oldest of too many goes."""
        if len(curve) > 1:
            self._kept = [*self._kept, curve.shown(0, len(curve), BLOCKS)][-MOST:]

    def clear(self) -> None:
        """Forget what was kept, and show no line that has been left so far."""
        self._kept = []
        self._hidden = [line for line, _ in self._old]

    def follow(self, lines: Sequence[Sequence[LogRow]]) -> None:
        """Take in the lines that training has left; one that is known is not read again."""
        known = self._old
        self._old = [
            next((old for old in known if old[0] is line), None) or (line, _points(line))
            for line in lines[-MOST:]
        ]
        self._hidden = [line for line in self._hidden if any(line is old for old in lines)]

    def _shown(self) -> list[Points]:
        old = [
            points
            for line, points in self._old
            if len(points[0]) > 1 and not any(line is hidden for hidden in self._hidden)
        ]
        return [*self._kept, *old]

    def last(self, present: int) -> int:
        """Return the last update that the axis shows, where the present run ends at `present`."""
        ends = [int(x[-1]) for x, _ in self._shown()]
        return max(present, min(max(ends, default=0), math.floor(FURTHER * present)))

    def extent(self, own: tuple[float, float] | None) -> tuple[float, float] | None:
        """Return the losses to show, those of the present run (`own`) and what ghosts add."""
        heights = [y for _, y in self._shown()]
        if not heights:
            return own
        top = HIGHER * (max(float(y[0]) for y in heights) if own is None else own[1])
        low = min(float(y.min()) for y in heights)
        high = min(top, max(float(y.max()) for y in heights))
        return (low, high) if own is None else (min(low, own[0]), max(high, own[1]))

    def draw(self, drawn: Callable[[Points], Points], end: float) -> None:
        """Draw the ghosts up to the end of the axis."""
        shown = self._shown()
        for index, curve in enumerate(self._curves):
            if index < len(shown):
                curve.setData(*drawn(_until(shown[index], end)))
            else:
                curve.setData([], [])


def _points(line: Sequence[LogRow]) -> Points:
    curve = Curve("train_loss")
    curve.follow(line)
    x, y = curve.shown(0, len(curve), BLOCKS) if len(curve) else curve.points()
    finite = np.isfinite(y)
    return x[finite], y[finite]


def _until(points: Points, end: float) -> Points:
    """Return the points up to an update, the last one on the line to the next."""
    x, y = points
    inside = int(np.searchsorted(x, end, side="right"))
    if inside in (0, len(x)):
        return x[:inside], y[:inside]
    share = (end - x[inside - 1]) / (x[inside] - x[inside - 1])
    between = y[inside - 1] + share * (y[inside] - y[inside - 1])
    return np.append(x[:inside], end), np.append(y[:inside], between)
