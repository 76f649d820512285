"""The past of a run, told: the ledgers of committed updates, traced again when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from chainrule.session.ledger import Ledger

if TYPE_CHECKING:
    from chainrule.session.run import Run

Kept = TypeVar("Kept")

MOST_LEDGERS = 8
MOST_LOSSES = 64
"""updates whose ledgers, and whose samples' losses, are kept"""


class Past:
    """What committed updates were, bit for bit; the last few that were asked for are kept.

    An update that has just been made step by step is taken in as it was told; others are replayed
    from the run's keyframes, so that going on by a step costs one update at most.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._line: object = run.line
        self._ledgers: dict[int, Ledger] = {}
        self._losses: dict[int, dict[int, float]] = {}

    def take(self, ledger: Ledger) -> None:
        """Take in an update that has just been committed."""
        self._follow()
        self._keep(ledger)

    def ledgers(self, last: int, count: int) -> tuple[Ledger, ...]:
        """Return the ledgers of up to `count` (8 at most) updates that end with `last`."""
        wanted = self._wanted(last, min(count, MOST_LEDGERS))
        self._trace(wanted, self._ledgers)
        return tuple(self._ledgers[update] for update in wanted)

    def losses(self, last: int, count: int) -> dict[int, float]:
        """Return the loss of each sample, by its row from 1, of the updates that end with `last`.

        Of up to `count` (64 at most) updates, each with the parameters it began with.
        """
        wanted = self._wanted(last, min(count, MOST_LOSSES))
        self._trace(wanted, self._losses)
        found: dict[int, float] = {}
        for update in wanted:
            found.update(self._losses[update])
        return found

    def _wanted(self, last: int, count: int) -> range:
        self._follow()
        last = min(last, self._run.line.last)
        return range(max(self._run.history.first + 1, last - count + 1), last + 1)

    def _follow(self) -> None:
        """Forget everything when the run has gone on along another line."""
        if self._run.line is not self._line:
            self._line = self._run.line
            self._ledgers, self._losses = {}, {}

    def _trace(self, wanted: range, kept: dict[int, Kept]) -> None:
        missing = [update for update in wanted if update not in kept]
        for update in wanted:
            if update in kept:
                kept[update] = kept.pop(update)
        if not missing:
            return
        run = self._run
        trainer = run.looked_at(missing[0] - 1)
        for update in range(missing[0], missing[-1] + 1):
            trainer.training = run.history.training_of(update)
            self._keep(Ledger(run.project, trainer.plan, trainer.update()))

    def _keep(self, ledger: Ledger) -> None:
        losses = ledger.narrator.update.backward.losses.tolist()
        rows = (row + 1 for row in ledger.rows)
        _put(self._losses, ledger.update, dict(zip(rows, losses, strict=True)), MOST_LOSSES)
        _put(self._ledgers, ledger.update, ledger, MOST_LEDGERS)


def _put(kept: dict[int, Kept], update: int, told: Kept, most: int) -> None:
    """Keep something for an update; what was not asked for longest makes room."""
    kept.pop(update, None)
    kept[update] = told
    while len(kept) > most:
        del kept[next(iter(kept))]
