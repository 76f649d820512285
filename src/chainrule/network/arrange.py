"""Where neurons stand on the canvas when nobody has placed them: in columns by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.names import Role

if TYPE_CHECKING:
    from chainrule.network.graph import Network

COLUMN = 264.0
"""distance between columns, canvas units"""
ROW = 130.0
"""distance between neurons of a column; two stand wider apart"""
PAIR = 212.0
CROWDED_HEIGHT = 520.0
"""a column with more neurons than fit at ROW is pressed into about this height"""
CLOSEST = 44.0

Place = tuple[float, float]


def arranged(network: Network) -> dict[str, Place]:
    """Return a place for every neuron: a column per level, outputs in the last one."""
    places: dict[str, Place] = {}
    for index, column in enumerate(columns(network)):
        gap = _gap(len(column))
        top = -gap * (len(column) - 1) / 2
        for row, neuron in enumerate(column):
            places[neuron] = (index * COLUMN, top + row * gap)
    return places


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


def _gap(count: int) -> float:
    if count == 2:  # noqa: PLR2004, RUF100
        return PAIR
    return max(CLOSEST, min(ROW, CROWDED_HEIGHT / max(1, count - 1)))
