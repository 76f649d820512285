"""A button that shows an icon instead of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def icon_button(
    name: str, label: str, icon: int, parent: QWidget | None = None, *, side: int = 0
) -> QToolButton:
    """Return a button for an icon of so many px; it is square where it is given a `side`.

    The label is what the tip and a screen reader say.
    """
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setAccessibleName(label)
    button.setToolTip(label)
    button.setIconSize(QSize(icon, icon))
    if side:
        button.setFixedSize(side, side)
    return button
