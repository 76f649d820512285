"""Frames made from a ledger, or from an evaluation when no single step is being shown."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.session.frame import Frame
from chainrule.session.operations import LOSS_TARGET, Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.network.project import Project
    from chainrule.session.frame import Shown
    from chainrule.session.ledger import Group, Ledger


def sample_cells(project: Project, row: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the inputs and the targets of a training row (from 0) by neuron."""
    data = project.data
    cells = data.train[row]
    width = len(data.inputs)
    inputs = dict(zip(data.inputs, cells[:width], strict=True))
    return inputs, dict(zip(data.targets, cells[width:], strict=True))


def ledger_frame(
    project: Project, ledger: Ledger, start: int, position: int, progress: float = 1.0
) -> Frame:
    """Return the frame with the first `position` operations revealed, those from `start` fresh."""
    group = ledger.group_at(position - 1) if position else ledger.groups[0]
    values: dict[Shown, float] = {}
    fresh: list[Shown] = []
    for seen in _same_sample(ledger, group, position):
        for index, operation in enumerate(ledger.operations(seen), seen.start):
            if index >= position:
                break
            name = (operation.kind, operation.target)
            values[name] = operation.value
            if index >= start:
                fresh.append(name)
    old = ledger.narrator.before
    new = {target: value for (kind, target), value in values.items() if kind is Kind.NEW_VALUE}
    inputs, targets = sample_cells(project, ledger.rows[group.index])
    return Frame(
        group.phase if position else None,
        values,
        frozenset(fresh),
        {**old, **new},
        {name: old[name] for name in new},
        inputs,
        targets,
        progress,
    )


def _same_sample(ledger: Ledger, group: Group, position: int) -> list[Group]:
    """Return the groups whose numbers are still to be seen: the sample's, and the update's."""
    return [
        seen
        for seen in ledger.groups
        if seen.start < position and (seen.index == group.index or seen.phase is Phase.UPDATE)
    ]


def stopped_frame(
    project: Project, ledger: Ledger, position: int, stopped: Shown, value: float
) -> Frame:
    """Return the frame of a pass that met a number that is not finite, the last it reveals.

    `stopped` names the number; beside it only finite ones are shown.
    """
    frame = ledger_frame(project, ledger, position, position)
    values = {
        name: number
        for name, number in frame.values.items()
        if math.isfinite(number) or name == stopped
    }
    if stopped[0] is Kind.LOSS:
        values[stopped] = value
    old = ledger.narrator.before
    parameters = {
        name: number if math.isfinite(number) else old[name]
        for name, number in frame.parameters.items()
    }
    return replace(frame, values=values, parameters=parameters, stopped=stopped)


def settled_frame(
    project: Project,
    row: int,
    parameters: Mapping[str, float],
    z: Mapping[str, float],
    a: Mapping[str, float],
    loss: float,
) -> Frame:
    """Return the frame of a row (from 0) under these parameters, with no step in progress."""
    inputs, targets = sample_cells(project, row)
    values: dict[Shown, float] = {(Kind.LOSS, LOSS_TARGET): loss}
    values.update({(Kind.INPUT, name): value for name, value in inputs.items()})
    for neuron in project.network.computed:
        values[Kind.SUM, neuron.id] = z[neuron.id]
        values[Kind.ACTIVATE, neuron.id] = a[neuron.id]
    return Frame(None, values, parameters=parameters, inputs=inputs, targets=targets)
