"""How a run stands at a moment: its largest weight, and how many samples it gets right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from chainrule.session.accuracy import right_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chainrule.engine.trainer import Evaluation
    from chainrule.network.project import LogRow
    from chainrule.session.run import Run

    Array = NDArray[np.float64]

NEAR = 0.2
"""how far an output may be from its target for its sample to count, where there are no classes"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the log, and what it does not hold.

    `largest` is the weight of the largest size, with its sign, None without weights. `good` of
    all `rows` of the training set are right, or, without `classes`, within `NEAR` of their targets.
    """

    row: LogRow
    largest: float | None
    good: int
    rows: int
    classes: bool


def then_and_now(
    run: Run, then: Array, evaluation: Evaluation, update: int, *, classes: bool
) -> tuple[Standing, Standing]:
    """Return how a run stood after an update, and how it stands at its end.

    `then` are the parameters after that update, and `evaluation` is under them.
    """
    return (
        _standing(run, then, evaluation, update, classes=classes),
        _standing(run, run.committed().parameters, run.evaluation, run.update, classes=classes),
    )


def _standing(
    run: Run, parameters: Array, evaluation: Evaluation, update: int, *, classes: bool
) -> Standing:
    plan, targets = run.trainer.plan, run.trainer.setup.y_train
    weights = parameters[plan.index[: len(plan.network.connections)]]
    outputs = evaluation.outputs
    good = right_rows(outputs, targets) if classes else near_rows(outputs, targets)
    row = run.log.until(update)[-1]
    return Standing(row, _largest(weights), int(good.sum()), targets.shape[1], classes)


def near_rows(outputs: Array, targets: Array) -> NDArray[np.bool_]:
    """Return for each sample whether all its outputs are near their targets."""
    return np.asarray((np.abs(outputs - targets) <= NEAR).all(axis=0))


def _largest(weights: Array) -> float | None:
    return float(weights[abs(weights).argmax()]) if len(weights) else None
