"""The step list: every operation of an update as a row, in heads and sections.

The rows follow from the groups of a ledger, of which none is told before its rows are asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Optimizer
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chainrule.network.message import Message
    from chainrule.session.ledger import Group, Ledger
    from chainrule.session.operations import Operation

LARGE = 400
"""steps above which the rows of a layer are folded into one"""
SHORT = 40
"""a head of so few steps has no sections, however long the list"""


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of one layer in one direction, or of one kind in the update.

    The steps are those from `start` up to `stop` of the ledger; `layer` of `layers` counts in the
    direction of the phase, `kind` is there in the update.
    """

    start: int
    stop: int
    layer: int = 0
    layers: int = 0
    kind: Kind | None = None

    @property
    def words(self) -> Message:
        """What the section is called."""
        if self.kind is not None:
            return message(_OF_UPDATE[self.kind])
        told = QT_TRANSLATE_NOOP("Steps", "layer {layer} of {layers}")
        return message(told, layer=self.layer, layers=self.layers)


@dataclass(frozen=True, slots=True)
class Head:
    """One phase of one sample, or the update.

    `number` of `samples` is the sample's place in the batch from 1; `sections` are there where the
    steps are too many to be listed at once.
    """

    phase: Phase
    number: int
    samples: int
    start: int
    stop: int
    sections: tuple[Section, ...] = ()

    @property
    def words(self) -> Message:
        """What the head is called, with its sample where there are several."""
        if self.phase is Phase.UPDATE or self.samples == 1:
            return message(_PHASES[self.phase])
        return message(_PHASES_OF[self.phase], number=self.number, total=self.samples)


class StepList:
    """The rows of a ledger: heads, their sections and their steps."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.large = len(ledger) > LARGE
        self.heads = tuple(_heads(ledger, self.large))
        self._starts = [head.start for head in self.heads]

    def __len__(self) -> int:
        return len(self.ledger)

    @property
    def shape(self) -> tuple[Head, ...]:
        """What is the same in two lists with as many rows under the same heads."""
        return self.heads

    def head_of(self, step: int) -> int:
        """Return the number of the head of a step (both from 0)."""
        return bisect_right(self._starts, step) - 1

    def operation(self, step: int) -> Operation:
        """Return the operation of a step; its group is told for it."""
        return self.ledger.operation(step)

    def searched(self, position: int) -> Iterator[int]:
        """Yield the steps that a search looks through.

        In a large list these are the steps of the sample at `position`, and the update.
        """
        if not self.large:
            yield from range(len(self))
            return
        number = self.heads[self.head_of(max(0, position - 1))].number
        for head in self.heads:
            if head.number == number or head.phase is Phase.UPDATE:
                yield from range(head.start, head.stop)


def _heads(ledger: Ledger, large: bool) -> Iterator[Head]:
    samples = len(ledger.rows)
    for groups in _by_phase(ledger.groups):
        first, last = groups[0], groups[-1]
        sections: tuple[Section, ...] = ()
        if large and last.stop - first.start > SHORT:
            sections = tuple(_sections(ledger, groups))
        if last.stop > first.start:
            yield Head(first.phase, first.index + 1, samples, first.start, last.stop, sections)


def _by_phase(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Yield the groups of each phase of each sample."""
    found: list[Group] = []
    for group in groups:
        if found and (group.phase, group.index) != (found[0].phase, found[0].index):
            yield found
            found = []
        found.append(group)
    yield found


def _sections(ledger: Ledger, groups: list[Group]) -> Iterator[Section]:
    if groups[0].phase is not Phase.UPDATE:
        for group in groups:
            yield Section(group.start, group.stop, group.layer, group.layers)
        return
    network, training = ledger.narrator.network, ledger.narrator.training
    parameters = len(network.parameter_names)
    free = parameters - len(network.locked)
    start = groups[0].start
    counts = {Kind.BATCH_GRADIENT: parameters, Kind.VELOCITY: free, Kind.NEW_VALUE: free}
    if training.optimizer is not Optimizer.SGD:
        del counts[Kind.VELOCITY]
    for kind, count in counts.items():
        if count:
            yield Section(start, start + count, kind=kind)
            start += count


_PHASES = {
    Phase.FORWARD: QT_TRANSLATE_NOOP("Strip", "Forward"),
    Phase.LOSS: QT_TRANSLATE_NOOP("Strip", "Loss"),
    Phase.BACKWARD: QT_TRANSLATE_NOOP("Strip", "Backward"),
    Phase.UPDATE: QT_TRANSLATE_NOOP("Strip", "Update"),
}
_PHASES_OF = {
    Phase.FORWARD: QT_TRANSLATE_NOOP("Steps", "Forward, sample {number} of {total}"),
    Phase.LOSS: QT_TRANSLATE_NOOP("Steps", "Loss, sample {number} of {total}"),
    Phase.BACKWARD: QT_TRANSLATE_NOOP("Steps", "Backward, sample {number} of {total}"),
}
_OF_UPDATE = {
    Kind.BATCH_GRADIENT: QT_TRANSLATE_NOOP("Steps", "gradients of the batch"),
    Kind.VELOCITY: QT_TRANSLATE_NOOP("Steps", "velocities"),
    Kind.NEW_VALUE: QT_TRANSLATE_NOOP("Steps", "new values"),
}
