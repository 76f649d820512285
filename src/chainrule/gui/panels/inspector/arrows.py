"""How a weight moves: a number line with the arrows that add up to its step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show, show_pair
from chainrule.gui.panels.inspector.curve import nice_step
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import UNKNOWN, Pen

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.theme import Theme
    from chainrule.session.probe import Pull
    from chainrule.teaching.notation import Notation

HEIGHT = 192
INSET = 22.0
ROWS = (44.0, 88.0, 132.0)
AXIS = 164.0
HEAD_WIDTH = 9.0


@dataclass(frozen=True, slots=True)
class Move:
    """A weight before and after its update (None: not yet), and what moves it."""

    old: float
    new: float | None
    pull: Pull | None


class NumberLine(Painted):
    """The weight's own number line: old and new, and μv, −ηg and their sum above it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.move_shown: Move | None = None
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_move(self, move: Move) -> None:
        """Show how a weight moves."""
        if move != self.move_shown:
            self.move_shown = move
            self.setAccessibleName(self.told())
            self.update()

    def told(self) -> str:
        """Return the old and the new value."""
        return "" if self.move_shown is None else _told(self.move_shown, self.theme.notation)

    def sizeHint(self) -> QSize:
        """Return the height of the picture."""
        return QSize(0, HEIGHT)

    def _offsets(self) -> list[float]:
        """Return where the tips are, from the old value."""
        move = self.move_shown
        if move is None:
            return [0.0]
        pull = move.pull
        tips = [0.0] if pull is None else [0.0, pull.remembered, pull.total]
        return tips if move.new is None else [*tips, move.new - move.old]

    def _scale(self) -> tuple[float, float]:
        """Return the x of the old value and the px of a unit."""
        offsets = self._offsets()
        low, high = min(offsets), max(offsets)
        room = self.width() - 2 * INSET
        unit = room / (high - low) if high > low else 0.0
        left = INSET if high > low else self.width() / 2
        return left - low * unit, unit

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axis, arrows and words."""
        move = self.move_shown
        if move is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zero, unit = self._scale()
        if move.pull is not None:
            self._paint_arrows(painter, move.pull, zero, unit)
        self._paint_axis(painter, move, zero, unit)

    def _paint_arrows(self, painter: QPainter, pull: Pull, zero: float, unit: float) -> None:
        theme = self.theme
        kept, total = zero + pull.remembered * unit, zero + pull.total * unit
        joins = QPen(theme.control, 1.2)
        joins.setDashPattern([1.5, 2.5])
        painter.setPen(joins)
        for x, top, bottom in (
            (zero, ROWS[0] - 14, AXIS),
            (kept, ROWS[0], ROWS[1]),
            (total, ROWS[1], AXIS),
        ):
            painter.drawLine(QLineF(x, top, x, bottom))
        remembered = translate("Inspector", "what it remembers")
        asked = translate("Inspector", "what the slope asks")
        rows = (
            ("μv", pull.remembered, remembered, zero, kept, (theme.panel, theme.text2)),
            ("−ηg", pull.asked, asked, kept, total, (theme.back, theme.back)),
            ("v", pull.total, translate("Inspector", "sum"), zero, total, (theme.ink, theme.ink)),
        )
        for y, (name, value, words, start, end, colours) in zip(ROWS, rows, strict=True):
            paint_arrow(painter, start, end, y, *colours)
            self._paint_words(painter, name, value, words, y)

    def _paint_words(
        self, painter: QPainter, name: str, value: float, words: str, y: float
    ) -> None:
        pen = Pen(self.theme)
        said = line(
            pen.sign(name, 13),
            pen.number(value, Kind.GRADIENT, 13, signed=True),
            pen.word(words, 12, 400, self.theme.text3),
            gap=8,
        )
        left = INSET + 8
        behind = QRectF(left - 2, y - 27, said.width + 4, 18)
        painter.fillRect(behind, self.theme.panel)
        said.paint(painter, left + said.width / 2, y - 18)

    def _paint_axis(self, painter: QPainter, move: Move, zero: float, unit: float) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.control, 1.2))
        painter.drawLine(QLineF(0, AXIS, self.width(), AXIS))
        step = nice_step((self.width() - 2 * INSET) / unit, 6) if unit else 0.0
        if step:
            self._paint_ticks(painter, move.old, zero, unit, step)
        painter.setPen(QPen(theme.text, 1.8))
        painter.setBrush(theme.panel)
        painter.drawEllipse(QPointF(zero, AXIS), 4.6, 4.6)
        if move.new is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink)
            painter.drawEllipse(QPointF(zero + (move.new - move.old) * unit, AXIS), 5.4, 5.4)
        self._paint_values(painter, move, zero, unit, step)

    def _paint_ticks(
        self, painter: QPainter, old: float, zero: float, unit: float, step: float
    ) -> None:
        painter.setPen(QPen(self.theme.control, 1))
        first = round((old - zero / unit) / step)
        for index in range(first, first + 24):
            x = zero + (index * step - old) * unit
            if 0 <= x <= self.width():
                painter.drawLine(QLineF(x, AXIS, x, AXIS + 4))

    def _paint_values(
        self, painter: QPainter, move: Move, zero: float, unit: float, step: float
    ) -> None:
        """Write old and new below their dots; they step aside for each other."""
        new = move.old if move.new is None else move.new
        old_text, new_text = show_pair(move.old, new, self.theme.notation.finer(), signed=False)
        if move.new is None:
            new_text = UNKNOWN
        first = self._value_line(translate("Inspector", "old"), old_text)
        second = self._value_line(translate("Inspector", "new"), new_text)
        y = AXIS + 16
        left = _held(zero - first.width / 2, 0.0, self.width() - first.width)
        at = zero + (new - move.old) * unit
        right = _held(at - second.width / 2, 0.0, self.width() - second.width)
        if abs(left - right) < first.width + 12:
            if at >= zero:
                right = max(right, left + first.width + 12)
                left = min(left, right - first.width - 12)
            else:
                left = max(left, right + second.width + 12)
        for said, start in ((first, left), (second, right)):
            said.paint(painter, start + said.width / 2, y)
        self._paint_tick_words(painter, step, max(left + first.width, right + second.width), y)

    def _paint_tick_words(self, painter: QPainter, step: float, taken: float, y: float) -> None:
        pen = Pen(self.theme)
        text = translate("Inspector", "ticks {step}").format(step=pen.show(step, Kind.INPUT))
        ticks = line(pen.word(text, 12, 400, self.theme.text3))
        if step and taken + 10 <= self.width() - ticks.width:
            ticks.paint(painter, self.width() - ticks.width / 2, y)

    def _value_line(self, word: str, number: str) -> Line:
        pen = Pen(self.theme)
        return line(pen.word(word, 12, 400, self.theme.text2), pen.word(number, 12, 600), gap=4)


def _held(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


def paint_arrow(
    painter: QPainter,
    start: float,
    end: float,
    y: float,
    fill: QColor,
    outline: QColor,
    thicker: float = 0.0,
) -> None:
    """Paint an arrow of true length; one too short for a head is a plain bar."""
    painter.setBrush(fill)
    painter.setPen(QPen(outline, 1.5))
    half, reach = (Metrics.ARROW_SHAFT + thicker) / 2, abs(end - start)
    if reach < Metrics.ARROW_LEAST:
        painter.drawRect(QRectF(min(start, end), y - half, reach, 2 * half))
        return
    way = 1.0 if end > start else -1.0
    neck = end - way * Metrics.ARROW_HEAD
    corners = (
        (start, y - half),
        (neck, y - half),
        (neck, y - HEAD_WIDTH),
        (end, y),
        (neck, y + HEAD_WIDTH),
        (neck, y + half),
        (start, y + half),
    )
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _told(move: Move, notation: Notation) -> str:
    new = UNKNOWN if move.new is None else show(move.new, Kind.NEW_WEIGHT, notation)
    return f"{show(move.old, Kind.NEW_WEIGHT, notation)} → {new}"
