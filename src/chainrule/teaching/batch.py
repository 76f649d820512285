"""From samples to the batch: how one parameter's gradients add up, and cancel, into one."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import accumulate
from typing import TYPE_CHECKING

from chainrule.network.names import Reduction
from chainrule.session.operations import Kind, Phase
from chainrule.session.past import MOST_LOSSES
from chainrule.teaching.movement import gradients_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment

MOST_ROWS = 8
"""samples that are written out one by one; of more, the first and the largest ones are"""
FIRST_ROWS = 3


@dataclass(frozen=True, slots=True)
class SampleGradient:
    """The gradient of one sample: its place in the batch and its row, both from 1.

    `factors` are δ and the signal, δ alone for a bias. In the waterfall its arrow goes from
    `start` to `stop`.
    """

    order: int
    row: int
    gradient: float
    factors: tuple[float, ...]
    start: float = 0.0
    stop: float = 0.0


class Rung(Enum):
    """What a row of the waterfall stands for."""

    SAMPLE = auto()
    REST = auto()
    """the samples that are not written out, together"""
    SUM = auto()
    DIVIDED = auto()
    PENALTY = auto()
    RESULT = auto()
    """the batch's gradient, where regularisation has been added"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the waterfall: an arrow from `start` to `stop`.

    `count` is the sample's place in the batch, or of how many samples the row speaks. `joined` is
    whether the next row begins (or its sum ends) at this one's tip; `gradient` whether this is
    what the batch comes to.
    """

    rung: Rung
    value: float
    start: float
    stop: float
    count: int = 0
    row: int = 0
    joined: bool = False
    gradient: bool = False


@dataclass(frozen=True, slots=True)
class BatchSum:
    """How the gradients of a batch add up, as far as its samples have been revealed.

    `gradients` are those revealed, in the order of the batch; `samples` the ones written out,
    `rest` what the others add up to. `total` is the sum of all revealed ones. `divided` (only for
    the mean), `penalty` (only with regularisation) and `result`, the batch's gradient, are there
    once the batch is complete. `cancelled` is the share of the gradients' sizes that cancels out.
    """

    name: str
    size: int
    gradients: tuple[float, ...]
    samples: tuple[SampleGradient, ...]
    rest: float
    total: float
    mean: bool
    divided: float | None = None
    penalty: float | None = None
    result: float | None = None

    @property
    def count(self) -> int:
        """How many samples have been revealed."""
        return len(self.gradients)

    @property
    def complete(self) -> bool:
        """Whether all samples of the batch have been."""
        return self.count == self.size

    @property
    def left_out(self) -> int:
        """How many of the revealed samples are not written out."""
        return self.count - len(self.samples)

    @property
    def cancelled(self) -> float | None:
        """1 − |Σg| ÷ Σ|g|; None where every gradient is 0."""
        sizes = math.fsum(map(abs, self.gradients))
        return 1.0 - abs(self.total) / sizes if sizes else None

    @property
    def smaller(self) -> int:
        """How many samples want the parameter smaller: their gradient is positive."""
        return sum(gradient > 0 for gradient in self.gradients)

    @property
    def larger(self) -> int:
        """How many samples want the parameter larger."""
        return sum(gradient < 0 for gradient in self.gradients)


def waterfall(batch: BatchSum) -> tuple[Bar, ...]:
    """Return the rows of the waterfall: samples end to end, their sum, and what comes of it."""
    bars = [
        Bar(Rung.SAMPLE, one.gradient, one.start, one.stop, one.order, one.row, joined=True)
        for one in batch.samples
    ]
    if batch.left_out:
        rest = batch.rest
        bars.append(Bar(Rung.REST, rest, bars[-1].stop, batch.total, batch.left_out, joined=True))
    bars.append(Bar(Rung.SUM, batch.total, 0.0, batch.total, batch.count))
    if batch.divided is not None:
        bars.append(Bar(Rung.DIVIDED, batch.divided, 0.0, batch.divided, batch.size))
    if batch.penalty is not None and batch.result is not None:
        bars[-1] = replace(bars[-1], joined=True)
        start = bars[-1].stop
        bars.append(Bar(Rung.PENALTY, batch.penalty, start, start + batch.penalty, joined=True))
        bars.append(Bar(Rung.RESULT, batch.result, 0.0, batch.result))
    if batch.complete:
        bars[-1] = replace(bars[-1], gradient=True)
    return tuple(bars)


def span(bars: Sequence[Bar]) -> tuple[float, float]:
    """Return the least and the largest place of a waterfall, 0 among them."""
    places = [0.0, *(bar.start for bar in bars), *(bar.stop for bar in bars)]
    return min(places), max(places)


def batch_sum(moment: Moment, name: str) -> BatchSum | None:
    """Return how a parameter's gradients add up; None outside a batch of several samples.

    Never more than has been revealed: samples still to come are not among the numbers.
    """
    ledger = moment.ledger
    if ledger is None or len(ledger.rows) == 1:
        return None
    return summed(ledger, name, gradients_known(moment, name))


def summed(ledger: Ledger, name: str, count: int) -> BatchSum | None:
    """Return how the gradients of the batch's first `count` samples add up; None for none."""
    told = ledger.narrator.tell_parameter(Kind.BATCH_GRADIENT, name)
    if not count or told is None:
        return None
    size, mean = len(ledger.rows), told.form.startswith(Reduction.MEAN)
    gradients = told.operands[:count]
    samples = _laid_out(_written(ledger, name, gradients))
    total = math.fsum(gradients)
    rest = math.fsum(_others(gradients, samples))
    found = BatchSum(name, size, gradients, samples, rest, total, mean)
    if count < size:
        return found
    penalty = _penalty(*told.operands[size:]) if told.form.endswith("+") else None
    divided = told.value if penalty is None else total / size
    return replace(found, divided=divided if mean else None, penalty=penalty, result=told.value)


