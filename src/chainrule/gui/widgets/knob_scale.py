"""What a knob turns: the range of a number, how the dial is divided and where its stops are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from chainrule.gui.numbers import Kind, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.teaching.notation import Notation

CLOSE = 1e-9
"""two stops nearer than this share of their value are the same"""


class KnobScale(Protocol):
    """A mapping between a number and the share (0 to 1) of the dial's way."""

    @property
    def least(self) -> float:
        """The value at the start of the dial."""

    @property
    def most(self) -> float:
        """The value at the end of the dial."""

    @property
    def ends(self) -> tuple[str, str]:
        """The captions below both ends of the dial, with a point and thousands with commas."""

    def fraction(self, value: float) -> float:
        """Return where a value stands on the dial; those outside the range stand at an end."""

    def value(self, fraction: float) -> float:
        """Return the (rounded) value at a share of the way."""

    def stop(self, value: float, direction: int) -> float:
        """Return the next stop above (+1) or below (-1)."""

    def nudge(self, value: float, direction: int) -> float:
        """Return the value a fine step up or down."""

    def page(self, value: float, direction: int) -> float:
        """Return the value a large step up or down."""

    def typed(self, value: float) -> tuple[float, bool]:
        """Return the value a typed number means, and whether it was in range."""

    def text(self, value: float, notation: Notation) -> str:
        """Return the value as the box shows it."""


class LearningRateScale:
    """η from 10⁻⁴ to 10 on a logarithmic dial."""

    least = 1e-4
    most = 10.0
    ends = ("10⁻⁴", "10")
    _stops = (*(float(f"{m}e{n}") for n in range(-4, 1) for m in (1, 1.5, 2, 3, 5, 7)), most)

    def fraction(self, value: float) -> float:
        """Return where the learning rate stands on the dial."""
        if value <= self.least:
            return 0.0
        return min(1.0, (math.log10(value) + 4) / 5)

    def value(self, fraction: float) -> float:
        """Return the learning rate at a share of the way, to two significant digits."""
        return float(f"{10 ** (5 * fraction - 4):.1e}")

    def stop(self, value: float, direction: int) -> float:
        """Return the next of 1, 1.5, 2, 3, 5, 7 × 10ⁿ."""
        return _next_stop(self._stops, value, direction)

    def nudge(self, value: float, direction: int) -> float:
        """Return one percent more or less."""
        return self._within(float(f"{value * 1.01**direction:.5g}"), value, direction)

    def page(self, value: float, direction: int) -> float:
        """Return one decade more or less."""
        return self._within(float(f"{value * 10.0**direction:.12g}"), value, direction)

    def typed(self, value: float) -> tuple[float, bool]:
        """Return the typed number, or the nearer end."""
        return _clamped(value, self.least, self.most)

    def text(self, value: float, notation: Notation) -> str:
        """Return the learning rate in full."""
        return show(value, Kind.SETTING, notation)

    def _within(self, wanted: float, value: float, direction: int) -> float:
        return _towards(wanted, value, direction, self.least, self.most)


class MomentumScale:
    """μ from 0 to 0.99, with 0.9 half-way: the dial is even in the logarithm of 1 − μ."""

    least = 0.0
    most = 0.99
    ends = ("0", "0.99")
    _stops = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99)

    def fraction(self, value: float) -> float:
        """Return where the momentum stands on the dial."""
        if value >= self.most:
            return 1.0
        return max(0.0, math.log(1 - value) / math.log(0.01))

    def value(self, fraction: float) -> float:
        """Return the momentum at a share of the way, to two decimals."""
        left: float = 0.01**fraction
        return round(1 - left, 2)

    def stop(self, value: float, direction: int) -> float:
        """Return the next of 0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99."""
        return _next_stop(self._stops, value, direction)

    def nudge(self, value: float, direction: int) -> float:
        """Return 0.01 more or less."""
        wanted = round(value + 0.01 * direction, 6)
        return _towards(wanted, value, direction, self.least, self.most)

    def page(self, value: float, direction: int) -> float:
        """Return two stops more or less."""
        return self.stop(self.stop(value, direction), direction)

    def typed(self, value: float) -> tuple[float, bool]:
        """Return the typed number, or the nearer end."""
        return _clamped(value, self.least, self.most)

    def text(self, value: float, notation: Notation) -> str:
        """Return the momentum in full."""
        return show(value, Kind.SETTING, notation)


class BatchScale:
    """Batch sizes from 1 to all `rows`, even in the logarithm; 0 means all, however many."""

    least = 1.0

    def __init__(self, rows: int) -> None:
        self.rows = max(1, rows)
        self.most = float(self.rows)
        self.ends = ("1", f"{self.rows:,}")
        powers = [2.0**n for n in range(self.rows.bit_length()) if 2**n < self.rows]
        self._stops = (*powers, self.most)

    def fraction(self, value: float) -> float:
        """Return where the batch size stands on the dial."""
        if self.rows == 1 or 1 <= value < 1 + CLOSE:
            return 0.0
        return 1.0 if value == 0 else min(1.0, math.log2(value) / math.log2(self.rows))

    def value(self, fraction: float) -> float:
        """Return the whole batch size at a share of the way; 0 (all) at the end."""
        return self._or_all(float(round(self.rows**fraction)))

    def stop(self, value: float, direction: int) -> float:
        """Return the next power of two, or all."""
        return self._or_all(_next_stop(self._stops, self._count(value), direction))

    def nudge(self, value: float, direction: int) -> float:
        """Return one more or less."""
        count = self._count(value)
        return self._or_all(_towards(count + direction, count, direction, 1.0, self.most))

    def page(self, value: float, direction: int) -> float:
        """Return two stops more or less."""
        return self.stop(self.stop(value, direction), direction)

    def typed(self, value: float) -> tuple[float, bool]:
        """Return the typed number as a whole one, or the nearer end; 0 stays 0 (all)."""
        if value == 0:
            return 0.0, True
        return _clamped(float(round(value)), self.least, self.most)

    def text(self, value: float, notation: Notation) -> str:
        """Return the batch size; all as the number of rows."""
        return show(self._count(value), Kind.COUNT, notation)

    def _count(self, value: float) -> float:
        return self.most if value == 0 else value

    def _or_all(self, count: float) -> float:
        return 0.0 if count == self.most and self.rows > 1 else count


def _next_stop(stops: Sequence[float], value: float, direction: int) -> float:
    slack = CLOSE * max(1e-4, abs(value))
    if direction > 0:
        return next((stop for stop in stops if stop > value + slack), value)
    return next((stop for stop in reversed(stops) if stop < value - slack), value)


def _towards(wanted: float, value: float, direction: int, least: float, most: float) -> float:
    """Return `wanted` within the range, but never back over `value` (which a file may set)."""
    inside = min(most, max(least, wanted))
    return inside if (inside - value) * direction > 0 else value


def _clamped(value: float, least: float, most: float) -> tuple[float, bool]:
    inside = min(most, max(least, value))
    return inside, inside == value
