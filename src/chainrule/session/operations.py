"""The operations of an update: their kinds, phases and what one of them says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chainrule.network.names import bias_name, weight_name

Subject = str | tuple[str, str] | None
"""what an operation is about: a neuron's id, a connection's (source, target), None for the loss"""

LOSS_TARGET = "L"


class Phase(StrEnum):
    """The four phases of an update."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class Kind(StrEnum):
    """The operations of the ledger; their values are words of the format."""

    INPUT = "input"
    MULTIPLY = "multiply"
    SUM = "sum"
    ACTIVATE = "activate"
    LOSS = "loss"
    LOSS_SLOPE = "loss_slope"
    SLOPE = "slope"
    DELTA = "delta"
    PASS_BACK = "pass_back"
    ACTIVATION_GRADIENT = "activation_gradient"
    WEIGHT_GRADIENT = "weight_gradient"
    BIAS_GRADIENT = "bias_gradient"
    BATCH_GRADIENT = "batch_gradient"
    VELOCITY = "velocity"
    NEW_VALUE = "new_value"


OF_PARAMETER = frozenset({Kind.BIAS_GRADIENT, Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE})
"""kinds whose target is the parameter also when their subject is a neuron: its bias"""


class Granularity(StrEnum):
    """How much one step does."""

    OPERATION = "operation"
    LAYER = "layer"
    SAMPLE = "sample"
    BATCH = "batch"
    EPOCH = "epoch"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update.

    `sample` is the sample's row in the training set counted from 1, None where the operation
    speaks for the batch; `form` names the formula (see formulas.py) and `operands` are the numbers
    that went in, in the formula's order.
    """

    update: int
    sample: int | None
    phase: Phase
    kind: Kind
    subject: Subject
    form: str
    operands: tuple[float, ...]
    value: float

    @property
    def target(self) -> str:
        """The name of the target as the format writes it: a neuron, a parameter or `L`."""
        return target_name(self.kind, self.subject)

    def belongs_to(self, neuron: str) -> bool:
        """Return whether this is about a neuron, its bias, a weight into it or its blame."""
        if isinstance(self.subject, tuple):
            source, target = self.subject
            return neuron == (source if self.kind is Kind.PASS_BACK else target)
        return self.subject == neuron


def target_name(kind: Kind, subject: Subject) -> str:
    """Return the target of an operation as the format writes it."""
    if subject is None:
        return LOSS_TARGET
    if isinstance(subject, tuple):
        return weight_name(*subject)
    return bias_name(subject) if kind in OF_PARAMETER else subject
