"""What the window does for people who use no mouse, or no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from chainrule.gui.narration import Narration
from chainrule.gui.outline_dock import OutlineDock
from chainrule.gui.regions import Regions
from chainrule.gui.retelling import Retelling
from chainrule.gui.steps_dock import StepsDock
from chainrule.gui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow


class Access(QObject):
    """Regions, outline, step list, announced steps and the ring round what has the focus."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._late = -1
        self.regions = Regions(window)
        self.outline = OutlineDock(window)
        self.outline.made.connect(self.regions.order_tabs)
        self.steps = StepsDock(window)
        self.narration = Narration(window)
        self.retelling = Retelling(window)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.ring = FocusRing(application, window.theme, window)
        window.installEventFilter(self)
        window.driver.moment_changed.connect(self._order)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.ring.set_theme(self._window.theme)
            self.outline.set_icons(self._window.icons)
        return False

    def _order(self) -> None:
        """Put what Tab reaches in order, again when a panel has been made late."""
        if len(self._window.late_panels) != self._late:
            self._late = len(self._window.late_panels)
            self.regions.order_tabs()
