"""A data set meets a project: put in as it is where it fits, else with a network made for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.datasets.table import Task
from chainrule.engine.initializers import DEFAULT_INITIALIZER
from chainrule.network.about import About
from chainrule.network.arrange import columns
from chainrule.network.edits import checked
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data
from chainrule.network.sizes import check_sizes
from chainrule.session.checking import with_new_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.datasets.table import Table
    from chainrule.network.message import Message
    from chainrule.network.project import Project

HIDDEN = {Task.NUMBERS: (8,), Task.TWO_CLASSES: (4,), Task.CLASSES: (8,)}
"""hidden layers of a network that has none to take over"""
PICTURE = 64
"""inputs from which on the hidden layer is that of the digits"""
OF_PICTURE = (16,)
MOST_AT_ONCE = 16
"""rows of a batch where the settings would take one row at a time from a large set"""
LARGE = 50

OUTPUTS = {
    Task.NUMBERS: (Activation.LINEAR, Loss.HALF_SQUARED_ERROR),
    Task.TWO_CLASSES: (Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY),
    Task.CLASSES: (Activation.SOFTMAX, Loss.CROSS_ENTROPY),
}
"""activation of the outputs and loss that suit a task best"""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a data set cannot be put in as it is: the sentence, and the layers that would fit."""

    why: Message
    sizes: tuple[int, ...]


def misfit(project: Project, table: Table) -> Misfit | None:
    """Return why a table does not fit the project's network, None where it does."""
    network = project.network
    inputs, outputs = len(network.inputs), len(network.outputs)
    if (inputs, outputs) == (len(table.inputs), len(table.targets)):
        if table.task is Task.NUMBERS and project.loss in _OF_CLASSES:
            told = QT_TRANSLATE_NOOP("Matching", "The data has numbers; the loss is for classes.")
            return Misfit(message(told), sizes_for(project, table))
        return None
    why = message(
        _counts(len(table.inputs) == 1, len(table.targets) == 1),
        inputs=len(table.inputs),
        targets=len(table.targets),
        has_inputs=inputs,
        has_outputs=outputs,
    )
    return Misfit(why, sizes_for(project, table))


def _counts(one_input: bool, one_target: bool) -> tuple[str, str]:
    """Return the sentence that counts columns, with "input" and "target" for one of them."""
    if one_input and one_target:
        return QT_TRANSLATE_NOOP(
            "Matching",
            "The data has 1 input and 1 target; the network has {has_inputs} and {has_outputs}.",
        )
    if one_input:
        return QT_TRANSLATE_NOOP(
            "Matching",
            "The data has 1 input and {targets} targets; the network has {has_inputs} and"
            " {has_outputs}.",
        )
    if one_target:
        return QT_TRANSLATE_NOOP(
            "Matching",
            "The data has {inputs} inputs and 1 target; the network has {has_inputs} and"
            " {has_outputs}.",
        )
    return QT_TRANSLATE_NOOP(
        "Matching",
        "The data has {inputs} inputs and {targets} targets; the network has {has_inputs} and"
        " {has_outputs}.",
    )


_OF_CLASSES = frozenset({Loss.BINARY_CROSS_ENTROPY, Loss.CROSS_ENTROPY})


def with_data(project: Project, table: Table) -> Project:
    """Return the project with other samples, which fit its network; training starts anew.

    The columns go to the inputs and the outputs in the order of the data there is, else in that
    of the network.
    """
    network, data = project.network, project.data
    inputs = data.inputs or tuple(neuron.id for neuron in network.inputs)
    targets = data.targets or tuple(neuron.id for neuron in network.outputs)
    changed = Data(inputs, targets, table.train, table.test, _about(inputs, table))
    return checked(lambda: replace(project, data=changed, state=None))


def made_for(
    project: Project,
    table: Table,
    title: str = "",
    initializer: str = DEFAULT_INITIALIZER,
    hidden: tuple[int, ...] | None = None,
) -> Project:
    """Return a project for a table: network, loss, data and batch size; the rest as it was.

    Without `hidden` the hidden layers are those of `sizes_for`; the weights are drawn anew from
    the project's seed.
    """
    sizes = sizes_for(project, table)
    if hidden is not None:
        sizes = (sizes[0], *hidden, sizes[-1])
    check_sizes(sizes)
    activation, loss = OUTPUTS[table.task]
    inside = _hidden_activation(project)
    names = [_named("x", sizes[0], table.inputs, Role.INPUT, Activation.LINEAR)]
    count = 0
    for size in sizes[1:-1]:
        ids = [f"h{count + number}" for number in range(1, size + 1)]
        names.append([Neuron(name, Role.HIDDEN, inside) for name in ids])
        count += size
    targets = table.classes if table.task is Task.CLASSES else table.targets
    names.append(_named("y", sizes[-1], targets, Role.OUTPUT, activation))
    made = replace(
        project,
        title=title or project.title,
        network=_connected(names),
        loss=loss,
        data=Data(),
        training=replace(project.training, batch_size=_batch(project, table)),
        state=None,
    )
    drawn = with_new_weights(made, project.training.seed, initializer)
    return replace(drawn, data=_data(names, table))


def sizes_for(project: Project, table: Table) -> tuple[int, ...]:
    """Return the layers of a network for a table.

    The hidden layers there are stay, unless one of them is too small for the table: then usual
    ones take their place.
    """
    kept = tuple(
        len(column)
        for column in columns(project.network)
        if all(project.network.by_id[name].role is Role.HIDDEN for name in column)
    )
    usual = OF_PICTURE if len(table.inputs) >= PICTURE else HIDDEN[table.task]
    enough = bool(kept) and min(kept) >= min(usual)
    return (len(table.inputs), *(kept if enough else usual), len(table.targets))


def _hidden_activation(project: Project) -> Activation:
    """Return the activation that all hidden neurons have, tanh where they differ."""
    kinds = {neuron.activation for neuron in project.network.neurons if neuron.role is Role.HIDDEN}
    return kinds.pop() if len(kinds) == 1 else Activation.TANH


def _named(
    letter: str, size: int, titles: Sequence[str], role: Role, activation: Activation
) -> list[Neuron]:
    """Return neurons x1, x2, … that show the names of their columns."""
    ids = [f"{letter}{number}" for number in range(1, size + 1)]
    alike = size == 1 and titles[0] == letter
    return [
        Neuron(name, role, activation, label=None if alike or title == name else title)
        for name, title in zip(ids, titles, strict=True)
    ]


def _connected(layers: Sequence[Sequence[Neuron]]) -> Network:
    links = tuple(
        Connection(source.id, target.id)
        for left, right in pairwise(layers)
        for target in right
        for source in left
    )
    return Network(tuple(neuron for layer in layers for neuron in layer), links)


def _data(layers: Sequence[Sequence[Neuron]], table: Table) -> Data:
    inputs = tuple(neuron.id for neuron in layers[0])
    targets = tuple(neuron.id for neuron in layers[-1])
    return Data(inputs, targets, table.train, table.test, _about(inputs, table))


def _about(inputs: Sequence[str], table: Table) -> About:
    """Return what is known of the columns, which now belong to neurons."""
    return About(dict(zip(inputs, table.scales, strict=False)), table.classes)


def _batch(project: Project, table: Table) -> int:
    """Return the batch size: one row at a time from a large set would only flicker."""
    size = project.training.batch_size
    return MOST_AT_ONCE if size == 1 and len(table.train) >= LARGE else size
