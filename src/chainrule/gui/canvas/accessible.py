"""The canvas as a screen reader finds it: its neurons, edges, targets and the loss as children.

The tree is made when something asks for it; without a screen reader nothing here runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from chainrule.gui.canvas.accessible_items import AccessibleItem, has_item
from chainrule.gui.canvas.picking import LOSS_ITEM, Hit, Part

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface, QWindow

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.graph import Network

FACTORY = "chainrule_canvas_accessible"
"""property of the application that holds the factory"""
SHOWN = {
    Part.PILL: Part.EDGE,
    Part.BIAS: Part.NEURON,
    Part.PORT: Part.NEURON,
    Part.NUMBER: Part.NEURON,
}
"""parts that belong to an item"""


class AccessibleCanvas(QAccessibleObject):
    """The canvas; it keeps every item that was asked for."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._ref = ref(canvas)
        self._items: dict[Hit, AccessibleItem] = {}
        self._order: tuple[Network, dict[Hit, int]] | None = None

    def canvas(self) -> Canvas | None:
        """Return the canvas while it lives."""
        canvas = self._ref()
        return canvas if canvas is not None and isValid(canvas) else None

    def item(self, item: Hit) -> AccessibleItem:
        """Return the interface of an item, always the same one."""
        found = self._items.get(item)
        if found is None:
            found = self._items[item] = AccessibleItem(self.canvas, item)
            QAccessible.registerAccessibleInterface(found)
        return found

    def role(self) -> QAccessible.Role:
        """Return the role."""
        return QAccessible.Role.Canvas

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name of the canvas, and what is selected as its description."""
        canvas = self.canvas()
        if canvas is None:
            return ""
        says = {
            QAccessible.Text.Name: canvas.accessibleName,
            QAccessible.Text.Description: canvas.accessibleDescription,
        }.get(kind)
        return "" if says is None else says()

    def parent(self) -> QAccessibleInterface:
        """Return the widget in which the canvas is, else the application."""
        canvas = self.canvas()
        if canvas is None:
            return None  # type: ignore[return-value]
        above = canvas.parentWidget() or QApplication.instance()
        return QAccessible.queryAccessibleInterface(above)  # type: ignore[arg-type]

    def window(self) -> QWindow:
        """Return the window in which the canvas is."""
        canvas = self.canvas()
        return None if canvas is None else canvas.window().windowHandle()  # type: ignore[return-value]

    def childCount(self) -> int:
        """Return the number of items and of widgets on the canvas."""
        canvas = self.canvas()
        return 0 if canvas is None else count(canvas) + len(_widgets(canvas))

    def child(self, index: int) -> QAccessibleInterface:
        """Return an item, or after the items a widget that lies on the canvas."""
        canvas = self.canvas()
        if canvas is None or not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]
        if index < count(canvas):
            return self.item(item_at(canvas, index))
        return QAccessible.queryAccessibleInterface(_widgets(canvas)[index - count(canvas)])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return where a child stands, −1 for what is none."""
        canvas = self.canvas()
        if canvas is None:
            return -1
        if isinstance(child, AccessibleItem):
            return self._places(canvas).get(child.item, -1)
        widgets, thing = _widgets(canvas), child.object()
        return count(canvas) + widgets.index(thing) if thing in widgets else -1

    def _places(self, canvas: Canvas) -> dict[Hit, int]:
        network = canvas.project.network
        if self._order is None or self._order[0] is not network:
            places = {item_at(canvas, index): index for index in range(count(canvas))}
            self._order = (network, places)
        return self._order[1]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Return the widget or the item at a pixel of the screen."""
        canvas = self.canvas()
        point = QPoint() if canvas is None else canvas.mapFromGlobal(QPoint(x, y))
        if canvas is None or not canvas.rect().contains(point):
            return None  # type: ignore[return-value]
        over = next((w for w in _widgets(canvas) if w.geometry().contains(point)), None)
        if over is not None:
            return QAccessible.queryAccessibleInterface(over)
        hit = canvas.mouse.pick((point.x(), point.y()))
        if hit is None:
            return None  # type: ignore[return-value]
        return self.item(Hit(SHOWN.get(hit.part, hit.part), hit.neuron, hit.key))

    def focusChild(self) -> QAccessibleInterface:
        """Return the item with the ring of the keyboard, or the widget that has the focus."""
        canvas, focused = self.canvas(), QApplication.focusWidget()
        if canvas is None or focused is None:
            return None  # type: ignore[return-value]
        if focused is canvas:
            item = hit_of(canvas.keyboard.item)
            return self if item is None else self.item(item)
        inside = canvas.isAncestorOf(focused)
        return QAccessible.queryAccessibleInterface(focused) if inside else None  # type: ignore[return-value]

    def state(self) -> QAccessible.State:
        """Return whether the canvas can be used and has the focus."""
        state, canvas = QAccessible.State(), self.canvas()
        if canvas is None:
            state.invalid = True
            return state
        state.focusable = state.multiSelectable = True
        state.focused = canvas.hasFocus()
        state.invisible = not canvas.isVisible()
        state.disabled = not canvas.isEnabled()
        return state


def _widgets(canvas: Canvas) -> list[QWidget]:
    """Return the widgets that lie on the canvas and are shown."""
    found = (child for child in canvas.children() if isinstance(child, QWidget))
    return [widget for widget in found if not widget.isHidden() and not widget.isWindow()]


def count(canvas: Canvas) -> int:
    """Return the number of items."""
    layout, network = canvas.layout_now, canvas.project.network
    boxes = len(layout.targets) + (layout.loss is not None)
    return len(network.neurons) + len(network.connections) + boxes


def item_at(canvas: Canvas, index: int) -> Hit:
    """Return an item by its number: neurons, then edges in the file's order, targets, the loss."""
    network, targets = canvas.project.network, canvas.layout_now.targets
    if index < len(network.neurons):
        return Hit(Part.NEURON, network.neurons[index].id)
    index -= len(network.neurons)
    if index < len(network.connections):
        return Hit(Part.EDGE, key=network.connections[index].key)
    index -= len(network.connections)
    return Hit(Part.TARGET, list(targets)[index]) if index < len(targets) else Hit(Part.LOSS)


