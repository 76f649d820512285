"""What the status bar says of the selection, kept true while steps are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.gui.canvas.announcing import describe

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow


class Retelling(QObject):
    """Corrects the status bar when the numbers of what it tells have become others."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._told = ""
        window.canvas.said.connect(self._heard)
        window.canvas.framed.connect(self._retell)

    def _heard(self, text: str) -> None:
        """Remember what was said, if it is what is selected."""
        self._told = text if text == describe(self._window.canvas) else ""

    def _retell(self) -> None:
        if self._told:
            now = describe(self._window.canvas)
            self._window.status.correct(self._told, now)
            self._told = now
