"""A plot of pyqtgraph with nothing of its own: transparent, no axes, no menu, no zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class BarePlot(pg.PlotWidget):  # type: ignore[misc]
    """Lies over what paints the axes; the ranges are set by whoever uses it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, background=None)
        self._prepare()

    def _prepare(self) -> None:
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QGraphicsView { background: transparent; }")
        self.viewport().setMouseTracking(True)
        item = self.getPlotItem()
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.getViewBox().setDefaultPadding(0)
        item.getViewBox().setBorder(None)
        item.disableAutoRange()

    def line(self) -> pg.PlotCurveItem:
        """Return a new curve without points; its segments are drawn one by one, which is fast."""
        made = pg.PlotCurveItem(antialias=True)
        made.setSegmentedLineMode("on")
        self.addItem(made)
        return made
