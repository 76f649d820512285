"""A form: one way to make the updates of a plan, chosen by the graph alone.

However an update is made, by itself with all its numbers to be told or among thousands without
any, a form computes it in the same way, so that a run can be replayed bit for bit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from chainrule.engine.passes import Backward, Forward
    from chainrule.engine.placing import Block
    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.network.project import Training

    Array = NDArray[np.float64]
    Slots = Mapping[str, Array]

BOUNDED = (Activation.SIGMOID, Activation.TANH, Activation.SOFTMAX)
"""activations that are never larger than 1"""
SAFE = 1e140
"""a number whose square, a sum of squares too, is far from overflowing"""


@dataclass(frozen=True, slots=True)
class Traced:
    """The passes of one update, and what `optimizers.Step` calls scaled."""

    forward: Forward
    backward: Backward
    scaled: tuple[Array, Array, float] | None


class Form(Protocol):
    """Makes updates on parameters and slots of its own; `begin` sets them and `store` copies them.

    A batch is what `batches` gave: it is handed back as it is. `run` makes update after update and
    returns how many are sound: fewer than asked for when one met numbers so large that some may
    not be finite. What `store` gives is then of no use. The sound updates' batch losses are added
    to `losses`.
    """

    def begin(self, theta: Array, slots: Slots, training: Training) -> None:
        """Stand at these parameters and slots, and train on with these settings."""

    def batches(self, order: NDArray[np.intp], size: int) -> Sequence[Any]:
        """Return the batches of an epoch that takes the samples in this order.

        They may be used until the batches of another order are asked for.
        """

    def run(self, batches: Sequence[Any], losses: list[float] | None = None) -> int:
        """Make an update from each batch, until one is not sound."""

    def trace(self, batch: Any) -> Traced | None:
        """Make one update and return its numbers, None when it is not sound."""

    def store(self) -> tuple[Array, dict[str, Array]]:
        """Return copies of the parameters and of the optimizer's slots."""


def reach(plan: Plan, setup: Setup) -> float:
    """Return below which Σθ² no sum, activation or loss can overflow, whatever the weights.

    Let A be all activations so far, the ones among them. A level adds at most ‖W‖·‖A‖ + √width to
    its length, as |a| ≤ |z| + 1; so the length grows by a factor of at most
    (2 + √width)·max(1, ‖W‖), where ‖W‖ does not matter if the level's activations are at most 1.
    The product of k such norms is at most (Σθ²/k)^(k/2), and must leave ŷ below `SAFE`.
    """
    data = (setup.x_train, setup.y_train, setup.x_test, setup.y_test)
    largest = max((float(np.abs(part).max()) for part in data if part.size), default=1.0)
    if not largest < SAFE:
        return 0.0
    widths = [block.rows.stop - block.rows.start for block in plan.blocks]
    room = math.log(SAFE) - math.log(1.0 + largest * math.sqrt(len(plan.network.inputs)))
    room -= sum(math.log(2.0 + math.sqrt(width)) for width in widths)
    factors = 1 + sum(not _is_bounded(block) for block in plan.blocks)
    limits = (k * math.exp(min(2.0 * room / k, 450.0)) for k in range(1, factors + 1))
    return min(1e190, *limits, math.inf)


def _is_bounded(block: Block) -> bool:
    return all(activation in BOUNDED for activation, _ in block.groups)


def input_blame(plan: Plan, theta: Array, delta: Array) -> Array:
    """Return ∂L/∂a of the inputs, (inputs, samples), which no update has a need of."""
    room, inputs = plan.matrices(theta), plan.input_rows
    blame = np.zeros((inputs.stop - inputs.start, delta.shape[1]))
    for block in plan.blocks:
        start = block.sources.start
        if start < inputs.stop:
            weights = block.weights(room)[:, inputs.start - start : inputs.stop - start]
            blame += weights.T @ delta[block.rows]
    return blame
