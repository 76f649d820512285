"""Which values an activation, its slope or a loss takes while its arguments are not exact."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS
from chainrule.network.names import Activation, Loss
from chainrule.teaching.practice.interval import Interval, around, hull, point, total
from chainrule.teaching.practice.rounding import coarse, significant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Pairs = Sequence[tuple[Interval, Interval]]
    Rounding = Callable[[Interval], Interval]

TURNS = MappingProxyType(
    {Activation.GELU: (-0.7517915246935645,), Activation.SILU: (-1.2784645427610738,)}
)
"""where an activation turns from falling to rising"""
SILU_BEND = 2.399357280520547
SLOPE_TURNS = MappingProxyType(
    {
        Activation.SIGMOID: (0.0,),
        Activation.TANH: (0.0,),
        Activation.GELU: (-math.sqrt(2.0), math.sqrt(2.0)),
        Activation.SILU: (-SILU_BEND, SILU_BEND),
    }
)
"""where the slope of an activation turns"""
TINY = float(np.finfo(np.float64).tiny)
CLOSE = 0.5
"""how much of the way to 0 or 1 a share is taken to go when rounding would take it there"""


def activated(form: str, z: Interval) -> Interval:
    """Return f(z) of an activation other than softmax."""
    kind = Activation(form)
    return z.through(_plain(ACTIVATIONS[kind].function), TURNS.get(kind, ()))


def slope(form: str, z: Interval) -> Interval:
    """Return f′(z)."""
    kind = Activation(form)
    return z.through(_plain(ACTIVATIONS[kind].slope), SLOPE_TURNS.get(kind, ()))


def slope_from_signal(form: str, a: Interval) -> Interval | None:
    """Return f′ as learners find it from a: a·(1 − a) and 1 − a²; None where that is no way."""
    if form == Activation.SIGMOID:
        ends = [end for end in (a.low, a.high, 0.5) if a.low <= end <= a.high]
        return hull(end * rest for end in ends for rest in (1.0 - end, significant(1.0 - end, 3)))
    if form == Activation.TANH:
        ends = [end for end in (a.low, a.high, 0.0) if a.low <= end <= a.high]
        return hull(
            1.0 - square for end in ends for square in (end * end, significant(end * end, 3))
        )
    return None


def _plain(
    function: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> Callable[[float], float]:
    return lambda value: float(function(np.array([value]))[0])


def shared(own: Interval, sums: Sequence[Interval], place: int) -> Interval:
    """Return softmax's share of the output at `place`: it falls with the others' sums."""
    others = [each for index, each in enumerate(sums) if index != place]
    return Interval(
        _share(own.low, [each.high for each in others]),
        _share(own.high, [each.low for each in others]),
    )


def _share(own: float, others: Sequence[float]) -> float:
    return 1.0 / (1.0 + sum(_exp(other - own) for other in others))


def _exp(value: float) -> float:
    return math.exp(min(value, 700.0))


def loss(form: str, pairs: Pairs, exact: Sequence[float], inner: Rounding = coarse) -> Interval:
    """Return a loss from outputs and targets; `exact` are the outputs before any rounding.

    `inner` is what happens to the numbers on the way.
    """
    if form in (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR):
        squares = total(inner(inner(a - y).squared()) for a, y in pairs)
        share = 0.5 if form == Loss.HALF_SQUARED_ERROR else 1.0 / len(pairs)
        return squares * share
    terms = []
    for (output, target), true in zip(pairs, exact, strict=True):
        terms.append(inner(target * inner(_information(above_zero(output, true)))))
        if form == Loss.BINARY_CROSS_ENTROPY:
            rest = inner(_information(complement(output, true)))
            terms.append(inner((point(1.0) - target) * rest))
    return total(terms)


def loss_slope(
    form: str, a: Interval, y: Interval, outputs: int, true: float, inner: Rounding = coarse
) -> Interval:
    """Return ∂L/∂ŷ; `true` is the output before any rounding."""
    if form == Loss.HALF_SQUARED_ERROR:
        return a - y
    if form == Loss.MEAN_SQUARED_ERROR:
        return inner(a - y) * (2.0 / outputs)
    share = above_zero(a, true)
    if form == Loss.CROSS_ENTROPY:
        return -(y / share)
    rest = complement(a, true)
    one_by_one = (point(1.0) - y) / rest - y / share
    at_once = inner(share - y) / inner(share * rest)
    return around(one_by_one, at_once)


def above_zero(a: Interval, true: float) -> Interval:
    """Return a share where its logarithm and its quotients exist."""
    low = a.low if a.low > 0.0 else true * CLOSE
    return Interval(max(low, TINY), max(a.high, TINY))


def complement(a: Interval, true: float) -> Interval:
    """Return 1 − a of a share, which is never quite 0."""
    return above_zero(point(1.0) - a, 1.0 - true)


def unrounded(interval: Interval) -> Interval:
    """Return the interval as it is: the inner rounding of exact numbers."""
    return interval


def _information(a: Interval) -> Interval:
    """Return ln(1 / a)."""
    return Interval(-math.log(a.high), -math.log(a.low))
