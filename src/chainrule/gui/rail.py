"""The rail of a narrow window: it opens the panels of the left docks over the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QToolBar, QToolButton, QVBoxLayout

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

    from chainrule.gui.icons import Icons

ICON = 20
ICONS = {"data": "table", "steps": "steps", "surface": "chart"}
WIDTHS = {"steps": Metrics.STEPS_DOCK, "surface": Metrics.SURFACE_DOCK}
"""of the panels that are wider than others"""


class Rail(QToolBar):
    """A bar of one column; what it opens lies over the canvas until it is closed again."""

    opens = Signal(str)
    """the name of the dock whose panel will be shown, before it is; "" for none"""
    opened = Signal(str)
    """the same, afterwards"""

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget]) -> None:
        super().__init__(translate("Rail", "Panels"), window)
        self.setObjectName("rail")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._window, self._docks = window, dict(docks)
        self._open = ""
        self._panel: QWidget | None = None
        self.buttons = {name: self._button(name, dock) for name, dock in docks.items()}
        self.overlay = QFrame(window)
        self.overlay.setProperty("look", "panel")
        self.overlay.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self.overlay)
        column.setContentsMargins(0, 0, 0, 0)
        self.overlay.hide()
        self.hide()

    def _button(self, name: str, dock: QDockWidget) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"rail.{name}")
        button.setText(dock.windowTitle())
        button.setCheckable(True)
        button.setProperty("look", "rail")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(ICON, ICON))
        button.setFixedWidth(Metrics.RAIL)
        button.clicked.connect(lambda opened: self.open(name if opened else ""))
        self.addWidget(button)
        return button

    def add(self, name: str, dock: QDockWidget, word: str) -> None:
        """Offer the panel of another dock, by a word that has room in the rail."""
        self._docks[name] = dock
        self.buttons[name] = button = self._button(name, dock)
        button.setText(word)
        button.setAccessibleName(dock.windowTitle())
        button.setToolTip(dock.windowTitle())

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        for name, button in self.buttons.items():
            button.setIcon(icons.icon(ICONS[name]))

    def set_narrow(self, narrow: bool) -> None:
        """Show the rail in a narrow window; in a wide one the docks have the panels again."""
        if not narrow:
            self.close_overlay()
        self.setVisible(narrow)

    def close_overlay(self) -> bool:
        """Close what lies over the canvas; return whether anything did."""
        was_open = bool(self._open)
        self.open("")
        return was_open

    def open(self, name: str) -> None:
        """Open the panel of a dock over the canvas in place of another, "" for none."""
        if name != self._open:
            self.opens.emit(name)
            self._give_back()
            self._open = name
            if name:
                self._take()
        for other, button in self.buttons.items():
            button.setChecked(other == name)
        self.overlay.setVisible(bool(name))
        self.overlay.raise_()
        self.opened.emit(name)

    def _give_back(self) -> None:
        if self._open and self._panel is not None:
            self._docks[self._open].setWidget(self._panel)
            self._panel = None

    def _take(self) -> None:
        layout = self.overlay.layout()
        assert layout is not None
        self._panel = self._docks[self._open].widget()
        layout.addWidget(self._panel)
        self._panel.show()
        self.place()

    def place(self) -> None:
        """Lay the overlay over the left of the canvas."""
        middle = self._window.centralWidget()
        if self._open and middle is not None:
            box = middle.geometry()
            height = self._window.height() - box.top() - Metrics.STATUS_BAR
            width = WIDTHS.get(self._open, Metrics.LEFT_DOCK)
            self.overlay.setGeometry(box.left(), box.top(), width, height)
