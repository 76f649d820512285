"""A learner with paper and pencil: small networks, and their updates rounded at every stage."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import parse_number, show
from chainrule.network.names import Optimizer
from chainrule.session.operations import Kind
from chainrule.session.run import Run
from chainrule.teaching.notation import Notation
from chainrule.teaching.origins import Source, operands
from helpers.graphs import random_project, with_training

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation

    Rounding = Callable[[float, Kind | None], float]

MOST_NEURONS = 9
RATES = (0.05, 0.1, 0.2, 0.5)


def small_project(random: Random, optimizers: tuple[Optimizer, ...] = (Optimizer.SGD,)) -> Project:
    """Return a network that a person could work through, with a batch of 1 to 3."""
    while True:
        project = random_project(random, kinds=("tiny", "layered", "tangled"))
        if 2 <= len(project.network.neurons) <= MOST_NEURONS and project.network.inputs:
            break
    project = with_training(
        project,
        optimizer=random.choice(optimizers),
        learning_rate=random.choice(RATES),
        batch_size=random.choice((1, 1, 2, 3)),
    )
    return friendly(project, random.choice((1, 2, 2, 3))) if random.random() < 0.7 else project


def friendly(project: Project, decimals: int) -> Project:
    """Return the project with weights and data of few decimals."""
    network = project.network
    values = {name: round(value, decimals) for name, value in network.parameters.items()}
    rows = tuple(tuple(round(cell, decimals) for cell in row) for row in project.data.train)
    return replace(
        project,
        network=network.with_parameters(values),
        data=replace(project.data, train=rows, test=()),
    )


def open_ledger(project: Project, updates: int) -> tuple[Project, Ledger]:
    """Return the ledger of an update after some others, so that there is velocity."""
    run = Run(project)
    for _ in range(updates):
        run.train()
    return project, run.open_next()


def three_digits(value: float, _kind: Kind | None) -> float:
    """Round to three significant digits."""
    return float(f"{value:.2e}")


def four_digits(value: float, _kind: Kind | None) -> float:
    return float(f"{value:.3e}")


PLAIN = {Kind.SUM, Kind.ACTIVATE, Kind.MULTIPLY, Kind.INPUT, Kind.NEW_VALUE, None}


def as_shown(value: float, kind: Kind | None) -> float:
    """Round to what the screen shows with three decimals."""
    on_screen = Shown.ACTIVATION if kind in PLAIN else Shown.GRADIENT
    number = parse_number(show(value, on_screen, Notation()))
    assert number is not None
    return number


class Learner:
    """Works through an update and goes on with rounded numbers.

    `from_signal` finds the slopes of sigmoid and tanh from a, as in a·(1 − a).
    """

    def __init__(
        self, project: Project, ledger: Ledger, rounding: Rounding, *, from_signal: bool = False
    ) -> None:
        self.project, self.ledger, self.rounding = project, ledger, rounding
        self.from_signal = from_signal
        self.values: dict[tuple[Kind, str, int | None], float] = {}

    def work(self) -> list[tuple[int, Operation, float]]:
        """Return what the learner finds for every operation, as far as it can be found."""
        found = []
        for index, operation in self._in_order():
            try:
                exact = self._find(operation)
            except (ZeroDivisionError, ValueError, OverflowError):
                return found  # a share rounded to 0 or 1 has no logarithm: no one could go on
            value = self.rounding(exact, operation.kind)
            self.values[operation.kind, operation.target, operation.sample] = value
            found.append((index, operation, value))
        return found

    def _in_order(self) -> list[tuple[int, Operation]]:
        """Return the operations with every sum of a level before its activations.

        Softmax needs them all.
        """
        order = list(enumerate(self.ledger))
        late = {Kind.ACTIVATE: 1, Kind.DELTA: 1}
        softmax = {
            index: late[each.kind]
            for index, each in order
            if each.form in ("softmax", "jacobian") and each.kind in late
        }
        groups = [(self.ledger.group_at(index).start, index, each) for index, each in order]
        groups.sort(key=lambda one: (one[0], self._rank(one[2], softmax.get(one[1], 0)), one[1]))
        return [(index, each) for _, index, each in groups]

    def _rank(self, operation: Operation, late: int) -> int:
        after_delta = (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.PASS_BACK)
        return 2 if operation.kind in after_delta else late

    def _find(self, operation: Operation) -> float:
        named = operands(self.project, self.ledger, operation)
        numbers = []
        for operand in named:
            if operand.kind is not None:
                numbers.append(self.values[operand.kind, operand.name, operand.sample])
            elif operand.source in (Source.COUNT, Source.SETTING, Source.RULE):
                numbers.append(operand.value)
            else:
                numbers.append(self.rounding(operand.value, None))
        return self._formula(operation, numbers)

    def _formula(self, operation: Operation, n: list[float]) -> float:
        kind, form = operation.kind, operation.form
        if kind in (Kind.MULTIPLY, Kind.PASS_BACK, Kind.WEIGHT_GRADIENT):
            return n[0] * n[1]
        if kind in (Kind.INPUT, Kind.BIAS_GRADIENT):
            return n[0]
        if kind in (Kind.SUM, Kind.ACTIVATION_GRADIENT):
            return sum(n)
        if kind is Kind.ACTIVATE:
            return activation(form, n)
        if kind is Kind.SLOPE:
            if self.from_signal and form in ("sigmoid", "tanh"):
                a = self.values[Kind.ACTIVATE, operation.target, operation.sample]
                return a * (1 - a) if form == "sigmoid" else 1 - a * a
            return slope(form, n[0])
        if kind is Kind.LOSS:
            return self._loss(form, n)
        if kind is Kind.LOSS_SLOPE:
            a, y, outputs = n
            return {
                "half_squared_error": lambda: a - y,
                "mean_squared_error": lambda: 2 * (a - y) / outputs,
                "binary_cross_entropy": lambda: (a - y) / (a * (1 - a)),
                "cross_entropy": lambda: -y / a,
            }[form]()
        if kind is Kind.DELTA:
            return delta(form, n)
        return self._update(operation, n)

    def _loss(self, form: str, n: list[float]) -> float:
        pairs = list(zip(n[::2], n[1::2], strict=True))
        keep = lambda value: self.rounding(value, Kind.LOSS)  # noqa: E731
        if form == "half_squared_error":
            return 0.5 * sum(keep((a - y) ** 2) for a, y in pairs)
        if form == "mean_squared_error":
            return sum(keep((a - y) ** 2) for a, y in pairs) / len(pairs)
        if form == "cross_entropy":
            return sum(keep(-y * math.log(a)) for a, y in pairs if y)
        return sum(
            (keep(-y * math.log(a)) if y else 0.0)
            + (keep(-(1 - y) * math.log(1 - a)) if y != 1 else 0.0)
            for a, y in pairs
        )

    def _update(self, operation: Operation, n: list[float]) -> float:
        kind, form = operation.kind, operation.form
        if kind is Kind.VELOCITY:
            return n[0] * n[1] - n[2] * n[3]
        if kind is Kind.BATCH_GRADIENT:
            plus = form.endswith("+")
            samples = n[:-3] if plus else n
            whole = sum(samples) / (len(samples) if form.startswith("mean") else 1)
            if not plus:
                return whole
            l1, l2, w = n[-3:]
            return whole + l1 * ((w > 0) - (w < 0)) + l2 * w
        if form == "nesterov":
            return n[0] + n[1] * n[2] - n[3] * n[4]
        if form in ("rmsprop", "adam"):
            return self._scaled(operation, n)
        return n[0] + n[1]

    def _scaled(self, operation: Operation, n: list[float]) -> float:
        """Return a new value from the learner's own gradient and the memory kept exactly."""
        narrator, name = self.ledger.narrator, operation.target
        g = self.values[Kind.BATCH_GRADIENT, name, None]
        before = narrator.update.slots_before

        def kept(slot: str) -> float:
            return narrator._by_name(narrator.plan.unpack(before[slot]))[name]

        if operation.form == "rmsprop":
            return n[0] - n[1] * g / (math.sqrt(0.9 * kept("square") + 0.1 * g * g) + n[4])
        t = kept("steps") + 1
        mean = (0.9 * kept("mean") + 0.1 * g) / (1 - 0.9**t)
        square = (0.999 * kept("square") + 0.001 * g * g) / (1 - 0.999**t)
        return n[0] - n[1] * mean / (math.sqrt(square) + n[4])


