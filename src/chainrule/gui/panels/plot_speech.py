"""The words over the plot: a remark at a point, or what is read at the pointer."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pyqtgraph as pg

from chainrule.gui.fonts import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.gui.panels.plot_frame import PlotFrame
    from chainrule.gui.panels.plot_marks import Marks
    from chainrule.gui.theme import Theme

WORDS = 130.0
"""px that a remark takes"""
GAP = 10.0
"""px between the pointer's line and what is read there"""
FRONT = 5


class Speech:
    """One text over the curves, kept inside the frame."""

    def __init__(self, plot: pg.PlotWidget, frame: PlotFrame, marks: Marks) -> None:
        self._frame, self._marks = frame, marks
        self._remark = pg.TextItem(anchor=(0, 0.5))
        self._reading = pg.TextItem(anchor=(0, 0))
        self._theme: Theme | None = None
        self._said = ""
        for item, size in ((self._remark, 13), (self._reading, 12)):
            item.setFont(ui_font(size))
            item.setZValue(FRONT)
            plot.addItem(item, ignoreBounds=True)
        self._reading.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._reading.fill = pg.mkBrush(theme["panel"])
        self._reading.border = pg.mkPen(theme["border"], width=1)

    def lines(self) -> list[str]:
        """Return what is said, line by line, as plain text."""
        if not self._reading.isVisible() and not self._said:
            return [""]
        item = self._reading if self._reading.isVisible() else self._remark
        return str(item.textItem.toPlainText()).replace("\xa0", " ").split("\n")

    def remark(self, words: str, x: float, height: float) -> None:
        """Say something at a point."""
        self._reading.hide()
        self._remark.setVisible(bool(words))
        said = self._coloured(words)
        if said != self._said:
            self._said = said
            self._remark.setHtml(said)
        side, over = (1.05 if self._is_right(x) else -0.05), 0.5
        if self._marks.healthy() is not None:
            side, over = (0.9, 1.1) if self._frame.room(x)[0] > WORDS else (-0.1, 0.4)
        axis = self._frame.losses
        room = (axis.high - axis.low) * 0.1
        self._remark.setAnchor((side, over))
        self._remark.setPos(x, min(max(height, axis.low + room), axis.high - room))

    def read(
        self,
        said: Sequence[str],
        x: float,
        heights: Callable[[float, float], tuple[float, float]],
    ) -> None:
        """Say what is known at the pointer, line by line, beside its line and off the curve.

        `heights` tells the least and the greatest height of the curve between two updates.
        """
        self._remark.hide()
        self._reading.show()
        first, *others = said
        rest = [line if "<" in line or "&" in line else html.escape(line) for line in others]
        self._reading.setHtml(self._coloured("<br>".join([first, *rest])))
        axis, box = self._frame.losses, self._reading.boundingRect()
        width, span = max(1.0, box.width()), self._frame.span(box.width() + GAP)
        left = self._frame.room(x)[1] < width + GAP
        _, high = heights(x - span, x) if left else heights(x, x + span)
        top = axis.high - (axis.high - axis.low) * box.height() / self._frame.area().height()
        below = high > top and heights(x - span, x + span)[0] > axis.low + axis.high - top
        self._reading.setAnchor((1 + GAP / width if left else -GAP / width, 1 if below else 0))
        self._reading.setPos(x, axis.low if below else axis.high)

    def _coloured(self, words: str) -> str:
        if not words or self._theme is None:
            return ""
        return f'<span style="color:{self._theme["text"].name()}">{words}</span>'

    def _is_right(self, x: float) -> bool:
        updates = self._frame.updates
        return x > (updates.low + updates.high) * 0.6
