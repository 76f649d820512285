"""A run: the training of one project, update by update, forwards and back.

The run knows committed updates, and at most one that is open: traced into a ledger and, while it
is pending, not yet committed. The trainer stands after the open update. After going back, the
rest of the line is kept: the same settings lead along it again, others onto a line beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.trainer import NonFinite, Trainer
from chainrule.network.project import LogRow
from chainrule.session.block import Block, finite_or_none, is_finite, worst
from chainrule.session.branches import Lines, Way
from chainrule.session.ledger import Ledger
from chainrule.session.log import Log
from chainrule.session.past import Past
from chainrule.session.reached import project_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chainrule.engine.trainer import Evaluation, Snapshot, Update
    from chainrule.network.message import Message
    from chainrule.network.project import Project, Training
    from chainrule.session.history import History


def _never() -> bool:
    return False


class Run:
    """Trainer, line (history and log) and the ledger of the open update.

    `log` ends at the last committed update, `line` may go on. `evaluation` is of the committed
    parameters, `evaluation_before` of those before the open update, which its passes have used.
    """

    def __init__(
        self,
        project: Project,
        lines: Lines | None = None,
        way: Way = Way.OPENED,
        number: int | None = None,
        label: Message | None = None,
    ) -> None:
        self.project = project
        self.trainer = Trainer.start(project)
        self.evaluation = self.trainer.evaluate()
        self.evaluation_before = self.evaluation
        self.ledger: Ledger | None = None
        self.pending = False
        self._open: tuple[Snapshot, Update, Evaluation] | None = None
        state = project.state
        self.initial: Mapping[str, float] = project.network.parameters
        log = Log()
        if state is not None:
            self.initial = state.initial or self.initial
            log = Log(state.log) if not isinstance(state.log, Log) else state.log
        self.lines = lines or Lines()
        log = log or _first_log(self.trainer, self.evaluation)
        self.line = self.lines.enter(project, self.trainer, log, way, number, label)
        self.log = self.line.log.until(self.update)
        self.past = Past(self)

    @property
    def history(self) -> History:
        """The past of the line, and what of it lies ahead after going back."""
        return self.line.history

    @property
    def update(self) -> int:
        """The number of committed updates."""
        return self.trainer.update_number - self.pending

    @property
    def loss_after(self) -> float | None:
        """The training set's loss after the update that is open, None while none is pending."""
        return self._open[2].train_loss if self.pending and self._open is not None else None

    @property
    def training(self) -> Training:
        """The settings of the next update."""
        return self.trainer.training

    @property
    def old_lines(self) -> Sequence[Sequence[LogRow]]:
        """The logs of lines that were left, each from the update on at which another went on."""
        return tuple(branch.log for branch in self.line.branches)

    # One update, traced

    def open_next(self) -> Ledger:
        """Trace the next update into the ledger; it is pending until `commit`."""
        self.drop()
        before = self.trainer.snapshot()
        update = self.trainer.update()
        after = self.trainer.evaluate()
        if not is_finite(after):
            raise self._taken_back(before, after)
        self.evaluation_before = self.evaluation
        return self._opened(before, update, after, pending=True)

    def open_last(self) -> Ledger:
        """Trace the last committed update again, with the settings that made it."""
        present, last = self.trainer.training, self.update
        self.drop()
        self._bring(last - 1)
        before = self.trainer.snapshot()
        self.evaluation_before = self.trainer.evaluate()
        self.trainer.training = self.history.training_of(last)
        update = self.trainer.update()
        self.trainer.training = present
        return self._opened(before, update, self.evaluation, pending=False)

    def _opened(
        self, before: Snapshot, update: Update, after: Evaluation, *, pending: bool
    ) -> Ledger:
        self._open = (before, update, after)
        self.pending = pending
        self.ledger = Ledger(self.project, self.trainer.plan, update)
        return self.ledger

    def commit(self) -> None:
        """Make the pending update count."""
        if self.pending and self._open is not None:
            _, update, self.evaluation = self._open
            self.pending = False
            block = Block()
            block.add(self.trainer.epoch, update.batch_loss, self.evaluation)
            self._count(block)
            if self.ledger is not None:
                self.past.take(self.ledger)

    def uncommit(self) -> None:
        """Make the last committed update, which is open, pending again."""
        if self.pending or self._open is None:
            return
        last = self.trainer.update_number
        self.pending = True
        self.evaluation = self.evaluation_before
        self.log = self.line.log.until(last - 1)
        if self.history.training_of(last) != self.trainer.training:
            self.open_next()

    def drop(self) -> None:
        """Close the open update; a pending one is as if it had never been entered."""
        if self.pending and self._open is not None:
            self.trainer.restore(self._open[0])
        self.pending, self.ledger, self._open = False, None, None

    # Many updates

    def train(self) -> None:
        """Make and commit one update without a trace."""
        self.train_many(1)

    def train_many(self, most: int, stop: Callable[[], bool] = _never) -> int:
        """Make and commit up to `most` updates; return how many.

        After each one `stop()` says whether it was the last. A number that is not finite raises
        `NonFinite`; the updates made before it count.
        """
        self.commit()
        self.drop()
        made, stopped = 0, False
        while made < most and not stopped:
            room = 1 if self._is_ahead() else self.history.room(self.update)
            block, stopped = self._train_block(min(most - made, room), stop)
            made += len(block)
        return made

    def _is_ahead(self) -> bool:
        """Whether the line goes on beyond the present moment."""
        return self.line.last > self.update

    def _train_block(self, most: int, stop: Callable[[], bool]) -> tuple[Block, bool]:
        trainer, block = self.trainer, Block()
        train, evaluate, add = trainer.train, trainer.evaluate, block.add
        before = trainer.snapshot() if self._is_ahead() else None
        stopped = False
        try:
            while len(block) < most and not stopped:
                (loss,) = train(1)
                evaluation = evaluate()
                if not is_finite(evaluation):
                    raise self._taken_back(before, evaluation)
                add(trainer.epoch, loss, evaluation)
                self.evaluation = evaluation
                stopped = stop()
        finally:
            if len(block):
                self._count(block)
        return block, stopped

    def _taken_back(self, before: Snapshot | None, after: Evaluation) -> NonFinite:
        """Stand before the update just made; return the error that says why."""
        number = self.trainer.update_number
        if before is None:
            self.history.begin(self.trainer.training)
            self._bring(number - 1)
        else:
            self.trainer.restore(before)
        return NonFinite.of_training_loss(number, worst(after))

    def _count(self, block: Block) -> None:
        """Take updates into log and history; the trainer stands after the last of them."""
        trainer = self.trainer
        before = trainer.update_number - len(block)
        if self.line.last > before:
            if self.history.training_of(before + 1) == trainer.training:
                self.log = self.line.log.until(trainer.update_number)
                return
            self.line = self.lines.fork(before, self.log)
        columns = block.columns(trainer.update_number, trainer.training)
        self.log = self.line.log = self.log.extended(columns)
        self.history.note(trainer)
        self.lines.fit()

    # Going elsewhere

    def set_training(self, training: Training) -> None:
        """Train on with other settings; a pending update is made anew with them."""
        pending = self.pending
        if pending:
            self.drop()
        self.trainer.training = training
        self.evaluation = self.trainer.evaluate()
        if pending:
            self.open_next()

    def go_to(self, update: int) -> None:
        """Stand after another update of the line."""
        self.drop()
        self._bring(update)
        self.evaluation = self.trainer.evaluate()
        self.log = self.line.log.until(update)

    def fork(self) -> None:
        """Leave what lies ahead, which is shown as an old line, and go on beside it."""
        if self._is_ahead():
            self.line = self.lines.fork(self.update, self.log)

    def _bring(self, update: int) -> None:
        """Put the trainer after an update of the line; the present settings stay."""
        present = self.trainer.training
        self.history.bring(self.trainer, update)
        self.trainer.training = present

    def looked_at(self, update: int) -> Trainer:
        """Return a trainer of its own that stands after an earlier update."""
        trainer = self.trainer
        other = Trainer(trainer.plan, trainer.setup, trainer.training, trainer.snapshot())
        self.history.bring(other, update)
        return other

    # What is told

    def next_row(self) -> int | None:
        """Return the row (from 0) of the next sample, None when there are no samples."""
        rows = self.trainer.next_rows()
        return rows[0] if rows else None

    def epoch_end_before(self, present: int) -> int:
        """Return the update at which the last epoch that ended before `present` did so."""
        earlier = self.log.until(present - 1)
        end = earlier.end_of_epoch(earlier[-1].epoch) if earlier else None
        return self.history.first if end is None else max(self.history.first, end)

    def committed(self) -> Snapshot:
        """Return the state after the last committed update."""
        return self._open[0] if self.pending and self._open else self.trainer.snapshot()

    @property
    def opened_at(self) -> Snapshot | None:
        """The state before the open update, None while none is open."""
        return self._open[0] if self._open else None

    def project_now(self, project: Project) -> Project:
        """Return the project with the parameters and the state after the last committed update."""
        return project_at(project, self.trainer.plan, self.committed(), self.initial, self.log)


def _first_log(trainer: Trainer, evaluation: Evaluation) -> Log:
    """Return the log of a fresh run: the state before training."""
    training = trainer.training
    row = LogRow(
        trainer.update_number,
        trainer.epoch,
        training.learning_rate,
        training.momentum,
        None,
        finite_or_none(evaluation.train_loss),
        finite_or_none(evaluation.test_loss),
    )
    return Log([row])
