"""What changed between two projects, so that only what must follow does."""

from __future__ import annotations

from enum import Flag, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.network.project import Project


class Difference(Flag):
    """The parts of a project that differ."""

    NONE = 0
    TOPOLOGY = auto()
    """neurons, connections, activations or locks: a new plan is needed"""
    LOSS = auto()
    """how the outputs are marked: a new plan too, but its operations are the same"""
    PARAMETERS = auto()
    LAYOUT = auto()
    """places, labels and the title: nothing is computed anew"""
    TRAINING = auto()
    DATA = auto()
    STATE = auto()
    STOPS = auto()
    """where playing halts"""


def difference(old: Project, new: Project) -> Difference:
    """Return what differs between two projects."""
    found = Difference.NONE
    if _shape(old.network) != _shape(new.network):
        found |= Difference.TOPOLOGY
    if old.loss != new.loss:
        found |= Difference.LOSS
    if old.network.parameters != new.network.parameters:
        found |= Difference.PARAMETERS
    if _look(old) != _look(new):
        found |= Difference.LAYOUT
    if old.training != new.training:
        found |= Difference.TRAINING
    if old.data != new.data:
        found |= Difference.DATA
    if old.state != new.state:
        found |= Difference.STATE
    if old.stops != new.stops:
        found |= Difference.STOPS
    return found


def _shape(network: Network) -> object:
    return (
        [
            (neuron.id, neuron.role, neuron.activation, neuron.bias_locked)
            for neuron in network.neurons
        ],
        [(link.key, link.locked) for link in network.connections],
    )


def _look(project: Project) -> object:
    return project.title, [(neuron.x, neuron.y, neuron.label) for neuron in project.network.neurons]
