"""The factors of a value asked one by one, after an answer that no single mistake explains."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.teaching.practice.interval import point
from chainrule.teaching.practice.matching import case_of
from chainrule.teaching.practice.naming import asking, called
from chainrule.teaching.practice.record import Outcome
from chainrule.teaching.practice.rounding import rounded
from chainrule.teaching.practice.slips import elsewhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.message import Message
    from chainrule.session.operations import Operation
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.diagnosis import Marked
    from chainrule.teaching.practice.tolerance import Tolerance
    from chainrule.teaching.practice.working import Factor

Judged = tuple[Outcome, "Marked", tuple["Message", ...]]


def judge_factor(
    tolerance: Tolerance,
    operation: Operation,
    factors: Sequence[Marked],
    index: int,
    answer: Answer,
) -> Judged:
    """Return what an answer to the factor at `index` is worth, and what is said to it."""
    marked = factors[index]
    if _fits(tolerance, marked.factor, answer):
        found = replace(marked, right=True, used=None)
        others = [one for place, one in enumerate(factors) if place != index]
        return Outcome.RIGHT, found, _next(operation, others)
    found = replace(marked, right=False, used=answer.value)
    other = _taken_from(tolerance, operation, marked.factor, answer)
    named = called(other) if other is not None else None
    told = (named,) if named is not None else (_not_right(answer),)
    return Outcome.WRONG, found, (*told, asking(marked.factor, operation))


def _fits(tolerance: Tolerance, factor: Factor, answer: Answer) -> bool:
    """Return whether an answer is a factor, of an operation or given."""
    if factor.kind is not None:
        found = tolerance.ledger.find(factor.kind, factor.target, factor.sample)
        if found is not None:
            known = tolerance.known(found[1])
            return known.widened(answer.half_unit).holds(answer.value)
    given = rounded(point(factor.value), None, tolerance.notation)
    return given.widened(answer.half_unit).holds(answer.value)


def _next(operation: Operation, others: Sequence[Marked]) -> tuple[Message, ...]:
    """Return the question for the next factor, or what remains when all are right."""
    for marked in others:
        if marked.right is not True:
            return (asking(marked.factor, operation),)
    return (
        message(
            QT_TRANSLATE_NOOP(
                "Practice", "All these numbers are right. Put them together once more."
            )
        ),
    )


def _taken_from(
    tolerance: Tolerance, operation: Operation, factor: Factor, answer: Answer
) -> Factor | None:
    """Return the number elsewhere that was typed, None unless there is just one."""
    case = case_of(tolerance, operation, exact=False)
    candidates = (*elsewhere(case, factor), case.sheet.rate())
    found = {
        (one.part, one.target): one
        for one in candidates
        if one.number.widened(answer.half_unit).holds(answer.value)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _not_right(answer: Answer) -> Message:
    return message(QT_TRANSLATE_NOOP("Practice", "{typed} is not right."), typed=answer.text)
