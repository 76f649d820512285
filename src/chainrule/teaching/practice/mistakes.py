"""The known mistakes, one row each: name, words, and the numbers they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.teaching.practice import arithmetic, earlier, left_out, slips, taken_for
from chainrule.teaching.practice.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.guess import Case, Guess


@dataclass(frozen=True, slots=True)
class Row:
    """A mistake, the numbers it gives, and for slips whether an answer looks like one.

    A slip in copying or typing can explain almost any number: it is thought of only where no
    mistake in understanding gives the answer.
    """

    mistake: Mistake
    guesses: Callable[[Case], Iterator[Guess]] | None = None
    looks: Callable[[Case, Answer], bool] | None = None
    is_slip: bool = False


def _mistake(name: str, words: tuple[str, str]) -> Mistake:
    return Mistake(name, message(words))


ROWS = (
    Row(
        _mistake("wrong_sign", QT_TRANSLATE_NOOP("Practice", "wrong sign")),
        arithmetic.wrong_sign,
    ),
    Row(
        _mistake("forgot_slope", QT_TRANSLATE_NOOP("Practice", "forgot the slope")),
        left_out.forgot_slope,
    ),
    Row(
        _mistake("wrong_slope", QT_TRANSLATE_NOOP("Practice", "slope of another neuron")),
        taken_for.wrong_slope,
    ),
    Row(_mistake("z_for_a", QT_TRANSLATE_NOOP("Practice", "took z for a")), taken_for.z_for_a),
    Row(_mistake("a_for_z", QT_TRANSLATE_NOOP("Practice", "took a for z")), taken_for.a_for_z),
    Row(
        _mistake("updated_weight", QT_TRANSLATE_NOOP("Practice", "used an updated weight")),
        taken_for.updated_weight,
    ),
    Row(
        _mistake("sum_for_mean", QT_TRANSLATE_NOOP("Practice", "sum instead of mean")),
        left_out.sum_for_mean,
    ),
    Row(
        _mistake("mean_for_sum", QT_TRANSLATE_NOOP("Practice", "mean instead of sum")),
        left_out.mean_for_sum,
    ),
    Row(
        _mistake("forgot_half", QT_TRANSLATE_NOOP("Practice", "forgot the ½")),
        left_out.forgot_half,
    ),
    Row(
        _mistake("half_too_many", QT_TRANSLATE_NOOP("Practice", "a ½ too many")),
        left_out.half_too_many,
    ),
    Row(
        _mistake("forgot_bias", QT_TRANSLATE_NOOP("Practice", "forgot the bias")),
        left_out.forgot_bias,
    ),
    Row(
        _mistake("forgot_rate", QT_TRANSLATE_NOOP("Practice", "forgot the learning rate")),
        left_out.forgot_rate,
    ),
    Row(
        _mistake("rate_too_early", QT_TRANSLATE_NOOP("Practice", "learning rate too early")),
        left_out.rate_too_early,
    ),
    Row(
        _mistake("added", QT_TRANSLATE_NOOP("Practice", "added instead of subtracting")),
        arithmetic.added,
    ),
    Row(
        _mistake("weight_for_signal", QT_TRANSLATE_NOOP("Practice", "took w for a")),
        taken_for.weight_for_signal,
    ),
    Row(
        _mistake("other_signal", QT_TRANSLATE_NOOP("Practice", "signal of another edge")),
        taken_for.other_signal,
    ),
    Row(
        _mistake("sum_for_product", QT_TRANSLATE_NOOP("Practice", "sum instead of product")),
        arithmetic.sum_for_product,
    ),
    Row(
        _mistake("rounding_slip", QT_TRANSLATE_NOOP("Practice", "slip in rounding")),
        looks=slips.rounding_slip,
    ),
    Row(
        _mistake("point_slip", QT_TRANSLATE_NOOP("Practice", "decimal point in the wrong place")),
        slips.shifted_term,
        slips.point_slip,
        is_slip=True,
    ),
    Row(
        _mistake("digit_swap", QT_TRANSLATE_NOOP("Practice", "two digits swapped")),
        slips.swapped_factor,
        slips.swapped_answer,
        is_slip=True,
    ),
    Row(
        _mistake("other_number", QT_TRANSLATE_NOOP("Practice", "a number from elsewhere")),
        slips.other_number,
        is_slip=True,
    ),
)
"""every mistake that is known"""

EARLIER = Row(
    _mistake("earlier_number", QT_TRANSLATE_NOOP("Practice", "gave an earlier number")),
    earlier.earlier_number,
)
"""a number that was found before: more likely than a slip, less than a wrong calculation"""
