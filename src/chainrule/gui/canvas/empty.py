"""The empty state: what to do when there is no network yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme


class EmptyState(QWidget):
    """One line and one button in the middle of the canvas."""

    wanted = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setFont(ui_font(14))
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._button = QPushButton(self)
        self._button.setObjectName("open_examples")
        self._button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.addWidget(self._label)
        column.addSpacing(12)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.retranslate()
        self.set_theme(theme)

    def centre(self) -> None:
        """Stand in the middle of the canvas."""
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            self.move(parent.rect().center() - self.rect().center())

    def retranslate(self) -> None:
        """Write the words in the language of the window."""
        told = translate("Canvas", "Place a first neuron, or start from an example.")
        self._label.setText(told)
        self._button.setText(translate("Canvas", "Open examples"))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._label.setStyleSheet(f"color: {theme['text2'].name()};")
