"""The numbers of one moment as the Inspector asks for them: what is known, and what will come."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.gui.symbols import Symbols
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.teaching.paths.tracing import Tracer

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.graph import Network
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Operation
    from chainrule.session.probe import Probe
    from chainrule.teaching.paths.path_sum import PathSum, Start

FORWARD = frozenset({Kind.INPUT, Kind.MULTIPLY, Kind.SUM, Kind.ACTIVATE, Kind.LOSS})


@dataclass(frozen=True)
class Facts:
    """Reads one moment; `probe` makes the probe of its project, when it is needed."""

    moment: Moment
    symbols: Symbols
    probe: Callable[[], Probe]
    tracer: Tracer = field(default_factory=Tracer)

    def paths(self, start: Start) -> PathSum | None:
        """Return the paths from a weight or a neuron, once there are two to be shown."""
        return self.tracer.trace(self.moment, start)

    @cached_property
    def _ledger(self) -> Ledger | None:
        """The open ledger; between two updates, that of the shown row alone."""
        if self.moment.ledger is not None and self.moment.position:
            return self.moment.ledger
        if not self.settled:
            return None
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

    def find(self, kind: Kind, target: str, batch: bool = False) -> tuple[int, Operation] | None:
        """Return the index and the operation, also one that is still to come."""
        sample = None if batch else self.moment.place.row + 1
        return None if self._ledger is None else self._ledger.find(kind, target, sample)

    def coming(self, kind: Kind, target: str, batch: bool = False) -> Operation | None:
        """Return the operation, also one that is still to come."""
        found = self.find(kind, target, batch)
        return None if found is None else found[1]

    def known(self, kind: Kind, target: str, batch: bool = False) -> Operation | None:
        """Return the operation when its number has been revealed."""
        found = self.find(kind, target, batch)
        if found is None:
            return None
        if self.settled:
            return found[1] if kind in FORWARD else None
        return found[1] if found[0] < self.moment.position else None

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

    @property
    def before(self) -> dict[str, float]:
        """The parameters that the pass was made with."""
        frame = self.moment.frame
        return {**frame.parameters, **frame.old}

    @property
    def last_sample(self) -> bool:
        """Whether the last sample of the batch is shown."""
        place = self.moment.place
        return place.sample == place.samples


class Reader:
    """Makes the facts of each moment; keeps what many moments share."""

    def __init__(self) -> None:
        self._symbols: Symbols | None = None
        self._probe: Probe | None = None
        self._tracer = Tracer()

    def read(self, moment: Moment) -> Facts:
        """Return the facts of a moment."""
        network = moment.project.network
        if self._symbols is None or self._symbols.network is not network:
            self._symbols = Symbols(network)
        return Facts(moment, self._symbols, lambda: self._probe_of(moment), self._tracer)

    def _probe_of(self, moment: Moment) -> Probe:
        """Return the probe of the moment's project; the engine is imported when first asked."""
        if self._probe is None or self._probe.project is not moment.project:
            from chainrule.session.probe import Probe

            self._probe = Probe(moment.project)
        return self._probe
