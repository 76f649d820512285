"""Ranges and ticks of the loss plot: round numbers, linear or logarithmic. Pure arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass

from chainrule.gui.numbers import Kind, show

STEPS = (1.0, 2.0, 2.5, 4.0, 5.0, 10.0)
LEAST_UPDATES = 20
TICKS = 4
LOG_FLOOR = 1e-16
"""a loss of 0 is drawn here on the logarithmic scale"""
SMALLEST_TOP = 1e-300


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis: its range in plot units and its ticks as (plot units, text)."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """Return where a plot value lies between the ends, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def nice(value: float) -> float:
    """Return the first round number at or above a positive value."""
    power = 10.0 ** math.floor(math.log10(value))
    for step in STEPS:
        if value <= step * power * (1 + 1e-9):
            return step * power
    return 10.0 * power


def update_scale(last: int) -> Scale:
    """Return the axis of the updates, from 0 to a round number beyond the last."""
    high = nice(max(LEAST_UPDATES, last * 1.02))
    step = nice(high / TICKS)
    count = math.floor(high / step + 1e-9)
    ticks = tuple(
        (index * step, show(round(index * step), Kind.COUNT)) for index in range(count + 1)
    )
    return Scale(0.0, high, ticks)


def loss_scale(largest: float) -> Scale:
    """Return the linear axis of the losses, from 0 to a round number above the largest."""
    high = nice(max(largest * 1.05, SMALLEST_TOP))
    step = high / 2 if high / nice(high / 3) not in (2.0, 3.0, 4.0) else nice(high / 3)
    count = round(high / step)
    digits = max(2, -math.floor(math.log10(step)) + (round(step / _power(step), 6) % 1 > 0))
    ticks = tuple((index * step, _tick(index * step, digits)) for index in range(count + 1))
    return Scale(0.0, high, ticks)


def _power(value: float) -> float:
    return 10.0 ** math.floor(math.log10(value))


def _tick(value: float, digits: int) -> str:
    if value == 0.0:
        return f"{0:.2f}"
    if digits > 5 or value >= 10_000:
        return show(value, Kind.GRADIENT)
    return f"{value:.{digits}f}" if value < 100 else f"{value:g}"


def log_scale(smallest: float, largest: float) -> Scale:
    """Return the logarithmic axis (plot units are powers of ten) that holds both losses."""
    low = math.floor(math.log10(max(smallest, LOG_FLOOR)))
    high = math.ceil(math.log10(max(largest, LOG_FLOOR)))
    high = max(high, low + 1)
    step = max(1, math.ceil((high - low) / TICKS))
    ticks = tuple((float(power), power_text(power)) for power in range(low, high + 1, step))
    return Scale(float(low), float(high), ticks)


def power_text(power: int) -> str:
    """Return a power of ten as a tick is labelled."""
    if -4 <= power <= 3:
        return f"{10.0**power:g}"
    return "10" + str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def on_log(loss: float) -> float:
    """Return where a loss lies on the logarithmic axis."""
    return math.log10(max(loss, LOG_FLOOR))
