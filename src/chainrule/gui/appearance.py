"""The theme of the window: chosen, or that of the desktop; handed to every part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from chainrule.gui.choices import Scheme
from chainrule.gui.desktop import Desktop
from chainrule.gui.icons import Icons
from chainrule.gui.theme import DARK, LIGHT, apply_theme, high_contrast

if TYPE_CHECKING:
    from chainrule.gui.choices import Preferences
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.theme import Theme


class Appearance(QObject):
    """Knows the theme and its icons, and paints everything anew when they change.

    `scale` enlarges what stands round the canvas, as while presenting.
    """

    changed = Signal()
    """something is chosen otherwise, or the desktop wishes something else"""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.application = _application()
        self.desktop: Desktop = Desktop(self.application, self)
        self.scale = 1.0
        self.theme = self._wanted()
        self.icons = Icons(self.theme)
        apply_theme(self.application, self.theme)
        self.desktop.changed.connect(self.refresh)
        window.choices.changed.connect(self.refresh)

    def follow(self, desktop: Desktop) -> None:
        """Ask another desktop from now on."""
        self.desktop.changed.disconnect(self.refresh)
        self.desktop = desktop
        desktop.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Wear the theme that is now wanted, when it is another."""
        before, theme = self.theme, self._wanted()
        if theme != before:
            self.theme = theme
            self.renew(dressed=theme == replace(before, notation=theme.notation))
        self.changed.emit()

    def set_scale(self, scale: float) -> None:
        """Show what stands round the canvas this much larger."""
        if scale != self.scale:
            self.scale = scale
            self.renew()
            for part in (self._window.strip, self._window.toolbar):
                part.set_scale(scale)
            self.hand_icons()

    def renew(self, dressed: bool = False) -> None:
        """Paint everything anew, also with icons for another scale of the screen.

        A `dressed` application wears the colours already: only numbers are written otherwise.
        """
        window, theme = self._window, self.theme
        self.icons = Icons(theme, scale=self.scale)
        if not dressed:
            apply_theme(self.application, theme, self.scale)
        for panel in (window.canvas, window.loss, window.status, *window.late_panels):
            panel.set_theme(theme)
        for panel_with_icons in (window.strip, window.history_bar, window.training):
            panel_with_icons.set_theme(theme, self.icons)
        window.access.steps.renew()
        window.surface.renew()
        self.hand_icons()
        self.hand_notation()
        window.driver.show()

    def hand_notation(self) -> None:
        """Give the notation to what has no other use for the theme."""
        window, notation = self._window, self.theme.notation
        window.docks.row.set_notation(notation)
        window.toolbar.speed.set_notation(notation)
        window.access.outline.set_notation(notation)

    def hand_icons(self) -> None:
        """Give the icons to what has no other use for the theme."""
        window = self._window
        for part in (
            window.toolbar, window.docks, window.rail, window.commands, window.loss.head,
        ):  # fmt: skip
            part.set_icons(self.icons)

    def _wanted(self) -> Theme:
        return wanted_theme(self._window.choices.now, self.desktop)


def wanted_theme(chosen: Preferences, desktop: Desktop) -> Theme:
    """Return the theme for what was chosen on a desktop."""
    dark = desktop.dark if chosen.theme is Scheme.SYSTEM else chosen.theme is Scheme.DARK
    theme = DARK if dark else LIGHT
    if chosen.contrast.granted(desktop.contrast):
        theme = high_contrast(theme)
    same = theme.notation == chosen.notation
    return theme if same else replace(theme, notation=chosen.notation)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
