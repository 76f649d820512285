"""Which values a worksheet asks for: all that the phases give, or as many as fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Activation, Optimizer
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.network.project import Project
    from chainrule.session.operations import Operation

MOST_VALUES = 40
PHASES = tuple(Phase)
OF_PHASE = {
    Phase.FORWARD: (Kind.SUM, Kind.ACTIVATE),
    Phase.LOSS: (Kind.LOSS,),
    Phase.BACKWARD: (Kind.SLOPE, Kind.DELTA, Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT),
    Phase.UPDATE: (Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE),
}
CAN_GO = (Kind.VELOCITY, Kind.BIAS_GRADIENT, Kind.SLOPE)
"""what is left out first where there are too many: each is a part of a value that is asked for"""


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of values asked for, of how many samples; `biases` whether of biases too."""

    kinds: frozenset[Kind]
    samples: int
    biases: bool = True

    def asks(self, project: Project, operation: Operation) -> bool:
        """Return whether the value of an operation is asked for."""
        network, kind = project.network, operation.kind
        if kind not in self.kinds:
            return False
        if operation.target in network.locked:
            return False
        if kind is Kind.NEW_VALUE and not self.biases:
            return isinstance(operation.subject, tuple)
        if kind in (Kind.ACTIVATE, Kind.SLOPE):
            activation = network.by_id[operation.target].activation
            return activation is not Activation.LINEAR
        if kind is Kind.VELOCITY:
            return project.training.momentum > 0
        return kind is not Kind.BATCH_GRADIENT or self.reduces(project, operation)

    def reduces(self, project: Project, operation: Operation) -> bool:
        """Return whether the batch's gradient is another number than the sample's."""
        training = project.training
        of_weight = isinstance(operation.subject, tuple)
        return self.samples > 1 or (of_weight and bool(training.l1 or training.l2))


def what_to_ask(
    project: Project, phases: frozenset[Phase], most_samples: int, samples: int | None = None
) -> Asked:
    """Return what is asked for: of as many samples as fit, and of these as much as fits.

    `samples` says how many they have to be. A `ChainruleError` says when there are too many values
    even then.
    """
    wanted = frozenset(kind for phase in phases for kind in OF_PHASE[phase])
    most = most_samples if samples is None else samples
    least = 1 if samples is None else samples
    for count in range(most, least - 1, -1):
        for asked in _less_and_less(Asked(wanted, count)):
            if count_values(project, asked) <= MOST_VALUES:
                return asked
    told = QT_TRANSLATE_NOOP(
        "Worksheet",
        "a worksheet asks for {most} values at most, and this one would ask for {count}: "
        "ask for fewer phases or samples, or make the network smaller",
    )
    raise ChainruleError(message(told, most=MOST_VALUES, count=count_values(project, asked)))


def _less_and_less(asked: Asked) -> list[Asked]:
    """Return all that could be asked for, then with one kind after the other left out."""
    found = [asked]
    for kind in CAN_GO:
        found.append(replace(found[-1], kinds=found[-1].kinds - {kind}))
    return [*found, replace(found[-1], biases=False)]


def count_values(project: Project, asked: Asked) -> int:
    """Return how many values are asked for."""
    counts = _counts(project, asked)
    once = OF_PHASE[Phase.UPDATE]
    return sum(counts[kind] * (1 if kind in once else asked.samples) for kind in asked.kinds)


def _counts(project: Project, asked: Asked) -> dict[Kind, int]:
    """Return how many values each kind has, those of a sample and those of the update."""
    network, training = project.network, project.training
    curved = [one for one in network.computed if one.activation is not Activation.LINEAR]
    weights = sum(not link.locked for link in network.connections)
    biases = sum(not neuron.bias_locked for neuron in network.computed)
    several, pulled = asked.samples > 1, bool(training.l1 or training.l2)
    gradients = weights * (several or pulled) + biases * several
    remembers = training.optimizer is Optimizer.SGD and training.momentum > 0
    return {
        Kind.SUM: len(network.computed),
        Kind.ACTIVATE: len(curved),
        Kind.LOSS: 1,
        Kind.SLOPE: sum(one.activation is not Activation.SOFTMAX for one in curved),
        Kind.DELTA: len(network.computed),
        Kind.WEIGHT_GRADIENT: weights,
        Kind.BIAS_GRADIENT: biases,
        Kind.BATCH_GRADIENT: gradients,
        Kind.VELOCITY: (weights + biases) * remembers,
        Kind.NEW_VALUE: weights + biases * asked.biases,
    }
