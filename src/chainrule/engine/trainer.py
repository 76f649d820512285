"""The trainer: one update after the other; the only place where parameters change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.finite import NonFinite, first_bad
from chainrule.engine.losses import LOSSES
from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.engine.passes import backward, forward
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Reduction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from chainrule.engine.optimizers import Step
    from chainrule.engine.passes import Backward, Forward
    from chainrule.engine.plan import Plan
    from chainrule.network.project import Project, Training

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a run needs to go on bit for bit.

    `position` counts the samples of the epoch that have been used; `order` (sample rows from 0)
    was drawn from `order_seed`; `batch_size` is in force until the epoch ends.
    """

    parameters: Array
    slots: Mapping[str, Array]
    update: int
    epoch: int
    position: int
    batch_size: int
    order: tuple[int, ...]
    order_seed: int


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its batch, its loss before it, and theta and slots before and after.

    `forward`, `backward`, `targets` (outputs, samples) and `batch_gradient` (regularisation
    included) are those of the passes; they are what a ledger is read from.
    """

    update: int
    rows: tuple[int, ...]
    training: Training
    batch_loss: float
    before: Array
    after: Array
    slots_before: Mapping[str, Array]
    slots_after: Mapping[str, Array]
    forward: Forward
    backward: Backward
    targets: Array
    batch_gradient: Array
    scaled_step: tuple[Array, Array, float] | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole sets under the present parameters; a loss is None for an empty set.

    `outputs` (outputs, samples) and `losses` (samples,) are of the training set.
    """

    train_loss: float | None
    test_loss: float | None
    outputs: Array
    losses: Array
    forward: Forward


