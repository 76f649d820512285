"""The ways by which data comes into the window: two actions, and files that are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.gui.datasets.dropping import Dropping

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow


class DataDoor(QObject):
    """Binds them; what the dialogs need is loaded when one is first opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dropping = Dropping(window)
        actions = window.actions_by_name
        actions["data.sets"].triggered.connect(lambda _=False: self.show_gallery())
        actions["file.import_csv"].triggered.connect(lambda _=False: self.ask_for_table())

    def show_gallery(self) -> None:
        """Show the gallery of data sets."""
        from chainrule.gui.datasets.opening import show_gallery

        show_gallery(self._window)

    def ask_for_table(self) -> None:
        """Ask for a table, and show what would be read of it."""
        from chainrule.gui.datasets.opening import ask_for_table

        ask_for_table(self._window)
