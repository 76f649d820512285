"""Health: what an update has done to a network that a learner should know of."""

from __future__ import annotations

from dataclasses import dataclass

FLAT = 1e-3
"""a neuron whose slope stays below this on every sample is saturated"""


@dataclass(frozen=True, slots=True)
class Health:
    """What is unwell at one moment.

    `saturated` are neurons whose slope is below `FLAT` on every training sample, `dead` ReLU
    neurons that are 0 on every one, `growing` is set while the loss runs away (the warning before
    a stop); then `loss` is what it is now and `best_loss` the least it has been.
    """

    saturated: frozenset[str] = frozenset()
    dead: frozenset[str] = frozenset()
    growing: bool = False
    loss: float | None = None
    best_loss: float | None = None
