"""The zoom control at the lower right: smaller, 100%, larger, fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from chainrule.gui.icons import Icons
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.theme import Theme

HEIGHT = 32
WIDTHS = {"minus": 33, "percent": 48, "plus": 33, "fit": 32}
MARGIN = 12
ICON = 16


class ZoomControl(QFrame):
    """Four buttons in one frame."""

    chosen = Signal(str)
    """`minus`, `percent`, `plus` or `fit`"""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("zoom_control")
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._within, self._scale, self._theme = parent, 1.0, theme
        self._buttons = {name: self._button(name) for name in WIDTHS}
        for button in self._buttons.values():
            row.addWidget(button)
        self._size()
        self.set_theme(theme)
        self.set_zoom(1.0)
        self.retranslate()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"zoom_{name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.chosen.emit(name))
        return button

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual, as the text of the canvas is."""
        if scale != self._scale:
            self._scale = scale
            self._size()
            self.set_theme(self._theme)
            self.place()

    def _size(self) -> None:
        """Give the buttons and their frame their sizes."""
        scale = self._scale
        for name, button in self._buttons.items():
            button.setFixedSize(round(WIDTHS[name] * scale), round((HEIGHT - 2) * scale))
            button.setIconSize(QSize(ICON, ICON) * scale)
        wide = sum(button.width() for button in self._buttons.values())
        self.setFixedSize(wide + 2, self._buttons["fit"].height() + 2)

    def place(self) -> None:
        """Stand in the lower right corner."""
        within = self._within
        self.move(within.width() - self.width() - MARGIN, within.height() - self.height() - MARGIN)

    def retranslate(self) -> None:
        """Say in the language of the window what the buttons do."""
        told = {
            "minus": translate("Canvas", "Zoom out"),
            "percent": translate("Canvas", "Zoom to 100%"),
            "plus": translate("Canvas", "Zoom in"),
            "fit": translate("Canvas", "Fit the network"),
        }
        self.setAccessibleName(translate("Canvas", "Zoom"))
        for name, text in told.items():
            self._buttons[name].setAccessibleName(text)
            self._buttons[name].setToolTip(text)

    def set_zoom(self, zoom: float) -> None:
        """Show the zoom in percent."""
        self._buttons["percent"].setText(f"{zoom * 100:.0f}%")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        icons = Icons(theme, scale=self._scale)
        for name in ("minus", "plus", "fit"):
            self._buttons[name].setIcon(icons.icon(name, sizes=(ICON,)))
        border, panel = theme["border"].name(), theme["panel"].name()
        self.setStyleSheet(
            f"#zoom_control {{ background: {panel}; border: 1px solid {border};"
            " border-radius: 6px; }"
            f"#zoom_control QToolButton {{ background: transparent; border: none;"
            f" border-left: 1px solid {border}; border-radius: 0; padding: 0;"
            f" color: {theme['text2'].name()}; font-weight: 600;"
            f" font-size: {round(13 * self._scale)}px; }}"
            "#zoom_control QToolButton#zoom_minus { border-left: none; }"
            f"#zoom_control QToolButton:hover {{ background: {theme['sunken'].name()}; }}"
            f"#zoom_control QToolButton:focus {{ background: {theme['accentSoft'].name()}; }}"
        )
