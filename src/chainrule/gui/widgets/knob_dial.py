"""The dial of a knob: painted, turned by dragging, wheel and keys."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from chainrule.gui.fonts import ui_font
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import (
        QColor,
        QEnterEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QWheelEvent,
    )

    from chainrule.gui.theme import Theme
    from chainrule.gui.widgets.knob_scale import KnobScale

SIZE = QSize(88, 88)
CENTRE = QPointF(44.0, 42.0)
CAPTION_REACH = 38.0
HOVER = 0.3
"""seconds of hover after which the wheel turns a dial without focus"""
SETTLE = 500
"""ms after the last wheel notch or key at which a turn counts as finished"""
EDGE = 4
"""px from the rim of the screen at which the hidden pointer is put back"""
NOTCH = 120

UP = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Right})
DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Left})
FINE = Qt.KeyboardModifier.ShiftModifier


class KnobDial(QWidget):
    """The dial. `turned` follows every change by a person, `finished` comes once a turn is over."""

    turned = Signal(float)
    finished = Signal()
    typed = Signal(str)
    """a digit typed while the dial has the focus"""
    reset = Signal()
    """the default is wanted"""

    def __init__(
        self,
        scale: KnobScale,
        theme: Theme,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.scale = scale
        self.theme = theme
        self.default = scale.least
        self.error = False
        self._value = scale.least
        self._clock = clock
        self._entered = math.inf
        self._drag: QPointF | None = None
        self._anchor = QPointF()
        self._fraction = 0.0
        self._wheel = 0
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self.finished)
        self.setFixedSize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def value(self) -> float:
        """Return the value, which may lie outside the range of the dial."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a value as it is; emits nothing."""
        if value != self._value:
            self._value = value
            self.update()

    def turn(self, value: float) -> None:
        """Turn to a value for a person: `turned` is emitted when it changes."""
        if value != self._value:
            self.set_value(value)
            self.turned.emit(value)

    def step(self, value: float) -> None:
        """Turn to a value by a single step, which is finished a while later."""
        if value != self._value:
            self.turn(value)
            self._settle.start()

    def settle(self) -> None:
        """Finish a turn by steps at once."""
        if self._settle.isActive():
            self._settle.stop()
            self.finished.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag: the pointer hides."""
        if event.button() != Qt.MouseButton.LeftButton:
            return super().mousePressEvent(event)
        self.settle()
        self._drag = self._anchor = event.globalPosition()
        self._fraction = self.scale.fraction(self._value)
        self.setCursor(Qt.CursorShape.BlankCursor)
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn: up or right for more, ten times finer with Shift."""
        if self._drag is None:
            return
        place = event.globalPosition()
        moved = place - self._drag
        self._drag = place
        way = Metrics.KNOB_FINE_DRAG if event.modifiers() & FINE else Metrics.KNOB_DRAG
        change = (moved.x() - moved.y()) / way
        if change:
            self._fraction = min(1.0, max(0.0, self._fraction + change))
            self.turn(self.scale.value(self._fraction))
        self._keep_on_screen(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag: the pointer is back where it was."""
        if self._drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (self._drag - self._anchor).manhattanLength() > 0:
            QCursor.setPos(self._anchor.toPoint())
        self._drag = None
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to the default."""
        self.reset.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go a stop per notch, but only with focus or after some hover: scrolling past is safe."""
        if not self.hasFocus() and self._clock() - self._entered < HOVER:
            event.ignore()
            return
        event.accept()
        delta = event.angleDelta()
        self._wheel += delta.y() or delta.x()
        while abs(self._wheel) >= NOTCH:
            direction = 1 if self._wheel > 0 else -1
            self._wheel -= direction * NOTCH
            self._go(direction, bool(event.modifiers() & FINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Page, Home, End, Backspace; a digit opens the box."""
        key = Qt.Key(event.key())
        if key in UP | DOWN:
            self._go(1 if key in UP else -1, bool(event.modifiers() & FINE))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(self.scale.page(self._value, 1 if key == Qt.Key.Key_PageUp else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step(self.scale.value(0.0 if key == Qt.Key.Key_Home else 1.0))
        elif key == Qt.Key.Key_Backspace:
            self.reset.emit()
        elif event.text() and event.text() in "0123456789.,":
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hover begins."""
        self._entered = self._clock()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hover ends."""
        self._entered = math.inf
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring; a turn by keys is over."""
        self.settle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ticks, arc, face, pointer, captions and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ticks(painter)
        self._paint_arc(painter)
        self._paint_face(painter)
        self._paint_captions(painter)

    def _go(self, direction: int, fine: bool) -> None:
        move = self.scale.nudge if fine else self.scale.stop
        self.step(move(self._value, direction))

    def _keep_on_screen(self, place: QPointF) -> None:
        screen = self.screen().geometry().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if not screen.contains(place.toPoint()):
            QCursor.setPos(self._anchor.toPoint())
            self._drag = self._anchor

    def _paint_ticks(self, painter: QPainter) -> None:
        colour = self.theme.control if self.isEnabled() else self.theme.idle
        painter.setPen(_pen(colour, 1.25))
        count = Metrics.KNOB_TICKS - 1
        long = {0.0, 0.5, 1.0, round(self.scale.fraction(self.default), 6)}
        even = {index / count for index in range(count + 1)}
        for share in even | long if self.scale.most > self.scale.least else (0.0, 1.0):
            outer = Metrics.KNOB_LONG_TICK_TO if share in long else Metrics.KNOB_TICK_TO
            painter.drawLine(_polar(share, Metrics.KNOB_TICK_FROM), _polar(share, outer))

    def _paint_arc(self, painter: QPainter) -> None:
        share = self.scale.fraction(self._value)
        painter.setPen(_pen(self.theme.idle, Metrics.KNOB_ARC_LINE))
        _draw_arc(painter, share, 1.0)
        if share > 0:
            painter.setPen(_pen(self._arc_colour(), Metrics.KNOB_ARC_LINE))
            _draw_arc(painter, 0.0, share)

    def _arc_colour(self) -> QColor:
        if not self.isEnabled():
            return self.theme.control
        return self.theme.err if self.error else self.theme.accent

    def _paint_face(self, painter: QPainter) -> None:
        enabled = self.isEnabled()
        hover = enabled and self.underMouse()
        rim = self.theme.control if enabled else self.theme.idle
        painter.setPen(_pen(self.theme.text2 if hover else rim, 1.25))
        painter.setBrush(self.theme.panel)
        painter.drawEllipse(CENTRE, Metrics.KNOB_FACE, Metrics.KNOB_FACE)
        share = self.scale.fraction(self._value)
        inner, outer = Metrics.KNOB_POINTER
        colour = self.theme.text if enabled else self.theme.idle
        painter.setPen(_pen(colour, Metrics.KNOB_POINTER_LINE))
        painter.drawLine(_polar(share, inner), _polar(share, outer))
        if self.hasFocus():
            painter.setPen(_pen(self.theme.focus, Metrics.FOCUS_RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = Metrics.KNOB_FACE + Metrics.FOCUS_GAP + 1.5
            painter.drawEllipse(CENTRE, ring, ring)

    def _paint_captions(self, painter: QPainter) -> None:
        painter.setFont(ui_font(12))
        painter.setPen(self.theme.text3)
        box = QRectF(CENTRE.x() - CAPTION_REACH, CENTRE.y() + 31, 2 * CAPTION_REACH, 16)
        least, most = map(self.theme.notation.write, self.scale.ends)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, least)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, most)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _polar(share: float, radius: float) -> QPointF:
    """Return the point at a share of the dial's way and a distance from its centre."""
    angle = math.radians(Metrics.KNOB_START + Metrics.KNOB_SPAN * share)
    return CENTRE + QPointF(radius * math.cos(angle), radius * math.sin(angle))


def _draw_arc(painter: QPainter, start: float, end: float) -> None:
    reach = Metrics.KNOB_ARC
    box = QRectF(CENTRE.x() - reach, CENTRE.y() - reach, 2 * reach, 2 * reach)
    first = -(Metrics.KNOB_START + Metrics.KNOB_SPAN * start)
    painter.drawArc(box, round(first * 16), round(-Metrics.KNOB_SPAN * (end - start) * 16))
