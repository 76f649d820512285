"""Pure edits of a project: each returns a new one or raises an `EditError` that says why not."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from chainrule.network.graph import Connection, GraphError, Network
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Activation, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from chainrule.network.graph import Neuron
    from chainrule.network.names import Loss
    from chainrule.network.project import Data, Project, Row, State

Key = tuple[str, str]
Item = TypeVar("Item")

PREFIX = {Role.INPUT: "x", Role.HIDDEN: "h", Role.OUTPUT: "y"}


class EditError(ChainruleError):
    """An edit that is not made, with the reason for the person."""


def free_id(network: Network, role: Role) -> str:
    """Return the first id of the role's letter and a number that no neuron has (`h1`, `h2`, …)."""
    return next(
        name
        for name in (f"{PREFIX[role]}{number}" for number in count(1))
        if name not in network.by_id
    )


def add_neuron(project: Project, neuron: Neuron) -> Project:
    """Add a neuron; an input or output also gets a column of zeros in the data."""
    neurons = (*project.network.neurons, neuron)
    network = checked(lambda: replace(project.network, neurons=neurons))
    return rebuilt(project, network, _with_column(project.data, neuron))


def connect(project: Project, source: str, target: str, weight: float) -> Project:
    """Connect two neurons."""
    reason = project.network.why_not_connect(source, target)
    if reason is not None:
        raise EditError(reason)
    connections = (*project.network.connections, Connection(source, target, weight))
    network = checked(lambda: replace(project.network, connections=connections))
    return rebuilt(project, network)


def remove(project: Project, neurons: Collection[str], connections: Collection[Key]) -> Project:
    """Remove neurons, with all their connections, and connections.

    Inputs and outputs stay while the data has rows, which would lose their meaning.
    """
    network, data = project.network, project.data
    for neuron in neurons:
        if network.by_id[neuron].role is not Role.HIDDEN and (data.train or data.test):
            told = QT_TRANSLATE_NOOP(
                "Edit", "{neuron} is bound to the data. Delete the data rows first."
            )
            raise EditError(message(told, neuron=neuron))
    kept = tuple(neuron for neuron in network.neurons if neuron.id not in neurons)
    links = tuple(
        connection
        for connection in network.connections
        if connection.key not in connections
        and connection.source not in neurons
        and connection.target not in neurons
    )
    columns = replace(
        data,
        inputs=tuple(name for name in data.inputs if name not in neurons),
        targets=tuple(name for name in data.targets if name not in neurons),
    )
    return rebuilt(project, Network(kept, links), columns)


def duplicate(project: Project, neurons: Collection[str], dx: float, dy: float) -> Project:
    """Duplicate hidden neurons with their biases and incoming weights, moved by (dx, dy)."""
    for name in (name for name in neurons if project.network.by_id[name].role is not Role.HIDDEN):
        told = QT_TRANSLATE_NOOP("Edit", "Only hidden neurons can be duplicated, not {neuron}.")
        raise EditError(message(told, neuron=name))
    copies: dict[str, str] = {}
    for neuron in project.network.neurons:
        if neuron.id in neurons:
            copies[neuron.id] = free_id(project.network, Role.HIDDEN)
            copy = replace(
                neuron,
                id=copies[neuron.id],
                label=None,
                x=_shifted(neuron.x, dx),
                y=_shifted(neuron.y, dy),
            )
            project = add_neuron(project, copy)
    for connection in project.network.connections:
        if connection.target in copies:
            source = copies.get(connection.source, connection.source)
            project = connect(project, source, copies[connection.target], connection.weight)
    return project


def set_parameters(project: Project, values: Mapping[str, float]) -> Project:
    """Set weights and biases by parameter name; before the first update the start moves along."""
    network = project.network
    neurons = tuple(
        replace(neuron, bias=values[neuron.bias_name]) if neuron.bias_name in values else neuron
        for neuron in network.neurons
    )
    connections = tuple(
        replace(link, weight=values[link.name]) if link.name in values else link
        for link in network.connections
    )
    state = project.state
    if state is not None and state.update == 0:
        state = replace(state, initial={**state.initial, **values})
    changed = checked(lambda: Network(neurons, connections))
    return replace(project, network=changed, state=state)


def set_locked(project: Project, names: Collection[str], locked: bool) -> Project:
    """Lock or free parameters by name; a locked one is left alone by training."""
    network = project.network
    neurons = tuple(
        replace(neuron, bias_locked=locked) if neuron.bias_name in names else neuron
        for neuron in network.neurons
    )
    connections = tuple(
        replace(link, locked=locked) if link.name in names else link for link in network.connections
    )
    return replace(project, network=Network(neurons, connections))


