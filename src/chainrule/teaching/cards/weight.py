"""The card of a weight: its gradient factor by factor, and what a small step would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.cards.parts import LOSS, Fraction, Number
from chainrule.teaching.cards.words import loss_slope_words, slope_words
from chainrule.teaching.origins import blame_kind

if TYPE_CHECKING:
    from chainrule.network.graph import Connection
    from chainrule.network.message import Message
    from chainrule.session.operations import Operation
    from chainrule.teaching.cards.facts import Facts

STEP = 0.01
"""the step whose effect on the loss is told"""


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a gradient: its fraction, its number, what it is in two short lines at most.

    `neuron` is the one whose number it is.
    """

    fraction: Fraction
    number: Number
    words: tuple[Message, ...]
    neuron: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain rule for a weight: the factors from the loss backwards, and their product."""

    factors: tuple[Factor, ...]
    fraction: Fraction
    gradient: Number
    effect: Message
    """what adding 0.01 to the weight does; `amount` of its values is the change of the loss"""


@dataclass(frozen=True, slots=True)
class Coming:
    """What the update will do with a parameter; `waits` says why there is nothing to tell yet."""

    waits: Message | None = None
    velocity: Operation | None = None
    new: Operation | None = None


def chain(facts: Facts, link: Connection) -> Chain:
    """Return the chain rule for a weight, as far as its numbers are known."""
    gradient = facts.number(Kind.WEIGHT_GRADIENT, link.name)
    fraction = Fraction(LOSS, (Kind.NEW_VALUE, link.name))
    return Chain(factors(facts, link), fraction, gradient, effect(link.name, gradient.value))


def factors(facts: Facts, link: Connection) -> tuple[Factor, ...]:
    """Return the factors from the loss backwards; those still to come have no number.

    Softmax outputs depend on every sum at once: loss and activation are one factor, ∂L/∂z.
    """
    if facts.network.by_id[link.target].activation is Activation.SOFTMAX:
        return _through_softmax(facts, link), _signal(facts, link)
    return _blame(facts, link), _slope(facts, link), _signal(facts, link)


def _through_softmax(facts: Facts, link: Connection) -> Factor:
    told = facts.known(Kind.DELTA, link.target)
    exact = told is not None and told.form == "difference"
    words = OUTPUT_MINUS_TARGET if exact else THROUGH_SOFTMAX
    fraction = Fraction(LOSS, (Kind.SUM, link.target))
    return _factor(fraction, facts.number(Kind.DELTA, link.target), words, link.target)


def _blame(facts: Facts, link: Connection) -> Factor:
    """Return ∂L/∂a of the target: the slope of the loss, or what came back to it."""
    kind = blame_kind(facts.network, facts.network.by_id[link.target])
    words = loss_slope_words(facts.moment.project.loss)
    if kind is Kind.ACTIVATION_GRADIENT:
        words = WHAT_COMES_BACK
    fraction = Fraction(LOSS, (Kind.ACTIVATE, link.target))
    return _factor(fraction, facts.number(kind, link.target), words, link.target)


def _slope(facts: Facts, link: Connection) -> Factor:
    target = facts.network.by_id[link.target]
    words = slope_words(target.activation, facts.is_output(link.target))
    fraction = Fraction((Kind.ACTIVATE, link.target), (Kind.SUM, link.target))
    return _factor(fraction, slope_here(facts, link.target), words, link.target)


def slope_here(facts: Facts, neuron: str) -> Number:
    """Return f′(z), which is told as soon as the neuron has sent its signal."""
    number = facts.number(Kind.SLOPE, neuron)
    if number.known or facts.value(Kind.ACTIVATE, neuron) is None:
        return number
    told = facts.coming(Kind.SLOPE, neuron)
    return Number(None if told is None else told.value, number.name)


def _signal(facts: Facts, link: Connection) -> Factor:
    """Return ∂z/∂w, which is the signal that the source sent."""
    words = (
        message(QT_TRANSLATE_NOOP("Inspector", "signal that")),
        message(QT_TRANSLATE_NOOP("Inspector", "{neuron} sent"), neuron=link.source),
    )
    fraction = Fraction((Kind.SUM, link.target), (Kind.NEW_VALUE, link.name))
    return _factor(fraction, facts.sent(link.source), words, link.source)


def _factor(fraction: Fraction, number: Number, words: tuple[Message, ...], neuron: str) -> Factor:
    return Factor(fraction, number, words if number.known else LATER, neuron)


def effect(weight: str, gradient: float | None) -> Message:
    """Return the sentence about a small step of the weight."""
    if gradient is None:
        return message(QT_TRANSLATE_NOOP("Inspector", "Known in the backward pass."))
    from chainrule.session.probe import expected_change

    change = expected_change(gradient, STEP)
    told = QT_TRANSLATE_NOOP(
        "Inspector", "Add {step} to {weight}: the loss falls by about {amount}."
    )
    if change > 0:
        told = QT_TRANSLATE_NOOP(
            "Inspector", "Add {step} to {weight}: the loss rises by about {amount}."
        )
    return message(told, step=STEP, weight=weight, amount=abs(change))


def coming_update(facts: Facts, parameter: str, gradient: Kind, locked: bool) -> Coming:
    """Return what the update will do with a parameter, once its gradient (of `kind`) is known."""
    if locked:
        return Coming(FROZEN)
    if facts.known(gradient, parameter) is None:
        return Coming(NO_GRADIENT_YET)
    if not facts.last_sample:
        return Coming(BATCH_TO_COME)
    velocity = facts.coming(Kind.VELOCITY, parameter, batch=True)
    return Coming(None, velocity, facts.coming(Kind.NEW_VALUE, parameter, batch=True))


LATER = (message(QT_TRANSLATE_NOOP("Inspector", "later")),)
OUTPUT_MINUS_TARGET = (
    message(QT_TRANSLATE_NOOP("Inspector", "output minus")),
    message(QT_TRANSLATE_NOOP("Inspector", "target")),
)
THROUGH_SOFTMAX = (
    message(QT_TRANSLATE_NOOP("Inspector", "through all")),
    message(QT_TRANSLATE_NOOP("Inspector", "softmax outputs")),
)
WHAT_COMES_BACK = (
    message(QT_TRANSLATE_NOOP("Inspector", "what comes")),
    message(QT_TRANSLATE_NOOP("Inspector", "back to it")),
)
FROZEN = message(QT_TRANSLATE_NOOP("Inspector", "Frozen: the update leaves it as it is."))
NO_GRADIENT_YET = message(QT_TRANSLATE_NOOP("Inspector", "Comes when the gradient is known."))
BATCH_TO_COME = message(QT_TRANSLATE_NOOP("Inspector", "Comes after the whole batch."))
