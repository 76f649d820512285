"""Where playing halts: at stop marks, and at what is chosen under "Stop at"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from chainrule.session.stopping import phase_ends, positions, rows_of, sample_ends

if TYPE_CHECKING:
    from chainrule.network.project import Project
    from chainrule.network.stops import Stops
    from chainrule.session.ledger import Ledger
    from chainrule.session.run import Run


class When(StrEnum):
    """What playing can be told to stop at."""

    PHASE = "phase"
    SAMPLE = "sample"
    EPOCH = "epoch"
    LOSS = "loss"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class StopAt:
    """When playing stops by itself; `limit` is the epoch, or the loss it is to fall below."""

    when: When = When.NEVER
    limit: float = 0.0

    def reached(self, epoch: int, loss: float | None) -> bool:
        """Return whether the epoch is over, or the loss of the training set below the limit."""
        if self.when is When.EPOCH:
            return epoch >= self.limit
        return self.when is When.LOSS and loss is not None and loss < self.limit


class Halts:
    """Answers where playing halts next.

    What was reached when playing began does not stop it, so that playing can go on from there.
    """

    def __init__(self) -> None:
        self.at = StopAt()
        self._was_reached = False
        self._project: Project | None = None
        self._inside = False
        self._known: tuple[Ledger, Stops, When] | None = None
        self._positions: tuple[int, ...] = ()

    def begin(self, run: Run) -> None:
        """Playing begins."""
        self._was_reached = self.at.reached(run.committed().epoch, run.evaluation.train_loss)

    @property
    def waits(self) -> bool:
        """Whether playing waits for an epoch, or for a loss."""
        return self.at.when in (When.EPOCH, When.LOSS) and not self._was_reached

    def over(self, run: Run) -> bool:
        """Return whether the update just made is the one to stop after."""
        return self.waits and self.at.reached(run.trainer.epoch, run.evaluation.train_loss)

    def inside(self, project: Project) -> bool:
        """Return whether playing halts within updates, so that none may be passed over."""
        if self.at.when in (When.PHASE, When.SAMPLE):
            return True
        if project is not self._project:
            stops = project.stops
            self._project = project
            self._inside = bool(stops.phases) or bool(stops and rows_of(project, stops))
        return self._inside

    def of(self, project: Project, ledger: Ledger) -> tuple[int, ...]:
        """Return the positions of a ledger at which playing halts, in order."""
        known = (ledger, project.stops, self.at.when)
        if self._known is None or self._known[0] is not ledger or self._known[1:] != known[1:]:
            self._known = known
            self._positions = self._found(project, ledger)
        return self._positions

    def _found(self, project: Project, ledger: Ledger) -> tuple[int, ...]:
        found = set(positions(project, project.stops, ledger))
        if self.at.when is When.PHASE:
            found.update(phase_ends(ledger))
        elif self.at.when is When.SAMPLE:
            found.update(sample_ends(ledger))
        return tuple(sorted(found))

    def after(self, project: Project, ledger: Ledger, position: int) -> int:
        """Return where playing on from a position halts, the end of the ledger if nowhere."""
        found = self.of(project, ledger)
        index = bisect_right(found, position)
        return found[index] if index < len(found) else len(ledger)
