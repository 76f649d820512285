"""What can be changed of several selected neurons and connections at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.layers import NEEDED
from chainrule.network.names import Activation, Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from chainrule.network.edits import Key
    from chainrule.network.graph import Network
    from chainrule.network.project import Project


def own_connections(
    network: Network, neurons: Collection[str], connections: Collection[Key]
) -> tuple[Key, ...]:
    """Return the connections into the neurons and those named, in the order of the file."""
    return tuple(
        link.key
        for link in network.connections
        if link.target in neurons or link.key in connections
    )


def own_parameters(
    network: Network, neurons: Collection[str], connections: Collection[Key]
) -> tuple[str, ...]:
    """Return the names of the weights of `own_connections`, then of the neurons' biases."""
    weights = (network.by_key[key].name for key in own_connections(network, neurons, connections))
    return (*weights, *(neuron.bias_name for neuron in network.computed if neuron.id in neurons))


def can_activate(project: Project, neurons: Collection[str], activation: Activation) -> bool:
    """Return whether setting this activation of the neurons changes something and is allowed."""
    network = project.network
    chosen = [network.by_id[name] for name in neurons if not network.by_id[name].is_input]
    if all(neuron.activation is activation for neuron in chosen):
        return False
    if all(neuron.role is Role.HIDDEN for neuron in chosen):
        return activation is not Activation.SOFTMAX
    if NEEDED.get(project.loss, activation) is not activation:
        return False
    if activation is not Activation.SOFTMAX:
        return True
    outputs_only = all(neuron.role is Role.OUTPUT for neuron in chosen)
    return outputs_only and not any(network.outgoing[neuron.id] for neuron in network.outputs)
