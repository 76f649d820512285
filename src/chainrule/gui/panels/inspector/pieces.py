"""Sentences with symbols in them: a translated template, its places filled with pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.symbols import DELTA, LOSS, Symbol
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.gui.symbols import Symbols

Pieces = tuple[str | Symbol, ...]
"""words and symbols in order"""

_PLACE = re.compile(r"\{(\w+)\}")
OF_NEURON = {
    Kind.SUM: Symbol("z"),
    Kind.DELTA: DELTA,
    Kind.LOSS_SLOPE: Symbol("∂L/∂ŷ"),
    Kind.ACTIVATION_GRADIENT: Symbol("∂L/∂a"),
    Kind.SLOPE: Symbol("∂a/∂z"),
    Kind.VELOCITY: Symbol("v"),
    Kind.MULTIPLY: Symbol("w·a"),
    Kind.PASS_BACK: Symbol("w·δ"),
}
"""the quantity of a neuron or a parameter that a kind of operation finds"""
GRADIENTS = frozenset({Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.BATCH_GRADIENT})


def filled(template: str, **places: Pieces) -> Pieces:
    """Return the words of a template with its places filled, as words and symbols in order."""
    found: list[str | Symbol] = []
    for index, part in enumerate(_PLACE.split(template)):
        if index % 2:
            found += places[part]
        elif part.strip():
            found.append(part.strip())
    return tuple(found)


def quantity(kind: Kind, target: str, symbols: Symbols) -> Pieces:
    """Return what an operation finds, as symbols: `L`, `h₂`, `z of h₂`, `∂L/∂w₅`."""
    if target == LOSS_TARGET and kind is Kind.LOSS:
        return (LOSS,)
    owner = symbols.find(target) or Symbol(target, upright=True)
    if kind in GRADIENTS:
        return (Symbol("∂L/∂" + owner.letter, owner.sub),)
    if kind in OF_NEURON:
        template = translate("Inspector", "{what} of {where}")
        return filled(template, what=(OF_NEURON[kind],), where=(owner,))
    return (owner,)
