"""Where neurons stand: at their own places, or where the automatic layout wants them. No Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chainrule.gui.canvas.pixel_grid import PITCH
from chainrule.network.arrange import arranged, columns

if TYPE_CHECKING:
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
    shift = 0.0
    for column in columns(network):
        if len(column) >= FOLDED_FROM:
            wide = math.ceil(math.sqrt(len(column)))
            high = math.ceil(len(column) / wide)
            left = places[column[0]][0] + shift
            for index, name in enumerate(column):
                row = index // wide - (high - 1) / 2
                places[name] = (left + index % wide * PITCH, row * PITCH)
            shift += (wide - 1) * PITCH
        else:
            for name in column:
                places[name] = (places[name][0] + shift, places[name][1])
    return places
