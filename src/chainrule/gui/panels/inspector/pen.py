"""Words, symbols and numbers in the Inspector's sizes and colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import Sign, Word, line
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.inspector.rows import Cell
from chainrule.gui.symbols import Symbol

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from chainrule.gui.canvas.text import Item
    from chainrule.gui.theme import Theme
    from chainrule.teaching.cards.parts import NumberName

UNKNOWN = "–"


@dataclass(frozen=True)
class Pen:
    """Makes the pieces of lines in the colours of a theme."""

    theme: Theme

    def word(
        self, text: str, px: float = 14, weight: int = 400, colour: QColor | None = None
    ) -> Word:
        """Return a word."""
        return Word(text, px, weight, self.theme.text if colour is None else colour)

    def quiet(self, text: str, px: float = 14) -> Word:
        """Return a word that stays in the background."""
        return Word(text, px, 400, self.theme.text2)

    def sign(self, symbol: Symbol | str, px: float = 14, colour: QColor | None = None) -> Sign:
        """Return a symbol, or the symbol of a letter."""
        found = Symbol(symbol) if isinstance(symbol, str) else symbol
        return Sign(found, px, self.theme.text if colour is None else colour)

    def number(
        self,
        value: float | None,
        kind: Kind = Kind.ACTIVATION,
        px: float = 14,
        weight: int = 600,
        signed: bool = False,
        coloured: bool = True,
    ) -> Word:
        """Return a number, coloured by its sign; a dash while it is not known."""
        if value is None:
            return Word(UNKNOWN, px, weight, self.theme.text3)
        colour = self.theme.sign(value) if coloured else self.theme.text
        return Word(self.show(value, kind, signed), px, weight, colour)

    def plain(self, value: float | None, kind: Kind = Kind.ACTIVATION, px: float = 14) -> Word:
        """Return a number as part of a formula."""
        text = UNKNOWN if value is None else self.show(value, kind)
        return Word(text, px, 400, self.theme.text2)

    def show(self, value: float, kind: Kind = Kind.ACTIVATION, signed: bool = False) -> str:
        """Return a number as text, in the notation that is on."""
        return show(value, kind, self.theme.notation, signed)

    def gradient(self, value: float) -> str:
        """Return a gradient, a loss or a slope as text."""
        return self.show(value, Kind.GRADIENT)

    def cell(
        self,
        *items: Item,
        x: float = 0.0,
        right: float | None = None,
        value: float | None = None,
        gap: float = 4.0,
        origin: NumberName | None = None,
    ) -> Cell:
        """Return a cell of these pieces; a click on its number leads to its origin."""
        return Cell(line(*items, gap=gap), x, right, value, None if value is None else origin)
