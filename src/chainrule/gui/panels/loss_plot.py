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
from chainrule.gui.panels.plot_data import Curve
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
    from chainrule.network.project import LogRow
    from chainrule.session.moment import Moment

    Array = NDArray[np.float64]

MOST_GHOSTS = 4
GHOST_BLOCKS = 1000
"""a ghost is thinned to this once: no screen shows more"""
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
        self._ghosts: list[tuple[Array, Array]] = []
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
        self._ghost_curves = [self.plot([], [], antialias=True) for _ in range(MOST_GHOSTS)]
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
        for ghost in self._ghost_curves:
            pen = pg.mkPen(theme["text3"], width=Metrics.GHOST_LINE)
            pen.setDashPattern(list(Metrics.GHOST_DASH))
            ghost.setPen(pen)
        self.marks.set_theme(theme)

    def follow(self, log: Sequence[LogRow]) -> tuple[float, float] | None:
        """Take in a log; return the smallest and largest loss to show, None without any."""
        self._train.follow(log)
        self._test.follow(log)
        self._turns = self._knobs.follow(log)
        extents = [self._train.extent(), self._test.extent()]
        extents += [(float(y.min()), float(y.max())) for _, y in self._ghosts]
        found = [extent for extent in extents if extent is not None]
        if not found:
            return None
        smallest, largest = min(low for low, _ in found), max(high for _, high in found)
        if not len(self._train):
            return smallest, largest
        return limited(smallest, largest, float(self._train.points()[1][0]))

    def show_moment(self, moment: Moment, logarithmic: bool, *, known: bool) -> None:
        """Draw the curves as far as they are known, and where the moment stands on them."""
        self._logarithmic = logarithmic
        self._frame.count_epochs(by_epoch(moment.log) and (known or moment.place.batches <= 1))
        updates, losses = self._frame.ranges()
        self.setXRange(*updates, padding=0)
        self.setYRange(*losses, padding=0)
        blocks = max(64, self.width() // 2)
        for index, ghost in enumerate(self._ghost_curves):
            kept = index < len(self._ghosts)
            ghost.setData(*(self._drawn(self._ghosts[index]) if kept else ([], [])))
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
        self.marks.show_moment(here, line=moment.looking_back)
        back = moment.looking_back and shown < len(self._train)
        self.marks.show_end(self._place(len(self._train) - 1) if back else None)
        top = (float(moment.last_update), self._frame.losses.high)
        stopped = moment.stopped is not None
        self.marks.show_stop(top if stopped else None, left=self._is_right(top[0]))
        self.marks.show_knobs([update for update, _ in self._turns], self._frame.losses.low)
        self._remark = ("", 0.0, 0.0)
        if here is not None:
            loss = f"<b>{show(float(self._train.points()[1][shown - 1]), Kind.GRADIENT)}</b>"
            words = remark(moment, here[0]).format(loss=loss, update=int(here[0]) + 1)
            self._remark = (words, *here)
        if self._hovered is None:
            self._say(*self._remark)
        else:
            self.hover(self._hovered)

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
        self._words.setAnchor((1.05 if self._is_right(x) else -0.05, over))
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
        if self._ghosts:
            lines = lines or [_entry(self.theme["accent"], "━", translate("Plot", "this run"))]
            lines.append(_entry(self.theme["text3"], "╍", translate("Plot", "earlier run")))
        return "&nbsp;&nbsp;&nbsp;".join(lines)

    def keep_ghost(self) -> None:
        """Keep the present curve as a ghost; the oldest of too many goes."""
        if len(self._train) > 1:
            ghost = self._train.shown(0, len(self._train), GHOST_BLOCKS)
            self._ghosts = [*self._ghosts, ghost][-MOST_GHOSTS:]

    def clear_ghosts(self) -> None:
        """Forget the ghosts."""
        self._ghosts = []

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
        loss = f"<b>{show(float(y[index]), Kind.GRADIENT)}</b>"
        self._say(words.format(update=self._hovered, loss=loss), *place)
        self.setToolTip(exact(float(y[index])))

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
