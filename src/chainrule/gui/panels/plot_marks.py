"""Marks on the loss plot: the moment shown, the end, what is hovered, knobs, where it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.theme import Theme

DOT = 8
HOVER = 7
TICK = 8
STOP_LINE = 1.5
FRONT, BACK = 3, 1


class Marks:
    """The items over and under the curve. Places are (update, height in plot units)."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._moment_line = pg.InfiniteLine(angle=90, movable=False)
        self._hover_line = pg.InfiniteLine(angle=90, movable=False)
        self._stop_line = pg.InfiniteLine(angle=90, movable=False)
        self._knobs = pg.ScatterPlotItem(size=TICK, symbol="t1")
        self._moment = pg.ScatterPlotItem(size=DOT)
        self._end = pg.ScatterPlotItem(size=DOT)
        self._hovered = pg.ScatterPlotItem(size=HOVER)
        self._stop = pg.TextItem(anchor=(0.5, 0.0))
        self._stop.setFont(ui_font(13, 600))
        for line in (self._hover_line, self._moment_line, self._stop_line):
            line.setZValue(BACK)
            line.hide()
        for item in (self._knobs, self._moment, self._end, self._hovered, self._stop):
            item.setZValue(FRONT)
        for item in vars(self).values():
            plot.addItem(item, ignoreBounds=True)
        self._knobs_shown: tuple[list[float], float] = ([], 0.0)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._moment_line.setPen(pg.mkPen(theme["text2"], width=1))
        self._hover_line.setPen(pg.mkPen(theme["control"], width=1))
        self._stop_line.setPen(pg.mkPen(theme["err"], width=STOP_LINE))
        self._moment.setBrush(pg.mkBrush(theme["accent"]))
        self._moment.setPen(pg.mkPen(theme["panel"], width=1.5))
        self._end.setBrush(pg.mkBrush(theme["panel"]))
        self._end.setPen(pg.mkPen(theme["accent"], width=1.5))
        self._hovered.setBrush(pg.mkBrush(theme["panel"]))
        self._hovered.setPen(pg.mkPen(theme["text"], width=1.5))
        self._knobs.setBrush(pg.mkBrush(theme["text2"]))
        self._knobs.setPen(pg.mkPen(None))
        colour = theme["errText"].name()
        words = translate("Plot", "∞ stopped")
        self._stop.setHtml(f'<span style="color:{colour}">{words}</span>')

    def show_moment(self, place: tuple[float, float] | None, *, line: bool) -> None:
        """Mark the last point shown; with a line when it lies in the past."""
        _put(self._moment, place)
        self._moment_line.setVisible(line and place is not None)
        if place is not None:
            self._moment_line.setValue(place[0])

    def show_end(self, place: tuple[float, float] | None) -> None:
        """Mark the end of the run while looking back."""
        _put(self._end, place)

    def show_hovered(self, place: tuple[float, float] | None) -> None:
        """Mark the hovered point."""
        _put(self._hovered, place)
        self._hover_line.setVisible(place is not None)
        if place is not None:
            self._hover_line.setValue(place[0])

    def show_stop(self, place: tuple[float, float] | None, *, left: bool) -> None:
        """Mark the update after which training stopped; the words stand left or right of it."""
        for item in (self._stop_line, self._stop):
            item.setVisible(place is not None)
        if place is not None:
            self._stop_line.setValue(place[0])
            self._stop.setAnchor((1.05 if left else -0.05, 0.0))
            self._stop.setPos(*place)

    def show_knobs(self, updates: Sequence[float], height: float) -> None:
        """Mark on the axis where knobs were turned."""
        shown = (list(updates), height)
        if shown != self._knobs_shown:
            self._knobs_shown = shown
            self._knobs.setData(shown[0], [height] * len(shown[0]))

    def knobs(self) -> list[float]:
        """Return the updates at which a turned knob is marked."""
        return [float(update) for update in self._knobs.getData()[0]]


def _put(item: pg.ScatterPlotItem, place: tuple[float, float] | None) -> None:
    if place is None:
        item.setData([], [])
    else:
        item.setData([place[0]], [place[1]])
