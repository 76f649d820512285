"""Holds actions back while a person practises, and gives them back as they were before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow

ALWAYS = ("file.export_csv", "run.reset", "edit.paste")
"""actions that can be chosen at any time but while practising"""
SELECTED = ("edit.cut", "edit.duplicate", "edit.delete")
"""those that go by what is selected"""
BY_MOMENT = (
    "run.check_gradients", "network.new_weights", "network.arrange", "edit.undo", "edit.redo",
)  # fmt: skip
"""those that each moment enables anew"""
HINT = "run.hint"


class Held(QObject):
    """The actions that would change the network or tell its numbers."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._holding = False

    def bind(self) -> None:
        """Hold them again whenever the window enables some for another selection."""
        self._window.selected.connect(lambda _: self._hold_on())
        self._window.actions_by_name[HINT].setEnabled(False)

    def hold(self) -> None:
        """Let none of them be chosen."""
        self._holding = True
        self._hold_on()

    def _hold_on(self) -> None:
        if self._holding:
            structure = self._window.commands.structure.names
            for name in (*ALWAYS, *SELECTED, *BY_MOMENT, *structure):
                self._window.actions_by_name[name].setEnabled(False)

    def release(self) -> None:
        """Give back what no moment enables by itself."""
        self._holding = False
        for name in ALWAYS:
            self._window.actions_by_name[name].setEnabled(True)
        self._window.commands.show_selection(self._window.selection)
        self._window.actions_by_name[HINT].setEnabled(False)
