"""The foot of the step list: the step before which playing stops next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from chainrule.gui.language import translate
from chainrule.gui.symbols import Symbol, symbol_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme

HEIGHT, TEXT, DISC = 48, 13, 12


class StepFoot(QFrame):
    """Says where Play stops; `cleared` asks for no stop marks."""

    cleared = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._disc = _Disc(theme)
        self.label = QLabel()
        self.label.setObjectName("steps_stops")
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setWordWrap(True)
        self.button = QPushButton(translate("Steps", "Clear"))
        self.button.setObjectName("steps_clear")
        self.button.setAccessibleName(translate("Steps", "Clear stop marks"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.cleared.emit())
        self.setObjectName("steps_foot")
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._disc)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.set_theme(theme, icons)
        self.hide()

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self._disc.theme = theme
        border = theme["border"].name()
        self.setStyleSheet(f"#steps_foot {{ border: none; border-top: 1px solid {border}; }}")

    def show_next(self, number: int, words: Sequence[str | Symbol], others: int) -> None:
        """Show the next step that playing stops before, and how many marks there are besides."""
        told = translate("Steps", "Play stops before step {number}, {step}")
        if others == 1:
            told = translate("Steps", "Play stops before step {number}, {step}, and 1 more mark")
        elif others > 1:
            told = translate(
                "Steps", "Play stops before step {number}, {step}, and {others} more marks"
            )
        step = "".join(
            symbol_html(word, TEXT) if isinstance(word, Symbol) else _escaped(word)
            for word in words
        )
        self._show(told.format(number=number, step=step, others=others))

    def show_none(self) -> None:
        """Say that this update has no marked step."""
        self._show(translate("Steps", "No step of this update has a stop mark."))

    def _show(self, text: str) -> None:
        if text != self.label.text():
            self.label.setText(text)


class _Disc(QWidget):
    """A stop mark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedSize(DISC, DISC)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.ink)
        painter.drawEllipse(QPointF(DISC / 2, DISC / 2), DISC / 2, DISC / 2)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
