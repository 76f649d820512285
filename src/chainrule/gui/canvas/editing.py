"""Editing a value in place: the number box over the pill, and which value Tab goes on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.commands import Owned, Value
from chainrule.gui.canvas.editor import ValueEditor
from chainrule.gui.canvas.geometry import Box

if TYPE_CHECKING:
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.project import Project


class Editing:
    """Opens, follows and closes the number box of a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._value: Value | None = None
        self._opened_at: float | None = None
        self.editor: ValueEditor | None = None

    def open(self, target: object) -> None:
        """Open the box over a value: of a neuron id, a (source, target), or a `Value`."""
        canvas = self._canvas
        value = self._resolved(target)
        self.close()
        if value is None:
            return
        if canvas.read_only:
            canvas.tell_read_only()
            return
        number = self._number(value)
        if number is None:
            return
        canvas.interrupt()
        self._value, self._opened_at = value, number
        editor = ValueEditor(canvas, canvas.theme, number, self._box(value))
        editor.committed.connect(self._commit)
        editor.closed.connect(self.close)
        self.editor = editor
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()

    def close(self) -> None:
        """Close the box without a change."""
        editor, self.editor, self._value = self.editor, None, None
        if editor is not None:
            editor.blockSignals(True)
            if editor.hasFocus():
                self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.hide()
            editor.deleteLater()

    def close_if_gone(self) -> None:
        """Close the box when its value is no longer there; else keep it over the value."""
        value = self._value
        if value is None:
            return
        if self._number(value) is None:
            self.close()
        else:
            self.follow()

    def follow(self) -> None:
        """Keep the box over its value."""
        if self.editor is not None and self._value is not None:
            rect = self.editor.geometry()
            rect.moveCenter(self._box(self._value).center())
            self.editor.setGeometry(rect)

    def _commit(self, number: float, onwards: int) -> None:
        canvas, value = self._canvas, self._value
        self.close()
        if value is None:
            return
        if number not in (self._opened_at, self._number(value)):
            canvas.request(commands.set_value(value, number, canvas.row))
            if self._number(value) == number:
                canvas.speak()
        if onwards:
            order = values_in_order(canvas.project)
            if value in order:
                self.open(order[(order.index(value) + onwards) % len(order)])

    def _number(self, value: Value) -> float | None:
        canvas = self._canvas
        return commands.shown_number(canvas.project, canvas.frame, value, canvas.row)

    def _resolved(self, target: object) -> Value | None:
        project = self._canvas.project
        if isinstance(target, Value):
            return target
        if isinstance(target, tuple) and target in project.network.by_key:
            return commands.weight_value(project, target)
        if isinstance(target, str) and target in project.network.by_id:
            return commands.neuron_value(project, target)
        if isinstance(target, str) and target in project.network.parameters:
            return Value(Owned.PARAMETER, target)
        return None

    def _box(self, value: Value) -> QRect:
        """Return where the value is seen, in pixels."""
        view = self._canvas.viewport
        box = self._place(value)
        x, y = view.to_screen((box.x, box.y))
        width, height = box.width * view.zoom, box.height * view.zoom
        return QRect(round(x - width / 2), round(y - height / 2), round(width), round(height))

    def _place(self, value: Value) -> Box:
        prepared, layout = self._canvas.prepared(), self._canvas.layout_now
        if value.owned is Owned.TARGET and value.name in layout.targets:
            return layout.targets[value.name]
        key = layout.by_weight.get(value.name)
        if key is not None:
            pill = prepared.pills.get(key)
            return pill.box if pill else Box(*layout.curves[key].at(0.5), 0, 0)
        for drawn in prepared.discs:
            if drawn.bias is not None and drawn.bias.name == value.name:
                return drawn.bias.box
        neuron = layout.by_bias.get(value.name, value.name)
        return Box(*layout.places[neuron], 2 * layout.radius, 24)


def values_in_order(project: Project) -> list[Value]:
    """Return every editable value, layer by layer: inputs, weights, biases; then the targets."""
    network, found = project.network, []
    for level in network.levels:
        neurons = [network.by_id[name] for name in level]
        found += [Value(Owned.INPUT, neuron.id) for neuron in neurons if neuron.is_input]
        for neuron in neurons:
            links = network.incoming[neuron.id]
            found += [Value(Owned.PARAMETER, link.name) for link in links]
        found += [
            Value(Owned.PARAMETER, neuron.bias_name) for neuron in neurons if not neuron.is_input
        ]
    return found + [Value(Owned.TARGET, neuron.id) for neuron in network.outputs]