def set_activation(project: Project, neurons: Collection[str], activation: Activation) -> Project:
    """Set the activation of neurons; softmax is had by all the outputs or by none."""
    network = project.network
    outputs = {neuron.id for neuron in network.outputs}
    chosen = set(neurons)
    group = any(neuron.activation is Activation.SOFTMAX for neuron in network.outputs)
    if chosen & outputs and (activation is Activation.SOFTMAX or group):
        chosen |= outputs
    changed = tuple(
        replace(neuron, activation=activation) if neuron.id in chosen else neuron
        for neuron in network.neurons
    )
    return checked(lambda: rebuilt(project, Network(changed, network.connections)))


def set_loss(project: Project, loss: Loss) -> Project:
    """Set the loss; it must fit the outputs."""
    return checked(lambda: replace(project, loss=loss))


def set_label(project: Project, neuron: str, label: str | None) -> Project:
    """Set the text shown in place of the neuron's id; None shows the id again."""
    return _each_neuron(project, {neuron}, lambda old: replace(old, label=label))


def move(project: Project, places: Mapping[str, tuple[float, float]]) -> Project:
    """Put neurons at these places (canvas units)."""
    return _each_neuron(
        project, places, lambda old: replace(old, x=places[old.id][0], y=places[old.id][1])
    )


def set_training(project: Project, **settings: object) -> Project:
    """Change settings of the training (`learning_rate=…`, `momentum=…`, `batch_size=…`, …)."""
    return checked(
        lambda: replace(project, training=replace(project.training, **settings))  # type: ignore[arg-type]
    )


def set_rows(project: Project, rows: tuple[Row, ...]) -> Project:
    """Set the training rows, as columns `data.inputs` then `data.targets`."""
    data = replace(
        project.data,
        inputs=project.data.inputs or tuple(neuron.id for neuron in project.network.inputs),
        targets=project.data.targets or tuple(neuron.id for neuron in project.network.outputs),
        train=rows,
    )
    return checked(lambda: replace(project, data=data, state=_at_epoch_start(project.state)))


def set_cell(project: Project, row: int, column: int, value: float) -> Project:
    """Set one value of the training set (row and column counted from 0)."""
    cells = list(project.data.train[row])
    cells[column] = value
    rows = (*project.data.train[:row], tuple(cells), *project.data.train[row + 1 :])
    return checked(lambda: replace(project, data=replace(project.data, train=rows)))


def _each_neuron(
    project: Project, chosen: Collection[str], change: Callable[[Neuron], Neuron]
) -> Project:
    neurons = tuple(
        change(neuron) if neuron.id in chosen else neuron for neuron in project.network.neurons
    )
    return replace(project, network=replace(project.network, neurons=neurons))


def _with_column(data: Data, neuron: Neuron) -> Data:
    """Return the data with a column of zeros for a new input or output."""
    if neuron.role is Role.HIDDEN:
        return data
    at = len(data.inputs)
    if neuron.role is Role.OUTPUT:
        at += len(data.targets)
    train, test = _widened(data.train, at), _widened(data.test, at)
    if neuron.role is Role.INPUT:
        return replace(data, inputs=(*data.inputs, neuron.id), train=train, test=test)
    return replace(data, targets=(*data.targets, neuron.id), train=train, test=test)


def _widened(rows: tuple[Row, ...], at: int) -> tuple[Row, ...]:
    return tuple((*row[:at], 0.0, *row[at:]) for row in rows)


def rebuilt(project: Project, network: Network, data: Data | None = None) -> Project:
    """Return the project with another topology; what training remembers of it is carried over.

    What the model refuses becomes an `EditError`.
    """
    data = project.data if data is None else data
    state = _fitted(project.state, network)
    return checked(lambda: replace(project, network=network, data=data, state=state))


def _fitted(state: State | None, network: Network) -> State | None:
    """Return the state for a changed network: gone parameters forgotten, new ones as they are."""
    if state is None:
        return None
    parameters = network.parameters
    slots = {
        slot: {name: values.get(name, 0.0) for name in parameters}
        for slot, values in state.slots.items()
    }
    initial = {name: state.initial.get(name, value) for name, value in parameters.items()}
    return replace(state, slots=slots, initial=initial)


def _at_epoch_start(state: State | None) -> State | None:
    """Return the state at the start of its epoch: the order of other rows no longer holds."""
    return None if state is None else replace(state, position=0, random=None)


def _shifted(place: float | None, by: float) -> float | None:
    return None if place is None else place + by


def checked(build: Callable[[], Item]) -> Item:
    """Return what `build` gives; what the model refuses becomes an `EditError`."""
    try:
        return build()
    except GraphError as error:
        raise EditError(error.message) from None
