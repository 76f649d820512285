"""The canvas without a mouse: a ring that walks over neurons and edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from chainrule.gui.canvas import commands, walking
from chainrule.gui.canvas.gestures.connect import Connect, nearest_legal
from chainrule.gui.selection import Selection
from chainrule.network.arrange import CLOSEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.view import Canvas

K = Qt.Key
ARROWS = {K.Key_Left: (-1, 0), K.Key_Right: (1, 0), K.Key_Up: (0, -1), K.Key_Down: (0, 1)}
ENTER = (K.Key_Return, K.Key_Enter, K.Key_F2)
FAR, NEAR = 8.0, 1.0
"""how far Alt with an arrow moves a neuron, and with Shift"""
BY_TAB = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Keyboard:
    """Acts on keys; `item` is the neuron or connection that has the ring."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.item: str | Key | None = None
        self.space_held = False
        self.space_used = False
        self._last: str | None = None
        self._target: str | None = None

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; return False for one that is not for the canvas."""
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == K.Key_Space and not control:
            return self._space(event)
        act = self._action(key, event.modifiers())
        if act is None:
            return False
        self.canvas.interrupt()
        act()
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """Return whether the canvas needs a key that may also be a shortcut of the window."""
        key, control = Qt.Key(event.key()), Qt.KeyboardModifier.ControlModifier
        if key == K.Key_Escape:
            return self.canvas.tool != "select" or bool(self.canvas.selection) or self._busy()
        if event.modifiers() & control:
            return key == K.Key_Space
        if key in (K.Key_C, K.Key_N):
            return isinstance(self.item, str)
        walks = (*ARROWS, *ENTER, K.Key_Home, K.Key_End, K.Key_BracketLeft, K.Key_BracketRight)
        return key in walks or key == K.Key_Space

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
        if event.reason() in BY_TAB and self.item is None:
            first = walking.first(self.canvas.layout_now)
            self._go(self._last or first)
        self.canvas.update()

    def focus_out(self) -> None:
        """Let go of Space and take the ring away."""
        self.space_held = False
        self.canvas.update()

    def pointer_used(self) -> None:
        """Hide the ring while the mouse is used."""
        self.item = None

    def forget_gone(self) -> None:
        """Take the ring from what is no longer there."""
        network = self.canvas.project.network
        if self._last not in network.by_id:
            self._last = None
        if self.item not in network.by_id and self.item not in network.by_key:
            self.item = None

    def _busy(self) -> bool:
        return self.canvas.mouse.gesture is not None or isinstance(self.item, tuple)

    def _space(self, event: QKeyEvent) -> bool:
        if not event.isAutoRepeat():
            self.space_held, self.space_used = True, False
            self.canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        return True

    def _action(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Callable[[], None] | None:
        """Return what a key does, None when nothing."""
        if key in ARROWS:
            return lambda: self._arrow(ARROWS[key], modifiers)
        if key in ENTER:
            return self._enter
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return self._toggle if key == K.Key_Space else None
        return {
            K.Key_Home: lambda: self._go(walking.end(self.canvas.layout_now, self._last, 0)),
            K.Key_End: lambda: self._go(walking.end(self.canvas.layout_now, self._last, -1)),
            K.Key_BracketRight: lambda: self._walk_edges(1),
            K.Key_BracketLeft: lambda: self._walk_edges(-1),
            K.Key_Delete: self.canvas.delete_selection,
            K.Key_Backspace: self.canvas.delete_selection,
            K.Key_Escape: self._escape,
            K.Key_V: lambda: self.canvas.set_tool("select"),
            K.Key_C: self._connect,
            K.Key_N: self._add,
        }.get(key)

    def _arrow(self, direction: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        if isinstance(self.canvas.mouse.gesture, Connect):
            self._aim(self.canvas.mouse.gesture, direction)
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            far = NEAR if modifiers & Qt.KeyboardModifier.ShiftModifier else FAR
            self._nudge(direction[0] * far, direction[1] * far)
        else:
            layout = self.canvas.layout_now
            start = self._last or self.canvas.selection.only_neuron
            self._go(walking.step(layout, start, direction) or walking.first(layout))

    def _go(self, item: str | Key | None) -> None:
        """Give the ring to an item and select it."""
        if item is None:
            return
        self.item = item
        if isinstance(item, str):
            self._last = item
            self.canvas.select(Selection(frozenset({item})))
        else:
            self.canvas.select(Selection(connections=frozenset({item})))
        self.canvas.update()

    def _walk_edges(self, step: int) -> None:
        network = self.canvas.project.network
        if self._last is None:
            self._last = self.canvas.selection.only_neuron or walking.first(self.canvas.layout_now)
        if self._last is None:
            return
        links = [*network.incoming[self._last], *network.outgoing[self._last]]
        keys = [link.key for link in links]
        if keys:
            before = keys.index(self.item) if self.item in keys else (-1 if step > 0 else 0)
            self._go(keys[(before + step) % len(keys)])

    def _enter(self) -> None:
        gesture = self.canvas.mouse.gesture
        if isinstance(gesture, Connect):
            source, target = gesture.source, self._target
            self.canvas.mouse.cancel()
            if target is not None:
                self.canvas.connect_neurons(source, target)
            return
        selection = self.canvas.selection
        item = self.item or selection.only_neuron or selection.only_connection
        if item is not None:
            self.canvas.edit_value(item)

    def _escape(self) -> None:
        if self.canvas.mouse.cancel():
            return
        if self.canvas.tool != "select":
            self.canvas.set_tool("select")
        elif isinstance(self.item, tuple) and self._last is not None:
            self._go(self._last)
        else:
            self.item = None
            self.canvas.select(Selection())
        self.canvas.update()

    def _toggle(self) -> None:
        chosen, item = self.canvas.selection, self.item
        if isinstance(item, str):
            chosen = Selection(chosen.neurons ^ {item}, chosen.connections)
        elif item is not None:
            chosen = Selection(chosen.neurons, chosen.connections ^ {item})
        self.canvas.select(chosen)

    def _nudge(self, dx: float, dy: float) -> None:
        places, chosen = self.canvas.layout_now.places, self.canvas.selection.neurons
        if chosen:
            moved = {name: (places[name][0] + dx, places[name][1] + dy) for name in chosen}
            self.canvas.request(commands.move(moved, ("nudge", chosen)))

    def _connect(self) -> None:
        """Start a connection at the neuron with the ring; without one, take the Connect tool."""
        if not isinstance(self.item, str):
            self.canvas.set_tool("connect")
        elif not self.canvas.read_only:
            start = self.canvas.neuron_point(self.item)
            self._target = None
            self.canvas.mouse.start(Connect(self.canvas, (start.x(), start.y()), self.item))

    def _aim(self, gesture: Connect, direction: tuple[int, int]) -> None:
        places = dict(self.canvas.layout_now.places)
        start = places[self._target or gesture.source]
        legal = self.canvas.options.legal
        self._target = nearest_legal(places, legal, start, direction) or self._target
        gesture.point_at(self._target)

    def _add(self) -> None:
        """Add a neuron below the one with the ring; without one, take the Neuron tool."""
        if not isinstance(self.item, str):
            self.canvas.set_tool("neuron")
            return
        layout, project = self.canvas.layout_now, self.canvas.project
        x, y = layout.places[self.item]
        role = project.network.by_id[self.item].role
        below = walking.free_below(layout, (x, y), max(CLOSEST, 2.5 * layout.radius))
        known = set(project.network.by_id)
        self.canvas.request(commands.add_neuron(project, role, below))
        made = set(self.canvas.project.network.by_id) - known
        self._go(made.pop() if made else None)
