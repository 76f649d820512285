"""The numbers that a learner has at hand, as factors: exact, or as they may have been rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.origins import Source, activation_kind, blame_kind
from chainrule.teaching.practice.interval import point
from chainrule.teaching.practice.working import Factor, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.graph import Network
    from chainrule.session.operations import Operation
    from chainrule.teaching.practice.interval import Interval
    from chainrule.teaching.practice.tolerance import Tolerance

PARTS = {
    Kind.INPUT: Part.SIGNAL,
    Kind.MULTIPLY: Part.PRODUCT,
    Kind.SUM: Part.SUM,
    Kind.ACTIVATE: Part.SIGNAL,
    Kind.LOSS_SLOPE: Part.BLAME,
    Kind.SLOPE: Part.SLOPE,
    Kind.DELTA: Part.DELTA,
    Kind.PASS_BACK: Part.BLAME,
    Kind.ACTIVATION_GRADIENT: Part.BLAME,
    Kind.WEIGHT_GRADIENT: Part.GRADIENT,
    Kind.BIAS_GRADIENT: Part.GRADIENT,
    Kind.BATCH_GRADIENT: Part.GRADIENT,
    Kind.VELOCITY: Part.VELOCITY,
    Kind.NEW_VALUE: Part.WEIGHT,
}
"""what the result of an operation is where it goes into another one"""


class Sheet:
    """Hands out the numbers of one update; `exact` without the room that rounding needs."""

    def __init__(self, tolerance: Tolerance, *, exact: bool) -> None:
        self.tolerance, self.exact = tolerance, exact
        self.ledger = tolerance.ledger
        self.training = tolerance.ledger.narrator.training

    @property
    def network(self) -> Network:
        """The network before the update."""
        return self.tolerance.project.network

    def operation(self, kind: Kind, target: str, sample: int | None) -> Operation | None:
        """Return an operation of the update."""
        found = self.ledger.find(kind, target, sample)
        return None if found is None else found[1]

    def of(self, operation: Operation, part: Part | None = None) -> Factor:
        """Return the result of an operation."""
        return Factor(
            operation.value,
            point(operation.value) if self.exact else self.tolerance.known(operation),
            part or PARTS[operation.kind],
            operation.kind,
            operation.target,
            operation.sample,
        )

    def found(
        self, kind: Kind, target: str, sample: int | None, part: Part | None = None
    ) -> Factor:
        """Return the result of an operation that the update has."""
        operation = self.operation(kind, target, sample)
        assert operation is not None, f"the update has no {kind} of {target}"
        return self.of(operation, part)

    def given(self, value: float, part: Part, name: str) -> Factor:
        """Return a number that is given."""
        return Factor(value, self._read(value, Source.PARAMETER), part, None, name)

    def setting(self, field: str, part: Part = Part.SETTING) -> Factor:
        """Return a setting of the training."""
        return Factor(
            getattr(self.training, field), point(getattr(self.training, field)), part, None, field
        )

    def rate(self) -> Factor:
        """Return the learning rate."""
        return self.setting("learning_rate", Part.RATE)

    def parameter(self, name: str) -> Factor:
        """Return a weight or a bias before the update."""
        part = Part.WEIGHT if name.startswith("w[") else Part.BIAS
        return self.given(self.ledger.narrator.before[name], part, name)

    def signal(self, neuron: str, sample: int | None, part: Part = Part.SIGNAL) -> Factor:
        """Return what a neuron sends."""
        return self.found(activation_kind(self.network, neuron), neuron, sample, part)

    def sum_of(self, neuron: str, sample: int | None) -> Factor | None:
        """Return z of a neuron, None for an input."""
        operation = self.operation(Kind.SUM, neuron, sample)
        return None if operation is None else self.of(operation)

    def blame(self, neuron: str, sample: int | None) -> Factor:
        """Return ∂L/∂a of a computed neuron."""
        kind = blame_kind(self.network, self.network.by_id[neuron])
        return self.found(kind, neuron, sample)

    def goal(self, neuron: str, sample: int | None) -> Factor:
        """Return the target of an output."""
        operation = self.operation(Kind.LOSS_SLOPE, neuron, sample)
        assert operation is not None, "an output is compared with its target"
        return self.given(operation.operands[1], Part.TARGET, neuron)

    def computed(self) -> Iterator[str]:
        """Yield the neurons that have a sum."""
        return (neuron.id for neuron in self.network.computed)

    def with_slope(self) -> Iterator[str]:
        """Yield the neurons that have a slope."""
        return (
            neuron.id
            for neuron in self.network.computed
            if neuron.activation is not Activation.SOFTMAX
        )

    def _read(self, value: float, source: Source) -> Interval:
        return point(value) if self.exact else self.tolerance.given(value, source)
