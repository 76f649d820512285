"""The sign of each factor of a value: a fraction of the chain rule, or a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.panels.inspector.tiles import Fraction
from chainrule.gui.symbols import DELTA, ETA, LOSS, MU, Symbol
from chainrule.session.operations import Kind
from chainrule.teaching.practice.working import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.symbols import Symbols
    from chainrule.teaching.practice.exercise import Question
    from chainrule.teaching.practice.working import Factor

FIXED = {Part.RATE: ETA, Part.MOMENTUM: MU}
PRODUCTS = frozenset({Kind.MULTIPLY, Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT})
"""kinds whose factors are all multiplied; a δ is a product where one signal comes back alone"""

SUMS = frozenset({Kind.SUM, Kind.ACTIVATION_GRADIENT, Kind.BATCH_GRADIENT})
"""kinds whose parts are added up: what they are made of are terms"""
MIXED = frozenset({Kind.VELOCITY, Kind.NEW_VALUE})
"""kinds that have terms and factors"""

Sign = Symbol | Fraction


def sign_of(factor: Factor, question: Question, symbols: Symbols) -> Sign:
    """Return the sign of a factor in the working of a question."""
    fixed = FIXED.get(factor.part)
    if fixed is not None:
        return fixed
    found = symbols.find(factor.target)
    symbol = found or Symbol(factor.target, upright=True)
    signs: dict[Part, Callable[[], Sign]] = {
        Part.SIGNAL: lambda: _signal(symbol, question, symbols),
        Part.PRODUCT: lambda: _product(factor, symbols),
        Part.SUM: lambda: Symbol("z", symbol.sub),
        Part.TARGET: lambda: Symbol("y", symbol.sub),
        Part.BLAME: lambda: Fraction(LOSS, symbol),
        Part.SLOPE: lambda: Fraction(symbol, Symbol("z")),
        Part.DELTA: lambda: Fraction(LOSS, Symbol("z")) if found is None else _delta(symbol),
        Part.GRADIENT: lambda: Fraction(LOSS, symbol),
        Part.VELOCITY: lambda: Symbol("v"),
    }
    return signs.get(factor.part, lambda: symbol)()


def _signal(symbol: Symbol, question: Question, symbols: Symbols) -> Sign:
    """Return a signal; in the chain rule of a weight it is how the sum changes with the weight."""
    weight = symbols.find(question.target)
    if question.kind is Kind.WEIGHT_GRADIENT and weight is not None:
        return Fraction(Symbol("z"), weight)
    return symbol


def _product(factor: Factor, symbols: Symbols) -> Symbol:
    """Return a weight times what comes through it, forwards or back."""
    link = next(each for each in symbols.network.connections if each.name == factor.target)
    other = DELTA if factor.kind is Kind.PASS_BACK else symbols.neuron(link.source)
    return Symbol(f"{symbols.parameter(link.name).lowered}·{other.lowered}", upright=True)


def _delta(symbol: Symbol) -> Symbol:
    return DELTA if symbol.hat or symbol.upright else Symbol(DELTA.base, symbol.sub)
