"""The products of paths as arrows that are added end to end, and their sum below them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.fonts import ui_font
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.arrows import paint_arrow
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.theme import Theme

ROW = 21.0
LABELS, RIGHT = 24.0, 12.0
ABOVE = 8.0


@dataclass(frozen=True, slots=True)
class Addend:
    """One arrow: what is written before it, and its number."""

    label: str
    value: float


class SumArrows(Painted):
    """Arrows in rows, each from where the one above ends; the last one is their sum."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.addends: tuple[Addend, ...] = ()
        self.total = 0.0
        self._lit: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_sum(self, addends: tuple[Addend, ...], total: float) -> None:
        """Show some numbers and what they add up to."""
        if (addends, total) != (self.addends, self.total):
            self.addends, self.total = addends, total
            self.setFixedHeight(self.sizeHint().height())
            self.setAccessibleName(self.told())
            self.update()

    def light(self, number: int | None) -> None:
        """Let the other arrows be paler than the one of this number."""
        if number != self._lit:
            self._lit = number
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the rows."""
        return QSize(0, round(2 * ABOVE + ROW * (len(self.addends) + 1)))

    def number_at(self, point: QPointF) -> float | None:
        """Return the number of the row at a point."""
        row = int((point.y() - ABOVE) // ROW)
        if 0 <= row < len(self.addends):
            return self.addends[row].value
        return self.total if row == len(self.addends) else None

    def told(self) -> str:
        """Return the addends and their sum."""
        pen = Pen(self.theme)
        parts = [f"{each.label} {pen.show(each.value, Shown.GRADIENT)}" for each in self.addends]
        return f"{', '.join(parts)} = {pen.show(self.total, Shown.GRADIENT)}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint zero line, joins, arrows and labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sums = list(accumulate((each.value for each in self.addends), initial=0.0))
        low, high = min(*sums, self.total), max(*sums, self.total)
        room = self.width() - LABELS - RIGHT
        unit = room / (high - low) if high > low else 0.0
        zero = LABELS - low * unit
        theme = self.theme
        painter.setPen(QPen(theme.control, 1.2))
        painter.drawLine(QLineF(zero, 2, zero, self.height() - 2))
        ends = [zero + value * unit for value in sums]
        self._paint_joins(painter, ends)
        for row, each in enumerate(self.addends):
            fill = theme.pos if each.value >= 0 else theme.neg
            painter.setOpacity(1.0 if self._lit in (None, row) else 0.3)
            paint_arrow(painter, ends[row], ends[row + 1], self._middle(row), fill, fill)
            self._paint_label(painter, row, each.label)
        painter.setOpacity(1.0)
        last = len(self.addends)
        tip = zero + self.total * unit
        paint_arrow(painter, zero, tip, self._middle(last), theme.back, theme.back, thicker=1.0)
        self._paint_label(painter, last, "=")

    def _middle(self, row: int) -> float:
        return ABOVE + ROW * (row + 0.5)

    def _paint_joins(self, painter: QPainter, ends: list[float]) -> None:
        joins = QPen(self.theme.control, 1.2)
        joins.setDashPattern([2 / 1.2, 3 / 1.2])
        painter.setPen(joins)
        for row, x in enumerate(ends[1:]):
            painter.drawLine(QLineF(x, self._middle(row), x, self._middle(row + 1)))

    def _paint_label(self, painter: QPainter, row: int, text: str) -> None:
        painter.setPen(self.theme.text2 if text == "=" else self.theme.backText)
        painter.setFont(ui_font(12, 600))
        box = QRectF(0, self._middle(row) - ROW / 2, LABELS - 8, ROW)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
