"""Where the result of each kind of operation lies, from where its operands lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chainrule.network.names import Activation, Optimizer
from chainrule.session.operations import Kind
from chainrule.teaching.practice import ranges
from chainrule.teaching.practice.interval import Interval, around, point, total
from chainrule.teaching.practice.rounding import coarse

if TYPE_CHECKING:
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation

    Found = tuple[Interval, ...]


SHALLOW = 0.1
"""a root is not taken to be smaller than this share of what it may be"""


class Known(Protocol):
    """Knows where the results of operations lie."""

    @property
    def ledger(self) -> Ledger:
        """The ledger of the update."""

    def known(self, operation: Operation) -> Interval:
        """Return where the number may lie with which the learner goes on."""


def worked_out(known: Known, operation: Operation, found: Found) -> Interval:
    """Return where the result of an operation lies whose operands lie in `found`."""
    kind = operation.kind
    if kind in (Kind.INPUT, Kind.BIAS_GRADIENT):
        return found[0]
    if kind in (Kind.MULTIPLY, Kind.PASS_BACK, Kind.WEIGHT_GRADIENT):
        return found[0] * found[1]
    if kind in (Kind.SUM, Kind.ACTIVATION_GRADIENT):
        return total(found)
    if kind is Kind.SLOPE:
        return _slope(known, operation, found[0])
    if kind is Kind.NEW_VALUE:
        return _new_value(known, operation, found)
    return {
        Kind.ACTIVATE: _activate,
        Kind.LOSS: _loss,
        Kind.LOSS_SLOPE: _loss_slope,
        Kind.DELTA: _delta,
        Kind.BATCH_GRADIENT: _batch_gradient,
        Kind.VELOCITY: _velocity,
    }[kind](operation, found)


def _activate(operation: Operation, found: Found) -> Interval:
    if operation.form != Activation.SOFTMAX:
        return ranges.activated(operation.form, found[0])
    own = operation.operands[0]
    place = operation.operands[1:].index(own)
    return ranges.shared(found[0], found[1:], place)


def _pairs(found: Found) -> list[tuple[Interval, Interval]]:
    return list(zip(found[::2], found[1::2], strict=True))


def _loss(operation: Operation, found: Found) -> Interval:
    return ranges.loss(operation.form, _pairs(found), operation.operands[::2])


def _loss_slope(operation: Operation, found: Found) -> Interval:
    output, _, outputs = operation.operands
    return ranges.loss_slope(operation.form, found[0], found[1], int(outputs), output)


def _slope(known: Known, operation: Operation, z: Interval) -> Interval:
    """Return f′, found from z or, where that is usual, from a."""
    found = ranges.slope(operation.form, z)
    signal = known.ledger.find(Kind.ACTIVATE, operation.target, operation.sample)
    if signal is None:
        return found
    other_way = ranges.slope_from_signal(operation.form, known.known(signal[1]))
    return found if other_way is None else around(found, other_way)


def _delta(operation: Operation, found: Found) -> Interval:
    if operation.form == "difference":
        return found[0] - found[1]
    if operation.form == "scaled_difference":
        return coarse(found[0] * found[1]) - found[2]
    if operation.form == "jacobian":
        together = total(coarse(a * g) for a, g in _pairs(found[2:]))
        return found[0] * coarse(found[1] - coarse(together))
    return found[0] * found[1]


def _batch_gradient(operation: Operation, found: Found) -> Interval:
    reduction, regularised, _ = operation.form.partition("+")
    gradients = found[:-3] if regularised else found
    mean = total(gradients)
    if reduction == "mean" and len(gradients) > 1:
        mean = coarse(mean) * (1.0 / len(gradients))
    if not regularised:
        return mean
    l1, l2, weight = found[-3:]
    sign = (operation.operands[-1] > 0) - (operation.operands[-1] < 0)
    return coarse(mean) + l1 * float(sign) + coarse(l2 * weight)


def _velocity(_operation: Operation, found: Found) -> Interval:
    momentum, velocity, rate, gradient = found
    return coarse(momentum * velocity) - coarse(rate * gradient)


def _new_value(known: Known, operation: Operation, found: Found) -> Interval:
    if operation.form == "nesterov":
        weight, momentum, velocity, rate, gradient = found
        return weight + coarse(momentum * velocity) - coarse(rate * gradient)
    if operation.form in (Optimizer.RMSPROP, Optimizer.ADAM):
        weight, rate = found[:2]
        return weight - coarse(rate * _scaled(known, operation, found))
    return total(found)


def _scaled(known: Known, operation: Operation, found: Found) -> Interval:
    """Return direction ÷ (√size + ε), both a little off where the gradient is.

    What enters them of the gradient moves them by as much as it is off, and by twice that.
    """
    _, _, direction, size, epsilon = found
    gradient = known.ledger.find(Kind.BATCH_GRADIENT, operation.target, None)
    assert gradient is not None, "every parameter has a gradient"
    lies, value = known.known(gradient[1]), gradient[1].value
    off = max(lies.high - value, value - lies.low)
    wider = direction.widened(off)
    largest = max(abs(lies.low), abs(lies.high))
    sizes = size.widened(largest * largest - value * value)
    roots = Interval(max(sizes.low, 0.0), sizes.high).through(lambda one: one**0.5)
    below = Interval(max(roots.low, roots.high * SHALLOW), roots.high) + epsilon
    return wider / below if below.low else around(wider, point(0.0))
