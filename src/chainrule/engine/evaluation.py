"""An evaluation: whole sets of samples under some parameters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from chainrule.engine.calls import run_once
from chainrule.engine.chunks import CHUNK, ChunkedEvaluator
from chainrule.engine.form import reach
from chainrule.engine.losses import LOSSES
from chainrule.engine.pass_calls import Buffers, PassCalls
from chainrule.engine.passes import Forward, forward
from chainrule.engine.scalar_form import compiled, is_tiny, read_notes
from chainrule.engine.scalar_text import ScalarText
from chainrule.network.project import Training

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.network.names import Loss

    Array = NDArray[np.float64]

MANY = 2000
"""samples whose whole pass is not made for a few of them"""
FEW_SAMPLES = 32
"""for so many a tiny graph is evaluated as scalar code"""


@dataclass(frozen=True)
class Evaluation:
    """The whole sets under the present parameters; a loss is None for an empty set.

    `losses` (samples,) are of the training set, and so are `forward`, its whole forward pass, and
    `outputs` (outputs, samples), which are computed when they are first asked for.
    """

    train_loss: float | None
    test_loss: float | None
    losses: Array
    _output_rows: NDArray[np.intp]
    _pass: Callable[[], Forward]
    _some: Callable[[int], Forward]

    def first(self, count: int) -> Forward:
        """Return the pass of the first samples, so many; at little cost where there are more."""
        known = self.__dict__.get("forward")
        if known is None and len(self.losses) > MANY:
            return self._some(count)
        return Forward(self.forward.z[:, :count], self.forward.a[:, :count])

    @cached_property
    def forward(self) -> Forward:
        """The forward pass of the training set."""
        return self._pass()

    @cached_property
    def outputs(self) -> Array:
        """The outputs of the training set."""
        return self.forward.a[self._output_rows]


class Evaluator(Protocol):
    """Evaluates one set of samples, again and again; a theta that was handed in is not changed."""

    def losses(self, theta: Array) -> Array:
        """Return the loss of every sample."""

    def forward(self, theta: Array) -> Forward:
        """Return the forward pass that `losses` makes with the same parameters."""


def evaluator_of(plan: Plan, setup: Setup, x: Array, y: Array) -> Evaluator:
    """Return the evaluator for samples x (inputs, samples) with targets y (outputs, samples)."""
    careful = CarefulEvaluator(plan, setup.loss, x, y)
    if x.shape[1] == 0:
        return careful
    if is_tiny(plan.network) and x.shape[1] <= FEW_SAMPLES:
        return ScalarEvaluator(plan, setup.loss, x, y, careful)
    if x.shape[1] <= 2 * CHUNK:
        return MatrixEvaluator(plan, setup, x, y, careful)
    limit = reach(plan, setup)
    buffers = Buffers.of(plan, CHUNK)

    def piece(x: Array, y: Array) -> Evaluator:
        own = CarefulEvaluator(plan, setup.loss, x, y)
        shared = buffers if x.shape[1] == CHUNK else None
        return MatrixEvaluator(plan, setup, x, y, own, limit, shared)

    return ChunkedEvaluator(x, y, piece)


class CarefulEvaluator:
    """Evaluates with the textbook's pass, which any parameters may be given."""

    def __init__(self, plan: Plan, loss: Loss, x: Array, y: Array) -> None:
        self._plan, self._loss, self._x, self._y = plan, loss, x, y

    def forward(self, theta: Array) -> Forward:
        """Return the forward pass."""
        return forward(self._plan, theta, self._x)

    def losses(self, theta: Array) -> Array:
        """Return the loss of every sample."""
        passed, rows = self.forward(theta), self._plan.output_rows
        return LOSSES[self._loss].function(passed.a[rows], passed.z[rows], self._y)


class MatrixEvaluator:
    """Evaluates with the calls of the matrix form, on buffers of its own unless some are given.

    `limit` is the `reach` of the setup, where that is known already.
    """

    def __init__(
        self,
        plan: Plan,
        setup: Setup,
        x: Array,
        y: Array,
        careful: CarefulEvaluator,
        limit: float | None = None,
        buffers: Buffers | None = None,
    ) -> None:
        self._plan, self._loss, self._y, self._careful = plan, setup.loss, y, careful
        across = np.concatenate((np.ones((x.shape[1], 1)), x.T), axis=1)
        self._batch = (np.ascontiguousarray(across.T), across, y)
        self._limit = reach(plan, setup) if limit is None else limit
        self._room = np.zeros(plan.room)
        self._buffers = Buffers.of(plan, x.shape[1]) if buffers is None else buffers
        self._shares = buffers is not None
        self._passed: Array | None = None
        self._passes = PassCalls(
            plan, setup.loss, self._buffers, self._room, self._room, shares=False
        )
        self._calls = tuple(self._passes.forward())
        rows = plan.output_rows
        follow = rows.size > 0 and bool((np.diff(rows) == 1).all())
        self._outputs = slice(int(rows[0]), int(rows[-1]) + 1) if follow else rows

    def losses(self, theta: Array) -> Array:
        """Return the loss of every sample."""
        if not theta.dot(theta) < self._limit:
            return self._careful.losses(theta)
        self._pass(theta)
        a, z = self._buffers.a[self._outputs], self._buffers.z[self._outputs]
        return LOSSES[self._loss].function(a, z, self._y)

    def _pass(self, theta: Array) -> None:
        self._room[self._plan.spread if self._plan.spread is not None else ...] = theta
        run_once(self._calls, self._batch)
        self._passed = theta

    def forward(self, theta: Array) -> Forward:
        """Return the forward pass that `losses` makes with the same parameters.

        For the very array that `losses` was last given, that pass is still in the buffers.
        """
        if not theta.dot(theta) < self._limit:
            return self._careful.forward(theta)
        if self._shares or self._passed is not theta:
            self._pass(theta)
        return self._passes.traced_forward(self._batch[0][1:])


class ScalarEvaluator:
    """Evaluates a few samples of a tiny graph as scalar code: what the scalar form computes."""

    def __init__(
        self, plan: Plan, loss: Loss, x: Array, y: Array, careful: CarefulEvaluator
    ) -> None:
        self._plan, self._careful, self._x = plan, careful, x
        self._samples = list(map(tuple, np.concatenate((x, y)).T.tolist()))
        text = ScalarText(plan, loss, Training())
        self._losses = compiled(text.look(traced=False), "look")
        self._trace = compiled(text.look(traced=True), "look")

    def losses(self, theta: Array) -> Array:
        """Return the loss of every sample."""
        found: list[float] = []
        try:
            self._losses(self._samples, self._plan.unpack(theta).tolist(), found)
        except OverflowError:
            return self._careful.losses(theta)
        return np.array(found)

    def forward(self, theta: Array) -> Forward:
        """Return the forward pass that `losses` makes with the same parameters."""
        noted: list[tuple[float, ...]] = []
        try:
            self._trace(self._samples, self._plan.unpack(theta).tolist(), noted)
        except OverflowError:
            return self._careful.forward(theta)
        return read_notes(self._plan, noted, self._x)[0]
