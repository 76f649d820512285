"""Chainrule in a session: each update with the losses of the whole sets, the log and history."""

from chainrule.session.run import Run
from training.tasks import Array, Task


class InSession:
    """A run, as the window and the command line drive it."""

    def __init__(self, task: Task) -> None:
        self.run = Run(task.project)

    def update(self, count: int) -> None:
        """Make updates."""
        for _ in range(count):
            self.run.train()

    def parameters(self) -> Array:
        """Return the parameters in their order."""
        trainer = self.run.trainer
        return trainer.plan.unpack(trainer.parameters)


def fits(_task: Task) -> bool:
    """Return whether the network can be expressed."""
    return True


start = InSession
