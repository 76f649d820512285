"""The sentence of the strip: as large as its room allows, over two lines when there is little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from chainrule.gui.fonts import STYLES, ui_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    Written = Callable[[float], str]

SIZES = (STYLES["say"][0], 14, 13)
"""px of a sentence: usually, where there is little room, and where it needs two lines"""


class SentenceLabel(QLabel):
    """Shows rich text that depends on the size of its letters."""

    def __init__(self) -> None:
        super().__init__()
        self._written: Written | None = None
        self._shown = ("", 0)
        self._scale = 1.0
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def write(self, written: Written) -> None:
        """Show what `written` returns for letters of so many px."""
        self._written = written
        self._fit()
        self.setToolTip(self.text())

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual."""
        self._scale = scale
        self._fit()

    def _fit(self) -> None:
        """Choose the largest letters with which the sentence fits its line."""
        if self._written is None:
            return
        usual, smaller, smallest = (round(px * self._scale) for px in SIZES)
        for px in (usual, smaller):
            self._show(self._written(px), px)
            if self.width() <= 0 or self.sizeHint().width() <= self.width():
                return
        tight = f'<div style="line-height:90%">{self._written(smallest)}</div>'
        self._show(tight, smallest, wrapped=True)

    def _show(self, text: str, px: int, wrapped: bool = False) -> None:
        self.setWordWrap(wrapped)
        if (text, px) != self._shown:
            self._shown = (text, px)
            self.setFont(ui_font(px, STYLES["say"][1]))
            self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
