"""The operations of one group, read from the arrays of the passes.

A pass keeps z, a, δ and the gradients; the products on single connections are formed here and
nowhere else, so that every place that shows one shows the same digits.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Optimizer
from chainrule.session.operations import Kind, Operation, Phase
from chainrule.session.sample_numbers import read_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.engine.plan import Plan
    from chainrule.engine.trainer import Update
    from chainrule.network.graph import Connection, Neuron
    from chainrule.network.project import Project
    from chainrule.session.operations import Subject
    from chainrule.session.sample_numbers import SampleNumbers

Told = tuple[Kind, "Subject", str, tuple[float, ...], float]
"""kind, subject, form, operands and value"""


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
            self._samples[index] = read_sample(self.network, self.plan, self.update, index)
        return self._samples[index]

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

    def tell_parameter(self, kind: Kind, name: str) -> Operation | None:
        """Tell one parameter's operation of the update by itself; None when there is no such one.

        It costs nothing to ask for one of thousands.
        """
        told = self._parameters_told(kind, {name: self._subjects[name]})
        number = self.update.update
        return next((Operation(number, None, Phase.UPDATE, *one) for one in told), None)

    def tell_gradient(self, name: str, index: int) -> Operation:
        """Tell the gradient of a parameter for the batch's sample `index` (from 0) by itself."""
        numbers, subject = self.sample(index), self._subjects[name]
        told = self._sample_gradient(numbers, subject)
        return Operation(self.update.update, numbers.row, Phase.BACKWARD, *told)

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
            for link in self.network.incoming[neuron.id]:
                yield self._sample_gradient(numbers, link.key)
            yield self._sample_gradient(numbers, neuron.id)
        for neuron in neurons:
            for link in self.network.incoming[neuron.id]:
                if not self.network.by_id[link.source].is_input:
                    factors = (self.before[link.name], numbers.delta[neuron.id])
                    yield Kind.PASS_BACK, link.key, "", factors, factors[0] * factors[1]

    def _sample_gradient(self, numbers: SampleNumbers, subject: Subject) -> Told:
        """Tell a sample's gradient of a weight, or of a neuron's bias."""
        if isinstance(subject, tuple):
            delta, signal = numbers.delta[subject[1]], numbers.a[subject[0]]
            return Kind.WEIGHT_GRADIENT, subject, "", (delta, signal), delta * signal
        delta = numbers.delta[str(subject)]
        return Kind.BIAS_GRADIENT, subject, "", (delta,), delta

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
        for kind in (Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE):
            yield from self._parameters_told(kind, self._subjects)

    def _parameters_told(self, kind: Kind, subjects: dict[str, Subject]) -> Iterator[Told]:
        """Tell an operation of the update for some parameters; locked ones only have gradients."""
        if kind is Kind.BATCH_GRADIENT:
            return self._batch_gradients(subjects)
        locked = self.network.locked
        free = {name: subject for name, subject in subjects.items() if name not in locked}
        if kind is Kind.NEW_VALUE:
            return self._new_values(free)
        return self._velocities(free if self.training.optimizer is Optimizer.SGD else {})

    @cached_property
    def _subjects(self) -> dict[str, Subject]:
        subjects: dict[str, Subject] = {link.name: link.key for link in self.network.connections}
        subjects.update({neuron.bias_name: neuron.id for neuron in self.network.computed})
        return subjects

    def _batch_gradients(self, subjects: dict[str, Subject]) -> Iterator[Told]:
        for name, subject in subjects.items():
            form, operands = self._gradient_form(name, subject)
            yield Kind.BATCH_GRADIENT, subject, form, operands, self.gradients[name]

    def _gradient_form(self, name: str, subject: Subject) -> tuple[str, tuple[float, ...]]:
        parts = self._parts(subject)
        form = self.training.reduction.value
        if isinstance(subject, tuple) and (self.training.l1 or self.training.l2):
            return f"{form}+", (*parts, self.training.l1, self.training.l2, self.before[name])
        return form, parts

    def _parts(self, subject: Subject) -> tuple[float, ...]:
        """Return the gradients of all samples, without reading all numbers of each."""
        row, deltas = self.plan.row, self.update.backward.delta
        if not isinstance(subject, tuple):
            return tuple(deltas[row[str(subject)]].tolist())
        source, target = subject
        signals = self.update.forward.a[row[source]].tolist()
        pairs = zip(deltas[row[target]].tolist(), signals, strict=True)
        return tuple(delta * signal for delta, signal in pairs)

    def _slot(self, slots: object, slot: str) -> dict[str, float]:
        return self._by_name(self.plan.unpack(slots[slot]))  # type: ignore[index]

    def _velocities(self, free: dict[str, Subject]) -> Iterator[Told]:
        if not free:
            return
        old = self._slot(self.update.slots_before, "velocity")
        new = self._slot(self.update.slots_after, "velocity")
        training = self.training
        for name, subject in free.items():
            numbers = (training.momentum, old[name], training.learning_rate, self.gradients[name])
            yield Kind.VELOCITY, subject, "", numbers, new[name]

    def _new_values(self, free: dict[str, Subject]) -> Iterator[Told]:
        operands = self._step_operands
        form = self.training.optimizer.value
        if self.training.optimizer is Optimizer.SGD:
            form = "nesterov" if self.training.nesterov else ""
        for name, subject in free.items():
            numbers = (self.before[name], *operands[name])
            yield Kind.NEW_VALUE, subject, form, numbers, self.after[name]

    @cached_property
    def _step_operands(self) -> dict[str, tuple[float, ...]]:
        """Return what is added to each parameter, or the numbers of the rule that gives it."""
        training, after = self.training, self.update.slots_after
        rate = training.learning_rate
        if training.optimizer is Optimizer.SGD:
            velocity = self._slot(after, "velocity")
            if training.nesterov:
                momentum, gradients = training.momentum, self.gradients
                return {
                    name: (momentum, value, rate, gradients[name])
                    for name, value in velocity.items()
                }
            return {name: (velocity[name],) for name in velocity}
        scaled = self.update.scaled_step
        if scaled is None:
            return {}
        direction, size, epsilon = scaled
        directions = self._by_name(self.plan.unpack(direction))
        sizes = self._by_name(self.plan.unpack(size))
        return {name: (rate, directions[name], sizes[name], epsilon) for name in directions}
