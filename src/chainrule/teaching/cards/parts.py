"""The parts that cards are made of: a number with its name, quantities, fractions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.session.operations import Operation

Quantity = tuple[Kind, str]
"""what a symbol stands for: the kind of operation that finds it, and its target

`ACTIVATE` of a neuron is its name, `SUM` its z, `NEW_VALUE` the name of a parameter.
"""
LOSS: Quantity = (Kind.LOSS, LOSS_TARGET)


@dataclass(frozen=True, slots=True)
class NumberName:
    """Names one number of an update; `sample` is the row from 1, None what is the batch's."""

    kind: Kind
    target: str
    sample: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a card, None while it is not known, and the name that leads to its origin."""

    value: float | None
    name: NumberName | None = None

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Fraction:
    """∂ of `top` over ∂ of `bottom`."""

    top: Quantity
    bottom: Quantity


def name_of(operation: Operation) -> NumberName:
    """Return the name of the number that an operation found."""
    return NumberName(operation.kind, operation.target, operation.sample)
