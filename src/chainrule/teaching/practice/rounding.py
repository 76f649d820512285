"""What becomes of a number when a learner rounds it before going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.practice.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

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
LARGE, SMALL = 10_000.0, 0.0001
"""outside these the screen shows two digits and a power of ten"""
SHORTEST = 2
FEWEST_DECIMALS = 3
TIE = 1e-12
"""a number at the edge between two roundings may go either way"""


def significant(value: float, digits: int) -> float:
    """Return a number rounded to significant digits."""
    return float(f"{value:.{digits - 1}e}")


def shown(value: float, kind: Kind | None, decimals: int) -> float:
    """Return a number as the screen shows it; `kind` is None for a given."""
    if not value:
        return value
    return _significant(value, decimals) if kind in SIGNIFICANT else _fixed(value, decimals)


def _significant(value: float, decimals: int) -> float:
    if value == int(value) and abs(value) < LARGE:
        return value
    if abs(value) < SMALL:
        return significant(value, SHORTEST)
    power = int(f"{value:.{decimals}e}".partition("e")[2])
    found = float(f"{value:.{max(0, decimals - power)}f}")
    return found if abs(found) < LARGE else significant(value, SHORTEST)


def _fixed(value: float, decimals: int) -> float:
    for digits in range(decimals, max(decimals, FEWEST_DECIMALS) + 1):
        found = float(f"{value:.{digits}f}")
        if found:
            return found if abs(found) < LARGE else significant(value, SHORTEST)
    return significant(value, SHORTEST)


def rounded(interval: Interval, kind: Kind | None, decimals: int) -> Interval:
    """Return where a number lies after it was rounded, or not, in any of the usual ways.

    Rounding keeps the order of numbers, so that the ends are all there is to look at.
    """
    below = interval.low - TIE * abs(interval.low)
    above = interval.high + TIE * abs(interval.high)
    return Interval(
        min(interval.low, *_ways(below, kind, decimals)),
        max(interval.high, *_ways(above, kind, decimals)),
    )


def _ways(value: float, kind: Kind | None, decimals: int) -> Iterator[float]:
    yield shown(value, kind, decimals)
    for digits in DIGITS:
        yield significant(value, digits)


def coarse(interval: Interval) -> Interval:
    """Return where a number lies after it was rounded to significant digits inside a formula."""
    return Interval(
        min(interval.low, *(significant(interval.low, digits) for digits in DIGITS)),
        max(interval.high, *(significant(interval.high, digits) for digits in DIGITS)),
    )
