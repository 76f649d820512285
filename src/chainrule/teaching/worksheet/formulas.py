"""The formula of every value that a worksheet asks for, in the symbols of the network.

The same formula with its signs replaced by numbers is the working of the key, see `working`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.session.operations import Kind
from chainrule.teaching.worksheet.pieces import Number, Quantity, Raised, Sign, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chainrule.network.graph import Neuron
    from chainrule.network.project import Project
    from chainrule.session.operations import Operation
    from chainrule.teaching.worksheet.asking import Asked
    from chainrule.teaching.worksheet.pieces import Formula, Piece

TIMES, MINUS = " · ", " − "
LEFT_SIDES = {
    Kind.SUM: Quantity.SUM,
    Kind.ACTIVATE: Quantity.SENT,
    Kind.LOSS: Quantity.LOSS,
    Kind.SLOPE: Quantity.SLOPE,
    Kind.DELTA: Quantity.DELTA,
    Kind.WEIGHT_GRADIENT: Quantity.GRADIENT,
    Kind.BIAS_GRADIENT: Quantity.GRADIENT,
    Kind.BATCH_GRADIENT: Quantity.BATCH_GRADIENT,
    Kind.VELOCITY: Quantity.VELOCITY,
    Kind.NEW_VALUE: Quantity.NEW_VALUE,
}


class Formulas:
    """Writes the formulas of a project."""

    def __init__(self, project: Project, asked: Asked) -> None:
        self._project = project
        self._network = project.network
        self._asked = asked

    def symbol(self, operation: Operation) -> Sign:
        """Return what the value is called; a linear neuron sends its sum."""
        quantity = LEFT_SIDES[operation.kind]
        if operation.kind is Kind.SUM:
            linear = self._network.by_id[operation.target].activation is Activation.LINEAR
            quantity = Quantity.SENT if linear else quantity
        return Sign(quantity, operation.target)

    def formula(self, operation: Operation) -> Formula:
        """Return how the value is found."""
        return tuple(_WRITTEN[operation.kind](self, operation))

    def _sum(self, operation: Operation) -> Iterable[Piece]:
        neuron = self._network.by_id[operation.target]
        terms: list[Sequence[Piece]] = [
            (Sign(Quantity.PARAMETER, link.name), TIMES, Sign(Quantity.SENT, link.source))
            for link in self._network.incoming[neuron.id]
        ]
        if neuron.bias or not neuron.bias_locked or not terms:
            terms.append((Sign(Quantity.PARAMETER, neuron.bias_name),))
        return _joined(terms, " + ")

    def _activate(self, operation: Operation) -> Iterable[Piece]:
        neuron = self._network.by_id[operation.target]
        if neuron.activation is Activation.SOFTMAX:
            powers: list[Sequence[Piece]] = [_power(one) for one in self._network.outputs]
            return (*_power(neuron), " ÷ (", *_joined(powers, " + "), ")")
        return f"{function_name(neuron.activation)}(", Sign(Quantity.SUM, neuron.id), ")"

    def _loss(self, _operation: Operation) -> Iterable[Piece]:
        outputs = self._network.outputs
        loss = self._project.loss
        terms = [_LOSS_TERMS[loss](neuron) for neuron in outputs]
        if loss in (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR):
            inner = _joined(terms, " + ")
            bracketed: Sequence[Piece] = ("(", *inner, ")") if len(terms) > 1 else tuple(inner)
            if loss is Loss.HALF_SQUARED_ERROR:
                return "½ · ", *bracketed
            return (*bracketed, f" ÷ {len(terms)}") if len(terms) > 1 else bracketed
        return "−[", *_joined(terms, " + "), "]"

    def _slope(self, operation: Operation) -> Iterable[Piece]:
        neuron = self._network.by_id[operation.target]
        sent, z = Sign(Quantity.SENT, neuron.id), Sign(Quantity.SUM, neuron.id)
        if neuron.activation is Activation.SIGMOID:
            return sent, " · (1 − ", sent, ")"
        if neuron.activation is Activation.TANH:
            return "1 − ", sent, "²"
        if neuron.activation is Activation.SOFTPLUS:
            return "σ(", z, ")"
        return f"{function_name(neuron.activation)}′(", z, ")"

    def _delta(self, operation: Operation) -> Iterable[Piece]:
        neuron = self._network.by_id[operation.target]
        sent, target = Sign(Quantity.SENT, neuron.id), Sign(Quantity.TARGET, neuron.id)
        if operation.form == "difference":
            return sent, MINUS, target
        if operation.form == "scaled_difference":
            targets = [(Sign(Quantity.TARGET, one.id),) for one in self._network.outputs]
            return sent, " · (", *_joined(targets, " + "), ")", MINUS, target
        if operation.form == "jacobian":
            outputs = self._network.outputs
            terms = [
                (Sign(Quantity.SENT, one.id), TIMES, Sign(Quantity.BLAME, one.id))
                for one in outputs
            ]
            blame = Sign(Quantity.BLAME, neuron.id)
            return sent, " · (", blame, MINUS, "(", *_joined(terms, " + "), "))"
        blame_terms = self._blame(neuron)
        if neuron.activation is Activation.LINEAR:
            return _joined(blame_terms, " + ")
        slope = self._slope_factor(operation, neuron)
        if len(blame_terms) == 1 and TIMES in blame_terms[0]:
            return *blame_terms[0], TIMES, *slope
        return "(", *_joined(blame_terms, " + "), ")", TIMES, *slope

    def _slope_factor(self, operation: Operation, neuron: Neuron) -> Iterable[Piece]:
        """Return f′(z) as a factor: by its name where it is asked for, else how it is found."""
        if Kind.SLOPE in self._asked.kinds:
            return (Sign(Quantity.SLOPE, neuron.id),)
        pieces = self._slope(operation)
        return ("(", *pieces, ")") if neuron.activation is Activation.TANH else pieces

    def _blame(self, neuron: Neuron) -> list[Sequence[Piece]]:
        """Return the terms of ∂L/∂a: of the loss, and what comes back over each connection."""
        terms: list[Sequence[Piece]] = []
        if neuron.role is Role.OUTPUT:
            terms.append(self._loss_slope(neuron))
        terms.extend(
            (Sign(Quantity.PARAMETER, link.name), TIMES, Sign(Quantity.DELTA, link.target))
            for link in self._network.outgoing[neuron.id]
        )
        return terms or [("0",)]

    def _loss_slope(self, neuron: Neuron) -> Sequence[Piece]:
        sent, target = Sign(Quantity.SENT, neuron.id), Sign(Quantity.TARGET, neuron.id)
        count = len(self._network.outputs)
        loss = self._project.loss
        if loss is Loss.HALF_SQUARED_ERROR:
            return sent, MINUS, target
        if loss is Loss.MEAN_SQUARED_ERROR:
            share = f" ÷ {count}" if count > 1 else ""
            return "2 · (", sent, MINUS, target, f"){share}"
        if loss is Loss.BINARY_CROSS_ENTROPY:
            return "(", sent, MINUS, target, ") ÷ (", sent, " · (1 − ", sent, "))"
        return "0 − ", target, " ÷ ", sent

    def _weight_gradient(self, operation: Operation) -> Iterable[Piece]:
        source, target = _ends(operation)
        return Sign(Quantity.DELTA, target), TIMES, Sign(Quantity.SENT, source)

    def _bias_gradient(self, operation: Operation) -> Iterable[Piece]:
        return (Sign(Quantity.DELTA, str(operation.subject)),)

    def _batch_gradient(self, operation: Operation) -> Iterable[Piece]:
        training, count = self._project.training, self._asked.samples
        terms = [(self._sample_gradient(operation, row),) for row in range(1, count + 1)]
        pieces: list[Piece] = list(_joined(terms, " + "))
        if training.reduction is Reduction.MEAN and count > 1:
            pieces = ["(", *pieces, f") ÷ {count}"]
        if isinstance(operation.subject, tuple):
            weight = Sign(Quantity.PARAMETER, operation.target)
            if training.l1:
                pieces += [" + ", Number(training.l1, Style.GIVEN), " · sgn(", weight, ")"]
            if training.l2:
                pieces += [" + ", Number(training.l2, Style.GIVEN), TIMES, weight]
        return pieces

    def _sample_gradient(self, operation: Operation, row: int) -> Sign:
        """Return a parameter's gradient of a sample: a bias's is δ, where it is not asked for."""
        if isinstance(operation.subject, tuple) or Kind.BIAS_GRADIENT in self._asked.kinds:
            return Sign(Quantity.GRADIENT, operation.target, row)
        return Sign(Quantity.DELTA, str(operation.subject), row)

    def _gradient(self, operation: Operation) -> Sign:
        """Return the gradient that the update uses."""
        if self._asked.reduces(self._project, operation):
            return Sign(Quantity.BATCH_GRADIENT, operation.target)
        return self._sample_gradient(operation, 1)

    def _velocity(self, operation: Operation) -> Iterable[Piece]:
        old = Sign(Quantity.OLD_VELOCITY, operation.target)
        momentum, rate = Sign(Quantity.MOMENTUM), Sign(Quantity.RATE)
        if not self._remembers(operation.target):
            return "0", MINUS, rate, TIMES, self._gradient(operation)
        return momentum, TIMES, old, MINUS, rate, TIMES, self._gradient(operation)

    def _new_value(self, operation: Operation) -> Iterable[Piece]:
        old = Sign(Quantity.PARAMETER, operation.target)
        rate, gradient = Sign(Quantity.RATE), self._gradient(operation)
        training = self._project.training
        if training.optimizer is not Optimizer.SGD:
            direction = Sign(Quantity.DIRECTION, operation.target)
            size = Sign(Quantity.SIZE, operation.target)
            return old, MINUS, rate, TIMES, direction, " ÷ (√", size, " + ε)"
        if not training.momentum:
            return old, MINUS, rate, TIMES, gradient
        velocity = Sign(Quantity.VELOCITY, operation.target)
        if training.nesterov:
            momentum = Sign(Quantity.MOMENTUM)
            return old, " + ", momentum, TIMES, velocity, MINUS, rate, TIMES, gradient
        if Kind.VELOCITY in self._asked.kinds:
            return old, " + ", velocity
        if not self._remembers(operation.target):
            return old, MINUS, rate, TIMES, gradient
        return old, " + ", *self._velocity(operation)

    def _remembers(self, name: str) -> bool:
        """Return whether there was an update before that a velocity is left of."""
        state = self._project.state
        return state is not None and bool(state.slots.get("velocity", {}).get(name))


def function_name(activation: Activation) -> str:
    """Return how a function is written before its bracket."""
    return {
        Activation.LINEAR: "f",
        Activation.SIGMOID: "σ",
        Activation.TANH: "tanh",
        Activation.RELU: "ReLU",
        Activation.LEAKY_RELU: "f",
        Activation.ELU: "ELU",
        Activation.SOFTPLUS: "softplus",
        Activation.GELU: "GELU",
        Activation.SILU: "SiLU",
        Activation.SOFTMAX: "softmax",
    }[activation]


def _joined(terms: Iterable[Sequence[Piece]], between: str) -> list[Piece]:
    pieces: list[Piece] = []
    for term in terms:
        pieces += [between, *term] if pieces else term
    return pieces


def _power(neuron: Neuron) -> Sequence[Piece]:
    return "e", Raised((Sign(Quantity.SUM, neuron.id),))


def _ends(operation: Operation) -> tuple[str, str]:
    assert isinstance(operation.subject, tuple)
    return operation.subject


def _square(neuron: Neuron) -> Sequence[Piece]:
    sent, target = Sign(Quantity.SENT, neuron.id), Sign(Quantity.TARGET, neuron.id)
    return "(", sent, MINUS, target, ")²"


def _both_ways(neuron: Neuron) -> Sequence[Piece]:
    sent, target = Sign(Quantity.SENT, neuron.id), Sign(Quantity.TARGET, neuron.id)
    return target, " · ln ", sent, " + (1 − ", target, ") · ln(1 − ", sent, ")"


def _one_way(neuron: Neuron) -> Sequence[Piece]:
    return Sign(Quantity.TARGET, neuron.id), " · ln ", Sign(Quantity.SENT, neuron.id)


_LOSS_TERMS: dict[Loss, Callable[[Neuron], Sequence[Piece]]] = {
    Loss.HALF_SQUARED_ERROR: _square,
    Loss.MEAN_SQUARED_ERROR: _square,
    Loss.BINARY_CROSS_ENTROPY: _both_ways,
    Loss.CROSS_ENTROPY: _one_way,
}

_WRITTEN: dict[Kind, Callable[[Formulas, Operation], Iterable[Piece]]] = {
    Kind.SUM: Formulas._sum,
    Kind.ACTIVATE: Formulas._activate,
    Kind.LOSS: Formulas._loss,
    Kind.SLOPE: Formulas._slope,
    Kind.DELTA: Formulas._delta,
    Kind.WEIGHT_GRADIENT: Formulas._weight_gradient,
    Kind.BIAS_GRADIENT: Formulas._bias_gradient,
    Kind.BATCH_GRADIENT: Formulas._batch_gradient,
    Kind.VELOCITY: Formulas._velocity,
    Kind.NEW_VALUE: Formulas._new_value,
}
