"""The sentence of each known mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Loss
from chainrule.session.operations import Kind
from chainrule.teaching.practice.left_out import STEPS
from chainrule.teaching.practice.naming import called
from chainrule.teaching.practice.workings import pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.message import Message, Value
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.guess import Case, Change
    from chainrule.teaching.practice.matching import Match

PLAIN = {
    "wrong_sign": QT_TRANSLATE_NOOP(
        "Practice", "The sign of {typed} is wrong, or that of a number that went in."
    ),
    "forgot_slope": QT_TRANSLATE_NOOP("Practice", "That leaves out the slope f′(z)."),
    "wrong_slope": QT_TRANSLATE_NOOP(
        "Practice", "That takes the slope of another neuron. The slope of the neuron itself counts."
    ),
    "z_for_a": QT_TRANSLATE_NOOP(
        "Practice", "That takes z for a. A neuron sends a = f(z), not its sum z."
    ),
    "a_for_z": QT_TRANSLATE_NOOP(
        "Practice", "That takes a for z. The sum z comes before a = f(z)."
    ),
    "updated_weight": QT_TRANSLATE_NOOP(
        "Practice",
        "That uses a weight that is updated already. "
        "The blame goes back through the weights of the forward pass.",
    ),
    "sum_for_mean": QT_TRANSLATE_NOOP(
        "Practice", "That is the sum. Here the mean is meant: divide by {count}."
    ),
    "mean_for_sum": QT_TRANSLATE_NOOP(
        "Practice", "That is the mean. Here the sum is meant: do not divide by {count}."
    ),
    "forgot_bias": QT_TRANSLATE_NOOP("Practice", "That leaves out the bias."),
    "forgot_rate": QT_TRANSLATE_NOOP(
        "Practice", "That leaves out the learning rate η and takes the whole gradient."
    ),
    "rate_too_early": QT_TRANSLATE_NOOP(
        "Practice", "The learning rate η is in it already. It comes in later, in the update."
    ),
    "weight_for_signal": QT_TRANSLATE_NOOP(
        "Practice", "That takes the weight itself for the signal that came through it."
    ),
    "other_signal": QT_TRANSLATE_NOOP(
        "Practice",
        "The signals are mixed up. Each weight takes what the neuron at its start sends.",
    ),
    "sum_for_product": QT_TRANSLATE_NOOP(
        "Practice", "That adds numbers that are to be multiplied."
    ),
    "rounding_slip": QT_TRANSLATE_NOOP(
        "Practice", "{typed} is nearly right. Its last digit is not what rounding gives."
    ),
    "point_slip": QT_TRANSLATE_NOOP(
        "Practice", "The digits of {typed} are right. Its decimal point is not in its place."
    ),
    "digit_swap": QT_TRANSLATE_NOOP("Practice", "Two digits have changed places."),
    "other_number": QT_TRANSLATE_NOOP(
        "Practice", "One number that went in belongs somewhere else in the network."
    ),
}
"""mistakes that have one sentence where nothing more is known"""
NEED_COUNT = frozenset({"sum_for_mean", "mean_for_sum"})
OF_THE_ANSWER = frozenset({"wrong_sign", "rounding_slip", "point_slip"})
"""mistakes whose sentence speaks of the answer itself"""


def mistake_sentence(case: Case, match: Match, answer: Answer) -> Message:
    """Return the sentence that says which mistake gives the answer."""
    name, guess = match.mistake.name, match.guess
    changes = guess.changes if guess is not None else ()
    special = SPECIAL.get(name)
    found = special(case, changes) if special is not None else None
    if found is not None:
        return found
    values: dict[str, Value] = {"typed": answer.text}
    if name in NEED_COUNT:
        values["count"] = match.guesses[0].count
    return message(PLAIN[name], **values)


def _wrong_sign(case: Case, changes: tuple[Change, ...]) -> Message | None:
    operation = case.operation
    if operation.kind is Kind.LOSS_SLOPE or operation.form == "difference":
        return message(
            QT_TRANSLATE_NOOP("Practice", "It is output minus target, not target minus output.")
        )
    if changes and changes[0].old.part.name in ("PRODUCT", "BIAS"):
        return message(
            QT_TRANSLATE_NOOP("Practice", "One number in the sum has the wrong sign: {value}."),
            value=changes[0].old.value,
        )
    return None


def _forgot_slope(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if not changes:
        return None
    return message(
        QT_TRANSLATE_NOOP("Practice", "That leaves out the slope of {neuron}, f′(z) = {slope}."),
        neuron=changes[0].old.target,
        slope=changes[0].old.value,
    )


def _z_for_a(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if not _is_answer(case, changes):
        return _named(case, changes)
    return message(
        QT_TRANSLATE_NOOP(
            "Practice",
            "That is z of {neuron}, its sum. It still has to go through the activation.",
        ),
        neuron=case.operation.target,
    )


def _is_answer(case: Case, changes: tuple[Change, ...]) -> bool:
    """Return whether it is the answer itself that was taken for another number."""
    return bool(changes) and changes[0].old.kind is case.operation.kind


def _named(case: Case, changes: tuple[Change, ...]) -> Message | None:
    """Return what the one number is that was used in place of another."""
    if len(changes) != 1 or changes[0].new is None:
        return None
    return called(changes[0].new)


def _wrong_slope(case: Case, changes: tuple[Change, ...]) -> Message | None:
    return None if _is_answer(case, changes) else _named(case, changes)


def _a_for_z(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if case.operation.kind is Kind.SUM or not changes:
        return None
    return message(
        QT_TRANSLATE_NOOP(
            "Practice", "That takes the slope of {neuron} at a. The slope is taken at its sum z."
        ),
        neuron=changes[0].old.target,
    )


def _forgot_bias(case: Case, changes: tuple[Change, ...]) -> Message | None:
    bias = case.sheet.parameter(case.sheet.network.by_id[case.operation.target].bias_name)
    return message(
        QT_TRANSLATE_NOOP("Practice", "That leaves out the bias {weight}, which is {bias}."),
        weight=bias.target,
        bias=bias.value,
    )


def _rate_too_early(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if case.operation.kind in STEPS:
        return message(
            QT_TRANSLATE_NOOP("Practice", "That multiplies by the learning rate η twice.")
        )
    return _named(case, changes)


def _added(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if case.operation.kind in STEPS:
        return message(
            QT_TRANSLATE_NOOP(
                "Practice",
                "That goes along the gradient. "
                "The update goes against it: subtract η times the gradient.",
            )
        )
    return message(
        QT_TRANSLATE_NOOP("Practice", "That adds the target. It is output minus target.")
    )


def _forgot_half(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if case.operation.kind is Kind.LOSS:
        return message(QT_TRANSLATE_NOOP("Practice", "That leaves out the ½ of the loss."))
    return message(
        QT_TRANSLATE_NOOP(
            "Practice", "That is twice as much: the ½ of the loss takes away the 2 of the square."
        )
    )


def _half_too_many(case: Case, changes: tuple[Change, ...]) -> Message | None:
    is_loss = case.operation.kind is Kind.LOSS
    if case.sheet.ledger.narrator.loss is Loss.MEAN_SQUARED_ERROR:
        if is_loss:
            return message(QT_TRANSLATE_NOOP("Practice", "This loss has no ½ in it."))
        return message(QT_TRANSLATE_NOOP("Practice", "That leaves out the 2 of the square."))
    if is_loss:
        return message(QT_TRANSLATE_NOOP("Practice", "That has one ½ too many."))
    return message(
        QT_TRANSLATE_NOOP("Practice", "That has a ½ in it, which the 2 of the square takes away.")
    )


def _weight_for_signal(case: Case, changes: tuple[Change, ...]) -> Message | None:
    return message(
        QT_TRANSLATE_NOOP(
            "Practice",
            "That {used} is the weight {weight} itself. "
            "Its gradient takes the signal that came through it.",
        ),
        used=case.sheet.parameter(case.operation.target).value,
        weight=case.operation.target,
    )


def _other_signal(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if len(changes) != 1 or changes[0].new is None:
        return None
    if case.operation.kind is not Kind.WEIGHT_GRADIENT:
        return called(changes[0].new)
    return message(
        QT_TRANSLATE_NOOP(
            "Practice", "That {used} is what {neuron} sends; through {weight} comes {source}."
        ),
        used=changes[0].new.value,
        neuron=changes[0].new.target,
        weight=case.operation.target,
        source=pair(case.operation)[0],
    )


def _digit_swap(case: Case, changes: tuple[Change, ...]) -> Message | None:
    if len(changes) != 1 or changes[0].new is None:
        return None
    return message(
        QT_TRANSLATE_NOOP("Practice", "In {used} two digits have changed places."),
        used=changes[0].new.value,
    )


SPECIAL: dict[str, Callable[[Case, tuple[Change, ...]], Message | None]] = {
    "wrong_sign": _wrong_sign,
    "forgot_slope": _forgot_slope,
    "wrong_slope": _wrong_slope,
    "z_for_a": _z_for_a,
    "a_for_z": _a_for_z,
    "forgot_bias": _forgot_bias,
    "rate_too_early": _rate_too_early,
    "added": _added,
    "forgot_half": _forgot_half,
    "half_too_many": _half_too_many,
    "weight_for_signal": _weight_for_signal,
    "other_signal": _other_signal,
    "digit_swap": _digit_swap,
    "other_number": _named,
}
"""mistakes whose sentence depends on the question or on what was used"""
