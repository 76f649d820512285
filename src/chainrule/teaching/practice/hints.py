"""Graded hints: what to do, where to find the numbers for it, and at last the value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Kind
from chainrule.teaching.practice.how_to import how_to
from chainrule.teaching.practice.matching import case_of
from chainrule.teaching.practice.naming import source_of
from chainrule.teaching.practice.rounding import SIGNIFICANT

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.operations import Operation
    from chainrule.teaching.practice.exercise import Question
    from chainrule.teaching.practice.tolerance import Tolerance

WHAT, WHERE, VALUE = 1, 2, 3
LAST = VALUE

PLACES = {
    Kind.MULTIPLY: QT_TRANSLATE_NOOP(
        "Practice", "The weight stands on the connection, the signal in the neuron {source}."
    ),
    Kind.SUM: QT_TRANSLATE_NOOP(
        "Practice",
        "The weights stand on the connections into {neuron}, what comes through them "
        "in the neurons they start at, the bias below {neuron}.",
    ),
    Kind.ACTIVATE: QT_TRANSLATE_NOOP("Practice", "z stands below {neuron}."),
    Kind.LOSS: QT_TRANSLATE_NOOP(
        "Practice", "The outputs stand in the output neurons, the targets beside the loss."
    ),
    Kind.LOSS_SLOPE: QT_TRANSLATE_NOOP(
        "Practice", "The output stands in {neuron}, its target beside the loss."
    ),
    Kind.SLOPE: QT_TRANSLATE_NOOP("Practice", "z stands below {neuron}."),
    Kind.DELTA: QT_TRANSLATE_NOOP(
        "Practice",
        "Look at {neuron}: what comes back to it from its right side, and z below it.",
    ),
    Kind.PASS_BACK: QT_TRANSLATE_NOOP(
        "Practice",
        "The weight stands on the connection, the delta below the neuron it leads to.",
    ),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "Look along the connections that leave {neuron}, and at where they lead."
    ),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice",
        "Delta stands below the neuron that {weight} leads to, the signal in {source}.",
    ),
    Kind.BIAS_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "Delta stands below the neuron whose bias it is."
    ),
    Kind.BATCH_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "The gradient of each sample stands at {weight}, sample by sample."
    ),
    Kind.VELOCITY: QT_TRANSLATE_NOOP(
        "Practice", "The gradient stands at {weight}, η and μ on the knobs of the training."
    ),
    Kind.NEW_VALUE: QT_TRANSLATE_NOOP(
        "Practice", "The old value and the gradient stand at {weight}, η on the knob."
    ),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint of `level` 1 to 3.

    `point` names the numbers to point at on the canvas; the kind is None for a given one: a
    weight, a bias, a setting, or the target of an output.
    """

    level: int
    words: Message
    point: tuple[tuple[Kind | None, str], ...] = ()


def hint(tolerance: Tolerance, question: Question, level: int) -> Hint:
    """Return a question's hint of a level."""
    operation = question.operation
    if level == WHAT:
        return Hint(level, how_to(tolerance.project, operation))
    if level == WHERE:
        name = question.target
        words = message(PLACES[question.kind], neuron=name, weight=name, source=source_of(name))
        return Hint(level, words, _points(tolerance, operation))
    return Hint(level, _value(operation), ((question.kind, question.target),))


def _points(tolerance: Tolerance, operation: Operation) -> tuple[tuple[Kind | None, str], ...]:
    factors = case_of(tolerance, operation, exact=True).working.factors
    return tuple(dict.fromkeys((factor.kind, factor.target) for factor in factors))


def _value(operation: Operation) -> Message:
    if operation.kind in SIGNIFICANT:
        return message(QT_TRANSLATE_NOOP("Practice", "It is {gradient}."), gradient=operation.value)
    return message(QT_TRANSLATE_NOOP("Practice", "It is {value}."), value=operation.value)
