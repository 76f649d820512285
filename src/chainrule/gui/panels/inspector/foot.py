"""The foot of the Inspector: an icon and one or two lines that do not scroll away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout

from chainrule.gui.icons import Icons
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.panels.inspector.card import Note
    from chainrule.gui.theme import Theme

ICON = 18
LEAST = 42


class Foot(Painted):
    """Shows a note."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.note: Note | None = None
        self._icons = Icons(theme)
        self.title, self.text = QLabel(self), QLabel(self)
        self.text.setProperty("look", "caption")
        for label in (self.title, self.text):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Metrics.DOCK_PADDING + 26, 12, Metrics.DOCK_PADDING, 12)
        column.setSpacing(1)
        column.addWidget(self.title)
        column.addWidget(self.text)
        self.setMinimumHeight(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_note(self, note: Note) -> None:
        """Show this note."""
        if note != self.note:
            self.note = note
            self.title.setVisible(bool(note.title))
            self.title.setText(note.title)
            self.title.setProperty("look", "ok" if note.role == "okText" else "error")
            self.title.style().unpolish(self.title)
            self.title.style().polish(self.title)
            self.text.setText(note.text)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        if theme is not self.theme:
            self._icons = Icons(theme)
        super().set_theme(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline and the icon."""
        painter = QPainter(self)
        painter.setPen(QPen(self.theme.border, Metrics.HAIRLINE))
        painter.drawLine(0, 0, self.width(), 0)
        if self.note is not None:
            first = self.title if self.note.title else self.text
            middle = first.geometry().top() + min(first.height(), 18) / 2
            box = QRectF(Metrics.DOCK_PADDING, middle - ICON / 2, ICON, ICON)
            colour = self.theme[self.note.role]
            self._icons.paint(painter, self.note.icon, box, colour)
