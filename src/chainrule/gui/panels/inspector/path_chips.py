"""The factors of a path as chips: a symbol over its number, wrapped, a × before each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import line
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import DELTA, Symbol
from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.cards.parts import NumberName
from chainrule.teaching.cards.words import function_sign

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item, Line
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.teaching.origins import Operand
    from chainrule.teaching.paths.path_sum import Path

SYMBOL_PX, NUMBER_PX = 13.0, 12.0
SIDE = 2.0
LEAST = 38.0
"""px of a chip"""
HIGH = 38.0
TIMES = 9.0
"""px that a × takes"""
ROW = 44.0


@dataclass(frozen=True, slots=True)
class Chip:
    """One factor: its symbol, its number and where they are looked at; `times` before it."""

    symbol: Line
    number: Line
    value: float
    target: Selection
    origin: NumberName | None
    times: bool
    left: float = 0.0
    top: float = 0.0

    @property
    def width(self) -> float:
        """The width of the chip."""
        return max(LEAST, max(self.symbol.width, self.number.width) + 2 * SIDE)


def chips_of(pen: Pen, facts: Facts, path: Path, width: float) -> tuple[Chip, ...]:
    """Return the chips of a path, placed in rows of this width.

    The slope of a linear neuron is 1 whatever its sum, and has no chip.
    """
    shown = [factor for factor in path.factors if not _is_plain(facts, factor)]
    placed: list[Chip] = []
    left, top = 0.0, 0.0
    for index, factor in enumerate(shown):
        chip = _chip(pen, facts, factor, index > 0)
        needed = chip.width + (TIMES if chip.times else 0.0)
        if placed and left + needed > width:
            left, top = 0.0, top + ROW
        at = left + (TIMES if chip.times else 0.0)
        placed.append(_moved(chip, at, top))
        left = at + chip.width
    return tuple(placed)


def _moved(chip: Chip, left: float, top: float) -> Chip:
    return replace(chip, left=left, top=top)


def _is_plain(facts: Facts, factor: Operand) -> bool:
    if factor.kind is not Kind.SLOPE:
        return False
    return facts.network.by_id[factor.name].activation is Activation.LINEAR


def _chip(pen: Pen, facts: Facts, factor: Operand, times: bool) -> Chip:
    number = pen.number(factor.value, _written(factor), NUMBER_PX)
    symbol = line(*_symbol(pen, facts, factor), gap=0.0)
    target, origin = _target(facts, factor), _origin(factor)
    return Chip(symbol, line(number), factor.value, target, origin, times)


def _origin(factor: Operand) -> NumberName | None:
    """Return what leads to the origin of a factor that an operation found."""
    if factor.kind is None:
        return None
    return NumberName(factor.kind, factor.name, factor.sample)


def _written(factor: Operand) -> Shown:
    """Return how a factor is written: three digits are enough beside its product."""
    if factor.kind is None:
        return Shown.PARAMETER
    if factor.kind is Kind.INPUT:
        return Shown.INPUT
    if factor.kind is Kind.SLOPE and factor.value in (0.0, 1.0):
        return Shown.INPUT
    return Shown.ACTIVATION


def _symbol(pen: Pen, facts: Facts, factor: Operand) -> tuple[Item, ...]:
    symbols = facts.symbols
    if factor.kind is None:
        return (pen.sign(symbols.parameter(factor.name), SYMBOL_PX),)
    if factor.kind is Kind.SLOPE:
        activation = facts.network.by_id[factor.name].activation
        return (pen.word(function_sign(activation) + "′", SYMBOL_PX),)
    symbol = symbols.neuron(factor.name)
    if factor.kind is Kind.LOSS_SLOPE:
        return pen.sign("∂L/∂", SYMBOL_PX), pen.sign(symbol, SYMBOL_PX)
    if factor.kind is Kind.DELTA:
        return (pen.sign(Symbol(DELTA.base, symbol.sub), SYMBOL_PX),)
    return (pen.sign(symbol, SYMBOL_PX),)


def _target(facts: Facts, factor: Operand) -> Selection:
    if factor.kind is not None:
        return Selection(frozenset({factor.name}))
    key = next(key for key, link in facts.network.by_key.items() if link.name == factor.name)
    return Selection(connections=frozenset({key}))
