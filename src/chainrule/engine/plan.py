"""The plan: a network compiled to levels of matrices, so that a pass is a few numpy calls.

Rows stand for neurons, level by level, with rows of ones among them: the bias of a neuron is the
weight of a one. All parameters are one flat vector, theta. How theta becomes matrices follows from
the graph alone:

* one matrix for the whole graph, where connections skip levels and it has at most `ONE_MATRIX`
  rows: then blame comes to a level in one product, however many levels send it;
* else a matrix per level, over the rows from its lowest source on; each stands in theta itself,
  with zeros at missing connections that stay zero;
* but where less than a third of these places are parameters, theta holds the parameters only and
  is spread into the matrices before a pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.placing import level_rows, place_levels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from chainrule.engine.placing import Block
    from chainrule.network.graph import Network

    Array = NDArray[np.float64]

ONE_MATRIX = 128
"""rows up to which a graph with connections that skip levels is one matrix"""
SPARSE = 1 / 3
"""the share of places that are parameters below which theta holds the parameters only"""


@dataclass(frozen=True, eq=False)
class Plan:
    """A compiled network. `row` maps a neuron to its row, `index` a parameter to its place.

    There are `height` rows; `ones` are those of ones. `index` has the order of
    `network.parameter_names`; `present` marks the places of theta that are parameters,
    `trainable` those that training may change, `is_weight` those of weights. The matrices take
    `room` places; `spread` says to which of them a place of theta goes, None when theta is them.
    """

    network: Network
    row: Mapping[str, int]
    height: int
    ones: tuple[int, ...]
    blocks: tuple[Block, ...]
    one_matrix: bool
    index: NDArray[np.intp]
    size: int
    room: int
    spread: NDArray[np.intp] | None
    present: NDArray[np.bool_]
    trainable: NDArray[np.bool_]
    is_weight: NDArray[np.bool_]
    output_rows: NDArray[np.intp]
    input_rows: slice

    def pack(self, values: Mapping[str, float]) -> Array:
        """Return theta with these parameter values; a name that is missing counts as 0."""
        theta = np.zeros(self.size)
        theta[self.index] = [values.get(name, 0.0) for name in self.network.parameter_names]
        return theta + 0.0  # there is no −0 among parameters: replay need not tell it from 0

    def unpack(self, theta: Array) -> Array:
        """Return the parameters in the order of `network.parameter_names`."""
        return theta[self.index]

    def matrices(self, theta: Array) -> Array:
        """Return what blocks take their weights from."""
        if self.spread is None:
            return theta
        work = np.zeros(self.room)
        work[self.spread] = theta
        return work

    def gathered(self, work: Array) -> Array:
        """Return a gradient that was found in the matrices' places as one of theta's places."""
        if self.spread is not None:
            return work[self.spread]
        work[~self.present] = 0.0
        return work

    @cached_property
    def fingerprint(self) -> str:
        """What the plan was compiled from: topology, activations and locks."""
        shape = (
            [(neuron.id, neuron.role, neuron.activation) for neuron in self.network.neurons],
            [link.key for link in self.network.connections],
            sorted(self.network.locked),
        )
        return sha256(repr(shape).encode()).hexdigest()


def compile_plan(network: Network) -> Plan:
    """Compile a network; the inputs' rows come in the order of `network.inputs`."""
    levels = level_rows(network)
    one_matrix = 1 + sum(map(len, levels)) <= ONE_MATRIX and _skips(network)
    placing = place_levels(network, levels, one_matrix=one_matrix)
    places = np.array(placing.places, dtype=np.intp)
    spread, size, index = None, placing.room, places
    if len(places) < SPARSE * placing.room and not one_matrix:
        spread, size, index = places, len(places), np.arange(len(places), dtype=np.intp)
    free = np.array([name not in network.locked for name in network.parameter_names], dtype=bool)
    return Plan(
        network,
        placing.row,
        placing.height,
        placing.ones,
        placing.blocks,
        one_matrix,
        index,
        size,
        placing.room,
        spread,
        _marked(size, index),
        _marked(size, index[free]),
        _marked(size, index[: len(network.connections)]),
        np.array([placing.row[neuron.id] for neuron in network.outputs], dtype=np.intp),
        placing.input_rows,
    )


def _skips(network: Network) -> bool:
    """Whether a connection passes over a level."""
    level = network.level_of
    return any(level[link.target] - level[link.source] > 1 for link in network.connections)


def _marked(size: int, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    marks = np.zeros(size, dtype=bool)
    marks[places] = True
    return marks
