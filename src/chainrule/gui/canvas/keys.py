"""The keys of the canvas: everything on it can be done without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from chainrule.gui.canvas import commands, walking
from chainrule.gui.canvas.accessible import tell_focus
from chainrule.gui.canvas.aiming import Aiming
from chainrule.gui.canvas.gestures.connect import Connect
from chainrule.gui.canvas.picking import LOSS_ITEM
from chainrule.gui.canvas.ring import Ring
from chainrule.gui.canvas.tracing import ask_origin, latest
from chainrule.gui.language import translate
from chainrule.gui.selection import Selection
from chainrule.network.arrange import CLOSEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from chainrule.gui.canvas.ring import Item
    from chainrule.gui.canvas.view import Canvas

K = Qt.Key
Modifier = Qt.KeyboardModifier
ARROWS = {K.Key_Left: (-1, 0), K.Key_Right: (1, 0), K.Key_Up: (0, -1), K.Key_Down: (0, 1)}
BRACKETS = {K.Key_BracketLeft: -1, K.Key_BracketRight: 1}
ENTER = (K.Key_Return, K.Key_Enter, K.Key_F2)
FAR, NEAR = 8.0, 1.0
"""how far Alt with an arrow moves a neuron, and with Shift"""
BY_TAB = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Keyboard:
    """Acts on keys."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.ring = Ring(canvas)
        self.space_held = False
        self.space_used = False
        self._aiming = Aiming(canvas)

    @property
    def item(self) -> Item | None:
        """The neuron or connection that has the ring."""
        return self.ring.item

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; return False for one that is not for the canvas."""
        key = Qt.Key(event.key())
        if key == K.Key_Space and not event.modifiers() & Modifier.ControlModifier:
            return self._space(event)
        act = self._action(key, event.modifiers())
        if act is None:
            return False
        self.canvas.interrupt()
        self.ring.adopt()
        act()
        self.canvas.update()
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """Return whether the canvas needs a key that may also be a shortcut of the window."""
        key = Qt.Key(event.key())
        if key in (K.Key_C, K.Key_N):
            return isinstance(self.item, str) and _plain(event.modifiers())
        return key == K.Key_Space or self._action(key, event.modifiers()) is not None

    def release(self, event: QKeyEvent) -> bool:
        """Toggle playing when Space was only tapped."""
        if event.key() != K.Key_Space or event.isAutoRepeat() or not self.space_held:
            return False
        self.space_held = False
        self.canvas.unsetCursor()
        if not self.space_used:
            self.canvas.play_toggled.emit()
        return True

    def focus_in(self, event: QFocusEvent) -> None:
        """Give the ring to the neuron that last had it, or to the first."""
        if event.reason() in BY_TAB:
            self.ring.enter()
        QTimer.singleShot(0, self.canvas, lambda: tell_focus(self.canvas, self.item))
        self.canvas.update()

    def focus_out(self) -> None:
        """Let go of Space and take the ring away."""
        self.space_held = False
        self.canvas.update()

    def pointer_used(self) -> None:
        """Hide the ring while the mouse is used."""
        self.ring.hide()

    def forget_gone(self) -> None:
        """Take the ring, and a connection that is being made, from what is no longer there."""
        self.ring.forget_gone()
        gesture = self._connecting()
        if gesture is not None and gesture.source not in self.canvas.project.network.by_id:
            self.canvas.mouse.cancel()

    def open_menu(self) -> None:
        """Open the context menu at what has the ring."""
        item, chosen = self.item, self.canvas.selection
        if item is not None and item not in chosen.neurons | chosen.connections:
            self.ring.go(item)
        middle = self.canvas.rect().center()
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, middle, self.canvas.mapToGlobal(middle))
        QApplication.sendEvent(self.canvas, event)

    # what a key does

    def _action(self, key: Qt.Key, modifiers: Modifier) -> Callable[[], None] | None:
        """Return what a key does, None when nothing."""
        if key in ARROWS:
            return lambda: self._arrow(ARROWS[key], modifiers)
        if key == K.Key_Space:
            return self.ring.toggle if modifiers & Modifier.ControlModifier else None
        if key in BRACKETS and modifiers != Modifier.ControlModifier:
            return lambda: self._bracket(BRACKETS[key])
        if key == K.Key_F10 and modifiers & Modifier.ShiftModifier:
            return self.open_menu
        if key == K.Key_Escape:
            return self._escape if self._can_escape() else None
        return self._plain_action(key) if _plain(modifiers) else None

    def _plain_action(self, key: Qt.Key) -> Callable[[], None] | None:
        if key in ENTER:
            return self._enter
        return {
            K.Key_Home: lambda: self._to_end(0),
            K.Key_End: lambda: self._to_end(-1),
            K.Key_Delete: self.canvas.delete_selection,
            K.Key_Backspace: self.canvas.delete_selection,
            K.Key_V: lambda: self.canvas.set_tool("select"),
            K.Key_C: self._connect,
            K.Key_N: self._add,
            K.Key_O: self._trace,
        }.get(key)

    def _space(self, event: QKeyEvent) -> bool:
        if not event.isAutoRepeat():
            self.space_held, self.space_used = True, False
            self.canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        return True

    def _connecting(self) -> Connect | None:
        gesture = self.canvas.mouse.gesture
        return gesture if isinstance(gesture, Connect) else None

    def _arrow(self, direction: tuple[int, int], modifiers: Modifier) -> None:
        """Aim, move the selection, or walk: with Ctrl without selecting, with Shift adding."""
        gesture, shift = self._connecting(), bool(modifiers & Modifier.ShiftModifier)
        if gesture is not None:
            self._aiming.arrow(gesture, direction)
        elif modifiers & Modifier.AltModifier:
            far = NEAR if shift else FAR
            self._nudge(direction[0] * far, direction[1] * far)
        else:
            self.ring.walk(direction, not modifiers & Modifier.ControlModifier, adding=shift)

    def _to_end(self, index: int) -> None:
        self.ring.go(walking.end(self.canvas.layout_now, self.ring.neuron, index))

    def _bracket(self, step: int) -> None:
        gesture = self._connecting()
        if gesture is not None:
            self._aiming.turn(gesture, step)
        else:
            self.ring.walk_edges(step)

    def _enter(self) -> None:
        gesture = self._connecting()
        if gesture is not None:
            self.ring.move(self._aiming.finish(gesture))
        elif self.item == LOSS_ITEM:
            self._trace()
        elif self.item is not None:
            self.canvas.edit_value(self.item)

    def _trace(self) -> None:
        """Ask where the latest number of what has the ring comes from."""
        canvas, item = self.canvas, self.item
        number = None
        if item is not None:
            number = latest(canvas.project.network, canvas.frame, item)
        if number is not None:
            ask_origin(canvas, number, by_key=True)
        else:
            canvas.said.emit(translate("Canvas", "Nothing has been computed here yet."))

    def _can_escape(self) -> bool:
        """Return whether there is something to leave; while practising, not what is selected."""
        canvas = self.canvas
        busy = canvas.mouse.gesture is not None or self._on_walk()
        chosen = canvas.selection != Selection() and not canvas.options.answers
        return busy or canvas.tracing or canvas.tool != "select" or chosen

    def _escape(self) -> None:
        """Leave, in this order: the gesture, the origin, the tool, the edge, the selection."""
        if self.canvas.mouse.cancel():
            return
        if self.canvas.tracing:
            self.canvas.origin_wanted.emit(None, False)
            return
        if self.canvas.tool != "select":
            self.canvas.set_tool("select")
        elif self._on_walk():
            self.ring.go(self.ring.neuron)
        else:
            self.ring.clear()

    def _on_walk(self) -> bool:
        """Return whether the ring is on an edge that it has walked to from a neuron."""
        return isinstance(self.item, tuple) and self.ring.walks_edges

    # edits

    def _nudge(self, dx: float, dy: float) -> None:
        places, chosen = self.canvas.layout_now.places, self.canvas.selection.neurons
        if chosen:
            moved = {name: (places[name][0] + dx, places[name][1] + dy) for name in chosen}
            self.canvas.request(commands.move(moved, ("nudge", chosen)))
            self.ring.show()

    def _connect(self) -> None:
        """Start a connection at the neuron with the ring; without one, take the Connect tool."""
        if isinstance(self.item, str):
            self._aiming.start(self.item)
        else:
            self.canvas.set_tool("connect")

    def _add(self) -> None:
        """Add a neuron below the one with the ring; without one, take the Neuron tool."""
        if not isinstance(self.item, str):
            self.canvas.set_tool("neuron")
            return
        layout, project = self.canvas.layout_now, self.canvas.project
        role = project.network.by_id[self.item].role
        gap = max(CLOSEST, 2.5 * layout.radius)
        below = walking.free_below(layout, layout.places[self.item], gap)
        known = set(project.network.by_id)
        self.canvas.request(commands.add_neuron(project, role, below))
        made = set(self.canvas.project.network.by_id) - known
        self.ring.go(made.pop() if made else None)


def _plain(modifiers: Modifier) -> bool:
    """Return whether no key is held but Shift."""
    return not modifiers & (Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier)
