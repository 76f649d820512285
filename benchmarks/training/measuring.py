"""Timing: short slices in turn, so that a slow moment of the machine meets everyone.

Counted is the processor's time, of all threads: on an idle machine the same as the clock's, and
much the steadier one where other programs run.
"""

import time
from collections.abc import Mapping
from typing import Protocol


class Trains(Protocol):
    """What can be timed."""

    def update(self, count: int) -> None:
        """Make updates."""


def rates(contestants: Mapping[str, Trains], rounds: int, seconds: float) -> dict[str, list[float]]:
    """Return updates a second of each contestant, round by round.

    A slice takes some `seconds`, and one update at least.
    """
    counts = {name: _fitting(one, seconds) for name, one in contestants.items()}
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            found[name].append(counts[name] / _timed(contestant, counts[name]))
    return found


def _timed(contestant: Trains, count: int) -> float:
    start = time.process_time()
    contestant.update(count)
    return time.process_time() - start


def _fitting(contestant: Trains, seconds: float) -> int:
    """Return how many updates fit into the seconds, after a warm-up."""
    contestant.update(1)
    count, took = 1, _timed(contestant, 1)
    while took < seconds / 4:
        count *= 2
        took = _timed(contestant, count)
    return max(1, round(count * seconds / took))
