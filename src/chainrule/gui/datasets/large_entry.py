"""Putting very many rows in, a step at a time, so that the window answers all the while."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.gui.datasets.slices import Slices
from chainrule.network.project import with_rows
from chainrule.session.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from chainrule.gui.main_window import MainWindow
    from chainrule.network.project import Project
    from chainrule.session.document import Edit

MANY = 20_000
"""rows from which on they are put in so"""


class LargeEntry(QObject):
    """Makes one edit: the new project, its rows as arrays, the run, and then the picture.

    What a person changes meanwhile is kept: the edit is then made anew of that.
    """

    def __init__(self, window: MainWindow, edit: Edit, done: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._edit, self._done = window, edit, done
        self._slices = Slices(self)
        self._slices.failed.connect(self._refuse)
        self._slices.start(self._steps())

    def _steps(self) -> Generator[float, None, None]:
        before, made = None, None
        while made is None or self._window.document.project is not before:
            before = self._window.document.project
            made = self._edit.change(before)
            yield 0.2
            train = yield from prepared(made.data.train)
            test = yield from prepared(made.data.test)
            made = with_rows(made, train, test)
        self._enter(made)
        yield 0.9
        self._window.driver.show()
        yield 1.0
        self._done()
        self.deleteLater()

    def _enter(self, made: Project) -> None:
        """Make the project that is ready the present one."""
        if self._window.driver.holder is None:
            self._window.driver.session.edit(replace(self._edit, change=lambda _: made))

    def _refuse(self, _error: object) -> None:
        """Let the window say why it cannot be done."""
        self._window.apply(self._edit)
        self.deleteLater()
