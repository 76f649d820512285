"""What the plot shows, as a person has chosen it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from chainrule.session.smoothing import Smoothing


class Quantity(Enum):
    """What is plotted against the updates."""

    LOSS = auto()
    ACCURACY = auto()


@dataclass(frozen=True, slots=True)
class PlotOptions:
    """The choices; accuracy knows no logarithmic scale and no smoothing."""

    quantity: Quantity = Quantity.LOSS
    logarithmic: bool = False
    smoothing: Smoothing = Smoothing.NONE
    show_test: bool = True

    @property
    def log_scale(self) -> bool:
        """Whether the axis is logarithmic."""
        return self.logarithmic and self.quantity is Quantity.LOSS

    @property
    def smooths(self) -> bool:
        """Whether a smooth curve is drawn."""
        return self.smoothing is not Smoothing.NONE and self.quantity is Quantity.LOSS
