"""The curves of the plot: pyqtgraph over the frame, transparent, with ranges set by us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import exact
from chainrule.gui.panels.bare_plot import BarePlot
from chainrule.gui.panels.dashes import dashed
from chainrule.gui.panels.plot_alternatives import PlotAlternatives
from chainrule.gui.panels.plot_data import AccuracyCurve, Curve, nearest
from chainrule.gui.panels.plot_entries import dashed_pen, entries
from chainrule.gui.panels.plot_ghosts import Ghosts
from chainrule.gui.panels.plot_knobs import KnobTurns
from chainrule.gui.panels.plot_marking import Marking
from chainrule.gui.panels.plot_marks import Marks
from chainrule.gui.panels.plot_marks_of import marks_of, words_at
from chainrule.gui.panels.plot_options import PlotOptions, Quantity
from chainrule.gui.panels.plot_reading import of_others, reading
from chainrule.gui.panels.plot_scale import LOG_FLOOR, by_epoch, limited
from chainrule.gui.panels.plot_speech import Speech
from chainrule.gui.panels.plot_words import last_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent, QPen

    from chainrule.gui.panels.plot_frame import PlotFrame
    from chainrule.gui.panels.plot_legend import Entry
    from chainrule.gui.panels.plot_marks_of import Mark
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

    Array = NDArray[np.float64]

HEIGHTS = 64
"""blocks that tell how high the curve is"""


class LossPlot(BarePlot):
    """Train and test curve, ghosts, the moment looked at, marks, and what is hovered."""

    def __init__(self, theme: Theme, frame: PlotFrame) -> None:
        super().__init__(frame)
        self.setObjectName("loss_plot")
        self.setAccessibleName(translate("Plot", "Loss by update"))
        self.theme = theme
        self.options = PlotOptions()
        self.frame = frame
        self._losses = Curve("train_loss"), Curve("test_loss")
        self.train: Curve | AccuracyCurve = self._losses[0]
        self._test: Curve | AccuracyCurve = self._losses[1]
        self._knobs = KnobTurns()
        self.happened: Sequence[Mark] = ()
        self._moment: Moment | None = None
        self.revealed = self._split = 0
        self._hovered: int | None = None
        self._dressed: object = None
        self._items()
        self.set_theme(theme)

    def _items(self) -> None:
        self._test_curve, self._curve, self._after, self._smooth_test, self._smooth = (
            self.line() for _ in range(5)
        )
        for curve in (
            self._curve, self._after, self._test_curve, self._smooth, self._smooth_test,
        ):  # fmt: skip
            curve.setZValue(2)
        self.ghosts = Ghosts(self)
        self.alternatives = PlotAlternatives(self)
        self.marks = Marks(self)
        self.speech = Speech(self, self.frame, self.marks)
        self.marking = Marking(self)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self._dress()
        self.ghosts.set_theme(theme)
        self.alternatives.set_theme(theme)
        self.marks.set_theme(theme)
        self.speech.set_theme(theme)

    def choose(self, options: PlotOptions) -> None:
        """Show what a person has chosen."""
        self.options = options
        self.ghosts.choose(options)
        if self._dressed != (self.theme, options):
            self._dress()

    def _dress(self) -> None:
        """Draw the values themselves thin while a smooth curve is beside them."""
        theme, thin, smooths = self.theme, Metrics.RAW_LINE, self.options.smooths
        for curve, role, width in (
            (self._curve, "accent", thin if smooths else Metrics.TRAIN_LINE),
            (self._after, "accent", thin),
            (self._smooth, "accent", Metrics.TRAIN_LINE),
            (self._test_curve, "text2", thin if smooths else Metrics.TEST_LINE),
            (self._smooth_test, "text2", Metrics.TEST_LINE),
        ):
            curve.setPen(pg.mkPen(theme[role], width=width))
        self._dressed = theme, self.options

    # What there is to show

    def follow(self, moment: Moment, *, known: bool) -> tuple[float, float] | None:
        """Take in a moment's log; return the smallest and largest value to show, None without.

        While the first loss is not `known`, only the ghosts count.
        """
        self._moment = moment
        for curve in self._losses:
            curve.follow(moment.log)
        self.train, self._test = self._chosen(moment)
        notation = self.theme.notation
        self.happened = marks_of(self._knobs.follow(moment.log, notation), moment.notes, notation)
        self.ghosts.veiled = not moment.log or moment.log[-1].update < moment.last_update
        accuracy = moment.accuracy
        self.alternatives.follow(moment.what_if, self.options.quantity)
        self.ghosts.avoid(self.alternatives.letters())
        self.ghosts.follow(moment.old_lines, () if accuracy is None else accuracy.old)
        curves = (self.train, self._test) if self.options.show_test else (self.train,)
        found = [extent for curve in curves if (extent := curve.extent())]
        if not found or not known:
            return self.alternatives.extent(self.ghosts.extent(None))
        smallest, largest = min(low for low, _ in found), max(high for _, high in found)
        if len(self.train):
            smallest, largest = limited(smallest, largest, float(self.train.points()[1][0]))
        return self.alternatives.extent(self.ghosts.extent((smallest, largest)))

    def _chosen(self, moment: Moment) -> tuple[Curve | AccuracyCurve, Curve | AccuracyCurve]:
        """Return the curves of the training and of the test set."""
        if self.options.quantity is Quantity.LOSS or moment.accuracy is None:
            return self._losses
        known, last = moment.accuracy.known, moment.last_update
        return AccuracyCurve(known, "train", 0, last), AccuracyCurve(known, "test", 0, last)

    def has_test(self) -> bool:
        """Whether there is a test set to be shown."""
        return len(self._losses[1]) > 0

    def legend(self) -> Sequence[Entry]:
        """Return which line is which, when there is more than one."""
        tested = self.options.show_test and len(self._test) > 0
        others = self.alternatives.entries(self.theme)
        ghosts = self.ghosts.entries(self.theme, self._moment)
        return entries(self.theme, [*others, *ghosts], tested=tested)

    # Drawing

    def show_moment(self, moment: Moment, *, known: bool) -> None:
        """Draw the curves as far as they are known, and where the moment stands on them."""
        agree = not moment.log or by_epoch(moment.log)
        self.frame.count_epochs(moment.place.batches <= 1 and agree)
        updates, losses = self.frame.ranges()
        self.setXRange(*updates, padding=0)
        self.setYRange(*losses, padding=0)
        self.ghosts.draw(self.drawn, self.frame)
        self.alternatives.draw(self.drawn, self.frame)
        self.revealed = self.train.until(last_known(moment)) if known else 0
        split = self.revealed
        if moment.looking_back:
            split = self.train.until(moment.place.update)
        self._split = split
        for curve, points in self._parts(max(64, self.width() // 2)):
            self._show(curve, points)
        self.marking.show(moment, split)
        if self._hovered is not None:
            self.hover(self._hovered)

    def _show(self, curve: pg.PlotCurveItem, points: tuple[Array, Array]) -> None:
        if not len(points[0]) and not curve.isVisible():
            return
        curve.setVisible(len(points[0]) > 0)
        if curve in (self._test_curve, self._smooth_test):
            pairs = dashed(points, self.frame.scale(), Metrics.TEST_DASH)
            curve.setData(*pairs, connect="pairs")
        else:
            curve.setData(*points)

    def _parts(self, blocks: int) -> Iterator[tuple[pg.PlotCurveItem, tuple[Array, Array]]]:
        """Yield what each of the curves shows, in plot units, thinned to so many blocks."""
        moment, split = self._moment, self._split
        back = moment is not None and moment.looking_back
        end = len(self.train) if back else 0
        tested = 0
        if self.revealed and moment is not None and self.options.show_test:
            tested = self._test.until(last_known(moment))
        smoothing, smooths = self.options.smoothing, self.options.smooths
        train, test = self.train, self._test
        for curve, points in (
            (self._test_curve, test.shown(0, tested, blocks)),
            (self._smooth_test, test.smooth(smoothing, tested if smooths else 0)),
            (self._curve, train.shown(0, split, blocks)),
            (self._after, train.shown(max(0, split - 1), end, blocks)),
            (self._smooth, train.smooth(smoothing, split if smooths else 0)),
        ):
            yield curve, self.drawn(points)

    def lines(self, blocks: int) -> list[tuple[tuple[Array, Array], QPen]]:
        """Return all curves, ghosts first, in plot units, each with its pen."""
        tests = self._test_curve, self._smooth_test
        own = [
            (points, dashed_pen(curve.opts["pen"]) if curve in tests else curve.opts["pen"])
            for curve, points in self._parts(blocks)
        ]
        others = (*self.ghosts.lines(self.theme), *self.alternatives.lines(self.theme))
        return [*others, *(line for line in own if len(line[0][0]) > 1)]

    def drawn(self, points: tuple[Array, Array]) -> tuple[Array, Array]:
        """Return points in plot units; what flies off lies just above the frame."""
        x, y = points
        axis = self.frame.losses
        return x, np.minimum(self._height(y), 2 * axis.high - axis.low)

    def _height(self, y: Array) -> Array:
        logarithmic = self.options.log_scale
        heights: Array = np.log10(np.maximum(y, LOG_FLOOR)) if logarithmic else y
        return heights

    def place(self, index: int) -> tuple[float, float]:
        """Return where the point at an index lies, in plot units."""
        x, y = self.train.points()
        drawn = self.drawn((x[index : index + 1], y[index : index + 1]))
        return float(x[index]), float(drawn[1][0])

    # The pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the value at the nearest update; on a mark its words are the tooltip."""
        view = self.getPlotItem().getViewBox()
        place: QPointF = self.mapToScene(event.position().toPoint())
        self.hover(round(view.mapSceneToView(place).x()))
        marked = self.marking.words_near(place)
        if marked:
            self.setToolTip(marked)

    def nearest(self, update: int) -> int | None:
        """Return the index of the point that is nearest to an update among those known."""
        return nearest(self.train.points()[0][: self.revealed], update)

    def hover(self, update: int) -> None:
        """Show what is known of an update, the nearest that is."""
        index, moment = self.nearest(update), self._moment
        if index is None or moment is None:
            self._forget_hover()
            return
        x, y = (float(values[index]) for values in self.train.points())
        self._hovered = int(x)
        place = self.place(index)
        self.marks.show_hovered(place)
        said = reading(moment, (int(x), y), self.options, self.theme, self._smooth_at(x))
        values = self.alternatives.values(int(x)), self.ghosts.values(int(x))
        others = of_others(*values, self.options, self.theme)
        lines = [*said, others, *words_at(self.happened, int(x))]
        self.speech.read([line for line in lines if line], x, self._heights)
        self.setToolTip(exact(y, self.theme.notation))

    def _heights(self, start: float, stop: float) -> tuple[float, float]:
        """Return the least and the greatest height of the curve between two updates."""
        x = self.train.points()[0][: self.revealed]
        first, last = np.searchsorted(x, (start, stop)).tolist()
        first = min(first, len(x) - 1)
        _, y = self.drawn(self.train.shown(first, max(first + 1, last), HEIGHTS))
        return float(y.min()), float(y.max())

    def _smooth_at(self, update: float) -> float | None:
        if not self.options.smooths:
            return None
        x, y = self.train.smooth(self.options.smoothing, self.revealed)
        return float(np.interp(update, x, y)) if len(x) else None

    def hovered(self) -> str:
        """Return what is said first of the hovered update, as plain text."""
        return self.speech.lines()[0]

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was hovered."""
        self._forget_hover()
        super().leaveEvent(event)

    def _forget_hover(self) -> None:
        self._hovered = None
        self.marks.show_hovered(None)
        self.marking.remark()
        self.setToolTip("")
