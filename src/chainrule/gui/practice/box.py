"""The text box of the number that is to be found now, over its place on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from chainrule.gui.canvas.text import line
from chainrule.gui.fonts import ui_font
from chainrule.gui.icons import Icons
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import MINUS

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Item, Line
    from chainrule.gui.theme import Theme


class AnswerBox(QLineEdit):
    """Takes one answer: Enter and Tab have it judged, Esc clears it and then leaves the box."""

    entered = Signal(str)
    passed = Signal()
    """Tab in an empty box"""
    escaped = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wrong = False
        self._px = 14
        self.setObjectName("practice_answer")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setPlaceholderText("?")
        trailing = QLineEdit.ActionPosition.TrailingPosition
        self._cross = self.addAction(Icons(theme).icon("cross", "err"), trailing)
        self._cross.setVisible(False)
        self.textEdited.connect(self._edited)
        self.hide()

    @property
    def wrong(self) -> bool:
        """Whether what stands in it was wrong."""
        return self._wrong

    @property
    def wanted_width(self) -> int:
        """The px that what stands in it takes."""
        cross = self._px + 14 if self._wrong else 0
        return self.fontMetrics().horizontalAdvance(self.text()) + 16 + cross

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._cross.setIcon(Icons(theme).icon("cross", "err"))
        self._dress()

    def set_px(self, px: int) -> None:
        """Set the size of its letters."""
        if px != self._px:
            self._px = px
            self._dress()

    def mark(self, wrong: bool) -> None:
        """Show whether what stands in it is wrong."""
        self._wrong = wrong
        self._dress()

    def _edited(self, text: str) -> None:
        """Take away the mark of what was wrong, and write a minus as one."""
        self.mark(False)
        place = self.cursorPosition()
        if "-" in text:
            self.setText(text.replace("-", MINUS))
            self.setModified(True)
            self.setCursorPosition(place)

    def _dress(self) -> None:
        theme, wrong = self._theme, self._wrong
        edge, ground = ("err", "errSoft") if wrong else ("focus", "panel")
        chosen = "errSoft" if wrong else "accent"
        self._cross.setVisible(wrong)
        self.setFont(ui_font(self._px, 600))
        self.setStyleSheet(
            f"QLineEdit {{ selection-background-color: {theme[chosen].name()};"
            f" selection-color: {theme['errText' if wrong else 'onAccent'].name()};"
            f" border: 2px solid {theme[edge].name()}; border-radius: 5px;"
            f" padding: 0 3px; min-height: 0; font-size: {self._px}px; font-weight: 600;"
            f" background: {theme[ground].name()};"
            f" color: {theme['errText' if wrong else 'text'].name()}; }}"
        )

    def event(self, event: QEvent) -> bool:
        """Take Tab for going on to the next box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Tab and self.text().strip() and not self._wrong:
                self.entered.emit(self.text())
                return True
            if event.key() == Qt.Key.Key_Tab:
                self.passed.emit()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have the answer judged with Enter; clear it with Esc, and leave the box with another."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self.mark(False)
            else:
                self.escaped.emit()
        else:
            super().keyPressEvent(event)


class Callout(QWidget):
    """The ground of a box that has no place of its own: what is asked, and room for the box.

    A line leads from it to what the number belongs to.
    """

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme = theme
        self._head: Line = line()
        self.body, self.end = QRect(), QPoint()
        self.setObjectName("practice_callout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_head(self, items: tuple[Item, ...]) -> None:
        """Say what is asked."""
        self._head = line(*items, gap=4)
        self.update()

    @property
    def head_width(self) -> int:
        """The px that the words take."""
        return round(self._head.width)

    def put(self, body: QRect, end: QPoint) -> None:
        """Stand at `body`, with a line to `end`; both in the parent's pixels."""
        whole = body.united(QRect(end, QSize(1, 1))).adjusted(-5, -5, 5, 5)
        self.setGeometry(whole)
        self.body, self.end = body.translated(-whole.topLeft()), end - whole.topLeft()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, the ground and the words."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.control, 1.5))
        painter.drawLine(self.body.center(), self.end)
        painter.setBrush(theme.control)
        painter.drawEllipse(self.end, 3, 3)
        painter.setBrush(theme.panel)
        body = QRectF(self.body).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(body, Metrics.RADIUS, Metrics.RADIUS)
        self._head.paint(painter, body.left() + 10 + self._head.width / 2, body.center().y())
