"""A number that went into another one, as a button that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from chainrule.gui.canvas.text import line
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.origin_symbols import operand_kind, operand_pieces
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text
from chainrule.gui.panels.inspector.said import filled_words

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.teaching.origin_story import Part

HEIGHT = 34
PADDING = 10.0
APART = 10.0
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WALK = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class OriginPart(QAbstractButton):
    """Symbol, words and number of an operand; Enter or a click follows it."""

    pointed = Signal(bool)
    """whether the pointer or the keyboard is on it"""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.part: Part | None = None
        self._lines: tuple[Line, Line, Line] = (line(), line(), line())
        self._look: object = None
        self.setObjectName("origin_part")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_part(self, facts: Facts, part: Part) -> None:
        """Show an operand."""
        look = (part, self.theme)
        self.part = part
        if look == self._look:
            return
        self._look = look
        self._lines = self._made(facts, part)
        self.setAccessibleName(", ".join(filter(None, map(line_text, self._lines))))
        self.update()

    def _made(self, facts: Facts, part: Part) -> tuple[Line, Line, Line]:
        pen, operand = Pen(self.theme), part.operand
        pieces = operand_pieces(facts.network, facts.symbols, operand)
        name = [
            pen.quiet(each, 13) if isinstance(each, str) else pen.sign(each, 14) for each in pieces
        ]
        words = filled_words(part.words, facts.symbols)
        number = pen.number(operand.value, operand_kind(operand))
        return line(*name, gap=4), line(pen.quiet(words, 12)), line(number)

    def sizeHint(self) -> QSize:
        """Return the height of a part."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the three pieces; the words only where there is room."""
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.underMouse() or self.hasFocus() or self.isDown()
        painter.setPen(QPen(theme.accent if lit else theme.border, 1))
        painter.setBrush(theme.accentSoft if self.isDown() else theme.sunken)
        painter.drawRoundedRect(rect, Metrics.RADIUS, Metrics.RADIUS)
        name, words, number = self._lines
        middle, right = self.height() / 2, self.width() - PADDING - number.width
        name.paint(painter, PADDING + name.width / 2, middle)
        number.paint(painter, right + number.width / 2, middle)
        left = PADDING + name.width + APART
        if left + words.width <= right - APART:
            words.paint(painter, left + words.width / 2, middle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow with Enter, go to the next part or the one before."""
        if event.key() in ENTER:
            self.click()
        elif Qt.Key(event.key()) in WALK:
            self.focusNextPrevChild(WALK[Qt.Key(event.key())] > 0)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Ring what it leads to."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the ring away."""
        super().leaveEvent(event)
        self.pointed.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring what it leads to."""
        super().focusInEvent(event)
        self.pointed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.pointed.emit(False)
