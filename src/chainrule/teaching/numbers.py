"""How numbers are written for people, and how typed ones are read.

A value is rounded once, from full precision, by Python's correctly rounded formatting, and
written in the notation that is on.
"""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import TYPE_CHECKING

from chainrule.teaching.typed_numbers import read_typed

if TYPE_CHECKING:
    from chainrule.teaching.notation import Notation

MINUS = "\u2212"
LARGE = 10_000.0
"""from here on numbers are written as a power of ten"""
SMALL_GRADIENT = 0.0001
LONGEST_TYPED = 6
"""an input with more decimals than a person types is rounded"""
MOST_DECIMALS = 6
"""as far as a pair goes to show that two numbers differ"""

_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class Kind(Enum):
    """What a number is, which decides how many digits it gets."""

    INPUT = auto()
    """inputs and targets: as typed, padded; whole numbers stay whole"""
    PARAMETER = auto()
    """weights and biases"""
    ACTIVATION = auto()
    """z and a"""
    GRADIENT = auto()
    """gradients, deltas, velocities, losses, slopes: significant digits"""
    NEW_WEIGHT = auto()
    """a new weight in the line of its update: one decimal more"""
    PERCENT = auto()
    """a share of 1, shown in percent"""
    COUNT = auto()
    """a running count, with thousands separated"""
    SETTING = auto()
    """a learning rate and the like, with the digits that it has"""


def show(value: float, kind: Kind, notation: Notation, signed: bool = False) -> str:
    """Return the number as people read it.

    Parameters
    ----------
    value
        The full-precision value; for `Kind.PERCENT` a share of 1.
    kind
        What the number is.
    notation
        Digits of weights and values (gradients get one significant digit more) and decimal sign.
    signed
        Whether a positive number gets its plus sign.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return _sign(value, signed) + "∞"
    size = _SHOWN[kind](abs(value), notation.decimals)
    return _sign(value, signed) + notation.write(size)


def show_pair(
    old: float, new: float, notation: Notation, signed: bool = True, kind: Kind = Kind.PARAMETER
) -> tuple[str, str]:
    """Return a number before and after, with as many decimals (up to 6) as make them differ."""
    for digits in range(notation.decimals, max(notation.decimals, MOST_DECIMALS) + 1):
        fine = notation.digits(digits)
        pair = show(old, kind, fine, signed), show(new, kind, fine, signed)
        if pair[0] != pair[1]:
            return pair
    if old != new:
        return pair
    return show(old, kind, notation, signed), show(new, kind, notation, signed)


def exact(value: float, notation: Notation) -> str:
    """Return the number with 17 significant digits, which name a float64 uniquely."""
    if not math.isfinite(value):
        return show(value, Kind.GRADIENT, notation)
    mantissa, _, exponent = f"{abs(value):.17g}".partition("e")
    digits = mantissa + (_power(exponent) if exponent else "")
    return _sign(value, False) + notation.write(digits)


def full(value: float, notation: Notation) -> str:
    """Return the shortest number that is read back as the very same, to be edited."""
    return _sign(value, False) + notation.write(repr(abs(value)))


def parse_number(text: str) -> float | None:
    """Return the finite number a person typed, or None.

    Minus may be `-` or `−`, the decimal sign `.` or `,`; `1e-3`, `1/3` and `4.2 × 10⁻⁴` are
    numbers too.
    """
    typed = read_typed(text)
    return None if typed is None else typed.value


def _sign(value: float, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""


def _power(exponent: str) -> str:
    return f" × 10{str(int(exponent)).translate(_SUPERSCRIPT)}"


def _scientific(size: float) -> str:
    mantissa, exponent = f"{size:.1e}".split("e")
    return mantissa + _power(exponent)


def _fixed(size: float, decimals: int) -> str:
    """Write with `decimals`, with up to three where fewer would say zero, else as a power."""
    if 10.0**-decimals <= size < LARGE - 1:
        return f"{size:.{decimals}f}"
    for digits in range(decimals, max(decimals, 3) + 1):
        text = f"{size:.{digits}f}"
        if size == 0 or float(text) != 0:
            return text if float(text) < LARGE else _scientific(size)
    return _scientific(size)


def _significant(size: float, decimals: int) -> str:
    if size < LARGE and size == int(size):
        return str(int(size))
    if size < SMALL_GRADIENT:
        return _scientific(size)
    exponent = int(f"{size:.{decimals}e}".split("e")[1])
    text = f"{size:.{max(0, decimals - exponent)}f}"
    return text if float(text) < LARGE else _scientific(size)


def _typed(size: float, decimals: int) -> str:
    if size == int(size) and size < LARGE * LARGE:
        return _count(size, decimals) if size >= LARGE else str(int(size))
    digits = repr(size)
    behind = len(digits.partition(".")[2])
    if "e" in digits or not decimals < behind <= LONGEST_TYPED:
        return _fixed(size, decimals)
    return digits if size < LARGE else _scientific(size)


def _percent(size: float, decimals: int) -> str:
    return "<0.1%" if 0 < size < 0.0005 else f"{size * 100:.1f}%"


def _count(size: float, decimals: int) -> str:
    return f"{size:,.0f}"


def _setting(size: float, decimals: int) -> str:
    digits = f"{size:.10g}"
    return _significant(size, decimals) if "e" in digits else digits


def _new_weight(size: float, decimals: int) -> str:
    return _fixed(size, decimals + 1)


_SHOWN = {
    Kind.INPUT: _typed,
    Kind.PARAMETER: _fixed,
    Kind.ACTIVATION: _fixed,
    Kind.GRADIENT: _significant,
    Kind.NEW_WEIGHT: _new_weight,
    Kind.PERCENT: _percent,
    Kind.COUNT: _count,
    Kind.SETTING: _setting,
}
