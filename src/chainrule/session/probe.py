"""What the panels ask beyond the ledger: curves, the plane, a gradient check; nothing is changed.

Every answer comes from the engine, with the parameters that are handed in by name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.gradient_check import TOLERANCE, check_gradients, loss_of
from chainrule.engine.passes import backward, forward
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import NonFinite, Snapshot, Trainer
from chainrule.session.ledger import Ledger
from chainrule.session.output_rows import OutputRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.network.names import Activation
    from chainrule.network.project import Project
    from chainrule.session.operations import Operation

    Array = NDArray[np.float64]

Segment = tuple[float, float, float, float]
"""x and y of both ends"""
MOST_PLANE = 256


@dataclass(frozen=True, slots=True)
class Plane:
    """The output over the plane of two inputs, on a square grid of `size` by `size` points.

    `shades` holds a byte per point, 0 where the output is `low` or less and 255 where it is `high`
    or more, row by row from the largest second input downwards. `contour` are the pieces of the
    line on which the output is halfway, in the units of the inputs.
    """

    size: int
    x: tuple[float, float]
    y: tuple[float, float]
    shades: bytes
    contour: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A gradient by backpropagation and by central differences, how far they are apart."""

    analytic: float
    numeric: float
    apart: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Pull:
    """How a parameter is moved: μ·v, what is remembered; −η·g, what the slope asks; both."""

    remembered: float
    asked: float
    total: float


def pull(operation: Operation) -> Pull:
    """Return the parts of a `velocity`, or of a `new_value` by Nesterov's rule."""
    if operation.form == "nesterov":
        weight, momentum, velocity, rate, gradient = operation.operands
        return Pull(momentum * velocity, -rate * gradient, operation.value - weight)
    momentum, velocity, rate, gradient = operation.operands
    return Pull(momentum * velocity, -rate * gradient, operation.value)


def expected_change(gradient: float, step: float) -> float:
    """Return by how much a small step along one parameter changes the loss, to first order."""
    return gradient * step


