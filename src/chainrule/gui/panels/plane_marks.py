"""The marks of samples on the plane of two inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.panels.class_marks import class_colour, class_mark

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme

DOT = 6.5
SMALL_DOT, FEW = 4.0, 60
"""of the marks of many samples, and from how many on"""
ASKED = 8.0
RING, RING_REACH = 2.0, 10.0


@dataclass(frozen=True, slots=True)
class Samples:
    """The training rows as points: (first input, second input, target); the names of the inputs.

    Where there are several `classes`, the target is the number of one of them; where it is a
    number, `numbers`, low and high are the least and the largest.
    """

    points: tuple[tuple[float, float, float], ...]
    x: Symbol
    y: Symbol
    low: float
    high: float
    classes: tuple[Symbol, ...] = ()
    numbers: bool = False

    @property
    def middle(self) -> float:
        """The value halfway between the classes."""
        return (self.low + self.high) / 2


def paint_sample(
    painter: QPainter, theme: Theme, samples: Samples, at: QPointF, target: float, current: bool
) -> None:
    """Paint a sample, the current one larger: a mark of its class, or a dot of its shade."""
    small = DOT if len(samples.points) <= FEW else SMALL_DOT
    reach = small + 1.5 if current else small
    if samples.numbers:
        span = (samples.high - samples.low) or 1.0
        painter.setPen(QPen(theme.text, 2.0 if current else 1.0))
        painter.setBrush(theme.heat((target - samples.low) / span))
        painter.drawEllipse(at, reach, reach)
        return
    painter.setPen(QPen(theme.text if current and len(samples.points) > FEW else theme.panel, 1.5))
    if samples.classes:
        painter.setBrush(class_colour(theme, int(target)))
        painter.drawPath(class_mark(int(target), reach).translated(at))
        return
    paint_mark(painter, theme, at, target >= samples.middle, reach)


def paint_asked(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """Paint the point that the network is asked about: a ring with a cross."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((theme.panel, 4.5), (theme.text, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, ASKED, ASKED)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(x, y)
            painter.drawLine(at + way * (ASKED - 3), at + way * (ASKED + 4))


def paint_ring(painter: QPainter, theme: Theme, at: QPointF, reach: float = RING_REACH) -> None:
    """Ring a sample of the batch."""
    painter.setPen(QPen(theme.text, RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, reach, reach)


def paint_mark(painter: QPainter, theme: Theme, at: QPointF, high: bool, reach: float) -> None:
    """Paint a circle for the higher class, a square for the lower one."""
    painter.setBrush(theme.pos if high else theme.neg)
    if high:
        painter.drawEllipse(at, reach, reach)
    else:
        painter.drawRect(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))
