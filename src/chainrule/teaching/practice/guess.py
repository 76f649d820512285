"""What a mistake would have given: its number, and which factors it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainrule.session.operations import Operation
    from chainrule.teaching.practice.interval import Interval
    from chainrule.teaching.practice.sheet import Sheet
    from chainrule.teaching.practice.working import Factor, Working


class Change(NamedTuple):
    """A factor and what was used in its place, None where it was left out."""

    old: Factor
    new: Factor | None


@dataclass(frozen=True, slots=True)
class Case:
    """One question as mistakes see it: the numbers at hand, the operation and its working."""

    sheet: Sheet
    operation: Operation
    working: Working


@dataclass(frozen=True, slots=True)
class Guess:
    """Where the mistaken number lies; `working` gives it where it is one with other factors.

    `count` is the number of samples or outputs that a mistake is about.
    """

    number: Interval
    changes: tuple[Change, ...] = ()
    working: Working | None = None
    count: int = 0


if TYPE_CHECKING:
    Guesses = Callable[[Case], Iterator[Guess]]


def worked(working: Working, *changes: Change, count: int = 0) -> Guess:
    """Return the guess of a changed working."""
    return Guess(working.number, changes, working, count)


def replacing(case: Case, *changes: Change) -> Guess:
    """Return the guess of factors replaced or left out."""
    working = case.working
    for old, new in changes:
        working = working.replaced(old, new)
    return worked(working, *changes)
