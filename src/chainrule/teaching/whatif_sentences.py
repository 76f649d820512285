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


def conclusions(compared: Comparison, letter: str, threshold: float | None) -> tuple[Message, ...]:
    """Return what can be learned so far from one of the alternatives beside the real run."""
    chosen = next((each for each in compared.others if each.letter == letter), None)
    if chosen is None:
        return ()
    if chosen.diverged_at is not None:
        told = QT_TRANSLATE_NOOP("WhatIf", "What if {letter} blows up at update {update}.")
        return (message(told, letter=letter, update=chosen.diverged_at),)
    found = [] if threshold is None else list(_sooner(chosen, compared.real, threshold))
    if _hardly_moves(chosen):
        told = QT_TRANSLATE_NOOP("WhatIf", "What if {letter} hardly moves.")
        found.append(message(told, letter=letter))
    return (*found, *_lower(chosen, compared.real))


def _lower(chosen: Outcome, real: Outcome) -> tuple[Message, ...]:
    """Return whether an alternative that has come to its end ends lower than the run."""
    if not chosen.done or chosen.loss is None or real.loss is None:
        return ()
    if chosen.loss < real.loss:
        told = QT_TRANSLATE_NOOP("WhatIf", "What if {letter} ends lower than this run.")
    elif chosen.loss > real.loss:
        told = QT_TRANSLATE_NOOP("WhatIf", "What if {letter} ends higher than this run.")
    else:
        told = QT_TRANSLATE_NOOP("WhatIf", "What if {letter} ends as low as this run.")
    return (message(told, letter=chosen.letter),)


def _sooner(chosen: Outcome, real: Outcome, threshold: float) -> tuple[Message, ...]:
    """Return how much sooner or later an alternative is below the threshold than the run."""
    mine, other = chosen.first_below(threshold), real.first_below(threshold)
    if mine is None and other is None:
        return ()
    if other is None:
        told = QT_TRANSLATE_NOOP(
            "WhatIf",
            "With what if {letter} the loss falls below {bound} at epoch {epoch}; this run does"
            " not come there.",
        )
    elif mine is None:
        if not chosen.done:
            return ()
        told = QT_TRANSLATE_NOOP(
            "WhatIf",
            "With what if {letter} the loss does not fall below {bound}; this run comes there at"
            " epoch {other}.",
        )
    elif mine == other:
        return ()
    else:
        told = QT_TRANSLATE_NOOP(
            "WhatIf",
            "With what if {letter} the loss falls below {bound} at epoch {epoch} instead of"
            " {other}.",
        )
    epochs = {"epoch": mine, "other": other}
    known = {name: epoch for name, epoch in epochs.items() if epoch is not None}
    return (message(told, letter=chosen.letter, bound=threshold, **known),)


def _hardly_moves(outcome: Outcome) -> bool:
    first = outcome.log[0].train_loss if outcome.log else None
    return first is not None and outcome.loss is not None and outcome.loss > HARDLY * first
