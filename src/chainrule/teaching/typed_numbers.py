"""Numbers as people type them, with how precisely they were typed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from chainrule.teaching.notation import THIN_SPACE

_NORMAL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = str.maketrans("−,", "-.", THIN_SPACE)
_NUMBER = re.compile(r"[+-]?\s*(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,5})?")
_POWER = re.compile(r"\s*[×*·⋅]\s*10(?:\^\s*([+-]?\d+)|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
_BARE_POWER = re.compile(r"^(\s*[+-]?\s*)10(?:\^\s*([+-]?\d+)|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as it was typed.

    `digits` are its significant digits and `unit` is what its last digit counts: three and 0.001
    for 0.675. A fraction is exact: it has no `digits`, and its unit is 0.
    """

    value: float
    digits: int | None
    unit: float


def read_typed(text: str) -> Typed | None:
    """Return the finite number a person typed, or None.

    Minus may be `-` or `−`, the decimal sign `.` or `,`; `1e-3`, `1/3`, `4.2 × 10⁻⁴` and `10^-4`
    are numbers too. A comma is always a decimal comma.
    """
    plain = _POWER.sub(_exponent, _BARE_POWER.sub(_bare_power, text.translate(_PLAIN)))
    top, slash, bottom = plain.partition("/")
    numerator = _read_plain(top)
    if not slash or numerator is None:
        return numerator
    denominator = _read_plain(bottom)
    if denominator is None or not denominator.value:
        return None
    value = numerator.value / denominator.value
    return Typed(value, None, 0.0) if math.isfinite(value) else None


def _exponent(match: re.Match[str]) -> str:
    return "e" + (match[1] or match[2]).translate(_NORMAL)


def _bare_power(match: re.Match[str]) -> str:
    return f"{match[1]}1e" + (match[2] or match[3]).translate(_NORMAL)


def _read_plain(text: str) -> Typed | None:
    trimmed = text.strip()
    found = _NUMBER.fullmatch(trimmed)
    if not found or not trimmed.isascii():
        return None
    value = float("".join(trimmed.split()))
    if not math.isfinite(value):
        return None
    whole, _, decimals = found[1].partition(".")
    digits = len((whole + decimals).lstrip("0"))
    power = int(found[2][1:]) if found[2] else 0
    return Typed(value, max(1, digits), _power_of_ten(power - len(decimals)))


def _power_of_ten(exponent: int) -> float:
    """Return the power of ten nearest to 10^exponent, 0 where there is none that small."""
    return float(f"1e{exponent}")
