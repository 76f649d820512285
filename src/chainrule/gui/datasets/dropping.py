"""Files dropped on the window or on one of its docks: a project is opened, a table looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDockWidget

from chainrule.gui.files import SUFFIX

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from chainrule.gui.main_window import MainWindow

TABLES = (".csv", ".tsv", ".txt", ".dat")
DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class Dropping(QObject):
    """Watches what is dropped on the window, and on docks, which may float beside it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        for widget in (window, *window.findChildren(QDockWidget)):
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that can be read, once they are let go of."""
        if event.type() not in DROPS or not isinstance(event, QDropEvent):
            return False
        path = dropped_file(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # the drag ends before a dialog begins: the program it came from waits for that
            QTimer.singleShot(0, self, lambda: self.open(path))
        return True

    def open(self, path: Path) -> None:
        """Open a project, or look at a table."""
        from chainrule.gui.datasets.opening import show_import

        if path.suffix.lower() == SUFFIX:
            self._window.files.open_path(path)
        else:
            show_import(self._window, path)


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one file that is dropped, None where it is none that can be read."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in (SUFFIX, *TABLES) else None
