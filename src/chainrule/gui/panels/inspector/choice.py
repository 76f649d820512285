"""A combo box over the words of the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent


class Choice(QComboBox):
    """One of several values, each with its text; a text may stand in while they are mixed."""

    chosen = Signal(object)
    """the value a person has chosen"""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._options: list[tuple[object, str]] = []
        self.activated.connect(self._picked)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer these values with their texts."""
        if list(options) != self._options:
            self._options = list(options)
            self.clear()
            self.addItems([text for _, text in options])

    def show_value(self, value: object, otherwise: str = "") -> None:
        """Show this value; when it is none of those offered, the text `otherwise`."""
        index = next((i for i, (key, _) in enumerate(self._options) if key == value), -1)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        if index < 0 and otherwise != self.placeholderText():
            self.setPlaceholderText(otherwise)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the scrolling dock unless the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _picked(self, index: int) -> None:
        self.chosen.emit(self._options[index][0])
