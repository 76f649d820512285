"""Accuracy: the share of samples whose class the network gets right, found where it is asked for.

Training does not count it: it is worked out from the keyframes of the history, exactly, at a
bounded number of updates that are spread over the run, and remembered with the run's line.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from chainrule.engine.passes import forward
from chainrule.engine.setup import numbers_of
from chainrule.engine.trainer import Trainer
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from chainrule.network.project import Project
    from chainrule.session.line import Line
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


def has_classes(project: Project) -> bool:
    """Whether the targets are classes, and the outputs say which.

    One sigmoid output with targets 0 and 1, or several outputs, softmax or all sigmoid, of which
    one has the target 1 and the others 0.
    """
    kinds = {neuron.activation for neuron in project.network.outputs}
    data = project.data
    if kinds not in ({Activation.SIGMOID}, {Activation.SOFTMAX}) or not data.train:
        return False
    first = len(data.inputs)
    sets = [numbers_of(rows)[:, first:].T for rows in (data.train, data.test) if rows]
    return all(map(_are_classes, sets))


def _are_classes(targets: Array) -> bool:
    whole = bool(((targets == 0) | (targets == 1)).all())
    return whole and (len(targets) == 1 or bool((targets.sum(axis=0) == 1).all()))


def right_share(outputs: Array, targets: Array) -> float:
    """Return the share of samples that are right; outputs and targets are (outputs, samples)."""
    return float(right_rows(outputs, targets).mean())


def right_rows(outputs: Array, targets: Array) -> NDArray[np.bool_]:
    """Return for each sample whether its class is told right."""
    if len(outputs) == 1:
        right: NDArray[np.bool_] = ((outputs >= HALF) == (targets >= HALF))[0]
        return right
    best: NDArray[np.bool_] = outputs.argmax(axis=0) == targets.argmax(axis=0)
    return best


def spread(first: int, last: int) -> Iterator[int]:
    """Yield at most `MOST_POINTS` + 2 updates from `first` to `last`, the last one first.

    Between them lie multiples of a power of two, so that a run that goes on needs few others; those
    of large powers come first, so that a curve is right in the large before it is in the small.
    """
    yield last
    if first != last:
        yield first
    stride = 1
    while (last - first) // stride > MOST_POINTS:
        stride *= 2
    between = range((first // stride + 1) * stride, last, stride)
    yield from sorted(between, key=lambda at: at & -at, reverse=True)


class Accuracy:
    """The accuracies of a run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._trainer: tuple[Line, Trainer] | None = None

    @property
    def known(self) -> Accuracies:
        """What is known of the present line; it may go on beyond the present moment."""
        return self._run.line.accuracies

    @property
    def old(self) -> Sequence[Accuracies]:
        """What is known of each line that was left, in the order of the run's old lines."""
        return [branch.accuracies for branch in self._run.line.branches]

    def fill(self, seconds: float) -> bool:
        """Work out what the curves need, for about so long; return whether there is more to do."""
        end = perf_counter() + seconds
        for update, line, known in self._wanted():
            if update not in known:
                if perf_counter() > end:
                    return True
                known[update] = self._found(line, update)
        return False

    def _wanted(self) -> Iterator[tuple[int, Line, Accuracies]]:
        """Yield which updates are wanted of which line, and where what is found belongs."""
        run = self._run
        yield from self._of_line(run.line, 0, run.update, run.line.accuracies)
        for branch in run.line.branches:
            line = run.lines.find(branch.number)
            if line is not None and branch.log:
                last = branch.log[-1].update
                yield from self._of_line(line, branch.start, last, branch.accuracies)

    def _of_line(
        self, line: Line, start: int, last: int, known: Accuracies
    ) -> Iterator[tuple[int, Line, Accuracies]]:
        """Yield the same of a line and of those that it goes on from, as far as they are kept."""
        lines = [line]
        while (before := self._before(lines[-1])) is not None:
            lines.append(before)
        wanted = list(spread(max(start, lines[-1].history.first), last))
        if len(known) > MOST_KEPT:
            for update in known.keys() - set(wanted):
                del known[update]
        for update in wanted:
            yield update, next(each for each in lines if each.history.first <= update), known

    def _before(self, line: Line) -> Line | None:
        """Return the line that a line goes on from, where its data has classes too."""
        before = self._run.lines.find(line.came_from)
        if before is None or before.history.first >= line.history.first:
            return None
        return before if has_classes(before.project) else None

    def _found(self, line: Line, update: int) -> Shares:
        trainer = self._at(line, update)
        setup = trainer.setup
        tested = setup.x_test.shape[1] > 0
        train = _share(trainer, setup.x_train, setup.y_train)
        return Shares(train, _share(trainer, setup.x_test, setup.y_test) if tested else None)

    def _at(self, line: Line, update: int) -> Trainer:
        """Return a trainer that stands after an update of a line."""
        run = self._run
        if line is run.line and update == run.update and not run.pending:
            return run.trainer
        if self._trainer is None or self._trainer[0] is not line:
            self._trainer = line, Trainer.start(line.project)
        line.history.bring(self._trainer[1], update)
        return self._trainer[1]


def _share(trainer: Trainer, x: Array, y: Array) -> float:
    with np.errstate(all="ignore"):
        passed = forward(trainer.plan, trainer.parameters, x)
    return right_share(passed.a[trainer.plan.output_rows], y)


class Scoring:
    """Gives each run its accuracies, None where there are no classes."""

    def __init__(self) -> None:
        self._of: tuple[Run, Accuracy | None] | None = None

    def of(self, run: Run) -> Accuracy | None:
        """Return the accuracies of a run."""
        if self._of is None or self._of[0] is not run:
            classes = has_classes(run.project)
            self._of = run, Accuracy(run) if classes else None
        return self._of[1]
