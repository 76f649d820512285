"""What may be seen while practising: nothing that is still to be found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.answers import Answer, State
from chainrule.session.frame import Frame
from chainrule.session.framing import sample_cells
from chainrule.session.health import Health
from chainrule.session.log import Log
from chainrule.session.operations import LOSS_TARGET, Kind, Phase
from chainrule.teaching.practice.record import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainrule.gui.practice.drill import Drill
    from chainrule.network.project import LogRow
    from chainrule.session.frame import Shown
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Operation

ORDER = list(Phase)
STATES = {
    Status.WAITING: State.WAITING,
    Status.OPEN: State.CURRENT,
    Status.WRONG: State.WRONG,
    Status.RIGHT: State.RIGHT,
    Status.HINTED: State.RIGHT,
    Status.SHOWN: State.SHOWN,
}


def veiled(moment: Moment, drill: Drill) -> Moment:
    """Return the moment of the update that is practised, without its numbers.

    Canvas and Practice panel alone show what has been found; that the loss is known is told to all.
    """
    update, row = drill.ledger.update, shown_row(drill)
    phase = None if drill.shown is None else drill.shown.phase
    loss = known_loss(drill)
    frame = drill_frame(drill, values={})
    place = replace(
        moment.place, update=update - 1, row=row, sample=_sample(drill, row), step=0, steps=0,
        samples=len(drill.ledger.rows),
    )  # fmt: skip
    return replace(
        moment,
        frame=frame,
        place=place,
        phase=phase,
        phases_done=frozenset() if phase is None else frozenset(ORDER[: ORDER.index(phase)]),
        ledger=None,
        position=0,
        log=moment.log if loss is not None else _before(moment.log, update - 1),
        old_lines=(),
        what_if=None,
        notes=(),
        accuracy=None,
        looking_back=False,
        playing=False,
        can_step=False,
        can_step_back=drill.done > 0,
        loss=loss,
        loss_is_mean=False,
        outputs=(),
        miss=None,
        stopped=None,
        health=Health(),
        divergence=None,
        asked=None,
    )


def _before(log: Sequence[LogRow], update: int) -> Sequence[LogRow]:
    """Return a log without the loss that is to be found, and what follows it."""
    return log.until(update - 1) if isinstance(log, Log) else ()


def known_loss(drill: Drill) -> float | None:
    """Return the loss of the shown sample once it is seen."""
    return seen_values(drill).get((Kind.LOSS, LOSS_TARGET))


def shown_row(drill: Drill) -> int:
    """Return the row (from 0) of the sample that is shown: that of the question."""
    shown = drill.shown
    if shown is not None and shown.sample is not None:
        return shown.sample - 1
    return drill.ledger.rows[-1]


def _sample(drill: Drill, row: int) -> int:
    return drill.ledger.rows.index(row) + 1


def drill_frame(drill: Drill, values: dict[Shown, float] | None = None) -> Frame:
    """Return the frame that the canvas shows: of all numbers those that are seen.

    A new weight that was asked for stands in its own box, beside the old one.
    """
    values = seen_values(drill) if values is None else values
    old = drill.ledger.narrator.before
    asked = {
        question.target for question in drill.round.questions if question.kind is Kind.NEW_VALUE
    }
    new = {
        name: value
        for (kind, name), value in values.items()
        if kind is Kind.NEW_VALUE and name not in asked
    }
    inputs, targets = sample_cells(drill.project, shown_row(drill))
    shown = drill.shown
    return Frame(
        phase=None if shown is None else shown.phase,
        values=values,
        parameters={**old, **new},
        old={name: old[name] for name in new},
        inputs=inputs,
        targets=targets,
    )


def seen_values(drill: Drill) -> dict[Shown, float]:
    """Return what is seen of the shown sample and of the update."""
    return {
        (operation.kind, operation.target): operation.value
        for index, operation in _operations(drill)
        if drill.sees(index, operation)
    }


def _operations(drill: Drill) -> Iterator[tuple[int, Operation]]:
    """Yield the operations of the shown sample and of the update, with their index."""
    place = drill.ledger.rows.index(shown_row(drill))
    for group in drill.ledger.groups:
        if group.index == place or group.phase is Phase.UPDATE:
            yield from enumerate(drill.ledger.operations(group), group.start)


def answers(drill: Drill) -> dict[Shown, Answer]:
    """Return the boxes of the shown sample: those of its phases so far, and that of the loss."""
    shown, row = drill.shown, shown_row(drill) + 1
    reached = ORDER.index(shown.phase) if shown is not None else 0
    found = {}
    for at, question in enumerate(drill.round.questions):
        here = question.sample in (row, None)
        early = ORDER.index(question.phase) <= max(reached, ORDER.index(Phase.LOSS))
        if here and early:
            status = drill.round.status(at)
            found[question.kind, question.target] = Answer(
                STATES[status], drill.round.typed(at) or ""
            )
    return found
