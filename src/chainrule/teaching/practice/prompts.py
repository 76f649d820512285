"""What a question asks, in words: the sentence of the strip while its box waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.practice.naming import source_of

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.teaching.practice.exercise import Question

PROMPTS = {
    Kind.MULTIPLY: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: what is {weight} times what {source} sends?"
    ),
    Kind.SUM: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: what is z of {neuron}, the sum of its products and its bias?"
    ),
    Kind.ACTIVATE: QT_TRANSLATE_NOOP("Practice", "Your turn: what does {neuron} send?"),
    Kind.LOSS: QT_TRANSLATE_NOOP("Practice", "Your turn: how large is the loss?"),
    Kind.LOSS_SLOPE: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: how much does the loss change with the output {neuron}?"
    ),
    Kind.SLOPE: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: how steep is the activation of {neuron} at its z?"
    ),
    Kind.DELTA: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: how much does the loss change with z of {neuron}?"
    ),
    Kind.PASS_BACK: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: how much blame does {weight} carry back to {source}?"
    ),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: how much does the loss change with what {neuron} sends?"
    ),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice",
        "Your turn: how much does the loss change with {weight}? "
        "Work back from the loss, one factor at a time.",
    ),
    Kind.BIAS_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: how much does the loss change with {weight}?"
    ),
    Kind.BATCH_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "Your turn: what is the gradient of {weight} for the whole batch?"
    ),
    Kind.VELOCITY: QT_TRANSLATE_NOOP("Practice", "Your turn: what is the step of {weight}?"),
    Kind.NEW_VALUE: QT_TRANSLATE_NOOP("Practice", "Your turn: what is {weight} after the update?"),
}
LINEAR = QT_TRANSLATE_NOOP(
    "Practice",
    "Your turn: what does {neuron} send? It is linear: the sum of its products and its bias.",
)


def prompt(question: Question) -> Message:
    """Return the sentence that asks a question."""
    marked = PROMPTS[question.kind]
    if question.kind is Kind.ACTIVATE and question.operation.form == Activation.LINEAR:
        marked = LINEAR
    name = question.target
    return message(marked, neuron=name, weight=name, source=source_of(name))
