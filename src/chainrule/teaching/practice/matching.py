"""Which known mistakes give the number that was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.teaching.practice.guess import Case
from chainrule.teaching.practice.mistakes import EARLIER, ROWS
from chainrule.teaching.practice.sheet import Sheet
from chainrule.teaching.practice.workings import working

if TYPE_CHECKING:
    from chainrule.session.operations import Operation
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.guess import Guess
    from chainrule.teaching.practice.mistake import Mistake
    from chainrule.teaching.practice.mistakes import Row
    from chainrule.teaching.practice.tolerance import Tolerance


@dataclass(frozen=True, slots=True)
class Match:
    """A mistake that gives the number, and the ways in which it does."""

    mistake: Mistake
    guesses: tuple[Guess, ...] = ()

    @property
    def guess(self) -> Guess | None:
        """The one way in which the mistake gives the number, None where there are several."""
        first, *others = self.guesses or (None,)
        alike = first is not None and all(_changes(one) == _changes(first) for one in others)
        return first if alike else None


def _changes(guess: Guess) -> list[tuple[str, float | None]]:
    return [(str(old), None if new is None else new.value) for old, new in guess.changes]


def matches(tolerance: Tolerance, operation: Operation, answer: Answer) -> tuple[Match, ...]:
    """Return the mistakes that give a wrong answer.

    First come those whose number, from the exact factors, is the one that was typed. Where there
    are none, rounded factors are allowed for; then a number that was found before, then slips.
    """
    answer = _as_meant(answer)
    exact = case_of(tolerance, operation, exact=True)
    found = _matching(exact, answer, slips=False)
    if found:
        return found
    found = _matching(case_of(tolerance, operation, exact=False), answer, slips=False)
    before = None if found else _match(EARLIER, exact, answer)
    return (before,) if before is not None else found + _matching(exact, answer, slips=True)


def _as_meant(answer: Answer) -> Answer:
    """Return an answer of one digit as one of two: a mistake is not told from less than that."""
    if answer.typed.digits != 1:
        return answer
    return replace(answer, typed=replace(answer.typed, digits=2, unit=answer.typed.unit / 10.0))


def case_of(tolerance: Tolerance, operation: Operation, *, exact: bool) -> Case:
    """Return an operation as mistakes see it."""
    sheet = Sheet(tolerance, exact=exact)
    return Case(sheet, operation, working(sheet, operation))


def _matching(case: Case, answer: Answer, *, slips: bool) -> tuple[Match, ...]:
    found = (_match(row, case, answer) for row in ROWS if row.is_slip is slips)
    return tuple(match for match in found if match is not None)


def _match(row: Row, case: Case, answer: Answer) -> Match | None:
    if row.looks is not None and row.looks(case, answer):
        return Match(row.mistake)
    if row.guesses is None:
        return None
    guesses = tuple(guess for guess in row.guesses(case) if _gives(case, guess, answer))
    return Match(row.mistake, guesses) if guesses else None


def _gives(case: Case, guess: Guess, answer: Answer) -> bool:
    """Return whether a guess is the number typed, and is not as good as right."""
    if not guess.number.widened(answer.half_unit).holds(answer.value):
        return False
    middle = (guess.number.low + guess.number.high) / 2.0
    return not case.sheet.tolerance.worked(case.operation).holds(middle)
