"""One phase of the strip, and the line between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme

HEIGHT = 32
DISC = 20
LINES = (32, 14)
"""px between two phases, usually and where there is little room"""
LEAST = 4
"""px between two phases where there is hardly any room"""
STOP = 11
SPACES = ((8, 8, 12), (4, 5, 8))
"""px before the disc, before the text and after it, usually and where there is little room"""
COLOURS = {
    Phase.FORWARD: ("accent", "onAccent"),
    Phase.LOSS: ("ink", "onInk"),
    Phase.BACKWARD: ("back", "onBack"),
    Phase.UPDATE: ("ink", "onInk"),
}
FAILED = ("err", "panel")


class PhaseChip(QAbstractButton):
    """A numbered phase: to come, in progress or failed (filled), or done (a check)."""

    def __init__(self, number: int, phase: Phase, text: str) -> None:
        super().__init__()
        self._number, self._phase = number, phase
        self._current = self._done = self._failed = self._stop = self._snug = False
        self._theme: Theme | None = None
        self._icons: Icons | None = None
        self._scale = 1.0
        self.setText(text)
        self.setObjectName(f"phase.{phase.value}")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self._theme, self._icons = theme, icons
        self.update()

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual."""
        self._scale = scale
        self.setFixedHeight(round(HEIGHT * scale))
        self.updateGeometry()

    def set_snug(self, snug: bool) -> None:
        """Leave less space where there is little room."""
        if snug != self._snug:
            self._snug = snug
            self.updateGeometry()
            self.update()

    def show_state(self, current: bool, done: bool, failed: bool = False) -> None:
        """Show whether the phase is in progress or done, or whether it met a bad number."""
        if (current, done, failed) != (self._current, self._done, self._failed):
            self._current, self._done, self._failed = current, done, failed
            self._describe()
            self.update()

    def bar(self, reason: str) -> None:
        """Grey the phase out and say why there can be none; "" lets it be again."""
        if reason != self.toolTip():
            self.setToolTip(reason)
            self.update()

    def show_stop(self, stop: bool) -> None:
        """Show whether playing stops before the phase."""
        if stop != self._stop:
            self._stop = stop
            self._describe()
            self.update()

    def _describe(self) -> None:
        state = translate("Strip", "to come")
        if self._failed:
            state = translate("Strip", "failed")
        elif self._current:
            state = translate("Strip", "in progress")
        elif self._done:
            state = translate("Strip", "done")
        name = f"{self.text()}, {state}"
        if self._stop:
            name = translate("Strip", "{phase}, stop mark").format(phase=name)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Return room for disc, gap and text."""
        width = QFontMetricsF(ui_font(14, 600)).horizontalAdvance(self.text())
        return QSize(sum(SPACES[self._snug]) + DISC + round(width), HEIGHT) * self._scale

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        if self._theme is None or self._icons is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, on_fill = FAILED if self._failed else COLOURS[self._phase]
        theme = self._theme
        painter.scale(self._scale, self._scale)
        box = QRectF(0, 0, self.width() / self._scale, HEIGHT).adjusted(1, 1, -1, -1)
        filled = self._current or self._failed
        if filled:
            painter.setBrush(theme[fill])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        quiet = "control" if self.toolTip() else "text2"
        self._paint_disc(painter, theme[on_fill if filled else quiet])
        painter.setFont(ui_font(14, 600))
        painter.setPen(theme[on_fill if filled else quiet])
        before, gap, _ = SPACES[self._snug]
        text = box.adjusted(before + DISC + gap - 1, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._stop:
            self._paint_stop(painter, theme)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme["focus"], 2))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def _paint_stop(self, painter: QPainter, theme: Theme) -> None:
        """Paint a stop mark at the left of the chip, apart from what it lies on."""
        painter.setBrush(theme["ink"])
        painter.setPen(QPen(theme["panel"], 1.5))
        painter.drawEllipse(QRectF(1, 1, STOP, STOP))

    def _paint_disc(self, painter: QPainter, colour: QColor) -> None:
        assert self._theme is not None  # noqa: S101, RUF100
        assert self._icons is not None  # noqa: S101, RUF100
        disc = QRectF(SPACES[self._snug][0], (HEIGHT - DISC) / 2, DISC, DISC)
        if self._done:
            painter.setBrush(self._theme["idle"])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(disc)
            self._icons.paint(painter, "check", disc.adjusted(3, 3, -3, -3), self._theme["text"])
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.25))
        painter.drawEllipse(disc.adjusted(0.6, 0.6, -0.6, -0.6))
        painter.setFont(ui_font(12, 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Connector(QWidget):
    """The short line between two phases; it gives way where there is hardly any room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._short, self._scale = False, 1.0
        self.set_short(False)

    def set_short(self, short: bool) -> None:
        """Be a short line where there is little room."""
        self._short = short
        self.setFixedHeight(round(HEIGHT * self._scale))
        self.setMinimumWidth(round(LEAST * self._scale))
        self.setMaximumWidth(self.sizeHint().width())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of a line that has its room."""
        return QSize(LINES[self._short], HEIGHT) * self._scale

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual."""
        self._scale = scale
        self.set_short(self._short)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        if self._theme is not None:
            painter = QPainter(self)
            painter.setPen(QPen(self._theme["idle"], 2))
            painter.drawLine(4, self.height() // 2, self.width() - 4, self.height() // 2)
