"""The moment of a session: what the window shows, put together from its run and its cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.session.asking import with_asked
from chainrule.session.frame import ready_frame
from chainrule.session.framing import ledger_frame, settled_frame
from chainrule.session.moment import Moment, Place
from chainrule.session.operations import LOSS_TARGET, Kind, Phase
from chainrule.session.output_rows import OutputRows
from chainrule.session.standing import then_and_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from chainrule.engine.trainer import Evaluation, Snapshot, Trainer
    from chainrule.session.diagnosis import Stop
    from chainrule.session.frame import Frame
    from chainrule.session.ledger import Group
    from chainrule.session.session import Session

    Array = NDArray[np.float64]

ORDER = list(Phase)


def present(session: Session) -> Moment:
    """Return the moment that a session shows."""
    moment, asked = _present(session), session.asked
    return moment if asked is None else with_asked(moment, session.run.trainer.plan, asked)


def _present(session: Session) -> Moment:
    if session.looking_at is not None:
        return _looking_back(session, session.run.looked_at(session.looking_at))
    moment = _now(session)
    stop = session.last_stop.of(session)
    return moment if stop is None else _stopped(moment, stop)


def _now(session: Session) -> Moment:
    run, project = session.run, session.document.project
    group = _group(session)
    snapshot = run.committed()
    frame = _frame(session)
    loss, is_mean = _loss(session, frame)
    evaluation = _evaluation(session, frame)
    health = session.health.of(run, run.evaluation, run.log)
    session.saturation.look(run, health)
    return Moment(
        project,
        frame,
        _place(session, snapshot, group),
        frame.phase,
        frozenset() if frame.phase is None else frozenset(ORDER[: ORDER.index(frame.phase)]),
        session.granularity,
        None if session.settled else run.ledger,
        0 if session.settled else session.playback.position,
        run.log,
        run.history.first,
        run.update,
        old_lines=run.old_lines,
        past=None if session.settled else run.past,
        what_if=session.what_if.comparison(),
        playing=session.playing,
        animated=session.speed.animated,
        can_step_back=session.can_step_back,
        can_step=session.stopped is None and bool(project.data.train),
        loss=loss,
        loss_is_mean=is_mean,
        outputs=() if evaluation is None else outputs_by_row(evaluation),
        miss=_miss(run.trainer, evaluation),
        stopped=None if session.stopped is None else session.stopped.message,
        health=health,
        notes=run.line.notes(run.update),
        accuracy=session.scoring.of(run),
    )


def _stopped(moment: Moment, stop: Stop) -> Moment:
    """Return the moment of a stop: the pass that failed, as far as its numbers are finite."""
    phase = stop.divergence.phase
    row = moment.place.row if stop.row is None else stop.row
    return replace(
        moment,
        frame=stop.frame,
        place=replace(moment.place, row=row, sample=stop.sample, samples=stop.samples),
        phase=phase,
        phases_done=frozenset(ORDER[: ORDER.index(phase)]),
        ledger=None,
        position=0,
        loss=stop.loss,
        loss_is_mean=len(moment.project.data.train) > 1,
        outputs=rows_of(stop.outputs),
        divergence=stop.divergence,
    )


def _group(session: Session) -> Group | None:
    """Return the group whose operations were last revealed."""
    ledger = session.run.ledger
    if ledger is None or session.settled or not session.playback.position:
        return None
    return ledger.group_at(session.playback.position - 1)


def _frame(session: Session) -> Frame:
    run, playback, project = session.run, session.playback, session.document.project
    if session.settled and project.data.train:
        return _settled(session, run.trainer, run.evaluation)
    if run.ledger is not None and playback.position:
        return ledger_frame(
            run.project, run.ledger, playback.start, playback.position, playback.progress
        )
    row = run.next_row()
    return ready_frame(project, session.row or 0 if row is None else row)


def _settled(session: Session, trainer: Trainer, evaluation: Evaluation) -> Frame:
    project = session.document.project
    row = min(session.row or 0, len(project.data.train) - 1)
    plan = trainer.plan
    forward = evaluation.forward
    assert forward is not None  # noqa: S101, RUF100

    def column(values: object) -> dict[str, float]:
        numbers = values[:, row].tolist()  # type: ignore[index]
        return {name: numbers[index] for name, index in plan.row.items()}

    names = project.network.parameter_names
    parameters = dict(zip(names, plan.unpack(trainer.parameters).tolist(), strict=True))
    z, a = column(forward.z), column(forward.a)
    return settled_frame(project, row, parameters, z, a, float(evaluation.losses[row]))


def _place(session: Session, snapshot: Snapshot, group: Group | None) -> Place:
    run = session.run
    if group is None or run.ledger is None or run.opened_at is None:
        return _place_between(session, snapshot)
    at = run.opened_at
    size = at.batch_size if at.position else len(run.ledger.rows)
    batch, batches = _batch(session, at.position, size)
    return Place(
        run.update,
        snapshot.epoch,
        run.ledger.rows[group.index],
        group.index + 1,
        len(run.ledger.rows),
        batch,
        batches,
        group.layer,
        group.layers,
        session.playback.position,
        len(run.ledger),
    )


def _place_between(session: Session, snapshot: Snapshot) -> Place:
    """Return the place of no step: a row of all the data, or the beginning of the next batch."""
    rows = len(session.document.project.data.train)
    size = min(rows, session.run.trainer.batch_rows)
    batch, batches = _batch(session, snapshot.position, size)
    if session.settled:
        row = min(session.row or 0, max(0, rows - 1))
        return Place(snapshot.update, snapshot.epoch, row, min(row + 1, rows), rows, 0, batches)
    first = session.run.next_row() or 0
    return Place(snapshot.update, snapshot.epoch, first, min(1, rows), size, batch, batches)


def _batch(session: Session, position: int, size: int) -> tuple[int, int]:
    """Return which batch begins after so many samples of an epoch, and how many there are."""
    rows = len(session.document.project.data.train)
    batches = -(-rows // size) if size else 0
    return (min(batches, position // size + 1) if size else 0), batches


def _loss(session: Session, frame: Frame) -> tuple[float | None, bool]:
    """Return the loss for the status bar and whether it is that of the whole training set."""
    several = len(session.document.project.data.train) > 1
    if session.settled:
        return session.run.evaluation.train_loss, several
    return frame.value(Kind.LOSS, LOSS_TARGET), False


def _evaluation(session: Session, frame: Frame) -> Evaluation | None:
    """Return the evaluation under the parameters whose passes are shown."""
    if session.settled:
        return session.run.evaluation
    return session.run.evaluation_before if frame.phase else None


def _miss(trainer: Trainer, evaluation: Evaluation | None) -> float | None:
    """Return the largest |ŷ − y| over the training set."""
    if evaluation is None or not evaluation.outputs.size:
        return None
    return float(abs(evaluation.outputs - trainer.setup.y_train).max())


def outputs_by_row(evaluation: Evaluation) -> Sequence[Sequence[float]]:
    """Return the outputs of every training row."""
    return rows_of(evaluation.outputs)


def rows_of(outputs: Array) -> Sequence[Sequence[float]]:
    """Return outputs (outputs, samples) row by row of the data."""
    return OutputRows(outputs.copy())


def _looking_back(session: Session, trainer: Trainer) -> Moment:
    run, project = session.run, session.document.project
    evaluation = trainer.evaluate()
    rows = len(project.data.train)
    row = min(session.row or 0, max(0, rows - 1))
    accuracy = session.scoring.of(run)
    standings = None
    if rows:
        then, update, classes = trainer.parameters, trainer.update_number, accuracy is not None
        standings = then_and_now(run, then, evaluation, update, classes=classes)
    return Moment(
        project,
        _settled(session, trainer, evaluation),
        Place(trainer.update_number, trainer.epoch, row, min(row + 1, rows), rows),
        granularity=session.granularity,
        log=run.log,
        old_lines=run.old_lines,
        what_if=session.what_if.comparison(),
        first_update=run.history.first,
        last_update=run.update,
        looking_back=True,
        can_step_back=session.can_step_back,
        can_step=session.stopped is None and rows > 0,
        health=session.health.of(run, evaluation, run.log.until(trainer.update_number)),
        loss=evaluation.train_loss,
        loss_is_mean=rows > 1,
        outputs=outputs_by_row(evaluation),
        miss=_miss(trainer, evaluation),
        notes=run.line.notes(run.update),
        accuracy=accuracy,
        standings=standings,
    )
