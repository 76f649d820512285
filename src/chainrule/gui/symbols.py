"""How neurons and parameters are named on screen: x₁, h₁₂, ŷ, w₃, b₂."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from chainrule.gui.fonts import SYMBOL_SCALE, SYMBOLS, symbol_font, ui_font
from chainrule.network.names import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPainter

    from chainrule.network.graph import Network, Neuron

SUBSCRIPT = 0.70
"""size of a subscript beside its symbol"""
LOWERED = 0.30
"""how far a subscript's baseline is lowered, em of the symbol"""

_SYMBOL = re.compile(r"([^\W\d_])_?(\d*)")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HATTED = {"y": "ŷ", "a": "â", "w": "ŵ"}

BASELINE = Qt.AlignmentFlag.AlignBaseline
LEFT = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol: its letter, its subscript and whether it wears a hat.

    An `upright` one is a word rather than a symbol and is shown as it is.
    """

    base: str
    sub: str = ""
    hat: bool = False
    upright: bool = False

    @property
    def letter(self) -> str:
        """The base with its hat on."""
        return _HATTED.get(self.base, self.base) if self.hat else self.base

    def __str__(self) -> str:
        return self.letter + self.sub

    @property
    def lowered(self) -> str:
        """The symbol as plain text with a lowered subscript, for text that cannot be formatted."""
        return self.letter + self.sub.translate(_LOW)


ETA = Symbol("η")
MU = Symbol("μ")
DELTA = Symbol("δ")
LOSS = Symbol("L")
TARGET = Symbol("y")


@dataclass(frozen=True)
class Symbols:
    """The symbols of a network's neurons and parameters, worked out once."""

    network: Network

    def neuron(self, neuron: str) -> Symbol:
        """Return the symbol of a neuron by id."""
        return self._neurons[neuron]

    def parameter(self, name: str) -> Symbol:
        """Return the symbol of a weight or bias by its parameter name."""
        return self._parameters[name]

    def find(self, name: str) -> Symbol | None:
        """Return the symbol of a neuron or a parameter, or None when the network has neither."""
        return self._neurons.get(name) or self._parameters.get(name)

    @cached_property
    def _neurons(self) -> dict[str, Symbol]:
        return {neuron.id: neuron_symbol(neuron, self.network) for neuron in self.network.neurons}

    @cached_property
    def _parameters(self) -> dict[str, Symbol]:
        symbols = {
            connection.name: Symbol("w", str(number))
            for number, connection in enumerate(self.network.connections, start=1)
        }
        for number, neuron in enumerate(self.network.computed, start=1):
            symbols[neuron.bias_name] = Symbol("b", str(number))
        return symbols


def neuron_symbol(neuron: Neuron, network: Network) -> Symbol:
    """Return the symbol of a neuron: its label's, else its id's; an output's y wears a hat."""
    name = neuron.label or neuron.id
    found = _SYMBOL.fullmatch(name.translate(_DIGITS))
    if found is None:
        return Symbol(name, upright=True)
    base, sub = found.groups()
    if base == "ŷ":
        return Symbol("y", sub, hat=True)
    if base != "y" or neuron.role is not Role.OUTPUT:
        return Symbol(base, sub)
    return Symbol("y", "" if len(network.outputs) == 1 and sub in ("", "1") else sub, hat=True)


def symbol_html(symbol: Symbol, px: float) -> str:
    """Return the symbol for rich text beside letters of `px` pixels."""
    letter = html.escape(symbol.letter)
    if symbol.upright:
        return letter
    size = round(px * SYMBOL_SCALE)
    family = f"font-family:'{SYMBOLS}'; font-size:{size}px; font-weight:400"
    text = f'<span style="{family}; font-style:italic">{letter}</span>'
    if symbol.sub:
        text += f'<sub style="{family}; font-style:normal">{html.escape(symbol.sub)}</sub>'
    return text


def symbol_width(symbol: Symbol, px: float) -> float:
    """Return the width of the painted symbol beside letters of `px` pixels."""
    return sum(_parts(symbol, px)[2:])


def paint_symbol(
    painter: QPainter,
    symbol: Symbol,
    place: QPointF | QRectF,
    px: float,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT | BASELINE,
) -> None:
    """Paint the symbol beside letters of `px` pixels.

    At a point: horizontally aligned to it, on it as baseline (`AlignBaseline`) or centred on it
    (`AlignVCenter`). In a rectangle: aligned in it as Qt aligns text.
    """
    base, sub, width, sub_width = _parts(symbol, px)
    start = _start(place, align, width + sub_width, QFontMetricsF(base))
    painter.setPen(colour)
    painter.setFont(base)
    painter.drawText(start, symbol.letter)
    if symbol.sub and not symbol.upright:
        painter.setFont(sub)
        lowered = QPointF(width, LOWERED * base.pixelSize())
        painter.drawText(start + lowered, symbol.sub)


@lru_cache(maxsize=4096)
def _parts(symbol: Symbol, px: float) -> tuple[QFont, QFont, float, float]:
    """Return the fonts of letter and subscript and the widths of both."""
    if symbol.upright:
        font = ui_font(px, 500)
        return font, font, QFontMetricsF(font).horizontalAdvance(symbol.base), 0.0
    base = symbol_font(px * SYMBOL_SCALE)
    sub = symbol_font(px * SYMBOL_SCALE * SUBSCRIPT, italic=False)
    width = QFontMetricsF(base).horizontalAdvance(symbol.letter)
    extra = QFontMetricsF(sub).horizontalAdvance(symbol.sub) if symbol.sub else 0.0
    return base, sub, width, extra


def _start(
    place: QPointF | QRectF, align: Qt.AlignmentFlag, width: float, metrics: QFontMetricsF
) -> QPointF:
    """Return where the baseline begins."""
    box = place if isinstance(place, QRectF) else QRectF(place.x(), place.y(), 0.0, 0.0)
    x = box.left()
    if align & Qt.AlignmentFlag.AlignHCenter:
        x = box.center().x() - width / 2
    elif align & Qt.AlignmentFlag.AlignRight:
        x = box.right() - width
    y = box.top()
    if align & Qt.AlignmentFlag.AlignVCenter:
        y = box.center().y() + metrics.capHeight() / 2
    elif align & Qt.AlignmentFlag.AlignTop:
        y = box.top() + metrics.ascent()
    elif align & Qt.AlignmentFlag.AlignBottom:
        y = box.bottom() - metrics.descent()
    return QPointF(x, y)
