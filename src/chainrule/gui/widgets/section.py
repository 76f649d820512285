"""The head of a section in a dock: its name, and a remark or a control at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from chainrule.gui.metrics import Metrics


class SectionHeader(QWidget):
    """A section's title; at the right a quiet remark, before what `add` puts there."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title, self)
        self.title.setProperty("look", "section")
        self.remark = QLabel(remark, self)
        self.remark.setProperty("look", "caption")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Metrics.ICON_GAP)
        layout.addWidget(self.title)
        layout.addStretch(1)
        layout.addWidget(self.remark)

    def set_title(self, title: str) -> None:
        """Set the section's name; rich text for symbols in it."""
        self.title.setText(title)

    def set_remark(self, remark: str) -> None:
        """Set the remark at the right."""
        self.remark.setText(remark)

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)
