"""The loss over two parameters, all others held: many values of both in one pass."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.losses import LOSSES
from chainrule.engine.passes import backward, forward
from chainrule.network.names import Reduction
from chainrule.session.slice_pass import SlicePass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup

    Array = NDArray[np.float64]

Point = tuple[float, float]
AROUND = 0.16
"""the part of a box at its edges that is too near for the ball"""
REACH, LEAST = 0.7, 0.3
"""the room round the ball, by the height of the path, which counts as at least so high"""
FARTHEST = 1e290
LEAST_SHARE = 1e-9
"""the least room as a share of the ball's own values: less is lost in rounding"""
ROOM = 1.15
"""how much higher a box is than what it holds"""
MOST_ROWS = 2000
"""samples that a surface is computed from; more are taken evenly from all of them"""


@dataclass(frozen=True, slots=True)
class Box:
    """What is shown of the two parameters: from the left to the right, from below to above."""

    left: float
    right: float
    bottom: float
    top: float

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point lies inside, at least a part `margin` of each side from its edge."""
        x, y = margin * (self.right - self.left), margin * (self.top - self.bottom)
        inside = self.left + x <= point[0] <= self.right - x
        return inside and self.bottom + y <= point[1] <= self.top - y

    def columns(self, count: int) -> Array:
        """Return evenly spaced values across."""
        return np.linspace(self.left, self.right, count)

    def rows(self, count: int) -> Array:
        """Return evenly spaced values up."""
        return np.linspace(self.bottom, self.top, count)


class LossSlice:
    """The training set's loss as a function of two parameters, from their place in `theta`."""

    def __init__(self, plan: Plan, setup: Setup, reduction: Reduction, theta: Array) -> None:
        self._plan, self._loss, self._reduction = plan, setup.loss, reduction
        self._theta = theta
        rows = setup.samples
        taken = np.arange(rows)
        if rows > MOST_ROWS:
            taken = np.linspace(0, rows - 1, MOST_ROWS).astype(np.intp)
        self._x, self._y = setup.x_train[:, taken], setup.y_train[:, taken]
        self._scale = rows / max(1, len(taken)) if reduction is Reduction.SUM else 1.0
        self._passes: dict[tuple[str, str], SlicePass] = {}

    @property
    def samples(self) -> int:
        """How many samples it is computed from."""
        return int(self._x.shape[1])

    def work(self, names: tuple[str, str]) -> int:
        """Return how many numbers a point takes: of every neuron these two move, and the losses."""
        rows = self._pass_of(names).moving + len(self._y)
        return max(1, rows * self.samples)

    @np.errstate(all="ignore")
    def _pass_of(self, names: tuple[str, str]) -> SlicePass:
        """Return the pass of two parameters; begun when they are first asked for."""
        if names not in self._passes:
            theta = self._theta.copy()
            theta[[self._place(name) for name in names]] = 0.0
            ends = [self._ends(name) for name in names]
            self._passes[names] = SlicePass(self._plan, theta, self._x, ends)
        return self._passes[names]

    def value_at(self, name: str) -> float:
        """Return the value that a parameter has."""
        return float(self._theta[self._place(name)])

    def _place(self, name: str) -> int:
        return int(self._plan.index[self._plan.network.parameter_names.index(name)])

    @np.errstate(all="ignore")
    def losses(self, names: tuple[str, str], first: Array, second: Array) -> Array:
        """Return the loss at points: values of the first parameter and of the second, (points,)."""
        points, samples = len(first), self.samples
        outputs, sums = self._pass_of(names).outputs((first, second))
        found = LOSSES[self._loss].function(
            outputs.reshape(len(outputs), -1), sums.reshape(len(sums), -1),
            np.tile(self._y, (1, points)),
        )  # fmt: skip
        by_point = found.reshape(points, samples)
        if self._reduction is Reduction.MEAN:
            return np.asarray(by_point.mean(axis=1))
        return np.asarray(by_point.sum(axis=1) * self._scale)

    def _ends(self, name: str) -> tuple[int, int]:
        """Return the row that a parameter adds to, and the row that it takes from."""
        network, row = self._plan.network, self._plan.row
        for link in network.connections:
            if link.name == name:
                return row[link.target], row[link.source]
        neuron = next(each for each in network.computed if each.bias_name == name)
        block = next(
            each for each in self._plan.blocks if each.rows.start <= row[neuron.id] < each.rows.stop
        )
        return row[neuron.id], block.sources.start

    @np.errstate(all="ignore")
    def slopes(self, names: tuple[str, str]) -> Point:
        """Return the slope of the loss along both parameters where they are."""
        passed = forward(self._plan, self._theta, self._x)
        found = backward(
            self._plan, self._theta, passed, self._y, self._loss, self._reduction
        ).gradient
        first, second = (float(found[self._place(name)] * self._scale) for name in names)
        return first, second


def box_round(ball: Point, path: list[Point], aspect: float, before: Box | None) -> Box:
    """Return a box with equal scales that holds a path, and the ball with room for its arrows.

    The one before stays while it suits. `aspect` is the width of a box by its height.
    """
    suits = before is not None and before.holds(ball, AROUND)
    if before is not None and suits and all(before.holds(point) for point in path):
        return before
    seen = [point for point in map(_kept, (*path, ball)) if all(map(math.isfinite, point))]
    xs, ys = [x for x, _ in seen] or [0.0], [y for _, y in seen] or [0.0]
    least = max(LEAST, LEAST_SHARE * max(map(abs, (xs[-1], ys[-1]))))
    reach = REACH * max(least, max(ys) - min(ys), (max(xs) - min(xs)) / aspect)
    xs += [xs[-1] - reach * aspect, xs[-1] + reach * aspect]
    ys += [ys[-1] - reach, ys[-1] + reach]
    height = ROOM * max(max(ys) - min(ys), (max(xs) - min(xs)) / aspect)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    width = height * aspect
    return Box(x - width / 2, x + width / 2, y - height / 2, y + height / 2)


def _kept(point: Point) -> Point:
    """Return a point no farther out than numbers can still be told apart and added."""
    x, y = (min(FARTHEST, max(-FARTHEST, value)) if value == value else value for value in point)
    return x, y
