"""A program: all the calls of an update for one batch size, with their buffers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.calls import X, Y, call, run_once, straight_line
from chainrule.engine.form import input_blame
from chainrule.engine.losses import LOSSES, reduced
from chainrule.engine.pass_calls import Buffers, PassCalls
from chainrule.engine.passes import Backward
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.engine.calls import Batch, Call, Loop
    from chainrule.engine.passes import Forward
    from chainrule.engine.setup import Setup
    from chainrule.engine.update_calls import Numbers

    Array = NDArray[np.float64]


class Program:
    """The calls on batches of `samples`; a loop is written out only when it is first wanted."""

    def __init__(self, numbers: Numbers, setup: Setup, samples: int, limit: float) -> None:
        self.plan, self.setup, self.numbers, self._limit = numbers.plan, setup, numbers, limit
        self.samples = samples
        self.buffers = Buffers.of(self.plan, samples)
        self._passes = PassCalls(
            self.plan,
            setup.loss,
            self.buffers,
            numbers.room,
            numbers.gradient_room,
            shares=setup.targets_add_to_1,
        )
        self._forward = tuple(self._passes.forward())
        self._rest = (*self._passes.backward(), *numbers.calls(samples))
        self._losses: list[float] = []

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls of one update."""
        return self._forward + self._rest

    def run(self, batches: Sequence[Batch], losses: list[float] | None) -> int:
        """Make an update from each batch, until one is not sound; add the losses if asked to."""
        if losses is None:
            return self._loop(batches)
        self._losses = losses
        return self._loop_with_losses(batches)

    @cached_property
    def _loop(self) -> Loop:
        return straight_line(self.calls, self.numbers.checked, self._limit)

    @cached_property
    def _loop_with_losses(self) -> Loop:
        calls = (*self._forward, call(self._note_loss, Y), *self._rest)
        return straight_line(calls, self.numbers.checked, self._limit)

    def _note_loss(self, y: Array) -> None:
        losses = LOSSES[self.setup.loss].function(*self._outputs(), y)
        self._losses.append(reduced(losses, self.numbers.training.reduction))

    def _outputs(self) -> tuple[Array, Array]:
        rows = self.plan.output_rows
        return self.buffers.a[rows], self.buffers.z[rows]

    def trace(self, batch: Batch) -> tuple[Forward, Backward]:
        """Make one update and return its passes."""
        theta = self.numbers.theta.copy()
        run_once(self.calls, batch)
        forward = self._passes.traced_forward(batch[X][1:])
        return forward, self._traced_backward(forward, theta, batch[Y])

    def _traced_backward(self, passed: Forward, theta: Array, y: Array) -> Backward:
        """Return the numbers of the backward pass, those that its calls had no need of as well."""
        plan, rows, rule = self.plan, self.plan.output_rows, LOSSES[self.setup.loss]
        outputs = (passed.a[rows], passed.z[rows], y)
        loss_slope = rule.slope(*outputs)
        delta, blame = self.buffers.delta.copy(), self.buffers.blame.copy()
        if self._passes.plain:
            blame[rows] = loss_slope
        for block in plan.blocks:
            if self._passes.blame_is_delta(block):
                blame[block.rows] = delta[block.rows]
        blame[plan.input_rows] = input_blame(plan, theta, delta)
        slope = np.full_like(passed.z, np.nan)
        for activation, group in (each for block in plan.blocks for each in block.groups):
            slope[group] = self._traced_slope(activation, group, passed)
        exact = self._passes.exact
        losses, gradient = rule.function(*outputs), self.numbers.batch_gradient(self.samples)
        return Backward(losses, loss_slope, blame, slope, delta, gradient, exact)

    def _traced_slope(self, activation: Activation, rows: slice, passed: Forward) -> Array:
        """Return f′(z) as the calls have it, or from the table where they passed over it."""
        if activation is Activation.LINEAR or self._passes.is_passed_over(rows):
            return ACTIVATIONS[activation].slope(passed.z[rows])
        if activation is Activation.SOFTMAX:
            return np.full_like(passed.z[rows], np.nan)
        return self.buffers.slope[rows]
