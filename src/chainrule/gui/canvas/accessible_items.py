"""A thing on the canvas as a screen reader finds it: a neuron, an edge, a target or the loss.

Qt keeps only the addresses of these objects, so what makes one must keep it as long as the
program runs or tell Qt to let go of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from shiboken6 import VoidPtr

from chainrule.gui.canvas import accessible_names as names
from chainrule.gui.canvas import commands
from chainrule.gui.canvas.in_view import item_box
from chainrule.gui.canvas.picking import LOSS_ITEM, Part
from chainrule.gui.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QWindow

    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.view import Canvas

Actions = QAccessibleActionInterface
Text = QAccessible.Text
WALKED = (Part.NEURON, Part.EDGE, Part.LOSS)
"""what the keyboard can get to"""


class AccessibleItem(QAccessibleInterface):
    """One item; `canvas` returns the canvas while there is one.

    The item stands for a name, not for an object: while the network has nothing of that name the
    interface is not valid, and it is valid again when an undo brings the thing back.
    """

    def __init__(self, canvas: Callable[[], Canvas | None], item: Hit) -> None:
        super().__init__()
        self._canvas = canvas
        self.item = item
        self._actions = ItemActions(self)

    @property
    def canvas(self) -> Canvas | None:
        """The canvas, None once it is gone or has no such item."""
        canvas = self._canvas()
        return canvas if canvas is not None and has_item(canvas, self.item) else None

    def isValid(self) -> bool:
        """Return whether the canvas has such an item."""
        return self.canvas is not None

    def object(self) -> QObject:
        """Return nothing: an item is no object."""
        return None  # type: ignore[return-value]

    def window(self) -> QWindow:
        """Return the window in which the canvas is."""
        canvas = self.canvas
        return None if canvas is None else canvas.window().windowHandle()  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """Return the canvas."""
        canvas = self._canvas()
        return None if canvas is None else QAccessible.queryAccessibleInterface(canvas)  # type: ignore[return-value]

    def child(self, index: int) -> QAccessibleInterface:
        """Return nothing: items have no children."""
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Return nothing: items have no children."""
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        """Return 0."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return −1."""
        return -1

    def rect(self) -> QRect:
        """Return where the item is on the screen."""
        canvas = self.canvas
        if canvas is None:
            return QRect()
        box = item_box(canvas, self.item)
        x, y = canvas.viewport.to_screen((box.left, box.top))
        size = (box.width * canvas.viewport.zoom, box.height * canvas.viewport.zoom)
        corner = canvas.mapToGlobal(QPoint(round(x), round(y)))
        return QRect(corner, QSize(max(1, round(size[0])), max(1, round(size[1]))))

    def role(self) -> QAccessible.Role:
        """Return the role: an entry of the canvas, of which some are selected."""
        text = self.item.part not in WALKED
        return QAccessible.Role.StaticText if text else QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Return whether the item is selected, and whether the keyboard is on it."""
        state, canvas = QAccessible.State(), self.canvas
        if canvas is None:
            state.invalid = True
            return state
        chosen, item = canvas.selection, self.item
        walked = item.part in WALKED
        found = {
            "selectable": walked,
            "focusable": walked,
            "selected": item.neuron in chosen.neurons
            or item.key in chosen.connections
            or (item.part is Part.LOSS and chosen.loss),
            "focused": walked and canvas.hasFocus() and canvas.keyboard.item == name_of(item),
            "readOnly": canvas.read_only or names.item_value(canvas, item) is None,
            "offscreen": not canvas.rect().intersects(
                self.rect().translated(-canvas.mapToGlobal(QPoint(0, 0)))
            ),
        }
        for name, value in found.items():
            setattr(state, name, value)
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name, the number, or the line of the status bar as description."""
        canvas = self.canvas
        if canvas is None:
            return ""
        says = {
            Text.Name: names.item_name,
            Text.Value: names.item_number,
            Text.Description: names.item_description,
        }.get(kind)
        return "" if says is None else says(canvas, self.item)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Set the number, as an edit that can be undone."""
        canvas, number = self.canvas, parse_number(text)
        if canvas is None or number is None or kind != Text.Value:
            return
        value = names.item_value(canvas, self.item)
        if value is not None:
            canvas.request(commands.set_value(value, number, canvas.row))

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """Return the actions, else no address; the bindings take neither 0 nor None for one."""
        wanted = kind == QAccessible.InterfaceType.ActionInterface
        return self._actions if wanted else VoidPtr(0)  # type: ignore[return-value]


class ItemActions(QAccessibleActionInterface):
    """What can be done with an item."""

    def __init__(self, owner: AccessibleItem) -> None:
        super().__init__()
        self._owner = owner

    def actionNames(self) -> list[str]:
        """Return edit, focus, menu and select for what can be walked to, edit for a target."""
        canvas, item = self._owner.canvas, self._owner.item
        if canvas is None:
            return []
        editable = not canvas.read_only and names.item_value(canvas, item) is not None
        found = [Actions.pressAction()] if editable else []
        if item.part in WALKED:
            found += [Actions.setFocusAction(), Actions.showMenuAction(), Actions.toggleAction()]
        return found

    def doAction(self, name: str) -> None:
        """Do one of them."""
        canvas, item = self._owner.canvas, self._owner.item
        if canvas is None or name not in self.actionNames():
            return
        if name == Actions.pressAction():
            canvas.edit_value(names.item_value(canvas, item))
        elif name == Actions.setFocusAction():
            canvas.setFocus()
            canvas.keyboard.ring.go(name_of(item))
        elif name == Actions.showMenuAction():
            canvas.keyboard.ring.go(name_of(item))
            canvas.keyboard.open_menu()
        else:
            canvas.keyboard.ring.toggle(name_of(item))

    def keyBindingsForAction(self, name: str) -> list[str]:
        """Return the keys that do the same on the canvas."""
        keys = {
            Actions.pressAction(): ["Return", "F2"],
            Actions.showMenuAction(): ["Menu", "Shift+F10"],
            Actions.toggleAction(): ["Ctrl+Space"],
        }
        return keys.get(name, [])


def has_item(canvas: Canvas, item: Hit) -> bool:
    """Return whether the canvas has such an item now."""
    network = canvas.project.network
    if item.part is Part.LOSS:
        return canvas.layout_now.loss is not None
    if item.part is Part.EDGE:
        return item.key in network.by_key
    return item.neuron in (canvas.layout_now.targets if item.part is Part.TARGET else network.by_id)


def name_of(item: Hit) -> str | tuple[str, str] | None:
    """Return what the keyboard calls an item."""
    if item.part is Part.LOSS:
        return LOSS_ITEM
    return item.key if item.part is Part.EDGE else item.neuron
