"""The card of the loss: of the shown sample, of the batch, and its slopes at the outputs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.names import Loss
from chainrule.session.operations import LOSS_TARGET, Kind
from chainrule.teaching.cards.parts import Number, NumberName

if TYPE_CHECKING:
    from chainrule.network.graph import Neuron
    from chainrule.network.names import Reduction
    from chainrule.session.operations import Operation
    from chainrule.teaching.cards.facts import Facts

FORMULAS = {
    Loss.HALF_SQUARED_ERROR: ("L = ½ × (ŷ − y)²", "L = ½ × Σ (ŷ − y)²"),
    Loss.MEAN_SQUARED_ERROR: ("L = (ŷ − y)²", "L = Σ (ŷ − y)² ÷ K"),
    Loss.BINARY_CROSS_ENTROPY: (
        "L = −y × ln ŷ − (1 − y) × ln(1 − ŷ)",
        "L = Σ [ −y × ln ŷ − (1 − y) × ln(1 − ŷ) ]",
    ),
    Loss.CROSS_ENTROPY: ("L = −y × ln ŷ", "L = −Σ y × ln ŷ"),
}
"""the formula of each loss, for one output and for several"""
SLOPES = {
    Loss.HALF_SQUARED_ERROR: "ŷ − y",
    Loss.MEAN_SQUARED_ERROR: "2 × (ŷ − y) ÷ K",
    Loss.BINARY_CROSS_ENTROPY: "(ŷ − y) ÷ (ŷ × (1 − ŷ))",
    Loss.CROSS_ENTROPY: "−y ÷ ŷ",
}
"""∂L/∂ŷ of each loss"""
SHARES = frozenset({Loss.BINARY_CROSS_ENTROPY, Loss.CROSS_ENTROPY})
"""losses whose outputs lie between 0 and 1"""
POINTS = 81
BEYOND = 1.1
"""how far the curve goes beyond a round distance from the target"""
NEAREST = 0.01
"""how near to 0 and 1 the curve of a loss that has no bounds there begins and ends"""


@dataclass(frozen=True, slots=True)
class SampleLoss:
    """The loss of the shown sample; `operation` holds its arithmetic once it is known."""

    formula: str
    loss: Number
    operation: Operation | None


@dataclass(frozen=True, slots=True)
class OutputSlope:
    """How the loss changes with one output; `operation` holds its arithmetic once it is known."""

    neuron: str
    output: Number
    target: float | None
    slope: Number
    operation: Operation | None


@dataclass(frozen=True, slots=True)
class BatchLoss:
    """The losses of the rows of a batch as far as they are known, and what they make together."""

    rows: tuple[tuple[int, Number], ...]
    reduction: Reduction
    loss: float | None

    @property
    def known(self) -> list[float]:
        """The losses that are known."""
        return [number.value for _, number in self.rows if number.value is not None]


@dataclass(frozen=True, slots=True)
class LossCurve:
    """The loss over one output, all else held still, from `low` to `high`, with its point."""

    neuron: str
    points: tuple[tuple[float, float], ...]
    point: tuple[float, float]
    slope: float | None

    @property
    def x(self) -> tuple[float, float]:
        """The range of the output."""
        return self.points[0][0], self.points[-1][0]


def sample_loss(facts: Facts) -> SampleLoss:
    """Return the loss of the shown sample."""
    several = len(facts.network.outputs) > 1
    formula = FORMULAS[facts.moment.project.loss][several]
    told = facts.known(Kind.LOSS, LOSS_TARGET)
    return SampleLoss(formula, facts.shown(Kind.LOSS, LOSS_TARGET), told)


def output_slopes(facts: Facts) -> tuple[OutputSlope, ...]:
    """Return the slope of the loss at every output."""
    targets = facts.moment.frame.targets
    return tuple(
        OutputSlope(
            neuron.id,
            facts.sent(neuron.id),
            targets.get(neuron.id),
            facts.number(Kind.LOSS_SLOPE, neuron.id),
            facts.known(Kind.LOSS_SLOPE, neuron.id),
        )
        for neuron in facts.network.outputs
    )


def batch_loss(facts: Facts) -> BatchLoss | None:
    """Return the losses of the batch that is under way; None where there is no open update."""
    ledger = None if facts.settled else facts.ledger
    if ledger is None:
        return None
    rows = tuple((row + 1, _loss_of(facts, row + 1)) for row in ledger.rows)
    complete = all(number.known for _, number in rows)
    reduction = ledger.training.reduction
    return BatchLoss(rows, reduction, ledger.batch_loss if complete else None)


def _loss_of(facts: Facts, sample: int) -> Number:
    """Return the loss of a row of the batch, from 1."""
    assert facts.ledger is not None  # noqa: S101, RUF100
    told = facts.revealed(facts.ledger.find(Kind.LOSS, LOSS_TARGET, sample))
    name = NumberName(Kind.LOSS, LOSS_TARGET, sample)
    return Number(None if told is None else told.value, name)


def loss_curve(facts: Facts, neuron: Neuron) -> LossCurve | None:
    """Return the loss over one output; None until the loss is known, or where it is endless."""
    told = facts.known(Kind.LOSS, LOSS_TARGET)
    if told is None or not math.isfinite(told.value):
        return None
    index = facts.network.outputs.index(neuron)
    pairs = tuple(zip(told.operands[::2], told.operands[1::2], strict=True))
    output, target = pairs[index]
    if not math.isfinite(output):
        return None
    from chainrule.session.probe_loss import loss_over_output

    loss = facts.moment.project.loss
    low, high = _range(loss, output, target)
    points = tuple(loss_over_output(loss, pairs, index, (low, high), POINTS))
    slope = facts.number(Kind.LOSS_SLOPE, neuron.id).value
    return LossCurve(neuron.id, points, (output, told.value), slope)


def _range(loss: Loss, output: float, target: float) -> tuple[float, float]:
    """Return a range with output and target in it, which stays put while they move a little."""
    if loss in SHARES:
        return min(NEAREST, output), max(1 - NEAREST, output)
    reach = 0.5
    while reach < abs(output - target):
        reach *= 2
    return target - BEYOND * reach, target + BEYOND * reach
