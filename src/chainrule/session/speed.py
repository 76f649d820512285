"""How fast playing goes: animated at a factor, or so many steps a second without animation."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speed:
    """`factor` times the animation's own pace; or, when it is 0, `rate` steps a second."""

    factor: float = 1.0
    rate: float = 0.0

    @property
    def animated(self) -> bool:
        """Whether steps are animated."""
        return self.factor > 0

    @property
    def unlimited(self) -> bool:
        """Whether as many steps are made as fit."""
        return math.isinf(self.rate)


SPEEDS = (
    *(Speed(factor) for factor in (0.25, 0.5, 1.0, 2.0, 4.0)),
    *(Speed(0.0, rate) for rate in (30.0, 60.0, 120.0, math.inf)),
)
"""every speed, slowest first"""
NORMAL_SPEED = SPEEDS[2]
