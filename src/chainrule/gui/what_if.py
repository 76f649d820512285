"""What if in the window: the card's wishes done, and the menu entry that shows the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.panels.inspector.inspector import Inspector
    from chainrule.session.comparison import Setting
    from chainrule.session.moment import Moment


class WhatIf(QObject):
    """Stands between the Inspector's card and the session."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._action = window.actions_by_name["run.what_if"]
        self._action.triggered.connect(self.show_card)
        window.driver.moment_changed.connect(self._follow)

    def join(self, inspector: Inspector) -> None:
        """Do what an Inspector asks for."""
        inspector.alternative_wanted.connect(self._begin)
        inspector.alternative_taken.connect(self._take)
        inspector.alternative_removed.connect(self._remove)

    def show_card(self, shown: bool) -> None:
        """Show the card in place of the network's, or that again."""
        window = self._window
        if shown:
            window.select(Selection())
            window.docks.inspector.show()
            window.docks.inspector.raise_()
        window.inspector.set_comparing(shown)
        self._action.setChecked(shown)
        self._follow(window.driver.moment())

    def _begin(self, setting: Setting, end: int) -> None:
        driver = self._window.driver
        if driver.holder is None:
            driver.session.what_if.begin(setting, end)
            driver.show()

    def _take(self, letter: str) -> None:
        driver = self._window.driver
        if driver.holder is None and letter:
            driver.session.what_if.take_over(letter)
            driver.show()

    def _remove(self, letter: str) -> None:
        driver = self._window.driver
        driver.session.what_if.remove(letter)
        driver.show()

    def _follow(self, _moment: Moment) -> None:
        """Tell the card from which settings another alternative would begin."""
        window = self._window
        if "inspector" not in vars(window):
            return
        free = window.driver.holder is None
        self._action.setEnabled(free)
        if not free and window.inspector.comparing:
            self.show_card(False)
        if window.driver.loaded and window.inspector.offers_alternatives:
            alternatives = window.driver.session.what_if
            base, start = alternatives.base(), alternatives.start
            window.inspector.whatif_card.offer(
                base, start, alternatives.usual_end(), full=alternatives.full
            )
