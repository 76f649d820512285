"""Formulas from plain text: letters as symbols, fractions stacked. Measured once, then painted.

`L = 1/N Σ L_n` has a fraction and a subscript; what stands between blanks keeps them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPen

from chainrule.gui.canvas.text import Sign, Word, line
from chainrule.gui.symbols import Symbol

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.text import Item, Line

SMALL = 0.82
"""size of the letters of a fraction beside those of the line"""
ABOVE, BELOW = 0.6, 0.66
"""from the bar to the middles of its numbers, em"""
BESIDE = 2.0
"""px that the bar is longer than its numbers, on each side"""

_PART = re.compile(
    r"(?P<top>∂?[^\W_])/(?P<bottom>∂?[^\W_])"
    r"|(?P<upright>ln|Σ|\d+(?:[.,]\d+)?)"
    r"|(?P<letter>∂|[^\W\d_])(?:_(?P<sub>\w))?"
    r"|(?P<rest>[^\w∂]+|.)"
)


@dataclass(frozen=True, slots=True)
class Stack:
    """A fraction."""

    top: Line
    bottom: Line
    px: float
    colour: QColor

    @property
    def width(self) -> float:
        """The width in pixels."""
        return max(self.top.width, self.bottom.width) + 2 * BESIDE

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the fraction with the middle of its bar at (x, y)."""
        painter.setPen(QPen(self.colour, 1.2))
        painter.drawLine(QLineF(x - self.width / 2, y, x + self.width / 2, y))
        self.top.paint(painter, x, y - ABOVE * self.px)
        self.bottom.paint(painter, x, y + BELOW * self.px)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula ready to be painted."""

    pieces: tuple[Line | Stack, ...]
    width: float

    def paint(self, painter: QPainter, left: float, y: float) -> None:
        """Paint the formula from `left` on, its middle at y."""
        for piece in self.pieces:
            piece.paint(painter, left + piece.width / 2, y)
            left += piece.width


def typeset(text: str, px: float, colour: QColor) -> Formula:
    """Return the formula of a plain text for letters of `px` pixels."""
    pieces: list[Line | Stack] = []
    for part in _PART.finditer(text):
        if part["top"]:
            top, bottom = (
                _line(side, px * SMALL, colour) for side in (part["top"], part["bottom"])
            )
            pieces.append(Stack(top, bottom, px, colour))
        else:
            pieces.append(line(_item(part, px, colour), gap=0))
    return Formula(tuple(pieces), sum(piece.width for piece in pieces))


def spoken(text: str) -> str:
    """Return a formula as a screen reader gets it: in one line, without marks of typesetting."""
    return text.replace("_", "")


def _line(text: str, px: float, colour: QColor) -> Line:
    return line(*(_item(part, px, colour) for part in _PART.finditer(text)), gap=0)


def _item(part: re.Match[str], px: float, colour: QColor) -> Item:
    if part["letter"]:
        letter, sub = part["letter"], part["sub"] or ""
        return Sign(Symbol(letter, sub), px, colour)
    return Word(part.group(), px, 400, colour)
