"""One path in the Inspector: its letter and line, its way in words, its product, its factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.path_marks import letter
from chainrule.gui.canvas.text import line
from chainrule.gui.fonts import ui_font
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.path_chips import HIGH, ROW, TIMES, chips_of
from chainrule.gui.panels.inspector.path_way import way_lines
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text
from chainrule.gui.path_lines import path_pen

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.path_chips import Chip
    from chainrule.gui.selection import Selection
    from chainrule.gui.theme import Theme
    from chainrule.teaching.cards.parts import NumberName
    from chainrule.teaching.paths.path_sum import Path

HEAD = 28.0
DISC = 18.0
SAMPLE = (28.0, 58.0)
"""where the sample of the line begins and ends"""
WORDS = 68.0
BELOW = 10.0
APART = 8.0
BACK = 0.45
"""how much is left of a block while another path is lit"""
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}


class PathBlock(Painted):
    """Shows one path; pointing at it or the keyboard on it lights it alone."""

    entered = Signal(bool)
    focused = Signal(bool)
    stepped = Signal(int)

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__(theme)
        self.number = number
        self.path: Path | None = None
        self.chips: tuple[Chip, ...] = ()
        self._facts: Facts | None = None
        self._words: Line = line()
        self._product: Line = line()
        self._back = False
        self.setObjectName(f"path_{letter(number)}")
        self.setProperty("ringed", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_path(self, facts: Facts, path: Path, width: float) -> None:
        """Show a path in a column of this width."""
        pen = Pen(self.theme)
        self.path, self._facts = path, facts
        product = pen.number(path.product, Shown.GRADIENT, 15, signed=True)
        self._product = line(product)
        ways = way_lines(pen, facts, path)
        room = width - WORDS - self._product.width - APART
        self._words = next((way for way in ways if way.width <= room), ways[-1])
        self.chips = chips_of(pen, facts, path, width)
        self.setAccessibleName(
            f"{letter(self.number)}: {line_text(ways[0])}, {line_text(self._product)}"
        )
        self.setAccessibleDescription(
            " × ".join(f"{line_text(chip.symbol)} {line_text(chip.number)}" for chip in self.chips)
        )
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def text(self) -> str:
        """Return what is written as plain text."""
        return f"{self.accessibleName()} = {self.accessibleDescription()}"

    def stand_back(self, back: bool) -> None:
        """Be paler, while another path is lit."""
        if back != self._back:
            self._back = back
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the head and of the rows of chips."""
        rows = 1 + (self.chips[-1].top / ROW if self.chips else 0)
        return QSize(0, round(HEAD + rows * ROW + BELOW - (ROW - HIGH)))

    # Pointing

    def _chip_at(self, point: QPointF) -> Chip | None:
        x, y = point.x(), point.y() - HEAD
        return next(
            (
                chip
                for chip in self.chips
                if 0 <= x - chip.left <= chip.width and 0 <= y - chip.top <= HIGH
            ),
            None,
        )

    def number_at(self, point: QPointF) -> float | None:
        """Return the number of the chip at a point, or the product in the head."""
        chip = self._chip_at(point)
        if chip is not None:
            return chip.value
        in_head = point.y() < HEAD and point.x() > self.width() - self._product.width
        return self.path.product if in_head and self.path is not None else None

    def target_at(self, point: QPointF) -> Selection | None:
        """Return what the chip at a point comes from."""
        chip = self._chip_at(point)
        return None if chip is None else chip.target

    def origin_at(self, point: QPointF) -> NumberName | None:
        """Return what leads to the origin of the chip's number at a point."""
        chip = self._chip_at(point)
        return None if chip is None else chip.origin

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light this path."""
        self.entered.emit(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let all be lit again."""
        self.entered.emit(False)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light this path."""
        self.focused.emit(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let all be lit again."""
        self.focused.emit(False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the path above or below with the arrow keys."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head and chips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._back:
            painter.setOpacity(BACK)
        self._paint_head(painter)
        for chip in self.chips:
            self._paint_chip(painter, chip)
        painter.setOpacity(1.0)
        if self.number:
            painter.setPen(QPen(self.theme.border, Metrics.HAIRLINE))
            painter.drawLine(QLineF(0, 0.5, self.width(), 0.5))

    def _paint_head(self, painter: QPainter) -> None:
        theme, middle = self.theme, HEAD / 2
        disc = QRectF(0, middle - DISC / 2, DISC, DISC).translated(2, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.back)
        painter.drawEllipse(disc)
        painter.setPen(theme.onBack)
        painter.setFont(ui_font(11, 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter(self.number))
        painter.setPen(path_pen(self.number, theme.back))
        painter.drawLine(QLineF(SAMPLE[0], middle, SAMPLE[1], middle))
        self._words.paint(painter, WORDS + self._words.width / 2, middle)
        right = self.width() - 2 - self._product.width / 2
        self._product.paint(painter, right, middle)

    def _paint_chip(self, painter: QPainter, chip: Chip) -> None:
        box = QRectF(chip.left, HEAD + chip.top, chip.width, HIGH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.sunken)
        painter.drawRoundedRect(box, Metrics.RADIUS, Metrics.RADIUS)
        chip.symbol.paint(painter, box.center().x(), box.top() + 12)
        chip.number.paint(painter, box.center().x(), box.top() + 27)
        if chip.times:
            painter.setPen(self.theme.text2)
            painter.setFont(ui_font(12))
            between = QRectF(box.left() - TIMES, box.top(), TIMES, HIGH)
            painter.drawText(between, Qt.AlignmentFlag.AlignCenter, "×")
