"""The sentences that say where a wrong number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.guess import Case
    from chainrule.teaching.practice.matching import Match


def explained(_case: Case, _match: Match, answer: Answer) -> tuple[Message, ...]:
    """Return the sentences about a mistake that was recognised."""
    told = QT_TRANSLATE_NOOP("Practice", "{typed} is not right.")
    return (message(told, typed=answer.text),)
