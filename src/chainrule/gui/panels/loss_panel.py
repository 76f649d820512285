"""The Loss panel: header with legend and scale, the plot, and the timeline below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.panels.loss_head import LossHead
from chainrule.gui.panels.plot_frame import AREA, PlotFrame
from chainrule.gui.panels.plot_options import PlotOptions, Quantity
from chainrule.gui.panels.timeline import Timeline
from chainrule.gui.popup import open_menu
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QContextMenuEvent

    from chainrule.gui.panels.loss_plot import LossPlot
    from chainrule.gui.panels.plot_legend import Entry
    from chainrule.gui.panels.plot_marks_of import Mark
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment
    from chainrule.session.smoothing import Smoothing

USUAL = (0.01, 0.065)
"""the range of the losses before any is known"""
REFRESH_MS = 40
"""the plot is drawn anew at most so often"""
FILL_SECONDS = 0.006
"""how long accuracies are worked out before each picture"""


class LossPanel(QWidget):
    """Plot and timeline; `moved` asks to look at another update.

    `export_wanted` carries the kind of file: png, svg or csv.
    """

    moved = Signal(int)
    back_to_end = Signal()
    export_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.chosen = PlotOptions()
        self._stopped = False
        self._scale_before: bool | None = None
        self.plot: LossPlot | None = None
        self._moment: Moment | None = None
        self.frame = PlotFrame(theme)
        self.timeline = Timeline(theme)
        self.head = LossHead()
        self.legend, self.scale = self.head.legend, self.head.scale
        self._since = QElapsedTimer()
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self._refresh)
        self.head.log_chosen.connect(self.set_log_scale)
        self.head.accuracy_chosen.connect(
            lambda on: self.set_quantity(Quantity.ACCURACY if on else Quantity.LOSS)
        )
        self.head.menu_wanted.connect(self._open_menu)
        self.legend.chosen.connect(self._open_ghost)
        self.timeline.looked.connect(self.moved)
        self.timeline.back_to_end.connect(self.back_to_end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.frame, 1)
        column.addWidget(self.timeline)

    def set_compact(self, compact: bool) -> None:
        """Leave out the header where height is short; the menu still has all of it."""
        self.head.setHidden(compact)

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

    @property
    def moment(self) -> Moment | None:
        """The moment that is shown."""
        return self._moment

    # What is chosen

    @property
    def has_classes(self) -> bool:
        """Whether there is an accuracy."""
        return self._moment is not None and self._moment.accuracy is not None

    @property
    def has_test(self) -> bool:
        """Whether there is a test curve that can be shown."""
        return self.plot is not None and self.plot.has_test()

    @property
    def can_keep(self) -> bool:
        """Whether there is a run to be kept as a ghost."""
        moment = self._moment
        return self.plot is not None and moment is not None and moment.last_update > 0

    @property
    def log_scale(self) -> bool:
        """Whether the loss is shown on the logarithmic scale."""
        return self.chosen.logarithmic

    @property
    def options(self) -> PlotOptions:
        """What is chosen, as far as there is something to show."""
        return self.chosen if self.has_classes else replace(self.chosen, quantity=Quantity.LOSS)

    def set_log_scale(self, logarithmic: bool) -> None:
        """Choose the scale, as a person does: a stop that is over no longer brings another back."""
        self._scale_before = None
        self._choose(replace(self.chosen, logarithmic=logarithmic))

    def set_quantity(self, quantity: Quantity) -> None:
        """Show losses or accuracies."""
        self._choose(replace(self.chosen, quantity=quantity))

    def set_show_test(self, shown: bool) -> None:
        """Show the test curve, or not."""
        self._choose(replace(self.chosen, show_test=shown))

    def set_smoothing(self, smoothing: Smoothing) -> None:
        """Draw a smooth curve beside the values."""
        self._choose(replace(self.chosen, smoothing=smoothing))

    def _choose(self, chosen: PlotOptions) -> None:
        self.chosen = chosen
        self._refresh()

    # Showing

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

    def catch_up(self) -> None:
        """Show the moment now, where that would wait."""
        if self._later.isActive():
            self._later.stop()
            self._refresh()

    def _suit_scale(self, *, stopped: bool) -> None:
        """Show a run that has flown off on the logarithmic scale, until it is left."""
        was, self._stopped = self._stopped, stopped
        if stopped and not was:
            self._scale_before = self.log_scale
            self._choose(replace(self.chosen, logarithmic=True))
        elif was and not stopped and self._scale_before is not None:
            self._choose(replace(self.chosen, logarithmic=self._scale_before))
            self._scale_before = None

    def _refresh(self) -> None:
        moment, options = self._moment, self.options
        self.head.show_options(options, classes=self.has_classes)
        if moment is None:
            return
        self._since.restart()
        self._work_out(moment)
        found = moment.frame.value(Kind.LOSS, LOSS_TARGET) is not None
        known = moment.last_update > 0 or found or moment.loss is not None
        values = (0.0, 1.0) if options.quantity is Quantity.ACCURACY else USUAL
        last, empty = moment.last_update, not known
        if self.plot is not None:
            self.plot.choose(options)
            values = self.plot.follow(moment, known=known) or values
            others = self.plot.ghosts, self.plot.alternatives
            for each in others:
                last = each.last(last)
            empty = empty and not any(others)
        self.frame.show_state(last, values, options, empty=empty)
        if self.plot is not None:
            self.plot.show_moment(moment, known=known)
            self.legend.show_entries(self.entries())
        left, right = AREA
        self.timeline.set_axis(self.frame.updates.high, left, right)

    def _work_out(self, moment: Moment) -> None:
        """Work out accuracies while they are shown, a few before each picture."""
        if self.options.quantity is not Quantity.ACCURACY:
            return
        others = () if moment.what_if is None else moment.what_if.others
        found = [moment.accuracy, *(each.accuracy for each in others)]
        wanted = [each for each in found if each is not None]
        left = [each.fill(FILL_SECONDS / len(wanted)) for each in wanted]
        if any(left):
            self._later.start()

    def entries(self) -> Sequence[Entry]:
        """Return the legend: which line is which, when there is more than one."""
        return () if self.plot is None else self.plot.legend()

    def marks(self) -> Sequence[Mark]:
        """Return what has happened to the run."""
        return () if self.plot is None else self.plot.happened

    # Ghosts

    def ghost_entries(self) -> Sequence[Entry]:
        """Return the ghosts, as the legend names them."""
        return [entry for entry in self.entries() if entry.letter]

    def keep_ghost(self) -> None:
        """Keep the present run, for comparison."""
        moment = self._moment
        if self.plot is not None and moment is not None and self.can_keep:
            known = {} if moment.accuracy is None else moment.accuracy.known
            self.plot.ghosts.keep(moment.log, known)
            self._refresh()

    def clear_ghosts(self) -> None:
        """Forget the ghosts."""
        if self.plot is not None:
            self.plot.ghosts.clear()
            self._refresh()

    def remove_ghost(self, letter: str) -> None:
        """Remove one ghost."""
        if self.plot is not None:
            self.plot.ghosts.remove(letter)
            self._refresh()

    def rename_ghost(self, letter: str) -> None:
        """Ask for the name of a ghost; an empty one gives it its own name again."""
        from chainrule.gui.dialogs import ask_text

        entry = next((entry for entry in self.ghost_entries() if entry.letter == letter), None)
        if self.plot is None or entry is None:
            return
        title = translate("Plot", "Name of the earlier run {letter}").format(letter=letter)
        name = ask_text(self, title, entry.name)
        if name is not None:
            self.plot.ghosts.rename(letter, name)
            self._refresh()

    # Menus

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the plot."""
        self._open_menu(event.globalPos())

    def _open_menu(self, place: QPoint) -> None:
        from chainrule.gui.panels.loss_menu import fill

        menu = QMenu(self)
        fill(menu, self)
        open_menu(menu, place)

    def _open_ghost(self, letter: str, place: QPoint) -> None:
        from chainrule.gui.panels.loss_menu import fill_ghost

        menu = QMenu(self)
        fill_ghost(menu, self, letter)
        open_menu(menu, place)
