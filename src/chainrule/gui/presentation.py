"""Presenting: canvas, strip and transport alone, and all of them larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from chainrule.gui.language import translate
from chainrule.gui.ui_scale import present_scale

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.main_window import MainWindow

SCALE = 1.5


class Presentation(QObject):
    """Hides what is not for the audience, and brings it back exactly as it was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before: QByteArray | None = None
        self._hidden: list[QWidget] = []

    @property
    def on(self) -> bool:
        """Whether the window presents."""
        return self._before is not None

    def set_on(self, on: bool) -> None:
        """Present, or show everything again."""
        if on and not self.on:
            self._enter()
        elif self.on and not on:
            self.leave()

    def _enter(self) -> None:
        window = self._window
        window.rail.close_overlay()
        self._before = window.saveState()
        bars = (window.menuBar(), window.statusBar(), window.rail, window.docks.row)
        around: tuple[QWidget, ...] = (*bars, *window.docks.all(), window.access.outline.dock)
        self._hidden = [part for part in around if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        window.toolbar.set_transport_only(True)
        window.canvas.installEventFilter(self)
        self._show_scale(max(1.0, SCALE / present_scale(window.appearance.application)))
        window.strip.hint(translate("Presentation", "Presentation. Esc or F5 ends it."))

    def leave(self) -> bool:
        """Show everything again; return whether anything was hidden."""
        window, before = self._window, self._before
        if before is None:
            return False
        self._before = None
        window.canvas.removeEventFilter(self)
        window.strip.end_hint()
        self._show_scale(1.0)
        window.toolbar.set_transport_only(False)
        for part in self._hidden:
            part.show()
        window.restoreState(before)
        window.fit()
        return True

    def _show_scale(self, scale: float) -> None:
        self._window.appearance.set_scale(scale)
        self._window.view_menu.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc on the canvas end the presentation when there is nothing else to end."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        window, escape = self._window, event.key() == Qt.Key.Key_Escape
        other = window.practice.on or window.canvas.keyboard.wants(event)
        return escape and not other and self.leave()
