"""The bundle: a line for every path over an edge, side by side, with letters and direction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from chainrule.gui.fonts import ui_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QLineF, QRectF
    from PySide6.QtGui import QColor, QFont, QPainter, QPen

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key

LETTER = 11.0
"""px of a letter in its disc"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one pen."""

    points: QPolygonF
    pen: QPen

    @classmethod
    def through(cls, points: Iterable[Point], pen: QPen) -> Line:
        """Return the line through some points."""
        return cls(QPolygonF([QPointF(*point) for point in points]), pen)

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        painter.setPen(self.pen)
        painter.drawPolyline(self.points)


@dataclass(frozen=True, slots=True)
class Lettered:
    """The letter of a path in its disc."""

    box: QRectF
    text: str
    fill: QColor
    colour: QColor


@dataclass
class Bundle:
    """Everything that is painted of the lit paths, in canvas units; built on change.

    `on_edge` holds the lines of each edge, `to_loss` those between outputs and loss; the lines of
    paths that stand back come first.
    """

    on_edge: dict[Key, list[Line]] = field(default_factory=dict)
    to_loss: list[Line] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    letters: list[Lettered] = field(default_factory=list)
    font: QFont = field(default_factory=lambda: ui_font(LETTER, 600))
    leader: tuple[QLineF, QPen] | None = None

    def paint_lines(self, painter: QPainter) -> None:
        """Paint all lines, the direction, and what leads to the pill that stands off."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for lines in (*self.on_edge.values(), self.to_loss, self.heads):
            for line in lines:
                line.paint(painter)
        if self.leader is not None:
            painter.setPen(self.leader[1])
            painter.drawLine(self.leader[0])

    def paint_edge(self, painter: QPainter, key: Key) -> None:
        """Paint the lines over one edge again, as when it is pointed at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self.on_edge.get(key, ()):
            line.paint(painter)

    def paint_letters(self, painter: QPainter) -> None:
        """Paint the letters in their discs."""
        painter.setFont(self.font)
        for each in self.letters:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(each.fill)
            painter.drawEllipse(each.box)
            painter.setPen(each.colour)
            painter.drawText(each.box, Qt.AlignmentFlag.AlignCenter, each.text)
