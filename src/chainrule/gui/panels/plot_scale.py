"""Ranges and ticks of the loss plot: round numbers, linear or logarithmic. Pure arithmetic.

Ticks have a decimal point; whoever paints them writes them in the notation that is on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.numbers import Kind, show
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.project import LogRow

STEPS = (1.0, 2.0, 2.5, 4.0, 5.0, 10.0)
TOPS = ((1.0, 2), (1.5, 3), (2.0, 2), (3.0, 3), (4.0, 2), (6.0, 3), (8.0, 2), (10.0, 2))
"""tops of the axis of losses, with the number of parts it is divided into"""
MOST_DIGITS = 4
LARGE = 1_000_000.0
"""from here on ticks are written as powers of ten"""
LEAST_UPDATES = 20
TICKS = 5
TICK_STEPS = (1.0, 2.0, 5.0, 10.0)
LOG_FLOOR = 1e-16
"""a loss of 0 is drawn here on the logarithmic scale"""
SMALLEST_TOP, LARGEST_TOP = 1e-300, 1e300
"""the axis ends within these, whatever the losses are"""
USUAL_TOP = 1.0
"""the top of the axis when every loss is 0"""
SHARE_LOWS = (0.0, 0.5, 0.9)
"""where the axis of shares may begin"""
SHARE_PARTS = 5
FLOWN = 1e6
"""times the first loss: where a loss is so large the curve leaves the frame at the top"""


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis: its range in plot units and its ticks as (plot units, text)."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """Return where a plot value lies between the ends, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def nice(value: float, steps: tuple[float, ...] = STEPS) -> float:
    """Return the first round number at or above a positive value."""
    power = 10.0 ** math.floor(math.log10(value))
    for step in steps:
        if value <= step * power * (1 + 1e-9):
            return step * power
    return 10.0 * power


def update_scale(last: int) -> Scale:
    """Return the axis of the updates, from 0 to a round number beyond the last."""
    high = nice(max(LEAST_UPDATES, last * 1.02))
    step = nice(high / TICKS, TICK_STEPS)
    count = math.floor(high / step + 1e-9)
    ticks = tuple(
        (index * step, show(round(index * step), Kind.COUNT, POINT)) for index in range(count + 1)
    )
    return Scale(0.0, high, ticks)


def limited(smallest: float, largest: float, first: float) -> tuple[float, float]:
    """Return the range of losses to show: a run that flies off does not flatten all before it."""
    if not first:
        return smallest, largest
    return smallest, max(first, min(largest, first * FLOWN))


def loss_scale(largest: float) -> Scale:
    """Return the linear axis of the losses, from 0 to a round number above the largest."""
    wanted = min(max(largest * 1.15, SMALLEST_TOP), LARGEST_TOP) if largest else USUAL_TOP
    power = 10.0 ** math.floor(math.log10(wanted))
    top, parts = next((top, parts) for top, parts in TOPS if wanted <= top * power)
    step = top * power / parts
    digits = max(2, -math.floor(math.log10(step) + 1e-9))
    places = [index * step for index in range(parts + 1)]
    ends = top * power
    return Scale(0.0, ends, tuple((place, _tick(place, digits, ends)) for place in places))


def share_scale(smallest: float) -> Scale:
    """Return the axis of shares of 1, written in percent, up to all of them."""
    low = max(low for low in SHARE_LOWS if low <= smallest)
    step = (1.0 - low) / (SHARE_PARTS if low else SHARE_PARTS - 1)
    count = round((1.0 - low) / step)
    places = [1.0 - (count - index) * step for index in range(count + 1)]
    return Scale(low, 1.0, tuple((place, f"{100 * place:.0f}%") for place in places))


def _tick(value: float, digits: int, largest: float) -> str:
    """Return a tick in the way that suits the largest of its axis."""
    if digits > MOST_DIGITS or largest >= LARGE:
        return show(value, Kind.GRADIENT, POINT).replace(" × ", "×") if value else "0"
    if largest >= 100:
        return show(value, Kind.COUNT, POINT)
    return f"{value:.{digits}f}"


def log_scale(smallest: float, largest: float) -> Scale:
    """Return the logarithmic axis (plot units are powers of ten) that holds both losses."""
    low = math.floor(math.log10(max(smallest, LOG_FLOOR)))
    high = math.ceil(math.log10(max(largest, LOG_FLOOR)))
    high = max(high, low + 1)
    step = max(1, math.ceil((high - low) / (TICKS - 1)))
    ticks = tuple((float(power), power_text(power)) for power in range(low, high + 1, step))
    return Scale(float(low), float(high), ticks)


def by_epoch(log: Sequence[LogRow]) -> bool:
    """Return whether every epoch has been one update, so that the axis counts epochs as well."""
    return bool(log) and log[-1].update == log[-1].epoch


def power_text(power: int) -> str:
    """Return a power of ten as a tick is labelled."""
    if -4 <= power <= 3:
        return f"{10.0**power:g}"
    return "10" + str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def on_log(loss: float) -> float:
    """Return where a loss lies on the logarithmic axis."""
    return math.log10(max(loss, LOG_FLOOR))
