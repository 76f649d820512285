"""The target of an output, and the slope of the loss there, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.panels.inspector.said import neuron as only
from chainrule.gui.panels.inspector.sum_rows import Columns
from chainrule.session.formulas import formula
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Neuron


def target_rows(pen: Pen, facts: Facts, neuron: Neuron, narrow: bool) -> list[Row]:
    """Return the row that the box of the target lies on, and that of ∂L/∂ŷ."""
    told = facts.known(Kind.LOSS_SLOPE, neuron.id)
    cells = [pen.cell(pen.sign("∂L/∂ŷ"))]
    if told is not None:
        numbers = formula(told, pen.show)
        text = numbers.replace(" - ", " − ")
        columns = Columns.of(narrow)
        cells.append(pen.cell(pen.quiet(text, 13), right=columns.factors - 48))
    value = None if told is None else told.value
    number = pen.number(value, Shown.GRADIENT, signed=True)
    origin = facts.number(Kind.LOSS_SLOPE, neuron.id).name
    cells.append(pen.cell(number, right=0, value=value, origin=origin))
    return [
        Row((pen.cell(pen.word(translate("Inspector", "Target")), pen.sign("y")),), 32),
        Row(tuple(cells), target=only(neuron.id)),
    ]
