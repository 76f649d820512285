"""The pointer on the canvas: which gesture a press begins, and what is pointed at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.cursors import cursor_over
from chainrule.gui.canvas.gestures.band import Band
from chainrule.gui.canvas.gestures.connect import Connect
from chainrule.gui.canvas.gestures.gesture import ALT, CTRL, SHIFT, Modifiers
from chainrule.gui.canvas.gestures.move import Move
from chainrule.gui.canvas.gestures.pan import Pan
from chainrule.gui.canvas.gestures.place import PlaceNeuron
from chainrule.gui.canvas.gestures.reconnect import Reconnect, end_at
from chainrule.gui.canvas.gestures.refused import Refused
from chainrule.gui.canvas.gestures.scrub import Scrub
from chainrule.gui.canvas.own_number import number_of
from chainrule.gui.canvas.picking import Part, pick
from chainrule.gui.canvas.tracing import ask_origin
from chainrule.gui.canvas.viewport import NOTCH
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Gesture
    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.view import Canvas
    from chainrule.session.frame import Shown
    from chainrule.teaching.origin_story import Step

NOTCH_ANGLE = 120.0
CLICK = 4.0
"""px that the pointer may move in a click"""


class Mouse:
    """Turns presses, moves and releases into gestures of the canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.last = QPointF()
        self.hovered: Hit | None = None
        self.gesture: Gesture | None = None
        self._pressed: tuple[Point, Shown | Step] | None = None
        self._inside = False

    # events

    def press(self, event: QMouseEvent) -> None:
        """Begin the gesture that belongs to what was pressed."""
        canvas, point = self.canvas, self._at(event)
        canvas.interrupt()
        canvas.keyboard.pointer_used()
        held = canvas.keyboard.space_held
        self._pressed = self._traced(point, event)
        if event.button() == Qt.MouseButton.MiddleButton or held:
            canvas.keyboard.space_used = True
            self.start(Pan(canvas, point))
        elif event.button() == Qt.MouseButton.LeftButton and not self._goes_on(point):
            self.start(self._begun(point, event.modifiers()))

    def _traced(self, point: Point, event: QMouseEvent) -> tuple[Point, Shown | Step] | None:
        """Return the number that a plain press is on, if it can be traced."""
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        hit = self.pick(point) if plain and self.canvas.tool == "select" else None
        return (point, number) if (number := number_of(self.canvas, hit)) else None

    def _trace(self, point: Point) -> None:
        """Ask where the number comes from that was clicked, not dragged."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and math.dist(pressed[0], point) < CLICK:
            ask_origin(self.canvas, pressed[1])

    def _goes_on(self, point: Point) -> bool:
        """Return whether a gesture waits for this press: a connection made by two clicks."""
        if isinstance(self.gesture, Connect):
            self.gesture.move(point, Modifiers.NoModifier)
            self.gesture.moved = True
        return self.gesture is not None

    def _begun(self, point: Point, modifiers: Modifiers) -> Gesture | None:
        canvas, hit = self.canvas, self.pick(point)
        end = None if canvas.read_only or modifiers or self._on_pill(hit) else end_at(canvas, point)
        if end is not None:
            return Reconnect(canvas, point, *end)
        if hit is not None and hit.part is Part.LOSS:
            canvas.select(Selection(loss=True))
            return None
        if hit is None:
            return Band(canvas, point)
        if canvas.tool == "connect" and hit.neuron is not None:
            return Connect(canvas, point, hit.neuron)
        if hit.part is Part.PORT and not canvas.read_only and hit.neuron is not None:
            return Connect(canvas, point, hit.neuron)
        if hit.key is not None:
            return self._on_edge(point, hit, modifiers)
        return self._on_neuron(point, hit, modifiers)

    def _on_pill(self, hit: Hit | None) -> bool:
        return hit is not None and hit.part in (Part.PILL, Part.BIAS)

    def _on_edge(self, point: Point, hit: Hit, modifiers: Modifiers) -> Gesture | None:
        canvas, chosen = self.canvas, canvas_edge(hit)
        if hit.part is Part.PILL and hit.key in canvas.selection.connections and not modifiers:
            if hit.key is not None and not canvas.read_only:
                return Scrub(canvas, point, commands.weight_value(canvas.project, hit.key))
            return Refused(canvas, point)
        canvas.select(combined(canvas.selection, chosen, modifiers))
        return None

    def _on_neuron(self, point: Point, hit: Hit, modifiers: Modifiers) -> Gesture | None:
        canvas, name = self.canvas, hit.neuron or ""
        selected = name in canvas.selection.neurons
        if hit.part is Part.BIAS and selected and not modifiers and not canvas.read_only:
            return Scrub(canvas, point, commands.neuron_value(canvas.project, name))
        if not selected or modifiers & (CTRL | SHIFT):
            chosen = Selection(frozenset({name}))
            canvas.select(combined(canvas.selection, chosen, modifiers))
        if canvas.read_only:
            return Refused(canvas, point)
        if hit.part is not Part.NEURON or name not in canvas.selection.neurons:
            return None
        return Move(canvas, point, name, bool(modifiers & ALT))

    def move(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or see what is pointed at."""
        point = self._at(event)
        self._inside = True
        if self.gesture is not None:
            self.gesture.move(point, event.modifiers())
            self.canvas.update()
        else:
            self._hover(point, event.modifiers())

    def release(self, event: QMouseEvent) -> None:
        """End the gesture, unless it waits for another click."""
        point = self._at(event)
        gesture = self.gesture
        self._trace(point)
        if gesture is None or not gesture.release(point, event.modifiers()):
            return
        if self.gesture is gesture:
            self.start(None)
        self._hover(point, event.modifiers())

    def double_click(self, event: QMouseEvent) -> None:
        """Edit the value that was clicked, or fit the network on empty canvas."""
        canvas, point = self.canvas, self._at(event)
        if event.button() != Qt.MouseButton.LeftButton or self.gesture is not None:
            return
        hit = self.pick(point)
        if hit is None:
            canvas.zoom_fit()
        elif hit.part is Part.TARGET and hit.neuron is not None:
            canvas.edit_value(commands.Value(commands.Owned.TARGET, hit.neuron))
        elif hit.part not in (Part.LOSS, Part.NUMBER):
            canvas.edit_value(hit.key or hit.neuron)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; pan with Shift, or with two fingers on a touch pad."""
        view, angle = self.canvas.viewport, event.angleDelta()
        modifiers = event.modifiers()
        if event.phase() != Qt.ScrollPhase.NoScrollPhase and not modifiers & CTRL:
            delta = event.pixelDelta() if event.hasPixelDelta() else angle / 2
            self.canvas.set_viewport(view.moved(delta.x(), delta.y()))
        elif modifiers & SHIFT:
            self.canvas.set_viewport(view.moved((angle.y() or angle.x()) / 2, 0))
        elif angle.y():
            zoom = view.zoom * NOTCH ** (angle.y() / NOTCH_ANGLE)
            place = event.position()
            self.canvas.set_viewport(view.zoomed(zoom, (place.x(), place.y())))
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Zoom with a pinch; return whether the event was one."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        view, place = self.canvas.viewport, event.position()
        zoom = view.zoom * (1 + event.value())
        self.canvas.set_viewport(view.zoomed(zoom, (place.x(), place.y())))
        return True

    def leave(self) -> None:
        """Point at nothing."""
        self._inside = False
        self.hovered = None
        self._let_stand_out()
        self.canvas.update()

    # state

    def start(self, gesture: Gesture | None) -> None:
        """Begin a gesture, or end the one in progress; the Neuron tool always has its ghost."""
        if gesture is None and self.canvas.tool == "neuron":
            gesture = PlaceNeuron(self.canvas, (self.last.x(), self.last.y()))
        self.gesture = gesture
        if gesture is not None:
            self.canvas.set_hovered(None)
        cursor = cursor_over(self.canvas, self.hovered) if gesture is None else gesture.cursor
        self.canvas.setCursor(cursor)
        self.canvas.update()

    def cancel(self) -> bool:
        """Undo the gesture in progress; return whether there was one."""
        gesture = self.gesture
        if gesture is None or isinstance(gesture, PlaceNeuron):
            return False
        self.gesture = None
        gesture.cancel()
        self.start(None)
        return True

    def tool_chosen(self) -> None:
        """Leave what the former tool was doing."""
        if self.gesture is not None:
            self.gesture.cancel()
        self.hovered = None
        self.start(None)

    def forget_gone(self) -> None:
        """Point no longer at what the project has not, and do nothing with it."""
        hit, network = self.hovered, self.canvas.project.network
        if self.gesture is not None and not self.gesture.holds(network):
            self.cancel()
        if hit is None:
            return
        if hit.neuron not in network.by_id and hit.key not in network.by_key:
            self.hovered = None

    def paint(self, painter: QPainter) -> None:
        """Paint the gesture in progress."""
        if self.gesture is not None and (self._inside or self.gesture.__class__ is not PlaceNeuron):
            self.gesture.paint(painter)

    def pick(self, point: Point) -> Hit | None:
        """Return what is at a pixel."""
        hovered = self.hovered.neuron if self.hovered else None
        return pick(self.canvas.prepared(), self.canvas.viewport.to_canvas(point), hovered)

    def _at(self, event: QMouseEvent) -> Point:
        self.last = event.position()
        return self.last.x(), self.last.y()

    def _hover(self, point: Point, modifiers: Modifiers) -> None:
        hit = self.pick(point)
        if hit != self.hovered:
            self.hovered = hit
            self._let_stand_out()
            self.canvas.update()
        if self.gesture is None:
            cursor = cursor_over(self.canvas, self.hovered)
            if modifiers & ALT and cursor == Qt.CursorShape.OpenHandCursor:
                cursor = Qt.CursorShape.DragCopyCursor
            self.canvas.setCursor(cursor)

    def _let_stand_out(self) -> None:
        """Let the edges of the neuron that is pointed at stand out while nothing is done."""
        hit, named = self.hovered, (Part.NEURON, Part.PORT)
        pointed = hit.neuron if hit is not None and hit.part in named else None
        idle = self.gesture is None and self.canvas.frame.complete
        self.canvas.set_hovered(pointed if idle else None)


def canvas_edge(hit: Hit) -> Selection:
    """Return the selection of the edge that was hit."""
    return Selection(connections=frozenset() if hit.key is None else frozenset({hit.key}))


def combined(before: Selection, chosen: Selection, modifiers: Modifiers) -> Selection:
    """Return what a click selects: the one thing, or with Ctrl or Shift that toggled."""
    if not modifiers & (CTRL | SHIFT):
        return chosen
    return Selection(before.neurons ^ chosen.neurons, before.connections ^ chosen.connections)
