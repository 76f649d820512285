"""How a value is worked out by hand: terms of factors, each of them a number with a name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from math import prod
from typing import TYPE_CHECKING

from chainrule.teaching.practice.interval import point, total

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.session.operations import Kind
    from chainrule.teaching.practice.interval import Interval


class Part(Enum):
    """What a factor is in the calculation."""

    WEIGHT = auto()
    SIGNAL = auto()
    BIAS = auto()
    PRODUCT = auto()
    SUM = auto()
    OUTPUT = auto()
    TARGET = auto()
    BLAME = auto()
    SLOPE = auto()
    DELTA = auto()
    GRADIENT = auto()
    RATE = auto()
    MOMENTUM = auto()
    VELOCITY = auto()
    SETTING = auto()


@dataclass(frozen=True, slots=True)
class Factor:
    """One number that goes into a value.

    `value` is the number itself, `number` where it may lie when the learner has rounded it. `kind`,
    `target` and `sample` name the operation that found it; `kind` is None for a given, and `target`
    then names the parameter, the neuron or the setting. Rounded or not, it is the same factor.
    """

    value: float
    number: Interval = field(compare=False)
    part: Part
    kind: Kind | None
    target: str
    sample: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A product of factors, times a constant; `whole` is the product where it has a name."""

    factors: tuple[Factor, ...]
    scale: float = 1.0
    whole: Factor | None = None

    @property
    def number(self) -> Interval:
        """Where the product lies."""
        found = point(self.scale)
        for factor in self.factors:
            found = found * factor.number
        return found

    @property
    def value(self) -> float:
        """The product of the exact numbers."""
        return self.scale * prod(factor.value for factor in self.factors)


@dataclass(frozen=True, slots=True)
class Working:
    """The sum of terms, or what `function` makes of them; `scale` multiplies the whole."""

    terms: tuple[Term, ...]
    function: Callable[[Sequence[Interval]], Interval] | None = None
    scale: float = 1.0

    @property
    def number(self) -> Interval:
        """Where the value lies."""
        numbers = [term.number for term in self.terms]
        found = total(numbers) if self.function is None else self.function(numbers)
        return found * self.scale

    @property
    def is_product(self) -> bool:
        """Whether the value is one product."""
        return self.function is None and len(self.terms) == 1

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor, in the order of the formula."""
        return tuple(factor for term in self.terms for factor in term.factors)

    @property
    def asked(self) -> tuple[Factor, ...]:
        """What the value is made of, as it is asked one by one: products as a whole."""
        found: list[Factor] = []
        for term in self.terms:
            found.extend([term.whole] if term.whole is not None else term.factors)
        return tuple(dict.fromkeys(found))

    def with_terms(self, terms: Sequence[Term]) -> Working:
        """Return the working with other terms."""
        return replace(self, terms=tuple(terms))

    def scaled(self, by: float) -> Working:
        """Return the working with its value multiplied."""
        return replace(self, scale=self.scale * by)

    def replaced(self, old: Factor, new: Factor | None) -> Working:
        """Return the working with a factor replaced, or left out."""
        return self.with_terms([_replaced(term, old, new) for term in self.terms])


def _replaced(term: Term, old: Factor, new: Factor | None) -> Term:
    if old not in term.factors:
        return term
    kept = [new if factor == old else factor for factor in term.factors]
    return replace(term, factors=tuple(factor for factor in kept if factor is not None))
