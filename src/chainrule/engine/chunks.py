"""Evaluation of very many samples, some thousands at a time: their numbers stay near at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.passes import Forward

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from chainrule.engine.evaluation import Evaluator

    Array = NDArray[np.float64]
    Make = Callable[[Array, Array], Evaluator]

CHUNK = 4096


class ChunkedEvaluator:
    """Has an evaluator for each piece of the samples; `make` makes one from its x and y."""

    def __init__(self, x: Array, y: Array, make: Make) -> None:
        starts = range(0, x.shape[1], CHUNK)
        self._parts = [
            make(x[:, start : start + CHUNK], y[:, start : start + CHUNK]) for start in starts
        ]

    def losses(self, theta: Array) -> Array:
        """Return the loss of every sample."""
        return np.concatenate([part.losses(theta) for part in self._parts])

    def forward(self, theta: Array) -> Forward:
        """Return the forward pass that `losses` makes with the same parameters."""
        found = [part.forward(theta) for part in self._parts]
        z = np.concatenate([each.z for each in found], axis=1)
        return Forward(z, np.concatenate([each.a for each in found], axis=1))
