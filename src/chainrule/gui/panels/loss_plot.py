"""The curve of the loss plot: pyqtgraph over the frame, transparent, with ranges set by us."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, exact, show
from chainrule.gui.panels.plot_alternatives import PlotAlternatives
from chainrule.gui.panels.plot_data import Curve
from chainrule.gui.panels.plot_ghosts import Ghosts
from chainrule.gui.panels.plot_knobs import KnobTurns
from chainrule.gui.panels.plot_marks import Marks
from chainrule.gui.panels.plot_scale import LOG_FLOOR, by_epoch, limited
from chainrule.gui.panels.plot_words import last_known, remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QColor, QMouseEvent

    from chainrule.gui.panels.plot_frame import PlotFrame
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

    Array = NDArray[np.float64]

WORDS, STOP_WORDS = 130.0, 62.0
"""px that the words at the healthy update and at the stop take"""
NEAR = 6.0
"""px within which the pointer is on the mark of a turned knob"""


class LossPlot(pg.PlotWidget):  # type: ignore[misc]
    """Train and test loss, ghosts of earlier runs, the moment looked at, and what is hovered."""

    def __init__(self, theme: Theme, frame: PlotFrame) -> None:
        super().__init__(frame, background=None)
        self.theme = theme
        self._frame = frame
        self._train, self._test = Curve("train_loss"), Curve("test_loss")
        self._knobs = KnobTurns()
        self._turns: Sequence[tuple[int, str]] = ()
        self._logarithmic = False
        self._revealed = 0
        self._hovered: int | None = None
        self._remark = ("", 0.0, 0.0)
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
        self.ghosts = Ghosts(self)
        self.alternatives = PlotAlternatives(self)
        self.marks = Marks(self)
        self._words = pg.TextItem(anchor=(0, 0.5))
        self._words.setFont(ui_font(13))
        self.addItem(self._words, ignoreBounds=True)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self._curve.setPen(pg.mkPen(theme["accent"], width=Metrics.TRAIN_LINE))
        self._after.setPen(pg.mkPen(theme["accent"], width=1.25))
        dash = Qt.PenStyle.DashLine
        self._test_curve.setPen(pg.mkPen(theme["text2"], width=Metrics.TEST_LINE, style=dash))
        self.ghosts.set_theme(theme)
        self.alternatives.set_theme(theme)
        self.marks.set_theme(theme)

    def follow(self, moment: Moment, *, known: bool) -> tuple[float, float] | None:
        """Take in a moment's log; return the smallest and largest loss to show, None without.

        While the first loss is not `known`, only the ghosts count.
        """
        self._train.follow(moment.log)
        self._test.follow(moment.log)
        self._turns = self._knobs.follow(moment.log, self.theme.notation)
        self.ghosts.follow(moment.old_lines)
        self.alternatives.follow(moment.what_if)
        found = [extent for curve in (self._train, self._test) if (extent := curve.extent())]
        if not found or not known:
            return self.alternatives.extent(self.ghosts.extent(None))
        smallest, largest = min(low for low, _ in found), max(high for _, high in found)
        if len(self._train):
            smallest, largest = limited(smallest, largest, float(self._train.points()[1][0]))
        return self.alternatives.extent(self.ghosts.extent((smallest, largest)))

    def show_moment(self, moment: Moment, logarithmic: bool, *, known: bool) -> None:
        """Draw the curves as far as they are known, and where the moment stands on them."""
        self._logarithmic = logarithmic
        self._frame.count_epochs(by_epoch(moment.log) and (known or moment.place.batches <= 1))
        updates, losses = self._frame.ranges()
        self.setXRange(*updates, padding=0)
        self.setYRange(*losses, padding=0)
        blocks = max(64, self.width() // 2)
        self.ghosts.draw(self._drawn, self._frame.updates.high)
        self.alternatives.draw(self._drawn, self._frame.updates.high)
        self._revealed = self._train.until(last_known(moment)) if known else 0
        split = self._revealed
        if moment.looking_back:
            split = self._train.until(moment.place.update)
        self._curve.setData(*self._drawn(self._train.shown(0, split, blocks)))
        after = self._train.shown(max(0, split - 1), len(self._train), blocks)
        self._after.setData(*self._drawn(after))
        self._after.setVisible(moment.looking_back)
        tested = self._test.until(last_known(moment)) if known else 0
        self._test_curve.setData(*self._drawn(self._test.shown(0, tested, blocks)))
        self._test_curve.setVisible(tested > 0)
        self._mark(moment, split)

    def _drawn(self, points: tuple[Array, Array]) -> tuple[Array, Array]:
        """Return points in plot units; what flies off lies just above the frame."""
        x, y = points
        axis = self._frame.losses
        return x, np.minimum(self._height(y), 2 * axis.high - axis.low)

    def _height(self, y: Array) -> Array:
        heights: Array = np.log10(np.maximum(y, LOG_FLOOR)) if self._logarithmic else y
        return heights

    def _place(self, index: int) -> tuple[float, float]:
        """Return where the point at an index lies, in plot units."""
        x, y = self._train.points()
        drawn = self._drawn((x[index : index + 1], y[index : index + 1]))
        return float(x[index]), float(drawn[1][0])

    def _mark(self, moment: Moment, shown: int) -> None:
        """Mark the moment, the end, turned knobs and a stop; say what the last loss is."""
        here = self._place(shown - 1) if shown else None
        stopped = moment.stopped is not None
        self.marks.show_moment(None if stopped else here, line=moment.looking_back)
        back = moment.looking_back and shown < len(self._train)
        self.marks.show_end(self._place(len(self._train) - 1) if back else None)
        end, axis = float(moment.last_update), self._frame.losses
        left, height = self._frame.room(end)[1] < STOP_WORDS, max(1.0, self._frame.area().height())
        self.marks.show_stop(end if stopped else None, axis, height, left=left)
        healthy = self._healthy(moment)
        self.marks.show_healthy(None if healthy is None else self._place(healthy))
        self.marks.show_knobs([update for update, _ in self._turns], self._frame.losses.low)
        self._remark = ("", 0.0, 0.0)
        if healthy is not None:
            self._remark = self._healthy_remark(healthy)
        elif here is not None and not stopped:
            loss = self._bold(float(self._train.points()[1][shown - 1]))
            words = remark(moment, here[0]).format(loss=loss, update=int(here[0]) + 1)
            self._remark = (words, *here)
        if self._hovered is None:
            self._say(*self._remark)
        else:
            self.hover(self._hovered)

    def _bold(self, loss: float) -> str:
        return f"<b>{show(loss, Kind.GRADIENT, self.theme.notation)}</b>"

    def _healthy(self, moment: Moment) -> int | None:
        """Return the index of the last healthy update of a run that has stopped."""
        update = None if moment.divergence is None else moment.divergence.healthy
        count = 0 if update is None else self._train.until(update)
        return count - 1 if count and self._train.points()[0][count - 1] == update else None

    def _healthy_remark(self, index: int) -> tuple[str, float, float]:
        """Return what is said at the last healthy update, and where: over the curve before it."""
        x, y = (float(values[index]) for values in self._train.points())
        words = translate("Plot", "update {update}  {loss}")
        said = words.format(update=int(x), loss=self._bold(y))
        first = index
        if self._frame.room(x)[0] > WORDS:
            first = max(0, self._train.until(math.ceil(x - self._frame.span(WORDS))) - 1)
        _, heights = self._drawn(self._train.shown(first, index + 1, 64))
        return said, x, float(heights.max())

    def _is_right(self, x: float) -> bool:
        updates = self._frame.updates
        return x > (updates.low + updates.high) * 0.6

    def _say(self, html: str, x: float, height: float) -> None:
        colour = self.theme["text"].name()
        self._words.setHtml(f'<span style="color:{colour}">{html}</span>' if html else "")
        axis = self._frame.losses
        beside, above, below = 0.5, 1.15, -0.15
        over = beside
        if self._hovered is not None:
            over = below if height > axis.low + (axis.high - axis.low) * 0.7 else above
        side = 1.05 if self._is_right(x) else -0.05
        if self._hovered is None and self.marks.healthy() is not None:
            side, over = (0.9, 1.1) if self._frame.room(x)[0] > WORDS else (-0.1, 0.4)
        self._words.setAnchor((side, over))
        room = (axis.high - axis.low) * 0.1
        self._words.setPos(x, min(max(height, axis.low + room), axis.high - room))

    def legend(self) -> str:
        """Return the legend: which line is which, when there is more than one."""
        lines = []
        if len(self._test):
            lines = [
                _entry(self.theme["accent"], "━", translate("Plot", "training")),
                _entry(self.theme["text2"], "╍", translate("Plot", "test")),
            ]
        if self.ghosts:
            lines = lines or [_entry(self.theme["accent"], "━", translate("Plot", "this run"))]
            lines.append(_entry(self.theme["text3"], "╍", translate("Plot", "earlier run")))
        for letter, words in self.alternatives.entries(self.theme):
            lines = lines or [_entry(self.theme["accent"], "━", translate("Plot", "this run"))]
            lines.append(f"<b>{letter}</b> {words}")
        return "&nbsp;&nbsp;&nbsp;".join(lines)

    def keep_ghost(self) -> None:
        """Keep the present curve as a ghost."""
        self.ghosts.keep(self._train)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the loss at the nearest update, and at the foot which knob was turned there."""
        view = self.getPlotItem().getViewBox()
        self.hover(round(view.mapSceneToView(self._in_scene(event.position())).x()))
        turned = self._turn_at(event.position())
        if turned:
            self.setToolTip(turned)

    def _in_scene(self, place: QPointF) -> QPointF:
        scene: QPointF = self.mapToScene(place.toPoint())
        return scene

    def _turn_at(self, pointer: QPointF) -> str:
        """Return what was turned at the mark under the pointer, empty beside every mark."""
        view = self.getPlotItem().getViewBox()
        foot = self._frame.losses.low
        for update, words in self._turns:
            mark = view.mapViewToScene(pg.Point(update, foot))
            way = mark - self._in_scene(pointer)
            if abs(way.x()) <= NEAR and abs(way.y()) <= 2 * NEAR:
                return words
        return ""

    def hover(self, update: int) -> None:
        """Show the loss at an update, the nearest that is known."""
        if not self._revealed:
            self._forget_hover()
            return
        x, y = (values[: self._revealed] for values in self._train.points())
        index = int(np.clip(np.searchsorted(x, update), 0, len(x) - 1))
        if index and abs(x[index - 1] - update) < abs(x[index] - update):
            index -= 1
        self._hovered = int(x[index])
        place = self._place(index)
        self.marks.show_hovered(place)
        words = translate("Plot", "update {update}  {loss}")
        loss = self._bold(float(y[index]))
        self._say(words.format(update=self._hovered, loss=loss), *place)
        self.setToolTip(exact(float(y[index]), self.theme.notation))

    def hovered(self) -> str:
        """Return what is said about the hovered update, as plain text."""
        return str(self._words.textItem.toPlainText())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was hovered."""
        self._forget_hover()
        super().leaveEvent(event)

    def _forget_hover(self) -> None:
        self._hovered = None
        self.marks.show_hovered(None)
        self._say(*self._remark)
        self.setToolTip("")


def _entry(colour: QColor, line: str, text: str) -> str:
    return f'<span style="color:{colour.name()}">{line}{line}</span> {text}'
