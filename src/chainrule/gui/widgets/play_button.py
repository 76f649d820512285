"""The button that plays and pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QPushButton

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QMenu, QWidget

    from chainrule.gui.icons import Icons

ICON = 20
LONG_PRESS = 400
"""ms after which a held button opens its menu"""


class PlayButton(QPushButton):
    """Shows an action as Play or Pause and triggers it; ↓ or a long press opens a menu."""

    def __init__(self, action: QAction, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._icons = icons
        self._playing = action.isChecked()
        self._menu: QMenu | None = None
        self._long = QTimer(self, singleShot=True, interval=LONG_PRESS)
        self._long.timeout.connect(self.open_menu)
        self.setProperty("look", "play")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_scale(1.0)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def set_playing(self, playing: bool) -> None:
        """Show Pause while playing, Play otherwise."""
        if playing != self._playing:
            self._playing = playing
            self._follow()

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual."""
        width, height = Metrics.PLAY
        self.setMinimumWidth(round(width * scale))
        self.setFixedHeight(round(height * scale))
        self.setIconSize(QSize(1, 1) * round(ICON * scale))

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self._icons = icons
        self._follow()

    def set_stop_menu(self, menu: QMenu) -> None:
        """Set the menu that says where to stop."""
        self._menu = menu

    def open_menu(self) -> None:
        """Open the menu below the button; the press that led here does not click."""
        if self._menu is not None:
            self.setDown(False)
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + Metrics.HALF)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu with ↓."""
        if event.key() == Qt.Key.Key_Down and self._menu is not None:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for a long press."""
        super().mousePressEvent(event)
        if self._menu is not None and event.button() == Qt.MouseButton.LeftButton:
            self._long.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Click, when the press was short."""
        self._long.stop()
        super().mouseReleaseEvent(event)

    def _follow(self) -> None:
        """Look as the action says."""
        if self._action.isCheckable():
            self._playing = self._action.isChecked()
        self.setEnabled(self._action.isEnabled())
        self.setText(
            translate("PlayButton", "Pause") if self._playing else translate("PlayButton", "Play")
        )
        self.setToolTip(self._action.toolTip())
        role = "onAccent" if self.isEnabled() else "text3"
        self.setIcon(self._icons.icon("pause" if self._playing else "play", role))
