"""The sentences of health: why training stopped, what to look out for, which neurons are unwell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.health import FLAT
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.network.message import Message, Value
    from chainrule.session.divergence import Divergence
    from chainrule.session.health import Health

Templates = tuple[str, tuple[str, str], tuple[str, str]]
"""the key of the target, then the sentence with too large steps and that with too large numbers"""

LOSS: Templates = (
    "loss_name",
    QT_TRANSLATE_NOOP("Health", "The loss overflowed: η = {rate} takes steps that are too large."),
    QT_TRANSLATE_NOOP("Health", "The loss overflowed: the weights or the data are too large."),
)
VALUE: Templates = (
    "neuron",
    QT_TRANSLATE_NOOP(
        "Health", "The value of {neuron} overflowed: η = {rate} takes steps that are too large."
    ),
    QT_TRANSLATE_NOOP(
        "Health", "The value of {neuron} overflowed: the weights or the data are too large."
    ),
)
PRODUCT: Templates = (
    "weight",
    QT_TRANSLATE_NOOP(
        "Health",
        "What {weight} sends on overflowed: η = {rate} takes steps that are too large.",
    ),
    QT_TRANSLATE_NOOP(
        "Health", "What {weight} sends on overflowed: the weights or the data are too large."
    ),
)
BLAME: Templates = (
    "neuron",
    QT_TRANSLATE_NOOP(
        "Health", "The blame of {neuron} overflowed: η = {rate} takes steps that are too large."
    ),
    QT_TRANSLATE_NOOP(
        "Health", "The blame of {neuron} overflowed: the weights or the data are too large."
    ),
)
PASSED: Templates = (
    "weight",
    QT_TRANSLATE_NOOP(
        "Health",
        "The blame that {weight} passes back overflowed: η = {rate} takes steps that are too "
        "large.",
    ),
    QT_TRANSLATE_NOOP(
        "Health",
        "The blame that {weight} passes back overflowed: the weights or the data are too large.",
    ),
)
GRADIENT: Templates = (
    "parameter",
    QT_TRANSLATE_NOOP(
        "Health",
        "The gradient of {parameter} overflowed: η = {rate} takes steps that are too large.",
    ),
    QT_TRANSLATE_NOOP(
        "Health", "The gradient of {parameter} overflowed: the weights or the data are too large."
    ),
)
STEP: Templates = (
    "parameter",
    QT_TRANSLATE_NOOP(
        "Health", "The step of {parameter} overflowed: η = {rate} takes steps that are too large."
    ),
    QT_TRANSLATE_NOOP(
        "Health", "The step of {parameter} overflowed: the weights or the data are too large."
    ),
)

TEMPLATES: dict[Kind, Templates] = {
    Kind.INPUT: VALUE,
    Kind.MULTIPLY: PRODUCT,
    Kind.SUM: VALUE,
    Kind.ACTIVATE: VALUE,
    Kind.LOSS: LOSS,
    Kind.LOSS_SLOPE: BLAME,
    Kind.SLOPE: BLAME,
    Kind.DELTA: BLAME,
    Kind.ACTIVATION_GRADIENT: BLAME,
    Kind.PASS_BACK: PASSED,
    Kind.WEIGHT_GRADIENT: GRADIENT,
    Kind.BIAS_GRADIENT: GRADIENT,
    Kind.BATCH_GRADIENT: GRADIENT,
    Kind.VELOCITY: STEP,
    Kind.NEW_VALUE: STEP,
}

NOUNS: dict[Kind, str] = {
    Kind.INPUT: "input",
    Kind.MULTIPLY: "product",
    Kind.ACTIVATE: "activation",
    Kind.PASS_BACK: "blame through",
}
"""what the command line calls a number, where the ledger's word is none"""


def stop_sentence(divergence: Divergence) -> Message:
    """Return the strip's sentence: what overflowed, and why."""
    key, by_steps, by_numbers = TEMPLATES[divergence.kind]
    values: dict[str, Value] = {key: divergence.target, "rate": divergence.rate}
    return message(by_steps if divergence.by_steps else by_numbers, **values)


