"""What the desktop wishes: dark or light, contrast, motion and the size of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontInfo, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DARK_GROUND = 0.5
"""a window darker than this lightness is part of a dark desktop"""
FIRST_DARK, FIRST_TEXT = "desktop_dark", "desktop_text"
"""what is noted at the application before it wears our theme"""


def note_desktop(application: QApplication) -> None:
    """Note what the desktop gave the application, before it gets our palette and font."""
    ground = application.palette().color(QPalette.ColorRole.Window)
    application.setProperty(FIRST_DARK, ground.lightnessF() < DARK_GROUND)
    application.setProperty(FIRST_TEXT, QFontInfo(application.font()).pixelSize())


class Desktop(QObject):
    """Asks Qt what the desktop wishes; `changed` tells when that may be something else."""

    changed = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._changed)
        accessibility = self._accessibility
        for name in ("contrastPreferenceChanged", "motionPreferenceChanged"):
            if hasattr(accessibility, name):
                getattr(accessibility, name).connect(self._changed)

    @property
    def _accessibility(self) -> object:
        """What Qt tells of accessibility, from 6.10 on; asked anew, for it lives with the hints."""
        ask = getattr(self._hints, "accessibility", None)
        return None if ask is None else ask()

    @property
    def dark(self) -> bool:
        """Whether windows are to be dark; where Qt cannot tell, as the first palette was."""
        scheme = self._hints.colorScheme()
        if scheme == Qt.ColorScheme.Unknown:
            return bool(self._application.property(FIRST_DARK))
        return scheme == Qt.ColorScheme.Dark

    @property
    def contrast(self) -> bool:
        """Whether high contrast is wanted; Qt tells from 6.10 on."""
        return self._prefers("contrastPreference", "HighContrast")

    @property
    def still(self) -> bool:
        """Whether reduced motion is wanted.

        Qt tells from 6.12 on. Before, only Windows can be asked: its switch for animations is
        among the effects that Qt knows; elsewhere these are off whatever a person wishes.
        """
        if hasattr(self._accessibility, "motionPreference"):
            return self._prefers("motionPreference", "ReducedMotion")
        on_windows = self._application.platformName() == "windows"
        effect = Qt.UIEffect.UI_AnimateCombo
        return on_windows and not self._application.isEffectEnabled(effect)

    def _prefers(self, asked: str, wanted: str) -> bool:
        ask = getattr(self._accessibility, asked, None)
        return ask is not None and bool(ask().name == wanted)

    def _changed(self, _wish: object = None) -> None:
        self.changed.emit()
