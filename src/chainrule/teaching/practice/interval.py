"""Interval arithmetic: where a number lies when what went into it is not known exactly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SLACK = 1e-9
"""relative room for the last bits of float64"""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __mul__(self, other: Interval | float) -> Interval:
        low, high = (other.low, other.high) if isinstance(other, Interval) else (other, other)
        ends = (self.low * low, self.low * high, self.high * low, self.high * high)
        if isfinite(sum(ends)):
            return Interval(min(ends), max(ends))
        return hull(ends)

    def __truediv__(self, other: Interval) -> Interval:
        """Divide by an interval without 0."""
        return hull(a / b for a, b in product((self.low, self.high), (other.low, other.high)))

    def holds(self, value: float) -> bool:
        """Return whether a number lies inside, up to the last bits."""
        room = SLACK * max(abs(self.low), abs(self.high))
        return self.low - room <= value <= self.high + room

    def widened(self, by: float) -> Interval:
        """Return the interval with as much more room at both ends."""
        return Interval(self.low - by, self.high + by)

    def squared(self) -> Interval:
        """Return the squares of the numbers inside."""
        ends = (self.low * self.low, self.high * self.high)
        return Interval(0.0 if self.low <= 0.0 <= self.high else min(ends), max(ends))

    def through(self, function: Callable[[float], float], turns: Iterable[float] = ()) -> Interval:
        """Return the values of a function that is monotone between its `turns`."""
        inside = [turn for turn in turns if self.low < turn < self.high]
        return hull(function(point) for point in (self.low, *inside, self.high))


def point(value: float) -> Interval:
    """Return the interval that holds one number."""
    return Interval(value, value)


def hull(values: Iterable[float]) -> Interval:
    """Return the smallest interval that holds all the finite values."""
    finite = [value for value in values if isfinite(value)]
    return Interval(min(finite), max(finite)) if finite else Interval(0.0, 0.0)


def around(*intervals: Interval) -> Interval:
    """Return the smallest interval that holds all of these."""
    return hull(end for interval in intervals for end in (interval.low, interval.high))


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the interval of a sum."""
    found = point(0.0)
    for interval in intervals:
        found = found + interval
    return found
