"""The Loss panel: header with legend and scale, the plot, and the timeline below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.plot_frame import AREA, PlotFrame
from chainrule.gui.panels.timeline import Timeline
from chainrule.gui.widgets.segmented import Segmented
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent

    from chainrule.gui.panels.loss_plot import LossPlot
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

USUAL = (0.01, 0.065)
"""the range of the losses before any is known"""
REFRESH_MS = 40
"""the plot is drawn anew at most so often"""


class LossPanel(QWidget):
    """Plot and timeline; `moved` asks to look at another update."""

    moved = Signal(int)
    back_to_end = Signal()
    export_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.log_scale = False
        self._stopped = False
        self._scale_before: bool | None = None
        self.plot: LossPlot | None = None
        self._moment: Moment | None = None
        self.frame = PlotFrame(theme)
        self.timeline = Timeline(theme)
        self.legend = QLabel()
        self.legend.setProperty("look", "caption")
        self.scale = Segmented(
            "loss_scale",
            translate("Plot", "Scale of the loss"),
            {"linear": translate("Plot", "Linear"), "log": translate("Plot", "Log")},
        )
        self._since = QElapsedTimer()
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self._refresh)
        self.scale.current_changed.connect(lambda key: self.set_log_scale(key == "log"))
        self.timeline.looked.connect(self.moved)
        self.timeline.back_to_end.connect(self.back_to_end)
        self._lay_out()

    def _lay_out(self) -> None:
        title = QLabel(translate("Plot", "Loss"))
        title.setProperty("look", "section")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(Metrics.DOCK_PADDING, 0, Metrics.DOCK_PADDING, 0)
        head.addWidget(title)
        head.addSpacing(12)
        head.addWidget(self.legend)
        head.addStretch(1)
        head.addWidget(self.scale)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.frame, 1)
        column.addWidget(self.timeline)

    def set_compact(self, compact: bool) -> None:
        """Leave out the header where height is short; the menu still has the scale."""
        self._head.setHidden(compact)

    def load(self) -> None:
        """Load pyqtgraph and draw the curve; until then the frame alone is shown."""
        if self.plot is None:
            from chainrule.gui.panels.loss_plot import LossPlot

            self.plot = LossPlot(self.theme, self.frame)
            self.frame.put(self.plot)
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self.frame.set_theme(theme)
        self.timeline.set_theme(theme)
        if self.plot is not None:
            self.plot.set_theme(theme)
        self._refresh()

    def set_log_scale(self, logarithmic: bool) -> None:
        """Choose the scale, as a person does: a stop that is over no longer brings another back."""
        self._scale_before = None
        self._set_scale(logarithmic)

    def _set_scale(self, logarithmic: bool) -> None:
        self.log_scale = logarithmic
        self.scale.set_current("log" if logarithmic else "linear")
        self._refresh()

    def show_moment(self, moment: Moment) -> None:
        """Show a moment: the timeline at once, the curve as often as it can be seen."""
        self._moment = moment
        if not moment.looking_back:
            self._suit_scale(stopped=moment.divergence is not None)
        self.timeline.show_updates(
            moment.first_update, moment.last_update, moment.place.update, moment.looking_back
        )
        if not self._since.isValid() or self._since.elapsed() >= REFRESH_MS:
            self._refresh()
        elif not self._later.isActive():
            self._later.start()

    def _suit_scale(self, *, stopped: bool) -> None:
        """Show a run that has flown off on the logarithmic scale, until it is left."""
        was, self._stopped = self._stopped, stopped
        if stopped and not was:
            self._scale_before = self.log_scale
            self._set_scale(True)
        elif was and not stopped and self._scale_before is not None:
            self._set_scale(self._scale_before)
            self._scale_before = None

    def _refresh(self) -> None:
        moment = self._moment
        if moment is None:
            return
        self._since.restart()
        known = moment.last_update > 0 or moment.frame.value(Kind.LOSS, LOSS_TARGET) is not None
        losses = USUAL
        last, empty = moment.last_update, not known
        if self.plot is not None:
            losses = self.plot.follow(moment, known=known) or USUAL
            others = self.plot.ghosts, self.plot.alternatives
            for each in others:
                last = each.last(last)
            empty = empty and not any(others)
        self.frame.show_state(last, losses, self.log_scale, empty=empty)
        if self.plot is not None:
            self.plot.show_moment(moment, self.log_scale, known=known)
            self.legend.setText(self.plot.legend())
        left, right = AREA
        self.timeline.set_axis(self.frame.updates.high, left, right)

    def keep_ghost(self) -> None:
        """Keep the present curve as a dashed one, for comparison."""
        if self.plot is not None and self._moment is not None and self._moment.last_update:
            self.plot.keep_ghost()

    def clear_ghosts(self) -> None:
        """Forget the dashed curves."""
        if self.plot is not None:
            self.plot.ghosts.clear()
            self._refresh()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the plot."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        other = translate("Plot", "Linear") if self.log_scale else translate("Plot", "Log")
        menu.addAction(other, lambda: self.set_log_scale(not self.log_scale))
        menu.addAction(translate("Plot", "Keep this run as a ghost"), self.keep_ghost)
        menu.addAction(translate("Plot", "Clear ghosts"), self.clear_ghosts)
        menu.addSeparator()
        menu.addAction(translate("Plot", "Export CSV…"), self.export_wanted.emit)
        menu.exec(event.globalPos())
