"""Whole layers in one edit: a network from the sizes of its layers, a hidden layer more.

New connections have the weight 0: weights are drawn where there are initialisers.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count, islice, pairwise
from typing import TYPE_CHECKING

from chainrule.network.arrange import COLUMN, columns
from chainrule.network.edits import EditError, checked, rebuilt
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data
from chainrule.network.sizes import check_sizes
from chainrule.network.spacing import heights
from chainrule.network.wiring import in_order, joined, new_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from chainrule.network.project import Project

FEWEST, MOST = 2, 3
"""neurons of a first hidden layer that is given no size"""
NEEDED = {
    Loss.BINARY_CROSS_ENTROPY: Activation.SIGMOID,
    Loss.CROSS_ENTROPY: Activation.SOFTMAX,
}
"""the activation that a loss wants of the outputs"""


def with_layers(project: Project, sizes: Sequence[int], activation: Activation) -> Project:
    """Return the project with fully connected layers of these sizes, inputs first, weights 0.

    Inputs and outputs keep their names and activations as far as there are as many; the hidden
    neurons are new. The data stays where inputs and outputs stay as many, else none is left.
    Training starts anew.
    """
    check_sizes(sizes)
    inputs = _ends(project, Role.INPUT, sizes[0])
    outputs = _ends(project, Role.OUTPUT, sizes[-1], {neuron.id for neuron in inputs})
    taken = {neuron.id for neuron in (*inputs, *outputs)}
    names = _free_names("h", taken)
    hidden = [
        [Neuron(name, Role.HIDDEN, activation) for name in islice(names, size)]
        for size in sizes[1:-1]
    ]
    layers = [inputs, *hidden, outputs]
    links = tuple(
        Connection(source.id, target.id)
        for left, right in pairwise(layers)
        for target in right
        for source in left
    )
    data = project.data
    if not keeps_data(project, sizes):
        data = Data(tuple(each.id for each in inputs), tuple(each.id for each in outputs))
    neurons = tuple(neuron for layer in layers for neuron in layer)
    return checked(lambda: replace(project, network=Network(neurons, links), data=data, state=None))


def keeps_data(project: Project, sizes: Sequence[int]) -> bool:
    """Return whether layers of these sizes leave the data as it is."""
    network = project.network
    return (len(network.inputs), len(network.outputs)) == (sizes[0], sizes[-1])


def add_hidden_layer(project: Project, after: Collection[str] = (), size: int = 0) -> Project:
    """Put a fully connected layer after the layer of some neurons, else before the outputs.

    The connections between the two layers beside it go, what skips it stays. Its neurons have the
    activation of the layer before it where that has one, and are as many unless `size` says else.
    """
    network = project.network
    sources, targets = _beside(network, after)
    if not targets or not sources:
        told = QT_TRANSLATE_NOOP("Edit", "A layer needs neurons to stand between. Add some first.")
        raise EditError(message(told))
    found = [network.by_id[name] for name in sources if network.by_id[name].role is Role.HIDDEN]
    kinds = {neuron.activation for neuron in found}
    kind = kinds.pop() if len(kinds) == 1 else Activation.SIGMOID
    size = size or max(FEWEST, len(found) or min(MOST, len(sources)))
    names = list(islice(_free_names("h", set(network.by_id)), size))
    before, after_it = frozenset(sources), frozenset(targets)
    kept = tuple(
        link
        for link in network.connections
        if link.source not in before or link.target not in after_it
    )
    neurons = tuple(Neuron(name, Role.HIDDEN, kind) for name in names)
    placed = _with_room(network, sources, targets, neurons)
    project = rebuilt(project, Network(placed, kept))
    project = joined(project, new_keys(project.network, sources, names))
    return joined(project, new_keys(project.network, names, targets))


def can_add_layer(network: Network, after: Collection[str] = ()) -> bool:
    """Return whether there are neurons on both sides of where `add_hidden_layer` would add one."""
    return all(_beside(network, after))


def _ends(project: Project, role: Role, size: int, taken: Iterable[str] = ()) -> list[Neuron]:
    """Return this many inputs or outputs: those there are, and new ones like them."""
    network = project.network
    old = network.inputs if role is Role.INPUT else network.outputs
    kind = Activation.LINEAR
    if role is Role.OUTPUT:
        kind = old[0].activation if old else NEEDED.get(project.loss, Activation.LINEAR)
    kept = [replace(neuron, bias=0.0, bias_locked=False, x=None, y=None) for neuron in old[:size]]
    letter = "x" if role is Role.INPUT else "y"
    names = _free_names(letter, {*(neuron.id for neuron in old), *taken})
    return kept + [Neuron(name, role, kind) for name in islice(names, size - len(kept))]


def _free_names(letter: str, taken: Collection[str]) -> Iterable[str]:
    return (name for name in (f"{letter}{number}" for number in count(1)) if name not in taken)


def _beside(network: Network, after: Collection[str]) -> tuple[list[str], list[str]]:
    """Return the neurons that stand before and behind the new layer."""
    if not after:
        return _feeding(network), [neuron.id for neuron in network.outputs]
    layers = columns(network)
    at = max(index for index, layer in enumerate(layers) if not set(layer).isdisjoint(after))
    at = min(at, len(layers) - 2)
    if at < 0:
        return [], []
    return list(layers[at]), list(layers[at + 1])


def _feeding(network: Network) -> list[str]:
    """Return the neurons of the last level that feed the outputs; without any, the inputs."""
    outputs = {neuron.id for neuron in network.outputs}
    feeding = {
        link.source
        for link in network.connections
        if link.target in outputs and link.source not in outputs
    }
    if not feeding:
        hidden = [neuron.id for neuron in network.computed if neuron.id not in outputs]
        feeding = set(hidden or [neuron.id for neuron in network.inputs])
    last = max((network.level_of[name] for name in feeding), default=0)
    return [name for name in in_order(network, feeding) if network.level_of[name] == last]


def _with_room(
    network: Network, sources: list[str], targets: list[str], new: Sequence[Neuron]
) -> tuple[Neuron, ...]:
    """Return all neurons, those behind the new ones moved on so far that these have a column.

    Where the two layers are no columns beside each other, or not everything has a place, all are
    laid out by level.
    """
    left = [network.by_id[name] for name in sources]
    right = [network.by_id[name] for name in targets]
    placed = all(neuron.x is not None and neuron.y is not None for neuron in network.neurons)
    end = max(neuron.x or 0.0 for neuron in left)
    start = min(neuron.x or 0.0 for neuron in right)
    if not placed or start <= end:
        bare = tuple(replace(neuron, x=None, y=None) for neuron in network.neurons)
        return (*bare, *new)
    by = max(0.0, 2 * COLUMN - (start - end))
    old = tuple(
        replace(neuron, x=neuron.x + by) if neuron.x is not None and neuron.x >= start else neuron
        for neuron in network.neurons
    )
    middle = sum(neuron.y or 0.0 for neuron in (*left, *right)) / (len(left) + len(right))
    column = tuple(
        replace(neuron, x=(end + start + by) / 2, y=middle + height)
        for neuron, height in zip(new, heights(len(new)), strict=True)
    )
    return (*old, *column)
