"""A sweep: the same project trained under many settings, each a run of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from chainrule.engine.initializers import DEFAULT_INITIALIZER
from chainrule.engine.trainer import NonFinite
from chainrule.network.project import with_parameters
from chainrule.session.checking import with_new_weights
from chainrule.session.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.project import Project

MOST_AT_ONCE = 1024
"""updates between two looks at the epoch"""


@dataclass(frozen=True, slots=True)
class Trial:
    """The settings of one run; `seed` None keeps the project's own starting weights."""

    learning_rate: float
    momentum: float
    batch_size: int
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a run came to. Losses are those of the whole sets; None where there is none.

    `best_loss` is the lowest training loss on the way, `diverged_at` the update that could not be
    made because a number would not have been finite, None when training reached its end.
    """

    trial: Trial
    epochs: int
    updates: int
    train_loss: float | None
    test_loss: float | None
    best_loss: float | None
    diverged_at: int | None


def trials(
    project: Project,
    learning_rates: Sequence[float] = (),
    momenta: Sequence[float] = (),
    batch_sizes: Sequence[int] = (),
    seeds: int = 0,
) -> tuple[Trial, ...]:
    """Return every combination; what is left empty stays as the project has it.

    With `seeds` each combination is run from that many starting weights, those of the project's
    seed and the ones after it: the same weights in every combination.
    """
    training = project.training
    starts: Sequence[int | None] = [training.seed + number for number in range(seeds)] or [None]
    return tuple(
        Trial(rate, momentum, size, seed)
        for rate, momentum, size, seed in product(
            learning_rates or (training.learning_rate,),
            momenta or (training.momentum,),
            batch_sizes or (training.batch_size,),
            starts,
        )
    )


def project_of(project: Project, trial: Trial, initializer: str = DEFAULT_INITIALIZER) -> Project:
    """Return the project at the start of a trial, before its first update."""
    start = project.network.parameters
    if project.state is not None:
        start = dict(project.state.initial) or start
    fresh = with_parameters(project, start, None)
    if trial.seed is not None:
        fresh = with_new_weights(fresh, trial.seed, initializer)
    training = replace(
        fresh.training,
        learning_rate=trial.learning_rate,
        momentum=trial.momentum,
        batch_size=trial.batch_size,
    )
    return replace(fresh, training=training)


def run_trial(
    project: Project, trial: Trial, epochs: int, initializer: str = DEFAULT_INITIALIZER
) -> Result:
    """Train under the settings of a trial for whole epochs."""
    run = Run(project_of(project, trial, initializer))
    diverged_at = None
    try:
        while run.trainer.epoch < epochs:
            run.train_many(MOST_AT_ONCE, lambda: run.trainer.epoch >= epochs)
    except NonFinite:
        diverged_at = run.update + 1
        run.drop()
    losses = [row.train_loss for row in run.log if row.train_loss is not None]
    last = run.log[-1]
    return Result(
        trial,
        last.epoch,
        run.update,
        last.train_loss,
        last.test_loss,
        min(losses, default=None),
        diverged_at,
    )
