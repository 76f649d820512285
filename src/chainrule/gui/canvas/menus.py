"""The context menus of neuron, edge and canvas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.picking import LOSS_ITEM, Hit, Part
from chainrule.gui.canvas.selection_menu import fill_selection_menu
from chainrule.gui.canvas.tracing import ask_origin, latest
from chainrule.gui.canvas.wording import activation_name
from chainrule.gui.language import translate
from chainrule.gui.numbers import exact
from chainrule.gui.selection import Selection
from chainrule.gui.stop_edits import toggle_neuron
from chainrule.network.names import Activation, Role
from chainrule.session.operations import Kind
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.view import Canvas
    from chainrule.session.document import Edit
    from chainrule.session.frame import Shown


class ContextMenus:
    """Builds a menu for what was pressed and opens it; `current` is the one that is open."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.current: QMenu | None = None

    def open(self, event: QContextMenuEvent) -> None:
        """Open the menu of what is under the pointer, or of what has the ring of the keyboard."""
        canvas = self._canvas
        point = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            hit, point = self._by_keyboard(point)
        else:
            hit = canvas.mouse.pick((point.x(), point.y()))
        self._popup(self._menu(hit, point), point)

    def offer(self, text: str, point: QPoint, act: Callable[[], None]) -> None:
        """Open a menu with one entry."""
        menu = self._new()
        self._add(menu, text, act)
        self._popup(menu, point)

    def _by_keyboard(self, point: QPoint) -> tuple[Hit | None, QPoint]:
        canvas = self._canvas
        neuron, key = canvas.selection.only_neuron, canvas.selection.only_connection
        if canvas.selection.loss and canvas.layout_now.loss is not None:
            box = canvas.viewport.to_screen((canvas.layout_now.loss.x, canvas.layout_now.loss.y))
            return Hit(Part.LOSS), QPointF(*box).toPoint()
        if neuron is not None:
            return Hit(Part.NEURON, neuron), canvas.neuron_point(neuron).toPoint()
        if key is not None:
            return Hit(Part.EDGE, key=key), canvas.connection_point(key).toPoint()
        return None, point

    def _menu(self, hit: Hit | None, point: QPoint) -> QMenu:
        if hit is not None and hit.neuron is not None:
            if hit.neuron not in self._canvas.selection.neurons:
                self._canvas.select(Selection(frozenset({hit.neuron})))
            if len(self._canvas.selection) > 1:
                return self._selection_menu()
            return self._neuron_menu(hit.neuron, hit.number)
        if hit is not None and hit.key is not None:
            if hit.key not in self._canvas.selection.connections:
                self._canvas.select(Selection(connections=frozenset({hit.key})))
            return self._edge_menu(hit.key, hit.number)
        if hit is not None and hit.part is Part.LOSS:
            self._canvas.select(Selection(loss=True))
            menu = self._new()
            self._add_origin(menu, LOSS_ITEM, hit.number)
            return menu
        return self._canvas_menu(point)

    def _selection_menu(self) -> QMenu:
        """Return the menu of several things; where there is no window it is empty."""
        menu = self._new()
        fill_selection_menu(menu, self._canvas)
        return menu

    def _new(self) -> QMenu:
        if self.current is not None:
            self.current.close()
            self.current.deleteLater()
        self.current = QMenu(self._canvas)
        return self.current

    def _popup(self, menu: QMenu, point: QPoint) -> None:
        menu.popup(self._canvas.mapToGlobal(point))

    def _add(self, menu: QMenu, text: str, act: Callable[[], object], enabled: bool = True) -> None:
        action = menu.addAction(text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: act())

    def _edit(self, menu: QMenu, text: str, edit: Callable[[], Edit], enabled: bool = True) -> None:
        free = enabled and not self._canvas.read_only
        self._add(menu, text, lambda: self._canvas.request(edit()), free)

    def _add_origin(self, menu: QMenu, item: str | Key, number: Shown | None) -> None:
        """Offer the origin of the number that was pressed, else of the item's latest."""
        canvas = self._canvas
        number = number or latest(canvas.project.network, canvas.frame, item)
        told = translate("Canvas", "Where does this come from?")
        if number is None:
            self._add(menu, told, lambda: None, enabled=False)
        else:
            self._add(menu, told, partial(ask_origin, canvas, number))

    def _neuron_menu(self, name: str, number: Shown | None = None) -> QMenu:
        canvas, menu = self._canvas, self._new()
        self._add_origin(menu, name, number)
        menu.addSeparator()
        neuron = canvas.project.network.by_id[name]
        told = translate("Canvas", "Edit value…") if neuron.is_input else None
        told = told or translate("Canvas", "Edit bias…")
        self._add(menu, told, lambda: canvas.edit_value(name), not canvas.read_only)
        if not neuron.is_input:
            self._add_activations(menu, name)
        value = canvas.prepared().scene.output(neuron)
        copy = translate("Canvas", "Copy value")
        self._add(menu, copy, lambda: _to_clipboard(value or 0.0), value is not None)
        hidden = neuron.role is Role.HIDDEN
        self._add(
            menu,
            translate("Canvas", "Duplicate"),
            canvas.duplicate_selection,
            hidden and not canvas.read_only,
        )
        if not neuron.is_input:
            self._add_freezing(menu, name)
        self._add_stop(menu, name)
        self._add_sparing(menu, name)
        menu.addSeparator()
        delete = translate("Canvas", "Delete")
        self._add(menu, delete, canvas.delete_selection, not canvas.read_only)
        return menu

    def _add_stop(self, menu: QMenu, name: str) -> None:
        """Add what makes playing stop before the neuron is worked out."""
        canvas = self._canvas
        action = menu.addAction(translate("Canvas", "Stop here"))
        action.setObjectName("stop_here")
        action.setCheckable(True)
        action.setChecked(name in canvas.project.stops.neurons)
        action.setEnabled(not canvas.read_only)
        action.triggered.connect(partial(self._request, partial(toggle_neuron, name)))

    def _add_activations(self, menu: QMenu, name: str) -> None:
        canvas = self._canvas
        neuron = canvas.project.network.by_id[name]
        chosen = frozenset(
            other
            for other in canvas.selection.neurons | {name}
            if not canvas.project.network.by_id[other].is_input
        )
        inner = menu.addMenu(translate("Canvas", "Activation"))
        inner.setEnabled(not canvas.read_only)
        for activation in Activation:
            if activation is Activation.SOFTMAX and neuron.role is not Role.OUTPUT:
                continue
            action = inner.addAction(activation_name(activation))
            action.setCheckable(True)
            action.setChecked(activation is neuron.activation)
            edit = partial(commands.set_activation, chosen, activation)
            action.triggered.connect(partial(self._request, edit))

    def _request(self, edit: Callable[[], Edit], checked: bool = False) -> None:
        self._canvas.request(edit())

    def _add_freezing(self, menu: QMenu, name: str) -> None:
        network = self._canvas.project.network
        neuron = network.by_id[name]
        names = {link.name for link in network.incoming[name]}
        frozen = bool(names) and names <= network.locked
        told = translate("Canvas", "Freeze incoming weights")
        if frozen:
            told = translate("Canvas", "Unfreeze incoming weights")
        self._edit(menu, told, lambda: commands.set_locked(names, not frozen), bool(names))
        told = translate("Canvas", "Freeze bias")
        if neuron.bias_locked:
            told = translate("Canvas", "Unfreeze bias")
        locked, bias = neuron.bias_locked, neuron.bias_name
        self._edit(menu, told, lambda: commands.set_locked([bias], not locked))

    def _add_sparing(self, menu: QMenu, item: str | Key) -> None:
        """Offer to leave a neuron or an edge out of practice; an input is never asked about."""
        canvas = self._canvas
        if isinstance(item, str) and canvas.project.network.by_id[item].is_input:
            return
        action = menu.addAction(translate("Canvas", "Hide from practice"))
        action.setObjectName("canvas.spare")
        action.setCheckable(True)
        action.setChecked(item in canvas.spared)
        action.triggered.connect(lambda: canvas.spare_toggled.emit(item))

    def _edge_menu(self, key: Key, number: Shown | None = None) -> QMenu:
        canvas, menu = self._canvas, self._new()
        self._add_origin(menu, key, number)
        menu.addSeparator()
        link = canvas.project.network.by_key[key]
        free = not canvas.read_only
        told = translate("Canvas", "Edit weight…")
        self._add(menu, told, lambda: canvas.edit_value(key), free)
        weight = canvas.frame.parameters.get(link.name, link.weight)
        self._add(menu, translate("Canvas", "Copy weight"), lambda: _to_clipboard(weight))
        gradient = canvas.frame.value(Kind.WEIGHT_GRADIENT, link.name)
        told = translate("Canvas", "Copy gradient")
        self._add(menu, told, lambda: _to_clipboard(gradient or 0.0), gradient is not None)
        told = translate("Canvas", "Freeze weight")
        if link.locked:
            told = translate("Canvas", "Unfreeze weight")
        self._edit(menu, told, lambda: commands.set_locked([link.name], not link.locked))
        value = commands.weight_value(canvas.project, key)
        told = translate("Canvas", "Set to 0")
        self._edit(menu, told, lambda: commands.set_value(value, 0.0, canvas.row))
        self._add_sparing(menu, key)
        menu.addSeparator()
        self._add(menu, translate("Canvas", "Delete"), canvas.delete_selection, free)
        return menu

    def _canvas_menu(self, point: QPoint) -> QMenu:
        canvas, menu = self._canvas, self._new()
        place = canvas.viewport.to_canvas((point.x(), point.y()))
        inner = menu.addMenu(translate("Canvas", "Add neuron here"))
        inner.setEnabled(not canvas.read_only)
        roles = {
            Role.INPUT: translate("Canvas", "Input"),
            Role.HIDDEN: translate("Canvas", "Hidden"),
            Role.OUTPUT: translate("Canvas", "Output"),
        }
        for role, label in roles.items():
            edit = partial(commands.add_neuron, canvas.project, role, place)
            self._edit(inner, label, edit)
        self._add(menu, translate("Canvas", "Select all"), canvas.select_all)
        self._edit(menu, translate("Canvas", "Tidy layout"), commands.tidy)
        self._add(menu, translate("Canvas", "Fit"), canvas.zoom_fit)
        self._add_parts(menu)
        return menu

    def _add_parts(self, menu: QMenu) -> None:
        canvas = self._canvas
        inner = menu.addMenu(translate("Canvas", "Show"))
        names = {
            "weights": translate("Canvas", "Weights"),
            "contributions": translate("Canvas", "Contributions"),
            "gradients": translate("Canvas", "Gradients"),
            "z": translate("Canvas", "Weighted sums z"),
            "biases": translate("Canvas", "Biases"),
            "pixels": translate("Canvas", "Pixels"),
            "legend": translate("Canvas", "Legend"),
            "grid": translate("Canvas", "Grid"),
        }
        for part, label in names.items():
            action = inner.addAction(label)
            action.setCheckable(True)
            action.setChecked(part in canvas.options.parts)
            action.triggered.connect(partial(self._toggle_part, part))

    def _toggle_part(self, part: str, checked: bool = False) -> None:
        self._canvas.set_parts(self._canvas.options.parts ^ {part})


def _to_clipboard(number: float) -> None:
    QGuiApplication.clipboard().setText(exact(number, POINT).replace("\u2212", "-"))
