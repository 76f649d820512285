"""The gradient check: every gradient beside the slope of the loss measured by two small moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.losses import LOSSES, reduced
from chainrule.engine.passes import backward, forward

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.network.names import Reduction

    Array = NDArray[np.float64]

STEP = 1e-5
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class GradientRow:
    """One parameter: its gradient by backpropagation and by central differences."""

    name: str
    analytic: float
    numeric: float

    @property
    def error(self) -> float:
        """|analytic − numeric| / max(1, |analytic|, |numeric|)."""
        scale = max(1.0, abs(self.analytic), abs(self.numeric))
        return abs(self.analytic - self.numeric) / scale


def check_gradients(
    plan: Plan,
    setup: Setup,
    theta: Array,
    reduction: Reduction,
    names: Sequence[str] | None = None,
) -> tuple[GradientRow, ...]:
    """Check the gradient of the training set's loss, without regularisation.

    `names` chooses the parameters; None checks all.
    """
    x, y = setup.x_train, setup.y_train
    with np.errstate(all="ignore"):
        passed = forward(plan, theta, x)
        analytic = backward(plan, theta, passed, y, setup.loss, reduction).gradient
        rows = []
        for name, place in zip(plan.network.parameter_names, plan.index.tolist(), strict=True):
            if names is None or name in names:
                numeric = _central(plan, setup, theta, reduction, place)
                rows.append(GradientRow(name, float(analytic[place]), numeric))
    return tuple(rows)


def largest_error(rows: Sequence[GradientRow]) -> float:
    """Return the largest relative error; 0 when there is nothing to check."""
    return max((row.error for row in rows), default=0.0)


def _central(plan: Plan, setup: Setup, theta: Array, reduction: Reduction, place: int) -> float:
    """Return (L(w + h) − L(w − h)) / 2h."""
    losses = []
    for step in (STEP, -STEP):
        moved = theta.copy()
        moved[place] += step
        losses.append(loss_of(plan, setup, moved, reduction))
    return (losses[0] - losses[1]) / (2.0 * STEP)


def loss_of(plan: Plan, setup: Setup, theta: Array, reduction: Reduction) -> float:
    """Return the loss of the training set under other parameters."""
    passed = forward(plan, theta, setup.x_train)
    rows = plan.output_rows
    losses = LOSSES[setup.loss].function(passed.a[rows], passed.z[rows], setup.y_train)
    return reduced(losses, reduction)
