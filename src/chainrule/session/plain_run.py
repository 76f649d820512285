"""A run without momentum from where another once stood, trained on as far as it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.engine.trainer import NonFinite, Trainer
from chainrule.network.names import Optimizer
from chainrule.session.block import finite_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.project import Training
    from chainrule.session.run import Run
    from chainrule.session.surface import Point


class PlainRun:
    """The same weights and samples as a run at its update `first`, but with μ = 0.

    `path` has the place of two parameters from there on, `losses` the training set's loss after
    each update. `diverged_at` is the update that could not be made.
    """

    def __init__(self, run: Run, first: int, training: Training, names: tuple[str, str]) -> None:
        self.first = first
        self.path: list[Point] = []
        self.losses: list[float] = []
        self.diverged_at: int | None = None
        trainer = run.trainer
        plan, start = trainer.plan, run.looked_at(first).snapshot()
        plain = replace(training, momentum=0.0)
        self._trainer = Trainer(plan, trainer.setup, plain, start)
        self._places = [int(plan.index[plan.network.parameter_names.index(name)]) for name in names]
        self._of = (run, run.line.number, first, training, names)
        self._stand()

    def suits(self, run: Run, first: int, names: tuple[str, str]) -> bool:
        """Whether it is that of a run as it is now, from an update on, over two parameters."""
        training = training_after(run, first)
        return self._of == (run, run.line.number, first, training, names)

    def end(self, update: int) -> int | None:
        """Return the update that could not be made, if it is among those up to another one."""
        at = self.diverged_at
        return at if at is not None and at <= update else None

    def train_to(self, update: int) -> Iterator[None]:
        """Train up to an update, one at a time."""
        while self._trainer.update_number < update and self.diverged_at is None:
            loss = self._trained()
            if loss is None:
                self.diverged_at = self.first + len(self.path)
                return
            self.losses.append(loss)
            self._stand()
            yield None

    def _trained(self) -> float | None:
        """Make an update; return the loss after it, None where a number is not finite."""
        try:
            self._trainer.train(1)
        except NonFinite:
            return None
        return finite_or_none(self._trainer.evaluate().train_loss)

    def _stand(self) -> None:
        first, second = self._trainer.parameters[self._places].tolist()
        self.path.append((first, second))


def plain_run(run: Run, first: int, names: tuple[str, str]) -> PlainRun | None:
    """Return the run without momentum from an update on; None where there is no momentum."""
    training = training_after(run, first)
    if training.optimizer is not Optimizer.SGD or not training.momentum:
        return None
    return PlainRun(run, first, training, names)


def training_after(run: Run, update: int) -> Training:
    """Return the settings that a run has gone on with after an update, or would go on with."""
    return run.history.training_of(update + 1) if run.line.last > update else run.training
