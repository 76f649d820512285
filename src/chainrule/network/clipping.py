"""A part of a network that is cut, copied and pasted: hidden neurons and what joins them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.network.edits import EditError, add_neuron, connect, free_id
from chainrule.network.graph import Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Role

if TYPE_CHECKING:
    from chainrule.network.project import Project

Link = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Clip:
    """Hidden neurons, and the connections between and into them."""

    neurons: tuple[Neuron, ...]
    links: tuple[Link, ...]


def clip(project: Project, chosen: frozenset[str]) -> Clip:
    """Return the hidden neurons among the chosen ones, with their incoming connections."""
    network = project.network
    neurons = tuple(
        neuron for neuron in network.neurons if neuron.id in chosen and neuron.role is Role.HIDDEN
    )
    kept = {neuron.id for neuron in neurons}
    links = tuple(
        (link.source, link.target, link.weight)
        for link in network.connections
        if link.target in kept
    )
    return Clip(neurons, links)


def paste(project: Project, part: Clip, by: float) -> Project:
    """Add the part under new ids, moved by `by` both ways.

    A connection from a neuron outside the part is made again when that neuron is still there.
    """
    if not part.neurons:
        raise EditError(message(QT_TRANSLATE_NOOP("Edit", "There are no neurons to paste.")))
    names: dict[str, str] = {}
    for neuron in part.neurons:
        names[neuron.id] = free_id(project.network, Role.HIDDEN)
        x = None if neuron.x is None else neuron.x + by
        y = None if neuron.y is None else neuron.y + by
        copy = replace(neuron, id=names[neuron.id], label=None, x=x, y=y)
        project = add_neuron(project, copy)
    for source, target, weight in part.links:
        start = names.get(source, source)
        known = start in project.network.by_id
        if known and project.network.why_not_connect(start, names[target]) is None:
            project = connect(project, start, names[target], weight)
    return project


def to_text(part: Clip) -> str:
    """Return the part as JSON text, for the clipboard."""
    neurons = [
        [neuron.id, neuron.activation.value, neuron.bias, neuron.x, neuron.y]
        for neuron in part.neurons
    ]
    return json.dumps({"neurons": neurons, "links": part.links})


def from_text(text: str) -> Clip:
    """Return the part that `to_text` wrote; anything else is a part without neurons."""
    try:
        stored = json.loads(text)
        neurons = tuple(
            Neuron(str(name), Role.HIDDEN, Activation(kind), float(bias), x=_place(x), y=_place(y))
            for name, kind, bias, x, y in stored["neurons"]
        )
        names = {neuron.id for neuron in neurons}
        links = tuple(
            (str(a), str(b), float(weight)) for a, b, weight in stored["links"] if b in names
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Clip((), ())
    return Clip(neurons, links)


def _place(value: float | None) -> float | None:
    """Return a place as a number; a neuron whose place is not finite is laid out by level."""
    return None if value is None or not math.isfinite(value) else float(value)
