"""The last updates of a parameter as pairs of bars: what was done, and what the slope asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import text_width
from chainrule.gui.fonts import ui_font
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.curve import nice_ticks, tick_text
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.theme import Theme
    from chainrule.teaching.movement import Step

HEIGHT = 104
LEAST_LEFT, TOP, BELOW = 34.0, 6.0, 26.0
COLUMNS = 7
BAR = 11.0
BETWEEN = 2.0


class SoFar(Painted):
    """Bars of v and −ηg per update on one scale; the update that is shown is bold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.steps: tuple[Step, ...] = ()
        self._left = LEAST_LEFT
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        """Show these updates, oldest first."""
        if steps != self.steps:
            self.steps = steps
            self.setAccessibleName(self.told())
            self.update()

    def told(self) -> str:
        """Return each update with what was done."""
        pen = Pen(self.theme)
        return self.theme.notation.separator.join(
            f"{step.update}: {pen.show(step.done, Kind.GRADIENT, signed=True)}"
            for step in self.steps
        )

    def sizeHint(self) -> QSize:
        """Return the height of the picture."""
        return QSize(0, HEIGHT)

    def _box(self) -> QRectF:
        return QRectF(self._left, TOP, self.width() - self._left, HEIGHT - TOP - BELOW)

    def _column(self, index: int) -> float:
        """Return the middle of a column; few updates stand at the left."""
        return self._box().left() + self._box().width() * (index + 0.5) / COLUMNS

    def number_at(self, point: QPointF) -> float | None:
        """Return the number of the bar over or under the point."""
        for index, step in enumerate(self.steps):
            away = point.x() - self._column(index)
            reach = BAR + BETWEEN
            if abs(away) <= reach:
                return step.done if away < 0 or step.asked is None else step.asked
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis, the bars and the numbers of the updates."""
        if not self.steps:
            return
        low, high = self._range()
        self._left = self._axis_width(low, high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        unit = box.height() / (high - low)
        zero = box.bottom() + low * unit
        self._paint_axis(painter, low, high, zero, unit)
        painter.setPen(Qt.PenStyle.NoPen)
        for index, step in enumerate(self.steps):
            self._paint_step(painter, self._column(index), step, zero, unit)
        self._paint_updates(painter)

    def _range(self) -> tuple[float, float]:
        values = [0.0, *(step.done for step in self.steps)]
        values += [step.asked for step in self.steps if step.asked is not None]
        low, high = min(values), max(values)
        return low, high if high > low else low + 1.0

    def _axis_width(self, low: float, high: float) -> float:
        """Return the room of the numbers at the left."""
        ticks = _ticks(low, high)
        texts = (tick_text(tick, ticks, self.theme.notation, True) for tick in ticks)
        return max(LEAST_LEFT, 8 + max(text_width(text, 12, 400) for text in texts))

    def _paint_axis(
        self, painter: QPainter, low: float, high: float, zero: float, unit: float
    ) -> None:
        theme, box = self.theme, self._box()
        painter.setFont(ui_font(12))
        ticks = _ticks(low, high)
        for tick in ticks:
            y = round(zero - tick * unit) + 0.5
            painter.setPen(QPen(theme.border if tick else theme.control, 1))
            painter.drawLine(QLineF(box.left(), y, box.right(), y))
            painter.setPen(theme.text3)
            place = QRectF(0, y - 8, box.left() - 6, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            text = tick_text(tick, ticks, theme.notation, True)
            painter.drawText(place, right, text)

    def _paint_step(
        self, painter: QPainter, x: float, step: Step, zero: float, unit: float
    ) -> None:
        bars = [(step.done, self.theme.ink)]
        left = x - BAR / 2
        if step.asked is not None:
            bars.append((step.asked, self.theme.back))
            left = x - BAR - BETWEEN / 2
        for value, colour in bars:
            painter.fillRect(QRectF(left, zero, BAR, -value * unit).normalized(), colour)
            left += BAR + BETWEEN

    def _paint_updates(self, painter: QPainter) -> None:
        last = len(self.steps) - 1
        for index, step in enumerate(self.steps):
            strong = index == last
            painter.setFont(ui_font(12, 600 if strong else 400))
            painter.setPen(self.theme.text if strong else self.theme.text3)
            place = QRectF(self._column(index) - 24, HEIGHT - 18, 48, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(step.update))


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Return zero and the round values in sight."""
    found = (tick for tick in nice_ticks(low, high, 4) if low <= tick <= high)
    return tuple(dict.fromkeys((0.0, *found)))
