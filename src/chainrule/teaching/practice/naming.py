"""What a number is, in words: how it is named, and how it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Kind
from chainrule.teaching.practice.working import Part
from chainrule.teaching.practice.workings import pair

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.operations import Operation
    from chainrule.teaching.practice.working import Factor

CALLED = {
    Part.WEIGHT: QT_TRANSLATE_NOOP("Practice", "That {used} is the weight {weight}."),
    Part.BIAS: QT_TRANSLATE_NOOP("Practice", "That {used} is the bias {weight}."),
    Part.SIGNAL: QT_TRANSLATE_NOOP("Practice", "That {used} is what {neuron} sends."),
    Part.OUTPUT: QT_TRANSLATE_NOOP("Practice", "That {used} is what {neuron} sends."),
    Part.SUM: QT_TRANSLATE_NOOP(
        "Practice", "That {used} is z of {neuron}, its sum before the activation."
    ),
    Part.TARGET: QT_TRANSLATE_NOOP("Practice", "That {used} is the target of {neuron}."),
    Part.SLOPE: QT_TRANSLATE_NOOP("Practice", "That {used_slope} is the slope of {neuron}."),
    Part.BLAME: QT_TRANSLATE_NOOP(
        "Practice", "That {used_gradient} is the blame that came back to {neuron}."
    ),
    Part.DELTA: QT_TRANSLATE_NOOP("Practice", "That {used_delta} is the delta of {neuron}."),
    Part.GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "That {used_gradient} is the gradient of {weight}."
    ),
    Part.RATE: QT_TRANSLATE_NOOP(
        "Practice", "That {used_rate} is the learning rate η, which comes in later, in the update."
    ),
    Part.MOMENTUM: QT_TRANSLATE_NOOP("Practice", "That {used_rate} is the momentum μ."),
    Part.VELOCITY: QT_TRANSLATE_NOOP("Practice", "That {used_velocity} is the step of {weight}."),
}
"""what was used in place of the right number"""

ASKED = {
    Part.WEIGHT: QT_TRANSLATE_NOOP("Practice", "Which number is the weight {weight}?"),
    Part.BIAS: QT_TRANSLATE_NOOP("Practice", "Which number is the bias {weight}?"),
    Part.PRODUCT: QT_TRANSLATE_NOOP("Practice", "What is {weight} times what {source} sends?"),
    Part.SIGNAL: QT_TRANSLATE_NOOP("Practice", "Which number does {neuron} send?"),
    Part.OUTPUT: QT_TRANSLATE_NOOP("Practice", "Which number does {neuron} send?"),
    Part.SUM: QT_TRANSLATE_NOOP("Practice", "What is z of {neuron}?"),
    Part.TARGET: QT_TRANSLATE_NOOP("Practice", "What is the target of {neuron}?"),
    Part.SLOPE: QT_TRANSLATE_NOOP("Practice", "How steep is the activation of {neuron} at its z?"),
    Part.BLAME: QT_TRANSLATE_NOOP("Practice", "How much does the loss change with {neuron}?"),
    Part.DELTA: QT_TRANSLATE_NOOP("Practice", "What is the delta of {neuron}?"),
    Part.GRADIENT: QT_TRANSLATE_NOOP("Practice", "What is the gradient of {weight}?"),
    Part.RATE: QT_TRANSLATE_NOOP("Practice", "How large is the learning rate η?"),
    Part.MOMENTUM: QT_TRANSLATE_NOOP("Practice", "How large is the momentum μ?"),
    Part.VELOCITY: QT_TRANSLATE_NOOP("Practice", "What was the last step of {weight}?"),
    Part.SETTING: QT_TRANSLATE_NOOP("Practice", "How large is the setting {setting}?"),
}
PASSED_BACK = QT_TRANSLATE_NOOP(
    "Practice", "What is {weight} times the delta of the neuron it leads to?"
)
THROUGH = QT_TRANSLATE_NOOP(
    "Practice",
    "The last factor is the signal that came through {weight}. Which number did {source} send?",
)


def called(factor: Factor) -> Message | None:
    """Return what a number is that was used in place of another."""
    marked = CALLED.get(factor.part)
    if marked is None:
        return None
    used = ("used", "used_slope", "used_delta", "used_gradient", "used_velocity", "used_rate")
    values = dict.fromkeys(used, factor.value)
    return message(marked, **values, neuron=factor.target, weight=factor.target)


def asking(factor: Factor, operation: Operation) -> Message:
    """Return the question for a factor of an operation's value."""
    names = {"neuron": factor.target, "weight": factor.target, "setting": factor.target}
    if operation.kind is Kind.WEIGHT_GRADIENT and factor.part is Part.SIGNAL:
        return message(THROUGH, weight=operation.target, source=pair(operation)[0])
    if factor.kind is Kind.PASS_BACK:
        return message(PASSED_BACK, **names)
    return message(ASKED[factor.part], **names, source=source_of(factor.target))


def source_of(name: str) -> str:
    """Return the source of the connection that a weight's name tells, else the name."""
    return name[2:-1].partition("->")[0] if name.startswith("w[") else name
