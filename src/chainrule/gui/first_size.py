"""The size of the window at first: its frame and all, it keeps within the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

USUAL_FRAME = QSize(2, 30)
"""px that a frame adds, as long as the desktop has not put one round the window"""


class FirstSize(QObject):
    """Fits a window before it is shown, and once more when its frame is known."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.fit(USUAL_FRAME)
        window.installEventFilter(self)

    def fit(self, frame: QSize) -> None:
        """Let the window with its frame keep within what the desktop leaves free."""
        window, room = self._window, self._window.screen().availableGeometry()
        most = room.size() - frame
        window.setMinimumSize(window.minimumSize().boundedTo(most))
        if window.size() != window.size().boundedTo(most):
            window.resize(window.size().boundedTo(most))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the real frame, which is there when the window has become active."""
        if event.type() == QEvent.Type.WindowActivate:
            self._window.removeEventFilter(self)
            self._settle()
        return False

    def _settle(self) -> None:
        window = self._window
        if window.isMaximized() or window.isFullScreen():
            return
        self.fit(window.frameGeometry().size() - window.size())
        room, outer = window.screen().availableGeometry(), window.frameGeometry()
        inside = moved_inside(outer, room)
        if inside != outer:
            window.move(inside.topLeft())


def moved_inside(outer: QRect, room: QRect) -> QRect:
    """Return a rectangle moved so that it lies in a room, as far as it has room there."""
    moved = QRect(outer)
    moved.moveRight(min(outer.right(), room.right()))
    moved.moveBottom(min(outer.bottom(), room.bottom()))
    moved.moveLeft(max(moved.left(), room.left()))
    moved.moveTop(max(moved.top(), room.top()))
    return moved
