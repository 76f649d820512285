"""On the card of a batch: an arrow for each sample from a common zero, and the mean below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from chainrule.gui.canvas.arrow_shape import ArrowLook, paint_arrow
from chainrule.gui.canvas.text import Word, line
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.teaching.batch import MOST_ROWS

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.theme import Theme
    from chainrule.teaching.batch import BatchSum

LEAST_HEIGHT = 116.0
ROW, MEAN_ROW = 19.0, 24.0
MARGIN = 8.0
LABELS, APART = 48.0, 8.0
"""px at the left for the numbers of the rows, and from words there to zero"""
NOTE, NOTE_LEFT, RESULT_LEFT = 18.0, 14.0, 10.0
"""px for the words above the dots, and where words begin"""
SHAFT, HEAD = 5.0, 14.0
DOT = 3.5
DOT_OPACITY = 0.6


def batch_height(batch: BatchSum) -> float:
    """Return the height of the card; it does not grow while the samples come."""
    rows = batch.size if batch.size <= MOST_ROWS else 0
    return max(LEAST_HEIGHT, 2 * MARGIN + rows * ROW + MEAN_ROW)


def draw_batch(painter: QPainter, theme: Theme, batch: BatchSum, rect: QRectF) -> None:
    """Draw the arrows (of large batches dots on a line) and what they come to."""
    rows = QRectF(rect.left(), rect.top() + MARGIN, rect.width(), rect.height() - 2 * MARGIN)
    rows.setBottom(rows.bottom() - MEAN_ROW)
    zero, unit = _scale(theme, batch, rect)
    painter.setPen(QPen(theme.control, 1))
    top = rows.top() + (0.0 if batch.size <= MOST_ROWS else NOTE)
    painter.drawLine(QLineF(zero, top, zero, rect.bottom() - MARGIN))
    if batch.size <= MOST_ROWS:
        _draw_arrows(painter, theme, batch, rows, (zero, unit))
    else:
        _draw_dots(painter, theme, batch, rows, (zero, unit))
    _draw_result(painter, theme, batch, rows, (zero, unit))


def _scale(theme: Theme, batch: BatchSum, rect: QRectF) -> tuple[float, float]:
    """Return the x of zero and the px of a unit."""
    values = (0.0, *batch.gradients, batch.result or 0.0)
    low, high = min(values), max(values)
    labels = max(LABELS, RESULT_LEFT + _so_far(batch.size, batch.size, theme).width + APART)
    left, room = rect.left() + labels, rect.width() - labels - 2 * MARGIN
    unit = room / (high - low) if high > low else 0.0
    return (left - low * unit if unit else left + room / 2), unit


def _so_far(count: int, size: int, theme: Theme) -> Word:
    """Return how many samples have come."""
    so_far, total = (show(number, Kind.COUNT, theme.notation) for number in (count, size))
    told = translate("Canvas", "{count} of {total}").format(count=so_far, total=total)
    return Word(told, 12, 400, theme.text3)


def _draw_arrows(
    painter: QPainter, theme: Theme, batch: BatchSum, rows: QRectF, scale: tuple[float, float]
) -> None:
    pitch = rows.height() / batch.size
    zero, unit = scale
    for sample in batch.samples:
        y = rows.top() + pitch * (sample.order - 0.5)
        label = line(Word(str(sample.row), 12, 500, theme.text2))
        label.paint(painter, rows.left() + NOTE_LEFT + label.width / 2, y)
        look = ArrowLook(theme.pos if sample.gradient > 0 else theme.neg, None, SHAFT, HEAD)
        paint_arrow(painter, look, zero, zero + sample.gradient * unit, y)


def _draw_dots(
    painter: QPainter, theme: Theme, batch: BatchSum, rows: QRectF, scale: tuple[float, float]
) -> None:
    zero, unit = scale
    y = rows.center().y() + 10
    told = translate("Canvas", "{count} samples")
    told = told.format(count=show(batch.count, Kind.COUNT, theme.notation))
    if batch.count == 1:
        told = translate("Canvas", "1 sample")
    words = line(Word(told, 12, 400, theme.text3))
    words.paint(painter, rows.left() + NOTE_LEFT + words.width / 2, rows.top() + 8)
    painter.setPen(QPen(theme.control, 1))
    painter.drawLine(QLineF(rows.left() + MARGIN, y, rows.right() - MARGIN, y))
    painter.setPen(Qt.PenStyle.NoPen)
    for positive, role in ((True, theme.pos), (False, theme.neg)):
        colour = QColor(role)
        colour.setAlphaF(DOT_OPACITY)
        painter.setBrush(colour)
        for gradient in batch.gradients:
            if (gradient > 0) is positive:
                painter.drawEllipse(QPointF(zero + gradient * unit, y), DOT, DOT)


def _draw_result(
    painter: QPainter, theme: Theme, batch: BatchSum, rows: QRectF, scale: tuple[float, float]
) -> None:
    """Draw the mean (or the sum) under a hairline; until it is known, how many have come."""
    zero, unit = scale
    painter.setPen(QPen(theme.border, 1))
    top = rows.bottom() + 1
    painter.drawLine(QLineF(rows.left() + 12, top, rows.right() - 12, top))
    y = rows.bottom() + MEAN_ROW / 2 + 2
    if batch.result is None:
        words = line(_so_far(batch.count, batch.size, theme))
    else:
        told = translate("Canvas", "mean") if batch.mean else translate("Canvas", "sum")
        words = line(Word(told, 12, 600, theme.backText))
        look = ArrowLook(theme.back, None, SHAFT + 1, HEAD + 1)
        paint_arrow(painter, look, zero, zero + batch.result * unit, y)
    words.paint(painter, rows.left() + RESULT_LEFT + words.width / 2, y)
