"""What makes a network sound: names, ends, no duplicates, no loops.

Each check raises a `GraphError` that names the place in the project file.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Activation, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chainrule.network.graph import Network, Neuron
    from chainrule.network.message import Message

LONGEST_ID = 64


class GraphError(ChainruleError):
    """A network that cannot be; `place` is the JSON path of what is wrong in the file."""

    def __init__(self, told: Message, place: str) -> None:
        super().__init__(told)
        self.place = place


def is_softmax(neuron: Neuron) -> bool:
    """Return whether the neuron is one of a softmax group."""
    return neuron.activation is Activation.SOFTMAX


def check_neurons(neurons: Iterable[Neuron]) -> None:
    """Refuse ids that cannot be or are given twice, and what a neuron's role does not allow."""
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


def check_connections(network: Network) -> None:
    """Refuse connections without ends, into an input, given twice or closing a loop."""
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
        if is_softmax(known[connection.source]):
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
    left_out = set(network.by_id) - set(topological(network))
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


def topological(network: Network) -> Iterator[str]:
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
