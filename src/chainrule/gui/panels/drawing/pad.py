"""A pad to draw on: strokes of a pen, an eraser, and one stroke taken back at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLineF,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.drawing.strokes import Strokes
from chainrule.session.drawn import PEN, RUBBER, Stroke

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from chainrule.gui.theme import Theme

PAUSE_MS = 150
"""after the last move while drawing, until the drawing is looked at"""
EACH_MOVE = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
"""lets go of moves that wait; off during a stroke, which has all its points however busy we are"""
CLEAR = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
SIDE, LEAST = 224, 160
"""px of the pad in a dock of the usual width, and where there is little room"""
CELLS = 8


class Pad(QWidget):
    """What is drawn are `Stroke`s; `drawn` tells that there are others."""

    drawn = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kept = Strokes()
        self._shown = True
        self._points: list[tuple[float, float]] = []
        self._rubs = False
        self.erasing = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.drawn)
        self.setObjectName("drawing_pad")
        self.setAccessibleName(translate("Drawing", "Pad to draw a digit on"))
        self.setToolTip(translate("Drawing", "The right button rubs out"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(LEAST)
        self.installEventFilter(self)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The strokes that are seen, the one in progress last."""
        kept = self.kept.now if self._shown else ()
        if not self._points:
            return kept
        return (*kept, Stroke(tuple(self._points), self._rubs))

    def set_shown(self, shown: bool) -> None:
        """Show what was drawn, or an empty pad while the network sees something else."""
        if shown != self._shown and not self._points:
            self._shown = shown
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size in a dock of the usual width."""
        return QSize(SIDE, SIDE)

    def heightForWidth(self, width: int) -> int:
        """Return the height of a square."""
        return min(width, SIDE)

    # Strokes

    def clear(self) -> None:
        """Take every stroke away."""
        self._stop()
        self.kept.clear()
        self._changed()

    def forget(self) -> None:
        """Take every stroke away for good."""
        self._stop()
        self._pause.stop()
        self.kept.forget()
        self.update()

    def take_back(self) -> None:
        """Take the last stroke away, or bring back what was cleared."""
        if not self._points and self.kept.undo():
            self._changed()

    def do_again(self) -> None:
        """Do again what was last taken back."""
        if not self._points and self.kept.redo():
            self._changed()

    def _changed(self) -> None:
        self._pause.stop()
        self._shown = True
        self.update()
        self.drawn.emit()

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys that clear the pad, while something is on it.

        A filter, not an override of `event`: painting never goes through it.
        """
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        return bool(self.strokes) and event.key() in CLEAR

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take all strokes away."""
        if self._takes(event):
            self.clear()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke of the pen, or of the eraser with the right button."""
        buttons = Qt.MouseButton
        if event.button() not in (buttons.LeftButton, buttons.RightButton) or self._points:
            return
        self._rubs = self.erasing or event.button() == buttons.RightButton
        if not self._shown and self.kept.now:
            self.kept.forget()
        self._shown = True
        self._points = [self._share(event.position())]
        QCoreApplication.setAttribute(EACH_MOVE, False)
        self._pause.start()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._points:
            self._points.append(self._share(event.position()))
            self._pause.start()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if self._points:
            self.kept.add(self.strokes[-1])
            self._stop()
            self._changed()

    def _stop(self) -> None:
        """Let no stroke be in progress."""
        self._points = []
        QCoreApplication.setAttribute(EACH_MOVE, True)

    def contextMenuEvent(self, event: object) -> None:
        """Have no menu: the right button rubs out."""

    # Painting

    def _box(self) -> QRectF:
        side = float(min(self.width(), self.height()))
        return QRectF((self.width() - side) / 2, 0, side, side)

    def _share(self, point: QPointF) -> tuple[float, float]:
        box = self._box()
        across, down = (point.x() - box.left()) / box.width(), point.y() / box.height()
        return min(1.0, max(0.0, across)), min(1.0, max(0.0, down))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper, its pixels as lines, and the ink."""
        theme, box = self._theme, self._box()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(box.adjusted(1, 1, -1, -1), Metrics.RADIUS, Metrics.RADIUS)
        painter.fillPath(frame, theme.panel)
        painter.setClipPath(frame)
        painter.setPen(QPen(theme.border, Metrics.HAIRLINE))
        for cell in range(1, CELLS):
            at = round(box.width() * cell / CELLS) + 0.5
            painter.drawLine(QLineF(box.left() + at, 0, box.left() + at, box.bottom()))
            painter.drawLine(QLineF(box.left(), at, box.right(), at))
        painter.drawImage(box, self._ink(box.width()))
        painter.setClipping(False)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.focus if focus else theme.control, 2 if focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)

    def _ink(self, side: float) -> QImage:
        """Return the strokes in their order on nothing, so that an eraser shows the paper."""
        ratio = self.devicePixelRatioF()
        image = QImage(
            round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied
        )
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(image.width(), image.height())
        pen = QPen(self._theme.ink, PEN)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        modes = QPainter.CompositionMode
        for stroke in self.strokes:
            pen.setWidthF(RUBBER if stroke.rubs else PEN)
            painter.setPen(pen)
            painter.setCompositionMode(
                modes.CompositionMode_Clear if stroke.rubs else modes.CompositionMode_SourceOver
            )
            painter.drawPath(_path(stroke))
        painter.end()
        return image


def _path(stroke: Stroke) -> QPainterPath:
    first, *others = stroke.points
    path = QPainterPath(QPointF(*first))
    for point in others or [(first[0] + 1e-4, first[1])]:
        path.lineTo(QPointF(*point))
    return path
