"""Saturation: after which update of a run a neuron was first saturated or dead.

A run is looked at now and then; where a neuron turns out unwell, the updates since the last look
are searched for the first one after which it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.annotations import saturated
from chainrule.session.checkup import health_of

if TYPE_CHECKING:
    from chainrule.session.health import Health
    from chainrule.session.line import Line
    from chainrule.session.run import Run

MOST_SEARCHES = 4
"""searches after one look; neurons that are left are noted where they were seen"""


def unwell(health: Health) -> frozenset[str]:
    """Return the neurons that are saturated or dead."""
    return health.saturated | health.dead


class SaturationWatch:
    """Notes, with the line of a run, where neurons became saturated or died, each one once."""

    def __init__(self) -> None:
        self._line: Line | None = None
        self._seen = 0

    def look(self, run: Run, health: Health) -> None:
        """Take in the health after the last committed update."""
        line = run.line
        if line is not self._line or run.update < self._seen:
            self._line, self._seen = line, line.history.first - 1
        fresh = unwell(health)
        if fresh:
            fresh = fresh.difference(*(note.neurons for note in line.notes(run.update)))
        if fresh:
            self._search(run, fresh, health)
        self._seen = run.update

    def _search(self, run: Run, fresh: frozenset[str], health: Health) -> None:
        for _ in range(MOST_SEARCHES):
            update, then = _first(run, self._seen, fresh, health)
            found = fresh & unwell(then)
            run.line.note(saturated(update, found & then.saturated, found & then.dead))
            fresh, self._seen = fresh - found, update
            if not fresh:
                return
        run.line.note(saturated(run.update, fresh & health.saturated, fresh & health.dead))


def _first(run: Run, well: int, names: frozenset[str], health: Health) -> tuple[int, Health]:
    """Return an update after which a neuron was unwell but not before, and the health then.

    After `well`, which may lie before the history, all of these neurons were well.
    """
    ill, found = run.update, health
    if ill - well <= 1:
        return ill, found
    trainer = run.looked_at(max(well + 1, run.history.first))
    while ill - well > 1:
        middle = (well + ill) // 2
        run.history.bring(trainer, middle)
        z = trainer.evaluate().forward.z
        then = health_of(trainer.plan, run.project.loss, z)
        if names & unwell(then):
            ill, found = middle, then
        else:
            well = middle
    return ill, found
