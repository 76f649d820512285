"""Marks on the plot: the moment shown, the end, what is hovered, what happened, a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.panels.plot_scale import Scale
    from chainrule.gui.theme import Theme

DOT = 8
HOVER = 7
TICK = 8
NOTE = 9
HEALTHY = 10
STOP_LINE = 1.5
LINE_DOWN, WORD_DOWN = 14.0, 34.0
"""px below the top at which the line of a stop ends under its ∞, and at which its word stands"""
FRONT, BACK = 3, 1


class Marks:
    """The items over and under the curve. Places are (update, height in plot units)."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._moment_line = pg.InfiniteLine(angle=90, movable=False)
        self._hover_line = pg.InfiniteLine(angle=90, movable=False)
        self._hover_level = pg.InfiniteLine(angle=0, movable=False)
        self._stop_line = pg.InfiniteLine(angle=90, movable=False)
        self._knobs = pg.ScatterPlotItem(size=TICK, symbol="t1")
        self._notes = pg.ScatterPlotItem(size=NOTE)
        self._moment = pg.ScatterPlotItem(size=DOT)
        self._end = pg.ScatterPlotItem(size=DOT)
        self._hovered = pg.ScatterPlotItem(size=HOVER)
        self._healthy = pg.ScatterPlotItem(size=HEALTHY)
        self._stop = pg.TextItem(anchor=(0.5, 0.5))
        self._endless = pg.TextItem(anchor=(0.5, 0.85))
        self._stop.setFont(ui_font(13))
        self._endless.setFont(ui_font(20, 600))
        for line in (self._hover_line, self._hover_level, self._moment_line, self._stop_line):
            line.setZValue(BACK)
            line.hide()
        for item in (
            self._knobs, self._moment, self._end, self._hovered, self._healthy, self._stop,
            self._endless, self._notes,
        ):  # fmt: skip
            item.setZValue(FRONT)
        for item in vars(self).values():
            plot.addItem(item, ignoreBounds=True)
        self._knobs_shown: tuple[list[float], float] = ([], 0.0)
        self._notes_shown: list[tuple[float, float, str]] = []

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._moment_line.setPen(pg.mkPen(theme["text2"], width=1))
        for line in (self._hover_line, self._hover_level):
            line.setPen(pg.mkPen(theme["control"], width=1))
        self._stop_line.setPen(pg.mkPen(theme["err"], width=STOP_LINE))
        self._moment.setBrush(pg.mkBrush(theme["accent"]))
        self._moment.setPen(pg.mkPen(theme["panel"], width=1.5))
        self._end.setBrush(pg.mkBrush(theme["panel"]))
        self._end.setPen(pg.mkPen(theme["accent"], width=1.5))
        self._hovered.setBrush(pg.mkBrush(theme["panel"]))
        self._hovered.setPen(pg.mkPen(theme["text"], width=1.5))
        self._knobs.setBrush(pg.mkBrush(theme["text2"]))
        self._knobs.setPen(pg.mkPen(None))
        self._notes.setBrush(pg.mkBrush(theme["panel"]))
        self._notes.setPen(pg.mkPen(theme["text"], width=1.5))
        self._healthy.setBrush(pg.mkBrush(theme["panel"]))
        self._healthy.setPen(pg.mkPen(theme["accent"], width=2))
        colour = theme["errText"].name()
        for item, words in ((self._stop, translate("Plot", "stopped")), (self._endless, "∞")):
            item.setHtml(f'<span style="color:{colour}">{words}</span>')

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
        for line in (self._hover_line, self._hover_level):
            line.setVisible(place is not None)
        if place is not None:
            self._hover_line.setValue(place[0])
            self._hover_level.setValue(place[1])

    def show_stop(self, update: float | None, losses: Scale, height: float, *, left: bool) -> None:
        """Mark the update after which training stopped; the word stands left or right of it.

        `height` is that of the axis `losses` in px.
        """
        for item in (self._stop_line, self._stop, self._endless):
            item.setVisible(update is not None)
        if update is not None:
            self._stop_line.setValue(update)
            self._stop_line.setSpan(0, 1 - LINE_DOWN / height)
            pixel = (losses.high - losses.low) / height
            self._endless.setPos(update, losses.high - LINE_DOWN * pixel)
            self._stop.setAnchor((1.05 if left else -0.05, 0.5))
            self._stop.setPos(update, losses.high - WORD_DOWN * pixel)

    def show_healthy(self, place: tuple[float, float] | None) -> None:
        """Mark the last healthy update of a run that has stopped."""
        _put(self._healthy, place)

    def healthy(self) -> float | None:
        """Return the update that is marked as the last healthy one."""
        updates = self._healthy.getData()[0]
        return float(updates[0]) if len(updates) else None

    def show_knobs(self, updates: Sequence[float], height: float) -> None:
        """Mark on the axis where knobs were turned."""
        shown = (list(updates), height)
        if shown != self._knobs_shown:
            self._knobs_shown = shown
            self._knobs.setData(shown[0], [height] * len(shown[0]))

    def show_notes(self, places: Sequence[tuple[float, float, str]]) -> None:
        """Mark on the curve what has happened: updates, heights and symbols."""
        if list(places) != self._notes_shown:
            self._notes_shown = list(places)
            x, y, symbols = ([*column] for column in zip(*places, strict=True)) if places else (
                [], [], [],
            )  # fmt: skip
            self._notes.setData(x=x, y=y, symbol=symbols)

    def places(self) -> list[tuple[float, float, str]]:
        """Return what is marked on the curve: updates, heights and symbols."""
        return self._notes_shown

    def notes(self) -> list[tuple[float, str]]:
        """Return the updates at which something is marked on the curve, with the symbols."""
        return [(update, symbol) for update, _, symbol in self._notes_shown]

    def knobs(self) -> list[float]:
        """Return the updates at which a turned knob is marked."""
        return [float(update) for update in self._knobs.getData()[0]]


def _put(item: pg.ScatterPlotItem, place: tuple[float, float] | None) -> None:
    """Put the one mark of an item at a place, or hide it."""
    x, y = item.getData()
    if place is not None:
        if not len(x) or (x[0], y[0]) != place:
            item.setData([place[0]], [place[1]])
    elif len(x):
        item.setData([], [])
    item.setVisible(place is not None)
