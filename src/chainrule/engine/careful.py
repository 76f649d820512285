"""The careful update: the textbook's passes and the tables' rules, which any numbers may be given.

It is made where the fast forms cannot vouch for their numbers, because some are very large.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.losses import reduced
from chainrule.engine.optimizers import OPTIMIZERS, Step
from chainrule.engine.passes import backward, forward
from chainrule.engine.update import Update
from chainrule.engine.update_calls import pull

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.engine.snapshot import Snapshot
    from chainrule.network.project import Training

    Array = NDArray[np.float64]


def careful_update(
    plan: Plan, setup: Setup, training: Training, before: Snapshot, rows: tuple[int, ...]
) -> Update:
    """Return the update of these rows; its numbers may be infinite or no numbers at all."""
    columns = np.array(rows, dtype=np.intp)
    x, y = setup.x_train[:, columns], setup.y_train[:, columns]
    theta = before.parameters
    passed = forward(plan, theta, x)
    back = backward(plan, theta, passed, y, setup.loss, training.reduction)
    gradient = back.gradient + pull(plan, theta, training)
    none = np.zeros(plan.size)
    names = OPTIMIZERS[training.optimizer].slots
    slots = {name: before.slots.get(name, none) for name in names}
    step = _step(plan, theta, gradient, slots, training)
    return Update(
        before.update + 1,
        rows,
        training,
        reduced(back.losses, training.reduction),
        theta,
        step.parameters,
        slots,
        step.slots,
        passed,
        replace(back, gradient=gradient),
        y,
        step.scaled,
    )


def _step(
    plan: Plan, theta: Array, gradient: Array, slots: Mapping[str, Array], training: Training
) -> Step:
    """Return the optimizer's step; locked parameters and their slots stay as they are."""
    free = plan.trainable
    step = OPTIMIZERS[training.optimizer].step(theta, gradient, slots, training)
    kept = {name: np.where(free, new, slots[name]) for name, new in step.slots.items()}
    return Step(np.where(free, step.parameters, theta), kept, step.scaled)
