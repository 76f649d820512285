"""The checkup: which neurons are saturated or dead, and whether the loss grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.passes import exact_outputs
from chainrule.network.names import Activation
from chainrule.session.growth import GrowthWatch
from chainrule.session.health import FLAT, Health

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.trainer import Evaluation
    from chainrule.network.names import Loss
    from chainrule.session.growth import Growth
    from chainrule.session.log import Log
    from chainrule.session.run import Run

    Array = NDArray[np.float64]

SLOPELESS = frozenset({Activation.LINEAR, Activation.SOFTMAX})
"""activations that cannot be flat, or whose Jacobian is no slope"""
FEW = 16
"""samples that show most neurons to be well"""


def health_of(plan: Plan, loss: Loss, z: Array, growth: Growth | None = None) -> Health:
    """Return the health of a network whose training set gives these z, (rows, samples).

    An output whose δ is ŷ − y is never saturated: its slope plays no part.
    """
    dead: set[str] = set()
    saturated: set[str] = set()
    exact = exact_outputs(plan, loss)
    for kind, names in _by_activation(plan).items():
        rows = np.array([plan.row[name] for name in names], dtype=np.intp)
        flat = [names[index] for index in _flat(kind, z, rows)]
        if kind is Activation.RELU:
            dead.update(flat)
        else:
            saturated.update(name for name in flat if name not in exact)
    found = growth if growth is not None and growth.growing else None
    return Health(
        frozenset(saturated),
        frozenset(dead),
        found is not None,
        None if found is None else found.loss,
        None if found is None else found.best,
    )


def _by_activation(plan: Plan) -> dict[Activation, list[str]]:
    """Return the neurons that have a slope, by their activation."""
    found: dict[Activation, list[str]] = {}
    for neuron in plan.network.computed:
        if neuron.activation not in SLOPELESS:
            found.setdefault(neuron.activation, []).append(neuron.id)
    return found


@np.errstate(all="ignore")
def _flat(kind: Activation, z: Array, rows: NDArray[np.intp]) -> Sequence[int]:
    """Return which of the rows of z have a slope below `FLAT` on every sample.

    Few samples tell that of most neurons they have not, at little cost.
    """
    if not z.shape[1]:
        return []
    slope = ACTIVATIONS[kind].slope
    likely = np.flatnonzero((np.abs(slope(z[rows, :FEW])) < FLAT).all(axis=1))
    if len(likely) and z.shape[1] > FEW:
        still = (np.abs(slope(z[rows[likely], FEW:])) < FLAT).all(axis=1)
        likely = likely[still]
    return [int(index) for index in likely]


class HealthWatch:
    """Tells the health of what is shown; what was told last is not found again."""

    def __init__(self) -> None:
        self._growth = GrowthWatch()
        self._known: tuple[Evaluation, int, Health] | None = None

    def of(self, run: Run, evaluation: Evaluation, log: Log) -> Health:
        """Return the health of the parameters that gave an evaluation; `log` ends with them."""
        update = log[-1].update if log else 0
        if self._known is not None and self._known[0] is evaluation and self._known[1] == update:
            return self._known[2]
        growth = self._growth.at_end(run.line, log)
        plan, loss = run.trainer.plan, run.project.loss
        health = health_of(plan, loss, evaluation.first(FEW).z, growth)
        if health.dead or health.saturated:  # by a few samples: the others may tell that it is well
            health = health_of(plan, loss, evaluation.forward.z, growth)
        self._known = evaluation, update, health
        return health
