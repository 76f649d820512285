"""The trainer: one update after the other; the only place where parameters change."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from chainrule.engine.careful import careful_update
from chainrule.engine.epochs import Epochs
from chainrule.engine.evaluation import Evaluation, evaluator_of
from chainrule.engine.finite import NonFinite, first_bad
from chainrule.engine.forms import form_of
from chainrule.engine.losses import reduced
from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.engine.passes import forward
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.snapshot import Snapshot, first_snapshot
from chainrule.engine.update import Update
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.engine.evaluation import Evaluator
    from chainrule.engine.form import Traced
    from chainrule.engine.passes import Forward
    from chainrule.engine.plan import Plan
    from chainrule.engine.snapshot import Place
    from chainrule.network.project import Project, Training

    Array = NDArray[np.float64]


class Trainer:
    """Trains a plan on a setup. `training` may be changed between updates.

    Updates are made by a form that has the numbers in its own buffers; `_state` is None while only
    the form has them, and `_begun` what settings it goes on with, if it stands at the same place.
    """

    _state: Snapshot | None
    _place: Place
    _begun: Training | None

    def __init__(self, plan: Plan, setup: Setup, training: Training, snapshot: Snapshot) -> None:
        self.plan = plan
        self.setup = setup
        self.training = training
        self._form = form_of(plan, setup)
        self._epochs = Epochs(setup.samples, self._form.batches)
        self.restore(snapshot)

    @classmethod
    def start(cls, project: Project) -> Trainer:
        """Return a trainer where the project's state stands, or at the start without one."""
        plan = compile_plan(project.network)
        return cls(plan, Setup.of(project), project.training, first_snapshot(project, plan))

    @property
    def update_number(self) -> int:
        """How many updates have been made."""
        return self._place.update

    @property
    def epoch(self) -> int:
        """How many epochs are complete."""
        return self._place.epoch

    @property
    def position(self) -> int:
        """How many samples of the present epoch have been used."""
        return self._place.position

    @property
    def parameters(self) -> Array:
        """The parameters theta; never written to."""
        return self.snapshot().parameters

    @property
    def batch_rows(self) -> int:
        """How many rows a whole batch of the present epoch has."""
        size = self._place.batch_size if self._place.position else self.training.batch_size
        return min(size, self.setup.samples) or self.setup.samples

    def snapshot(self) -> Snapshot:
        """Return where training stands; its arrays are never written to."""
        if self._state is None:
            parameters, slots = self._form.store()
            self._state = Snapshot.at(self._place, parameters, slots)
        return self._state

    def restore(self, snapshot: Snapshot) -> None:
        """Stand where a snapshot was taken."""
        self._state = snapshot
        self._place = snapshot.place
        self._begun = None

    def next_rows(self) -> tuple[int, ...]:
        """Return the rows (from 0) of the next batch, in order."""
        order = self._epochs.order(self._place, self.training)
        return order[self.position : self.position + self.batch_rows]

    def update(self) -> Update:
        """Make one update from the next batch and tell all its numbers.

        A number that is not finite raises `NonFinite`, and nothing has changed.
        """
        if not self.setup.samples:
            raise no_samples()
        before, rows = self.snapshot(), self.next_rows()
        with np.errstate(all="ignore"):
            made = self._traced(before, rows)
            if made is None:
                self.restore(before)
                made = careful_update(self.plan, self.setup, self.training, before, rows)
                bad = first_bad(self.plan, made)
                if bad is not None:
                    raise bad
        self._place = self._epochs.after(self._place, self.training, self.batch_rows, 1)
        self._state = Snapshot.at(self._place, made.after, made.slots_after)
        return made

    def _traced(self, before: Snapshot, rows: tuple[int, ...]) -> Update | None:
        """Have the form make an update; None when it cannot vouch for it."""
        training = self.training
        (batch,) = self._epochs.ahead(self._place, training, self.batch_rows, 1)
        self._begin()
        traced = self._form.trace(batch)
        return None if traced is None else self._told(before, rows, traced)

    def _told(self, before: Snapshot, rows: tuple[int, ...], traced: Traced) -> Update:
        training, none = self.training, np.zeros(self.plan.size)
        names = OPTIMIZERS[training.optimizer].slots
        after, slots = self._form.store()
        return Update(
            before.update + 1,
            rows,
            training,
            reduced(traced.backward.losses, training.reduction),
            before.parameters,
            after,
            {name: before.slots.get(name, none) for name in names},
            slots,
            traced.forward,
            traced.backward,
            self.setup.y_train[:, np.array(rows, dtype=np.intp)],
            traced.scaled,
        )

    def replay(self, count: int) -> None:
        """Make `count` updates without a record: the same, to the last bit, as `update` makes."""
        self._advance(count, None)

    def train(self, count: int = 1) -> list[float]:
        """Make `count` updates and return the losses of their batches, each before its update.

        `NonFinite` is raised at the first update that cannot be made; those before it are made.
        """
        losses: list[float] = []
        self._advance(count, losses)
        return losses

    def _advance(self, count: int, losses: list[float] | None) -> None:
        if count > 0 and not self.setup.samples:
            raise no_samples()
        goal = self._place.update + count
        with np.errstate(all="ignore"):
            while self._place.update < goal:
                left = goal - self._place.update
                batches = self._epochs.ahead(self._place, self.training, self.batch_rows, left)
                if self._run(batches, losses) < len(batches):
                    careful = self.update()
                    if losses is not None:
                        losses.append(careful.batch_loss)

    def _run(self, batches: Sequence[Any], losses: list[float] | None) -> int:
        """Make the sound updates from these batches, and stand after them."""
        before = self.snapshot()
        self._begin()
        made = self._form.run(batches, losses)
        if made < len(batches):  # the form is now behind an update that does not count
            self.restore(before)
            self._begin()
            self._form.run(batches[:made])
        if made:
            self._place = self._epochs.after(self._place, self.training, self.batch_rows, made)
            self._state = None
        return made

    def _begin(self) -> None:
        """Have the form stand where training stands, with the present settings."""
        if self._begun is not self.training:
            state = self.snapshot()
            self._form.begin(state.parameters, state.slots, self.training)
            self._begun = self.training

    def evaluate(self) -> Evaluation:
        """Return the losses of the whole sets and what the training set gives."""
        theta, reduction = self.parameters, self.training.reduction
        with np.errstate(all="ignore"):
            train = self._train_set.losses(theta)
            test = None if self._test_set is None else self._test_set.losses(theta)
        return Evaluation(
            reduced(train, reduction) if len(train) else None,
            None if test is None else reduced(test, reduction),
            train,
            self.plan.output_rows,
            lambda: self._looked_at(theta),
            lambda count: forward(self.plan, theta, self.setup.x_train[:, :count]),
        )

    @np.errstate(all="ignore")
    def _looked_at(self, theta: Array) -> Forward:
        return self._train_set.forward(theta)

    @cached_property
    def _train_set(self) -> Evaluator:
        return evaluator_of(self.plan, self.setup, self.setup.x_train, self.setup.y_train)

    @cached_property
    def _test_set(self) -> Evaluator | None:
        x, y = self.setup.x_test, self.setup.y_test
        return evaluator_of(self.plan, self.setup, x, y) if x.shape[1] else None


def no_samples() -> ChainruleError:
    """Return the error of training without data."""
    told = QT_TRANSLATE_NOOP(
        "Training", "There are no training samples. Add a row to the data first."
    )
    return ChainruleError(message(told))


__all__ = ["Evaluation", "NonFinite", "Setup", "Snapshot", "Trainer", "Update", "reduced"]
