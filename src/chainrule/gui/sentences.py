"""Sentences of the lower layers as rich text: translated, numbers bold, neurons as symbols."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from chainrule.gui.fonts import STYLES
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.symbols import Symbol, Symbols, symbol_html

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Network
    from chainrule.network.message import Message, Value
    from chainrule.teaching.notation import Notation

SAY = STYLES["say"][0]

NAMES = frozenset(
    {"neuron", "source", "target", "output", "input", "weight", "bias", "parameter", "name", "id"}
)
"""keys whose text may name a neuron or a parameter"""
SIGNIFICANT = frozenset(
    {"gradient", "delta", "velocity", "loss", "slope", "change", "error", "limit"}
)
"""keys whose numbers are shown with significant digits"""
SHARES = frozenset({"share", "percent", "probability"})
SETTINGS = frozenset({"rate", "bound"})
CLASSES = frozenset({"output", "target"})
"""keys whose neurons are classes: where they have names, these are bold"""
LIMITS = frozenset({"limit"})
"""keys whose numbers have two significant digits"""

OPERAND = "operand_"
"""how keys begin whose numbers follow a sign of calculation: negative ones get brackets"""

_GREEK = re.compile(r"(?<!\w)([ημδσλ])(?!\w)")
_NUMBERED = re.compile(r"[_\d]+$")


def render_message(
    message: Message,
    theme: Theme,
    network: Network | Symbols,
    px: float = SAY,
) -> str:
    """Return the sentence as rich text for letters of `px` pixels.

    Floats become bold numbers, texts that name a neuron or parameter symbols, Greek letters of
    the sentence itself symbols too; all else is escaped.
    """
    template = html.escape(translate(message.context, message.template), quote=False)
    template = _GREEK.sub(lambda found: symbol_html(Symbol(found[1]), px), template)
    symbols = network if isinstance(network, Symbols) else Symbols(network)
    shown = {key: _shown(key, value, theme, symbols, px) for key, value in message.values.items()}
    return template.format_map(shown)


def _shown(key: str, value: Value, theme: Theme, symbols: Symbols, px: float) -> str:
    if isinstance(value, float):
        return _bold(_number(key, value, theme.notation), theme)
    if isinstance(value, int):
        return show(value, Kind.COUNT, theme.notation)
    symbol = symbols.find(value) if _word(key) in NAMES | CLASSES else None
    if symbol is None:
        return html.escape(value, quote=False)
    written = symbol_html(symbol, px)
    return _bold(written, theme) if symbol.upright and _word(key) in CLASSES else written


def plain_message(told: Message, notation: Notation) -> str:
    """Return the sentence as plain text, its numbers in the notation that is on."""
    shown = {
        key: _number(key, value, notation) if isinstance(value, float) else value
        for key, value in told.values.items()
    }
    return translate(told.context, told.template).format_map(shown)


def _number(key: str, value: float, notation: Notation) -> str:
    near = notation.digits(1) if _word(key) in LIMITS else notation
    text = show(value, _kind(key), near, key.startswith("signed_"))
    return f"({text})" if value < 0 and key.startswith(OPERAND) else text


def _bold(text: str, theme: Theme) -> str:
    colour = theme.errText if text in ("NaN", "∞", "−∞") else theme.text
    style = f"font-weight:600; color:{colour.name()}; white-space:nowrap"
    return f'<span style="{style}">{text}</span>'


def _word(key: str) -> str:
    return _NUMBERED.sub("", key)


def _kind(key: str) -> Kind:
    words = set(_word(key).split("_"))
    if words & SHARES:
        return Kind.PERCENT
    if words & SETTINGS:
        return Kind.SETTING
    return Kind.GRADIENT if words & SIGNIFICANT else Kind.ACTIVATION
