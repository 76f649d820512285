"""The legend below the plane: the scale of the output, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPen

from chainrule.gui.canvas.text import line
from chainrule.gui.datasets.marks import paint_mark
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.inspector.pen import Pen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.panels.data_samples import Samples
    from chainrule.gui.theme import Theme

RING, KEY_RING = 2.0, 6.5
ASKED = 8.0
LONGEST_NAME = 14
FIRST, NEXT = 16.0, 26.0
"""px from the top of the legend to its first line, and from that to the second"""
MARK = 5.0
EDGE = 6.0


def paint_legend(
    painter: QPainter, theme: Theme, samples: Samples, box: QRectF, batch: bool
) -> None:
    """Paint the scale of the output and the key; `batch` tells that rings are explained."""
    pen, y = Pen(theme), box.top() + FIRST
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
    _paint_key(painter, theme, samples, y + NEXT, batch)


def paint_names(painter: QPainter, theme: Theme, samples: Samples, box: QRectF) -> None:
    """Paint the marks of several classes with their names."""
    pen, left, y = Pen(theme), EDGE, box.top() + FIRST
    for place, name in enumerate(samples.classes):
        word = line(pen.word(str(name)[:LONGEST_NAME], 12, 400, theme.text2))
        if left + 11 + word.width > box.right() and left > EDGE:
            left, y = EDGE, y + 22
        paint_mark(painter, theme, QPointF(left, y), place, MARK, theme.panel)
        word.paint(painter, left + 11 + word.width / 2, y)
        left += 11 + word.width + 14


def paint_ring(painter: QPainter, theme: Theme, at: QPointF, reach: float) -> None:
    """Ring a sample of the batch."""
    painter.setPen(QPen(theme.text, RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, reach, reach)


def paint_asked(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """Paint the point that the network is asked about: a ring with a cross."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((theme.panel, 4.5), (theme.text, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, ASKED, ASKED)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(x, y)
            painter.drawLine(at + way * (ASKED - 3), at + way * (ASKED + 4))


def paint_number(painter: QPainter, theme: Theme, at: QPointF, share: float, reach: float) -> None:
    """Paint a sample whose target is a number, in the shade that the output ought to have."""
    painter.setPen(QPen(theme.text, 1.0))
    painter.setBrush(theme.heat(share))
    painter.drawEllipse(at, reach, reach)


def _paint_key(painter: QPainter, theme: Theme, samples: Samples, y: float, batch: bool) -> None:
    """Paint what the marks mean, then the ring or the line."""
    pen, left = Pen(theme), EDGE
    told = translate("Data", "target {value}")
    for place, value in ((1, samples.high), (0, samples.low)):
        paint_mark(painter, theme, QPointF(left, y), place, MARK, theme.panel)
        text = told.format(value=show(value, Kind.INPUT, theme.notation))
        word = line(pen.word(text, 12, 400, theme.text2))
        word.paint(painter, left + 11 + word.width / 2, y)
        left += 11 + word.width + 19
    if batch:
        paint_ring(painter, theme, QPointF(left, y), KEY_RING)
        word = line(pen.word(translate("Data", "in batch"), 12, 400, theme.text2))
        word.paint(painter, left + 13 + word.width / 2, y)
        return
    painter.setPen(QPen(theme.text, Metrics.CONTOUR_LINE))
    painter.drawLine(QLineF(left - 6, y, left + 10, y))
    middle = line(pen.word(pen.show(samples.middle, Kind.SETTING), 12, 400, theme.text2))
    middle.paint(painter, left + 17 + middle.width / 2, y)
