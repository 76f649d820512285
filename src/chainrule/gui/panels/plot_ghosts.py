"""The ghosts of a plot: runs that a person has kept, and lines that training has left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg

from chainrule.gui.fonts import ui_font
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.dashes import dashed
from chainrule.gui.panels.ghost_run import GhostRun
from chainrule.gui.panels.ghost_style import (
    LETTERS,
    free_letter,
    ghost_dashes,
    ghost_pen,
    ghost_role,
)
from chainrule.gui.panels.plot_legend import Entry
from chainrule.gui.panels.plot_options import PlotOptions, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from PySide6.QtGui import QColor, QPen

    from chainrule.gui.panels.bare_plot import BarePlot
    from chainrule.gui.panels.plot_data import Array, Points
    from chainrule.gui.panels.plot_frame import PlotFrame
    from chainrule.gui.theme import Theme
    from chainrule.network.project import LogRow
    from chainrule.session.accuracy import Accuracies
    from chainrule.session.moment import Moment

MOST = 4
"""ghosts of either sort that are shown; the latest count"""
HIGHER, FURTHER = 1.5, 4.0
"""how far beyond the present run the axes go for a ghost, as factors"""
BACK = 0.5
LETTER = 14.0
"""px that a letter takes"""
NONE = np.empty(0)
TRIES = 6
"""places back along its curve that are tried for a letter"""


class Ghosts:
    """They lie under the present curve and never flatten it.

    While a loss of the present run is still to be found the plot is `veiled`: a run that was kept
    may tell it.
    """

    def __init__(self, plot: BarePlot) -> None:
        self._kept: list[GhostRun] = []
        self._old: list[GhostRun] = []
        self._options = PlotOptions()
        self._taken: frozenset[str] = frozenset()
        self._drawn: dict[str, Points] = {}
        self._state: object = None
        self.veiled = self._absent = False
        self._curves = [plot.line() for _ in LETTERS]
        self._letters = [pg.TextItem(anchor=(0.5, 1.0)) for _ in LETTERS]
        for letter in self._letters:
            letter.setFont(ui_font(12, 600))
            letter.hide()
            plot.addItem(letter, ignoreBounds=True)
        for curve in self._curves:
            curve.setZValue(BACK)

    def __bool__(self) -> bool:
        return bool(self.shown())

    def __len__(self) -> int:
        return len(self.shown())

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for letter, curve, text in zip(LETTERS, self._curves, self._letters, strict=True):
            curve.setPen(pg.mkPen(theme[ghost_role(letter)], width=Metrics.GHOST_LINE))
            text.setColor(theme[ghost_role(letter)])
            text.setText(letter)

    def choose(self, options: PlotOptions) -> None:
        """Show what is chosen."""
        self._options = options

    # Which there are

    def keep(self, log: Sequence[LogRow], accuracies: Accuracies) -> None:
        """Keep a run as it is now; the oldest of too many goes."""
        if len(log) > 1 and not any(ghost.is_same(log) for ghost in self._kept):
            self._kept = self._kept[1 - MOST :]
            self._kept.append(GhostRun(self._letter(), log, accuracies))

    def clear(self) -> None:
        """Forget what was kept, and show no line that has been left so far."""
        self._kept = []
        for ghost in self._old:
            ghost.hidden = True

    def remove(self, letter: str) -> None:
        """Remove one ghost."""
        self._kept = [ghost for ghost in self._kept if ghost.letter != letter]
        for ghost in self._old:
            ghost.hidden = ghost.hidden or ghost.letter == letter

    def rename(self, letter: str, name: str) -> None:
        """Give a ghost a name; "" lets it have its own again."""
        for ghost in self.shown():
            if ghost.letter == letter:
                ghost.name = name.strip()

    def entries(self, theme: Theme, moment: Moment | None) -> list[Entry]:
        """Return the entries of the legend, named by what was set otherwise than now."""
        if moment is None:
            return []
        training, notation = moment.project.training, theme.notation
        return [
            Entry(
                ghost_pen(ghost.letter, theme),
                ghost.called(training, notation),
                ghost.letter,
                ghost.described(notation),
            )
            for ghost in self.shown()
        ]

    def follow(
        self, lines: Sequence[Sequence[LogRow]], accuracies: Sequence[Accuracies] = ()
    ) -> None:
        """Take in the lines that training has left; one that is known is not read again."""
        self._absent = self.veiled and not lines
        if self._absent:
            return
        known = self._old
        self._old = []
        for index, line in list(enumerate(lines))[-MOST:]:
            old = next((ghost for ghost in known if ghost.log is line), None)
            if old is None:
                found = accuracies[index] if index < len(accuracies) else {}
                gone = [ghost for ghost in known if any(ghost.log is other for other in lines)]
                old = GhostRun(self._letter(gone), line, found)
            self._old.append(old)

    def avoid(self, letters: Collection[str]) -> None:
        """Leave these letters to others: a ghost that has one of them gets another."""
        self._taken = frozenset(letters)
        for ghost in (*self._kept, *self._old):
            if ghost.letter in self._taken:
                ghost.letter = self._letter()

    def _letter(self, others: Sequence[GhostRun] = ()) -> str:
        """Return a letter that no ghost in sight has."""
        ghosts = (*self._kept, *self._old, *others)
        return free_letter(self._taken | {ghost.letter for ghost in ghosts if not ghost.hidden})

    def shown(self) -> list[GhostRun]:
        """Return the ghosts that are drawn, by their letters."""
        old = [
            ghost
            for ghost in self._old
            if len(ghost.log) > 1
            and not ghost.hidden
            and not self._absent
            and not any(kept.is_same(ghost.log) for kept in self._kept)
        ]
        both = [*([] if self.veiled else self._kept), *old]
        drawn = [ghost for ghost in both if len(ghost.points(self._options)[0]) > 1]
        return sorted(drawn, key=lambda ghost: ghost.letter)

    def _points(self) -> list[Points]:
        return [ghost.points(self._options) for ghost in self.shown()]

    # What room they need

    def last(self, present: int) -> int:
        """Return the last update that the axis shows, where the present run ends at `present`."""
        ends = [int(x[-1]) for x, _ in self._points()]
        return max(present, min(max(ends, default=0), math.floor(FURTHER * present)))

    def extent(self, own: tuple[float, float] | None) -> tuple[float, float] | None:
        """Return the values to show, those of the present run (`own`) and what ghosts add."""
        heights = [y for _, y in self._points()]
        if not heights:
            return own
        top = HIGHER * (max(float(y[0]) for y in heights) if own is None else own[1])
        low = min(float(y.min()) for y in heights)
        high = min(top, max(float(y.max()) for y in heights))
        if self._options.quantity is Quantity.ACCURACY:
            high = 1.0
        return (low, high) if own is None else (min(low, own[0]), max(high, own[1]))

    # Drawing

    def draw(self, drawn: Callable[[Points], Points], frame: PlotFrame) -> None:
        """Draw the ghosts up to the end of the axis, each with its letter near its end."""
        shown = {ghost.letter: ghost.points(self._options) for ghost in self.shown()}
        state = (self._options, frame.updates, frame.losses, frame.scale(), {
            letter: (len(x), float(x.sum()), float(y.sum())) for letter, (x, y) in shown.items()
        })  # fmt: skip
        if state == self._state:
            return
        self._state = state
        self._drawn = {
            letter: drawn(_until(points, frame.updates.high)) for letter, points in shown.items()
        }
        places: list[tuple[float, float]] = []
        for letter, curve, text in zip(LETTERS, self._curves, self._letters, strict=True):
            x, y = self._drawn.get(letter, (NONE, NONE))
            curve.setData(*dashed((x, y), frame.scale(), ghost_dashes(letter)), connect="pairs")
            text.setVisible(len(x) > 0 and float(y[-1]) <= frame.losses.high)
            if len(x):
                text.setPos(*_place(x, y, frame, places))

    def lines(self, theme: Theme) -> list[tuple[Points, QPen]]:
        """Return the curves as they are drawn, each with its pen."""
        return [(points, ghost_pen(letter, theme)) for letter, points in self._drawn.items()]

    def letters(self) -> list[tuple[str, float, float, QColor]]:
        """Return the letters with their places and colours."""
        return [
            (letter, text.pos().x(), text.pos().y(), text.color)
            for letter, text in zip(LETTERS, self._letters, strict=True)
            if text.isVisible()
        ]

    def values(self, update: int) -> list[tuple[str, float]]:
        """Return the value of each ghost at an update that it has reached, by letter."""
        found = []
        for ghost in self.shown():
            value = ghost.value(update, self._options)
            if value is not None:
                found.append((ghost.letter, value))
        return found


def _place(
    x: Array, y: Array, frame: PlotFrame, taken: list[tuple[float, float]]
) -> tuple[float, float]:
    """Return where a letter stands: above the end of its curve, or before another's letter."""
    across, up = frame.scale()
    end = min(float(x[-1]), frame.updates.high - LETTER / 2 / across)
    place = end, float(np.interp(end, x, y))
    for step in range(TRIES):
        at = end - step * LETTER / across
        tried = at, float(np.interp(at, x, y))
        if all(
            abs(tried[0] - left) * across >= LETTER or abs(tried[1] - height) * up >= LETTER
            for left, height in taken
        ):
            place = tried
            break
    taken.append(place)
    return place


def _until(points: Points, end: float) -> Points:
    """Return the points up to an update, the last one on the line to the next."""
    x, y = points
    inside = int(np.searchsorted(x, end, side="right"))
    if inside in (0, len(x)):
        return x[:inside], y[:inside]
    share = (end - x[inside - 1]) / (x[inside] - x[inside - 1])
    between = y[inside - 1] + share * (y[inside] - y[inside - 1])
    return np.append(x[:inside], end), np.append(y[:inside], between)
