"""Which answers are accepted: what rounding every number on the way may lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.teaching.practice.answer import Answer

FEWEST_DIGITS = 2


def near(value: float, answer: Answer) -> bool:
    """Return whether an answer is the value as far as it was typed."""
    return abs(answer.value - value) <= answer.half_unit * (1 + 1e-9) + 1e-12 * abs(value)
