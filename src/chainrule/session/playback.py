"""Playback: a cursor over the ledger of one update and the step it is taking.

A step's end is known at once; the animation only shows the way there. Time comes in from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.session.operations import Granularity, Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.session.ledger import Ledger

LAYER_SECONDS = {Phase.FORWARD: 0.9, Phase.LOSS: 0.7, Phase.BACKWARD: 1.0, Phase.UPDATE: 0.8}
OPERATION_SECONDS = 0.6
SAMPLE_PHASE_SECONDS = 0.35
BATCH_SECONDS = 0.4
SHORTEST_ANIMATION = 0.12
"""a step that gets less time than this is shown without its animation"""
PAUSE_SECONDS = 0.3
"""after Pause, a step in progress ends within this time"""


@dataclass(frozen=True, slots=True)
class Leg:
    """One animated part of a step: from one position to another, in seconds at speed 1."""

    start: int
    stop: int
    seconds: float


class Playback:
    """Where the cursor stands in the update's ledger and how far the step in progress has come."""

    def __init__(self) -> None:
        self.position = 0
        self.start = 0
        self.progress = 1.0
        self._legs: list[Leg] = []

    def put(self, position: int, start: int) -> None:
        """Stand at `position` with nothing moving; operations from `start` count as fresh."""
        self.position, self.start, self.progress = position, start, 1.0
        self._legs = []

    def begin(self, legs: Sequence[Leg]) -> None:
        """Begin a step that is shown leg by leg."""
        self._legs = list(legs)
        self._enter()

    def _enter(self) -> None:
        leg = self._legs[0]
        self.start, self.position, self.progress = leg.start, leg.stop, 0.0

    @property
    def moving(self) -> bool:
        """Whether a step is under way."""
        return bool(self._legs)

    @property
    def seconds(self) -> float:
        """How long what is left of the step's legs takes at speed 1, the present one whole."""
        return sum(leg.seconds for leg in self._legs)

    def finish(self) -> None:
        """Jump to the end of the step in progress."""
        if self._legs:
            last = self._legs[-1]
            self.put(last.stop, last.start)

    def advance(self, seconds: float) -> float:
        """Let time go on; return the seconds left over once the step in progress has ended."""
        while self._legs:
            leg = self._legs[0]
            left = (1.0 - self.progress) * leg.seconds
            if seconds < left:
                self.progress += seconds / leg.seconds
                return 0.0
            seconds -= left
            del self._legs[0]
            if self._legs:
                self._enter()
            else:
                self.progress = 1.0
        return seconds

    def hurry(self) -> None:
        """Shorten what is left of the step so that it ends within `PAUSE_SECONDS`."""
        if self._legs:
            last = self._legs[-1]
            leg = Leg(self._legs[0].start, last.stop, PAUSE_SECONDS)
            self._legs = [leg]
            self.start, self.position = leg.start, leg.stop


def legs_of(ledger: Ledger, start: int, stop: int, granularity: Granularity) -> list[Leg]:
    """Return the animated legs of a step between two positions of a ledger."""
    if granularity is Granularity.OPERATION:
        return [Leg(start, stop, OPERATION_SECONDS)]
    if granularity is Granularity.LAYER:
        phase = ledger.group_at(stop - 1).phase
        return [Leg(start, stop, LAYER_SECONDS[phase])]
    if granularity is Granularity.SAMPLE:
        return [
            Leg(a, b, SAMPLE_PHASE_SECONDS) for a, b in pairwise(_phase_ends(ledger, start, stop))
        ]
    update = ledger.groups[-1].start
    return [Leg(update if start < update < stop else start, stop, BATCH_SECONDS)]


def _phase_ends(ledger: Ledger, start: int, stop: int) -> list[int]:
    """Return `start`, every end of a phase after it, and `stop`."""
    ends = [start]
    for group, following in pairwise(ledger.groups):
        changed = (group.phase, group.index) != (following.phase, following.index)
        if start < group.stop < stop and changed:
            ends.append(group.stop)
    return [*ends, stop]
