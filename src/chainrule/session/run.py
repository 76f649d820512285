"""A run: the training of one project, update by update, forwards and back.

The run knows committed updates, and at most one that is open: traced into a ledger and, while it
is pending, not yet committed. The trainer stands after the open update.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chainrule.engine.trainer import NonFinite, Trainer
from chainrule.network.project import LogRow, Randomness, State, with_parameters
from chainrule.session.history import History
from chainrule.session.ledger import Ledger
from chainrule.session.log import Log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.engine.trainer import Evaluation, Snapshot, Update
    from chainrule.network.project import Project, Training


class Run:
    """Trainer, history, log and the ledger of the open update.

    `evaluation` is of the committed parameters, `evaluation_before` of those before the open
    update, which its passes have used.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.trainer = Trainer.start(project)
        self.history = History(self.trainer)
        self.evaluation = self.trainer.evaluate()
        self.evaluation_before = self.evaluation
        self.ledger: Ledger | None = None
        self.pending = False
        self._open: tuple[Snapshot, Update, Evaluation] | None = None
        state = project.state
        self.initial: Mapping[str, float] = project.network.parameters
        self.log = Log()
        if state is not None:
            self.initial = state.initial or self.initial
            self.log = Log(state.log) if not isinstance(state.log, Log) else state.log
        if not self.log:
            self.log = self.log.plus(self._row(None, self.evaluation))

    @property
    def update(self) -> int:
        """The number of committed updates."""
        return self.trainer.update_number - self.pending

    @property
    def training(self) -> Training:
        """The settings of the next update."""
        return self.trainer.training

    def open_next(self) -> Ledger:
        """Trace the next update into the ledger; it is pending until `commit`."""
        self.drop()
        before = self.trainer.snapshot()
        traced = self._update(before, trace=True)
        return self._opened(before, traced, pending=True)

    def open_last(self) -> Ledger:
        """Trace the last committed update again, with the settings that made it."""
        present = self.trainer.training
        last = self.update
        self.drop()
        self.history.bring(self.trainer, last - 1)
        before = self.trainer.snapshot()
        self.trainer.training = self.history.training_of(last)
        traced = self._update(before, trace=True)
        self.trainer.training = present
        return self._opened(before, traced, pending=False)

    def _opened(self, before: Snapshot, update: Update, *, pending: bool) -> Ledger:
        self._open = (before, update, self._evaluated)
        self.evaluation_before = self.evaluation if pending else self._at(before)
        self.pending = pending
        self.ledger = Ledger(self.project, self.trainer.plan, update)
        return self.ledger

    def commit(self) -> None:
        """Make the pending update count."""
        if self.pending and self._open is not None:
            _, update, evaluation = self._open
            self.pending = False
            self._count(update, evaluation)

    def uncommit(self) -> None:
        """Make the last committed update, which is open, pending again."""
        if self.pending or self._open is None:
            return
        last = self.trainer.update_number
        same = self.history.training_of(last) == self.trainer.training
        self.pending = True
        self.history.truncate(last - 1)
        self.log = self.log.until(last - 1)
        before = self._open[0]
        self.evaluation = self._at(before)
        if not same:
            self.open_next()

    def drop(self) -> None:
        """Close the open update; a pending one is as if it had never been entered."""
        if self.pending and self._open is not None:
            self.trainer.restore(self._open[0])
        self.pending, self.ledger, self._open = False, None, None

    def train(self) -> None:
        """Make and commit one update without a trace."""
        self.commit()
        self.drop()
        self._count(self._update(None, trace=False), self._evaluated)

    def _update(self, before: Snapshot | None, *, trace: bool) -> Update:
        """Make one update; when anything is not finite the trainer stands before it again."""
        number = self.trainer.update_number
        update = self.trainer.update(trace=trace)
        self._evaluated = self.trainer.evaluate()
        if not _finite(self._evaluated):
            if before is None:
                present = self.trainer.training
                self.history.bring(self.trainer, number)
                self.trainer.training = present
            else:
                self.trainer.restore(before)
            raise NonFinite.of_training_loss(number + 1, _worst(self._evaluated))
        return update

    def _count(self, update: Update, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.log = self.log.plus(self._row(update, evaluation))
        self.history.note(self.trainer)

    def _row(self, update: Update | None, evaluation: Evaluation) -> LogRow:
        training = self.trainer.training if update is None else update.training
        return LogRow(
            self.trainer.update_number,
            self.trainer.epoch,
            training.learning_rate,
            training.momentum,
            None if update is None else update.batch_loss,
            _finite_or_none(evaluation.train_loss),
            _finite_or_none(evaluation.test_loss),
        )

    def set_training(self, training: Training) -> None:
        """Train on with other settings; a pending update is made anew with them."""
        pending = self.pending
        if pending:
            self.drop()
        self.trainer.training = training
        if pending:
            self.open_next()

    def go_to(self, update: int) -> None:
        """Stand after an earlier update; what came later is forgotten."""
        present = self.trainer.training
        self.drop()
        self.history.bring(self.trainer, update)
        self.trainer.training = present
        self.history.truncate(update)
        self.log = self.log.until(update)
        self.evaluation = self.trainer.evaluate()

    def looked_at(self, update: int) -> Trainer:
        """Return a trainer of its own that stands after an earlier update."""
        trainer = self._trainer(self.trainer.snapshot())
        self.history.bring(trainer, update)
        return trainer

    def _at(self, snapshot: Snapshot) -> Evaluation:
        return self._trainer(snapshot).evaluate()

    def _trainer(self, snapshot: Snapshot) -> Trainer:
        trainer = self.trainer
        return Trainer(trainer.plan, trainer.setup, trainer.training, snapshot)

    def next_row(self) -> int | None:
        """Return the row (from 0) of the next sample, None when there are no samples."""
        rows = self.trainer.next_rows()
        return rows[0] if rows else None

    def epoch_end_before(self, present: int) -> int:
        """Return the update at which the last epoch that ended before `present` did so."""
        ends = {row.epoch: row.update for row in reversed(self.log)}
        return max(
            (update for update in ends.values() if self.history.first <= update < present),
            default=self.history.first,
        )

    def committed(self) -> Snapshot:
        """Return the state after the last committed update."""
        if self.pending and self._open is not None:
            return self._open[0]
        return self.trainer.snapshot()

    def project_now(self, project: Project) -> Project:
        """Return the project with the parameters and the state after the last committed update."""
        snapshot = self.committed()
        plan = self.trainer.plan
        if snapshot.update == 0 and (project.state is None or project.state.update == 0):
            return project
        if snapshot.update == 0 and not snapshot.slots:
            return with_parameters(project, self.initial, None)

        def named(values: object) -> dict[str, float]:
            numbers = plan.unpack(values).tolist()  # type: ignore[arg-type]
            return dict(zip(project.network.parameter_names, numbers, strict=True))

        state = State(
            snapshot.update,
            snapshot.epoch,
            snapshot.position,
            snapshot.batch_size,
            {slot: named(values) for slot, values in snapshot.slots.items()},
            Randomness(snapshot.order_seed, tuple(snapshot.order)),
            dict(self.initial),
            self.log,
        )
        return with_parameters(project, named(snapshot.parameters), state)


def _finite(evaluation: Evaluation) -> bool:
    return all(
        loss is None or math.isfinite(loss)
        for loss in (evaluation.train_loss, evaluation.test_loss)
    )


def _worst(evaluation: Evaluation) -> float:
    """Return the loss that is not finite."""
    losses = (evaluation.train_loss, evaluation.test_loss)
    return next(loss for loss in losses if loss is not None and not math.isfinite(loss))


def _finite_or_none(loss: float | None) -> float | None:
    return loss if loss is not None and math.isfinite(loss) else None
