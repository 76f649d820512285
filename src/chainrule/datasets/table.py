"""A table of samples: what a data set is before it meets a network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.network.about import Scale

Row = tuple[float, ...]


class Task(Enum):
    """What is to be learned."""

    NUMBERS = auto()
    """one or more numbers"""
    TWO_CLASSES = auto()
    """one of two classes: a target that is 0 or 1"""
    CLASSES = auto()
    """one of several classes: a target each, 1 for the right one"""


@dataclass(frozen=True, slots=True)
class Table:
    """Samples with named columns: the inputs, then the targets.

    `classes` are the names of the classes, in the order of the targets; where there are two, the
    single target is 1 for the second of them. `scales` are those of the inputs, once they are
    standardised.
    """

    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    train: tuple[Row, ...]
    test: tuple[Row, ...] = ()
    classes: tuple[str, ...] = ()
    scales: tuple[Scale, ...] = ()

    @property
    def task(self) -> Task:
        """What is to be learned."""
        if not self.classes:
            return Task.NUMBERS
        return Task.TWO_CLASSES if len(self.targets) == 1 else Task.CLASSES
