"""The ledger: every operation of one update, in teaching order, told on demand.

The ledger is a list of groups (a phase of one sample at one level); how many operations a group
has follows from the network alone, so that a position is found without telling what lies before.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Optimizer
from chainrule.session.narration import Narrator
from chainrule.session.operations import Granularity, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainrule.engine.plan import Plan
    from chainrule.engine.trainer import Update
    from chainrule.network.graph import Network
    from chainrule.network.project import Project, Training
    from chainrule.session.operations import Kind, Operation


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one phase of one sample at one level.

    `sample` is the sample's row counted from 1, None for the update; `index` its place in the
    batch from 0; `layer` of `layers` counts in the direction of the phase, from 1; the operations
    are those at `start` up to `start + count` of the ledger.
    """

    phase: Phase
    sample: int | None
    index: int
    level: int
    layer: int
    layers: int
    start: int
    count: int

    @property
    def stop(self) -> int:
        """The position after the group's last operation."""
        return self.start + self.count


class Ledger:
    """The operations of one traced update."""

    def __init__(self, project: Project, plan: Plan, update: Update) -> None:
        self.update = update.update
        self.rows = update.rows
        self.narrator = Narrator(project, plan, update)
        self.groups = _groups(project.network, update)
        self._starts = [group.start for group in self.groups]
        self._told: dict[int, tuple[Operation, ...]] = {}
        self._index: dict[int, dict[tuple[Kind, str], int]] = {}

    @property
    def training(self) -> Training:
        """The settings that the update is made with."""
        return self.narrator.training

    @property
    def batch_loss(self) -> float:
        """The losses of the batch's samples as one."""
        return self.narrator.update.batch_loss

    @property
    def batch_gradients(self) -> dict[str, float]:
        """The batch's gradient of every parameter, by name."""
        return self.narrator.gradients

    def __len__(self) -> int:
        return self.groups[-1].stop

    def __iter__(self) -> Iterator[Operation]:
        for group in self.groups:
            yield from self.operations(group)

    def operations(self, group: Group) -> tuple[Operation, ...]:
        """Return the group's operations, told once and kept."""
        if group.start not in self._told:
            told = tuple(self.narrator.tell(group.phase, group.index, group.level))
            self._told[group.start] = told
        return self._told[group.start]

    def group_at(self, index: int) -> Group:
        """Return the group of the operation at `index` (from 0)."""
        return self.groups[bisect_right(self._starts, index) - 1]

    def operation(self, index: int) -> Operation:
        """Return the operation at `index` (from 0)."""
        group = self.group_at(index)
        return self.operations(group)[index - group.start]

    def find(
        self, kind: Kind, target: str, sample: int | None = None
    ) -> tuple[int, Operation] | None:
        """Return the index and the operation of this kind and target, of the sample's row (from 1).

        `sample` None asks for what speaks for the batch. None when the update has no such one.
        """
        for group in self._groups_of(sample):
            index = self._indexed(group).get((kind, target))
            if index is not None:
                return group.start + index, self.operations(group)[index]
        return None

    def select(self, sample: int | None = None, neuron: str | None = None) -> Iterator[Operation]:
        """Yield the operations of one sample (its row from 1), of one neuron, or of both.

        Without a sample all are meant, and the update. To a neuron belong its own numbers, those
        of its bias and of the weights into it, and what it is passed back.
        """
        for group in self.groups if sample is None else self._groups_of(sample):
            for operation in self.operations(group):
                if neuron is None or operation.belongs_to(neuron):
                    yield operation

    def _groups_of(self, sample: int | None) -> Sequence[Group]:
        """Return the groups of a sample's row (from 1), None for the update's."""
        if sample is None:
            return self.groups[-1:]
        if sample - 1 not in self.rows:
            return ()
        each = (len(self.groups) - 1) // len(self.rows)
        start = self.rows.index(sample - 1) * each
        return self.groups[start : start + each]

    def _indexed(self, group: Group) -> dict[tuple[Kind, str], int]:
        if group.start not in self._index:
            self._index[group.start] = {
                (operation.kind, operation.target): index
                for index, operation in enumerate(self.operations(group))
            }
        return self._index[group.start]

    def after(self, position: int, granularity: Granularity) -> int:
        """Return where the step from `position` ends inside this update."""
        return next(
            (stop for stop in self._stops(granularity, position) if stop > position), len(self)
        )

    def before(self, position: int, granularity: Granularity) -> int:
        """Return where the step that ends at or after `position` began; 0 is the update's start."""
        earlier = [stop for stop in self._stops(granularity, position) if stop < position]
        return earlier[-1] if earlier else 0

    def _stops(self, granularity: Granularity, position: int) -> list[int]:
        """Return where steps of this size end (near `position` is enough)."""
        if granularity is Granularity.OPERATION:
            return [position - 1, position + 1] if position else [1]
        if granularity is Granularity.LAYER:
            return [group.stop for group in self.groups]
        if granularity is Granularity.SAMPLE:
            last_groups = zip(self.groups, self.groups[1:], strict=False)
            ends = [
                group.stop for group, following in last_groups if _ends_sample(group, following)
            ]
            return [*ends, len(self)]
        return [len(self)]


def _ends_sample(group: Group, following: Group) -> bool:
    """Return whether a sample ends here; the last one of the batch takes the update along."""
    return following.sample is not None and following.index != group.index


def _groups(network: Network, update: Update) -> tuple[Group, ...]:
    """Return the groups of an update in order, with their places."""
    of_a_sample = _sample_groups(network)
    plain: list[tuple[Phase, int | None, int, int, int, int, int]] = [
        (phase, update.rows[index] + 1, index, level, layer, layers, count)
        for index in range(len(update.rows))
        for phase, level, layer, layers, count in of_a_sample
    ]
    count = _update_count(network, update.training)
    plain.append((Phase.UPDATE, None, len(update.rows) - 1, 0, 1, 1, count))
    starts = accumulate((group[-1] for group in plain), initial=0)
    return tuple(Group(*group[:-1], start, group[-1]) for group, start in zip(plain, starts))  # noqa: B905


def _sample_groups(network: Network) -> list[tuple[Phase, int, int, int, int]]:
    """Return (phase, level, layer, layers, number of operations) of one sample's groups."""
    levels = range(1, len(network.levels))
    layers = len(levels)
    first = len(network.inputs)
    groups = [
        (Phase.FORWARD, level, level, layers, _forward_count(network, level) + first * (level == 1))
        for level in levels
    ] or [(Phase.FORWARD, 0, 0, 0, first)]
    groups.append((Phase.LOSS, 0, 1, 1, 1))
    groups.extend(
        (Phase.BACKWARD, level, layers - level + 1, layers, _backward_count(network, level))
        for level in reversed(levels)
    )
    return groups


def _forward_count(network: Network, level: int) -> int:
    return sum(len(network.incoming[name]) + 2 for name in network.levels[level])


def _backward_count(network: Network, level: int) -> int:
    count = 0
    outputs = {neuron.id for neuron in network.outputs}
    for name in network.levels[level]:
        incoming = network.incoming[name]
        is_output = name in outputs
        count += is_output + (not is_output or bool(network.outgoing[name]))
        count += network.by_id[name].activation is not Activation.SOFTMAX
        count += 2 + len(incoming)
        count += sum(not network.by_id[link.source].is_input for link in incoming)
    return count


def _update_count(network: Network, training: Training) -> int:
    parameters = len(network.parameter_names)
    free = parameters - len(network.locked)
    return parameters + free * (2 if training.optimizer is Optimizer.SGD else 1)
