"""Diagnosis: why training has stopped, how it came to that, and where to go back to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.losses import LOSSES, reduced
from chainrule.engine.passes import forward
from chainrule.engine.trainer import Trainer
from chainrule.session.divergence import Divergence, GrowthRow
from chainrule.session.failure import find_failure
from chainrule.session.framing import stopped_frame
from chainrule.session.operations import Kind, Phase
from chainrule.session.settling import settling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from chainrule.engine.finite import NonFinite
    from chainrule.session.failure import Failure
    from chainrule.session.frame import Frame
    from chainrule.session.run import Run
    from chainrule.session.session import Session

    Array = NDArray[np.float64]

LEFT = 2.0
"""the loss has left its best when it is more than this many times as large"""
ROWS = 9
LAST_ROWS = 5
NO_PHASE = {Kind.LOSS: Phase.LOSS, Kind.SUM: Phase.FORWARD, Kind.ACTIVATE: Phase.FORWARD}


@dataclass(frozen=True)
class Stop:
    """All that there is to show of a stop.

    `outputs` (outputs, samples) and `loss` are of the training set with the parameters shown;
    `sample` of `samples` is what the frame shows, counted from 1.
    """

    divergence: Divergence
    frame: Frame
    outputs: Array
    loss: float | None
    row: int | None
    sample: int
    samples: int


def diagnose(run: Run, error: NonFinite, clock: Callable[[], float] = perf_counter) -> Divergence:
    """Return the report on an update that a run has refused; the run stands before it."""
    return _divergence(run, error, find_failure(run), clock)


def examine(run: Run, error: NonFinite, clock: Callable[[], float] = perf_counter) -> Stop | None:
    """Return the report on a refused update and what to show of it.

    None when the run's next update can be made after all.
    """
    failure = find_failure(run)
    if failure is None:
        return None
    divergence = _divergence(run, error, failure, clock)
    stopped = failure.kind, failure.target
    frame = stopped_frame(failure.project, failure.ledger, failure.position, stopped, failure.value)
    outputs, loss = _evaluated(run, failure.shown)
    index = failure.ledger.group_at(failure.position - 1).index
    row = failure.ledger.rows[index] if failure.project is run.project else None
    sample, samples = index + 1, len(failure.ledger.rows)
    if failure.after and row is not None:
        sample, samples = row + 1, run.trainer.setup.samples
    return Stop(divergence, frame, outputs, loss, row, sample, samples)


@np.errstate(all="ignore")
def _evaluated(run: Run, theta: Array) -> tuple[Array, float | None]:
    """Return the outputs and the loss of the training set."""
    setup, plan = run.trainer.setup, run.trainer.plan
    passed = forward(plan, theta, setup.x_train)
    a, z = passed.a[plan.output_rows], passed.z[plan.output_rows]
    if not setup.samples:
        return a, None
    losses = LOSSES[setup.loss].function(a, z, setup.y_train)
    return a, reduced(losses, run.training.reduction)


def _divergence(
    run: Run, error: NonFinite, failure: Failure | None, clock: Callable[[], float]
) -> Divergence:
    present = run.update
    last = healthy_update(run)
    healthy = last if last != present else None
    start = _own_trainer(run)
    run.history.bring(start, present if healthy is None else healthy)
    settling = settling_of(start, run.training, clock)
    growth = _growth(run, healthy, failure)
    training = run.training
    kind = _kind_of(error) if failure is None else failure.kind
    return Divergence(
        present,
        kind,
        error.target if failure is None else failure.target,
        error.row if failure is None else failure.row,
        NO_PHASE.get(kind, Phase.BACKWARD) if failure is None else failure.phase,
        () if failure is None else failure.formula,
        error.value if failure is None else failure.value,
        healthy,
        growth,
        settling,
        training.learning_rate,
        training.momentum,
        after=failure is not None and failure.after,
        nesterov=training.nesterov,
        by_steps=healthy is not None or failure is None or failure.by_step,
    )


def _kind_of(error: NonFinite) -> Kind:
    """Return the kind of the operation that an error names, a slot's being the new value's."""
    return Kind(error.quantity) if error.quantity in list(Kind) else Kind.NEW_VALUE


def _own_trainer(run: Run) -> Trainer:
    trainer = run.trainer
    return Trainer(trainer.plan, trainer.setup, trainer.training, run.committed())


def healthy_update(run: Run) -> int | None:
    """Return the last update before the loss left its best for good, None without a loss.

    It is the last one, of those that can be had again, whose loss is at most twice the best of
    those up to it.
    """
    log = run.log.since(run.history.first)
    losses = np.frombuffer(log.column("train_loss"))
    if not len(losses) or np.isnan(losses).all():
        return None
    best = np.fmin.accumulate(losses)
    near = np.flatnonzero(losses <= LEFT * best)
    return log[int(near[-1])].update


def _growth(run: Run, healthy: int | None, failure: Failure | None) -> tuple[GrowthRow, ...]:
    """Return how parameters and loss have grown: a few rows of the past, then what failed."""
    other, rows = _own_trainer(run), []
    for update in growth_updates(run.history.first, healthy, run.update):
        run.history.bring(other, update)
        told = run.log.until(update)[-1:]
        loss = told[0].train_loss if told and told[0].update == update else None
        rows.append(
            GrowthRow(update, _largest(run, other.parameters), math.nan if loss is None else loss)
        )
    if failure is not None:
        rows.append(
            GrowthRow(run.update + 1, _largest(run, failure.made), _made_loss(run, failure))
        )
    return tuple(rows)


def _made_loss(run: Run, failure: Failure) -> float:
    """Return the loss with the parameters that the refused update would have made."""
    loss = _evaluated(run, failure.made)[1]
    return math.nan if loss is None else loss


@np.errstate(all="ignore")
def _largest(run: Run, theta: Array) -> float:
    return float(np.abs(run.trainer.plan.unpack(theta)).max(initial=0.0))


def growth_updates(first: int, healthy: int | None, present: int) -> Sequence[int]:
    """Return the updates of the rows before the one that failed, `present` + 1.

    They are dense near the end and around the healthy update; two lie between.
    """
    end = range(max(first, present + 2 - LAST_ROWS), present + 1)
    wanted = set(end)
    if healthy is not None:
        gap = max(0, end.start - healthy)
        wanted |= {healthy - 1, healthy, healthy + gap // 2, healthy + gap * 4 // 5}
    wanted = {update for update in wanted if first <= update <= present}
    before = min(wanted, default=present + 1)
    while len(wanted) < ROWS - 1 and before > first:
        before -= 1
        wanted.add(before)
    return sorted(wanted)


class LastStop:
    """Keeps the report on the stop of a session, which is made once."""

    def __init__(self) -> None:
        self._known: tuple[NonFinite, Stop | None] | None = None

    def of(self, session: Session) -> Stop | None:
        """Return the report on why a session has stopped, None when it has not."""
        error = session.stopped
        if error is None:
            self._known = None
            return None
        if self._known is None or self._known[0] is not error:
            self._known = error, examine(session.run, error)
        return self._known[1]
