"""Puts the answer box where its number will stand, and keeps it in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from chainrule.gui.canvas.answer_places import anchor_of, box_of
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.in_view import brought_into_view
from chainrule.gui.practice.box import AnswerBox, Callout
from chainrule.gui.practice.callout_place import placed_callout
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item
    from chainrule.gui.canvas.view import Canvas
    from chainrule.gui.theme import Theme
    from chainrule.session.frame import Shown

LEAST_WIDTH, LEAST_HEIGHT = 64, 24
SMALLEST, LARGEST = 13, 30
"""px of what is typed"""
ALONE = (Kind.ACTIVATE, Kind.LOSS)
"""kinds whose box has no symbol beside it"""
RIM = 18
"""px round the callout's box"""
COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
"""keys that make a command of what is typed"""


class Placed(QObject):
    """The answer box of a canvas, over the number that is asked for."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._shown: Shown | None = None
        self.callout = Callout(canvas, canvas.theme)
        self.box = AnswerBox(canvas, canvas.theme)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.follow)
        self.box.textChanged.connect(self._later.start)
        canvas.camera.moved.connect(self.follow)
        canvas.framed.connect(self._later.start)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the canvas when it takes another size; take what is typed on it into the box."""
        if event.type() == QEvent.Type.Resize:
            self._later.start()
        if isinstance(event, QKeyEvent) and self._shown is not None and is_typing(event):
            if event.type() == QEvent.Type.KeyPress:
                self.box.setFocus(Qt.FocusReason.OtherFocusReason)
                QCoreApplication.sendEvent(self.box, event)
            event.accept()
            return True
        return False

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.callout.theme = theme
        self.box.set_theme(theme)

    def ask(self, shown: Shown, head: tuple[Item, ...], name: str) -> None:
        """Ask for a number: the box goes there, empty and with nothing to undo, and the view."""
        moved, self._shown = shown != self._shown, shown
        self.callout.set_head(head)
        self.box.setAccessibleName(name)
        if moved:
            self.box.setText("")
            self.box.mark(False)
        self.box.show()
        self._bring_into_view()
        self.follow()

    def close(self) -> None:
        """Ask for nothing."""
        self._shown = None
        if self.box.hasFocus():
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.hide()
        self.callout.hide()

    def focus(self) -> None:
        """Give the box the focus, with what stands in it selected."""
        if self._shown is not None:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.box.selectAll()

    def follow(self) -> None:
        """Keep the box over its place."""
        if self._shown is None:
            return
        place = box_of(self._canvas.prepared(), self._shown)
        px = self._px()
        self.box.set_px(px)
        self.callout.setVisible(place is None)
        if place is None:
            self._put_in_callout(self._shown, px)
        else:
            self.box.setGeometry(self._on_screen(place, px, self._shown[0] in ALONE))
        self.box.raise_()

    def _px(self) -> int:
        canvas = self._canvas
        scale = canvas.prepared().scene.label_scale * canvas.viewport.zoom
        return round(min(LARGEST, max(SMALLEST, 14 * scale)))

    def _on_screen(self, place: Box, px: int, in_middle: bool) -> QRect:
        """Return the rectangle of a place in pixels, large enough to type in.

        Beside a symbol it grows to the right alone.
        """
        view = self._canvas.viewport
        x, y = view.to_screen((place.x, place.y))
        usual = max(LEAST_WIDTH, round(place.width * view.zoom) + 2, 5 * px)
        width = max(usual, min(self.box.wanted_width, 3 * usual))
        height = max(LEAST_HEIGHT, px + 10)
        left = x - (width if in_middle else min(width, round(place.width * view.zoom) + 2)) / 2
        return QRect(round(left), round(y - height / 2), width, height)

    def _put_in_callout(self, shown: Shown, px: int) -> None:
        """Put the box into a callout near what it belongs to, inside the canvas."""
        canvas = self._canvas
        head, height = self.callout.head_width, max(LEAST_HEIGHT, px + 10)
        typed = min(max(6 * px, self.box.wanted_width), 16 * px)
        size = QSize(head + RIM + typed + 6, height + 10)
        body, end = placed_callout(canvas.prepared(), shown, canvas.viewport, size)
        self.callout.put(body, end)
        self.callout.raise_()
        self.box.setGeometry(body.left() + head + RIM, body.top() + 5, typed, height)

    def _bring_into_view(self) -> None:
        canvas = self._canvas
        if self._shown is None:
            return
        place = box_of(canvas.prepared(), self._shown)
        box = place or Box(*anchor_of(canvas.layout_now, self._shown), 120, 60)
        view = brought_into_view(canvas.camera.destination, box)
        if view is not None:
            canvas.glide_to(view)


def is_typing(event: QKeyEvent) -> bool:
    """Return whether a key on the canvas is a character of an answer.

    Space pans there, and P leaves practice.
    """
    held = event.modifiers() & COMMANDING
    text = event.text()
    return not held and text.isprintable() and bool(text.strip()) and event.key() != Qt.Key.Key_P
