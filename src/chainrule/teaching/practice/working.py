"""How a value is worked out by hand: sums of products, each factor named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.session.operations import Kind


class Part(Enum):
    """What a factor is in the calculation."""

    WEIGHT = auto()
    SIGNAL = auto()
    BIAS = auto()
    SUM = auto()
    OUTPUT = auto()
    TARGET = auto()
    BLAME = auto()
    SLOPE = auto()
    DELTA = auto()
    GRADIENT = auto()
    RATE = auto()
    MOMENTUM = auto()
    VELOCITY = auto()
    OLD = auto()
    SHARE = auto()


@dataclass(frozen=True, slots=True)
class Factor:
    """One number that goes into a value.

    `kind`, `target` and `sample` name the operation that found it; `kind` is None for a given.
    """

    value: float
    part: Part
    kind: Kind | None
    target: str
    sample: int | None = None
