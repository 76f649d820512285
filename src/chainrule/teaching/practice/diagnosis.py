"""What an answer tells: right, or which known mistake it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.teaching.practice.tolerance import near

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.exercise import Question
    from chainrule.teaching.practice.mistake import Mistake
    from chainrule.teaching.practice.working import Factor


@dataclass(frozen=True, slots=True)
class Marked:
    """A factor of the value: right, off or not known (None), and what was used in its place."""

    factor: Factor
    right: bool | None = None
    used: float | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What an answer tells.

    `mistake` names the known mistake that gives this number, None when none or several do; then
    `ask` holds the factors to be asked one by one. `sentences` say it in words.
    """

    right: bool
    mistake: Mistake | None = None
    factors: tuple[Marked, ...] = ()
    sentences: tuple[Message, ...] = ()
    ask: tuple[Factor, ...] = ()


def diagnose(question: Question, answer: Answer) -> Diagnosis:
    """Return what an answer tells."""
    if near(question.operation.value, answer):
        return Diagnosis(True)
    told = message(QT_TRANSLATE_NOOP("Practice", "{typed} is not right yet."), typed=answer.text)
    return Diagnosis(False, sentences=(told,))