def _penalty(l1: float, l2: float, weight: float) -> float:
    """Return what regularisation adds to the gradient: the slope of l1·|w| + ½·l2·w²."""
    return l1 * ((weight > 0) - (weight < 0)) + l2 * weight


def _written(ledger: Ledger, name: str, gradients: Sequence[float]) -> list[SampleGradient]:
    """Return the samples that are written out: all of few, else the first and the largest."""
    chosen = range(len(gradients))
    if len(gradients) > MOST_ROWS:
        ranked = sorted(chosen[FIRST_ROWS:], key=lambda index: -abs(gradients[index]))
        largest = ranked[: MOST_ROWS - 1 - FIRST_ROWS]
        chosen = sorted([*chosen[:FIRST_ROWS], *largest])  # type: ignore[assignment]
    return [_sample(ledger, name, index) for index in chosen]


def _sample(ledger: Ledger, name: str, index: int) -> SampleGradient:
    told = ledger.narrator.tell_gradient(name, index)
    return SampleGradient(index + 1, ledger.rows[index] + 1, told.value, told.operands)


def _others(gradients: Sequence[float], samples: Sequence[SampleGradient]) -> list[float]:
    written = {sample.order for sample in samples}
    return [value for order, value in enumerate(gradients, 1) if order not in written]


def _laid_out(samples: Sequence[SampleGradient]) -> tuple[SampleGradient, ...]:
    """Put the arrows end to end."""
    places = list(accumulate((sample.gradient for sample in samples), initial=0.0))
    return tuple(
        replace(sample, start=start, stop=stop)
        for sample, start, stop in zip(samples, places, places[1:], strict=False)
    )


def batch_rows(moment: Moment) -> tuple[int, ...]:
    """Return the rows (from 1) of the open batch in their order; none unless it has several."""
    ledger = moment.ledger
    if ledger is None or not moment.position or len(ledger.rows) == 1:
        return ()
    return tuple(row + 1 for row in ledger.rows)


def epoch_losses(moment: Moment) -> dict[int, float]:
    """Return the losses that this epoch has computed so far, by the samples' rows (from 1).

    Of earlier batches of the epoch only the last 64 are looked up.
    """
    ledger = moment.ledger
    if ledger is None or moment.past is None:
        return {}
    earlier = _batches_before(moment, ledger.update)
    found = moment.past.losses(ledger.update - 1, earlier) if earlier else {}
    return found | _revealed_losses(ledger, moment.position)


def _batches_before(moment: Moment, update: int) -> int:
    """Return how many updates before this one belong to the same epoch."""
    log = moment.log
    if not log:
        return 0
    at = update - 1 - log[0].update
    if not 0 <= at < len(log):
        return 0
    epoch, count = log[at].epoch, 0
    while count < min(at, MOST_LOSSES) and log[at - count - 1].epoch == epoch:
        count += 1
    return count


def _revealed_losses(ledger: Ledger, position: int) -> dict[int, float]:
    found = {}
    for group in ledger.groups:
        if group.phase is Phase.LOSS and group.stop <= position and group.sample is not None:
            found[group.sample] = ledger.operations(group)[0].value
    return found


def batch_mean(moment: Moment) -> float | None:
    """Return the loss of the open batch, once all its samples have theirs.

    By the reduction of the project: their mean or their sum.
    """
    ledger = moment.ledger
    if ledger is None:
        return None
    losses = _revealed_losses(ledger, moment.position)
    return ledger.narrator.update.batch_loss if len(losses) == len(ledger.rows) else None
