"""Gradients of samples as arrows, end to end, down to the gradient of the batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.arrow_shape import HEAD_WIDTH, ArrowLook, hollow, paint_arrow, paint_joins
from chainrule.gui.canvas.text import line
from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text
from chainrule.teaching.batch import Rung, span

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.theme import Theme
    from chainrule.teaching.batch import Bar, BatchSum

ROW = 30.0
DISC = 18.0
BESIDE_DISC = 28.0
LEAST_PICTURE = 84.0
APART = 14.0
ENDS = 6.0
"""px beside the longest arrows"""


class Waterfall(Painted):
    """A row for each arrow: its sample, its number, and the arrow where the last one ended."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.bars: tuple[Bar, ...] = ()
        self._size = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_batch(self, batch: BatchSum, bars: tuple[Bar, ...]) -> None:
        """Show the rows of a batch."""
        if (bars, batch.size) != (self.bars, self._size):
            self.bars, self._size = bars, batch.size
            self.setAccessibleName(self.told())
            self.updateGeometry()
            self.update()

    def told(self) -> str:
        """Return the rows, a line each."""
        pen = Pen(self.theme)
        return "\n".join(
            f"{line_text(self._words(pen, bar))} {pen.show(bar.value, Kind.GRADIENT, signed=True)}"
            for bar in self.bars
        )

    def sizeHint(self) -> QSize:
        """Return the height of the rows."""
        return QSize(0, round(ROW * len(self.bars)))

    def minimumSizeHint(self) -> QSize:
        """Return the height of the rows."""
        return self.sizeHint()

    def number_at(self, point: QPointF) -> float | None:
        """Return the number of the row under a point."""
        row = int(point.y() // ROW)
        return self.bars[row].value if 0 <= row < len(self.bars) else None

    def _words(self, pen: Pen, bar: Bar) -> Line:
        """Return what stands at the left of a row."""
        if bar.rung is Rung.SAMPLE:
            told = translate("Inspector", "row {row}").format(row=bar.row)
        elif bar.rung is Rung.REST:
            told = translate("Inspector", "and {count} more").format(
                count=pen.show(bar.count, Kind.COUNT)
            )
        elif bar.rung is Rung.SUM and bar.count < self._size:
            told = translate("Inspector", "sum of {count} of {total}")
            told = told.format(
                count=pen.show(bar.count, Kind.COUNT), total=pen.show(self._size, Kind.COUNT)
            )
        elif bar.rung is Rung.SUM:
            told = translate("Inspector", "sum")
        elif bar.rung is Rung.DIVIDED:
            told = f"÷ {pen.show(bar.count, Kind.COUNT)}"
        elif bar.rung is Rung.PENALTY:
            told = translate("Inspector", "decay")
        else:
            told = translate("Inspector", "together")
        return line(pen.quiet(told, 14))

    def _look(self, bar: Bar) -> ArrowLook:
        if bar.gradient:
            return ArrowLook(self.theme.back, None, Metrics.ARROW_SHAFT + 1, HEAD_WIDTH + 1)
        if bar.rung in (Rung.SUM, Rung.DIVIDED, Rung.RESULT):
            return hollow(self.theme)
        return ArrowLook(self.theme.pos if bar.value > 0 else self.theme.neg)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        if not self.bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = Pen(self.theme)
        words = [self._words(pen, bar) for bar in self.bars]
        numbers = [line(pen.number(bar.value, Kind.GRADIENT, 14, signed=True)) for bar in self.bars]
        right = self._numbers_end(words, numbers)
        for row, bar in enumerate(self.bars):
            middle = ROW * (row + 0.5)
            left = 0.0
            if bar.rung is Rung.SAMPLE:
                self._paint_disc(painter, bar.count, middle)
                left = BESIDE_DISC
            words[row].paint(painter, left + words[row].width / 2, middle)
            numbers[row].paint(painter, right - numbers[row].width / 2, middle)
        self._paint_arrows(painter, right + APART)

    def _numbers_end(self, words: list[Line], numbers: list[Line]) -> float:
        """Return where the column of numbers ends: behind the longest words."""
        indent = [BESIDE_DISC if bar.rung is Rung.SAMPLE else 0.0 for bar in self.bars]
        taken = (
            left + word.width + APART + number.width
            for left, word, number in zip(indent, words, numbers, strict=True)
        )
        usual = self.width() * 0.51
        return min(max(usual, *taken, 0.0), self.width() - LEAST_PICTURE - APART)

    def _paint_disc(self, painter: QPainter, number: int, middle: float) -> None:
        box = QRectF(0.5, middle - DISC / 2, DISC, DISC)
        painter.setPen(QPen(self.theme.control, 1))
        painter.setBrush(self.theme.panel)
        painter.drawEllipse(box)
        painter.setPen(self.theme.text2)
        painter.setFont(ui_font(12, 500))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_arrows(self, painter: QPainter, left: float) -> None:
        low, high = span(self.bars)
        room = self.width() - left - 2 * ENDS
        unit = room / (high - low) if high > low else 0.0
        zero = left + ENDS - low * unit
        self._paint_lines(painter, zero)
        joins = [
            (zero + bar.stop * unit, ROW * (row + 0.5), ROW * (row + 1.5))
            for row, bar in enumerate(self.bars)
            if bar.joined
        ]
        paint_joins(painter, self.theme, joins)
        for row, bar in enumerate(self.bars):
            start, stop = zero + bar.start * unit, zero + bar.stop * unit
            paint_arrow(painter, self._look(bar), start, stop, ROW * (row + 0.5))

    def _paint_lines(self, painter: QPainter, zero: float) -> None:
        """Paint the upright line of zero and the rule above the sum."""
        painter.setPen(QPen(self.theme.control, 1))
        painter.drawLine(QLineF(zero, 0, zero, ROW * len(self.bars)))
        above = next(row for row, bar in enumerate(self.bars) if bar.rung is Rung.SUM)
        painter.setPen(QPen(self.theme.control, 1.5))
        painter.drawLine(QLineF(0, ROW * above, self.width(), ROW * above))
