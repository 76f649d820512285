"""Neurons, connections and the graph they make.

Everything is frozen; neurons are named by id, never pointed at. A `Network` is always sound: its
constructor refuses duplicates, cycles and connections into an input with a `GraphError`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Role, bias_name, weight_name
from chainrule.network.soundness import GraphError as GraphError
from chainrule.network.soundness import (
    check_connections,
    check_neurons,
    is_softmax,
    topological,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chainrule.network.message import Message


@dataclass(frozen=True, slots=True)
class Neuron:
    """One neuron: what it is, its bias and its place on the canvas (canvas units, y down)."""

    id: str
    role: Role = Role.HIDDEN
    activation: Activation = Activation.LINEAR
    bias: float = 0.0
    bias_locked: bool = False
    label: str | None = None
    x: float | None = None
    y: float | None = None

    @property
    def is_input(self) -> bool:
        """Whether the neuron takes its value from the data."""
        return self.role is Role.INPUT

    @property
    def bias_name(self) -> str:
        """The name of the bias as a parameter."""
        return bias_name(self.id)


@dataclass(frozen=True, slots=True)
class Connection:
    """One weighted connection from `source` to `target`."""

    source: str
    target: str
    weight: float = 0.0
    locked: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Source and target, which name the connection in its network."""
        return self.source, self.target

    @property
    def name(self) -> str:
        """The name of the weight as a parameter."""
        return weight_name(self.source, self.target)


OF_THE_GRAPH = ("levels", "level_of", "parameter_names", "locked")
"""what a network has found out about itself that no parameter changes"""


@dataclass(frozen=True)
class Network:
    """A directed acyclic graph of neurons, in the order of the file."""

    neurons: tuple[Neuron, ...] = ()
    connections: tuple[Connection, ...] = ()

    def __post_init__(self) -> None:
        check_neurons(self.neurons)
        check_connections(self)

    @cached_property
    def by_id(self) -> dict[str, Neuron]:
        """Every neuron by its id."""
        return {neuron.id: neuron for neuron in self.neurons}

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Connection]:
        """Every connection by (source, target)."""
        return {connection.key: connection for connection in self.connections}

    @cached_property
    def incoming(self) -> dict[str, tuple[Connection, ...]]:
        """The connections into each neuron, in the order of the file."""
        return self._grouped(lambda connection: connection.target)

    @cached_property
    def outgoing(self) -> dict[str, tuple[Connection, ...]]:
        """The connections out of each neuron, in the order of the file."""
        return self._grouped(lambda connection: connection.source)

    def _grouped(self, end: Callable[[Connection], str]) -> dict[str, tuple[Connection, ...]]:
        groups: dict[str, list[Connection]] = {neuron.id: [] for neuron in self.neurons}
        for connection in self.connections:
            groups[end(connection)].append(connection)
        return {neuron: tuple(group) for neuron, group in groups.items()}

    @cached_property
    def inputs(self) -> tuple[Neuron, ...]:
        """The input neurons, in the order of the file."""
        return tuple(neuron for neuron in self.neurons if neuron.role is Role.INPUT)

    @cached_property
    def outputs(self) -> tuple[Neuron, ...]:
        """The output neurons, in the order of the file."""
        return tuple(neuron for neuron in self.neurons if neuron.role is Role.OUTPUT)

    @cached_property
    def computed(self) -> tuple[Neuron, ...]:
        """The neurons that compute a value (all but the inputs), in the order of the file."""
        return tuple(neuron for neuron in self.neurons if not neuron.is_input)

    @cached_property
    def levels(self) -> tuple[tuple[str, ...], ...]:
        """The neurons by level, file order inside each.

        Level 0 holds the inputs; another neuron stands one level after the last neuron that it
        needs (level 1 when it needs none), so that a level never needs a later one. Softmax
        outputs, which need one another's sums, stand in the last level.
        """
        level_of = self.level_of
        groups: list[list[str]] = [[] for _ in range(max(level_of.values(), default=0) + 1)]
        for neuron in self.neurons:
            groups[level_of[neuron.id]].append(neuron.id)
        return tuple(tuple(group) for group in groups)

    @cached_property
    def level_of(self) -> dict[str, int]:
        """The level of each neuron; see `levels`."""
        level = {neuron.id: 0 if neuron.is_input else 1 for neuron in self.neurons}
        for neuron in topological(self):
            for connection in self.outgoing[neuron]:
                level[connection.target] = max(level[connection.target], level[neuron] + 1)
        last = max(level.values(), default=0)
        softmax = {neuron.id: last for neuron in self.neurons if is_softmax(neuron)}
        return {**level, **softmax}

    @cached_property
    def parameter_names(self) -> tuple[str, ...]:
        """Every parameter: the weights, then the biases, each in the order of the file."""
        return (
            *(connection.name for connection in self.connections),
            *(neuron.bias_name for neuron in self.computed),
        )

    @cached_property
    def parameters(self) -> dict[str, float]:
        """The value of every parameter by its name."""
        values = (
            *(connection.weight for connection in self.connections),
            *(neuron.bias for neuron in self.computed),
        )
        return dict(zip(self.parameter_names, values, strict=True))

    @cached_property
    def locked(self) -> frozenset[str]:
        """The names of the parameters that training leaves alone."""
        return frozenset(
            [connection.name for connection in self.connections if connection.locked]
            + [neuron.bias_name for neuron in self.computed if neuron.bias_locked]
        )

    def with_parameters(self, values: Mapping[str, float]) -> Network:
        """Return the network with other parameters, finite numbers by name.

        What was checked of the graph still holds and is not checked again.
        """
        numbers = [values[name] for name in self.parameter_names]
        weights, biases = numbers[: len(self.connections)], iter(numbers[len(self.connections) :])
        connections = tuple(
            Connection(link.source, link.target, weight, link.locked)
            for link, weight in zip(self.connections, weights, strict=True)
        )
        neurons = tuple(
            neuron if neuron.is_input else replace(neuron, bias=next(biases))
            for neuron in self.neurons
        )
        if not all(map(isfinite, numbers)):
            return Network(neurons, connections)  # which says what is wrong with them
        network = object.__new__(Network)
        kept = {name: found for name, found in vars(self).items() if name in OF_THE_GRAPH}
        vars(network).update(kept, neurons=neurons, connections=connections)
        return network

    def reaches(self, start: str, goal: str) -> bool:
        """Return whether `goal` can be reached from `start` along the connections."""
        seen, waiting = {start}, [start]
        while waiting:
            neuron = waiting.pop()
            if neuron == goal:
                return True
            ahead = {connection.target for connection in self.outgoing[neuron]} - seen
            seen |= ahead
            waiting.extend(ahead)
        return False

    def why_not_connect(self, source: str, target: str) -> Message | None:
        """Return why `source` cannot be connected to `target`, or None when it can."""
        if self.by_id[target].is_input:
            return message(QT_TRANSLATE_NOOP("Edit", "Inputs take no connections."))
        if is_softmax(self.by_id[source]):
            return message(QT_TRANSLATE_NOOP("Edit", "A softmax output feeds no neuron."))
        if (source, target) in self.by_key:
            return message(QT_TRANSLATE_NOOP("Edit", "Already connected."))
        if source == target or self.reaches(target, source):
            return message(QT_TRANSLATE_NOOP("Edit", "This would close a loop."))
        return None
