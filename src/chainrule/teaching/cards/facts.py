"""The numbers of one moment as the cards ask for them: what is known, and what will come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.network.names import Role
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.teaching.cards.parts import Number, NumberName
from chainrule.teaching.origins import activation_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.graph import Network
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Operation
    from chainrule.session.probe import Probe

FORWARD = frozenset({Kind.INPUT, Kind.MULTIPLY, Kind.SUM, Kind.ACTIVATE, Kind.LOSS})


@dataclass(frozen=True)
class Facts:
    """Reads one moment; `probe` makes the probe of its project, when it is needed."""

    moment: Moment
    probe: Callable[[], Probe]

    @cached_property
    def ledger(self) -> Ledger | None:
        """The open ledger; between updates, that of the shown row or of what is asked, alone."""
        if self.moment.ledger is not None and self.moment.position:
            return self.moment.ledger
        if not self.settled:
            return None
        if self.moment.asked is not None:
            return self.probe().asked_ledger(self.before, self.moment.asked.inputs)
        return self.probe().ledger(self.before, self.moment.place.row)

    @property
    def network(self) -> Network:
        """The network that is shown."""
        return self.moment.project.network

    @property
    def settled(self) -> bool:
        """Whether the shown row has been computed outside an open update."""
        return self.moment.ledger is None and bool(self.moment.frame.values)

    @property
    def updating(self) -> bool:
        """Whether the update of the parameters is shown."""
        return self.moment.frame.phase is Phase.UPDATE

    @property
    def stepwise(self) -> bool:
        """Whether single operations are shown one by one."""
        return self.moment.granularity is Granularity.OPERATION

    @property
    def sample(self) -> int:
        """The shown row of the training set, from 1; what is asked is a sample of its own."""
        return 1 if self.moment.asked is not None else self.moment.place.row + 1

    def find(self, kind: Kind, target: str, batch: bool = False) -> tuple[int, Operation] | None:
        """Return the index and the operation, also one that is still to come."""
        sample = None if batch else self.sample
        return None if self.ledger is None else self.ledger.find(kind, target, sample)

    def coming(self, kind: Kind, target: str, batch: bool = False) -> Operation | None:
        """Return the operation, also one that is still to come."""
        found = self.find(kind, target, batch)
        return None if found is None else found[1]

    def known(self, kind: Kind, target: str, batch: bool = False) -> Operation | None:
        """Return the operation when its number has been revealed."""
        return self.revealed(self.find(kind, target, batch))

    def revealed(self, found: tuple[int, Operation] | None) -> Operation | None:
        """Return the operation of an index when its number has been revealed."""
        if found is None:
            return None
        if self.settled:
            untold = self.moment.asked is not None and found[1].kind is Kind.LOSS
            return found[1] if found[1].kind in FORWARD and not untold else None
        return found[1] if found[0] < self.moment.position else None

    def number(self, kind: Kind, target: str, batch: bool = False) -> Number:
        """Return a number of the ledger, None in it while it has not been revealed."""
        told = self.known(kind, target, batch)
        name = NumberName(kind, target, None if batch else self.sample)
        return Number(None if told is None else told.value, name)

    def value(self, kind: Kind, target: str) -> float | None:
        """Return a revealed number."""
        return self.moment.frame.value(kind, target)

    def step_of(self, kind: Kind, target: str) -> int | None:
        """Return which step of the update reveals this, from 1, when steps are shown."""
        found = self.find(kind, target) if self.stepwise and not self.settled else None
        return None if found is None else found[0] + 1

    def signal(self, neuron: str) -> float | None:
        """Return what a neuron sends, once it is known; an input's value always is."""
        if self.network.by_id[neuron].is_input:
            return self.moment.frame.inputs.get(neuron)
        return self.value(Kind.ACTIVATE, neuron)

    def sent(self, neuron: str) -> Number:
        """Return what a neuron sends, with its name."""
        kind = activation_kind(self.network, neuron)
        return Number(self.signal(neuron), NumberName(kind, neuron, self.sample))

    def shown(self, kind: Kind, target: str) -> Number:
        """Return a number of the frame, with its name."""
        return Number(self.value(kind, target), NumberName(kind, target, self.sample))

    def is_output(self, neuron: str) -> bool:
        """Return whether a neuron is an output."""
        return self.network.by_id[neuron].role is Role.OUTPUT

    @cached_property
    def before(self) -> dict[str, float]:
        """The parameters that the pass was made with."""
        frame = self.moment.frame
        return {**frame.parameters, **frame.old}

    @property
    def last_sample(self) -> bool:
        """Whether the last sample of the batch is shown."""
        place = self.moment.place
        return place.sample == place.samples
