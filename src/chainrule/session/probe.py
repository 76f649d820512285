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
from chainrule.network.project import Data
from chainrule.session.insight import weight_places
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
        self._means: tuple[tuple[object, ...], tuple[tuple[int, float], ...]] | None = None

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
        if not 0 <= row < len(self.project.data.train):
            return None
        return self._traced(self.project, self._setup, parameters, row)

    def asked_ledger(
        self, parameters: Mapping[str, float], inputs: Mapping[str, float]
    ) -> Ledger | None:
        """Return the ledger of inputs that are no row, as sample 1; its targets are taken as 0."""
        project = self.project
        names = tuple(neuron.id for neuron in project.network.inputs)
        targets = tuple(neuron.id for neuron in project.network.outputs)
        row = (*(inputs[name] for name in names), *(0.0 for _ in targets))
        alone = replace(project, data=Data(names, targets, (row,)))
        return self._traced(alone, Setup.of(alone), parameters, 0)

    def _traced(
        self, project: Project, setup: Setup, parameters: Mapping[str, float], row: int
    ) -> Ledger | None:
        training = replace(project.training, batch_size=1, shuffle=False)
        order = tuple(range(setup.samples))
        theta = self._plan.pack(parameters)
        start = Snapshot(theta, {}, 0, 0, row, 1, order, training.seed)
        try:
            update = Trainer(self._plan, setup, training, start).update()
        except NonFinite:
            return None
        return Ledger(project, self._plan, update)

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

    def gradient_means(
        self, parameters: Mapping[str, float], rows: Sequence[int] | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Return (level, mean |∂L/∂w| of the weights into it) for every level that has some.

        L is the loss of the whole training set, or of some of its `rows` (from 0). Those of what
        was last asked about are known: looking costs no pass.
        """
        asked = dict(parameters), rows
        if self._means is None or self._means[0] != asked:
            self._means = asked, self._gradient_means(parameters, rows)
        return self._means[1]

    def _gradient_means(
        self, parameters: Mapping[str, float], rows: Sequence[int] | None
    ) -> tuple[tuple[int, float], ...]:
        plan, theta = self._plan, self._plan.pack(parameters)
        setup = self._setup_of(rows)
        with np.errstate(all="ignore"):
            passed = forward(plan, theta, setup.x_train)
            reduction = self.project.training.reduction
            back = backward(plan, theta, passed, setup.y_train, setup.loss, reduction)
        sizes = np.abs(back.gradient)
        return tuple((at, float(sizes[places].mean())) for at, places in self._weights.items())

    @cached_property
    def _weights(self) -> Mapping[int, NDArray[np.intp]]:
        return weight_places(self._plan)

    def _setup_of(self, row: int | Sequence[int] | None) -> Setup:
        setup = self._setup
        if row is None:
            return setup
        chosen = [row] if isinstance(row, int) else list(row)
        return replace(setup, x_train=setup.x_train[:, chosen], y_train=setup.y_train[:, chosen])
