"""The ball on the loss surface: how the next update moves it, in two parameters at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.teaching.movement import Part, movement

if TYPE_CHECKING:
    from chainrule.session.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Push:
    """One arrow of the move: by how much in the first parameter and in the second."""

    part: Part
    first: float
    second: float


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
