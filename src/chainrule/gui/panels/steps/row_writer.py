"""Writes a step as words, symbols and numbers: for the eye, the ear and the clipboard."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import Sign, Word, line
from chainrule.gui.language import translate
from chainrule.gui.numbers import MINUS, Kind, exact, show
from chainrule.gui.panels.steps.step_lines import broken
from chainrule.gui.symbols import Symbol
from chainrule.network.message import Message
from chainrule.session.operations import Kind as Op
from chainrule.session.operations import Phase
from chainrule.teaching.step_words import Letter, Name, in_numbers, in_symbols, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.symbols import Symbols
    from chainrule.gui.theme import Theme
    from chainrule.session.operations import Operation
    from chainrule.teaching.step_words import Term

PX = 13.0
UNKNOWN = "–"
UNSIGNED = frozenset({Op.INPUT, Op.ACTIVATE, Op.LOSS, Op.SLOPE})
"""kinds whose positive numbers are written without a plus"""
NUMBERS = {
    Op.INPUT: Kind.INPUT,
    Op.MULTIPLY: Kind.ACTIVATION,
    Op.SUM: Kind.ACTIVATION,
    Op.ACTIVATE: Kind.ACTIVATION,
    Op.NEW_VALUE: Kind.NEW_WEIGHT,
}
"""how the numbers of a step are written; all others as gradients are"""
MORE_DIGITS = {Kind.GRADIENT: 2, Kind.NEW_WEIGHT: 1}
"""digits that numbers have more than decimals are shown"""


class RowWriter:
    """Writes the steps of a network in the colours of a theme."""

    def __init__(self, theme: Theme, symbols: Symbols) -> None:
        self._theme, self._symbols = theme, symbols

    # For the eye

    def words(self, operation: Operation, colour: QColor, weight: int) -> Line:
        """Return what a step is called."""
        return self._line(self._pieces(words(operation)), colour, weight)

    def formula(
        self, operation: Operation, done: bool, colour: QColor, room: float, most: int = 1
    ) -> list[Line]:
        """Return the formula of a step in lines, at most so many and no wider than their room."""
        if not done:
            return broken(self._items(self._symbolic(operation), colour, 400), room, most)
        text = self._numbers(operation).replace("-", MINUS)
        return broken([Word(text, PX, 400, colour)], room, most)

    def wide_formulas(self, operation: Operation) -> tuple[Word, Word]:
        """Return a formula with its numbers, and with numbers of usual length.

        A row that has room for both hardly changes its height from update to update.
        """
        kind, notation = NUMBERS.get(operation.kind, Kind.GRADIENT), self._theme.notation
        digits = "0" * (notation.decimals + MORE_DIGITS.get(kind, 0))
        minus = "" if operation.kind in UNSIGNED else MINUS
        told = in_numbers(operation, lambda _: f"{minus}0{notation.sign}{digits}")
        usual = told if isinstance(told, str) else _plain(self._pieces(told))
        texts = self._numbers(operation).replace("-", MINUS), usual
        return Word(texts[0], PX, 400, self._theme.text), Word(texts[1], PX, 400, self._theme.text)

    def value(self, operation: Operation, done: bool) -> Word:
        """Return the number that a step finds, in the colour of its sign."""
        if not done:
            return Word(UNKNOWN, PX, 400, self._theme.text3)
        return Word(self._value(operation), PX, 600, self._theme.sign(operation.value))

    def _line(self, pieces: Iterator[str | Symbol], colour: QColor, weight: int) -> Line:
        return line(*self._items(pieces, colour, weight), gap=0.0)

    def _items(
        self, pieces: Iterator[str | Symbol], colour: QColor, weight: int
    ) -> list[Word | Sign]:
        return [
            Sign(piece, PX, colour)
            if isinstance(piece, Symbol)
            else Word(piece, PX, weight, colour)
            for piece in pieces
        ]

    # As plain text

    def text(self, operation: Operation, done: bool) -> tuple[str, str, str]:
        """Return words, formula and number of a step."""
        formula = self._numbers(operation) if done else _plain(self._symbolic(operation))
        number = self._value(operation) if done else UNKNOWN
        return _plain(self._pieces(words(operation))), formula, number

    def name(self, operation: Operation) -> str:
        """Return what a step is called as plain text."""
        return _plain(self._pieces(words(operation)))

    def target(self, operation: Operation) -> Iterator[str | Symbol]:
        """Yield what stands below a list of stops: the step's quantity and what it is of."""
        yield from self._pieces(words(operation))

    def exact(self, operation: Operation, done: bool) -> str:
        """Return a step in full, its number with all digits."""
        name, formula, _ = self.text(operation, done)
        return (
            f"{name} = {formula} = {exact(operation.value, self._theme.notation)}"
            if done
            else f"{name} = {formula}"
        )

    # Pieces

    def _number(self, operation: Operation, value: float, signed: bool = False) -> str:
        kind = NUMBERS.get(operation.kind, Kind.GRADIENT)
        return show(value, kind, self._theme.notation, signed)

    def _value(self, operation: Operation) -> str:
        return self._number(operation, operation.value, operation.kind not in UNSIGNED)

    def _numbers(self, operation: Operation) -> str:
        told = in_numbers(operation, lambda value: self._number(operation, value))
        return told if isinstance(told, str) else _plain(self._pieces(told))

    def _symbolic(self, operation: Operation) -> Iterator[str | Symbol]:
        for term in in_symbols(self._symbols.network, operation):
            yield from self._term(term)

    def _term(self, term: Term) -> Iterator[str | Symbol]:
        if isinstance(term, Name):
            yield self._symbols.find(term.name) or term.name
        elif isinstance(term, Letter):
            yield Symbol(term.letter)
        elif isinstance(term, Message):
            yield from self._pieces(term)
        else:
            yield term

    def _pieces(self, told: Message) -> Iterator[str | Symbol]:
        """Yield the words of a message, with symbols for what it names."""
        for text, key, _, _ in Formatter().parse(translate(told.context, told.template)):
            if text:
                yield text
            if key is None:
                continue
            value = str(told.values[key])
            if key == "letter":
                yield Symbol(value)
            else:
                yield (self._symbols.find(value) if key == "name" else None) or value


def phase_role(phase: Phase) -> str:
    """Return the colour of a phase's name."""
    return {Phase.FORWARD: "accentText", Phase.BACKWARD: "backText"}.get(phase, "text")


def _plain(pieces: Iterator[str | Symbol]) -> str:
    return "".join(p.lowered if isinstance(p, Symbol) else p for p in pieces)
