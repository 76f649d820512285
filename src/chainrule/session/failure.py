"""The failure of an update: the first operation whose number was not finite, found again.

The refused update is made once more on a trainer of its own. It fails either on the way, or after
it: with the parameters that it would have made, the loss of a set is not finite.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.careful import careful_update
from chainrule.engine.finite import NonFinite
from chainrule.engine.losses import LOSSES, reduced
from chainrule.engine.passes import forward
from chainrule.engine.trainer import Trainer
from chainrule.network.names import Reduction
from chainrule.session.ledger import Ledger
from chainrule.session.operations import LOSS_TARGET, Kind, Phase
from chainrule.session.overflowing import mean_lines, overflow_lines, slot_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.engine.update import Update
    from chainrule.network.project import Project
    from chainrule.session.operations import Operation
    from chainrule.session.run import Run

    Array = NDArray[np.float64]


@dataclass(frozen=True)
class Failure:
    """What failed, and the pass in which it did.

    `ledger` tells that pass, its first `position` operations have finite numbers but for the last,
    which is the one that failed (none did where the samples' finite losses add up to too much);
    `project` has the samples of the ledger as its training set. `shown` are the parameters of the
    pass, `made` those that the update would have left. `row` is of the training set, from 0.
    """

    kind: Kind
    target: str
    row: int | None
    phase: Phase
    value: float
    formula: tuple[str, ...]
    project: Project
    ledger: Ledger
    position: int
    shown: Array
    made: Array
    after: bool
    """whether it failed only after the update"""
    by_step: bool
    """whether a step from sound numbers failed"""


def find_failure(run: Run) -> Failure | None:
    """Return why the next update of a run cannot be made, None when it can."""
    trainer = run.trainer
    own = Trainer(trainer.plan, trainer.setup, trainer.training, run.committed())
    rows = own.next_rows()
    try:
        made = own.update()
    except NonFinite as error:
        with np.errstate(all="ignore"):
            broken = careful_update(own.plan, own.setup, own.training, run.committed(), rows)
        return _on_the_way(run.project, own, broken, error)
    return _after(run.project, own, made)


# On the way


def _on_the_way(project: Project, own: Trainer, update: Update, error: NonFinite) -> Failure:
    ledger = Ledger(project, own.plan, update)
    found = _first_operation(ledger, update)
    slot = error.quantity in update.slots_after and error.quantity != Kind.VELOCITY
    if slot and (found is None or found[1].kind is Kind.NEW_VALUE):
        return _of_slot(project, own, ledger, update, error)
    if found is None:
        losses = update.backward.losses
        return _of_mean(project, own, ledger, losses, update.batch_loss, update.after, after=False)
    return _of_operation(project, ledger, update, found, update.after, after=False)


def _of_operation(
    project: Project,
    ledger: Ledger,
    update: Update,
    found: tuple[int, Operation],
    made: Array,
    *,
    after: bool,
) -> Failure:
    position, operation = found
    row = None if operation.sample is None else operation.sample - 1
    z: tuple[float, ...] = ()
    if row is not None:
        numbers = ledger.narrator.sample(ledger.rows.index(row)).z
        z = tuple(numbers[neuron.id] for neuron in project.network.outputs)
    return Failure(
        operation.kind,
        operation.target,
        row,
        operation.phase,
        operation.value,
        overflow_lines(operation, z),
        project,
        ledger,
        position + 1,
        update.before,
        made,
        after,
        after or operation.kind in (Kind.VELOCITY, Kind.NEW_VALUE),
    )


def _of_slot(
    project: Project, own: Trainer, ledger: Ledger, update: Update, error: NonFinite
) -> Failure:
    place = own.plan.index[own.plan.network.parameter_names.index(error.target)]
    found = ledger.find(Kind.NEW_VALUE, error.target)
    old = float(update.slots_before[error.quantity][place])
    gradient = float(update.batch_gradient[place])
    return Failure(
        Kind.NEW_VALUE,
        error.target,
        None,
        Phase.UPDATE,
        error.value,
        slot_lines(error.quantity, update.training.optimizer, old, gradient),
        project,
        ledger,
        ledger.groups[-1].start if found is None else found[0],
        update.before,
        update.after,
        after=False,
        by_step=False,
    )


def _of_mean(
    project: Project,
    own: Trainer,
    ledger: Ledger,
    losses: Array,
    value: float,
    made: Array,
    *,
    after: bool,
) -> Failure:
    """Return the failure of finite losses whose sum is not."""
    is_mean = own.training.reduction is Reduction.MEAN
    first = next(group.stop for group in ledger.groups if group.phase is Phase.LOSS)
    return Failure(
        Kind.LOSS,
        LOSS_TARGET,
        None,
        Phase.LOSS,
        value,
        mean_lines(losses.tolist(), is_mean),
        project,
        ledger,
        first,
        ledger.narrator.update.before,
        made,
        after,
        after,
    )


def _first_operation(ledger: Ledger, update: Update) -> tuple[int, Operation] | None:
    """Return the first operation, and its place, that made a bad number of finite ones.

    Softmax is told with the sums of all outputs, some of which are told only after it.
    """
    suspects = _suspects(ledger.narrator.plan, update)
    first = None
    for group in ledger.groups:
        if group.phase is Phase.UPDATE or suspects[group.index]:
            told = ledger.narrator.tell(group.phase, group.index, group.level)
            for place, operation in enumerate(told, group.start):
                if math.isfinite(operation.value) or _is_unused(operation, update):
                    continue
                if all(map(math.isfinite, operation.operands)):
                    return place, operation
                first = first or (place, operation)
    return first


def _suspects(plan: Plan, update: Update) -> list[bool]:
    """Return which samples may hold a number that is not finite, products included."""
    weight = np.abs(update.before).max(initial=0.0)
    delta = np.abs(update.backward.delta).max(axis=0, initial=0.0)
    signal = np.abs(update.forward.a).max(axis=0, initial=0.0)
    with np.errstate(all="ignore"):
        sizes = weight * delta + weight * signal + delta * signal
        sizes += np.abs(update.forward.z).max(axis=0, initial=0.0) + update.backward.losses
        sound: list[bool] = np.isfinite(sizes * plan.height).tolist()
    return [not one for one in sound]


def _is_unused(operation: Operation, update: Update) -> bool:
    """Whether an operation is told but not used: the slope of an output whose δ is ŷ − y."""
    kinds = (Kind.LOSS_SLOPE, Kind.ACTIVATION_GRADIENT)
    return operation.kind in kinds and operation.subject in update.backward.exact_deltas


# After it


def _after(project: Project, own: Trainer, made: Update) -> Failure | None:
    """Return the first sample of the training set, or else of the test set, that fails."""
    setup = own.setup
    tested = replace(project, data=replace(project.data, train=project.data.test))
    for one, known in (
        (project, setup),
        (tested, replace(setup, x_train=setup.x_test, y_train=setup.y_test)),
    ):
        found = _in_set(one, own, known, made)
        if found is not None:
            return found if one is project else replace(found, row=None)
    return None


def _in_set(project: Project, own: Trainer, setup: Setup, made: Update) -> Failure | None:
    if not setup.samples:
        return None
    plan, theta = own.plan, made.after
    with np.errstate(all="ignore"):
        passed = forward(plan, theta, setup.x_train)
        rows = plan.output_rows
        losses = LOSSES[setup.loss].function(passed.a[rows], passed.z[rows], setup.y_train)
        total = reduced(losses, own.training.reduction)
        bad = np.flatnonzero(~np.isfinite(losses))
        if not len(bad) and math.isfinite(total):
            return None
        row = int(bad[0]) if len(bad) else 0
        tried = careful_update(plan, setup, own.training, own.snapshot(), (row,))
    ledger = Ledger(project, plan, tried)
    found = _first_operation(ledger, tried) if len(bad) else None
    if found is None:
        return _of_mean(project, own, ledger, losses, total, theta, after=True)
    return _of_operation(project, ledger, tried, found, theta, after=True)
