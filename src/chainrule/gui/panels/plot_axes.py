"""Grid, ticks and labels of the loss plot, painted alike in the window and in pictures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.panels.plot_scale import Scale
    from chainrule.gui.theme import Theme

LABELS = 66.0
"""px at the left of the area for the labels of the losses"""
LABEL_GAP = 8.0
APART = 14.0
"""px between two labels at least; one that has no room is left out"""
LABEL_DROP = 5.0
EDGE = 8.0
"""px from the last label to the edge of the dock at least"""
LABEL = QRectF(-40.0, 0.0, 80.0, 18.0)
"""the box of a label, from the middle of its upper edge"""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_losses(painter: QPainter, area: QRectF, losses: Scale, theme: Theme) -> None:
    """Paint a grid line and a label for every tick of the losses."""
    painter.setFont(ui_font(12))
    free = math.inf
    for value, text in losses.ticks:
        height = round(area.bottom() - losses.share(value) * area.height()) + 0.5
        painter.setPen(QPen(theme["border"], 1))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        if height + APART > free:
            continue
        free = height
        painter.setPen(theme["text3"])
        label = QRectF(area.left() - LABELS, height - 9, LABELS - LABEL_GAP, LABEL.height())
        painter.drawText(label, RIGHT, theme.notation.write(text))


def paint_updates(
    painter: QPainter, area: QRectF, updates: Scale, theme: Theme, edge: float, epochs: bool
) -> None:
    """Paint the labels below the area, none beyond `edge`, and what they count before the 0."""
    painter.setFont(ui_font(12))
    painter.setPen(theme["text3"])
    top = area.bottom() + LABEL_DROP
    first = 0.0
    for value, tick in updates.ticks:
        text = theme.notation.write(tick)
        half = QFontMetricsF(painter.font()).horizontalAdvance(text) / 2
        place = area.left() + updates.share(value) * area.width()
        place = min(place, edge - half - EDGE)
        first = first or half
        painter.drawText(LABEL.translated(place, top), Qt.AlignmentFlag.AlignCenter, text)
    word = translate("Plot", "epoch") if epochs else translate("Plot", "update")
    room = LABELS - LABEL_GAP - first
    painter.drawText(QRectF(area.left() - LABELS, top, room, LABEL.height()), RIGHT, word)