def summary(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the least, the largest and the mean of some numbers (at least one)."""
    return min(values), max(values), math.fsum(values) / len(values)


def tangent(
    point: tuple[float, float], slope: float, reach: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of a tangent that goes `reach` to both sides of its point."""
    x, y = point
    return (x - reach, y - slope * reach), (x + reach, y + slope * reach)


def activation_curve(
    activation: Activation, low: float, high: float, count: int, others: Sequence[float] = ()
) -> list[tuple[float, float]]:
    """Return `count` points (z, f(z)) of an activation from `low` to `high`.

    Softmax depends on the sums of the other outputs too: `others`, which are held still.
    """
    z = np.linspace(low, high, count)
    group = np.stack([z, *(np.full_like(z, other) for other in others)])
    values = ACTIVATIONS[activation].function(group)[0]
    return list(zip(z.tolist(), values.tolist(), strict=True))


class Probe:
    """Answers questions about one project; its own parameters are never used."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def _plan(self) -> Plan:
        return compile_plan(self.project.network)

    @cached_property
    def _setup(self) -> Setup:
        return Setup.of(self.project)

    def ledger(self, parameters: Mapping[str, float], row: int) -> Ledger | None:
        """Return the ledger of an update that would be made from this row (from 0) alone.

        None when there is no such row, or a number of it would not be finite.
        """
        rows = len(self.project.data.train)
        if not 0 <= row < rows:
            return None
        training = replace(self.project.training, batch_size=1, shuffle=False)
        theta = self._plan.pack(parameters)
        start = Snapshot(theta, {}, 0, 0, row, 1, tuple(range(rows)), training.seed)
        try:
            update = Trainer(self._plan, self._setup, training, start).update()
        except NonFinite:
            return None
        return Ledger(self.project, self._plan, update)

    def loss_along(
        self,
        parameters: Mapping[str, float],
        name: str,
        row: int | None,
        low: float,
        high: float,
        count: int,
    ) -> list[tuple[float, float]]:
        """Return `count` points (value, loss) with the parameter `name` from `low` to `high`.

        All other parameters are held still. The loss is that of one row (from 0), or of the
        training set when `row` is None.
        """
        setup, theta = self._setup_of(row), self._plan.pack(parameters)
        place = int(self._plan.index[self.project.network.parameter_names.index(name)])
        values = np.linspace(low, high, count).tolist()
        losses = []
        with np.errstate(all="ignore"):
            for value in values:
                theta[place] = value
                losses.append(loss_of(self._plan, setup, theta, self.project.training.reduction))
        return list(zip(values, losses, strict=True))

    def gradient_check(
        self, parameters: Mapping[str, float], name: str, row: int | Sequence[int] | None
    ) -> Check:
        """Check one parameter's gradient of the loss of one row (from 0), of some or all (None)."""
        theta = self._plan.pack(parameters)
        reduction = self.project.training.reduction
        found = check_gradients(self._plan, self._setup_of(row), theta, reduction, [name])[0]
        apart = abs(found.analytic - found.numeric)
        return Check(found.analytic, found.numeric, apart, found.error <= TOLERANCE)

    def outputs(self, parameters: Mapping[str, float]) -> list[list[float]]:
        """Return the outputs of every training row, in the network's order of outputs."""
        with np.errstate(all="ignore"):
            passed = forward(self._plan, self._plan.pack(parameters), self._setup.x_train)
        rows: list[list[float]] = passed.a[self._plan.output_rows].T.tolist()
        return rows

    def test_outputs(self, parameters: Mapping[str, float]) -> OutputRows:
        """Return the outputs of every row of the test set, in the network's order of outputs."""
        with np.errstate(all="ignore"):
            passed = forward(self._plan, self._plan.pack(parameters), self._setup.x_test)
        return OutputRows(passed.a[self._plan.output_rows])

    def gradient_means(self, parameters: Mapping[str, float]) -> tuple[tuple[int, float], ...]:
        """Return (level, mean |∂L/∂w| of the weights into it) for every level that has some."""
        sizes, level_of = self.gradient_sizes(parameters), self.project.network.level_of
        by_level: dict[int, list[float]] = {}
        for link in self.project.network.connections:
            by_level.setdefault(level_of[link.target], []).append(sizes[link.name])
        return tuple((level, summary(found)[2]) for level, found in sorted(by_level.items()))

    def gradient_sizes(self, parameters: Mapping[str, float]) -> dict[str, float]:
        """Return |∂L/∂w| of every weight by name, for the loss of the whole training set."""
        plan, setup, theta = self._plan, self._setup, self._plan.pack(parameters)
        with np.errstate(all="ignore"):
            passed = forward(plan, theta, setup.x_train)
            reduction = self.project.training.reduction
            back = backward(plan, theta, passed, setup.y_train, setup.loss, reduction)
        sizes = np.abs(plan.unpack(back.gradient)).tolist()
        names = self.project.network.parameter_names[: len(self.project.network.connections)]
        return dict(zip(names, sizes, strict=False))

    def plane(
        self,
        parameters: Mapping[str, float],
        size: int,
        x: tuple[float, float],
        y: tuple[float, float],
        low: float = 0.0,
        high: float = 1.0,
    ) -> Plane:
        """Return the only output over the plane of the two inputs, from `low` to `high`.

        `x` and `y` are the least and the largest value of the first and the second input.
        """
        size = max(2, min(size, MOST_PLANE))
        across, down = np.meshgrid(np.linspace(*x, size), np.linspace(y[1], y[0], size))
        with np.errstate(all="ignore"):
            theta = self._plan.pack(parameters)
            passed = forward(self._plan, theta, np.stack([across.ravel(), down.ravel()]))
        values = passed.a[self._plan.output_rows[0]].reshape(size, size)
        shares = np.clip(np.nan_to_num((values - low) / (high - low), nan=0.5), 0.0, 1.0)
        shades = np.round(shares * 255).astype(np.uint8).tobytes()
        middle = (low + high) / 2
        return Plane(size, x, y, shades, contour(values - middle, x, y))

    def _setup_of(self, row: int | Sequence[int] | None) -> Setup:
        setup = self._setup
        if row is None:
            return setup
        chosen = [row] if isinstance(row, int) else list(row)
        return replace(setup, x_train=setup.x_train[:, chosen], y_train=setup.y_train[:, chosen])


def contour(values: Array, x: tuple[float, float], y: tuple[float, float]) -> tuple[Segment, ...]:
    """Return the pieces of the line on which a field on a grid (rows downwards) is 0.

    Every square of the grid is cut into two triangles, in each of which the field is taken as
    flat: then the line is straight and never ambiguous.
    """
    rows, columns = values.shape
    xs, ys = np.linspace(*x, columns).tolist(), np.linspace(y[1], y[0], rows).tolist()
    above = values > 0
    corners = (above[:-1, :-1], above[:-1, 1:], above[1:, :-1], above[1:, 1:])
    count = sum(corner.astype(np.int8) for corner in corners)
    found: list[Segment] = []
    for row, column in np.argwhere((count > 0) & (count < len(corners))).tolist():
        square = [
            (xs[column + right], ys[row + below], float(values[row + below, column + right]))
            for right, below in ((0, 0), (1, 0), (0, 1), (1, 1))
        ]
        for triangle in (square[:3], square[1:]):
            found.extend(_cut(triangle))
    return tuple(found)


def _cut(triangle: Sequence[tuple[float, float, float]]) -> list[Segment]:
    """Return the piece of the zero line in a triangle of corners (x, y, value), if any."""
    ends: list[float] = []
    for index, (x, y, value) in enumerate(triangle):
        other_x, other_y, other = triangle[index - 1]
        if (value > 0) != (other > 0):
            share = value / (value - other)
            ends += [x + share * (other_x - x), y + share * (other_y - y)]
    return [(ends[0], ends[1], ends[2], ends[3])] if ends else []
