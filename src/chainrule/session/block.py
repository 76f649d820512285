"""A block: the losses of updates made one after the other, on their way into the log."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.engine.trainer import Evaluation
    from chainrule.network.project import Training


class Block:
    """What the log keeps of some updates, gathered at little cost."""

    __slots__ = ("batch", "epochs", "test", "train")

    def __init__(self) -> None:
        self.epochs: list[int] = []
        self.batch: list[float] = []
        self.train: list[float | None] = []
        self.test: list[float | None] = []

    def __len__(self) -> int:
        return len(self.batch)

    def add(self, epoch: int, batch_loss: float, after: Evaluation) -> None:
        """Add an update: the epochs complete after it, its batch's loss and what came of it."""
        self.epochs.append(epoch)
        self.batch.append(batch_loss)
        self.train.append(after.train_loss)
        self.test.append(after.test_loss)

    def columns(self, last: int, training: Training) -> Sequence[Sequence[float]]:
        """Return the columns for the log; the updates end with `last`."""
        count = len(self)
        return (
            range(last - count + 1, last + 1),
            self.epochs,
            [training.learning_rate] * count,
            [training.momentum] * count,
            self.batch,
            _numbers(self.train),
            _numbers(self.test),
        )


def _numbers(losses: list[float | None]) -> list[float]:
    """Return losses with NaN for one that does not apply, as the log keeps them."""
    return [math.nan if loss is None else loss for loss in losses]


def is_finite(after: Evaluation) -> bool:
    """Whether the losses of both sets are finite, or there are none."""
    train, test = after.train_loss, after.test_loss
    return (train is None or math.isfinite(train)) and (test is None or math.isfinite(test))


def worst(after: Evaluation) -> float:
    """Return the loss that is not finite."""
    losses = (after.train_loss, after.test_loss)
    return next(loss for loss in losses if loss is not None and not math.isfinite(loss))


def finite_or_none(loss: float | None) -> float | None:
    """Return a loss as the log may keep it."""
    return loss if loss is not None and math.isfinite(loss) else None
