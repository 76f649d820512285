"""The ball on the loss surface: how the next update moves it, in two parameters at once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.movement import Part, movement

if TYPE_CHECKING:
    from chainrule.session.ledger import Ledger

    Pair = tuple[float, float]
    Losses = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Push:
    """One arrow of the move: by how much in the first parameter and in the second."""

    part: Part
    first: float
    second: float

    @property
    def length(self) -> float:
        """How long the arrow is on the surface."""
        return math.hypot(self.first, self.second)


@dataclass(frozen=True, slots=True)
class Ball:
    """The ball before an update, and where that update brings it.

    `samples` are those of the update's batch. `speeds` are the lengths of the velocity before and
    after, in these two parameters; the first is None where a rule has no velocity, and the second
    then the length of the move. `losses` are those of the whole training set before and after.
    """

    names: tuple[str, str]
    update: int
    samples: int
    pushes: tuple[Push, ...]
    old: Pair
    new: Pair
    speeds: tuple[float | None, float]
    losses: Losses


def ball_of(ledger: Ledger | None, names: tuple[str, str], losses: Losses) -> Ball | None:
    """Return the ball before the update of a ledger; None where there is no next update."""
    if ledger is None:
        return None
    pushes = next_move(ledger, names)
    old, new = zip(*(_places(ledger, name) for name in names), strict=True)
    done = pushes[-1].length if pushes else 0.0
    speeds = _speed_before(ledger, names), done
    return Ball(names, ledger.update, len(ledger.rows), pushes, old, new, speeds, losses)


def next_move(ledger: Ledger | None, names: tuple[str, str]) -> tuple[Push, ...]:
    """Return what moves the ball, the sum last; nothing where there is no next update.

    A locked parameter does not move.
    """
    if ledger is None:
        return ()
    moved = [movement(ledger, name) for name in names]
    told = [{arrow.part: arrow.value for arrow in each.arrows} if each else {} for each in moved]
    parts = [part for part in Part if any(part in each for each in told)]
    return tuple(Push(part, told[0].get(part, 0.0), told[1].get(part, 0.0)) for part in parts)


def _places(ledger: Ledger, name: str) -> Pair:
    """Return the value of a parameter before and after the update."""
    moved = movement(ledger, name)
    if moved is None or moved.new is None:
        value = ledger.narrator.before[name]
        return value, value
    return moved.old, moved.new


def _speed_before(ledger: Ledger, names: tuple[str, str]) -> float | None:
    """Return the length of the velocity with which the ball comes; None where it has none."""
    told = [ledger.narrator.tell_parameter(Kind.VELOCITY, name) for name in names]
    known = [operation.operands[1] for operation in told if operation is not None]
    return math.hypot(*known) if known else None
