"""The optimizer's part of a program: theta, its gradient and slots in buffers, and their calls.

For sgd the buffer of the velocity holds −v, and the learning rate is one array with the locks and
the division by the batch's size in it: an update is then two calls while μ is 0, else four. Other
optimizers, regularisation and a velocity that a lock holds still go through the table's rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.calls import call
from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.network.names import Reduction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from chainrule.engine.calls import Call
    from chainrule.engine.plan import Plan
    from chainrule.network.project import Training

    Array = NDArray[np.float64]
    Slots = Mapping[str, Array]


class Numbers:
    """What training changes. `room` and `gradient_room` are what the passes work on.

    `checked` are the numbers that are not moderate whenever anything is not finite: theta, and the
    gradient too where theta may hide it (locks, and steps that are divided by a size).
    """

    training: Training

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        both = np.zeros(2 * plan.size)
        self.theta, self.gradient = both[: plan.size], both[plan.size :]
        self._both = both
        spread = plan.spread is not None
        self._spread_to = np.arange(0) if plan.spread is None else plan.spread
        self.room = np.zeros(plan.room) if spread else self.theta
        self.gradient_room = np.zeros(plan.room) if spread else self.gradient
        self._moved, self._step = np.zeros(plan.size), np.zeros(plan.size)
        self._momentum = np.array(0.0)
        self._rates: dict[int, Array] = {}
        self._slots: dict[str, Array] = {}
        self._kind: object = None
        self._mirrored = False
        self.scaled: tuple[Array, Array, float] | None = None

    @property
    def checked(self) -> Array:
        """The numbers of which the squares are added up after an update."""
        hidden = not self._mirrored or not self.plan.trainable[self.plan.present].all()
        return self._both if hidden else self.theta

    def begin(self, theta: Array, slots: Slots, training: Training) -> bool:
        """Take parameters, slots and settings; return whether the calls have to be made anew."""
        np.add(theta, 0.0, out=self.theta)
        self._spread()
        self._take_slots(slots, training)
        kind = (
            training.optimizer,
            training.nesterov,
            training.momentum == 0.0,
            training.reduction,
            bool(training.l1 or training.l2),
            self._mirrored,
        )
        changed, self._kind = kind != self._kind, kind
        self.training = training
        self._momentum[()] = training.momentum
        if changed:
            self._rates.clear()
        for samples, rate in self._rates.items():
            rate[:] = self._rate(samples)
        return changed

    def _take_slots(self, slots: Slots, training: Training) -> None:
        none = np.zeros(self.plan.size)
        names = OPTIMIZERS[training.optimizer].slots
        self._slots = {name: slots.get(name, none) + 0.0 for name in names}
        velocity = self._slots.get("velocity")
        held = velocity is not None and bool(velocity[~self.plan.trainable].any())
        self._mirrored = velocity is not None and not held
        if velocity is not None:
            np.subtract(0.0, velocity, out=self._moved)

    def _spread(self) -> None:
        if self.plan.spread is not None:
            self.room[self.plan.spread] = self.theta

    def store(self) -> tuple[Array, dict[str, Array]]:
        """Return copies of the parameters and of the slots."""
        theta = self.theta.copy()
        if self._mirrored:
            return theta, {"velocity": 0.0 - self._moved}
        return theta, {name: values + 0.0 for name, values in self._slots.items()}

    def _rate(self, samples: int) -> Array:
        """Return η, over the batch's size for a mean, and 0 for what training leaves alone."""
        training = self.training
        share = training.learning_rate
        if training.reduction is Reduction.MEAN and not self._regularised:
            share /= samples
        rate: Array = np.where(self.plan.trainable, share, 0.0)
        return rate

    @property
    def _regularised(self) -> bool:
        return bool(self.training.l1 or self.training.l2)

    def calls(self, samples: int) -> Iterator[Call]:
        """Yield the calls that come after the passes of a batch of this many samples."""
        if self.plan.spread is not None:
            yield call(self._gather)
        if self._regularised or not self._mirrored:
            yield call(self._finish_gradient(samples))
        if self._mirrored:
            rate = self._rates.setdefault(samples, self._rate(samples))
            yield from self._sgd(rate)
        else:
            yield call(self._table_step)
        if self.plan.spread is not None:
            yield call(self.room.__setitem__, self.plan.spread, self.theta)

    def _gather(self) -> None:
        np.take(self.gradient_room, self._spread_to, out=self.gradient, mode="clip")

    def _sgd(self, rate: Array) -> Iterator[Call]:
        """Yield w ← w − u with u = −v ← μ·u + η·g."""
        theta, gradient, moved, step = self.theta, self.gradient, self._moved, self._step
        if self.training.momentum == 0.0:
            yield call(np.multiply, gradient, rate, out=moved)
            yield call(np.subtract, theta, moved, out=theta)
            return
        yield call(np.multiply, gradient, rate, out=step)
        yield call(np.multiply, moved, self._momentum, out=moved)
        yield call(np.add, moved, step, out=moved)
        if self.training.nesterov:
            ahead = np.zeros(self.plan.size)
            yield call(np.multiply, moved, self._momentum, out=ahead)
            yield call(np.add, ahead, step, out=ahead)
            yield call(np.subtract, theta, ahead, out=theta)
        else:
            yield call(np.subtract, theta, moved, out=theta)

    def _finish_gradient(self, samples: int) -> Callable[[], None]:
        """Return what makes of the samples' sum the batch's gradient, regularisation included."""

        def finish() -> None:
            self.gradient[~self.plan.present] = 0.0
            if self.training.reduction is Reduction.MEAN:
                np.divide(self.gradient, samples, out=self.gradient)
            np.add(self.gradient, pull(self.plan, self.theta, self.training), out=self.gradient)

        return finish

    def _table_step(self) -> None:
        """Take the optimizer's step; locked parameters and their slots stay as they are."""
        rule, free = OPTIMIZERS[self.training.optimizer].step, self.plan.trainable
        step = rule(self.theta, self.gradient, self._slots, self.training)
        self._slots = {
            name: np.where(free, new, self._slots[name]) for name, new in step.slots.items()
        }
        self.scaled = step.scaled
        np.copyto(self.theta, step.parameters, where=free)

    def batch_gradient(self, samples: int) -> Array:
        """Return the gradient of the last update's batch, regularisation included."""
        found: Array = self.gradient.copy()
        if self._regularised or not self._mirrored:
            return found  # it has been finished already
        found[~self.plan.present] = 0.0
        if self.training.reduction is Reduction.MEAN:
            np.divide(found, samples, out=found)
        return found


def pull(plan: Plan, theta: Array, training: Training) -> Array | float:
    """Return the gradient of l1·Σ|w| + ½·l2·Σw², over weights and not biases."""
    if not training.l1 and not training.l2:
        return 0.0
    return np.where(plan.is_weight, training.l1 * np.sign(theta) + training.l2 * theta, 0.0)
