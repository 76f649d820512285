"""The sentence of one operation: a row of the ledger read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.network.message import Message, Value
    from chainrule.session.operations import Operation

TEMPLATES = {
    Kind.INPUT: QT_TRANSLATE_NOOP("Strip", "{neuron} takes its value from the data: {value}."),
    Kind.MULTIPLY: QT_TRANSLATE_NOOP(
        "Strip", "{weight} times what {source} sends: {first} × {second} = {value}."
    ),
    Kind.SUM: QT_TRANSLATE_NOOP(
        "Strip", "{neuron} adds up what reaches it and its bias, {bias_value}: {value}."
    ),
    Kind.ACTIVATE: QT_TRANSLATE_NOOP(
        "Strip", "{neuron} turns its sum {first} into what it sends: {value}."
    ),
    Kind.LOSS: QT_TRANSLATE_NOOP("Strip", "The mark for this sample: a loss of {loss}."),
    Kind.LOSS_SLOPE: QT_TRANSLATE_NOOP(
        "Strip", "How the loss changes with {neuron}, whose target is {second}: {gradient}."
    ),
    Kind.SLOPE: QT_TRANSLATE_NOOP(
        "Strip", "How steep the activation of {neuron} is at {first}: {slope}."
    ),
    Kind.DELTA: QT_TRANSLATE_NOOP(
        "Strip", "The blame of {neuron}, times its slope, is its delta: {delta}."
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
    Kind.BATCH_GRADIENT: QT_TRANSLATE_NOOP(
        "Strip", "The gradient of {weight} for the whole batch: {gradient}."
    ),
    Kind.VELOCITY: QT_TRANSLATE_NOOP(
        "Strip", "The step of {weight}: what it remembers, less what the slope asks: {velocity}."
    ),
    Kind.NEW_VALUE: QT_TRANSLATE_NOOP("Strip", "{weight} moves from {first} to {value}."),
}


def operation_sentence(operation: Operation) -> Message:
    """Return the sentence of one operation, with its numbers."""
    values: dict[str, Value] = {"value": operation.value, "loss": operation.value}
    for name in ("gradient", "slope", "delta", "velocity"):
        values[name] = operation.value
    for word, operand in zip(("first", "second"), operation.operands, strict=False):
        values[word] = operand
        values[f"{word}_delta"] = operand
    values["bias_value"] = operation.operands[-1]
    subject = operation.subject
    if isinstance(subject, tuple):
        values["source"] = subject[0]
    if subject is not None:
        values["neuron"] = values["weight"] = operation.target
    return message(TEMPLATES[operation.kind], **values)
