"""A line of text that is marked, with the reason, while what stands in it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QToolTip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class MarkedBox(QLineEdit):
    """Typing on takes the mark away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        self.textEdited.connect(self.unmark)

    @property
    def marked(self) -> bool:
        """Whether what stands here was found to be wrong."""
        return bool(self.property("invalid"))

    def mark(self, why: str) -> None:
        """Mark what stands here as wrong, and say why."""
        if not self.marked:
            self._hint = self.toolTip()
        self.set_look("invalid", True)
        self.setToolTip(why)
        self.setAccessibleDescription(why)
        self.tell(why)

    def refuse(self, why: str) -> None:
        """Mark it and go there."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.mark(why)

    def unmark(self) -> None:
        """Take the mark away."""
        if self.marked:
            self.set_look("invalid", False)
            self.setToolTip(self._hint)
            self.setAccessibleDescription("")

    def tell(self, text: str) -> None:
        """Show a short remark at the box."""
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), text, self)

    def set_look(self, name: str, value: bool | int) -> None:
        """Set a property that the style sheet looks at."""
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)
