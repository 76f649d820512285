"""Growth: whether the loss runs away, told at any row of a log without reading all of it."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from chainrule.session.log import Log

RUNAWAY = 1e6
"""times the first loss"""
WORSE = 10.0
"""times the best loss, for `LONG` updates"""
LONG = 5
NOISE = 1e-12
"""a loss below this part of the first one says nothing: it is rounding"""
STRIDE = 1024


@dataclass(frozen=True, slots=True)
class Growth:
    """The loss of the training set now and at its best before, and whether it runs away."""

    loss: float
    best: float
    growing: bool


class GrowthWatch:
    """Remembers the best loss up to every `STRIDE`-th row of a line's log.

    A line is whatever its log belongs to; a line's log only ever gets longer.
    """

    def __init__(self) -> None:
        self._line: object = None
        self._best = array("d")

    def at_end(self, line: object, log: Log) -> Growth | None:
        """Return how the loss has grown up to the last row of a log, None without a loss."""
        if line is not self._line:
            self._line, self._best = line, array("d")
        if not log:
            return None
        first, loss = log[0].train_loss, log[-1].train_loss
        if loss is None:
            return None
        best = self._best_before(log, len(log))
        return Growth(loss, best, self._is_growing(log, first, loss))

    def _is_growing(self, log: Log, first: float | None, loss: float) -> bool:
        floor = 0.0 if first is None else NOISE * first
        if first and loss > RUNAWAY * first:
            return True
        recent = log.column("train_loss", max(0, len(log) - LONG))
        if len(log) <= LONG or math.isnan(sum(recent)):
            return False
        best = self._best_before(log, len(log) - LONG)
        return min(recent) > WORSE * max(best, floor)

    def _best_before(self, log: Log, stop: int) -> float:
        """Return the least loss of the rows before `stop`, infinity when there is none."""
        blocks = stop // STRIDE
        while len(self._best) < blocks:
            start = len(self._best) * STRIDE
            best = self._best[-1] if self._best else math.inf
            self._best.append(min(best, _least(log, start, start + STRIDE)))
        best = self._best[blocks - 1] if blocks else math.inf
        return min(best, _least(log, blocks * STRIDE, stop))


def _least(log: Log, start: int, stop: int) -> float:
    losses = np.frombuffer(log.column("train_loss", start, stop))
    return float(np.fmin.reduce(losses, initial=math.inf))
