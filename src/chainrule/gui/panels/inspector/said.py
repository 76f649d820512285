"""What the cards of `teaching` say, in symbols and translated words of the Inspector."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import line
from chainrule.gui.canvas.wording import activation_name
from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.tiles import Fraction
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import LOSS, Symbol
from chainrule.network.names import Activation
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from chainrule.gui.canvas.text import Item, Line
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.symbols import Symbols
    from chainrule.network.message import Message
    from chainrule.teaching.cards import parts

Z = Symbol("z")
_PLACE = re.compile(r"\{(\w+)\}")


def symbol_of(quantity: parts.Quantity, symbols: Symbols) -> Symbol:
    """Return the symbol of a quantity: L, a neuron's name, z, or the name of a parameter."""
    kind, name = quantity
    if kind is Kind.LOSS:
        return LOSS
    if kind is Kind.SUM:
        return Z
    return symbols.find(name) or Symbol(name, upright=True)


def fraction_of(fraction: parts.Fraction, symbols: Symbols) -> Fraction:
    """Return a fraction in the symbols of the network."""
    return Fraction(symbol_of(fraction.top, symbols), symbol_of(fraction.bottom, symbols))


def said(message: Message) -> str:
    """Return a message without places as words."""
    return translate(message.context, message.template)


def filled_message(message: Message) -> str:
    """Return a message with its values put in as they are."""
    return said(message).format_map(message.values)


def filled_words(message: Message, symbols: Symbols) -> str:
    """Return a message as plain text, the neurons in it by their symbols."""
    values = dict(message.values)
    symbol = symbols.find(str(values.get("neuron", "")))
    if symbol is not None:
        values["neuron"] = symbol.lowered
    return said(message).format_map(values)


def said_line(pen: Pen, message: Message, symbols: Symbols, px: float, colour: QColor) -> Line:
    """Return a message as a line, its places filled with symbols."""
    items: list[Item] = []
    for index, part in enumerate(_PLACE.split(said(message))):
        if index % 2:
            items.append(_value(pen, part, str(message.values[part]), symbols, px, colour))
        elif part.strip():
            items.append(pen.word(part.strip(), px, 400, colour))
    return line(*items, gap=px * 0.29)


def _value(pen: Pen, key: str, value: str, symbols: Symbols, px: float, colour: QColor) -> Item:
    if key == "function":
        return pen.word(activation_name(Activation(value)), px, 400, colour)
    symbol = symbols.find(value)
    return pen.word(value, px, 400, colour) if symbol is None else pen.sign(symbol, px, colour)


def neuron(name: str) -> Selection:
    """Return the selection of one neuron."""
    return Selection(frozenset({name}))


def edge(key: tuple[str, str]) -> Selection:
    """Return the selection of one connection."""
    return Selection(connections=frozenset({key}))
