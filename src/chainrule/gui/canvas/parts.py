"""What the arrows of a movement are called, and how each of them looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.arrow_shape import HEAD_WIDTH, ArrowLook, hollow
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.symbols import Symbol
from chainrule.teaching.movement import Part

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme


def part_symbol(part: Part) -> Symbol:
    """Return the symbol of an arrow."""
    signs = {Part.REMEMBERED: "μv", Part.ASKED: "−ηg", Part.VELOCITY: "v"}
    if part in signs:
        return Symbol(signs[part])
    return Symbol(translate("Movement", "step"), upright=True)


def part_words(part: Part, alone: bool) -> str:
    """Return what an arrow is, in words; `alone` where there is no other."""
    if part is Part.REMEMBERED:
        return translate("Movement", "what it remembers")
    if part is Part.ASKED:
        return translate("Movement", "what the slope asks")
    return translate("Movement", "what the rule does") if alone else translate("Movement", "sum")


def part_look(
    theme: Theme, part: Part, shaft: float = Metrics.ARROW_SHAFT, head: float = HEAD_WIDTH
) -> ArrowLook:
    """Return how an arrow looks: hollow what is remembered, violet what is asked, ink the sum."""
    if part is Part.REMEMBERED:
        return hollow(theme, shaft, head)
    fill = theme.back if part is Part.ASKED else theme.ink
    return ArrowLook(fill, None, shaft, head)
