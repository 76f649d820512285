"""The matrix form: updates as numpy calls on matrices, for all but the smallest graphs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.calls import Y
from chainrule.engine.form import Traced, reach
from chainrule.engine.program import Program
from chainrule.engine.update_calls import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from chainrule.engine.calls import Batch
    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.network.project import Training

    Array = NDArray[np.float64]
    Slots = Mapping[str, Array]

PROGRAMS = 3
"""batch sizes for which buffers and calls are kept"""


class MatrixForm:
    """The numbers of a plan in buffers, and programs that update them, one for a batch size."""

    def __init__(self, plan: Plan, setup: Setup) -> None:
        self.plan, self.setup = plan, setup
        self._numbers = Numbers(plan)
        self._limit = reach(plan, setup)
        ones = np.ones((setup.samples, 1))
        self._samples = np.concatenate((ones, setup.x_train.T), axis=1)
        self._programs: dict[int, Program] = {}
        self._batches: list[Batch] = []
        self._cut = (0, 0)
        self._moderate = True

    def begin(self, theta: Array, slots: Slots, training: Training) -> None:
        """Stand at these parameters and slots, and train on with these settings."""
        if self._numbers.begin(theta, slots, training):
            self._programs.clear()
        self._moderate = bool(theta.dot(theta) < self._limit)

    def store(self) -> tuple[Array, dict[str, Array]]:
        """Return copies of the parameters and of the optimizer's slots."""
        return self._numbers.store()

    def batches(self, order: NDArray[np.intp], size: int) -> list[Batch]:
        """Return the batches of an epoch that takes the samples in this order."""
        if (len(order), size) != self._cut:
            self._cut = len(order), size
            self._across = np.empty((len(order), self._samples.shape[1]))
            self._y = np.empty((len(self.setup.y_train), len(order)))
            self._batches = _views(self._across, self._y, size)
        self._samples.take(order, axis=0, out=self._across, mode="clip")
        self.setup.y_train.take(order, axis=1, out=self._y, mode="clip")
        return self._batches

    def run(self, batches: Sequence[Batch], losses: list[float] | None = None) -> int:
        """Make an update from each batch, until one is not sound."""
        done, noted = 0, 0 if losses is None else len(losses)
        if not self._moderate:
            return done
        for width, part in self._alike(batches):
            made = self._program(width).run(part, losses)
            done += made
            if made < len(part):
                break
        if losses is not None:
            del losses[noted + done :]
        return done

    def _alike(self, batches: Sequence[Batch]) -> Iterable[tuple[int, Sequence[Batch]]]:
        """Yield runs of batches of one size, with that size."""
        samples, size = self._cut
        if batches and samples % size == 0:
            yield size, batches
            return
        for width, run in groupby(batches, key=lambda batch: batch[Y].shape[1]):
            yield width, list(run)

    def _program(self, samples: int) -> Program:
        """Return the program for batches of this size; the ones not used for long are dropped."""
        program = self._programs.pop(samples, None)
        if program is None:
            program = Program(self._numbers, self.setup, samples, self._limit)
            if len(self._programs) >= PROGRAMS:
                del self._programs[next(iter(self._programs))]
        self._programs[samples] = program
        return program

    def trace(self, batch: Batch) -> Traced | None:
        """Make one update and return its numbers, None when it is not sound."""
        if not self._moderate:
            return None
        forward, backward = self._program(batch[Y].shape[1]).trace(batch)
        checked = self._numbers.checked
        if not checked.dot(checked) < self._limit:
            return None
        return Traced(forward, backward, self._numbers.scaled)


def _views(across: Array, y: Array, size: int) -> list[Batch]:
    """Return the batches as parts of what all samples are gathered into."""
    starts = range(0, len(across), size)
    parts = [across[start : start + size] for start in starts]
    return [
        (part.T, part, y[:, start : start + size])
        for part, start in zip(parts, starts, strict=True)
    ]
