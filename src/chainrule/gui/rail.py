"""The rail of a narrow window: it opens the Data panel over the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QToolBar, QToolButton, QVBoxLayout

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

    from chainrule.gui.icons import Icons

ICON = 20


class Rail(QToolBar):
    """A bar of one column; what it opens lies over the canvas until it is closed again."""

    def __init__(self, window: QMainWindow, dock: QDockWidget) -> None:
        super().__init__(translate("Rail", "Panels"), window)
        self.setObjectName("rail")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._window, self._dock = window, dock
        self._panel: QWidget | None = None
        self.button = QToolButton()
        self.button.setText(translate("Rail", "Data"))
        self.button.setCheckable(True)
        self.button.setProperty("look", "rail")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.button.setIconSize(QSize(ICON, ICON))
        self.button.setFixedWidth(Metrics.RAIL)
        self.button.toggled.connect(self._toggled)
        self.addWidget(self.button)
        self.overlay = QFrame(window)
        self.overlay.setProperty("look", "panel")
        self.overlay.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self.overlay)
        column.setContentsMargins(0, 0, 0, 0)
        self.overlay.hide()
        self.hide()

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self.button.setIcon(icons.icon("table"))

    def set_narrow(self, narrow: bool) -> None:
        """Show the rail in a narrow window; in a wide one the dock has the panel again."""
        self.setVisible(narrow)
        if not narrow:
            self.close_overlay()

    def close_overlay(self) -> bool:
        """Close what lies over the canvas; return whether anything did."""
        was_open = self.button.isChecked()
        self.button.setChecked(False)
        return was_open

    def _toggled(self, opened: bool) -> None:
        layout = self.overlay.layout()
        assert layout is not None
        if opened:
            self._panel = self._dock.widget()
            layout.addWidget(self._panel)
            self._panel.show()
            self.place()
        elif self._panel is not None:
            self._dock.setWidget(self._panel)
        self.overlay.setVisible(opened)
        self.overlay.raise_()

    def place(self) -> None:
        """Lay the overlay over the left of the canvas."""
        middle = self._window.centralWidget()
        if self.button.isChecked() and middle is not None:
            box = middle.geometry()
            height = self._window.height() - box.top() - Metrics.STATUS_BAR
            self.overlay.setGeometry(box.left(), box.top(), Metrics.LEFT_DOCK, height)
