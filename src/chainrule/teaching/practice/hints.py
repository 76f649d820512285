"""Graded hints: what to do, where to find it, and at last the value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.operations import Kind
    from chainrule.teaching.practice.exercise import Question

LAST = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint of `level` 1 to 3; `point` names what to point at on the canvas by kind and target."""

    level: int
    words: Message
    point: tuple[tuple[Kind, str], ...] = ()


def hint(question: Question, level: int) -> Hint:
    """Return a question's hint."""
    told = message(
        QT_TRANSLATE_NOOP("Practice", "The value is {value}."), value=question.operation.value
    )
    return Hint(level, told)
