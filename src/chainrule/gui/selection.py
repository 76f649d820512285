"""What is selected: the same everywhere in the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.network.graph import Network


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected neurons (by id) and connections (by source and target), or the loss alone.

    What is counted, and what makes it true, are neurons and connections: things that can be edited.
    """

    neurons: frozenset[str] = frozenset()
    connections: frozenset[tuple[str, str]] = frozenset()
    loss: bool = False

    def __bool__(self) -> bool:
        return bool(self.neurons or self.connections)

    def __len__(self) -> int:
        return len(self.neurons) + len(self.connections)

    @property
    def only_neuron(self) -> str | None:
        """The neuron when it alone is selected."""
        return next(iter(self.neurons)) if len(self) == 1 and self.neurons else None

    @property
    def only_connection(self) -> tuple[str, str] | None:
        """The connection when it alone is selected."""
        return next(iter(self.connections)) if len(self) == 1 and self.connections else None

    @property
    def only(self) -> str | tuple[str, str] | None:
        """The neuron or the connection when it alone is selected."""
        return self.only_neuron or self.only_connection

    def within(self, network: Network) -> Selection:
        """Return the part of the selection that the network has."""
        return Selection(
            frozenset(name for name in self.neurons if name in network.by_id),
            frozenset(key for key in self.connections if key in network.by_key),
            self.loss and bool(network.outputs),
        )
