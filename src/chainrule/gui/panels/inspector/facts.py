"""The facts of the cards with the symbols of the network, which only the window needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chainrule.gui.symbols import Symbols
from chainrule.teaching.cards import facts as told
from chainrule.teaching.cards.facts import FORWARD as FORWARD
from chainrule.teaching.paths.tracing import Tracer

if TYPE_CHECKING:
    from chainrule.session.moment import Moment
    from chainrule.session.probe import Probe
    from chainrule.teaching.paths.path_sum import PathSum, Start


@dataclass(frozen=True)
class Facts(told.Facts):
    """Reads one moment, and names its neurons and parameters."""

    symbols: Symbols
    tracer: Tracer = field(default_factory=Tracer)

    def paths(self, start: Start) -> PathSum | None:
        """Return the paths from a weight or a neuron, once there are two to be shown."""
        return self.tracer.trace(self.moment, start)


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
        return Facts(moment, lambda: self._probe_of(moment), self._symbols, self._tracer)

    def _probe_of(self, moment: Moment) -> Probe:
        """Return the probe of the moment's project; the engine is imported when first asked."""
        if self._probe is None or self._probe.project is not moment.project:
            from chainrule.session.probe import Probe

            self._probe = Probe(moment.project)
        return self._probe
