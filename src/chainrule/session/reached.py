"""The project that training has reached: what is saved, shown and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.project import Randomness, State, with_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.engine.plan import Plan
    from chainrule.engine.trainer import Snapshot
    from chainrule.network.project import Project
    from chainrule.session.log import Log


def project_at(
    project: Project, plan: Plan, snapshot: Snapshot, initial: Mapping[str, float], log: Log
) -> Project:
    """Return the project with the parameters and the state of a snapshot.

    `initial` are the parameters of a fresh start, `log` the rows up to the snapshot.
    """
    if snapshot.update == 0 and (project.state is None or project.state.update == 0):
        return project
    if snapshot.update == 0 and not snapshot.slots:
        return with_parameters(project, initial, None)

    def named(values: object) -> dict[str, float]:
        numbers = plan.unpack(values).tolist()  # type: ignore[arg-type]
        return dict(zip(project.network.parameter_names, numbers, strict=True))

    state = State(
        snapshot.update,
        snapshot.epoch,
        snapshot.position,
        snapshot.batch_size,
        {slot: named(values) for slot, values in snapshot.slots.items()},
        Randomness(snapshot.order_seed, tuple(snapshot.order)),
        dict(initial),
        log,
    )
    return with_parameters(project, named(snapshot.parameters), state)
