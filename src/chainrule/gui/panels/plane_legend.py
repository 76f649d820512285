"""What the shades and marks of the plane stand for, below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPen

from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.class_marks import class_colour, class_mark
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.plane_marks import paint_mark, paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.panels.plane_marks import Samples
    from chainrule.gui.theme import Theme

AWAY = 38.0
"""from the plane to the middle of the first line"""
KEY_RING = 6.5


def paint_legend(
    painter: QPainter, theme: Theme, samples: Samples, box: QRectF, ringed: bool
) -> None:
    """Paint what the shades and the marks stand for; `ringed` samples are those of a batch."""
    pen = Pen(theme)
    y = box.bottom() + AWAY
    if samples.classes:
        _paint_classes(painter, theme, samples, QRectF(0, y - 12, box.right(), 24))
        return
    low = line(pen.word(show(samples.low, Kind.INPUT, theme.notation), 12, 600, theme.text2))
    high = line(pen.word(show(samples.high, Kind.INPUT, theme.notation), 12, 600, theme.text2))
    low.paint(painter, low.width / 2, y)
    high.paint(painter, box.right() - high.width / 2 + 1, y)
    bar = QRectF(low.width + 10, y - 3.5, 0, 7)
    bar.setRight(box.right() - high.width - 10)
    shades = QLinearGradient(bar.topLeft(), bar.topRight())
    for stop in (0.0, 0.25, 0.5, 0.75, 1.0):
        shades.setColorAt(stop, theme.heat(stop))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shades)
    painter.drawRoundedRect(bar, 3.5, 3.5)
    if samples.numbers:
        told = translate("Data", "dots: targets")
        word = line(pen.word(told, 12, 400, theme.text2))
        word.paint(painter, word.width / 2, y + 26)
        return
    _paint_key(painter, theme, samples, y + 26, ringed)


def _paint_classes(painter: QPainter, theme: Theme, samples: Samples, place: QRectF) -> None:
    """Paint which mark and colour is which class, in as many lines as there is room for."""
    pen = Pen(theme)
    left, y = 6.0, place.center().y()
    for number, name in enumerate(samples.classes):
        word = line(pen.sign(name, 12, theme.text2))
        if left + 11 + word.width > place.right() and left > 6:
            left, y = 6.0, y + 20
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(class_colour(theme, number))
        painter.drawPath(class_mark(number, 5.0).translated(QPointF(left, y)))
        word.paint(painter, left + 11 + word.width / 2, y)
        left += 11 + word.width + 19


def _paint_key(painter: QPainter, theme: Theme, samples: Samples, y: float, ringed: bool) -> None:
    pen = Pen(theme)
    told = translate("Data", "target {value}")
    left = 6.0
    for value, high in ((samples.high, True), (samples.low, False)):
        painter.setPen(Qt.PenStyle.NoPen)
        paint_mark(painter, theme, QPointF(left, y), high, 5.0 if high else 4.5)
        text = told.format(value=show(value, Kind.INPUT, theme.notation))
        word = line(pen.word(text, 12, 400, theme.text2))
        word.paint(painter, left + 11 + word.width / 2, y)
        left += 11 + word.width + 19
    if ringed:
        paint_ring(painter, theme, QPointF(left, y), KEY_RING)
        word = line(pen.word(translate("Data", "in batch"), 12, 400, theme.text2))
        word.paint(painter, left + 13 + word.width / 2, y)
        return
    painter.setPen(QPen(theme.text, Metrics.CONTOUR_LINE))
    painter.drawLine(QLineF(left - 6, y, left + 10, y))
    middle = line(pen.word(pen.show(samples.middle, Kind.SETTING), 12, 400, theme.text2))
    middle.paint(painter, left + 17 + middle.width / 2, y)
