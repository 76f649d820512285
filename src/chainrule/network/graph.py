"""Neurons, connections and the graph they make.

Everything is frozen; neurons are named by id, never pointed at. A `Network` is always sound: its
constructor refuses duplicates, cycles and connections into an input with a `GraphError`.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Activation, Role, bias_name, weight_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chainrule.network.message import Message

LONGEST_ID = 64


class GraphError(ChainruleError):
    """A network that cannot be; `place` is the JSON path of what is wrong in the file."""

    def __init__(self, told: Message, place: str) -> None:
        super().__init__(told)
        self.place = place


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


@dataclass(frozen=True)
class Network:
    """A directed acyclic graph of neurons, in the order of the file."""

    neurons: tuple[Neuron, ...] = ()
    connections: tuple[Connection, ...] = ()

    def __post_init__(self) -> None:
        _check_neurons(self.neurons)
        _check_connections(self)

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
        for neuron in _topological(self):
            for connection in self.outgoing[neuron]:
                level[connection.target] = max(level[connection.target], level[neuron] + 1)
        last = max(level.values(), default=0)
        softmax = {neuron.id: last for neuron in self.neurons if _is_softmax(neuron)}
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
        if _is_softmax(self.by_id[source]):
            return message(QT_TRANSLATE_NOOP("Edit", "A softmax output feeds no neuron."))
        if (source, target) in self.by_key:
            return message(QT_TRANSLATE_NOOP("Edit", "Already connected."))
        if source == target or self.reaches(target, source):
            return message(QT_TRANSLATE_NOOP("Edit", "This would close a loop."))
        return None


def _is_softmax(neuron: Neuron) -> bool:
    return neuron.activation is Activation.SOFTMAX


def _check_neurons(neurons: Iterable[Neuron]) -> None:
    seen: set[str] = set()
    softmax_hidden = QT_TRANSLATE_NOOP("Project", "softmax is for output neurons only")
    for index, neuron in enumerate(neurons):
        place = f"$.network.neurons[{index}]"
        _check_id(neuron.id, f"{place}.id")
        if neuron.id in seen:
            told = QT_TRANSLATE_NOOP("Project", "two neurons are called {id}")
            raise GraphError(message(told, id=neuron.id), f"{place}.id")
        if neuron.activation is Activation.SOFTMAX and neuron.role is not Role.OUTPUT:
            raise GraphError(message(softmax_hidden), f"{place}.activation")
        computes = (neuron.activation, neuron.bias, neuron.bias_locked)
        if neuron.is_input and computes != (Activation.LINEAR, 0.0, False):
            told = QT_TRANSLATE_NOOP("Project", "an input has no activation and no bias")
            raise GraphError(message(told), place)
        if not math.isfinite(neuron.bias):
            raise GraphError(_not_finite(), f"{place}.bias")
        seen.add(neuron.id)


def _check_id(neuron: str, place: str) -> None:
    if not 1 <= len(neuron) <= LONGEST_ID:
        told = QT_TRANSLATE_NOOP("Project", "an id has 1 to {longest} characters, this one {count}")
        raise GraphError(message(told, longest=LONGEST_ID, count=len(neuron)), place)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in neuron):
        told = QT_TRANSLATE_NOOP("Project", "an id cannot hold control characters")
        raise GraphError(message(told), place)


def _check_connections(network: Network) -> None:
    known = {neuron.id: neuron for neuron in network.neurons}
    seen: set[tuple[str, str]] = set()
    for index, connection in enumerate(network.connections):
        place = f"$.network.connections[{index}]"
        for end in ("source", "target"):
            if getattr(connection, end) not in known:
                told = QT_TRANSLATE_NOOP("Project", "there is no neuron {id}")
                who = getattr(connection, end)
                raise GraphError(message(told, id=who), f"{place}.{end}")
        if known[connection.target].is_input:
            told = QT_TRANSLATE_NOOP("Project", "{id} is an input and takes no connections")
            raise GraphError(message(told, id=connection.target), f"{place}.target")
        if _is_softmax(known[connection.source]):
            told = QT_TRANSLATE_NOOP("Project", "{id} is a softmax output and feeds no neuron")
            raise GraphError(message(told, id=connection.source), f"{place}.source")
        if connection.key in seen:
            told = QT_TRANSLATE_NOOP("Project", "{source} and {target} are already connected")
            ends = {"source": connection.source, "target": connection.target}
            raise GraphError(message(told, **ends), place)
        if not math.isfinite(connection.weight):
            raise GraphError(_not_finite(), f"{place}.weight")
        seen.add(connection.key)
    _check_names(network)
    _check_acyclic(network)


def _check_names(network: Network) -> None:
    """Refuse two parameters of one name (`a->b` to `c` beside `a` to `b->c`)."""
    seen: set[str] = set()
    for index, connection in enumerate(network.connections):
        if connection.name in seen:
            told = QT_TRANSLATE_NOOP("Project", "two weights would be called {name}")
            place = f"$.network.connections[{index}]"
            raise GraphError(message(told, name=connection.name), place)
        seen.add(connection.name)


def _check_acyclic(network: Network) -> None:
    """Refuse a loop, naming one connection of it."""
    left_out = set(network.by_id) - set(_topological(network))
    if not left_out:
        return
    neuron, seen = next(name for name in network.by_id if name in left_out), set[str]()
    while neuron not in seen:
        seen.add(neuron)
        link = next(link for link in network.incoming[neuron] if link.source in left_out)
        neuron = link.source
    told = QT_TRANSLATE_NOOP("Project", "the connection from {source} to {target} closes a loop")
    ends = {"source": link.source, "target": link.target}
    place = f"$.network.connections[{network.connections.index(link)}]"
    raise GraphError(message(told, **ends), place)


def _topological(network: Network) -> Iterator[str]:
    """Yield the neurons so that each comes after all it needs; those on a cycle never come."""
    missing = {neuron.id: len(network.incoming[neuron.id]) for neuron in network.neurons}
    ready = [neuron.id for neuron in network.neurons if not missing[neuron.id]]
    for neuron in ready:
        yield neuron
        for connection in network.outgoing[neuron]:
            missing[connection.target] -= 1
            if not missing[connection.target]:
                ready.append(connection.target)


def _not_finite() -> Message:
    return message(QT_TRANSLATE_NOOP("Project", "expected a finite number"))
