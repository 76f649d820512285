"""The edits that gestures, menus and keys ask for, with their words for the undo menu."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from chainrule.gui.canvas.standing import standing_places, tidy_places
from chainrule.network import edits
from chainrule.network import reconnect as rewired
from chainrule.network.arrange import COLUMN
from chainrule.network.graph import Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Role
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key, Layout
    from chainrule.gui.selection import Selection
    from chainrule.network.project import Data, Project
    from chainrule.session.frame import Frame

DUPLICATE_SHIFT = 24.0
DEFAULT_ACTIVATION = {
    Role.INPUT: Activation.LINEAR,
    Role.HIDDEN: Activation.SIGMOID,
    Role.OUTPUT: Activation.LINEAR,
}


class Owned(Enum):
    """The values on the canvas that a person owns."""

    PARAMETER = auto()
    INPUT = auto()
    TARGET = auto()


@dataclass(frozen=True, slots=True)
class Value:
    """One editable value: a parameter by name, or the input or target of a neuron by id."""

    owned: Owned
    name: str


def pinned(project: Project) -> Project:
    """Return the project with every neuron where it now stands, so that an edit moves none."""
    if all(neuron.x is not None and neuron.y is not None for neuron in project.network.neurons):
        return project
    return edits.move(project, standing_places(project.network))


def move(places: Mapping[str, Point], merge: Hashable) -> Edit:
    """Put neurons at these places; one undo entry for a whole drag."""
    if len(places) == 1:
        told = message(QT_TRANSLATE_NOOP("Edit", "Move {neuron}"), neuron=next(iter(places)))
    else:
        told = message(QT_TRANSLATE_NOOP("Edit", "Move {count} neurons"), count=len(places))
    wanted = dict(places)
    return Edit(told, lambda project: edits.move(pinned(project), wanted), merge)


def tidy() -> Edit:
    """Put every neuron where the automatic layout wants it."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Tidy layout"))
    return Edit(told, lambda project: edits.move(project, tidy_places(project.network)))


def connect(source: str, target: str, weight: float) -> Edit:
    """Connect two neurons."""
    told = message(
        QT_TRANSLATE_NOOP("Edit", "Connect {source} to {target}"), source=source, target=target
    )
    return Edit(told, lambda project: edits.connect(pinned(project), source, target, weight))


def add_neuron(project: Project, role: Role, place: Point) -> Edit:
    """Add a neuron of this role at a place."""
    neuron = new_neuron(project, role, place)
    told = message(QT_TRANSLATE_NOOP("Edit", "Add {neuron}"), neuron=neuron.id)
    return Edit(told, lambda current: edits.add_neuron(pinned(current), neuron))


def add_between(project: Project, place: Point, moved: Mapping[str, Point]) -> Edit:
    """Add a hidden neuron in a column of its own; the neurons behind it make room."""
    neuron, places = new_neuron(project, Role.HIDDEN, place), dict(moved)
    told = message(QT_TRANSLATE_NOOP("Edit", "Add {neuron} in a new layer"), neuron=neuron.id)
    return Edit(told, lambda current: edits.add_neuron(edits.move(pinned(current), places), neuron))


def add_connected(project: Project, source: str, place: Point, weight: float) -> Edit:
    """Add a hidden neuron at a place, connected from `source`."""
    neuron = new_neuron(project, Role.HIDDEN, place)
    told = message(QT_TRANSLATE_NOOP("Edit", "Add {neuron}"), neuron=neuron.id)

    def change(current: Project) -> Project:
        added = edits.add_neuron(pinned(current), neuron)
        return edits.connect(added, source, neuron.id, weight)

    return Edit(told, change)


def new_neuron(project: Project, role: Role, place: Point) -> Neuron:
    """Return a neuron with a free id and the role's usual activation."""
    name = edits.free_id(project.network, role)
    return Neuron(name, role, DEFAULT_ACTIVATION[role], x=place[0], y=place[1])


def role_near(layout: Layout, x: float) -> Role:
    """Return the role of a new neuron by the column nearest to x; the first of all is an input."""
    network = layout.network
    if not network.neurons:
        return Role.INPUT
    nearest = min(layout.columns, key=lambda column: abs(column.x - x))
    roles = {network.by_id[name].role for name in nearest.neurons}
    if x > max(column.x for column in layout.columns) + COLUMN / 2 and not network.outputs:
        hidden = any(neuron.role is Role.HIDDEN for neuron in network.neurons)
        return Role.OUTPUT if hidden else Role.HIDDEN
    return roles.pop() if len(roles) == 1 else Role.HIDDEN


