"""One update with all its numbers: what a ledger is read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from chainrule.engine.passes import Backward, Forward
    from chainrule.network.project import Training

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its batch, its loss before it, and theta and slots before and after.

    `targets` has the shape (outputs, samples); `scaled_step` is `Step.scaled` of the optimizer.
    """

    update: int
    rows: tuple[int, ...]
    training: Training
    batch_loss: float
    before: Array
    after: Array
    slots_before: Mapping[str, Array]
    slots_after: Mapping[str, Array]
    forward: Forward
    backward: Backward
    targets: Array
    scaled_step: tuple[Array, Array, float] | None

    @property
    def batch_gradient(self) -> Array:
        """The batch's gradient, regularisation included."""
        return self.backward.gradient
