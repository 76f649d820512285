"""Buttons side by side at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

SPACING = 8


def button_row(*buttons: QPushButton) -> QHBoxLayout:
    """Return a row of buttons as wide as their words; the rest of its width stays empty."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACING)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
