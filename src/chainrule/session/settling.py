"""Settling: a learning rate with which training would have gone well."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING

from chainrule.engine.curvature import largest_curvature, settling_limit
from chainrule.engine.trainer import NonFinite
from chainrule.network.names import Optimizer, Reduction
from chainrule.session.divergence import Settling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainrule.engine.trainer import Trainer
    from chainrule.network.project import Training

    Clock = Callable[[], float]

CURVATURE_SECONDS = 0.1
TRIAL_SECONDS = 0.05
TRIAL_UPDATES = 200
TRIAL_STRIDE = 10
"""updates between two looks at the clock"""
MOST_TRIALS = 12
"""two powers of ten"""
STOPS = (7, 5, 3, 2, 1.5, 1)
SMALLEST = 1e-300
WORSE = 2.0
"""a trial goes well that ends below this many times the loss where it began"""


def settling_of(
    trainer: Trainer, training: Training, clock: Clock = perf_counter
) -> Settling | None:
    """Return the rate that settles from where a trainer stands, None when it cannot be told.

    `training` are the settings that failed; the trainer is moved by the trials. It takes at most
    about `CURVATURE_SECONDS` and `TRIAL_SECONDS`.
    """
    if training.optimizer is not Optimizer.SGD:
        return None
    curvature = _batch_curvature(trainer, training, clock)
    limit = None if curvature is None else settling_limit(training, curvature)
    if curvature is None or limit is None or not SMALLEST < limit < math.inf:
        return None
    rate = _tried(trainer, training, min(limit, training.learning_rate), clock)
    return None if rate is None else Settling(curvature, limit, rate)


def _batch_curvature(trainer: Trainer, training: Training, clock: Clock) -> float | None:
    """Return the largest curvature of the loss that a batch has on average."""
    samples = trainer.setup.samples
    batch = 1
    if training.reduction is Reduction.SUM:
        batch = min(training.batch_size, samples) or samples
    found = largest_curvature(
        trainer.plan,
        trainer.setup,
        trainer.parameters,
        Reduction.MEAN,
        training.l2 / batch,
        CURVATURE_SECONDS,
        clock,
    )
    return None if found is None else found * batch


def stops_below(limit: float) -> Iterator[float]:
    """Yield the stops 1, 1.5, 2, 3, 5, 7 × 10ⁿ below a limit, the largest first."""
    for power in count(math.floor(math.log10(limit)), -1):
        for digit in STOPS:
            stop = float(f"{digit}e{power}")
            if stop < limit:
                yield stop


def _tried(trainer: Trainer, training: Training, limit: float, clock: Clock) -> float | None:
    """Return the largest stop below the limit with which a trial goes well.

    When the time is over, a stop that went well as far as it was tried will do.
    """
    if limit <= SMALLEST:
        return None
    start, end = trainer.snapshot(), clock() + TRIAL_SECONDS
    before = trainer.evaluate().train_loss
    for _, rate in zip(range(MOST_TRIALS), stops_below(limit), strict=False):
        trainer.restore(start)
        trainer.training = replace(training, learning_rate=rate)
        if _goes_well(trainer, before, lambda: clock() >= end):
            return rate
    return None


def _goes_well(trainer: Trainer, before: float | None, is_over: Callable[[], bool]) -> bool:
    try:
        for _ in range(0, TRIAL_UPDATES, TRIAL_STRIDE):
            trainer.replay(TRIAL_STRIDE)
            if is_over():
                break
    except NonFinite:
        return False
    loss = trainer.evaluate().train_loss
    if loss is None or not math.isfinite(loss):
        return False
    return before is None or not math.isfinite(before) or loss <= WORSE * before
