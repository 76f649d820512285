"""Where neurons stand: at their own places, or where the automatic layout wants them. No Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chainrule.gui.canvas.pixel_grid import PITCH, picture_pitch
from chainrule.network.arrange import arranged, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.canvas.geometry import Point
    from chainrule.network.graph import Network

FOLDED_FROM = 33
"""a column of so many neurons becomes a block"""


def standing_places(network: Network) -> dict[str, Point]:
    """Return where every neuron stands: its own place, or the tidy one when it has none."""
    own = {
        neuron.id: (neuron.x, neuron.y)
        for neuron in network.neurons
        if neuron.x is not None and neuron.y is not None
    }
    return own if len(own) == len(network.neurons) else tidy_places(network) | own


def tidy_places(network: Network) -> dict[str, Point]:
    """Return the automatic layout; a column of very many neurons is folded into a block."""
    places = dict(arranged(network))
    shift, tallest = 0.0, _tallest(network, places)
    for column in columns(network):
        if len(column) >= FOLDED_FROM:
            pitch = picture_pitch(network, tallest) if _are_inputs(network, column) else PITCH
            wide = math.ceil(math.sqrt(len(column)))
            high = math.ceil(len(column) / wide)
            left = places[column[0]][0] + shift
            for index, name in enumerate(column):
                row = index // wide - (high - 1) / 2
                places[name] = (left + index % wide * pitch, row * pitch)
            shift += (wide - 1) * pitch
        else:
            for name in column:
                places[name] = (places[name][0] + shift, places[name][1])
    return places


def _tallest(network: Network, places: dict[str, Point]) -> float:
    """Return how high the highest column is that stands one below the other."""
    standing = [column for column in columns(network) if len(column) < FOLDED_FROM]
    heights = ([places[name][1] for name in column] for column in standing)
    return max((max(column) - min(column) for column in heights), default=0.0)


def _are_inputs(network: Network, column: Sequence[str]) -> bool:
    return all(network.by_id[name].is_input for name in column)
