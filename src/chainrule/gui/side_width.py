"""The width of the left docks: some panels need more than the others that lie in the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget, QMainWindow


class SideWidth(QObject):
    """Widens the place while such a dock is in front, and gives it back its width afterwards."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._usual = Metrics.LEFT_DOCK
        """px of the place with another dock in front"""
        self._wanted: dict[QDockWidget, int] = {}
        self._visible: set[QDockWidget] = set()
        self._front: QDockWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fit)

    def add(self, dock: QDockWidget, width: int) -> None:
        """Give a dock this width at least, when it comes to the front."""
        self._wanted[dock] = width
        dock.visibilityChanged.connect(lambda visible: self._seen(dock, visible))
        dock.topLevelChanged.connect(self._soon.start)

    def _seen(self, dock: QDockWidget, visible: bool) -> None:
        (self._visible.add if visible else self._visible.discard)(dock)
        self._soon.start()

    def fit(self) -> None:
        """Fit the width to the dock that is in front."""
        front = next((dock for dock in self._wanted if self._is_front(dock)), None)
        if front is self._front or not self._window.isVisible():
            return
        place = front or self._beside(self._front)
        if place is None:
            return
        if self._front is None and front is not None and self._is_usual(front):
            self._usual = front.width()
        self._front = front
        width = self._usual if front is None else max(self._wanted[front], self._usual)
        self._window.resizeDocks([place], [width], Qt.Orientation.Horizontal)

    def _is_usual(self, dock: QDockWidget) -> bool:
        """Tell a width that other docks had from one that a layout or the dock itself brought."""
        least = dock.minimumSizeHint().width()
        return dock.width() > least and dock.width() != self._wanted[dock]

    def _is_front(self, dock: QDockWidget) -> bool:
        return dock in self._visible and not dock.isHidden() and not dock.isFloating()

    def _beside(self, dock: QDockWidget | None) -> QDockWidget | None:
        """Return a dock that is open in the place of one that was in front."""
        if dock is None:
            return None
        docks = (dock, *self._window.tabifiedDockWidgets(dock), *self._left())
        return next((each for each in docks if not (each.isHidden() or each.isFloating())), None)

    def _left(self) -> list[QDockWidget]:
        left, window = Qt.DockWidgetArea.LeftDockWidgetArea, self._window
        return [dock for dock in self._docks() if window.dockWidgetArea(dock) == left]

    def _docks(self) -> list[QDockWidget]:
        from PySide6.QtWidgets import QDockWidget

        return list(self._window.findChildren(QDockWidget))
