"""A look ahead: the ledger of the update to come, which is not entered by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.trainer import Trainer
from chainrule.network.message import ChainruleError
from chainrule.session.block import finite_or_none
from chainrule.session.ledger import Ledger

if TYPE_CHECKING:
    from chainrule.engine.trainer import Evaluation
    from chainrule.session.run import Run


class Ahead:
    """Traces the next update on a trainer of its own, once for each state of the run."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._ledger: Ledger | None = None
        self._trainer: Trainer | None = None
        self._after: Evaluation | None = None

    def ledger(self, run: Run) -> Ledger | None:
        """Return the ledger of the update that comes next; None when there can be none."""
        state = (run, run.trainer.update_number, run.training, run.project)
        if self._of != state:
            self._of, self._after = state, None
            self._trainer, self._ledger = _traced(run)
        return self._ledger

    def loss(self, run: Run) -> float | None:
        """Return the training set's loss after that update; None where it is not finite."""
        self.ledger(run)
        if self._trainer is None:
            return None
        if self._after is None:
            self._after = self._trainer.evaluate()
        return finite_or_none(self._after.train_loss)


def _traced(run: Run) -> tuple[Trainer, Ledger] | tuple[None, None]:
    trainer = run.trainer
    if not run.project.data.train:
        return None, None
    other = Trainer(trainer.plan, trainer.setup, trainer.training, trainer.snapshot())
    try:
        return other, Ledger(run.project, trainer.plan, other.update())
    except ChainruleError:
        return None, None
