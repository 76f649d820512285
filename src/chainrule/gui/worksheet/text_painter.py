"""A painter for paper: digits stay text that can be searched, copied and read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintDevice

TABULAR, CONTEXTUAL = QFont.Tag("tnum"), QFont.Tag("calt")
MOST_SPREAD = 0.04
"""em between two letters"""


class TextPainter(QPainter):
    """Draws words without the digits of one width and the signs that suit what is beside them.

    The glyphs of those name no character in a PDF.
    Words take about the same room as with them: what differs is spread between the letters, but
    not so much that a reader would take it for a blank.
    """

    def __init__(self, device: QPaintDevice) -> None:
        super().__init__(device)
        self._plain: dict[str, tuple[QFont, QFontMetricsF, QFontMetricsF]] = {}

    def drawText(self, *given: Any) -> Any:
        """Draw words from a place on as text; other ways of drawing are as usual."""
        font = self.font()
        if len(given) != 2 or not isinstance(given[0], QPointF):
            return super().drawText(*given)
        if not font.isFeatureSet(TABULAR) or not given[1]:
            return super().drawText(*given)
        self.setFont(self._spaced(font, given[1]))
        super().drawText(*given)
        self.setFont(font)
        return None

    def _spaced(self, font: QFont, text: str) -> QFont:
        key = font.key()
        if key not in self._plain:
            plain = QFont(font)
            plain.unsetFeature(TABULAR)
            plain.setFeature(CONTEXTUAL, 0)
            self._plain[key] = plain, QFontMetricsF(font), QFontMetricsF(plain)
        plain, wide, narrow = self._plain[key]
        missing = wide.horizontalAdvance(text) - narrow.horizontalAdvance(text)
        spaced = QFont(plain)
        spacing = font.letterSpacing() + min(missing / len(text), MOST_SPREAD * font.pixelSize())
        spaced.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        return spaced
