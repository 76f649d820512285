"""What alternatives have shown, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Optimizer

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.comparison import Comparison, Outcome

HARDLY = 0.9
"""a run that ends above this part of its first loss has hardly moved"""
OPTIMIZERS = {
    Optimizer.SGD: QT_TRANSLATE_NOOP("WhatIf", "gradient descent"),
    Optimizer.RMSPROP: QT_TRANSLATE_NOOP("WhatIf", "RMSprop"),
    Optimizer.ADAM: QT_TRANSLATE_NOOP("WhatIf", "Adam"),
}


def differences(outcome: Outcome, real: Outcome) -> tuple[Message, ...]:
    """Return in what an alternative differs from the real run, each in a word or two."""
    return (*rates(outcome, real), *further(outcome, real))


def rates(outcome: Outcome, real: Outcome) -> tuple[Message, ...]:
    """Return the learning rate and the momentum where they differ."""
    mine, other = outcome.setting.training, real.setting.training
    found = []
    if mine.learning_rate != other.learning_rate:
        found.append(message(QT_TRANSLATE_NOOP("WhatIf", "η {rate}"), rate=mine.learning_rate))
    if mine.momentum != other.momentum:
        found.append(message(QT_TRANSLATE_NOOP("WhatIf", "μ {rate}"), rate=float(mine.momentum)))
    return tuple(found)


def further(outcome: Outcome, real: Outcome) -> tuple[Message, ...]:
    """Return what differs beside learning rate and momentum."""
    mine, other = outcome.setting.training, real.setting.training
    found = []
    if mine.optimizer is not other.optimizer:
        found.append(message(OPTIMIZERS[mine.optimizer]))
    if mine.batch_size != other.batch_size:
        told = QT_TRANSLATE_NOOP("WhatIf", "batches of {count}")
        if not mine.batch_size:
            told = QT_TRANSLATE_NOOP("WhatIf", "all in one batch")
        found.append(message(told, count=mine.batch_size))
    if outcome.setting.seed is not None:
        told = QT_TRANSLATE_NOOP("WhatIf", "weights of seed {seed}")
        found.append(message(told, seed=outcome.setting.seed))
    elif outcome.first != real.first:
        told = QT_TRANSLATE_NOOP("WhatIf", "from update {update}")
        found.append(message(told, update=outcome.first))
    return tuple(found)


def conclusions(compared: Comparison, threshold: float | None) -> tuple[Message, ...]:
    """Return what can be learned from the comparison so far, the best alternative first."""
    found = [] if threshold is None else list(_sooner(compared, threshold))
    for each in compared.others:
        if each.diverged_at is not None:
            told = QT_TRANSLATE_NOOP("WhatIf", "What if {letter} blows up at update {update}.")
            found.append(message(told, letter=each.letter, update=each.diverged_at))
        elif _hardly_moves(each):
            told = QT_TRANSLATE_NOOP("WhatIf", "What if {letter} hardly moves.")
            found.append(message(told, letter=each.letter))
    best = compared.best
    if best is compared.real and all(each.done for each in compared.others):
        told = QT_TRANSLATE_NOOP("WhatIf", "None of them ends lower than this run.")
        found.append(message(told))
    return tuple(found)


def _sooner(compared: Comparison, threshold: float) -> tuple[Message, ...]:
    """Return how much sooner the quickest alternative is below the threshold than the run."""
    real = compared.real.first_below(threshold)
    epochs = [
        (epoch, each.letter)
        for each in compared.others
        if (epoch := each.first_below(threshold)) is not None
    ]
    if not epochs or (real is not None and min(epochs)[0] >= real):
        return ()
    epoch, letter = min(epochs)
    if real is None:
        told = QT_TRANSLATE_NOOP(
            "WhatIf",
            "With what if {letter} the loss falls below {bound} at epoch {epoch}; this run does"
            " not come there.",
        )
        return (message(told, letter=letter, bound=threshold, epoch=epoch),)
    told = QT_TRANSLATE_NOOP(
        "WhatIf",
        "With what if {letter} the loss falls below {bound} at epoch {epoch} instead of {other}.",
    )
    return (message(told, letter=letter, bound=threshold, epoch=epoch, other=real),)


def _hardly_moves(outcome: Outcome) -> bool:
    first = outcome.log[0].train_loss if outcome.log else None
    return first is not None and outcome.loss is not None and outcome.loss > HARDLY * first
