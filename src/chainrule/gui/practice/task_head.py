"""The head of the Practice panel: what is to be found, which try it is, and what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import Tick, Word, line
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.practice.words import Pieces
    from chainrule.gui.theme import Theme

TITLE, TYPED = 52, 44
CHIP = 30


class TaskHead(Painted):
    """Paints title and remark, and below them what was typed as a chip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title: Pieces = ()
        self._remark = ""
        self._typed, self._right = "", False
        self.setObjectName("practice_task")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_task(self, title: Pieces, remark: str, typed: str, right: bool) -> None:
        """Say what is asked and what was typed, "" where nothing was."""
        self._title, self._remark = title, remark
        self._typed, self._right = typed, right
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return what is shown as plain text."""
        parts = [line_text(self._title_line()), self._remark]
        if self._typed:
            parts.append(f"{translate('Practice', 'You typed')} {line_text(self._chip())}")
        return ", ".join(part for part in parts if part)

    def sizeHint(self) -> QSize:
        """Return the height of the head."""
        return QSize(0, TITLE + (TYPED if self._typed else 0))

    def minimumSizeHint(self) -> QSize:
        """Return the height of the head."""
        return self.sizeHint()

    def _title_line(self) -> Line:
        pen, colour = Pen(self.theme), self.theme.text
        made = [
            pen.word(piece, 16, 600, colour)
            if isinstance(piece, str)
            else pen.sign(piece, 17, colour)
            for piece in self._title
        ]
        return line(*made, gap=5)

    def _chip(self) -> Line:
        theme = self.theme
        ink = theme.okText if self._right else theme.errText
        tick = Tick(theme.ok if self._right else theme.err, not self._right)
        return line(Word(self._typed, 15, 600, ink), tick, gap=8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the chip and the hairline below."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = Metrics.DOCK_PADDING
        title = self._title_line()
        title.paint(painter, left + title.width / 2, 28)
        if self._remark:
            remark = line(Word(self._remark, 12, 400, theme.text3))
            remark.paint(painter, self.width() - left - remark.width / 2, 28)
        if self._typed:
            self._paint_typed(painter, left)
        painter.setPen(QPen(theme.border, Metrics.HAIRLINE))
        painter.drawLine(QLineF(0, self.height() - 0.5, self.width(), self.height() - 0.5))

    def _paint_typed(self, painter: QPainter, left: float) -> None:
        theme, middle = self.theme, TITLE + CHIP / 2 - 4
        told = line(Word(translate("Practice", "You typed"), 13, 400, theme.text2))
        told.paint(painter, left + told.width / 2, middle)
        chip = self._chip()
        box = QRectF(left + told.width + 12, middle - CHIP / 2, chip.width + 20, CHIP)
        painter.setPen(QPen(theme.ok if self._right else theme.err, 1))
        painter.setBrush(theme.okSoft if self._right else theme.errSoft)
        painter.drawRoundedRect(box, Metrics.RADIUS_MINI, Metrics.RADIUS_MINI)
        chip.paint(painter, box.center().x(), middle)
