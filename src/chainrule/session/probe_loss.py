"""The loss of a sample over one of its outputs, with the other outputs held still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.losses import LOSSES
from chainrule.network.names import Loss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def loss_over_output(
    loss: Loss,
    pairs: Sequence[tuple[float, float]],
    index: int,
    reach: tuple[float, float],
    count: int,
) -> list[tuple[float, float]]:
    """Return `count` points (ŷ, L) with the output `index` going over `reach`.

    `pairs` are the outputs with their targets.
    """
    values = np.linspace(*reach, count)
    outputs, targets = np.array(pairs, float).T
    a = np.repeat(outputs[:, np.newaxis], count, axis=1)
    a[index] = values
    y = np.repeat(targets[:, np.newaxis], count, axis=1)
    with np.errstate(all="ignore"):
        losses = _losses(loss, a, y)
    return list(zip(values.tolist(), losses.tolist(), strict=True))


def _losses(loss: Loss, a: Array, y: Array) -> Array:
    """Return the losses of the columns; the cross-entropies are asked for with the z of ŷ."""
    if loss is Loss.CROSS_ENTROPY:
        terms: Array = np.where(y == 0.0, 0.0, -y * np.log(a)).sum(axis=0)
        return terms
    z = np.log(a) - np.log1p(-a) if loss is Loss.BINARY_CROSS_ENTROPY else a
    return LOSSES[loss].function(a, z, y)
