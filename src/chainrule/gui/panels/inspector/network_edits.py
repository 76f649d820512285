"""The edits of the whole network, with their words for the undo menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network import edits
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from chainrule.network.names import Loss, Optimizer, Reduction
    from chainrule.network.project import Project


def set_loss(loss: Loss) -> Edit:
    """Set the loss."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Change the loss"))
    return Edit(told, lambda project: edits.set_loss(project, loss))


def set_reduction(reduction: Reduction) -> Edit:
    """Set how the losses of a batch become one."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Change the loss of a batch"))
    return Edit(told, lambda project: edits.set_training(project, reduction=reduction))


def set_optimizer(optimizer: Optimizer) -> Edit:
    """Set the rule of the update."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Change the optimizer"))
    return Edit(told, lambda project: edits.set_training(project, optimizer=optimizer))


def draw_from(seed: int, initializer: str) -> Edit:
    """Draw new starting weights from a seed by a rule."""

    def change(project: Project) -> Project:
        from chainrule.session.checking import with_new_weights

        return with_new_weights(project, seed, initializer)

    told = message(QT_TRANSLATE_NOOP("Edit", "New weights from seed {seed}"), seed=seed)
    return Edit(told, change)
