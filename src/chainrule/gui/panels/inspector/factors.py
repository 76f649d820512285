"""The factors of a weight's gradient as tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import line
from chainrule.gui.panels.inspector.said import fraction_of, neuron, said_line
from chainrule.gui.panels.inspector.tiles import Tile

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Line
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.teaching.cards.weight import Factor

SMALL = 12


def factor_tiles(pen: Pen, facts: Facts, factors: tuple[Factor, ...]) -> tuple[Tile, ...]:
    """Return a tile for each factor; those still to come have no number."""
    return tuple(_tile(pen, facts, factor) for factor in factors)


def _tile(pen: Pen, facts: Facts, factor: Factor) -> Tile:
    first, second = _lines(pen, facts, factor)
    fraction, number = fraction_of(factor.fraction, facts.symbols), factor.number
    return Tile(fraction, number.value, first, second, neuron(factor.neuron), number.name)


def _lines(pen: Pen, facts: Facts, factor: Factor) -> tuple[Line, Line]:
    colour = pen.theme.text2 if factor.number.known else pen.theme.text3
    lines = [said_line(pen, told, facts.symbols, SMALL, colour) for told in factor.words]
    return lines[0], lines[1] if len(lines) > 1 else line()
