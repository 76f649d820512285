"""What if: other settings, trained from the very state in which the real run once stood."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.initializers import DEFAULT_INITIALIZER, draw
from chainrule.engine.trainer import NonFinite
from chainrule.network.edits import set_parameters
from chainrule.network.project import with_parameters
from chainrule.session.branches import Lines
from chainrule.session.log import column
from chainrule.session.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.network.project import LogRow, Project, Training

REAL = ""
"""the letter of the real run"""


@dataclass(frozen=True, slots=True)
class Setting:
    """How an alternative is trained.

    With a `seed` it begins at update 0 with weights drawn from that seed; the samples still come
    in the order of the real run.
    """

    training: Training
    seed: int | None = None
    initializer: str = DEFAULT_INITIALIZER


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one way to train: its log from the update on at which it began.

    `letter` is empty for the real run. `end` is the update that is to be reached, `diverged_at`
    the one that could not be made because a number would not have been finite.
    """

    letter: str
    setting: Setting
    log: Sequence[LogRow]
    end: int
    diverged_at: int | None = None

    @property
    def first(self) -> int:
        """The update after which it began."""
        return self.log[0].update if self.log else self.end

    @property
    def update(self) -> int:
        """How far it has come."""
        return self.log[-1].update if self.log else 0

    @property
    def done(self) -> bool:
        """Whether it has come to its end."""
        return self.diverged_at is not None or self.update >= self.end

    @property
    def loss(self) -> float | None:
        """The mean loss at the end; None where the end was not reached."""
        if self.diverged_at is not None:
            return None
        at = bisect_left(self.log, self.end, key=_update_of)
        return self.log[at].train_loss if at < len(self.log) else None

    def first_below(self, threshold: float) -> int | None:
        """Return the epoch in whose course the loss was first below a threshold, None if never.

        It counts from 1; at the very start of an epoch it is the one before.
        """
        losses = np.array(column(self.log, "train_loss"))
        (below,) = np.nonzero(losses[: self.end - self.first + 1] < threshold)
        if not len(below):
            return None
        at = int(below[0])
        return self.log[at].epoch if at == 0 else self.log[at - 1].epoch + 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The real run from `start` on, and the alternatives to it, by their letters."""

    start: int
    real: Outcome
    others: tuple[Outcome, ...]

    @property
    def best(self) -> Outcome | None:
        """The one with the lowest loss at the end; None while fewer than two are known."""
        known = [(each.loss, each) for each in (self.real, *self.others) if each.loss is not None]
        return min(known, key=_loss_of)[1] if len(known) > 1 else None


class Alternative:
    """One other way to train on from a state: a run of its own, up to the update `end`."""

    def __init__(
        self, letter: str, setting: Setting, start: Project, end: int, memory: int
    ) -> None:
        self.letter, self.setting, self.end = letter, setting, end
        self.start = started(start, setting)
        self.run = Run(self.start, Lines(memory))
        self.first = self.run.update
        self.diverged_at: int | None = None

    @property
    def done(self) -> bool:
        """Whether it has come to its end."""
        return self.diverged_at is not None or self.run.update >= self.end

    def advance(self, stop: Callable[[], bool]) -> None:
        """Train on until the end, or until `stop()` says so after an update."""
        try:
            self.run.train_many(max(0, self.end - self.run.update), stop)
        except NonFinite:
            self.diverged_at = self.run.update + 1
            self.run.drop()

    def outcome(self) -> Outcome:
        """Return what has come of it so far."""
        log = self.run.log.since(self.first)
        return Outcome(self.letter, self.setting, log, self.end, self.diverged_at)

    def project(self, project: Project) -> Project:
        """Return a project as this alternative has trained it; its looks stay as they are."""
        told = replace(project, training=self.setting.training)
        begun = with_parameters(told, self.start.network.parameters, self.start.state)
        return self.run.project_now(begun)


def started(project: Project, setting: Setting) -> Project:
    """Return a project as an alternative to it begins: other settings, perhaps other weights."""
    if setting.seed is not None:
        initial = project.network.parameters
        if project.state is not None:
            initial = dict(project.state.initial) or initial
        drawn = draw(project.network, setting.initializer, setting.seed)
        project = set_parameters(with_parameters(project, initial, None), drawn)
    return replace(project, training=setting.training)


def threshold_for(comparison: Comparison) -> float | None:
    """Return a round loss that tells runs apart: half-way down from the start, by its powers."""
    losses = [
        loss
        for each in (comparison.real, *comparison.others)
        for loss in (each.log[0].train_loss, each.loss)
        if each.log and loss is not None and loss > 0
    ]
    if not losses:
        return None
    middle = float(np.sqrt(max(losses)) * np.sqrt(min(losses)))
    power = 10.0 ** np.floor(np.log10(middle))
    step = max(each for each in (1, 2, 5) if each * power <= middle * (1 + 1e-9))
    return float(f"{step * power:.0e}")


def _update_of(row: LogRow) -> int:
    return row.update


def _loss_of(known: tuple[float | None, Outcome]) -> float:
    return nan if known[0] is None else known[0]
