"""The operations of one group, read from the arrays of the passes.

A pass keeps z, a, δ and the gradients; the products on single connections are formed here and
nowhere else, so that every place that shows one shows the same digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Optimizer
from chainrule.session.operations import Kind, Operation, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.trainer import Update
    from chainrule.network.graph import Connection, Neuron
    from chainrule.network.project import Project
    from chainrule.session.operations import Subject

    Array = NDArray[np.float64]

Told = tuple[Kind, "Subject", str, tuple[float, ...], float]
"""kind, subject, form, operands and value"""


@dataclass(frozen=True)
class SampleNumbers:
    """The numbers of one sample of an update, by neuron id."""

    row: int
    z: dict[str, float]
    a: dict[str, float]
    slope: dict[str, float]
    activation_gradient: dict[str, float]
    delta: dict[str, float]
    loss_slope: dict[str, float]
    target: dict[str, float]
    target_total: float
    loss: float


class Narrator:
    """Tells the operations of one traced update."""

    def __init__(self, project: Project, plan: Plan, update: Update) -> None:
        self.network = project.network
        self.loss = project.loss
        self.training = update.training
        self.plan = plan
        self.update = update
        self._samples: dict[int, SampleNumbers] = {}

    @cached_property
    def before(self) -> dict[str, float]:
        """Every parameter before the update, by name."""
        return self._by_name(self.plan.unpack(self.update.before))

    @cached_property
    def after(self) -> dict[str, float]:
        """Every parameter after the update, by name."""
        return self._by_name(self.plan.unpack(self.update.after))

    @cached_property
    def gradients(self) -> dict[str, float]:
        """Every parameter's gradient of the batch, by name."""
        return self._by_name(self.plan.unpack(self.update.batch_gradient))

    def _by_name(self, values: object) -> dict[str, float]:
        numbers = values.tolist()  # type: ignore[attr-defined]
        return dict(zip(self.network.parameter_names, numbers, strict=True))

    def sample(self, index: int) -> SampleNumbers:
        """Return the numbers of the batch's sample `index` (from 0)."""
        if index not in self._samples:
            self._samples[index] = self._read(index)
        return self._samples[index]

    def _read(self, index: int) -> SampleNumbers:
        forward, backward = self.update.forward, self.update.backward
        rows = self.plan.row
        outputs = [neuron.id for neuron in self.network.outputs]

        def column(array: Array) -> dict[str, float]:
            numbers = array[:, index].tolist()
            return {name: numbers[row] for name, row in rows.items()}

        def by_output(array: Array) -> dict[str, float]:
            return dict(zip(outputs, array[:, index].tolist(), strict=True))

        return SampleNumbers(
            self.update.rows[index] + 1,
            column(forward.z),
            column(forward.a),
            column(backward.slope),
            column(backward.activation_gradient),
            column(backward.delta),
            by_output(backward.loss_slope),
            by_output(self.update.targets),
            float(self.update.targets.sum(axis=0)[index]),
            float(backward.losses[index]),
        )

    def tell(self, phase: Phase, index: int, level: int) -> Iterator[Operation]:
        """Yield the operations of a phase: of the sample `index` at `level`, or of the update."""
        if phase is Phase.UPDATE:
            told, row = self._updating(), None
        else:
            numbers = self.sample(index)
            row = numbers.row
            told = {
                Phase.FORWARD: self._forward,
                Phase.LOSS: self._loss,
                Phase.BACKWARD: self._backward,
            }[phase](numbers, level)
        for kind, subject, form, operands, value in told:
            number = self.update.update
            yield Operation(number, row, phase, kind, subject, form, operands, value)

    def _forward(self, numbers: SampleNumbers, level: int) -> Iterator[Told]:
        if level <= 1:
            for neuron in self.network.inputs:
                value = numbers.a[neuron.id]
                yield Kind.INPUT, neuron.id, "", (value,), value
        for name in self.network.levels[level] if level else ():
            yield from self._neuron_forward(numbers, self.network.by_id[name])

    def _neuron_forward(self, numbers: SampleNumbers, neuron: Neuron) -> Iterator[Told]:
        products = []
        for link in self.network.incoming[neuron.id]:
            factors = (self.before[link.name], numbers.a[link.source])
            products.append(factors[0] * factors[1])
            yield Kind.MULTIPLY, link.key, "", factors, products[-1]
        z = numbers.z[neuron.id]
        yield Kind.SUM, neuron.id, "", (*products, self.before[neuron.bias_name]), z
        operands: tuple[float, ...] = (z,)
        if neuron.activation is Activation.SOFTMAX:
            operands += tuple(numbers.z[output.id] for output in self.network.outputs)
        form = neuron.activation.value
        yield Kind.ACTIVATE, neuron.id, form, operands, numbers.a[neuron.id]

    def _loss(self, numbers: SampleNumbers, _level: int) -> Iterator[Told]:
        outputs = [neuron.id for neuron in self.network.outputs]
        operands = tuple(
            value for name in outputs for value in (numbers.a[name], numbers.target[name])
        )
        yield Kind.LOSS, None, self.loss.value, operands, numbers.loss

    def _backward(self, numbers: SampleNumbers, level: int) -> Iterator[Told]:
        neurons = [self.network.by_id[name] for name in self.network.levels[level]]
        for neuron in neurons:
            yield from self._neuron_backward(numbers, neuron)
        for neuron in neurons:
            delta = numbers.delta[neuron.id]
            for link in self.network.incoming[neuron.id]:
                signal = numbers.a[link.source]
                yield Kind.WEIGHT_GRADIENT, link.key, "", (delta, signal), delta * signal
            yield Kind.BIAS_GRADIENT, neuron.id, "", (delta,), delta
        for neuron in neurons:
            for link in self.network.incoming[neuron.id]:
                if not self.network.by_id[link.source].is_input:
                    factors = (self.before[link.name], numbers.delta[neuron.id])
                    yield Kind.PASS_BACK, link.key, "", factors, factors[0] * factors[1]

    def _neuron_backward(self, numbers: SampleNumbers, neuron: Neuron) -> Iterator[Told]:
        name = neuron.id
        is_output = name in numbers.loss_slope
        blame = numbers.activation_gradient[name]
        if is_output:
            pair = (numbers.a[name], numbers.target[name], float(len(numbers.target)))
            yield Kind.LOSS_SLOPE, name, self.loss.value, pair, numbers.loss_slope[name]
        if not is_output or self.network.outgoing[name]:
            parts = tuple(self._passed(numbers, link) for link in self.network.outgoing[name])
            own = (numbers.loss_slope[name],) if is_output else ()
            yield Kind.ACTIVATION_GRADIENT, name, "", (*own, *parts) or (0.0,), blame
        if neuron.activation is not Activation.SOFTMAX:
            z, slope = numbers.z[name], numbers.slope[name]
            yield Kind.SLOPE, name, neuron.activation.value, (z,), slope
        form, operands = self._delta_form(numbers, neuron)
        yield Kind.DELTA, name, form, operands, numbers.delta[name]

    def _passed(self, numbers: SampleNumbers, link: Connection) -> float:
        return self.before[link.name] * numbers.delta[link.target]

    def _delta_form(self, numbers: SampleNumbers, neuron: Neuron) -> tuple[str, tuple[float, ...]]:
        """Return how δ came about: blame × slope, the exact difference, or softmax's Jacobian."""
        name = neuron.id
        if name in self.update.backward.exact_deltas:
            total = numbers.target_total
            if neuron.activation is Activation.SOFTMAX and total != 1.0:
                return "scaled_difference", (numbers.a[name], total, numbers.target[name])
            return "difference", (numbers.a[name], numbers.target[name])
        if neuron.activation is Activation.SOFTMAX:
            pairs = [
                value
                for output in self.network.outputs
                for value in (numbers.a[output.id], numbers.activation_gradient[output.id])
            ]
            return "jacobian", (numbers.a[name], numbers.activation_gradient[name], *pairs)
        return "", (numbers.activation_gradient[name], numbers.slope[name])

    def _updating(self) -> Iterator[Told]:
        gradients = self.gradients
        subjects = self._subjects()
        for name, subject in subjects.items():
            form, operands = self._gradient_form(name, subject)
            yield Kind.BATCH_GRADIENT, subject, form, operands, gradients[name]
        free = {
            name: subject for name, subject in subjects.items() if name not in self.network.locked
        }
        if self.training.optimizer is Optimizer.SGD:
            yield from self._velocities(free, gradients)
        yield from self._new_values(free, gradients)

    def _subjects(self) -> dict[str, Subject]:
        subjects: dict[str, Subject] = {link.name: link.key for link in self.network.connections}
        subjects.update({neuron.bias_name: neuron.id for neuron in self.network.computed})
        return subjects

    def _gradient_form(self, name: str, subject: Subject) -> tuple[str, tuple[float, ...]]:
        samples = [self.sample(index) for index in range(len(self.update.rows))]
        if isinstance(subject, tuple):
            source, target = subject
            parts = tuple(numbers.delta[target] * numbers.a[source] for numbers in samples)
        else:
            parts = tuple(numbers.delta[str(subject)] for numbers in samples)
        form = self.training.reduction.value
        if isinstance(subject, tuple) and (self.training.l1 or self.training.l2):
            return f"{form}+", (*parts, self.training.l1, self.training.l2, self.before[name])
        return form, parts

    def _slot(self, slots: object, slot: str) -> dict[str, float]:
        return self._by_name(self.plan.unpack(slots[slot]))  # type: ignore[index]

    def _velocities(self, free: dict[str, Subject], gradients: dict[str, float]) -> Iterator[Told]:
        old = self._slot(self.update.slots_before, "velocity")
        new = self._slot(self.update.slots_after, "velocity")
        training = self.training
        for name, subject in free.items():
            numbers = (training.momentum, old[name], training.learning_rate, gradients[name])
            yield Kind.VELOCITY, subject, "", numbers, new[name]

    def _new_values(self, free: dict[str, Subject], gradients: dict[str, float]) -> Iterator[Told]:
        operands = self._step_operands(gradients)
        form = self.training.optimizer.value
        if self.training.optimizer is Optimizer.SGD:
            form = "nesterov" if self.training.nesterov else ""
        for name, subject in free.items():
            numbers = (self.before[name], *operands[name])
            yield Kind.NEW_VALUE, subject, form, numbers, self.after[name]

    def _step_operands(self, gradients: dict[str, float]) -> dict[str, tuple[float, ...]]:
        """Return what is added to each parameter, or the numbers of the rule that gives it."""
        training, after = self.training, self.update.slots_after
        rate = training.learning_rate
        if training.optimizer is Optimizer.SGD:
            velocity = self._slot(after, "velocity")
            if training.nesterov:
                momentum = training.momentum
                return {
                    name: (momentum, velocity[name], rate, gradients[name]) for name in velocity
                }
            return {name: (velocity[name],) for name in velocity}
        scaled = self.update.scaled_step
        if scaled is None:
            return {}
        direction, size, epsilon = scaled
        directions = self._by_name(self.plan.unpack(direction))
        sizes = self._by_name(self.plan.unpack(size))
        return {name: (rate, directions[name], sizes[name], epsilon) for name in directions}
