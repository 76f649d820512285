"""The curve of the loss plot: pyqtgraph over the frame, transparent, with ranges set by us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, exact, show
from chainrule.gui.panels.plot_data import Curve, thinned
from chainrule.gui.panels.plot_scale import LOG_FLOOR
from chainrule.session.operations import LOSS_TARGET
from chainrule.session.operations import Kind as Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QColor, QMouseEvent

    from chainrule.gui.panels.plot_frame import PlotFrame
    from chainrule.gui.theme import Theme
    from chainrule.network.project import LogRow
    from chainrule.session.moment import Moment

    Array = NDArray[np.float64]

MOST_GHOSTS = 4
DOT = 8
HOVER = 7


class LossPlot(pg.PlotWidget):  # type: ignore[misc]
    """Train and test loss, ghosts of earlier runs, the moment looked at, and what is hovered."""

    def __init__(self, theme: Theme, frame: PlotFrame) -> None:
        super().__init__(frame, background=None)
        self.theme = theme
        self._frame = frame
        self._train, self._test = Curve("train_loss"), Curve("test_loss")
        self._ghosts: list[tuple[Array, Array]] = []
        self._log: Sequence[LogRow] = ()
        self._logarithmic = False
        self._hovered: int | None = None
        self._knobs: tuple[int, list[int]] = (0, [])
        self._prepare()
        self._items()
        self.set_theme(theme)

    def _prepare(self) -> None:
        self.setObjectName("loss_plot")
        self.setAccessibleName(translate("Plot", "Loss by update"))
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent")
        self.viewport().setMouseTracking(True)
        item = self.getPlotItem()
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.getViewBox().setDefaultPadding(0)
        item.getViewBox().setBorder(None)
        item.disableAutoRange()

    def _items(self) -> None:
        self._test_curve = self.plot([], [], antialias=True)
        self._curve = self.plot([], [], antialias=True)
        self._after = self.plot([], [], antialias=True)
        for curve in (self._curve, self._after, self._test_curve):
            curve.curve.setSegmentedLineMode("on")
            curve.setZValue(2)
        self._ghost_curves = [self.plot([], [], antialias=True) for _ in range(MOST_GHOSTS)]
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._line.hide()
        self._ticks = pg.ScatterPlotItem(size=7, symbol="t1")
        self._dot = pg.ScatterPlotItem(size=DOT)
        self._hover_dot = pg.ScatterPlotItem(size=HOVER)
        self._words = pg.TextItem(anchor=(0, 0.5))
        for item in (self._line, self._ticks, self._dot, self._hover_dot, self._words):
            self.addItem(item, ignoreBounds=True)
        self._words.setFont(ui_font(13))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self._curve.setPen(pg.mkPen(theme["accent"], width=Metrics.TRAIN_LINE))
        self._after.setPen(pg.mkPen(theme["accent"], width=1.25))
        dash = Qt.PenStyle.DashLine
        self._test_curve.setPen(pg.mkPen(theme["text2"], width=Metrics.TEST_LINE, style=dash))
        for ghost in self._ghost_curves:
            pen = pg.mkPen(theme["text3"], width=Metrics.GHOST_LINE)
            pen.setDashPattern(list(Metrics.GHOST_DASH))
            ghost.setPen(pen)
        self._line.setPen(pg.mkPen(theme["text2"], width=1))
        self._dot.setBrush(pg.mkBrush(theme["accent"]))
        self._dot.setPen(pg.mkPen(theme["panel"], width=1.5))
        self._hover_dot.setBrush(pg.mkBrush(theme["panel"]))
        self._hover_dot.setPen(pg.mkPen(theme["text"], width=1.5))
        self._ticks.setBrush(pg.mkBrush(theme["text2"]))
        self._ticks.setPen(pg.mkPen(None))

    def follow(self, log: Sequence[LogRow]) -> tuple[float, float] | None:
        """Take in a log; return the smallest and largest loss shown, None without any."""
        self._log = log
        self._train.follow(log)
        self._test.follow(log)
        shown = [self._train.points()[1], self._test.points()[1]]
        shown += [losses for _, losses in self._ghosts]
        found = [losses for losses in shown if len(losses)]
        if not found:
            return None
        return min(float(np.min(y)) for y in found), max(float(np.max(y)) for y in found)

    def show_moment(self, moment: Moment, logarithmic: bool, *, known: bool) -> None:
        """Draw the curves as far as they are known, and where the moment stands on them."""
        self._logarithmic = logarithmic
        updates, losses = self._frame.ranges()
        self.setXRange(*updates, padding=0)
        self.setYRange(*losses, padding=0)
        for ghost, points in zip(self._ghost_curves, [*self._ghosts, *_nothing()], strict=False):
            ghost.setData(*self._drawn(*points))
        x, y = self._train.points() if known else (np.empty(0), np.empty(0))
        split = len(x)
        if moment.looking_back:
            split = int(np.searchsorted(x, moment.place.update, side="right"))
        self._curve.setData(*self._drawn(x[:split], y[:split]))
        self._after.setData(*self._drawn(x[max(0, split - 1) :], y[max(0, split - 1) :]))
        self._after.setVisible(moment.looking_back)
        self._test_curve.setData(*self._drawn(*(self._test.points() if known else (x, y))))
        self._test_curve.setVisible(known and len(self._test.points()[0]) > 0)
        self._mark(moment, x[:split], y[:split])
        self._mark_knobs()

    def _drawn(self, x: Array, y: Array) -> tuple[Array, Array]:
        buckets = max(64, self.width() // 2)
        return thinned(x, self._height(y), buckets)

    def _height(self, y: Array) -> Array:
        heights: Array = np.log10(np.maximum(y, LOG_FLOOR)) if self._logarithmic else y
        return heights

    def _mark(self, moment: Moment, x: Array, y: Array) -> None:
        """Mark the last point; before the first update also say what it is."""
        if not len(x):
            self._dot.setData([], [])
            self._words.setText("")
            self._line.hide()
            return
        heights = self._height(y)
        self._dot.setData([x[-1]], [heights[-1]])
        self._line.setVisible(moment.looking_back)
        self._line.setValue(x[-1])
        if self._hovered is None:
            loss = moment.frame.value(Operation.LOSS, LOSS_TARGET)
            first = moment.last_update == 0 and loss is not None
            words = translate("Plot", "{loss} before any update") if first else ""
            loss_text = f"<b>{show(float(y[-1]), Kind.GRADIENT)}</b>"
            self._say(words.format(loss=loss_text), float(x[-1]), float(heights[-1]))

    def _say(self, html: str, x: float, height: float) -> None:
        colour = self.theme["text"].name()
        self._words.setHtml(f'<span style="color:{colour}">{html}</span>' if html else "")
        right = x > (self._frame.updates.low + self._frame.updates.high) * 0.6
        self._words.setAnchor((1.05 if right else -0.05, 0.5))
        self._words.setPos(x, height)

    def _mark_knobs(self) -> None:
        """Mark on the axis where learning rate or momentum changed."""
        known, marks = self._knobs
        if known > len(self._log):
            known, marks = 0, []
        for index in range(max(2, known), len(self._log)):
            before, row = self._log[index - 1], self._log[index]
            if (before.learning_rate, before.momentum) != (row.learning_rate, row.momentum):
                marks.append(row.update)
        if (known, marks) != self._knobs or not marks:
            self._ticks.setData(marks, [self._frame.losses.low] * len(marks))
        self._knobs = (len(self._log), marks)

    def legend(self) -> str:
        """Return the legend: which line is which, when there is more than one."""
        lines = []
        if len(self._test.points()[0]):
            lines = [
                _entry(self.theme["accent"], "━", translate("Plot", "training")),
                _entry(self.theme["text2"], "╍", translate("Plot", "test")),
            ]
        if self._ghosts:
            lines = lines or [_entry(self.theme["accent"], "━", translate("Plot", "this run"))]
            lines.append(_entry(self.theme["text3"], "╍", translate("Plot", "earlier run")))
        return "&nbsp;&nbsp;&nbsp;".join(lines)

    def keep_ghost(self) -> None:
        """Keep the present curve as a ghost; the oldest of too many goes."""
        x, y = self._train.points()
        if len(x) > 1:
            self._ghosts = [*self._ghosts, (x.copy(), y.copy())][-MOST_GHOSTS:]

    def clear_ghosts(self) -> None:
        """Forget the ghosts."""
        self._ghosts = []

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the loss at the nearest update."""
        view = self.getPlotItem().getViewBox()
        at = view.mapSceneToView(self.mapToScene(event.position().toPoint()))
        self.hover(round(at.x()))

    def hover(self, update: int) -> None:
        """Show the loss at an update, the nearest there is."""
        x, y = self._train.points()
        if not len(x):
            return
        index = int(np.clip(np.searchsorted(x, update), 0, len(x) - 1))
        if index and abs(x[index - 1] - update) < abs(x[index] - update):
            index -= 1
        self._hovered = int(x[index])
        height = float(self._height(y[index : index + 1])[0])
        self._hover_dot.setData([x[index]], [height])
        words = translate("Plot", "update {update}  {loss}")
        loss = f"<b>{show(float(y[index]), Kind.GRADIENT)}</b>"
        self._say(words.format(update=self._hovered, loss=loss), float(x[index]), height)
        self.setToolTip(exact(float(y[index])))

    def hovered(self) -> str:
        """Return what is said about the hovered update, as plain text."""
        return str(self._words.textItem.toPlainText())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was hovered."""
        self._hovered = None
        self._hover_dot.setData([], [])
        self._words.setText("")
        super().leaveEvent(event)


def _entry(colour: QColor, line: str, text: str) -> str:
    return f'<span style="color:{colour.name()}">{line}{line}</span> {text}'


def _nothing() -> list[tuple[Array, Array]]:
    return [(np.empty(0), np.empty(0))] * MOST_GHOSTS