def reconnect(key: Key, new: Key) -> Edit:
    """Give a connection other ends."""
    told = QT_TRANSLATE_NOOP("Edit", "Reconnect {source} to {target}")
    label = message(told, source=new[0], target=new[1])
    return Edit(label, lambda project: rewired.reconnect(pinned(project), key, new))


def delete(selection: Selection, merge: Hashable = None) -> Edit:
    """Delete what is selected."""
    if len(selection) == 1:
        name = selection.only_neuron or "{} → {}".format(*(selection.only_connection or ("", "")))
        told = message(QT_TRANSLATE_NOOP("Edit", "Delete {name}"), name=name)
    else:
        told = message(QT_TRANSLATE_NOOP("Edit", "Delete {count} items"), count=len(selection))
    neurons, links = selection.neurons, selection.connections
    return Edit(told, lambda project: edits.remove(pinned(project), neurons, links), merge)


def duplicate(
    neurons: Collection[str], shift: float = DUPLICATE_SHIFT, merge: Hashable = None
) -> Edit:
    """Duplicate neurons, moved right and down by `shift`."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Duplicate {count} neurons"), count=len(neurons))
    if len(neurons) == 1:
        told = message(QT_TRANSLATE_NOOP("Edit", "Duplicate {neuron}"), neuron=next(iter(neurons)))
    chosen = list(neurons)
    return Edit(told, lambda project: edits.duplicate(pinned(project), chosen, shift, shift), merge)


def set_value(value: Value, number: float, row: int, merge: Hashable = None) -> Edit:
    """Set a value that a person owns; inputs and targets in the shown row of the data."""
    if value.owned is Owned.PARAMETER:
        told = message(QT_TRANSLATE_NOOP("Edit", "Change {parameter}"), parameter=value.name)
        return Edit(
            told, lambda project: edits.set_parameters(project, {value.name: number}), merge
        )
    if value.owned is Owned.INPUT:
        told = message(QT_TRANSLATE_NOOP("Edit", "Change {neuron}"), neuron=value.name)
    else:
        told = message(
            QT_TRANSLATE_NOOP("Edit", "Change the target of {neuron}"), neuron=value.name
        )
    return Edit(told, lambda project: _with_cell(project, value, row, number), merge)


def _with_cell(project: Project, value: Value, row: int, number: float) -> Project:
    column = _column(project.data, value)
    return project if column is None else edits.set_cell(project, row, column, number)


def set_activation(neurons: Collection[str], activation: Activation) -> Edit:
    """Set the activation of neurons."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Change the activation"))
    chosen = list(neurons)
    return Edit(told, lambda project: edits.set_activation(project, chosen, activation))


def set_locked(names: Collection[str], locked: bool) -> Edit:
    """Freeze parameters, or let them be trained again."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Freeze weights"))
    if not locked:
        told = message(QT_TRANSLATE_NOOP("Edit", "Unfreeze weights"))
    chosen = list(names)
    return Edit(told, lambda project: edits.set_locked(project, chosen, locked))


def weight_value(project: Project, key: Key) -> Value:
    """Return the weight of a connection as an editable value."""
    return Value(Owned.PARAMETER, project.network.by_key[key].name)


def neuron_value(project: Project, neuron: str) -> Value:
    """Return what of a neuron can be edited: an input's value, else the bias."""
    found = project.network.by_id[neuron]
    if found.is_input:
        return Value(Owned.INPUT, neuron)
    return Value(Owned.PARAMETER, found.bias_name)


def current_number(project: Project, value: Value, row: int) -> float | None:
    """Return the number now, None where there is no such parameter, or no such cell of data."""
    if value.owned is Owned.PARAMETER:
        return project.network.parameters.get(value.name)
    rows, column = project.data.train, _column(project.data, value)
    return None if column is None or row >= len(rows) else rows[row][column]


def _column(data: Data, value: Value) -> int | None:
    """Return the column of an input or a target, None when the data has none."""
    names = data.inputs if value.owned is Owned.INPUT else data.targets
    if value.name not in names:
        return None
    return names.index(value.name) + (0 if value.owned is Owned.INPUT else len(data.inputs))


def shown_number(project: Project, frame: Frame, value: Value, row: int) -> float | None:
    """Return the number as the frame shows it: while playing, training runs ahead of the project.

    While an update is being shown, old or new is taken, whichever the project holds.
    """
    kept = current_number(project, value, row)
    shown = frame.parameters.get(value.name)
    if kept is None or shown is None or value.owned is not Owned.PARAMETER:
        return kept
    return kept if kept == frame.old.get(value.name) else shown
