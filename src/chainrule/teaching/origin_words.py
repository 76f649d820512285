"""The words of the way back to the data: what an operand is, and where it was set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Kind
from chainrule.teaching.origins import Source

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.network.message import Message
    from chainrule.teaching.cards.facts import Facts
    from chainrule.teaching.origins import Operand

FOUND = {
    Kind.MULTIPLY: QT_TRANSLATE_NOOP("Origin", "weight times signal"),
    Kind.SUM: QT_TRANSLATE_NOOP("Origin", "the weighted sum"),
    Kind.ACTIVATE: QT_TRANSLATE_NOOP("Origin", "what {neuron} sent"),
    Kind.LOSS: QT_TRANSLATE_NOOP("Origin", "the loss"),
    Kind.LOSS_SLOPE: QT_TRANSLATE_NOOP("Origin", "slope of the loss"),
    Kind.SLOPE: QT_TRANSLATE_NOOP("Origin", "slope of the activation"),
    Kind.DELTA: QT_TRANSLATE_NOOP("Origin", "share of the blame"),
    Kind.PASS_BACK: QT_TRANSLATE_NOOP("Origin", "passed back"),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP("Origin", "what came back"),
    Kind.BATCH_GRADIENT: QT_TRANSLATE_NOOP("Origin", "gradient of the batch"),
    Kind.VELOCITY: QT_TRANSLATE_NOOP("Origin", "the step"),
    Kind.NEW_VALUE: QT_TRANSLATE_NOOP("Origin", "the new value"),
}
OF_ROW = QT_TRANSLATE_NOOP("Origin", "gradient of row {row}")
CELL = QT_TRANSLATE_NOOP("Origin", "row {row} of the data")
WEIGHT = QT_TRANSLATE_NOOP("Origin", "weight, before the update")
BIAS = QT_TRANSLATE_NOOP("Origin", "bias, before the update")
NAMED = {
    (Source.SETTING, "learning_rate"): QT_TRANSLATE_NOOP("Origin", "learning rate"),
    (Source.SETTING, "momentum"): QT_TRANSLATE_NOOP("Origin", "momentum"),
    (Source.SETTING, "l1"): QT_TRANSLATE_NOOP("Origin", "L1 regularisation"),
    (Source.SETTING, "l2"): QT_TRANSLATE_NOOP("Origin", "L2 regularisation"),
    (Source.COUNT, "outputs"): QT_TRANSLATE_NOOP("Origin", "number of outputs"),
    (Source.COUNT, "targets"): QT_TRANSLATE_NOOP("Origin", "sum of the targets"),
    (Source.COUNT, "nothing"): QT_TRANSLATE_NOOP("Origin", "nothing comes back"),
    (Source.RULE, "direction"): QT_TRANSLATE_NOOP("Origin", "direction of the step"),
    (Source.RULE, "size"): QT_TRANSLATE_NOOP("Origin", "size of past gradients"),
    (Source.RULE, "epsilon"): QT_TRANSLATE_NOOP("Origin", "keeps from dividing by 0"),
}
"""settings, counts and the parts of a rule in a few words"""
REMEMBERED = QT_TRANSLATE_NOOP("Origin", "the step before")
TOLD = {
    (Source.SETTING, "learning_rate"): QT_TRANSLATE_NOOP(
        "Origin", "The learning rate η is set with its knob: how far an update goes."
    ),
    (Source.SETTING, "momentum"): QT_TRANSLATE_NOOP(
        "Origin", "The momentum μ is set with its knob: how much of the last step is kept."
    ),
    (Source.SETTING, "l1"): QT_TRANSLATE_NOOP(
        "Origin", "A setting of the training: how strongly weights are drawn to 0, all alike."
    ),
    (Source.SETTING, "l2"): QT_TRANSLATE_NOOP(
        "Origin", "A setting of the training: how strongly large weights are kept small."
    ),
    (Source.COUNT, "outputs"): QT_TRANSLATE_NOOP("Origin", "So many outputs has the network."),
    (Source.COUNT, "targets"): QT_TRANSLATE_NOOP("Origin", "All targets of the row, added up."),
    (Source.COUNT, "nothing"): QT_TRANSLATE_NOOP(
        "Origin", "Nothing leads on from this neuron, so no blame comes back to it."
    ),
    (Source.RULE, "direction"): QT_TRANSLATE_NOOP(
        "Origin", "The rule works out the direction from this gradient and those before."
    ),
    (Source.RULE, "size"): QT_TRANSLATE_NOOP(
        "Origin", "The rule keeps a running mean of the squared gradients."
    ),
    (Source.RULE, "epsilon"): QT_TRANSLATE_NOOP(
        "Origin", "A small number of the rule that keeps it from dividing by 0."
    ),
}


def words_of(network: Network, operand: Operand) -> Message:
    """Return what an operand is, in a few words."""
    if operand.kind is Kind.INPUT or operand.source in (Source.INPUT, Source.TARGET):
        return message(CELL, row=operand.sample or 0)
    if operand.kind in (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT):
        return message(OF_ROW, row=operand.sample or 0)
    if operand.kind is not None:
        return message(FOUND[operand.kind], neuron=operand.name)
    if operand.source is Source.PARAMETER:
        return message(WEIGHT if _is_weight(network, operand.name) else BIAS)
    if operand.source is Source.REMEMBERED:
        return message(REMEMBERED)
    return message(NAMED[operand.source, operand.name])


def _is_weight(network: Network, name: str) -> bool:
    return any(link.name == name for link in network.connections)


def leaf_sentence(facts: Facts, operand: Operand) -> Message:
    """Return where a number was set that no operation found."""
    if operand.source is Source.INPUT:
        told = QT_TRANSLATE_NOOP("Origin", "{neuron} is in row {row} of the data: {value}.")
        return _cell(told, operand)
    if operand.source is Source.TARGET:
        told = QT_TRANSLATE_NOOP(
            "Origin", "The target of {neuron} is in row {row} of the data: {value}."
        )
        return _cell(told, operand)
    if operand.source is Source.PARAMETER:
        return _parameter(facts, operand)
    if operand.source is Source.REMEMBERED:
        return _remembered(facts, operand)
    return message(TOLD[operand.source, operand.name])


def _cell(told: tuple[str, str], operand: Operand) -> Message:
    row = operand.sample or 0
    return message(told, neuron=operand.name, row=row, value=operand.value)


def _parameter(facts: Facts, operand: Operand) -> Message:
    """Return where a weight or bias got its value: at the start, by hand, or by an update."""
    weight, done = operand.name, updates_before(facts)
    if weight in facts.network.locked:
        told = QT_TRANSLATE_NOOP("Origin", "{weight} is frozen: training leaves it as it was set.")
        return message(told, weight=weight)
    if not done:
        told = QT_TRANSLATE_NOOP("Origin", "{weight} is as it was at the start, or set by hand.")
        return message(told, weight=weight)
    told = QT_TRANSLATE_NOOP("Origin", "{weight} is as update {update} left it, or set by hand.")
    return message(told, weight=weight, update=done)


def _remembered(facts: Facts, operand: Operand) -> Message:
    done = updates_before(facts)
    if not done:
        told = QT_TRANSLATE_NOOP("Origin", "Before the first update there is no step to keep.")
        return message(told)
    told = QT_TRANSLATE_NOOP("Origin", "The step that {weight} took in update {update}.")
    return message(told, weight=operand.name, update=done)


def updates_before(facts: Facts) -> int:
    """Return how many updates were made before the one that is shown."""
    if facts.settled or facts.ledger is None:
        return facts.moment.place.update
    return max(0, facts.ledger.update - 1)
