"""Cut, copy and paste of a part of the network through the system's clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from chainrule.gui.selection import Selection
from chainrule.network.clipping import clip, from_text, paste, to_text
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow

SHIFT = 24.0


class Clipboard(QObject):
    """What the actions cut, copy and paste do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def copy(self) -> None:
        """Put the selected hidden neurons on the clipboard."""
        part = clip(self._window.document.project, self._window.selection.neurons)
        if part.neurons:
            QGuiApplication.clipboard().setText(to_text(part))

    def cut(self) -> None:
        """Copy, then delete."""
        self.copy()
        self._window.canvas.delete_selection()

    def paste(self) -> None:
        """Add what is on the clipboard and select it."""
        part = from_text(QGuiApplication.clipboard().text())
        before = set(self._window.document.project.network.by_id)
        label = message(QT_TRANSLATE_NOOP("Undo", "Paste"))
        self._window.apply(Edit(label, lambda project: paste(project, part, SHIFT)))
        added = set(self._window.document.project.network.by_id) - before
        if added:
            self._window.select(Selection(frozenset(added)))
