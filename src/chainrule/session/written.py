"""Numbers as text, of any size: also those for which a float64 has no room."""

from __future__ import annotations

from decimal import Context, Decimal

MINUS = "\u2212"
LARGEST = Decimal(10_000)
SMALLEST = Decimal("0.001")
"""outside these numbers are written as a power of ten"""
DIGITS = 4

WIDE = Context(prec=40, Emax=10**9, Emin=-(10**9), traps=[])
"""arithmetic without an overflow: no product of two float64 comes near its limits"""

_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(value: Decimal | float) -> str:
    """Return a number as it is written in a formula: 1.2, −0.5988, 5.1 × 10²⁵⁹, ∞.

    Examples
    --------
    >>> written(-0.59880239)
    '−0.5988'
    >>> written(Decimal("2.61e519"))
    '2.6 × 10⁵¹⁹'
    """
    number = Decimal(value)
    sign = MINUS if number < 0 else ""
    if number.is_nan():
        return "NaN"
    return sign + _size(number.copy_abs())


def _size(number: Decimal) -> str:
    if number.is_infinite():
        return "∞"
    if not number:
        return "0"
    rounded = Context(prec=DIGITS, Emax=10**9, Emin=-(10**9)).create_decimal(number)
    if SMALLEST <= rounded < LARGEST:
        return f"{rounded.normalize():f}"
    mantissa, exponent = f"{number:.1e}".split("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(_SUPERSCRIPT)}"


def is_power(text: str) -> bool:
    """Return whether a number was written as a power of ten, and needs brackets as a factor."""
    return "×" in text
