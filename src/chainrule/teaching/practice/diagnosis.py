"""What an answer tells: right, or which known mistake it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.teaching.practice.explaining import explained
from chainrule.teaching.practice.matching import case_of, matches
from chainrule.teaching.practice.tolerance import Fit

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.exercise import Question
    from chainrule.teaching.practice.guess import Guess
    from chainrule.teaching.practice.matching import Match
    from chainrule.teaching.practice.mistake import Mistake
    from chainrule.teaching.practice.tolerance import Tolerance
    from chainrule.teaching.practice.working import Factor, Working

UNSURE_OF_FACTORS = frozenset({"wrong_sign", "point_slip", "digit_swap"})
"""mistakes that may sit in any factor when the number alone is known"""


@dataclass(frozen=True, slots=True)
class Marked:
    """A factor of the value: right, off or not known (None), and what was used in its place.

    A factor that is off and has nothing in its place was left out.
    """

    factor: Factor
    right: bool | None = None
    used: float | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What an answer tells.

    `mistake` is the known mistake that gives this number, None when none or several do:
    `candidates` are those, and `ask` holds the factors to be asked one by one. `sentences` say it
    in words.
    """

    right: bool
    mistake: Mistake | None = None
    factors: tuple[Marked, ...] = ()
    sentences: tuple[Message, ...] = ()
    ask: tuple[Factor, ...] = ()
    candidates: tuple[Mistake, ...] = ()


def diagnose(tolerance: Tolerance, question: Question, answer: Answer) -> Diagnosis:
    """Return what an answer tells."""
    operation = question.operation
    if tolerance.fit(operation, answer) is not Fit.WRONG:
        return Diagnosis(True)
    found = matches(tolerance, operation, answer)
    case = case_of(tolerance, operation, exact=True)
    if len(found) != 1:
        return _unnamed(case.working, answer, found)
    match = found[0]
    return Diagnosis(
        False,
        match.mistake,
        marked(case.working, match),
        explained(case, match, answer),
        candidates=(match.mistake,),
    )


def _unnamed(working: Working, answer: Answer, found: tuple[Match, ...]) -> Diagnosis:
    ask = working.asked
    told = message(_not_known(bool(found), len(ask) > 1), typed=answer.text)
    marks = tuple(Marked(factor) for factor in ask)
    candidates = tuple(match.mistake for match in found)
    return Diagnosis(False, None, marks, (told,), ask, candidates)


def _not_known(several: bool, many: bool) -> tuple[str, str]:
    if several:
        return QT_TRANSLATE_NOOP(
            "Practice",
            "{typed} is not right, and more than one mistake gives it. "
            "Find what went in, one number at a time.",
        )
    if many:
        return QT_TRANSLATE_NOOP(
            "Practice", "{typed} is not right. Find what went in, one number at a time."
        )
    return QT_TRANSLATE_NOOP("Practice", "{typed} is not right. Find what went in first.")


def marked(working: Working, match: Match) -> tuple[Marked, ...]:
    """Return the factors of a value with what a mistake did to them."""
    guess = match.guess
    if match.guesses and guess is None:
        return tuple(Marked(factor) for factor in working.asked)
    changes = guess.changes if guess is not None else ()
    if not changes and match.mistake.name in UNSURE_OF_FACTORS:
        return tuple(Marked(factor) for factor in working.asked)
    return tuple(_mark(working, factor, guess) for factor in working.asked)


def _mark(working: Working, factor: Factor, guess: Guess | None) -> Marked:
    """Return a factor with its mark; a product is off where one of its own factors is."""
    for old, new in guess.changes if guess is not None else ():
        if old == factor:
            return Marked(factor, False, None if new is None else new.value)
        for term in working.terms:
            if term.whole == factor and old in term.factors:
                used = term.value / old.value * new.value if new is not None and old.value else None
                return Marked(factor, False, used)
    return Marked(factor, True)
