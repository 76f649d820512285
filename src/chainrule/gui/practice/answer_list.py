"""The list of answers: each with its sign, its name and its number; a click looks at it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import Word, line
from chainrule.gui.icons import Icons
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from chainrule.gui.practice.words import Pieces
    from chainrule.gui.theme import Theme

ROW = 32
ICON = 18.0


@dataclass(frozen=True, slots=True)
class Listed:
    """One answer: its index, name and number; `role` colours it and `icon` says how it went."""

    index: int
    name: Pieces
    number: str
    icon: str
    role: str
    remark: str = ""
    marked: bool = False


class AnswerList(Painted):
    """Rows of answers; Up and Down go through them, `chosen` carries the index of one."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.rows: tuple[Listed, ...] = ()
        self._at = 0
        self._icons = Icons(theme)
        self.setObjectName("practice_answers")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        if theme is not self.theme:
            self._icons = Icons(theme)
        super().set_theme(theme)

    def set_rows(self, rows: tuple[Listed, ...]) -> None:
        """Show these answers."""
        if rows == self.rows:
            return
        self.rows = rows
        self._at = min(self._at, max(0, len(rows) - 1))
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if rows else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return what is shown as plain text, a line per row."""
        return "\n".join(
            " ".join((line_text(self._name(row).line), row.number, row.remark)).strip()
            for row in self.rows
        )

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(0, ROW * len(self.rows))

    def minimumSizeHint(self) -> QSize:
        """Return the height of all rows."""
        return self.sizeHint()

    def _name(self, row: Listed) -> NameLine:
        return NameLine(Pen(self.theme), row.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, row in enumerate(self.rows):
            self._paint_row(painter, QRectF(0, at * ROW, self.width(), ROW), row)
            if at == self._at and self.hasFocus():
                painter.setPen(QPen(self.theme.focus, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                rim = QRectF(1, at * ROW + 1, self.width() - 2, ROW - 2)
                painter.drawRoundedRect(rim, 6, 6)

    def _paint_row(self, painter: QPainter, box: QRectF, row: Listed) -> None:
        theme, middle = self.theme, box.center().y()
        if row.marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.sunken)
            painter.drawRoundedRect(box, 6, 6)
        place = QRectF(8, middle - ICON / 2, ICON, ICON)
        self._icons.paint(painter, row.icon, place, theme[row.role])
        name = self._name(row).line
        name.paint(painter, 36 + name.width / 2, middle)
        wrong = row.role == "err"
        colour = theme.errText if wrong else theme.text
        number = line(Word(row.number, 14, 600, colour))
        number.paint(painter, box.right() - 8 - number.width / 2, middle)
        if row.remark:
            remark = line(Word(row.remark, 12, 400, theme.text3))
            left = box.right() - 18 - number.width - remark.width
            if left > 44 + name.width:
                remark.paint(painter, left + remark.width / 2, middle)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Look at the answer that is clicked."""
        at = int(event.position().y() // ROW)
        if 0 <= at < len(self.rows):
            self._go(at)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the answers."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self.rows:
            super().keyPressEvent(event)
        else:
            self._go(min(len(self.rows) - 1, max(0, self._at + step)))

    def _go(self, at: int) -> None:
        self._at = at
        self.update()
        self.chosen.emit(self.rows[at].index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.update()


class NameLine:
    """The name of a number as a line."""

    def __init__(self, pen: Pen, name: Pieces, px: float = 14, weight: int = 400) -> None:
        theme = pen.theme
        self.line = line(
            *(
                pen.word(piece, px, weight, theme.text2)
                if isinstance(piece, str)
                else pen.sign(piece, px, theme.text)
                for piece in name
            ),
            gap=px * 0.3,
        )