def edge_sentence(divergence: Divergence) -> Message | None:
    """Return below which learning rate steps settle, None where the curvature is not known."""
    if divergence.settling is None:
        return None
    limit = divergence.settling.limit
    return message(_edge(divergence, divergence.rate < limit), limit=limit)


def _edge(divergence: Divergence, is_below: bool) -> tuple[str, str]:
    if is_below:
        return QT_TRANSLATE_NOOP(
            "Health",
            "On average steps settle below η = {limit}, but a batch of its own, or a curve that "
            "gets steeper, can need smaller ones.",
        )
    if not divergence.momentum:
        return QT_TRANSLATE_NOOP("Health", "Steps settle only below η = 2/λ = {limit}.")
    if divergence.nesterov:
        return QT_TRANSLATE_NOOP(
            "Health", "Steps settle only below η = 2(1 + μ)/((1 + 2μ)λ) = {limit}."
        )
    return QT_TRANSLATE_NOOP("Health", "Steps settle only below η = 2(1 + μ)/λ = {limit}.")


def growing_sentence(health: Health) -> Message | None:
    """Return the warning of a loss that runs away, None when it does not."""
    if not health.growing or health.loss is None or health.best_loss is None:
        return None
    told = QT_TRANSLATE_NOOP(
        "Health",
        "The loss is growing: it was {best_loss} at its best and is {loss} now. "
        "A smaller η takes smaller steps.",
    )
    return message(told, best_loss=health.best_loss, loss=health.loss)


def neuron_note(health: Health, neuron: str) -> Message | None:
    """Return what is unwell about a neuron, None when it is well."""
    if neuron in health.dead:
        return message(
            QT_TRANSLATE_NOOP(
                "Health", "{neuron} is dead: it is 0 on every sample and no longer learns."
            ),
            neuron=neuron,
        )
    if neuron in health.saturated:
        return message(
            QT_TRANSLATE_NOOP(
                "Health",
                "{neuron} is saturated: its slope is below {bound} on every sample, so almost no "
                "blame comes back through it.",
            ),
            neuron=neuron,
            bound=FLAT,
        )
    return None


def stop_report(divergence: Divergence) -> tuple[Message, ...]:
    """Return what the command line says of a stop: what, why, and what to try, a sentence each."""
    return _what(divergence), *_why(divergence)


def _what(divergence: Divergence) -> Message:
    quantity = NOUNS.get(divergence.kind, divergence.kind.value.replace("_", " "))
    values: dict[str, Value] = {
        "update": divergence.update + 1,
        "quantity": quantity,
        "target": divergence.target,
    }
    if divergence.row is None:
        told = QT_TRANSLATE_NOOP(
            "Health",
            "Update {update} was not made: the {quantity} {target} is no longer a finite number.",
        )
        return message(told, **values)
    told = QT_TRANSLATE_NOOP(
        "Health",
        "Update {update} was not made: the {quantity} {target} of row {row} is no longer a "
        "finite number.",
    )
    return message(told, row=divergence.row + 1, **values)


def _why(divergence: Divergence) -> tuple[Message, ...]:
    if not divergence.by_steps:
        return (message(QT_TRANSLATE_NOOP("Health", "The weights or the data are too large.")),)
    told = message(
        QT_TRANSLATE_NOOP("Health", "The learning rate {rate} takes steps that are too large."),
        rate=f"{divergence.rate:g}",
    )
    return told, _advice(divergence)


def _advice(divergence: Divergence) -> Message:
    if divergence.settling is None:
        return message(QT_TRANSLATE_NOOP("Health", "Try a smaller learning rate."))
    rate = f"{divergence.settling.rate:g}"
    if divergence.healthy is None:
        return message(QT_TRANSLATE_NOOP("Health", "Try {rate}."), rate=rate)
    return message(
        QT_TRANSLATE_NOOP("Health", "From update {update} on, {rate} settles."),
        update=divergence.healthy,
        rate=rate,
    )
