"""A whole new hidden layer in one edit."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from chainrule.network.arrange import arranged
from chainrule.network.edits import EditError, add_neuron, connect, free_id, move, remove
from chainrule.network.graph import Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Role

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.network.project import Project

FEWEST, MOST = 2, 3
REACH = 0.5
"""new weights lie between −REACH and REACH"""


def add_hidden_layer(project: Project) -> Project:
    """Put a layer of two or three sigmoid neurons between what feeds the outputs and them.

    What fed the outputs feeds the new neurons, and they feed every output. The new weights follow
    from the seed and the size of the network, the whole network is laid out anew.
    """
    sources = _feeding(project.network)
    outputs = [neuron.id for neuron in project.network.outputs]
    if not outputs or not sources:
        told = QT_TRANSLATE_NOOP("Edit", "A layer needs neurons to stand between. Add some first.")
        raise EditError(message(told))
    random = Random(project.training.seed * 1009 + len(project.network.neurons))
    cut = [
        link.key
        for link in project.network.connections
        if link.source in sources and link.target in outputs
    ]
    project = remove(project, (), cut)
    for _ in range(max(FEWEST, min(MOST, len(sources)))):
        name = free_id(project.network, Role.HIDDEN)
        project = add_neuron(project, Neuron(name, Role.HIDDEN, Activation.SIGMOID))
        for source, target in [(source, name) for source in sources] + [
            (name, output) for output in outputs
        ]:
            project = _joined(project, source, target, random)
    return _tidied(project)


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
    return [
        neuron.id
        for neuron in network.neurons
        if neuron.id in feeding and network.level_of[neuron.id] == last
    ]


def _joined(project: Project, source: str, target: str, random: Random) -> Project:
    """Return the project with this connection, unless it would close a loop."""
    weight = round(random.uniform(-REACH, REACH), 2)
    if project.network.why_not_connect(source, target) is not None:
        return project
    return connect(project, source, target, weight)


def _tidied(project: Project) -> Project:
    """Return the project laid out anew; where nothing had a place, none is set."""
    bare = replace(
        project.network,
        neurons=tuple(replace(neuron, x=None, y=None) for neuron in project.network.neurons),
    )
    return move(project, arranged(bare))
