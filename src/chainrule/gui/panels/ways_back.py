"""What the strip offers when training has stopped: the ways back, as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from chainrule.gui.canvas.text import Sign, Word, line
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.symbols import ETA
from chainrule.gui.ways import BACK, SETTLE, back_words, settle_words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.session.divergence import Divergence

RESET = "run.reset"
PADDING = 14
ICON = 16


class WaysBack(QWidget):
    """A learning rate that settles, and the last healthy update (or else the start)."""

    chosen = Signal(str)
    """the object name of the action that a person wants"""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settle = SymbolButton(theme)
        self.settle.setObjectName("set_settling_rate")
        self.back = QPushButton()
        self.back.setIconSize(QSize(ICON, ICON))
        self.back.setProperty("look", "primary")
        self._wanted = BACK
        self.settle.clicked.connect(lambda: self.chosen.emit(SETTLE))
        self.back.clicked.connect(lambda: self.chosen.emit(self._wanted))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.settle, self.back):
            button.setStyleSheet(f"min-height: {Metrics.STRIP_BUTTON - 2}px")
            button.setFixedHeight(Metrics.STRIP_BUTTON)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.set_theme(theme, icons)

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self.settle.set_theme(theme)
        self._notation = theme.notation
        self._icons = icons
        self._set_icon()

    def show_divergence(self, divergence: Divergence) -> None:
        """Offer the ways back from a divergence."""
        settling = divergence.settling
        self.settle.setVisible(settling is not None)
        if settling is not None:
            self.settle.setText(settle_words(settling.rate, self._notation))
        healthy = divergence.healthy
        self._wanted = RESET if healthy is None else BACK
        self.back.setObjectName("reset" if healthy is None else "back_to_healthy")
        self.back.setText(
            translate("WaysBack", "Reset") if healthy is None else back_words(healthy)
        )
        self._set_icon()

    def _set_icon(self) -> None:
        name = "restart" if self._wanted == RESET else "undo"
        self.back.setIcon(self._icons.icon(name, "onAccent"))


class SymbolButton(QPushButton):
    """A button in whose words η is set as a symbol."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def _line(self) -> Line:
        colour = self._theme["text"]
        before, symbol, after = self.text().partition(str(ETA))
        items = [Word(text.strip(), 13, 500, colour) for text in (before, after)]
        if not symbol:
            return line(items[0])
        return line(items[0], Sign(ETA, 13, colour), items[1], gap=4.0)

    def sizeHint(self) -> QSize:
        """Return room for the words."""
        return QSize(round(self._line().width) + 2 * PADDING, Metrics.STRIP_BUTTON)

    def minimumSizeHint(self) -> QSize:
        """Return room for the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button as the style does, and the words over it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._line().paint(painter, self.width() / 2, self.height() / 2)
