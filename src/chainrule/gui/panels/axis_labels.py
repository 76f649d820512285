"""Numbers beside and below a plot, written so that none is cut and reads as another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF

from chainrule.gui.fonts import ui_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

SIZES = (12, 11, 10, 9)
"""px of the digits, the largest that fit"""
APART = 6.0
"""px between two numbers below a plot at least; one that has no room is left out"""


def widest(texts: Iterable[str]) -> float:
    """Return the room that numbers beside a plot take."""
    metrics = QFontMetricsF(ui_font(SIZES[0]))
    return max(map(metrics.horizontalAdvance, texts), default=0.0)


def write_beside(painter: QPainter, right: float, middle: float, text: str) -> None:
    """Write a number that ends at `right`; where it has no room smaller, at last with dots."""
    for size in SIZES:
        painter.setFont(ui_font(size))
        metrics = QFontMetricsF(painter.font())
        if metrics.horizontalAdvance(text) <= right:
            break
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right)
    left = right - metrics.horizontalAdvance(text)
    painter.drawText(QPointF(left, _baseline(metrics, middle)), text)


def write_below(
    painter: QPainter, labels: Iterable[tuple[float, str]], middle: float, left: float, right: float
) -> None:
    """Write numbers at their places, all of each between `left` and `right`."""
    painter.setFont(ui_font(SIZES[0]))
    metrics = QFontMetricsF(painter.font())
    free = -math.inf
    for place, text in labels:
        width = metrics.horizontalAdvance(text)
        start = max(left, min(right - width, place - width / 2))
        if start >= free and width <= right - left:
            painter.drawText(QPointF(start, _baseline(metrics, middle)), text)
            free = start + width + APART


def _baseline(metrics: QFontMetricsF, middle: float) -> float:
    return middle + (metrics.ascent() - metrics.descent()) / 2