def activation(form: str, n: list[float]) -> float:
    """Return f(z) as a textbook has it."""
    z = n[0]
    return {
        "linear": lambda: z,
        "sigmoid": lambda: 1 / (1 + math.exp(-z)),
        "tanh": lambda: math.tanh(z),
        "relu": lambda: max(0.0, z),
        "leaky_relu": lambda: z if z > 0 else 0.01 * z,
        "elu": lambda: z if z > 0 else math.exp(z) - 1,
        "softplus": lambda: math.log(1 + math.exp(z)),
        "gelu": lambda: z * 0.5 * (1 + math.erf(z / math.sqrt(2))),
        "silu": lambda: z / (1 + math.exp(-z)),
        "softmax": lambda: math.exp(z) / sum(math.exp(each) for each in n[1:]),
    }[form]()


def slope(form: str, z: float) -> float:
    """Return f′(z) as a textbook has it."""
    sigmoid = 1 / (1 + math.exp(-z))
    return {
        "linear": lambda: 1.0,
        "sigmoid": lambda: sigmoid * (1 - sigmoid),
        "tanh": lambda: 1 - math.tanh(z) ** 2,
        "relu": lambda: float(z > 0),
        "leaky_relu": lambda: 1.0 if z > 0 else 0.01,
        "elu": lambda: 1.0 if z > 0 else math.exp(z),
        "softplus": lambda: sigmoid,
        "gelu": lambda: (
            0.5 * (1 + math.erf(z / math.sqrt(2)))
            + z * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        ),
        "silu": lambda: sigmoid + z * sigmoid * (1 - sigmoid),
    }[form]()


def delta(form: str, n: list[float]) -> float:
    """Return δ by the rule that the ledger names."""
    if form == "difference":
        return n[0] - n[1]
    if form == "scaled_difference":
        return n[0] * n[1] - n[2]
    if form == "jacobian":
        return n[0] * (n[1] - sum(a * g for a, g in zip(n[2::2], n[3::2], strict=True)))
    return n[0] * n[1]
