"""The numbers of one sample of a traced update, read from the arrays of its passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.update import Update
    from chainrule.network.graph import Network

    Array = NDArray[np.float64]


@dataclass(frozen=True)
class SampleNumbers:
    """The numbers of one sample of an update, by neuron id."""

    row: int
    z: dict[str, float]
    a: dict[str, float]
    slope: dict[str, float]
    activation_gradient: dict[str, float]
    delta: dict[str, float]
    loss_slope: dict[str, float]
    target: dict[str, float]
    target_total: float
    loss: float


def read_sample(network: Network, plan: Plan, update: Update, index: int) -> SampleNumbers:
    """Return the numbers of the batch's sample `index` (from 0)."""
    forward, backward = update.forward, update.backward
    outputs = [neuron.id for neuron in network.outputs]

    def column(array: Array) -> dict[str, float]:
        numbers = array[:, index].tolist()
        return {name: numbers[row] for name, row in plan.row.items()}

    def by_output(array: Array) -> dict[str, float]:
        return dict(zip(outputs, array[:, index].tolist(), strict=True))

    return SampleNumbers(
        update.rows[index] + 1,
        column(forward.z),
        column(forward.a),
        column(backward.slope),
        column(backward.activation_gradient),
        column(backward.delta),
        by_output(backward.loss_slope),
        by_output(update.targets),
        float(update.targets.sum(axis=0)[index]),
        float(backward.losses[index]),
    )
