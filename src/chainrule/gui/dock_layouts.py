"""The layout of the docks that is remembered for each size class of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QTimer

from chainrule.gui.size_class import size_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QDockWidget, QMainWindow

    from chainrule.gui.size_class import SizeClass

VERSION = 2
"""of the layouts that are remembered; another number forgets them"""
REST_MS = 150
"""docks that have kept their sizes for so long stand as a person wants them"""


class DockLayouts(QObject):
    """Keeps the layout of the present size class, and finds those of others.

    When the window comes to be of another class, its docks have already been squeezed or
    stretched to the new size. So what is kept is the layout in which they last came to rest.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._class: SizeClass | None = None
        self._docks: tuple[QDockWidget, ...] = ()
        self._rested: QByteArray | None = None
        self._were_open: frozenset[str] = frozenset()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._come_to_rest)

    def watch(self, docks: Iterable[QDockWidget]) -> None:
        """Notice when these docks change their sizes."""
        self._docks = tuple(docks)
        for dock in self._docks:
            dock.installEventFilter(self)

    def enter(self, now: SizeClass) -> None:
        """Keep the layout of the class that is left; the window is of another one now."""
        self.remember()
        self._class, self._rested = now, None

    def restore(self) -> bool:
        """Put the docks as they were in this class; return whether they have been in it."""
        stored = QSettings().value(self._key)
        if not (isinstance(stored, QByteArray) and self._window.restoreState(stored, VERSION)):
            return False
        self._rested, self._were_open = stored, self._open()
        return True

    def remember(self) -> None:
        """Keep the layout for the next window of this class.

        A dock that was opened or closed since the docks rested counts more than their sizes.
        Docks that never came to rest have been squeezed since: theirs is no layout to keep.
        """
        if self._class is None:
            return
        rested = self._rested is not None
        if self._is_in_class() or (rested and self._open() != self._were_open):
            self._note()
        if self._rested is not None:
            QSettings().setValue(self._key, self._rested)

    def forget(self) -> None:
        """Forget the layout of the present class."""
        if self._class is not None:
            QSettings().remove(self._key)
        self._class, self._rested = None, None

    @property
    def is_waiting(self) -> bool:
        """Whether docks have changed their sizes and may not yet have come to rest."""
        return self._rest.isActive()

    @property
    def _key(self) -> str:
        return f"layout/{self._class.name}" if self._class is not None else "layout"

    def _is_in_class(self) -> bool:
        return size_class(self._window.width(), self._window.height()) == self._class

    def _open(self) -> frozenset[str]:
        return frozenset(dock.objectName() for dock in self._docks if not dock.isHidden())

    def _come_to_rest(self) -> None:
        if self._is_in_class():
            self._note()

    def _note(self) -> None:
        self._rested, self._were_open = self._window.saveState(VERSION), self._open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait until the docks rest."""
        if event.type() == QEvent.Type.Resize:
            self._rest.start()
        return super().eventFilter(watched, event)
