"""Stops: where playing halts before it goes on; they hold for every update and sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from chainrule.network.graph import Network

LOSS = "L"
"""the target of the operation that finds the loss"""

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Stops:
    """The stop marks of a project, in the words of the ledger.

    `rows` are operations with their targets, `neurons` halt before the first operation of a neuron
    in each direction, `phases` before their first operation. Each is in the order of its making.
    """

    rows: tuple[tuple[str, str], ...] = ()
    neurons: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.neurons or self.phases)

    def __len__(self) -> int:
        return len(self.rows) + len(self.neurons) + len(self.phases)

    def toggled_row(self, operation: str, target: str) -> Stops:
        """Return the stops with the mark of a row set, or taken away."""
        return replace(self, rows=_toggled(self.rows, (str(operation), target)))

    def toggled_neuron(self, neuron: str) -> Stops:
        """Return the stops with the mark of a neuron set, or taken away."""
        return replace(self, neurons=_toggled(self.neurons, neuron))

    def toggled_phase(self, phase: str) -> Stops:
        """Return the stops with the mark of a phase set, or taken away."""
        return replace(self, phases=_toggled(self.phases, str(phase)))

    def within(self, network: Network) -> Stops:
        """Return the marks whose target the network has."""
        targets = {LOSS, *network.by_id, *network.parameter_names}
        return Stops(
            tuple(row for row in self.rows if row[1] in targets),
            tuple(name for name in self.neurons if name in network.by_id),
            self.phases,
        )


def _toggled(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    if mark in marks:
        return tuple(each for each in marks if each != mark)
    return (*marks, mark)
