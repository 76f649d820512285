"""Where a number comes from: the operation that found it, and what went into that operation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Role
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainrule.network.graph import Network, Neuron
    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation


class Source(Enum):
    """What an operand is, which says where its number is to be found."""

    FOUND = auto()
    """found by an earlier operation: (kind, name, sample) names it"""
    PARAMETER = auto()
    """a weight or bias as the update found it; the name is the parameter's"""
    INPUT = auto()
    """a cell of the sample; the name is the input neuron's"""
    TARGET = auto()
    """a cell of the sample; the name is the output neuron's"""
    SETTING = auto()
    """a setting of the training; the name is its field in the project file"""
    REMEMBERED = auto()
    """what the optimizer kept from the update before; the name is the parameter's"""
    COUNT = auto()
    """a count of the network or of the sample: how many outputs, how much the targets add up to"""
    RULE = auto()
    """a number the optimizer's rule worked out; the name is its part in the rule"""


@dataclass(frozen=True, slots=True)
class Operand:
    """One number that went into an operation.

    `kind` is that of the operation which found it, None where none did; `sample` the sample's row
    from 1, None where it speaks for the batch or for no sample.
    """

    value: float
    source: Source
    name: str
    kind: Kind | None = None
    sample: int | None = None


Named = tuple[Source, str, Kind | None, int | None]


def operands(project: Project, ledger: Ledger, operation: Operation) -> tuple[Operand, ...]:
    """Return what went into an operation, in the order of its operands.

    The numbers are the operation's own; only where they come from is added.
    """
    naming = _Naming(project, ledger)
    named = naming.names(operation)
    return tuple(
        Operand(value, source, name, kind, sample)
        for value, (source, name, kind, sample) in zip(operation.operands, named, strict=True)
    )


def find(ledger: Ledger, operand: Operand) -> tuple[int, Operation] | None:
    """Return the index and the operation that found an operand; None where none did."""
    if operand.kind is None:
        return None
    return ledger.find(operand.kind, operand.name, operand.sample)


def activation_kind(network: Network, neuron: str) -> Kind:
    """Return the kind of operation that gives what a neuron sends."""
    return Kind.INPUT if network.by_id[neuron].is_input else Kind.ACTIVATE


def blame_kind(network: Network, neuron: Neuron) -> Kind:
    """Return the kind of operation that gives ∂L/∂a of a computed neuron."""
    alone = neuron.role is Role.OUTPUT and not network.outgoing[neuron.id]
    return Kind.LOSS_SLOPE if alone else Kind.ACTIVATION_GRADIENT


