"""A theme put on the application: palette, font and one style sheet."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

from chainrule.gui.fonts import STYLES, ui_font
from chainrule.resources import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from chainrule.gui.theme import Theme

DRESSED = "dressed"
"""the application's property that says that it has our style: one below a sheet has no name"""
_PX = re.compile(r"(\d+(?:\.\d+)?)px")

ROLES = {
    QPalette.ColorRole.Window: "app",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "errText",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onAccent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accentText",
    QPalette.ColorRole.LinkVisited: "accentText",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "text3",
}
"""the theme's role for each role of Qt's palette"""
TEXTS = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


def apply_theme(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Give the application the theme, with sizes times `scale` (the UI scale)."""
    if not app.property(DRESSED):
        app.setStyle("Fusion")
        app.setProperty(DRESSED, True)
    app.setPalette(palette(theme))
    app.setFont(ui_font(STYLES["ui"][0] * scale))
    app.setStyleSheet(style_sheet(theme, scale))


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette of the theme."""
    made = QPalette()
    for role, name in ROLES.items():
        made.setColor(role, theme[name])
    for role in TEXTS:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.text3)
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, theme.idle)
    return made


def style_sheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the style sheet of the theme, with sizes times `scale`."""
    colours = {role: colour.name() for role, colour in theme.colours.items()}
    colours["mark"] = (theme.control if theme.contrast else theme.accentSoft).name()
    colours["selected"] = (theme.ink if theme.contrast else theme.accentSoft).name()
    colours["onSelected"] = (theme.onInk if theme.contrast else theme.text).name()
    for image in ("down", "up", "check"):
        path = resource("styles", f"{image}-{theme.name}.svg")
        colours[image] = str(path).replace("\\", "/")
    text = resource("styles", "window.qss").read_text(encoding="utf-8")
    filled = Template(text).substitute(colours)
    return _PX.sub(lambda found: f"{max(1, round(float(found[1]) * scale))}px", filled)
