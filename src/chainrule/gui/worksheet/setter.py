"""Sets the formulas of a sheet: its quantities in the symbols of the network, its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.symbols import DELTA, ETA, LOSS, MU, TARGET, Symbol, Symbols
from chainrule.gui.worksheet.bits import RAISED, Exponent, Fraction, Letter, Line, Words
from chainrule.network.names import Optimizer
from chainrule.teaching.worksheet.formulas import function_name
from chainrule.teaching.worksheet.pieces import Number, Quantity, Raised, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.gui.worksheet.bits import Bit
    from chainrule.network.project import Project
    from chainrule.teaching.notation import Notation
    from chainrule.teaching.worksheet.pieces import Formula, Piece, Sign
    from chainrule.teaching.worksheet.sheet import Given, Sheet

PX = 14.0
PARTIAL = Symbol("∂")
SMALLER = 0.86
"""size of what stands in a fraction"""
_WORD = re.compile(r"[^\W\d_²½]\u0302?(?:[^\W\d_²½]\u0302?)*|∂|[^∂\w]+|[\d_²½]+")
KINDS = {
    Style.GIVEN: Kind.INPUT,
    Style.VALUE: Kind.ACTIVATION,
    Style.SIGNIFICANT: Kind.GRADIENT,
    Style.NEW: Kind.NEW_WEIGHT,
}
GIVEN_DECIMALS = 1
"""numbers that are given are written as they were typed, with at least so many decimals"""


@dataclass(frozen=True)
class Setter:
    """Makes lines of a sheet's formulas in its notation."""

    project: Project
    notation: Notation
    several: bool = False
    """whether there are several samples, and a symbol says whose it is"""
    px: float = PX

    @classmethod
    def of(cls, sheet: Sheet, px: float = PX) -> Setter:
        """Return what sets a sheet's formulas."""
        return cls(sheet.project, sheet.wish.notation, sheet.samples > 1, px)

    @cached_property
    def symbols(self) -> Symbols:
        """The symbols of the network."""
        return Symbols(self.project.network)

    def number(self, number: Number) -> str:
        """Return a number as it is written on the sheet."""
        given = number.style is Style.GIVEN
        notation = self.notation.digits(GIVEN_DECIMALS) if given else self.notation
        text = show(number.value, KINDS[number.style], notation)
        return f"({text})" if number.bracketed else text

    def line(self, formula: Formula, sample: int | None = None) -> Line:
        """Return a formula as a line; `sample` is whose numbers its symbols stand for."""
        return Line(tuple(self._bits(formula, sample, self.px)))

    def text(self, text: str) -> Line:
        """Return a formula that is written as text: single letters become symbols."""
        return Line(tuple(_lettered(text, self.px)))

    def given(self, given: Given, placed: bool = False) -> Line:
        """Return a number that is given, if wanted with the neurons that its parameter is at."""
        ends = self._ends(given.symbol.name) if placed else ()
        place: list[Bit] = []
        for end in ends:
            between = " → " if place else " ("
            place += [Words(between, self.px), Letter(self.symbols.neuron(end), self.px)]
        if place:
            place.append(Words(")", self.px))
        symbol, number = self.line((given.symbol,)), self.line((" = ", given.number))
        return Line((*symbol.bits, *place, *number.bits))

    def _ends(self, parameter: str) -> tuple[str, ...]:
        """Return the neurons that a parameter is at."""
        network = self.project.network
        weights = {link.name: link.key for link in network.connections}
        biases = {neuron.bias_name: (neuron.id,) for neuron in network.computed}
        return {**weights, **biases}.get(parameter, ())

    def _bits(self, formula: Formula, sample: int | None, px: float) -> Iterator[Bit]:
        for piece in formula:
            yield from self._piece(piece, sample, px)

    def _piece(self, piece: Piece, sample: int | None, px: float) -> Iterator[Bit]:
        if isinstance(piece, str):
            yield from _lettered(piece, px)
        elif isinstance(piece, Number):
            yield Words(self.number(piece), px)
        elif isinstance(piece, Raised):
            small = max(8.0, px * RAISED)
            yield Exponent(Line(tuple(self._bits(piece.pieces, sample, small))), px)
        else:
            yield from self._sign(piece, px, piece.sample or sample or 0)

    def _sign(self, sign: Sign, px: float, sample: int) -> Iterator[Bit]:
        """Yield the symbol of a quantity."""
        whose = str(sample) if self.several and sample else ""
        quantity = sign.quantity
        if quantity is Quantity.SLOPE:
            name = function_name(self.project.network.by_id[sign.name].activation)
            yield from _lettered(f"{name}′(", px)
            yield Letter(self._below("z", sign.name), px)
            yield from _lettered(")", px)
        elif quantity in (Quantity.GRADIENT, Quantity.BLAME):
            yield self._fraction(sign, Symbol("L", whose), px)
        elif quantity is Quantity.DIRECTION and self._rule is not Optimizer.ADAM:
            yield self._fraction(sign, LOSS, px)
        elif quantity is Quantity.NEW_VALUE:
            yield Words(translate("Worksheet", "new") + " ", px)
            yield Letter(self.symbols.parameter(sign.name), px)
        elif quantity is Quantity.VELOCITY:
            yield Words(translate("Worksheet", "new") + " ", px)
            yield Letter(self._below("v", sign.name), px)
        elif quantity is Quantity.LOSS:
            yield Letter(Symbol("L", whose), px)
        else:
            yield Letter(self._symbol(sign), px)

    @property
    def _rule(self) -> Optimizer:
        return self.project.training.optimizer

    def _fraction(self, sign: Sign, loss: Symbol, px: float) -> Fraction:
        small = px * SMALLER
        top = Line((Letter(PARTIAL, small), Letter(loss, small)))
        below = self.symbols.find(sign.name) or Symbol(sign.name)
        return Fraction(top, Line((Letter(PARTIAL, small), Letter(below, small))), px)

    def _symbol(self, sign: Sign) -> Symbol:
        quantity, name = sign.quantity, sign.name
        if quantity in (Quantity.SENT, Quantity.PARAMETER):
            return self.symbols.find(name) or Symbol(name)
        if quantity is Quantity.TARGET:
            several = len(self.project.network.outputs) > 1
            own = self.symbols.neuron(name)
            return Symbol("y", own.sub or own.base) if several else TARGET
        adam = self._rule is Optimizer.ADAM
        letters = {
            Quantity.SUM: "z",
            Quantity.DELTA: DELTA.base,
            Quantity.BATCH_GRADIENT: "g",
            Quantity.RATE: ETA.base,
            Quantity.MOMENTUM: MU.base,
            Quantity.OLD_VELOCITY: "v",
            Quantity.OLD_MEAN: "m",
            Quantity.OLD_SQUARE: "s",
            Quantity.STEPS: "t",
            Quantity.DIRECTION: "m\u0302",
            Quantity.SIZE: "s\u0302" if adam else "s",
        }
        return self._below(letters[quantity], name)

    def _below(self, letter: str, name: str) -> Symbol:
        """Return a letter with the symbol of a neuron or a parameter as its subscript."""
        return Symbol(letter, str(self.symbols.find(name) or name))


def _lettered(text: str, px: float) -> Iterator[Bit]:
    """Yield a text with its single letters as symbols."""
    waiting = ""
    for found in _WORD.findall(text):
        if found == "∂" or (found[0].isalpha() and len(found.replace("\u0302", "")) == 1):
            if waiting:
                yield Words(waiting, px)
            waiting = ""
            yield Letter(Symbol(found), px)
        else:
            waiting += found
    if waiting:
        yield Words(waiting, px)
