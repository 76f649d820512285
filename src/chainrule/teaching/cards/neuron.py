"""The card of a neuron: its weighted sum, what came back to it, and its share of the blame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.names import Role
from chainrule.session.operations import Kind
from chainrule.teaching.cards.parts import Number, NumberName, name_of
from chainrule.teaching.cards.weight import slope_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.graph import Connection, Neuron
    from chainrule.teaching.cards.facts import Facts

MOST_TERMS = 10
"""terms of a sum that are written out; of more, those that add the most"""


@dataclass(frozen=True, slots=True)
class Term:
    """One product of a weighted sum: a weight times what a neuron sends."""

    link: Connection
    weight: float
    signal: Number
    product: Number


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """The terms of a sum (`more` of them not shown), the bias, and z."""

    terms: tuple[Term, ...]
    more: int
    bias: float
    z: Number


@dataclass(frozen=True, slots=True)
class Passed:
    """What one connection passed back: its weight times the δ of its target."""

    link: Connection
    weight: float
    delta: Number
    part: Number


@dataclass(frozen=True, slots=True)
class Blame:
    """How δ came about, as far as it is known.

    What each connection `passed` back and the slope of the loss (`arrived`, of an output) add up
    to `back`, ∂L/∂a. `form` is that of δ: empty for back × slope, else how it is found at once.
    """

    passed: tuple[Passed, ...]
    more: int
    arrived: Number | None
    back: Number | None
    slope: Number | None
    delta: Number
    form: str = ""
    operands: tuple[float, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether there is anything to tell."""
        numbers = (self.arrived, self.back, self.slope, self.delta)
        return bool(self.passed) or any(number is not None and number.known for number in numbers)


def weighted_sum(facts: Facts, neuron: Neuron) -> WeightedSum:
    """Return the weighted sum of a neuron."""
    terms = products(facts, facts.network.incoming[neuron.id])
    shown = strongest(terms)
    bias = facts.before[neuron.bias_name]
    return WeightedSum(shown, len(terms) - len(shown), bias, facts.shown(Kind.SUM, neuron.id))


def products(facts: Facts, links: Sequence[Connection]) -> tuple[Term, ...]:
    """Return what connections make of the signals they carry."""
    return tuple(
        Term(
            link,
            facts.before[link.name],
            facts.sent(link.source),
            facts.number(Kind.MULTIPLY, link.name),
        )
        for link in links
    )


def strongest(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the terms that add the most, in their order, when there are many."""
    if len(terms) <= MOST_TERMS + 1:
        return terms
    ranked = sorted(terms, key=lambda term: -abs(term.product.value or 0.0))
    kept = {term.link.key for term in ranked[:MOST_TERMS]}
    return tuple(term for term in terms if term.link.key in kept)


def blame(facts: Facts, neuron: Neuron) -> Blame:
    """Return who sent what back to a neuron, and what δ that makes."""
    name = neuron.id
    delta = facts.known(Kind.DELTA, name)
    passed = _passed(facts, neuron)
    arrived = facts.number(Kind.LOSS_SLOPE, name) if neuron.role is Role.OUTPUT else None
    back = facts.number(Kind.ACTIVATION_GRADIENT, name)
    slope = facts.number(Kind.SLOPE, name)
    return Blame(
        passed[:MOST_TERMS],
        max(0, len(passed) - MOST_TERMS),
        arrived if arrived is not None and arrived.known else None,
        back if back.known else None,
        slope if slope.known and (delta is None or not delta.form) else None,
        facts.number(Kind.DELTA, name),
        "" if delta is None else delta.form,
        () if delta is None else delta.operands,
    )


def _passed(facts: Facts, neuron: Neuron) -> tuple[Passed, ...]:
    """Return what came back, the largest parts first where there are many."""
    found = []
    for link in facts.network.outgoing[neuron.id]:
        told = facts.known(Kind.PASS_BACK, link.name)
        if told is not None:
            weight, delta = told.operands
            name = NumberName(Kind.DELTA, link.target, told.sample)
            part = Number(told.value, name_of(told))
            found.append(Passed(link, weight, Number(delta, name), part))
    if len(found) > MOST_TERMS:
        found.sort(key=lambda each: -abs(each.part.value or 0.0))
    return tuple(found)


def slope_of(facts: Facts, neuron: Neuron) -> tuple[float, Number] | None:
    """Return z and the slope of the activation there, once the neuron has sent its signal."""
    slope = slope_here(facts, neuron.id)
    told = facts.coming(Kind.SLOPE, neuron.id) if slope.known else None
    return None if told is None else (told.operands[0], slope)


@dataclass(frozen=True, slots=True)
class BiasGradient:
    """∂L/∂b of the shown sample, and of the batch where there are several and all are known."""

    own: Number
    batch: Number | None
    mean: bool


def bias_gradient(facts: Facts, neuron: Neuron) -> BiasGradient:
    """Return the gradient of a neuron's bias."""
    name = neuron.bias_name
    own = facts.number(Kind.BIAS_GRADIENT, name)
    due = own.known and facts.last_sample and facts.moment.place.samples > 1
    told = facts.coming(Kind.BATCH_GRADIENT, name, batch=True) if due else None
    batch = None if told is None else Number(told.value, name_of(told))
    return BiasGradient(own, batch, told is not None and told.form.startswith("mean"))
