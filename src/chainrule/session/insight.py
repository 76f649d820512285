"""What a network has learned, in numbers that are not of one sample: mistakes and spreads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.passes import backward, forward
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.network.names import Reduction
from chainrule.session.classes import tells_classes
from chainrule.session.output_rows import array_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from chainrule.engine.passes import Forward
    from chainrule.engine.plan import Plan
    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger

    Array = NDArray[np.float64]

BINS = 24
MOST_ROWS = 4000
"""samples that activations and gradients are looked at for"""
HALF, CLOSE, LEAST = 0.5, 1e-12, 1e-300
"""half the width of a spread of equal numbers; numbers this close, as a share or at all, are"""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each class (row) was taken for which (column); `names` are outputs in order.

    Where one output tells two classes, `names` is that output alone, and the classes are its lower
    and its higher target. `examples` is the first sample of every cell, from 0, −1 for none.
    """

    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    examples: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """How many samples there are."""
        return sum(map(sum, self.counts))

    @property
    def right(self) -> int:
        """How many of them were told right."""
        return sum(row[place] for place, row in enumerate(self.counts))


@dataclass(frozen=True, slots=True)
class Spread:
    """A histogram: how many values lie in each of equal parts from `low` to `high`."""

    low: float
    high: float
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many values there are."""
        return sum(self.counts)


class Insight:
    """Looks at one project's network with parameters that are handed in by name."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._seen: tuple[Mapping[str, float], Forward] | None = None

    @cached_property
    def _plan(self) -> Plan:
        return compile_plan(self.project.network)

    @cached_property
    def _setup(self) -> Setup:
        return Setup.of(self.project)

    # Mistakes

    def confusion(
        self,
        parameters: Mapping[str, float],
        test: bool,
        outputs: Sequence[Sequence[float]] = (),
    ) -> Confusion | None:
        """Return who is taken for whom in one of the sets; None where there are no classes.

        `outputs` are those of every row of the set, where they are known.
        """
        setup = self._setup
        x, y = (setup.x_test, setup.y_test) if test else (setup.x_train, setup.y_train)
        if not x.shape[1] or not tells_classes(self.project):
            return None
        told = array_of(outputs) if outputs else self._told(parameters, x)
        if len(told) == 1:
            middle = (float(y.min()) + float(y.max())) / 2 if y.min() < y.max() else HALF
            truth, guess = (y[0] > middle).astype(int), (told[0] > middle).astype(int)
        else:
            truth, guess = y.argmax(axis=0), told.argmax(axis=0)
        return _counted(tuple(n.id for n in self.project.network.outputs), truth, guess)

    def _told(self, parameters: Mapping[str, float], x: Array) -> Array:
        return forward(self._plan, self._plan.pack(parameters), x).a[self._plan.output_rows]

    # Spreads

    def weights(self, parameters: Mapping[str, float]) -> dict[int, Spread]:
        """Return the spread of the weights into every level."""
        return self._by_level(self._plan.pack(parameters))

    def gradients(
        self, parameters: Mapping[str, float], ledger: Ledger | None = None
    ) -> dict[int, Spread]:
        """Return the spread of ∂L/∂w of every level: of the open update, else of the whole set."""
        if ledger is not None:
            return self._by_level(ledger.narrator.update.batch_gradient)
        plan, setup = self._plan, self._setup
        if not setup.samples:
            return {}
        theta, passed = plan.pack(parameters), self._passed(parameters)
        with np.errstate(all="ignore"):
            y = setup.y_train[:, :MOST_ROWS]
            back = backward(plan, theta, passed, y, setup.loss, Reduction.MEAN)
        return self._by_level(back.gradient)

    def activations(self, parameters: Mapping[str, float]) -> dict[int, Spread]:
        """Return the spread of what the neurons of every level send, over the training rows."""
        if not self._setup.samples:
            return {}
        passed, network = self._passed(parameters), self.project.network
        found = {}
        for level, names in enumerate(network.levels):
            rows = [self._plan.row[name] for name in names]
            found[level] = spread(passed.a[rows].ravel())
        return found

    def _passed(self, parameters: Mapping[str, float]) -> Forward:
        if self._seen is None or self._seen[0] != parameters:
            x = self._setup.x_train[:, :MOST_ROWS]
            self._seen = parameters, forward(self._plan, self._plan.pack(parameters), x)
        return self._seen[1]

    @cached_property
    def _places(self) -> dict[int, NDArray[np.intp]]:
        return weight_places(self._plan)

    def _by_level(self, values: Array) -> dict[int, Spread]:
        return {level: spread(values[places]) for level, places in self._places.items()}


def weight_places(plan: Plan) -> dict[int, NDArray[np.intp]]:
    """Return the places in theta of the weights into every level that has some."""
    by_level: dict[int, list[int]] = {}
    for place, link in zip(plan.index.tolist(), plan.network.connections, strict=False):
        by_level.setdefault(plan.network.level_of[link.target], []).append(place)
    return {level: np.array(found) for level, found in sorted(by_level.items())}


def spread(values: Array) -> Spread:
    """Return the histogram of some numbers; its middle is 0 where they have both signs.

    Numbers that are the same but for rounding are all in its middle.
    """
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 0.0)
    if low < 0 < high:
        low, high = -max(-low, high), max(-low, high)
    if high / 4 - low / 4 <= max(LEAST, CLOSE * max(-low, high)):
        half = max(HALF, CLOSE * max(-low, high))
        low, high = low - half, high + half
    counts, _ = np.histogram(finite / 4, bins=BINS, range=(low / 4, high / 4))  # no overflow
    return Spread(low, high, tuple(counts.tolist()))


def _counted(names: tuple[str, ...], truth: NDArray[np.intp], guess: NDArray[np.intp]) -> Confusion:
    size = max(2, len(names))
    counts = np.zeros((size, size), dtype=int)
    np.add.at(counts, (truth, guess), 1)
    examples = np.full(size * size, -1)
    cells, first = np.unique(truth * size + guess, return_index=True)
    examples[cells] = first
    return Confusion(
        names,
        tuple(map(tuple, counts.tolist())),
        tuple(map(tuple, examples.reshape(size, size).tolist())),
    )
