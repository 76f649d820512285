"""The title of the project, at the right end of the menu bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenuBar

WIDTH = 360


class Title(QLabel):
    """A quiet line in the corner of a menu bar."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self.setProperty("look", "caption")
        self.setContentsMargins(0, 0, Metrics.DOCK_PADDING, 0)
        self.setMinimumSize(WIDTH, Metrics.MENU_BAR - 2)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar.setCornerWidget(self, Qt.Corner.TopRightCorner)
