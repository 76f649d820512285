"""Where Play stops, in the window: the Stop at menu, marks of phases and of what is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.stop_dialog import ask_limit
from chainrule.gui.stop_edits import clear_stops, toggle_neuron, toggle_phase
from chainrule.gui.stop_menus import add_stop_at
from chainrule.session.halting import StopAt, When
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from chainrule.gui.main_window import MainWindow
    from chainrule.session.moment import Moment

EPOCHS_MORE = 10
"""epochs ahead that the box offers at first"""


class Stopping(QObject):
    """Binds the actions that say where Play stops."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.actions_by_name
        self.menu = QMenu(window)
        add_stop_at(self.menu, self._actions)
        window.toolbar.play.set_stop_menu(self.menu)
        group = QActionGroup(self)
        for when in When:
            action = self._actions[f"run.stop_at.{when}"]
            group.addAction(action)
            action.triggered.connect(partial(self._stop_at, when))
        self._actions["run.stop_at.never"].setChecked(True)
        self._bind_marks()

    def _bind_marks(self) -> None:
        window = self._window
        for phase in Phase:
            action = self._actions[f"run.stop_before.{phase}"]
            action.triggered.connect(partial(self._mark_phase, phase))
            chip = window.strip.chips[phase]
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.customContextMenuRequested.connect(partial(self._open_menu, phase))
        self._actions["run.stop_mark"].triggered.connect(lambda _=False: self.toggle())
        self._actions["run.clear_stops"].triggered.connect(
            lambda _=False: window.apply(clear_stops())
        )

    def show_moment(self, moment: Moment) -> None:
        """Check what is chosen."""
        stops = moment.project.stops
        for phase in Phase:
            marked = phase.value in stops.phases
            self._actions[f"run.stop_before.{phase}"].setChecked(marked)
            self._window.strip.chips[phase].show_stop(marked)
        self._actions["run.clear_stops"].setEnabled(bool(stops))

    # Stop marks

    def toggle(self) -> None:
        """Set or clear the mark of the row with the ring, or of the neuron that is selected."""
        window = self._window
        panel, neuron = window.access.steps.panel, window.selection.only_neuron
        if panel is not None and panel.tree.hasFocus():
            panel.toggle_current()
        elif neuron is not None:
            window.apply(toggle_neuron(neuron))
        elif panel is not None and panel.isVisible():
            panel.toggle_current()
        else:
            told = translate("Commands", "Select a neuron, or a row of the step list, to stop at.")
            window.status.say(told)

    def _mark_phase(self, phase: Phase, _checked: bool = False) -> None:
        self._window.apply(toggle_phase(phase.value))

    def _open_menu(self, phase: Phase, place: QPoint) -> None:
        chip = self._window.strip.chips[phase]
        self.phase_menu = QMenu(chip)
        self.phase_menu.addAction(self._actions[f"run.stop_before.{phase}"])
        self.phase_menu.addSeparator()
        self.phase_menu.addAction(self._actions["run.clear_stops"])
        self.phase_menu.aboutToHide.connect(self.phase_menu.deleteLater)
        self.phase_menu.popup(chip.mapToGlobal(place))

    # Stop at

    def _stop_at(self, when: When, _checked: bool = False) -> None:
        """Choose when Play stops by itself; cancelling the question leaves it as it was."""
        halts = self._window.driver.session.halts
        limit: float | None = 0.0
        if when in (When.EPOCH, When.LOSS):
            limit = self._ask(when)
        if limit is not None:
            halts.at = StopAt(when, limit)
        self._actions[f"run.stop_at.{halts.at.when}"].setChecked(True)
        self._name()

    def _ask(self, when: When) -> float | None:
        session = self._window.driver.session
        at, log = session.halts.at, session.run.log
        session.pause()
        self._window.driver.show()
        last = log[-1]
        start: float = last.epoch + EPOCHS_MORE
        if when is When.LOSS:
            start = (last.train_loss or 1.0) / 2
        if at.when is when and at.limit > (last.epoch if when is When.EPOCH else 0.0):
            start = at.limit
        notation = self._window.theme.notation
        return ask_limit(self._window, when, start, last.epoch, notation)

    def _name(self) -> None:
        """Say in the menu which epoch and which loss are meant."""
        at = self._window.driver.session.halts.at
        for when, kind in ((When.EPOCH, Kind.COUNT), (When.LOSS, Kind.GRADIENT)):
            action = self._actions[f"run.stop_at.{when}"]
            text = self._actions.specs[action.objectName()].text
            if at.when is when:
                text = translate("Actions", "{choice} ({limit})").format(
                    choice=text, limit=show(at.limit, kind, self._window.theme.notation)
                )
            action.setText(text)
