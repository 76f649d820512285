"""A small notice in the strip: a warning sign and a few words; nothing stops for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme

ICON = 16


class Notice(QFrame):
    """Says that the loss is running away; hidden until it does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedHeight(Metrics.STRIP_BUTTON)
        self._icon = QLabel()
        self.words = QLabel(translate("Strip", "The loss is growing"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self.words)
        self.hide()

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self._icon.setPixmap(icons.pixmap("warning", ICON, self.devicePixelRatioF(), "err"))
        ground, text = theme["errSoft"].name(), theme["errText"].name()
        self.setStyleSheet(
            f"#{self.objectName()} {{ background: {ground}; border-radius: {Metrics.RADIUS}px; }}"
            f"QLabel {{ color: {text}; font-weight: 600; }}"
        )
