"""A snapshot: all that a run needs to go on bit for bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.network.project import Project

    Array = NDArray[np.float64]


class Place(NamedTuple):
    """How far training is: updates made, epochs complete, samples of the present epoch used.

    `order` (sample rows from 0) was drawn from `order_seed`; `batch_size` is in force until the
    epoch ends.
    """

    update: int
    epoch: int
    position: int
    batch_size: int
    order: tuple[int, ...]
    order_seed: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The parameters, the optimizer's slots, and the numbers of the `Place`."""

    parameters: Array
    slots: Mapping[str, Array]
    update: int
    epoch: int
    position: int
    batch_size: int
    order: tuple[int, ...]
    order_seed: int

    @classmethod
    def at(cls, place: Place, parameters: Array, slots: Mapping[str, Array]) -> Snapshot:
        """Return the snapshot of these numbers at a place."""
        return cls(
            parameters,
            slots,
            place.update,
            place.epoch,
            place.position,
            place.batch_size,
            place.order,
            place.order_seed,
        )

    @property
    def place(self) -> Place:
        """Where training stood."""
        return Place(
            self.update,
            self.epoch,
            self.position,
            self.batch_size,
            self.order,
            self.order_seed,
        )


def first_snapshot(project: Project, plan: Plan) -> Snapshot:
    """Return the snapshot that a project's state describes, or the start of a fresh run."""
    theta = plan.pack(project.network.parameters)
    training, state = project.training, project.state
    if state is None:
        return Snapshot(theta, {}, 0, 0, 0, training.batch_size, (), training.seed)
    slots = {name: plan.pack(values) for name, values in state.slots.items()}
    order = () if state.random is None else state.random.order
    seed = training.seed if state.random is None else state.random.seed
    position = state.position if len(order) == len(project.data.train) else 0
    return Snapshot(
        theta, slots, state.update, state.epoch, position, state.batch_size, order, seed
    )
