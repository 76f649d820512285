"""Placing: which row every neuron has, and where the weights of every level stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from chainrule.network.graph import Network

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """One level: the `rows` of its neurons and the rows it reads, `sources`, ones first.

    Its matrix stands in the plan's room from `offset` on, a row every `stride` places; it is
    (neurons, sources), the first column being the biases. `groups` are runs of rows with one
    activation.
    """

    rows: slice
    sources: slice
    offset: int
    stride: int
    groups: tuple[tuple[Activation, slice], ...]

    def weights(self, room: Array) -> Array:
        """Return the level's view of the room: (neurons, sources)."""
        count, width = self.rows.stop - self.rows.start, self.sources.stop - self.sources.start
        flat = room[self.offset : self.offset + count * self.stride]
        return flat.reshape(count, self.stride)[:, :width]

    def place(self, row: int, column: int) -> int:
        """Return where the weight of `row` for the source row `column` stands in the room."""
        down, across = row - self.rows.start, column - self.sources.start
        return int(self.offset + down * self.stride + across)


@dataclass(frozen=True, slots=True)
class Placing:
    """Rows, blocks, and the place of every parameter in the order of `parameter_names`."""

    row: Mapping[str, int]
    height: int
    ones: tuple[int, ...]
    blocks: tuple[Block, ...]
    places: tuple[int, ...]
    room: int
    input_rows: slice


def level_rows(network: Network) -> list[tuple[str, ...]]:
    """Return the neurons level by level, equal activations together.

    The outputs of a level keep their order where their activations are equal.
    """
    kinds = list(Activation)

    def kind(name: str) -> int:
        return kinds.index(network.by_id[name].activation)

    first, *rest = network.levels
    return [first, *(tuple(sorted(level, key=kind)) for level in rest)]


def place_levels(network: Network, levels: list[tuple[str, ...]], *, one_matrix: bool) -> Placing:
    """Place the levels: with one row of ones for one matrix, else with one before each level."""
    row: dict[str, int] = {}
    ones: list[int] = []
    starts: list[int] = []
    height = 0
    for index, level in enumerate(levels):
        if index == 0 or not one_matrix:
            ones.append(height)
            height += 1
        starts.append(height)
        row.update({name: height + place for place, name in enumerate(level)})
        height += len(level)
    blocks = _blocks(network, levels, row, starts, one_matrix=one_matrix)
    room = sum((block.rows.stop - block.rows.start) * block.stride for block in blocks)
    return Placing(
        row,
        height,
        tuple(ones),
        blocks,
        _places(network, levels, row, blocks),
        room,
        slice(starts[0], starts[0] + len(levels[0])),
    )


def _blocks(
    network: Network,
    levels: list[tuple[str, ...]],
    row: Mapping[str, int],
    starts: list[int],
    *,
    one_matrix: bool,
) -> tuple[Block, ...]:
    level_of = {name: index for index, level in enumerate(levels) for name in level}
    blocks: list[Block] = []
    offset = 0
    for index, level in enumerate(levels[1:], 1):
        links = (link for name in level for link in network.incoming[name])
        lowest = min((level_of[link.source] for link in links), default=index - 1)
        rows = slice(starts[index], starts[index] + len(level))
        first = 0 if one_matrix else starts[lowest] - 1
        stop = starts[index - 1] + len(levels[index - 1])
        sources = slice(first, stop)
        stride = starts[-1] if one_matrix else stop - first
        blocks.append(Block(rows, sources, offset, stride, _groups(network, level, rows.start)))
        offset += len(level) * stride
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


def _places(
    network: Network,
    levels: list[tuple[str, ...]],
    row: Mapping[str, int],
    blocks: tuple[Block, ...],
) -> tuple[int, ...]:
    block_of = {
        name: block for level, block in zip(levels[1:], blocks, strict=True) for name in level
    }
    weights = (
        block_of[link.target].place(row[link.target], row[link.source])
        for link in network.connections
    )
    biases = (
        block_of[neuron.id].place(row[neuron.id], block_of[neuron.id].sources.start)
        for neuron in network.computed
    )
    return (*weights, *biases)
