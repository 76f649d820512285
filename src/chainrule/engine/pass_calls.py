"""The passes as calls on buffers: what `passes` computes, with nothing made anew.

Shapes and notation are those of `passes`. For one matrix, the blame of a level is drawn from all
later levels at once, and the gradient of all weights is one product; with a matrix per level, each
level gives its blame to the rows that it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import softmax_delta
from chainrule.engine.calls import ACROSS, X, Y, call
from chainrule.engine.inplace import in_place
from chainrule.engine.losses import LOSSES
from chainrule.engine.passes import Forward, exact_outputs
from chainrule.network.names import Activation, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from chainrule.engine.calls import Call
    from chainrule.engine.placing import Block
    from chainrule.engine.plan import Plan

    Array = NDArray[np.float64]

SQUARED = (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)


@dataclass(frozen=True, slots=True)
class Buffers:
    """z, a, slope, blame, delta and sums, all (rows, samples)."""

    z: Array
    a: Array
    slope: Array
    blame: Array
    delta: Array
    sums: Array

    @classmethod
    def of(cls, plan: Plan, samples: int) -> Buffers:
        """Return buffers for a batch of this many samples."""
        shape = (plan.height, samples)
        z, a, slope = np.ones(shape), np.ones(shape), np.ones(shape)
        return cls(z, a, slope, np.zeros(shape), np.zeros(shape), np.zeros(shape))


class PassCalls:
    """Builds the calls of a plan, on matrices in `room` and a gradient in `gradient_room`.

    `shares` tells that the targets of every sample add up to 1, as softmax's δ = ŷ − y asks.
    """

    def __init__(
        self,
        plan: Plan,
        loss: Loss,
        buffers: Buffers,
        room: Array,
        gradient_room: Array,
        *,
        shares: bool,
    ) -> None:
        self.plan, self.loss, self.buffers = plan, loss, buffers
        self.room, self.gradient_room, self.shares = room, gradient_room, shares
        self.exact = exact_outputs(plan, loss)
        self.first = plan.input_rows.stop + (not plan.one_matrix)
        self.plain = self._outputs_are_plain()
        self.direct = self._inputs_are_read_once()

    def _inputs_are_read_once(self) -> bool:
        """Whether only the first level reads the inputs: it then reads them where they are."""
        after = self.plan.input_rows.stop
        later = (block.sources.start < after for block in self.plan.blocks[1:])
        return bool(self.plan.blocks) and not self.plan.one_matrix and not any(later)

    def _outputs_are_plain(self) -> bool:
        """Whether the outputs are the last level, in their order, and ŷ − y (scaled) is all."""
        plan = self.plan
        if not plan.blocks:
            return False
        rows = plan.blocks[-1].rows
        last = list(range(rows.start, rows.stop)) == plan.output_rows.tolist()
        kinds = {neuron.activation for neuron in plan.network.outputs}
        softmax = Activation.SOFTMAX in kinds
        all_exact = len(self.exact) == len(plan.network.outputs)
        if all_exact:
            return last and (self.shares or not softmax)
        return last and self.loss in SQUARED and not softmax

    def forward(self) -> Iterator[Call]:
        """Yield the calls of the forward pass."""
        z, a, slope = self.buffers.z, self.buffers.a, self.buffers.slope
        if not self.direct:
            inputs = self.plan.input_rows
            yield call(np.copyto, a[inputs.start - 1 : inputs.stop], X)
        for index, block in enumerate(self.plan.blocks):
            sources = X if self.direct and index == 0 else a[block.sources]
            into = a if self.is_linear(block) else z
            yield call(block.weights(self.room).dot, sources, into[block.rows])
            if into is z:
                for activation, rows in block.groups:
                    yield from in_place(activation).function(z[rows], a[rows], slope[rows])

    def traced_forward(self, x: Array) -> Forward:
        """Return the numbers of the forward pass just made of x (inputs, samples)."""
        z, a = self.buffers.z.copy(), self.buffers.a.copy()
        z[self.plan.input_rows] = a[self.plan.input_rows] = x
        for block in self.plan.blocks:
            if self.is_linear(block):
                z[block.rows] = a[block.rows]
        return Forward(z, a)

    @staticmethod
    def is_linear(block: Block) -> bool:
        """Whether z of a level is a, and its δ is ∂L/∂a: then one array does for both."""
        return all(activation is Activation.LINEAR for activation, _ in block.groups)

    def backward(self) -> Iterator[Call]:
        """Yield the calls of the backward pass, the gradient included."""
        yield from self._slopes()
        if self.plain:
            yield from self._plain_output_delta()
        blocks = self.plan.blocks
        drawn = self._drawn if self.plan.one_matrix else self._given
        yield from drawn(blocks)

    def _slopes(self) -> Iterator[Call]:
        """Yield the slopes, neighbouring groups of one activation together."""
        merged: list[tuple[Activation, slice]] = []
        for block in self.plan.blocks:
            for activation, rows in block.groups:
                if merged and merged[-1][0] is activation and rows.start - merged[-1][1].stop <= 1:
                    merged[-1] = (activation, slice(merged[-1][1].start, rows.stop))
                elif not self.is_passed_over(rows):
                    merged.append((activation, rows))
        z, a, slope = self.buffers.z, self.buffers.a, self.buffers.slope
        for activation, rows in merged:
            if activation is not Activation.LINEAR:
                yield from in_place(activation).slope(z[rows], a[rows], slope[rows])

    def is_passed_over(self, rows: slice) -> bool:
        """Whether the slope of a group is not needed: its δ is ŷ − y."""
        exact = {self.plan.row[name] for name in self.exact}
        return self.plain and exact.issuperset(range(rows.start, rows.stop))

    def _plain_output_delta(self) -> Iterator[Call]:
        """Yield ∂L/∂ŷ of outputs that are the last level, or at once their δ."""
        block = self.plan.blocks[-1]
        a, blame, delta = self.buffers.a, self.buffers.blame, self.buffers.delta
        direct = bool(self.exact) or self.is_linear(block)
        into = (delta if direct else blame)[block.rows]
        yield call(np.subtract, a[block.rows], Y, out=into)
        count = len(self.plan.output_rows)
        if self.loss is Loss.MEAN_SQUARED_ERROR and count != 2:
            yield call(np.multiply, into, np.array(2.0 / count), out=into)
        if not direct:
            yield from self._delta(block)

    def _drawn(self, blocks: tuple[Block, ...]) -> Iterator[Call]:
        """Yield the backward pass with one matrix: blame is drawn from the later levels."""
        if not blocks:
            return
        delta, width = self.buffers.delta, blocks[-1].stride
        weights = self.room.reshape(-1, width)
        if not self.plain:
            yield call(self._loss_blame(), Y)
        for index, block in reversed(list(enumerate(blocks))):
            rows, later = block.rows, slice(block.rows.stop, self.plan.height)
            if index < len(blocks) - 1:
                back = weights[later.start - self.first :, rows].T
                yield from self._pulled(back, later, block)
            if index < len(blocks) - 1 or not self.plain:
                yield from self._delta(block)
                yield from self._exact_delta(block)
        whole = self.gradient_room.reshape(-1, width)
        yield call(delta[self.first :].dot, self.buffers.a[:width].T, whole)

    def _pulled(self, back: Array, later: slice, block: Block) -> Iterator[Call]:
        """Yield a level's blame; that of an output among them begins with the loss."""
        blame, delta, rows = self.buffers.blame, self.buffers.delta, block.rows
        if self._has_output(block):
            sums = self.buffers.sums
            yield call(back.dot, delta[later], sums[rows])
            yield call(np.add, blame[rows], sums[rows], out=blame[rows])
        else:
            into = delta if self.is_linear(block) else blame
            yield call(back.dot, delta[later], into[rows])

    def _has_output(self, block: Block) -> bool:
        return any(block.rows.start <= row < block.rows.stop for row in self.plan.output_rows)

    def _given(self, blocks: tuple[Block, ...]) -> Iterator[Call]:
        """Yield the backward pass with a matrix per level: each gives blame to its sources."""
        blame, delta, sums = self.buffers.blame, self.buffers.delta, self.buffers.sums
        written = np.zeros(self.plan.height, dtype=bool)
        if not self.plain:
            yield call(self._loss_blame(), Y)
            written[:] = True
        for block in reversed(blocks):
            if block is not blocks[-1] or not self.plain:
                yield from self._delta(block)
                yield from self._exact_delta(block)
            rows, sources = block.rows, block.sources
            gradient = block.weights(self.gradient_room)
            across = ACROSS if self.direct and block is blocks[0] else self.buffers.a[sources].T
            yield call(delta[rows].dot, across, gradient)
            start = max(sources.start, self.plan.input_rows.stop)
            if start >= sources.stop:
                continue
            back = block.weights(self.room)[:, start - sources.start :].T
            into = slice(start, sources.stop)
            if not written[into].any():
                yield call(back.dot, delta[rows], blame[into])
            else:
                yield from self._cleared(written, into)
                yield call(back.dot, delta[rows], sums[into])
                yield call(np.add, blame[into], sums[into], out=blame[into])
            written[into] = True

    def _cleared(self, written: NDArray[np.bool_], into: slice) -> Iterator[Call]:
        """Yield what sets the blame of rows not yet written to 0, before something is added."""
        for fresh, run in groupby(range(into.start, into.stop), key=lambda row: not written[row]):
            if fresh:
                rows = list(run)
                yield call(self.buffers.blame[rows[0] : rows[-1] + 1].fill, 0.0)

    def _delta(self, block: Block) -> Iterator[Call]:
        """Yield δ = ∂L/∂a · f′ of a level."""
        blame, delta, slope = self.buffers.blame, self.buffers.delta, self.buffers.slope
        for activation, rows in block.groups:
            if activation is Activation.LINEAR:
                if not self.blame_is_delta(block):
                    yield call(np.copyto, delta[rows], blame[rows])
            elif activation is Activation.SOFTMAX:
                yield call(self._softmax_delta(rows))
            else:
                yield call(np.multiply, blame[rows], slope[rows], out=delta[rows])

    def blame_is_delta(self, block: Block) -> bool:
        """Whether the blame of a level is written where its δ stands."""
        one = self.plan.one_matrix and self.is_linear(block)
        return one and not self._has_output(block)

    def _softmax_delta(self, rows: slice) -> Callable[[], None]:
        a, blame, delta = self.buffers.a[rows], self.buffers.blame[rows], self.buffers.delta[rows]

        def write() -> None:
            delta[:] = softmax_delta(a, blame)

        return write

    def _loss_blame(self) -> Callable[[Array], None]:
        """Return what sets all blame to 0, but for ∂L/∂ŷ in the outputs' rows."""
        rule, rows, buffers = LOSSES[self.loss], self.plan.output_rows, self.buffers

        def write(y: Array) -> None:
            buffers.blame.fill(0.0)
            buffers.blame[rows] = rule.slope(buffers.a[rows], buffers.z[rows], y)

        return write

    def _exact_delta(self, block: Block) -> Iterator[Call]:
        """Yield δ = ŷ − y, with softmax ŷ·Σy − y, of outputs for which that holds."""
        rows = self.plan.output_rows.tolist()
        places = [
            (row, index)
            for index, (row, neuron) in enumerate(zip(rows, self.plan.network.outputs, strict=True))
            if neuron.id in self.exact and block.rows.start <= row < block.rows.stop
        ]
        if not places:
            return
        softmax = self.loss is Loss.CROSS_ENTROPY
        at, of = np.array(places, dtype=np.intp).T
        a, delta = self.buffers.a, self.buffers.delta

        def write(y: Array) -> None:
            total = y.sum(axis=0) if softmax else 1.0
            delta[at] = a[at] * total - y[of]

        yield call(write, Y)
