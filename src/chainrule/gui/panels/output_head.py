"""The head of the plane and of the curve: what is shown, and the choice among the outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel

from chainrule.gui.panels.output_choice import OutputChoice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class OutputHead(QHBoxLayout):
    """A title at the left, and at the right which output is shown; `name` is that of the choice."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__()
        self.title = QLabel(parent)
        self.title.setProperty("look", "section")
        self.choice = OutputChoice(name)
        self.addWidget(self.title)
        self.addStretch(1)
        self.addWidget(self.choice)

    def show_title(self, text: str) -> None:
        """Show a title, if it is another one."""
        if self.title.text() != text:
            self.title.setText(text)
