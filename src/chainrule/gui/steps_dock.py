"""The dock of the step list: made when it is first seen, and wider while it is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Granularity

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.panels.steps.steps_panel import StepsPanel
    from chainrule.session.moment import Moment


class StepsDock(QObject):
    """Hands the panel its moments and does what it asks for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dock: QDockWidget = window.docks.steps
        self.panel: StepsPanel | None = None
        window.docks.widths.add(self.dock, Metrics.STEPS_DOCK)
        window.rail.opens.connect(self._opens)
        self.action = window.actions_by_name["view.steps"]
        self.action.triggered.connect(self.set_open)
        self.dock.visibilityChanged.connect(self._seen)
        window.driver.moment_changed.connect(self._show)
        window.files.opened.connect(self._begin)

    def _begin(self) -> None:
        """Show another project's steps from the first on."""
        if self.panel is not None:
            self.panel.tree.begin()

    # Opening

    def set_open(self, opened: bool) -> None:
        """Bring the list to the front and go there, or close it."""
        window = self._window
        self.action.setChecked(opened)
        if not window.rail.isHidden():
            window.rail.open("steps" if opened else "")
        elif opened:
            self.dock.show()
            self._made()
            self.dock.raise_()
        else:
            self.dock.hide()
        if opened:
            QTimer.singleShot(0, self, self._come)

    def _opens(self, name: str) -> None:
        """Make the list before the rail shows it."""
        self.action.setChecked(name == "steps")
        if name == "steps":
            self._made()

    def _come(self) -> None:
        if self.panel is not None and self.panel.isVisible():
            self.panel.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _seen(self, visible: bool) -> None:
        """Make the list when it is first seen."""
        self.action.setChecked(visible)
        if visible and self._window.isVisible():
            self._made()

    # The panel

    def _made(self) -> StepsPanel:
        if self.panel is None:
            from chainrule.gui.panels.steps.steps_panel import StepsPanel

            window = self._window
            panel = self.panel = StepsPanel(window.theme, window.icons)
            window.docks.put(self.dock, panel)
            panel.edit_requested.connect(window.apply)
            panel.selection_changed.connect(window.select)
            panel.walked.connect(self._walk)
            panel.beyond.connect(self._step)
            panel.entered.connect(self._go)
            panel.copied.connect(lambda text: QGuiApplication.clipboard().setText(text))
            panel.said.connect(window.status.say)
            panel.origin_wanted.connect(window.origins.open)
            self._show(window.driver.moment())
            window.access.regions.order_tabs()
        return self.panel

    def renew(self) -> None:
        """Take another theme."""
        if self.panel is not None:
            self.panel.set_theme(self._window.theme, self._window.icons)

    def _show(self, moment: Moment) -> None:
        driver = self._window.driver
        if self.panel is None:
            return
        if not self.panel.isVisible() or not driver.loaded:
            self.panel.show_moment(moment, moment.ledger)
            return
        running = moment.playing and not moment.animated
        ledger = moment.ledger or self.panel.ledger if running else driver.session.ledger()
        self.panel.show_moment(moment, ledger)

    # Walking

    def _walk(self, steps: int) -> None:
        """Take the run to a row; a single step further is shown on its way."""
        driver = self._window.driver
        self._by_operations()
        if driver.moment().ledger is not None and steps == driver.moment().position + 1:
            driver.step()
        else:
            driver.go_to_step(steps)

    def _step(self, way: int) -> None:
        self._by_operations()
        if way > 0:
            self._window.driver.step()
        else:
            self._window.driver.step_back()

    def _go(self, steps: int) -> None:
        self._by_operations()
        self._window.driver.go_to_step(steps)

    def _by_operations(self) -> None:
        """Let a step be an operation, as it is in the list."""
        self._window.driver.session.granularity = Granularity.OPERATION
