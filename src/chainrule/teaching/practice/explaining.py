"""The sentences that say where a wrong number comes from.

First what it is the result of, then which mistake that is, then what to look for instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Kind
from chainrule.teaching.practice.earlier import earlier_sentence
from chainrule.teaching.practice.mistake_sentences import OF_THE_ANSWER, mistake_sentence
from chainrule.teaching.practice.mistakes import EARLIER
from chainrule.teaching.practice.naming import asking
from chainrule.teaching.practice.working import Part

if TYPE_CHECKING:
    from chainrule.network.message import Message, Value
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.guess import Case, Guess
    from chainrule.teaching.practice.matching import Match
    from chainrule.teaching.practice.working import Factor, Working

SMALL = frozenset({Part.BLAME, Part.SLOPE, Part.DELTA, Part.GRADIENT, Part.VELOCITY})
"""parts that are written with significant digits"""
ORDINALS = ("first", "second", "third")

PRODUCTS = {
    "P": QT_TRANSLATE_NOOP("Practice", "{typed} is {first} alone."),
    "S": QT_TRANSLATE_NOOP("Practice", "{typed} is {first_gradient} alone."),
    "PP": QT_TRANSLATE_NOOP("Practice", "{typed} is what {first} × {operand_second} gives."),
    "PS": QT_TRANSLATE_NOOP(
        "Practice", "{typed} is what {first} × {operand_second_gradient} gives."
    ),
    "SP": QT_TRANSLATE_NOOP(
        "Practice", "{typed} is what {first_gradient} × {operand_second} gives."
    ),
    "SS": QT_TRANSLATE_NOOP(
        "Practice", "{typed} is what {first_gradient} × {operand_second_gradient} gives."
    ),
    "SSP": QT_TRANSLATE_NOOP(
        "Practice",
        "{typed} is what {first_gradient} × {operand_second_gradient} × {operand_third} gives.",
    ),
    "SSR": QT_TRANSLATE_NOOP(
        "Practice",
        "{typed} is what {first_gradient} × {operand_second_gradient} × "
        "{operand_third_rate} gives.",
    ),
    "SSS": QT_TRANSLATE_NOOP(
        "Practice",
        "{typed} is what {first_gradient} × {operand_second_gradient} × "
        "{operand_third_gradient} gives.",
    ),
}
"""products by their factors: P plain numbers, S small ones with significant digits, R settings"""
STEPS = {
    "added": QT_TRANSLATE_NOOP(
        "Practice",
        "{typed} is what {first} + {operand_second_rate} × {operand_third_gradient} gives.",
    ),
    "forgot_rate": QT_TRANSLATE_NOOP(
        "Practice", "{typed} is what {first} − {operand_third_gradient} gives."
    ),
}
"""new values without momentum, by the mistake"""


def explained(case: Case, match: Match, answer: Answer) -> tuple[Message, ...]:
    """Return the sentences about a mistake that was recognised."""
    guess = match.guess
    if match.mistake is EARLIER.mistake:
        told = earlier_sentence(case, match.guesses[0], answer)
        return () if told is None else (told,)
    speaks = match.mistake.name in OF_THE_ANSWER and not (guess and guess.changes)
    found = (
        None if speaks else _result(case, match, answer),
        mistake_sentence(case, match, answer),
        _instead(case, guess) if guess is not None else None,
    )
    return tuple(sentence for sentence in found if sentence is not None)


def _result(case: Case, match: Match, answer: Answer) -> Message:
    """Return the sentence that says which numbers give the answer."""
    working = match.guess.working if match.guess is not None else None
    name = match.mistake.name
    if case.operation.kind is Kind.NEW_VALUE and len(case.working.factors) == 3 and name in STEPS:
        return message(STEPS[name], typed=answer.text, **_numbers(case.working.factors))
    if working is not None and working.is_product and working.scale == 1.0:
        shape = _shape(working)
        if shape in PRODUCTS and (len(shape) > 1 or name == "forgot_slope"):
            return message(PRODUCTS[shape], typed=answer.text, **_numbers(working.factors))
    return message(QT_TRANSLATE_NOOP("Practice", "{typed} is not right."), typed=answer.text)


def _shape(working: Working) -> str:
    """Return how the factors are written; in the first places of a chain all are small."""
    factors = working.factors
    shape = ["S" if factor.part in SMALL else "P" for factor in factors]
    if factors[-1].part is Part.RATE and len(shape) == len(ORDINALS):
        shape[-1] = "R"
    if len(shape) == len(ORDINALS):
        shape[:2] = "SS"
    return "".join(shape)


def _numbers(factors: tuple[Factor, ...]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for ordinal, factor in zip(ORDINALS, factors, strict=False):
        names = (ordinal, f"{ordinal}_gradient", f"{ordinal}_rate")
        operands = tuple(f"operand_{name}" for name in names)
        values.update(dict.fromkeys((*names, *operands), factor.value))
    return values


def _instead(case: Case, guess: Guess) -> Message | None:
    """Return the question for the one factor that was off."""
    factors = [old for old, new in guess.changes if new is not None and old in case.working.factors]
    return asking(factors[0], case.operation) if len(factors) == 1 else None