def hit_of(name: str | Key | None) -> Hit | None:
    """Return the item that the keyboard calls so."""
    if name is None:
        return None
    if name == LOSS_ITEM:
        return Hit(Part.LOSS)
    return Hit(Part.NEURON, name) if isinstance(name, str) else Hit(Part.EDGE, key=name)


def make_accessible(canvas: Canvas) -> None:
    """Let screen readers find what is on the canvas."""
    application = QApplication.instance()
    if application is not None and not application.property(FACTORY):
        factory = Factory()
        application.setProperty(FACTORY, factory)
        QAccessible.installFactory(factory)


class Factory:
    """Makes the interface of each canvas that is asked for, and keeps it until the program ends.

    Python owns what is made, and Qt deletes it when the canvas or the application goes. The
    bindings let go of it, and of the factory, while the application is going, which may be
    before that; so the application holds the factory as a property, which goes last.
    """

    def __init__(self) -> None:
        self._made: list[AccessibleCanvas] = []

    def __call__(self, name: str, thing: QObject) -> QAccessibleInterface | None:
        """Return the interface of a canvas; Qt asks for all objects, by each class name."""
        from chainrule.gui.canvas.view import Canvas

        if name != "Canvas" or not isinstance(thing, Canvas):
            return None
        self._made.append(AccessibleCanvas(thing))
        return self._made[-1]


def tell_focus(canvas: Canvas, name: str | Key | None) -> None:
    """Tell a screen reader that the keyboard has come to an item."""
    item = hit_of(name)
    if item is None or not QAccessible.isActive() or not canvas.hasFocus():
        return
    found = QAccessible.queryAccessibleInterface(canvas)
    if isinstance(found, AccessibleCanvas) and has_item(canvas, item):
        _tell(found.item(item), QAccessible.Event.Focus)


def tell_structure(canvas: Canvas) -> None:
    """Tell a screen reader that there are other items."""
    if QAccessible.isActive():
        _tell(QAccessible.queryAccessibleInterface(canvas), QAccessible.Event.ObjectReorder)


def _tell(found: QAccessibleInterface, event: QAccessible.Event) -> None:
    QAccessible.updateAccessibility(QAccessibleEvent(found, event))
