"""The mistake of answering with a number that was found earlier in the exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Kind
from chainrule.teaching.practice.guess import Change, Guess
from chainrule.teaching.practice.working import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.message import Message
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.guess import Case

FOUND = {
    Kind.SUM: QT_TRANSLATE_NOOP("Practice", "{typed} is z of {neuron}, not what is asked here."),
    Kind.ACTIVATE: QT_TRANSLATE_NOOP(
        "Practice", "{typed} is a of {neuron}, not what is asked here."
    ),
    Kind.LOSS: QT_TRANSLATE_NOOP("Practice", "{typed} is the loss, not what is asked here."),
    Kind.DELTA: QT_TRANSLATE_NOOP(
        "Practice", "{typed} is the delta of {neuron}, not what is asked here."
    ),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "{typed} is the gradient of {weight}, not what is asked here."
    ),
}
"""numbers that are found on the way, and what is said where one of them is the answer"""
OTHERS_SIGNAL = QT_TRANSLATE_NOOP("Practice", "{typed} is a of {neuron}, not that of {target}.")
PLAIN_NUMBERS = (0.0, 1.0, -1.0)
"""numbers that say nothing about where they come from"""
PARTS = {Kind.LOSS: Part.SETTING}
"""the loss goes into no other number"""


def earlier_number(case: Case) -> Iterator[Guess]:
    """Give a number of the same sample that was found before as the answer."""
    own = case.sheet.of(case.operation, PARTS.get(case.operation.kind))
    for operation in case.sheet.ledger:
        if operation == case.operation:
            return
        alike = operation.sample == case.operation.sample
        if alike and operation.kind in FOUND and operation.value not in PLAIN_NUMBERS:
            found = case.sheet.of(operation, PARTS.get(operation.kind))
            yield Guess(found.number, (Change(own, found),))


def earlier_sentence(case: Case, guess: Guess, answer: Answer) -> Message | None:
    """Return what the number is that was given as the answer."""
    found = guess.changes[0].new
    if found is None or found.kind is None:
        return None
    same_kind = found.kind is case.operation.kind is Kind.ACTIVATE
    told = OTHERS_SIGNAL if same_kind else FOUND[found.kind]
    return message(
        told,
        typed=answer.text,
        neuron=found.target,
        weight=found.target,
        target=case.operation.target,
    )
