"""A part of a network that is cut, copied and pasted: hidden neurons and what joins them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.network.edits import EditError, add_neuron, connect, free_id, set_locked
from chainrule.network.graph import Network, Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Role
from chainrule.network.project import Project

if TYPE_CHECKING:
    from collections.abc import Collection

    from chainrule.network.graph import Connection


@dataclass(frozen=True, slots=True)
class Clip:
    """Hidden neurons, and the connections between and into them."""

    neurons: tuple[Neuron, ...]
    links: tuple[Connection, ...]


def clip(network: Network, chosen: Collection[str]) -> Clip:
    """Return the hidden neurons among the chosen ones, with their incoming connections."""
    neurons = tuple(
        neuron for neuron in network.neurons if neuron.id in chosen and neuron.role is Role.HIDDEN
    )
    kept = {neuron.id for neuron in neurons}
    return Clip(neurons, tuple(link for link in network.connections if link.target in kept))


def as_project(part: Clip) -> Project:
    """Return a project that holds the part, as it goes through the clipboard.

    The neurons outside that it is connected from are inputs in it.
    """
    inside = {neuron.id for neuron in part.neurons}
    outside = dict.fromkeys(link.source for link in part.links if link.source not in inside)
    inputs = tuple(Neuron(name, Role.INPUT) for name in outside)
    return Project(network=Network((*inputs, *part.neurons), part.links))


def of_project(project: Project) -> Clip:
    """Return the part that a project holds: its hidden neurons."""
    return clip(project.network, set(project.network.by_id))


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
        copy = replace(neuron, id=names[neuron.id], x=x, y=y)
        project = add_neuron(project, copy)
    for link in part.links:
        start, end = names.get(link.source, link.source), names[link.target]
        known = start in project.network.by_id
        if known and project.network.why_not_connect(start, end) is None:
            project = connect(project, start, end, link.weight)
            if link.locked:
                project = set_locked(project, {replace(link, source=start, target=end).name}, True)
    return project
