"""What becomes of a number when a learner rounds it before going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.numbers import Kind as Shown
from chainrule.teaching.numbers import parse_number, show
from chainrule.teaching.practice.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.teaching.notation import Notation

DIGITS = range(3, 7)
"""significant digits that a learner may round to; more change nothing that anyone would see"""
SIGNIFICANT = frozenset(
    {
        Kind.LOSS,
        Kind.LOSS_SLOPE,
        Kind.SLOPE,
        Kind.DELTA,
        Kind.PASS_BACK,
        Kind.ACTIVATION_GRADIENT,
        Kind.WEIGHT_GRADIENT,
        Kind.BIAS_GRADIENT,
        Kind.BATCH_GRADIENT,
        Kind.VELOCITY,
    }
)
"""kinds that the screen shows with significant digits; the others have decimals"""
TIE = 1e-12
"""a number at the edge between two roundings may go either way"""


def significant(value: float, digits: int) -> float:
    """Return a number rounded to significant digits."""
    return float(f"{value:.{digits - 1}e}")


def shown(value: float, kind: Kind | None, notation: Notation) -> float:
    """Return a number as the screen shows it; `kind` is None for a given."""
    written = show(value, Shown.GRADIENT if kind in SIGNIFICANT else Shown.ACTIVATION, notation)
    number = parse_number(written)
    return value if number is None else number


def rounded(interval: Interval, kind: Kind | None, notation: Notation) -> Interval:
    """Return where a number lies after it was rounded, or not, in any of the usual ways.

    Rounding keeps the order of numbers, so that the ends are all there is to look at.
    """
    below = interval.low - TIE * abs(interval.low)
    above = interval.high + TIE * abs(interval.high)
    return Interval(
        min(interval.low, *_ways(below, kind, notation)),
        max(interval.high, *_ways(above, kind, notation)),
    )


def _ways(value: float, kind: Kind | None, notation: Notation) -> Iterator[float]:
    yield shown(value, kind, notation)
    for digits in DIGITS:
        yield significant(value, digits)


def coarse(interval: Interval) -> Interval:
    """Return where a number lies after it was rounded to significant digits inside a formula."""
    return Interval(
        min(interval.low, *(significant(interval.low, digits) for digits in DIGITS)),
        max(interval.high, *(significant(interval.high, digits) for digits in DIGITS)),
    )
