"""Which operations stop marks mean, and where they stand in a ledger.

Where an operation stands in its group follows from the network alone, so one group is told for a
mark, whatever the batch.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Optimizer
from chainrule.network.stops import LOSS
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.graph import Network
    from chainrule.network.project import Project
    from chainrule.network.stops import Stops
    from chainrule.session.ledger import Group, Ledger

Row = tuple[Kind, str]
"""an operation and its target"""

OF_WEIGHT = frozenset({Kind.MULTIPLY, Kind.WEIGHT_GRADIENT, Kind.PASS_BACK})
OF_PARAMETER = frozenset({Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE})
ALWAYS = frozenset(
    {Kind.LOSS, Kind.MULTIPLY, Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.BATCH_GRADIENT}
)
"""kinds that there are whenever there is their target"""
FORWARD = frozenset({Kind.INPUT, Kind.MULTIPLY, Kind.SUM, Kind.ACTIVATE})


def fits(network: Network, kind: Kind, target: str) -> bool:
    """Return whether a target is of the sort that this kind of operation is about."""
    if kind is Kind.LOSS:
        return target == LOSS
    if kind in OF_WEIGHT:
        return any(link.name == target for link in network.connections)
    if kind in OF_PARAMETER:
        return target in network.parameter_names
    if kind is Kind.BIAS_GRADIENT:
        return any(neuron.bias_name == target for neuron in network.computed)
    return target in network.by_id


def exists(network: Network, kind: Kind, target: str) -> bool:
    """Return whether an update of the network can have this operation, whatever its optimizer."""
    if not fits(network, kind, target):
        return False
    if kind is Kind.PASS_BACK:
        link = next(link for link in network.connections if link.name == target)
        return not network.by_id[link.source].is_input
    if kind in (Kind.VELOCITY, Kind.NEW_VALUE):
        return target not in network.locked
    return kind in ALWAYS or _exists_at_neuron(network, kind, target)


def _exists_at_neuron(network: Network, kind: Kind, target: str) -> bool:
    neuron = network.by_id[target]
    if neuron.is_input:
        return kind is Kind.INPUT
    output = neuron in network.outputs
    return {
        Kind.SUM: True,
        Kind.ACTIVATE: True,
        Kind.DELTA: True,
        Kind.SLOPE: neuron.activation is not Activation.SOFTMAX,
        Kind.LOSS_SLOPE: output,
        Kind.ACTIVATION_GRADIENT: not output or bool(network.outgoing[target]),
    }.get(kind, False)


def rows_of(project: Project, stops: Stops) -> tuple[Row, ...]:
    """Return the operations that rows and neurons are marked for, as far as updates have them."""
    marked = [(Kind(operation), target) for operation, target in stops.rows]
    for neuron in stops.neurons:
        marked += first_rows(project.network, neuron)
    velocities = project.training.optimizer is Optimizer.SGD
    return tuple(
        (kind, target)
        for kind, target in dict.fromkeys(marked)
        if exists(project.network, kind, target) and (velocities or kind is not Kind.VELOCITY)
    )


def first_rows(network: Network, neuron: str) -> tuple[Row, ...]:
    """Return the first operation that finds a number of a neuron in each direction."""
    found = network.by_id[neuron]
    if found.is_input:
        return ((Kind.INPUT, neuron),)
    links = network.incoming[neuron]
    first = (Kind.MULTIPLY, links[0].name) if links else (Kind.SUM, neuron)
    output = found in network.outputs
    return first, (Kind.LOSS_SLOPE if output else Kind.ACTIVATION_GRADIENT, neuron)


def positions(project: Project, stops: Stops, ledger: Ledger) -> tuple[int, ...]:
    """Return the positions of a ledger at which playing halts, in order.

    A halt before the very first operation is one at the end of the update before, and as marks
    hold for every update, of this one too.
    """
    found = {position for row in rows_of(project, stops) for position in _places(ledger, row)}
    for phase in stops.phases:
        found.update(phase_starts(ledger, Phase(phase)))
    return tuple(sorted(position or len(ledger) for position in found))


def _places(ledger: Ledger, row: Row) -> Iterator[int]:
    """Yield where an operation stands, once for every sample."""
    offset = -1
    for group in groups_of(ledger, row):
        if offset < 0:
            told = ledger.operations(group)
            offset = next(n for n, each in enumerate(told) if (each.kind, each.target) == row)
        yield group.start + offset


def groups_of(ledger: Ledger, row: Row) -> list[Group]:
    """Return the groups of a ledger that have an operation, one for every sample."""
    phase, level = _home(ledger.narrator.network, row)
    return [
        group for group in ledger.groups if group.phase is phase and level in (None, group.level)
    ]


def _home(network: Network, row: Row) -> tuple[Phase, int | None]:
    """Return the phase of an operation and, where a phase has several, its level."""
    kind, target = row
    if kind in OF_PARAMETER or kind is Kind.LOSS:
        return Phase.LOSS if kind is Kind.LOSS else Phase.UPDATE, None
    phase = Phase.FORWARD if kind in FORWARD else Phase.BACKWARD
    if kind is Kind.INPUT:
        return phase, min(1, len(network.levels) - 1)
    return phase, network.level_of[_neuron(network, kind, target)]


def _neuron(network: Network, kind: Kind, target: str) -> str:
    if kind in OF_WEIGHT:
        return next(link.target for link in network.connections if link.name == target)
    if kind is Kind.BIAS_GRADIENT:
        return next(neuron.id for neuron in network.computed if neuron.bias_name == target)
    return target


def phase_starts(ledger: Ledger, phase: Phase) -> list[int]:
    """Return where a phase begins, for every sample."""
    starts = {group.index: group.start for group in reversed(ledger.groups) if group.phase is phase}
    return sorted(starts.values())


def phase_ends(ledger: Ledger) -> list[int]:
    """Return where phases end, for every sample."""
    ends = [
        group.stop
        for group, following in pairwise(ledger.groups)
        if (group.phase, group.index) != (following.phase, following.index)
    ]
    return [*ends, len(ledger)]


def sample_ends(ledger: Ledger) -> list[int]:
    """Return where samples end; the last one of a batch takes the update along."""
    ends = [
        group.stop for group, following in pairwise(ledger.groups) if group.index != following.index
    ]
    return [*ends, len(ledger)]
