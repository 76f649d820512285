"""Where neurons stand on the canvas when they are laid out: in columns by level, few crossings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.crossings import uncrossed
from chainrule.network.names import Role
from chainrule.network.spacing import CLOSEST as CLOSEST
from chainrule.network.spacing import heights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.graph import Network

COLUMN = 264.0
"""distance between columns, canvas units"""
BESIDE, CROWDED_FROM, MOST_WRITTEN = 130.0, 6, 40
"""room for the biases beside a column of so many neurons, in a network of at most so many edges"""
Place = tuple[float, float]


def arranged(network: Network) -> dict[str, Place]:
    """Return a place for every neuron: a column per level, outputs in the last one.

    Where all of a column have places, the one that stands highest goes on top; else they stand in
    the order of the file. Another order is taken only when it has fewer crossings, and inputs and
    outputs change theirs only when hidden neurons alone cannot have as few.
    """
    places: dict[str, Place] = {}
    x = 0.0
    for column in _ordered(network):
        for neuron, height in zip(column, heights(len(column)), strict=True):
            places[neuron] = (x, height)
        x += COLUMN + (BESIDE if _has_biases_beside(network, column) else 0.0)
    return places


def _has_biases_beside(network: Network, column: Sequence[str]) -> bool:
    """Return whether a column is too crowded for its biases below the neurons.

    Where there are very many edges no numbers are written, and nothing needs the room.
    """
    computed = not any(network.by_id[name].is_input for name in column)
    few = len(network.connections) <= MOST_WRITTEN
    return computed and few and len(column) >= CROWDED_FROM


def _ordered(network: Network) -> Sequence[Sequence[str]]:
    links = [link.key for link in network.connections]
    given = [_from_the_top(network, column) for column in columns(network)]
    ends = {
        index
        for index, column in enumerate(given)
        if any(network.by_id[name].role is not Role.HIDDEN for name in column)
    }
    return uncrossed(uncrossed(given, links, ends), links)


def _from_the_top(network: Network, column: Sequence[str]) -> list[str]:
    """Return a column in the order it stands in; without places in the order of the file."""
    found = {name: network.by_id[name].y for name in column}
    given = {name: y for name, y in found.items() if y is not None}
    return sorted(column, key=given.__getitem__) if len(given) == len(column) else list(column)


def columns(network: Network) -> tuple[tuple[str, ...], ...]:
    """Return the neurons by column: as the levels, but outputs that nothing needs stand last."""
    levels = [list(level) for level in network.levels]
    last = len(levels) - 1
    for neuron in network.outputs:
        level = network.level_of[neuron.id]
        if level != last and not network.outgoing[neuron.id]:
            levels[level].remove(neuron.id)
            levels[last].append(neuron.id)
    return tuple(tuple(level) for level in levels if level)


def placed(network: Network) -> dict[str, Place]:
    """Return where every neuron stands: its own place, or the arranged one when it has none."""
    arrangement: dict[str, Place] = {}
    if any(neuron.x is None or neuron.y is None for neuron in network.neurons):
        arrangement = arranged(network)
    return {
        neuron.id: arrangement[neuron.id]
        if neuron.x is None or neuron.y is None
        else (neuron.x, neuron.y)
        for neuron in network.neurons
    }


def is_layered(network: Network) -> bool:
    """Return whether every connection goes to the next level: then columns have heads."""
    level = network.level_of
    steps = all(level[link.target] == level[link.source] + 1 for link in network.connections)
    last = len(network.levels) - 1
    return steps and all(
        level[neuron.id] == last for neuron in network.outputs if neuron.role is Role.OUTPUT
    )
