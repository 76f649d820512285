"""Where the marks of the plot stand at a moment, and what is said at one of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pyqtgraph as pg

from chainrule.gui.panels.plot_marks import NOTE
from chainrule.gui.panels.plot_reading import heading, valued
from chainrule.gui.panels.plot_words import remark

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from chainrule.gui.panels.loss_plot import LossPlot
    from chainrule.session.moment import Moment

WORDS, STOP_WORDS = 130.0, 62.0
"""px that the words at the healthy update and at the stop take"""
HALF, APART = 0.5, NOTE + 3.0
"""the share of the axis above which notes are stacked downwards, and px from note to note"""
NEAR = 6.0
"""px within which the pointer is on a mark"""
Note = tuple[float, float, str]
NOTHING = ("", 0.0, 0.0)


class Marking:
    """Puts the marks of a plot where a moment has them."""

    def __init__(self, plot: LossPlot) -> None:
        self._plot = plot
        self._remark = NOTHING

    def show(self, moment: Moment, shown: int) -> None:
        """Mark the moment, the end, what happened and a stop; say what the last value is."""
        plot, marks = self._plot, self._plot.marks
        here = plot.place(shown - 1) if shown else None
        stopped = moment.stopped is not None
        marks.show_moment(None if stopped else here, line=moment.looking_back)
        back = moment.looking_back and shown < len(plot.train)
        marks.show_end(plot.place(len(plot.train) - 1) if back else None)
        self._mark_stop(moment)
        healthy = self._healthy(moment)
        marks.show_healthy(None if healthy is None else plot.place(healthy))
        self._mark_events()
        self._remark = NOTHING
        if healthy is not None:
            self._remark = self._healthy_remark(healthy)
        elif here is not None and not stopped:
            value = float(plot.train.points()[1][shown - 1])
            loss = f"<b>{valued(value, plot.options, plot.theme)}</b>"
            words = remark(moment, here[0]).format(loss=loss, update=int(here[0]) + 1)
            self._remark = (words, *here)
        self.remark()

    def remark(self) -> None:
        """Say what there is to say while nothing is hovered."""
        self._plot.speech.remark(*self._remark)

    def words_near(self, here: QPointF) -> str:
        """Return what is said of the marks at a place of the scene, empty beside every mark."""
        plot = self._plot
        view, found = plot.getPlotItem().getViewBox(), []
        for mark in plot.happened:
            height = plot.frame.losses.low
            index = plot.nearest(mark.update)
            if mark.symbol and index is not None:
                height = plot.place(index)[1]
            way = view.mapViewToScene(pg.Point(mark.update, height)) - here
            if abs(way.x()) <= NEAR and abs(way.y()) <= 2 * NEAR:
                found.append(mark.words)
        return "\n".join(found)

    def _mark_stop(self, moment: Moment) -> None:
        frame, end = self._plot.frame, float(moment.last_update)
        left, height = frame.room(end)[1] < STOP_WORDS, max(1.0, frame.area().height())
        update = end if moment.stopped is not None else None
        self._plot.marks.show_stop(update, frame.losses, height, left=left)

    def _mark_events(self) -> None:
        """Mark settings that were turned at the foot, and on the curve what else happened."""
        plot = self._plot
        turned = {mark.update for mark in plot.happened if not mark.symbol}
        plot.marks.show_knobs(sorted(turned), plot.frame.losses.low)
        places = []
        for mark in plot.happened:
            index = plot.nearest(mark.update) if mark.symbol else None
            if index is not None:
                places.append((float(mark.update), plot.place(index)[1], mark.symbol))
        plot.marks.show_notes(self._apart(places))

    def _apart(self, places: list[Note]) -> list[Note]:
        """Put notes that would cover one another one above the other, towards the middle."""
        across, up = self._plot.frame.scale()
        axis, found = self._plot.frame.losses, list[Note]()
        for update, height, symbol in places:
            way = -1 if axis.share(height) > HALF else 1
            while any(
                abs(update - x) * across < APART and abs(height - y) * up < APART - 1
                for x, y, _ in found
            ):
                height += way * APART / up
            found.append((update, height, symbol))
        return found

    def _healthy(self, moment: Moment) -> int | None:
        """Return the index of the last healthy update of a run that has stopped."""
        train = self._plot.train
        update = None if moment.divergence is None else moment.divergence.healthy
        count = 0 if update is None else train.until(update)
        return count - 1 if count and train.points()[0][count - 1] == update else None

    def _healthy_remark(self, index: int) -> tuple[str, float, float]:
        """Return what is said at the last healthy update, and where: over the curve before it."""
        plot = self._plot
        x, y = (float(values[index]) for values in plot.train.points())
        said = heading(int(x), y, plot.options, plot.theme)
        first = index
        if plot.frame.room(x)[0] > WORDS:
            first = max(0, plot.train.until(math.ceil(x - plot.frame.span(WORDS))) - 1)
        _, heights = plot.drawn(plot.train.shown(first, index + 1, 64))
        return said, x, float(heights.max())
