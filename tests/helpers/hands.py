"""The hands of a person at a window: a mouse and a keyboard that act where chance has it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from chainrule.gui.canvas.picking import ports

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow

M, B = Qt.KeyboardModifier, Qt.MouseButton


class Hands:
    """Sends the events of a mouse and of keys to a window; `chance` chooses where."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.chance = random.Random(seed)

    def anywhere(self) -> QPoint:
        canvas = self.window.canvas
        return QPoint(
            self.chance.randrange(max(1, canvas.width())),
            self.chance.randrange(max(1, canvas.height())),
        )

    def target(self) -> QPoint:
        """Return a pixel at a neuron, a port, an edge, the end of an edge, or anywhere."""
        canvas, layout = self.window.canvas, self.window.canvas.layout_now
        kind = self.chance.randrange(5)
        if kind == 0 or not layout.places:
            return self.anywhere()
        if kind == 1 or not layout.curves:
            return self.pixel(self.chance.choice(list(layout.places.values())))
        if kind == 2:
            name = self.chance.choice(list(layout.places))
            return self.pixel(self.chance.choice(ports(canvas.prepared(), name)))
        key = self.chance.choice(list(layout.curves))
        if kind == 3:
            return canvas.connection_point(key).toPoint()
        return self.pixel(layout.curves[key].free(self.chance.choice((0.0, 0.5, 0.98))))

    def pixel(self, place: tuple[float, float]) -> QPoint:
        return QPointF(*self.window.canvas.viewport.to_screen(place)).toPoint()

    def mouse(
        self, kind: QEvent.Type, at: QPoint, button: B, keys: M = M.NoModifier, on: object = None
    ) -> None:
        widget = on if isinstance(on, QWidget) else self.window.canvas
        held = B.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        cause = B.NoButton if kind == QEvent.Type.MouseMove else button
        place = QPointF(at)
        event = QMouseEvent(kind, place, widget.mapToGlobal(place), cause, held, keys)
        QApplication.sendEvent(widget, event)

    def turn(self, at: QPoint, amount: int, keys: M = M.NoModifier) -> None:
        """Turn the wheel over the canvas, by eighths of a degree."""
        canvas, place = self.window.canvas, QPointF(at)
        event = QWheelEvent(
            place, canvas.mapToGlobal(place), QPoint(), QPoint(0, amount), B.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)

    def press(self, key: Qt.Key, keys: M = M.NoModifier) -> None:
        self.send_key(self.window.canvas, key, keys)

    def send_key(
        self, widget: QWidget, key: Qt.Key, keys: M = M.NoModifier, text: str = ""
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, keys, text))
