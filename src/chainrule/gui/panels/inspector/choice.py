"""A combo box over the words of the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent


class Choice(QComboBox):
    """One of several values, each with its text; a text may stand in while they are mixed.

    A `snug` one is just as wide as the text it shows, not as the longest it might show.
    """

    chosen = Signal(object)
    """the value a person has chosen"""

    def __init__(self, name: str, label: str, snug: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._snug = snug
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
        if self._snug:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the longest text, or of the one that is shown."""
        size = super().sizeHint()
        return QSize(self._width(), size.height()) if self._snug else size

    def minimumSizeHint(self) -> QSize:
        """Return the least size, which for a snug one is its size."""
        return self.sizeHint() if self._snug else super().minimumSizeHint()

    def _width(self) -> int:
        """Return the width with the text that is shown."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = QSize(self.fontMetrics().horizontalAdvance(self.currentText()), 1)
        kind = QStyle.ContentsType.CT_ComboBox
        return self.style().sizeFromContents(kind, option, text, self).width()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the scrolling dock unless the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _picked(self, index: int) -> None:
        self.chosen.emit(self._options[index][0])
