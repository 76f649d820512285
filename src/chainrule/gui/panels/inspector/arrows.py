"""How a parameter moves: a number line with the arrows that add up to its step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.arrow_shape import paint_arrow, paint_joins
from chainrule.gui.canvas.parts import part_look, part_symbol, part_words
from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show_pair
from chainrule.gui.panels.inspector.curve import nice_step
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import UNKNOWN, Pen

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.theme import Theme
    from chainrule.teaching.movement import Arrow, Movement

INSET = 22.0
ROW = 44.0
ABOVE_AXIS, BELOW_AXIS = 32.0, 28.0
WORDS_ABOVE = 18.0


class NumberLine(Painted):
    """The parameter's own number line: old and new, and μv, −ηg and their sum above it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.move_shown: Movement | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_move(self, move: Movement) -> None:
        """Show how a parameter moves."""
        if move != self.move_shown:
            before = self.move_shown
            self.move_shown = move
            self.setAccessibleName(self.told())
            if before is None or len(before.arrows) != len(move.arrows):
                self.updateGeometry()
            self.update()

    def told(self) -> str:
        """Return the old and the new value, then each arrow."""
        return "" if self.move_shown is None else _told(self.theme, self.move_shown)

    @property
    def _axis(self) -> float:
        """The y of the number line."""
        rows = 0 if self.move_shown is None else len(self.move_shown.arrows)
        return rows * ROW + ABOVE_AXIS

    def sizeHint(self) -> QSize:
        """Return the height of the picture."""
        return QSize(0, round(self._axis + BELOW_AXIS))

    def minimumSizeHint(self) -> QSize:
        """Return the height of the picture."""
        return self.sizeHint()

    def number_at(self, point: QPointF) -> float | None:
        """Return the number of the arrow in the row under a point."""
        move = self.move_shown
        if move is None or not 0 <= point.y() < len(move.arrows) * ROW + ROW / 4:
            return None
        row = min(len(move.arrows) - 1, int(point.y() // ROW))
        return move.arrows[row].value if move.arrows else None

    def scale(self, move: Movement) -> tuple[float, float]:
        """Return the x of the old value and the px of a unit."""
        low, high = min(move.offsets), max(move.offsets)
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
        zero, unit = self.scale(move)
        self._paint_arrows(painter, move, zero, unit)
        self._paint_axis(painter, move, zero, unit)

    def _paint_arrows(self, painter: QPainter, move: Movement, zero: float, unit: float) -> None:
        if not move.arrows:
            return
        heights = [ROW * (row + 1) for row in range(len(move.arrows))]
        tips = [zero + arrow.stop * unit for arrow in move.arrows]
        joins = [(zero, ROW - 14, self._axis)]
        joins += zip(tips[:-2], heights[:-2], heights[1:-1], strict=True)
        joins.append((tips[-1], heights[-2] if len(tips) > 1 else ROW, self._axis))
        paint_joins(painter, self.theme, joins)
        alone = len(move.arrows) == 1
        for y, arrow in zip(heights, move.arrows, strict=True):
            start, end = zero + arrow.start * unit, zero + arrow.stop * unit
            paint_arrow(painter, part_look(self.theme, arrow.part), start, end, y)
            self._paint_words(painter, arrow, y, alone)

    def _paint_words(self, painter: QPainter, arrow: Arrow, y: float, alone: bool) -> None:
        pen = Pen(self.theme)
        sign = pen.sign(part_symbol(arrow.part), 13)
        number = pen.number(arrow.value, Kind.GRADIENT, 13, signed=True)
        words = pen.word(part_words(arrow.part, alone), 12, 400, self.theme.text3)
        left, said = INSET + 8, line(sign, number, words, gap=8)
        if left + said.width > self.width():
            said = line(sign, number, gap=8)
        behind = QRectF(left - 2, y - WORDS_ABOVE - 9, said.width + 4, 18)
        painter.fillRect(behind, self.theme.panel)
        said.paint(painter, left + said.width / 2, y - WORDS_ABOVE)

    def _paint_axis(self, painter: QPainter, move: Movement, zero: float, unit: float) -> None:
        theme, axis = self.theme, self._axis
        painter.setPen(QPen(theme.control, 1.2))
        painter.drawLine(QLineF(0, axis, self.width(), axis))
        step = nice_step((self.width() - 2 * INSET) / unit, 6) if unit else 0.0
        if step:
            self._paint_ticks(painter, move.old, zero, unit, step)
        painter.setPen(QPen(theme.text, 1.8))
        painter.setBrush(theme.panel)
        painter.drawEllipse(QPointF(zero, axis), 4.6, 4.6)
        if move.new is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink)
            painter.drawEllipse(QPointF(zero + (move.new - move.old) * unit, axis), 5.4, 5.4)
        self._paint_values(painter, move, zero, unit, step)

    def _paint_ticks(
        self, painter: QPainter, old: float, zero: float, unit: float, step: float
    ) -> None:
        painter.setPen(QPen(self.theme.control, 1))
        first = round((old - zero / unit) / step)
        for index in range(first, first + 24):
            x = zero + (index * step - old) * unit
            if 0 <= x <= self.width():
                painter.drawLine(QLineF(x, self._axis, x, self._axis + 4))

    def _paint_values(
        self, painter: QPainter, move: Movement, zero: float, unit: float, step: float
    ) -> None:
        """Write old and new below their dots; they step aside for each other."""
        new = move.old if move.new is None else move.new
        old_text, new_text = show_pair(move.old, new, self.theme.notation.finer(), signed=False)
        if move.new is None:
            new_text = UNKNOWN
        first = self._value_line(translate("Inspector", "old"), old_text)
        second = self._value_line(translate("Inspector", "new"), new_text)
        y = self._axis + 16
        left = _held(zero - first.width / 2, 0.0, self.width() - first.width)
        at = zero + (new - move.old) * unit
        right = _held(at - second.width / 2, 0.0, self.width() - second.width)
        if abs(left - right) < first.width + 12:
            if at >= zero:
                right = max(right, left + first.width + 12)
                right = min(right, self.width() - second.width)
                left = min(left, right - first.width - 12)
            else:
                left = max(left, right + second.width + 12)
                left = min(left, self.width() - first.width)
                right = min(right, left - second.width - 12)
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


def _told(theme: Theme, move: Movement) -> str:
    """Return the movement for screen readers: old and new, then each arrow."""
    pen = Pen(theme)
    new = UNKNOWN if move.new is None else pen.show(move.new, Kind.NEW_WEIGHT)
    arrows = [
        f"{part_symbol(arrow.part)} {pen.show(arrow.value, Kind.GRADIENT, signed=True)}"
        for arrow in move.arrows
    ]
    moved = f"{pen.show(move.old, Kind.NEW_WEIGHT)} → {new}"
    return theme.notation.separator.join([moved, *arrows])