class Trainer:
    """Trains a plan on a setup. `training` may be changed between updates."""

    def __init__(self, plan: Plan, setup: Setup, training: Training, snapshot: Snapshot) -> None:
        self.plan = plan
        self.setup = setup
        self.training = training
        self.restore(snapshot)

    @classmethod
    def start(cls, project: Project) -> Trainer:
        """Return a trainer where the project's state stands, or at the start without one."""
        plan = compile_plan(project.network)
        return cls(plan, Setup.of(project), project.training, first_snapshot(project, plan))

    @property
    def update_number(self) -> int:
        """How many updates have been made."""
        return self._state.update

    @property
    def epoch(self) -> int:
        """How many epochs are complete."""
        return self._state.epoch

    @property
    def position(self) -> int:
        """How many samples of the present epoch have been used."""
        return self._state.position

    @property
    def parameters(self) -> Array:
        """The parameters theta; never written to."""
        return self._state.parameters

    @property
    def batch_rows(self) -> int:
        """How many rows a whole batch of the present epoch has."""
        size = self.training.batch_size if self.position == 0 else self._state.batch_size
        return min(size, self.setup.samples) or self.setup.samples

    def snapshot(self) -> Snapshot:
        """Return where training stands; its arrays are never written to."""
        return self._state

    def restore(self, snapshot: Snapshot) -> None:
        """Stand where a snapshot was taken."""
        self._state = snapshot

    def next_rows(self) -> tuple[int, ...]:
        """Return the rows (from 0) of the next batch, in order."""
        order = self._order()
        start = self.position
        return order[start : start + self.batch_rows]

    def _order(self) -> tuple[int, ...]:
        """Return the order of the present epoch; it follows from seed and epoch alone."""
        state = self._state
        if state.position and len(state.order) == self.setup.samples:
            return state.order
        if not self.training.shuffle:
            return tuple(range(self.setup.samples))
        random = np.random.default_rng([self.training.seed, state.epoch])
        return tuple(random.permutation(self.setup.samples).tolist())

    def update(self, trace: bool = False) -> Update:
        """Make one update from the next batch.

        Traced or not, the same is computed and returned. A number that is not finite raises
        `NonFinite`, and nothing has changed.
        """
        if not self.setup.samples:
            raise no_samples()
        rows = self.next_rows()
        with np.errstate(all="ignore"):
            made = self._make(rows)
        bad = first_bad(self.plan, made)
        if bad is not None:
            raise bad
        self._commit(made, rows)
        return made

    def replay(self, count: int) -> None:
        """Make `count` updates without a record: the same, to the last bit, as `update` makes."""
        for _ in range(count):
            self.update()

    def _make(self, rows: tuple[int, ...]) -> Update:
        state, setup, training = self._state, self.setup, self.training
        columns = np.array(rows, dtype=np.intp)
        x, y = setup.x_train[:, columns], setup.y_train[:, columns]
        passed = forward(self.plan, state.parameters, x)
        back = backward(self.plan, state.parameters, passed, y, setup.loss, training.reduction)
        gradient = back.gradient + self._regularisation()
        slots = {
            name: state.slots.get(name, np.zeros(self.plan.size))
            for name in OPTIMIZERS[training.optimizer].slots
        }
        step = self._step(gradient, slots)
        return Update(
            state.update + 1,
            rows,
            training,
            reduced(back.losses, training.reduction),
            state.parameters,
            step.parameters,
            slots,
            step.slots,
            passed,
            back,
            y,
            gradient,
            step.scaled,
        )

    def _regularisation(self) -> Array | float:
        """Return the gradient of l1·Σ|w| + ½·l2·Σw², over weights and not biases."""
        training, theta = self.training, self._state.parameters
        if not training.l1 and not training.l2:
            return 0.0
        pull = training.l1 * np.sign(theta) + training.l2 * theta
        return np.where(self.plan.is_weight, pull, 0.0)

    def _step(self, gradient: Array, slots: Mapping[str, Array]) -> Step:
        """Return the optimizer's step; locked parameters and their slots stay as they are."""
        theta, free = self._state.parameters, self.plan.trainable
        rule = OPTIMIZERS[self.training.optimizer].step
        step = rule(theta, gradient, slots, self.training)
        kept = {name: np.where(free, new, slots[name]) for name, new in step.slots.items()}
        return type(step)(np.where(free, step.parameters, theta), kept, step.scaled)

    def _commit(self, made: Update, rows: tuple[int, ...]) -> None:
        state, order = self._state, self._order()
        size, position = self.batch_rows, self.position + len(rows)
        done = position >= self.setup.samples
        seed = state.order_seed if state.position else self.training.seed
        self._state = Snapshot(
            made.after,
            made.slots_after,
            made.update,
            state.epoch + done,
            0 if done else position,
            size,
            order,
            seed,
        )

    def evaluate(self) -> Evaluation:
        """Return the losses of the whole sets and what the training set gives."""
        setup = self.setup
        with np.errstate(all="ignore"):
            passed, train = self._losses(setup.x_train, setup.y_train)
            _, test = self._losses(setup.x_test, setup.y_test)
        reduction = self.training.reduction
        return Evaluation(
            reduced(train, reduction) if len(train) else None,
            reduced(test, reduction) if len(test) else None,
            passed.a[self.plan.output_rows],
            train,
            passed,
        )

    def _losses(self, x: Array, y: Array) -> tuple[Forward, Array]:
        passed = forward(self.plan, self._state.parameters, x)
        rows = self.plan.output_rows
        return passed, LOSSES[self.setup.loss].function(passed.a[rows], passed.z[rows], y)


def first_snapshot(project: Project, plan: Plan) -> Snapshot:
    """Return the snapshot that a project's state describes, or the start of a fresh run."""
    theta = plan.pack(project.network.parameters)
    training, state = project.training, project.state
    if state is None:
        return Snapshot(theta, {}, 0, 0, 0, training.batch_size, (), training.seed)
    slots = {name: plan.pack(values) for name, values in state.slots.items()}
    order = () if state.random is None else state.random.order
    seed = training.seed if state.random is None else state.random.seed
    position = state.position if len(order) == len(project.data.train) else 0
    return Snapshot(
        theta, slots, state.update, state.epoch, position, state.batch_size, order, seed
    )


def reduced(losses: Array, reduction: Reduction) -> float:
    """Return the losses of samples as one: their mean or their sum."""
    try:
        total = math.fsum(losses.tolist())
    except (OverflowError, ValueError):  # too large together, or infinities of both signs
        total = float(sum(losses.tolist()))
    return total / len(losses) if reduction is Reduction.MEAN else total


def no_samples() -> ChainruleError:
    """Return the error of training without data."""
    told = QT_TRANSLATE_NOOP(
        "Training", "There are no training samples. Add a row to the data first."
    )
    return ChainruleError(message(told))


__all__ = ["Evaluation", "NonFinite", "Setup", "Snapshot", "Trainer", "Update", "reduced"]
