"""The typefaces: Inter for words and numbers, STIX for symbols, and the named styles."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from chainrule.resources import ResourceError, resource

INTERFACE = "Inter"
SYMBOLS = "STIXGeneral"
CHINESE = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")
FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "STIXGeneral-Italic.otf",
    "STIXGeneral-Regular.otf",
)
SPACING = -0.004
"""letter spacing of Latin text, em"""
SYMBOL_SCALE = 1.14
"""how much larger a symbol is set than the text beside it: its small letters are low"""

STYLES = {
    "display": (24, 600),
    "title": (18, 600),
    "heading": (16, 600),
    "say": (16, 500),
    "value_l": (20, 600),
    "value_m": (17, 600),
    "value_s": (14, 600),
    "body": (14, 400),
    "ui": (13, 400),
    "caption": (12, 400),
}
"""size in px and weight of each named style"""
LINES = {
    "display": 30,
    "title": 24,
    "heading": 22,
    "say": 24,
    "body": 22,
    "ui": 20,
    "caption": 16,
}
"""line height in px of the styles that run over several lines"""


def load_fonts() -> None:
    """Register the bundled typefaces; needs the application. A missing file leaves the fallback."""
    for name in FILES:
        with suppress(ResourceError):
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))


@lru_cache(maxsize=128)
def _font(family: str, px: float, weight: int, italic: bool, tabular: bool) -> QFont:
    font = QFont()
    font.setFamilies([family, *CHINESE])
    font.setStyleHint(QFont.StyleHint.SansSerif if family == INTERFACE else QFont.StyleHint.Serif)
    font.setPixelSize(max(1, round(px)))
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if family == INTERFACE:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, SPACING * px)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def ui_font(px: float, weight: int = 400, tabular: bool = True) -> QFont:
    """Return Inter at `px` pixels; `tabular` gives all digits one width."""
    return QFont(_font(INTERFACE, px, weight, False, tabular))


def symbol_font(px: float, italic: bool = True) -> QFont:
    """Return the typeface of mathematical symbols at `px` pixels."""
    return QFont(_font(SYMBOLS, px, 400, italic, False))


def style_font(style: str) -> QFont:
    """Return the font of a named style: `display`, `title`, …, `caption`."""
    px, weight = STYLES[style]
    return ui_font(px, weight)
