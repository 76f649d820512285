"""A look ahead: the ledger of the update to come, which is not entered by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.trainer import Trainer
from chainrule.network.message import ChainruleError
from chainrule.session.ledger import Ledger

if TYPE_CHECKING:
    from chainrule.session.run import Run


class Ahead:
    """Traces the next update on a trainer of its own, once for each state of the run."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._ledger: Ledger | None = None

    def ledger(self, run: Run) -> Ledger | None:
        """Return the ledger of the update that comes next; None when there can be none."""
        state = (run, run.trainer.update_number, run.training, run.project)
        if self._of != state:
            self._of = state
            self._ledger = _traced(run)
        return self._ledger


def _traced(run: Run) -> Ledger | None:
    trainer = run.trainer
    if not run.project.data.train:
        return None
    other = Trainer(trainer.plan, trainer.setup, trainer.training, trainer.snapshot())
    try:
        return Ledger(run.project, trainer.plan, other.update())
    except ChainruleError:
        return None
