"""How an update moves a parameter: what is remembered, what the slope asks, and what is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Operation
    from chainrule.session.probe import Pull

MOST_RECENT = 7


class Part(Enum):
    """What an arrow of a movement stands for."""

    REMEMBERED = auto()
    """μ·v, what is left of the velocity"""
    ASKED = auto()
    """−η·g, what the slope asks"""
    VELOCITY = auto()
    """v, the sum of both: what is done"""
    STEP = auto()
    """what is done where that is not v: by Nesterov's rule, RMSprop and Adam"""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow, from `start` to `stop` as distances from the old value."""

    part: Part
    value: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Movement:
    """How the update moves a parameter; `new` is None while it has not come to that.

    `arrows` are added end to end, the last one is their sum from the start. Without momentum the
    only one is what the slope asks.
    """

    name: str
    update: int
    old: float
    new: float | None
    arrows: tuple[Arrow, ...]

    @property
    def offsets(self) -> tuple[float, ...]:
        """Every place on the number line, as distances from the old value."""
        moved = () if self.new is None else (self.new - self.old,)
        return (0.0, *(arrow.stop for arrow in self.arrows), *moved)


@dataclass(frozen=True, slots=True)
class Step:
    """An update of a parameter in short: what was done and what the slope asked, if told apart."""

    update: int
    done: float
    asked: float | None


def movement(ledger: Ledger, name: str, position: int | None = None) -> Movement | None:
    """Return how the update moves a parameter, None when it is locked.

    With a `position` only what has been revealed up to there; else what the update does, or will.
    """
    narrator = ledger.narrator
    new = narrator.tell_parameter(Kind.NEW_VALUE, name)
    if new is None:
        return None
    velocity = narrator.tell_parameter(Kind.VELOCITY, name)
    if position is not None:
        velocity = revealed(ledger, velocity, position)
        after = revealed(ledger, new, position)
    else:
        after = new
    moved = None if after is None else after.value
    arrows = _arrows(velocity, new, after)
    return Movement(name, ledger.update, narrator.before[name], moved, arrows)


def revealed(ledger: Ledger, operation: Operation | None, position: int) -> Operation | None:
    """Return an operation of the update when it is among the first `position` ones."""
    if operation is None or position >= len(ledger):
        return operation
    if position <= ledger.groups[-1].start:
        return None
    found = ledger.find(operation.kind, operation.target)
    return operation if found is not None and found[0] < position else None


def _arrows(
    velocity: Operation | None, new: Operation, after: Operation | None
) -> tuple[Arrow, ...]:
    if velocity is None:
        if new.form in ("", "nesterov") or after is None:
            return ()
        step = after.value - after.operands[0]
        return (Arrow(Part.STEP, step, 0.0, step),)
    from chainrule.session.probe import pull

    nesterov = new.form == "nesterov"
    pulled = pull(new if nesterov else velocity)
    if not velocity.operands[0]:
        return (Arrow(Part.ASKED, pulled.asked, 0.0, pulled.asked),)
    return _added(pulled, Part.STEP if nesterov else Part.VELOCITY)


def _added(pulled: Pull, total: Part) -> tuple[Arrow, ...]:
    return (
        Arrow(Part.REMEMBERED, pulled.remembered, 0.0, pulled.remembered),
        Arrow(Part.ASKED, pulled.asked, pulled.remembered, pulled.total),
        Arrow(total, pulled.total, 0.0, pulled.total),
    )


def shown_movement(moment: Moment, name: str) -> Movement | None:
    """Return how a parameter moves, in the update phase as far as it has come.

    Before that: what the update will do, as soon as all of the parameter's gradient is known.
    """
    ledger = moment.ledger
    if ledger is None or not moment.position:
        return None
    if moment.phase is Phase.UPDATE:
        return movement(ledger, name, moment.position)
    return movement(ledger, name) if gradients_known(moment, name) == len(ledger.rows) else None


def gradients_known(moment: Moment, name: str) -> int:
    """Return of how many samples of the batch the gradient of a parameter has been revealed."""
    ledger, position = moment.ledger, moment.position
    if ledger is None or not position:
        return 0
    group = ledger.group_at(position - 1)
    if group.sample is None:
        return len(ledger.rows)
    found = _gradient_place(ledger, name, group.sample)
    return group.index + (found is not None and found < position)


def _gradient_place(ledger: Ledger, name: str, row: int) -> int | None:
    for kind in (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT):
        found = ledger.find(kind, name, row)
        if found is not None:
            return found[0]
    return None


def recent_steps(moment: Moment, name: str, most: int = MOST_RECENT) -> tuple[Step, ...]:
    """Return the last updates of a parameter up to the open one, oldest first.

    The open one is among them once the parameter's step has been revealed.
    """
    ledger, past = moment.ledger, moment.past
    if ledger is None or past is None:
        return ()
    earlier = past.ledgers(ledger.update - 1, most)
    steps = [_step(told, name, None) for told in earlier]
    steps.append(_step(ledger, name, moment.position))
    return tuple(step for step in steps if step is not None)[-most:]


def _step(ledger: Ledger, name: str, position: int | None) -> Step | None:
    velocity = ledger.narrator.tell_parameter(Kind.VELOCITY, name)
    new = ledger.narrator.tell_parameter(Kind.NEW_VALUE, name)
    if position is not None:
        velocity, new = (revealed(ledger, told, position) for told in (velocity, new))
    if velocity is not None:
        from chainrule.session.probe import pull

        pulled = pull(velocity)
        return Step(ledger.update, pulled.total, pulled.asked)
    if new is None or new.form in ("", "nesterov"):
        return None
    return Step(ledger.update, new.value - new.operands[0], None)
