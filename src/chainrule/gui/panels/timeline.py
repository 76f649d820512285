"""The timeline under the loss plot: which update is shown, and a handle to look at another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider

from chainrule.gui.language import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.theme import Theme

HEIGHT = 26
HANDLE = (9.0, 18.0)
FAR = 10
"""updates that Shift with an arrow key moves"""


class Timeline(QSlider):
    """A slider over the updates of the run; its right end is that of the plot's axis."""

    looked = Signal(int)
    """the update that a person wants to look at"""
    back_to_end = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("timeline")
        self.setAccessibleName(translate("Timeline", "Timeline"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._end = 20.0
        self._margins = (0.0, 0.0)
        self._back = False

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def set_axis(self, end: float, left: float, right: float) -> None:
        """Align with the plot: its last update and the margins of its area, px."""
        if (end, (left, right)) != (self._end, self._margins):
            self._end, self._margins = end, (left, right)
            self.update()

    def show_updates(self, first: int, last: int, shown: int, looking_back: bool) -> None:
        """Show the updates that can be looked at, and the one that is."""
        self._back = looking_back
        if (self.minimum(), self.maximum()) != (first, last):
            self.setRange(first, last)
        if self.value() != shown:
            self.setValue(shown)
        self.update()

    def _x(self, update: float) -> float:
        left, right = self._margins
        return left + (self.width() - left - right) * update / self._end

    def _update_at(self, x: float) -> int:
        left, right = self._margins
        share = (x - left) / max(1.0, self.width() - left - right)
        return max(self.minimum(), min(self.maximum(), round(share * self._end)))

    def _look(self, update: int) -> None:
        wanted = max(self.minimum(), min(self.maximum(), update))
        if wanted != self.value():
            self.looked.emit(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._look(self._update_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self.isSliderDown():
            self._look(self._update_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the handle go."""
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Return to the end."""
        self.back_to_end.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys, ten times as far with Shift; Home and End."""
        far = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        keys = Qt.Key
        moves = {
            keys.Key_Left: self.value() - far,
            keys.Key_Right: self.value() + far,
            keys.Key_Home: self.minimum(),
            keys.Key_End: self.maximum(),
        }
        if event.key() in moves:
            self._look(moves[keys(event.key())])
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Return the height of a row."""
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, past and handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, middle = self._theme, self.height() / 2
        handle = self._x(self.value())
        self._line(painter, self._x(0), self._x(self._end), 4.0, "idle")
        if self._back:
            self._line(painter, handle, self._x(self.maximum()), 1.75, "accent")
        self._line(painter, self._x(0), handle, 4.0, "accent")
        width, height = HANDLE
        box = QRectF(handle - width / 2, middle - height / 2, width, height)
        painter.setBrush(theme["panel"])
        colour = theme["accent" if self.value() > 0 else "control"]
        painter.setPen(QPen(theme["focus"] if self.hasFocus() else colour, 2))
        painter.drawRoundedRect(box, 3, 3)

    def _line(self, painter: QPainter, start: float, end: float, width: float, role: str) -> None:
        if end <= start:
            return
        box = QRectF(start, self.height() / 2 - width / 2, end - start, width)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme[role])
        painter.drawRoundedRect(box, width / 2, width / 2)
