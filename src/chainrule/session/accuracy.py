"""Accuracy: the share of samples whose class the network gets right, found where it is asked for.

Training does not count it: it is worked out from the keyframes of the history, exactly, at a
bounded number of updates that are spread over the run, and remembered with the run's line.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from chainrule.engine.passes import forward
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from chainrule.engine.setup import Setup
    from chainrule.engine.trainer import Trainer
    from chainrule.network.graph import Network
    from chainrule.session.run import Run

    Array = NDArray[np.float64]

MOST_POINTS = 256
"""updates at which accuracy is worked out, at most; more than twice as few once there are many"""
MOST_KEPT = 4 * MOST_POINTS
HALF = 0.5
"""an output from here on says 1"""


class Shares(NamedTuple):
    """The shares of the training and of the test set that are right; None without a test set."""

    train: float
    test: float | None


Accuracies = dict[int, Shares]
"""what is known after which update"""


def accuracies_until(known: Accuracies, update: int) -> Accuracies:
    """Return what is known up to an update."""
    return {at: shares for at, shares in known.items() if at <= update}


def has_classes(network: Network, setup: Setup) -> bool:
    """Whether the targets are classes, and the outputs say which.

    One sigmoid output with targets 0 and 1, or several outputs, softmax or all sigmoid, of which
    one has the target 1 and the others 0.
    """
    kinds = {neuron.activation for neuron in network.outputs}
    if kinds not in ({Activation.SIGMOID}, {Activation.SOFTMAX}) or not setup.samples:
        return False
    return all(_are_classes(targets) for targets in (setup.y_train, setup.y_test))


def _are_classes(targets: Array) -> bool:
    whole = bool(((targets == 0) | (targets == 1)).all())
    return whole and (len(targets) == 1 or bool((targets.sum(axis=0) == 1).all()))


def right_share(outputs: Array, targets: Array) -> float:
    """Return the share of samples that are right; outputs and targets are (outputs, samples)."""
    if len(outputs) == 1:
        return float(((outputs >= HALF) == (targets >= HALF)).mean())
    return float((outputs.argmax(axis=0) == targets.argmax(axis=0)).mean())


def spread(first: int, last: int) -> Iterator[int]:
    """Yield at most `MOST_POINTS` + 2 updates from `first` to `last`, the last one first.

    Between them lie multiples of a power of two, so that a run that goes on needs few others.
    """
    yield last
    stride = 1
    while (last - first) // stride > MOST_POINTS:
        stride *= 2
    yield from (at for at in range(-(-first // stride) * stride, last, stride))
    if first % stride and first != last:
        yield first


class Accuracy:
    """The accuracies of a run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._trainer: Trainer | None = None

    @property
    def known(self) -> Accuracies:
        """What is known of the present line; it may go on beyond the present moment."""
        return self._run.line.accuracies

    @property
    def old(self) -> Sequence[Accuracies]:
        """What is known of each line that was left, in the order of the run's old lines."""
        return [branch.accuracies for branch in self._run.line.branches]

    def at(self, update: int) -> Shares:
        """Return the accuracy after an update of the run's history."""
        known = self.known
        if update not in known:
            known[update] = self._found(update)
        return known[update]

    def reaches(self, update: int) -> bool:
        """Whether the accuracy after an update is known or can be had."""
        run = self._run
        return update in self.known or run.history.first <= update <= run.update

    def fill(self, seconds: float) -> bool:
        """Work out what a curve needs, for about so long; return whether there is more to do."""
        end = perf_counter() + seconds
        run, known = self._run, self.known
        if len(known) > MOST_KEPT:
            self._thin()
        for update in spread(run.history.first, run.update):
            if update not in known:
                if perf_counter() > end:
                    return True
                known[update] = self._found(update)
        return False

    def _thin(self) -> None:
        """Forget what no curve needs."""
        first, known = self._run.history.first, self.known
        wanted = set(spread(first, self._run.line.last))
        for update in [at for at in known if at >= first and at not in wanted]:
            del known[update]

    def _found(self, update: int) -> Shares:
        run, setup = self._run, self._run.trainer.setup
        theta = run.committed().parameters if update == run.update else self._parameters(update)
        train = self._share(theta, setup.x_train, setup.y_train)
        tested = setup.x_test.shape[1] > 0
        return Shares(train, self._share(theta, setup.x_test, setup.y_test) if tested else None)

    def _share(self, theta: Array, x: Array, y: Array) -> float:
        plan = self._run.trainer.plan
        with np.errstate(all="ignore"):
            return right_share(forward(plan, theta, x).a[plan.output_rows], y)

    def _parameters(self, update: int) -> Array:
        run = self._run
        if self._trainer is None:
            self._trainer = run.looked_at(update)
        else:
            run.history.bring(self._trainer, update)
        return self._trainer.parameters


class Scoring:
    """Gives each run its accuracies, None where there are no classes."""

    def __init__(self) -> None:
        self._of: tuple[Run, Accuracy | None] | None = None

    def of(self, run: Run) -> Accuracy | None:
        """Return the accuracies of a run."""
        if self._of is None or self._of[0] is not run:
            classes = has_classes(run.project.network, run.trainer.setup)
            self._of = run, Accuracy(run) if classes else None
        return self._of[1]
