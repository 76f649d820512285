"""What is known of the columns of the data beside their numbers; it is not kept in files."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


EXACT = 3
"""decimals of a standardised number that are sure"""


class Scale(NamedTuple):
    """How a column was standardised: by its mean and its standard deviation."""

    mean: float
    deviation: float

    def standardised(self, value: float) -> float:
        """Return what stands in the column for a value."""
        return (value - self.mean) / self.deviation

    def original(self, value: float) -> float:
        """Return the value that a number of the column, which was rounded, stands for."""
        places = EXACT - math.floor(math.log10(self.deviation))
        return round(self.mean + self.deviation * value, places) + 0.0


@dataclass(frozen=True, slots=True)
class About:
    """The scales of the inputs that were standardised, by neuron, and the names of the classes.

    The classes are in the order of the targets; where there are two, the single target is 1 for
    the second of them.
    """

    scales: Mapping[str, Scale] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