class _Naming:
    """Names the operands of a network's operations, kind by kind."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self._project = project
        self._network = project.network
        self._rows = [row + 1 for row in ledger.rows]
        self._sample: int | None = None

    def names(self, operation: Operation) -> list[Named]:
        """Return the source, the name, the kind and the sample of every operand."""
        self._sample = operation.sample
        return list(_NAMES[operation.kind](self, operation))

    def _found(self, kind: Kind, name: str) -> Named:
        return Source.FOUND, name, kind, self._sample

    def _sent(self, neuron: str) -> Named:
        return self._found(activation_kind(self._network, neuron), neuron)

    def _target(self, neuron: str) -> Named:
        return Source.TARGET, neuron, None, self._sample

    def _outputs(self) -> list[str]:
        return [neuron.id for neuron in self._network.outputs]

    def input(self, operation: Operation) -> Iterator[Named]:
        yield Source.INPUT, operation.target, None, self._sample

    def multiply(self, operation: Operation) -> Iterator[Named]:
        yield _parameter(operation.target)
        yield self._sent(_pair(operation)[0])

    def sum(self, operation: Operation) -> Iterator[Named]:
        neuron = self._network.by_id[operation.target]
        for link in self._network.incoming[neuron.id]:
            yield self._found(Kind.MULTIPLY, link.name)
        yield _parameter(neuron.bias_name)

    def activate(self, operation: Operation) -> Iterator[Named]:
        yield self._found(Kind.SUM, operation.target)
        if operation.form == Activation.SOFTMAX.value:
            for output in self._outputs():
                yield self._found(Kind.SUM, output)

    def loss(self, _operation: Operation) -> Iterator[Named]:
        for output in self._outputs():
            yield self._sent(output)
            yield self._target(output)

    def loss_slope(self, operation: Operation) -> Iterator[Named]:
        yield self._sent(operation.target)
        yield self._target(operation.target)
        yield Source.COUNT, "outputs", None, None

    def activation_gradient(self, operation: Operation) -> Iterator[Named]:
        neuron = self._network.by_id[operation.target]
        if neuron.role is Role.OUTPUT:
            yield self._found(Kind.LOSS_SLOPE, neuron.id)
        links = self._network.outgoing[neuron.id]
        for link in links:
            yield self._found(Kind.PASS_BACK, link.name)
        if not links and neuron.role is not Role.OUTPUT:
            yield Source.COUNT, "nothing", None, None

    def slope(self, operation: Operation) -> Iterator[Named]:
        yield self._found(Kind.SUM, operation.target)

    def delta(self, operation: Operation) -> Iterator[Named]:
        name = operation.target
        blame = self._found(blame_kind(self._network, self._network.by_id[name]), name)
        if operation.form in ("difference", "scaled_difference"):
            yield self._sent(name)
            if operation.form == "scaled_difference":
                yield Source.COUNT, "targets", None, self._sample
            yield self._target(name)
        elif operation.form == "jacobian":
            yield self._sent(name)
            yield blame
            for output in self._network.outputs:
                yield self._sent(output.id)
                yield self._found(blame_kind(self._network, output), output.id)
        else:
            yield blame
            yield self._found(Kind.SLOPE, name)

    def pass_back(self, operation: Operation) -> Iterator[Named]:
        yield _parameter(operation.target)
        yield self._found(Kind.DELTA, _pair(operation)[1])

    def weight_gradient(self, operation: Operation) -> Iterator[Named]:
        source, target = _pair(operation)
        yield self._found(Kind.DELTA, target)
        yield self._sent(source)

    def bias_gradient(self, operation: Operation) -> Iterator[Named]:
        yield self._found(Kind.DELTA, str(operation.subject))

    def batch_gradient(self, operation: Operation) -> Iterator[Named]:
        of_weight = isinstance(operation.subject, tuple)
        kind = Kind.WEIGHT_GRADIENT if of_weight else Kind.BIAS_GRADIENT
        for row in self._rows:
            yield Source.FOUND, operation.target, kind, row
        if operation.form.endswith("+"):
            yield _setting("l1")
            yield _setting("l2")
            yield _parameter(operation.target)

    def velocity(self, operation: Operation) -> Iterator[Named]:
        yield _setting("momentum")
        yield Source.REMEMBERED, operation.target, None, None
        yield _setting("learning_rate")
        yield self._of_batch(Kind.BATCH_GRADIENT, operation)

    def new_value(self, operation: Operation) -> Iterator[Named]:
        yield _parameter(operation.target)
        if operation.form == "nesterov":
            yield _setting("momentum")
            yield self._of_batch(Kind.VELOCITY, operation)
            yield _setting("learning_rate")
            yield self._of_batch(Kind.BATCH_GRADIENT, operation)
        elif operation.form in ("rmsprop", "adam"):
            yield _setting("learning_rate")
            for part in ("direction", "size", "epsilon"):
                yield Source.RULE, part, None, None
        else:
            yield self._of_batch(Kind.VELOCITY, operation)

    def _of_batch(self, kind: Kind, operation: Operation) -> Named:
        return Source.FOUND, operation.target, kind, None


def _pair(operation: Operation) -> tuple[str, str]:
    assert isinstance(operation.subject, tuple)
    return operation.subject


def _parameter(name: str) -> Named:
    return Source.PARAMETER, name, None, None


def _setting(field: str) -> Named:
    return Source.SETTING, field, None, None


_NAMES: dict[Kind, Callable[[_Naming, Operation], Iterator[Named]]] = {
    Kind.INPUT: _Naming.input,
    Kind.MULTIPLY: _Naming.multiply,
    Kind.SUM: _Naming.sum,
    Kind.ACTIVATE: _Naming.activate,
    Kind.LOSS: _Naming.loss,
    Kind.LOSS_SLOPE: _Naming.loss_slope,
    Kind.SLOPE: _Naming.slope,
    Kind.DELTA: _Naming.delta,
    Kind.PASS_BACK: _Naming.pass_back,
    Kind.ACTIVATION_GRADIENT: _Naming.activation_gradient,
    Kind.WEIGHT_GRADIENT: _Naming.weight_gradient,
    Kind.BIAS_GRADIENT: _Naming.bias_gradient,
    Kind.BATCH_GRADIENT: _Naming.batch_gradient,
    Kind.VELOCITY: _Naming.velocity,
    Kind.NEW_VALUE: _Naming.new_value,
}
