"""A slider in a menu: edges below a share of their layer's strongest are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget, QWidgetAction

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

SLIDER = 120
LEFT, RIGHT = 32, 13
"""px at either side, as of the entries of a menu"""


class MenuSlider(QSlider):
    """A horizontal slider that leaves ↑ and ↓ to the menu round it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with ← → Page Home End; let the menu have the rest."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class WeakestEdges(QWidgetAction):
    """The slider with its words; `share_changed` carries the share, 0 to 1."""

    share_changed = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("view.weakest")
        told = translate("ViewMenu", "Hide edges weaker than")
        self.setText(told)
        self.slider = MenuSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("weakest_edges")
        self.slider.setAccessibleName(told)
        tip = translate("ViewMenu", "A share of the strongest edge of each layer")
        self.slider.setToolTip(tip)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(SLIDER)
        self._percent = QLabel()
        self.slider.valueChanged.connect(self._moved)
        self.setDefaultWidget(self._row(told))
        self._show(0)

    def _row(self, told: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(LEFT, 4, RIGHT, 4)
        row.setSpacing(Metrics.ICON_GAP)
        for part in (QLabel(told), self.slider, self._percent):
            row.addWidget(part)
        box.setFocusProxy(self.slider)
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("100%"))
        return box

    def _moved(self, percent: int) -> None:
        self._show(percent)
        self.share_changed.emit(percent / 100)

    def _show(self, percent: int) -> None:
        self._percent.setText(f"{percent}%")
        self.slider.setAccessibleDescription(f"{percent}%")
