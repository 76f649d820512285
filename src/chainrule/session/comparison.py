"""A comparison: what came of several ways to train, as plain data."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chainrule.session.log import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.project import LogRow, Training
    from chainrule.session.accuracy import Accuracy

REAL = ""
"""the letter of the real run"""


@dataclass(frozen=True, slots=True)
class Setting:
    """How an alternative is trained.

    With a `seed` it begins at update 0 with weights drawn from that seed, by the usual rule unless
    one is named; the samples still come in the order of the real run.
    """

    training: Training
    seed: int | None = None
    initializer: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one way to train: its log from the update on at which it began.

    `letter` is empty for the real run. `end` is the update that is to be reached, `diverged_at`
    the one that could not be made because a number would not have been finite. `accuracy` is that
    of an alternative whose targets are classes.
    """

    letter: str
    setting: Setting
    log: Sequence[LogRow]
    end: int
    diverged_at: int | None = None
    accuracy: Accuracy | None = field(default=None, compare=False)

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
        import numpy as np

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


def threshold_for(comparison: Comparison) -> float | None:
    """Return a round loss that tells runs apart: half-way down from the start, by its powers."""
    losses = [
        loss
        for each in (comparison.real, *comparison.others)
        if each.log
        for loss in (each.log[0].train_loss, each.loss)
        if loss is not None and loss > 0
    ]
    if not losses:
        return None
    middle = math.sqrt(max(losses)) * math.sqrt(min(losses))
    power = 10.0 ** math.floor(math.log10(middle))
    step = max(each for each in (1, 2, 5) if each * power <= middle * (1 + 1e-9))
    return float(f"{step * power:.0e}")


def _update_of(row: LogRow) -> int:
    return row.update


def _loss_of(known: tuple[float | None, Outcome]) -> float:
    return math.nan if known[0] is None else known[0]
