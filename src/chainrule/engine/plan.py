"""The plan: a network compiled to blocks, one a level, so that a pass is a few numpy calls.

Rows stand for neurons, level by level. The weights of a level are one matrix over all earlier
rows, with the biases as its last column; missing connections are zeros that stay zero. All
matrices are views of one flat vector of parameters, theta.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from chainrule.network.graph import Network

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """One level: rows `start` to `stop`, its weights from `offset` of theta on.

    `groups` are runs of rows with one activation.
    """

    start: int
    stop: int
    offset: int
    groups: tuple[tuple[Activation, slice], ...]

    @property
    def rows(self) -> slice:
        """The rows of the level's neurons."""
        return slice(self.start, self.stop)

    @property
    def size(self) -> int:
        """How many places of theta the level takes."""
        return (self.stop - self.start) * (self.start + 1)

    def weights(self, theta: Array) -> Array:
        """Return the level's view of theta: (neurons, earlier rows + 1), the bias last."""
        flat = theta[self.offset : self.offset + self.size]
        return flat.reshape(self.stop - self.start, self.start + 1)


@dataclass(frozen=True, eq=False)
class Plan:
    """A compiled network. `row` maps a neuron to its row, `index` a parameter to its place.

    `index` has the order of `network.parameter_names`; `present` marks the places of theta that
    are parameters, `trainable` those that training may change, `is_weight` those of weights.
    """

    network: Network
    row: Mapping[str, int]
    blocks: tuple[Block, ...]
    index: NDArray[np.intp]
    size: int
    present: NDArray[np.bool_]
    trainable: NDArray[np.bool_]
    is_weight: NDArray[np.bool_]
    output_rows: NDArray[np.intp]

    @property
    def inputs(self) -> int:
        """How many input rows there are; they come first."""
        return len(self.network.inputs)

    def pack(self, values: Mapping[str, float]) -> Array:
        """Return theta with these parameter values; a name that is missing counts as 0."""
        theta = np.zeros(self.size)
        theta[self.index] = [values.get(name, 0.0) for name in self.network.parameter_names]
        return theta

    def unpack(self, theta: Array) -> Array:
        """Return the parameters in the order of `network.parameter_names`."""
        return theta[self.index]

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
    levels = [_softmax_last(network, level) for level in network.levels]
    order = [name for level in levels for name in level]
    row = {name: index for index, name in enumerate(order)}
    blocks = _blocks(network, levels, row)
    block_of = {
        name: block for level, block in zip(levels[1:], blocks, strict=True) for name in level
    }
    index = [
        _place(block_of[link.target], row[link.target], row[link.source])
        for link in network.connections
    ]
    weights = len(index)
    index += [
        _place(block_of[neuron.id], row[neuron.id], block_of[neuron.id].start)
        for neuron in network.computed
    ]
    places = np.array(index, dtype=np.intp)
    size = sum(block.size for block in blocks)
    free = [name not in network.locked for name in network.parameter_names]
    return Plan(
        network,
        row,
        blocks,
        places,
        size,
        _marked(size, places),
        _marked(size, places[np.array(free, dtype=bool)]),
        _marked(size, places[:weights]),
        np.array([row[neuron.id] for neuron in network.outputs], dtype=np.intp),
    )


def _softmax_last(network: Network, level: tuple[str, ...]) -> tuple[str, ...]:
    """Return the level with its softmax neurons together: they are computed as one group."""
    softmax = Activation.SOFTMAX
    return tuple(sorted(level, key=lambda name: network.by_id[name].activation is softmax))


def _blocks(
    network: Network, levels: list[tuple[str, ...]], row: Mapping[str, int]
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    offset = 0
    for level in levels[1:]:
        start = row[level[0]]
        block = Block(start, start + len(level), offset, _groups(network, level, start))
        blocks.append(block)
        offset += block.size
    return tuple(blocks)


def _groups(
    network: Network, level: tuple[str, ...], start: int
) -> tuple[tuple[Activation, slice], ...]:
    """Return the runs of neurons with the same activation, with their rows."""
    groups: list[tuple[Activation, slice]] = []
    for activation, run in groupby(level, key=lambda name: network.by_id[name].activation):
        stop = start + len(list(run))
        groups.append((activation, slice(start, stop)))
        start = stop
    return tuple(groups)


def _place(block: Block, row: int, column: int) -> int:
    return block.offset + (row - block.start) * (block.start + 1) + column


def _marked(size: int, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    marks = np.zeros(size, dtype=bool)
    marks[places] = True
    return marks
