"""The gradient of a bias and what the update makes of it, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.panels.inspector.said import neuron as only
from chainrule.gui.panels.inspector.update_rows import Parameter, update_rows
from chainrule.gui.symbols import Symbol
from chainrule.teaching.cards.neuron import bias_gradient

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Neuron
    from chainrule.teaching.cards.parts import Number


def bias_rows(pen: Pen, facts: Facts, neuron: Neuron, narrow: bool) -> list[Row]:
    """Return ∂L/∂b, which is δ, that of the batch, and how the bias moves."""
    told = bias_gradient(facts, neuron)
    symbol = facts.symbols.parameter(neuron.bias_name)
    fraction = Symbol("∂L/∂" + symbol.letter, symbol.sub)
    names: tuple[Item, ...] = (pen.sign(fraction), pen.quiet("="), pen.sign("δ"))
    rows = [_row(pen, names, told.own, neuron.id)]
    if told.batch is not None:
        reduced = translate("Inspector", "mean of {count}")
        if not told.mean:
            reduced = translate("Inspector", "sum of {count}")
        count = pen.show(facts.moment.place.samples, Shown.COUNT)
        words = pen.quiet(reduced.format(count=count), 13)
        rows.append(_row(pen, (pen.sign(fraction), words), told.batch, neuron.id))
    return rows + update_rows(pen, facts, Parameter.of_neuron(neuron), narrow)


def _row(pen: Pen, names: tuple[Item, ...], number: Number, neuron: str) -> Row:
    shown = pen.number(number.value, Shown.GRADIENT, signed=True)
    last = pen.cell(shown, right=0, value=number.value, origin=number.name)
    return Row((pen.cell(*names), last), target=only(neuron))
