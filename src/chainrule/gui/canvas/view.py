"""The canvas: the network drawn, and every gesture on it turned into an edit or a selection.

The widget changes nothing itself: it asks for edits and is given the project that comes of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QNativeGestureEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.accessible import make_accessible
from chainrule.gui.canvas.announcing import announce, describe
from chainrule.gui.canvas.editing import Editing
from chainrule.gui.canvas.empty import EmptyState
from chainrule.gui.canvas.health_marks import told_at
from chainrule.gui.canvas.keys import Keyboard
from chainrule.gui.canvas.menus import ContextMenus
from chainrule.gui.canvas.mouse import Mouse
from chainrule.gui.canvas.overlay import paint_overlay
from chainrule.gui.canvas.surface import Surface
from chainrule.gui.canvas.wording import say
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QMouseEvent,
        QPainter,
        QResizeEvent,
        QWheelEvent,
    )
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project
    from chainrule.session.document import Edit

TOOLS = ("select", "neuron", "connect")


class Canvas(Surface):
    """Shows a project at one frame; the signals say what a person does with it.

    `edit_requested` carries an `Edit` for the document, `selection_changed` a `Selection`, `said`
    a line for the status bar, `merge_ended` that a drag is over, `interrupted` that a press or a
    key came during an animation, which is to be brought to its end first; `origin_wanted` the name
    of a number to be traced, None to end it, and whether the keyboard asked.
    """

    edit_requested = Signal(object)
    selection_changed = Signal(object)
    said = Signal(str)
    tool_changed = Signal(str)
    merge_ended = Signal()
    interrupted = Signal()
    play_toggled = Signal()
    examples_wanted = Signal()
    origin_wanted = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.tool = "select"
        self.read_only = self.tracing = False
        self._why_read_only = ""
        self.row = 0
        self.ringed = Selection()
        self._new_weight: Callable[[], float] | None = None
        self.setObjectName("canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(*(QSizePolicy.Policy.Expanding,) * 2)
        self.mouse = Mouse(self)
        self.keyboard = Keyboard(self)
        self.menus = ContextMenus(self)
        self.installEventFilter(self)
        self.editing = Editing(self)
        self._empty = EmptyState(self, theme)
        self._empty.wanted.connect(self.examples_wanted)
        announce(self, describe(self))
        make_accessible(self)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._empty.set_theme(theme)
        super().set_theme(theme)

    def set_project(self, project: Project) -> None:
        """Show another state of the project; the view stays where it is."""
        super().set_project(project)
        self._empty.setVisible(not project.network.neurons)
        self.mouse.forget_gone()
        self.keyboard.forget_gone()
        self.editing.close_if_gone()

    def set_tool(self, name: str) -> None:
        """Choose the tool: `select`, `neuron` or `connect`."""
        if self.read_only and name != "select":
            self.tell_read_only()
            self.tool_changed.emit(self.tool)
        elif name in TOOLS and name != self.tool:
            self.tool = name
            self.mouse.tool_chosen()
            self.tool_changed.emit(name)
            self.update()

    def ring(self, target: Selection | None) -> None:
        """Ring what a number that is pointed at elsewhere comes from; None rings nothing."""
        wanted = target or Selection()
        if wanted != self.ringed:
            self.ringed = wanted
            self.update()

    def mark_unwell(self, dead: frozenset[str], saturated: frozenset[str]) -> None:
        """Mark the neurons that are dead and those that are saturated."""
        if (dead, saturated) != (self.options.dead, self.options.saturated):
            self.options = replace(self.options, dead=dead, saturated=saturated)
            self.forget()

    def set_read_only(self, read_only: bool, why: str = "") -> None:
        """Let nothing be changed, as while looking back; say why where a person tries to."""
        self.read_only, self._why_read_only = read_only, why
        if read_only:
            self.mouse.cancel()
            self.set_tool("select")

    def set_row(self, row: int) -> None:
        """Say which row of the data is shown; inputs and targets are edited there."""
        self.row = row

    def set_new_weight(self, weight: Callable[[], float] | None) -> None:
        """Say where the weight of a new connection comes from."""
        self._new_weight = weight

    def new_weight(self) -> float:
        """Return the weight of a new connection."""
        return 0.5 if self._new_weight is None else self._new_weight()

    # what a person asks for

    def select(self, selection: Selection) -> None:
        """Select as a person does: everyone is told."""
        if selection != self.options.selection:
            self.set_selection(selection)
            self.selection_changed.emit(selection)
            self.speak()

    def request(self, edit: Edit) -> bool:
        """Ask for an edit; return False where nothing can be changed."""
        if self.read_only:
            self.tell_read_only()
        else:
            self.edit_requested.emit(edit)
        return not self.read_only

    def tell_read_only(self) -> None:
        """Say why nothing can be changed now."""
        if self._why_read_only:
            self.refuse(self._why_read_only)

    def delete_selection(self) -> None:
        """Delete what is selected."""
        if self.selection:
            self.request(commands.delete(self.selection))

    def select_all(self) -> None:
        """Select every neuron and every connection."""
        network = self.project.network
        self.select(Selection(frozenset(network.by_id), frozenset(network.by_key)))

    def duplicate_selection(self) -> None:
        """Duplicate the selected neurons and select the copies."""
        if self.selection.neurons:
            known = frozenset(self.project.network.by_id)
            self.request(commands.duplicate(self.selection.neurons))
            made = frozenset(self.project.network.by_id) - known
            if made:
                self.select(Selection(made))

    def edit_value(self, target: object) -> None:
        """Open the number box over a value: of a neuron id, a (source, target) or a `Value`."""
        self.editing.open(target)

    def connect_neurons(self, source: str, target: str) -> None:
        """Connect two neurons, or say why they cannot be."""
        reason = self.project.network.why_not_connect(source, target)
        if reason is not None:
            self.refuse(say(reason))
        elif self.request(commands.connect(source, target, self.new_weight())):
            key = (source, target)
            if key in self.project.network.by_key:
                self.select(Selection(connections=frozenset({key})))

    def refuse(self, message: str) -> None:
        """Say at the pointer why something is not done."""
        QToolTip.showText(self.mapToGlobal(self.mouse.last.toPoint()), message, self)
        self.said.emit(message)

    def offer(self, text: str, point: Point, act: Callable[[], None]) -> None:
        """Offer one thing in a menu at a point of the widget."""
        self.menus.offer(text, QPointF(*point).toPoint(), act)

    def speak(self) -> None:
        """Say what is selected, in the status bar and to screen readers."""
        text = describe(self)
        self.said.emit(text)
        announce(self, text)

    def interrupt(self) -> None:
        """Have an animation that is under way brought to its end."""
        if not self.frame.complete:
            self.interrupted.emit()

    # painting and events

    def paint_over(self, painter: QPainter, prepared: Prepared) -> None:
        """Paint what is pointed at, the ring of the keyboard and the gesture in progress."""
        paint_overlay(painter, prepared, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let pinches zoom, keep the keys that are also shortcuts, tell what a mark means.

        A filter, not an override of `event`: painting never goes through it.
        """
        if isinstance(event, QNativeGestureEvent) and self.mouse.pinch(event):
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.viewport.to_canvas((event.pos().x(), event.pos().y()))
            QToolTip.showText(event.globalPos(), told_at(self.prepared(), place), self)
            return True
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self.keyboard.wants(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show what is pointed at."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a value, or fit the network."""
        self.mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer, or pan."""
        self.mouse.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self.mouse.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of what is there."""
        self.menus.open(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key."""
        if not self.keyboard.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Notice when Space is let go."""
        if not self.keyboard.release(event):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the ring of the keyboard to an item."""
        self.keyboard.focus_in(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.keyboard.focus_out()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._empty.centre()
        self.editing.follow()
