"""The sentence of one operation: a row of the ledger read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Reduction
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.network.message import Message, Value
    from chainrule.session.operations import Operation

PLAIN = {
    Kind.INPUT: QT_TRANSLATE_NOOP("Strip", "{neuron} takes its value from the data: {value}."),
    Kind.MULTIPLY: QT_TRANSLATE_NOOP(
        "Strip", "{weight} times what {source} sends: {first} × {second} = {value}."
    ),
    Kind.LOSS: QT_TRANSLATE_NOOP("Strip", "The mark for this sample: a loss of {loss}."),
    Kind.LOSS_SLOPE: QT_TRANSLATE_NOOP(
        "Strip", "How the loss changes with {neuron}, whose target is {second}: {gradient}."
    ),
    Kind.SLOPE: QT_TRANSLATE_NOOP(
        "Strip", "How steep the activation of {neuron} is at {first}: {slope}."
    ),
    Kind.PASS_BACK: QT_TRANSLATE_NOOP(
        "Strip", "{weight} carries blame back to {source}: {first} × {second_delta} = {gradient}."
    ),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP(
        "Strip", "All the blame that came back to {neuron} adds up to {gradient}."
    ),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP(
        "Strip",
        "The gradient of {weight}: the delta {first_delta} times the signal {second} = {gradient}.",
    ),
    Kind.BIAS_GRADIENT: QT_TRANSLATE_NOOP(
        "Strip", "The gradient of {weight} is the delta itself: {gradient}."
    ),
}
"""kinds that have one sentence"""

SUMS = (
    QT_TRANSLATE_NOOP("Strip", "Nothing reaches {neuron}: its sum is its bias alone, {value}."),
    QT_TRANSLATE_NOOP(
        "Strip", "{neuron} adds its product and its bias: {first} + {second} = {value}."
    ),
    QT_TRANSLATE_NOOP(
        "Strip",
        "{neuron} adds its two products and its bias: {first} + {second} + {third} = {value}.",
    ),
    QT_TRANSLATE_NOOP(
        "Strip",
        "{neuron} adds its three products and its bias: "
        "{first} + {second} + {third} + {fourth} = {value}.",
    ),
)
"""a weighted sum by the number of its products"""
LONG_SUM = QT_TRANSLATE_NOOP(
    "Strip", "{neuron} adds its {count} products and its bias, {last}: {value}."
)
ORDINALS = ("first", "second", "third", "fourth")


def operation_sentence(operation: Operation) -> Message:
    """Return the sentence of one operation, with its numbers."""
    template = {
        Kind.SUM: _sum,
        Kind.ACTIVATE: _activate,
        Kind.DELTA: _delta,
        Kind.BATCH_GRADIENT: _batch_gradient,
        Kind.VELOCITY: _velocity,
        Kind.NEW_VALUE: _new_value,
    }.get(operation.kind, _plain)(operation)
    return message(template, **_values(operation))


def _values(operation: Operation) -> dict[str, Value]:
    """Return all that a sentence may name; the name says how a number is written."""
    values: dict[str, Value] = {"value": operation.value, "count": len(operation.operands) - 1}
    for name in ("loss", "gradient", "slope", "delta", "velocity"):
        values[name] = operation.value
    for ordinal, operand in zip(ORDINALS, operation.operands, strict=False):
        values[ordinal] = values[f"{ordinal}_delta"] = operand
    values["last"] = operation.operands[-1]
    if isinstance(operation.subject, tuple):
        values["source"] = operation.subject[0]
    if operation.subject is not None:
        values["neuron"] = values["weight"] = operation.target
    if operation.kind is Kind.BATCH_GRADIENT:
        values["count"] = _samples(operation)
    return values


def _plain(operation: Operation) -> tuple[str, str]:
    return PLAIN[operation.kind]


def _sum(operation: Operation) -> tuple[str, str]:
    products = len(operation.operands) - 1
    return SUMS[products] if products < len(SUMS) else LONG_SUM


def _activate(operation: Operation) -> tuple[str, str]:
    if operation.form == Activation.LINEAR:
        return QT_TRANSLATE_NOOP("Strip", "{neuron} is linear: it sends its sum as it is, {value}.")
    if operation.form == Activation.SOFTMAX:
        return QT_TRANSLATE_NOOP(
            "Strip", "{neuron} has the sum {first}: its share among the outputs is {value}."
        )
    if operation.form in (Activation.SIGMOID, Activation.TANH):
        return QT_TRANSLATE_NOOP(
            "Strip", "{neuron} squashes its sum {first} into what it sends: {value}."
        )
    return QT_TRANSLATE_NOOP("Strip", "{neuron} turns its sum {first} into what it sends: {value}.")


def _delta(operation: Operation) -> tuple[str, str]:
    """Return the sentence of the rule that made δ: mostly blame × slope, but not always."""
    if operation.form == "difference":
        return QT_TRANSLATE_NOOP(
            "Strip",
            "With this loss the delta of {neuron} is output minus target: "
            "{first} − {second} = {delta}.",
        )
    if operation.form == "scaled_difference":
        return QT_TRANSLATE_NOOP(
            "Strip",
            "With this loss the delta of {neuron} is its share of the targets' sum minus its "
            "target: {first} × {second} − {third} = {delta}.",
        )
    if operation.form == "jacobian":
        return QT_TRANSLATE_NOOP(
            "Strip",
            "The delta of {neuron}: its share {first} times its own blame less what all outputs "
            "share = {delta}.",
        )
    return QT_TRANSLATE_NOOP(
        "Strip",
        "The blame of {neuron} times its slope is its delta: "
        "{first_delta} × {second_delta} = {delta}.",
    )


def _samples(operation: Operation) -> int:
    """Return how many samples' gradients went in; regularisation adds three operands."""
    return len(operation.operands) - 3 * operation.form.endswith("+")


def _batch_gradient(operation: Operation) -> tuple[str, str]:
    if operation.form.endswith("+"):
        return QT_TRANSLATE_NOOP(
            "Strip",
            "The gradient of {weight}, with what keeping the weights small adds: {gradient}.",
        )
    if _samples(operation) == 1:
        return QT_TRANSLATE_NOOP(
            "Strip", "One sample makes up this batch: the gradient of {weight} stays {gradient}."
        )
    if operation.form == Reduction.SUM:
        return QT_TRANSLATE_NOOP(
            "Strip", "The {count} samples' gradients of {weight} add up to {gradient}."
        )
    return QT_TRANSLATE_NOOP(
        "Strip", "The mean of the {count} samples' gradients of {weight}: {gradient}."
    )


def _velocity(operation: Operation) -> tuple[str, str]:
    momentum, velocity, *_ = operation.operands
    if momentum * velocity == 0.0:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "The step of {weight} goes against its gradient: "
            "−{third} × {fourth_delta} = {velocity}.",
        )
    return QT_TRANSLATE_NOOP(
        "Strip",
        "{weight} keeps {first} of its last step, {second_delta}, and adds "
        "−{third} × {fourth_delta}: its step is {velocity}.",
    )


def _new_value(operation: Operation) -> tuple[str, str]:
    if operation.value == operation.operands[0]:
        return QT_TRANSLATE_NOOP("Strip", "{weight} stays at {value}.")
    if operation.value > operation.operands[0]:
        return QT_TRANSLATE_NOOP("Strip", "{weight} rises from {first} to {value}.")
    return QT_TRANSLATE_NOOP("Strip", "{weight} falls from {first} to {value}.")
