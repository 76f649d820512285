"""One way of writing something: its formula and its name, to be chosen or only told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextOption
from PySide6.QtWidgets import QRadioButton, QStyle, QStyleOptionButton, QWidget

from chainrule.gui.canvas.text import Tick, line
from chainrule.gui.fonts import ui_font
from chainrule.gui.formula import spoken, typeset

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.theme import Theme

PX, WORDS_PX = 15, 12
FORMULA, WORDS, WIDTH = 28, 270, 560
"""where formula and words begin, and how wide a form is"""
HEIGHT = 32
INDENT = 3
DOT = 3.0


class _Form:
    """What a form shows."""

    def __init__(self, formula: str, words: str, theme: Theme) -> None:
        self.formula, self.words, self.theme = formula, words, theme

    @property
    def name(self) -> str:
        """What a screen reader says."""
        said = spoken(self.formula)
        return f"{self.words}: {said}" if self.words else said

    def paint(self, painter: QPainter, box: QRectF, on: bool, possible: bool) -> None:
        """Paint formula and words; those of a form that is not on stand back."""
        theme = self.theme
        colour = theme.text if on or possible else theme.text2
        typeset(self.formula, PX, colour).paint(painter, box.left() + FORMULA, box.center().y())
        painter.setFont(ui_font(WORDS_PX))
        painter.setPen(theme.text2)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box.adjusted(WORDS, 0, 0, 0), self.words, option)

    def height(self) -> int:
        """Return the height that the words need."""
        room = QRectF(0, 0, WIDTH - WORDS, 10_000)
        measure = QFontMetricsF(ui_font(WORDS_PX))
        needed = measure.boundingRect(room, Qt.TextFlag.TextWordWrap, self.words).height()
        return max(HEIGHT, round(needed) + 2)


class FormButton(QRadioButton):
    """A form that can be chosen."""

    def __init__(self, formula: str, words: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = _Form(formula, words, theme)
        self.setAccessibleName(self.form.name)
        self.setMinimumSize(self.sizeHint())

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.form.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a form."""
        return QSize(WIDTH, self.form.height())

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere on the form."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dot, the formula and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        size = self.style().subElementRect(
            QStyle.SubElement.SE_RadioButtonIndicator, option, self
        ).size()  # fmt: skip
        option.rect.setSize(size)
        option.rect.moveLeft(INDENT)
        option.rect.moveTop((self.height() - size.height()) // 2)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorRadioButton, option, painter, self
        )
        self.form.paint(painter, QRectF(self.rect()), self.isChecked(), self.isEnabled())


class FormLine(QWidget):
    """A form that is told: with a check where it is the one in use."""

    def __init__(self, formula: str, words: str, on: bool, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.form, self._on = _Form(formula, words, theme), on
        self.setAccessibleName(self.form.name)
        self.setMinimumSize(self.sizeHint())

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.form.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a form."""
        return QSize(WIDTH, self.form.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a check or a dot, the formula and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, y = self.form.theme, self.height() / 2
        if self._on:
            line(Tick(theme.accent)).paint(painter, 8, y)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.control)
            painter.drawEllipse(QPointF(8, y), DOT, DOT)
        self.form.paint(painter, QRectF(self.rect()), self._on, False)
