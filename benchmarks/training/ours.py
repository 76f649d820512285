"""Chainrule's engine: what plays at full speed."""

from chainrule.engine.trainer import Trainer
from training.tasks import Array, Task


class Ours:
    """A trainer, replaying."""

    def __init__(self, task: Task) -> None:
        self.trainer = Trainer.start(task.project)

    def update(self, count: int) -> None:
        """Make updates."""
        self.trainer.replay(count)

    def parameters(self) -> Array:
        """Return the parameters in their order."""
        return self.trainer.plan.unpack(self.trainer.parameters)


def fits(_task: Task) -> bool:
    """Return whether the network can be expressed."""
    return True


start = Ours
