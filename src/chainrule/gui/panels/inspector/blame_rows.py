"""How δ came about as rows: who sent what back, the slope, and δ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.panels.inspector.said import edge
from chainrule.gui.panels.inspector.said import neuron as only
from chainrule.gui.panels.inspector.sum_rows import Columns
from chainrule.teaching.cards.neuron import blame

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.selection import Selection
    from chainrule.network.graph import Neuron
    from chainrule.teaching.cards.neuron import Blame, Passed
    from chainrule.teaching.cards.parts import Number


def blame_rows(pen: Pen, facts: Facts, neuron: Neuron, narrow: bool) -> list[Row]:
    """Return how δ came about, as far as it is known: what came back, times the slope."""
    told, columns, own = blame(facts, neuron), Columns.of(narrow), only(neuron.id)
    rows = [_passed_row(pen, facts, passed, columns) for passed in told.passed]
    if told.more:
        more = translate("Inspector", "and {count} more").format(count=told.more)
        rows.append(Row((pen.cell(pen.word(more, 13, 400, pen.theme.text3)),)))
    if told.arrived is not None:
        rows.append(_result_row(pen, (pen.sign("∂L/∂ŷ"),), told.arrived, False, own))
    if told.back is not None:
        rows.append(_result_row(pen, (pen.sign("∂L/∂a"),), told.back, len(rows) > 1, own))
    if told.slope is not None:
        name = (pen.quiet("×"), pen.quiet(translate("Inspector", "slope")))
        rows.append(_result_row(pen, name, told.slope, False, own, signed=False))
    if told.form:
        rows.append(_form_row(pen, told, columns))
    if told.delta.known:
        equals = (pen.quiet("="), pen.sign("δ", 14, pen.theme.backText))
        rows.append(_result_row(pen, equals, told.delta, True, own, 16))
    return rows


def _passed_row(pen: Pen, facts: Facts, passed: Passed, columns: Columns) -> Row:
    link = passed.link
    names = pen.cell(
        pen.sign(facts.symbols.parameter(link.name)),
        pen.word(" · "),
        pen.sign("δ", 14, pen.theme.backText),
        pen.quiet("(", 12),
        pen.sign(facts.symbols.neuron(link.target), 12, pen.theme.text2),
        pen.quiet(")", 12),
        gap=0,
    )
    factors = pen.cell(
        pen.plain(passed.weight, Shown.PARAMETER, 13),
        pen.quiet("·", 13),
        pen.plain(passed.delta.value, Shown.GRADIENT, 13),
        right=columns.factors - 24,
    )
    part = passed.part
    number = pen.number(part.value, Shown.GRADIENT, signed=True)
    last = pen.cell(number, right=0, value=part.value, origin=part.name)
    return Row((names, factors, last), target=edge(link.key))


def _result_row(
    pen: Pen,
    name: tuple[Item, ...],
    number: Number,
    rule: bool,
    target: Selection,
    px: float = 14,
    signed: bool = True,
) -> Row:
    shown = pen.number(number.value, Shown.GRADIENT, px, signed=signed)
    last = pen.cell(shown, right=0, value=number.value, origin=number.name)
    return Row((pen.cell(*name), last), 32 if px > 14 else 28, rule=rule, target=target)


def _form_row(pen: Pen, told: Blame, columns: Columns) -> Row:
    """Return the row that says how δ is found at once: mostly slope and loss cancel to ŷ − y."""
    if told.form == "jacobian":
        return Row(
            (pen.cell(pen.quiet(translate("Inspector", "through all softmax outputs"), 13)),)
        )
    names: tuple[Item, ...] = (pen.sign("ŷ"), pen.quiet("−"), pen.sign("y"))
    output, *total, target = told.operands
    numbers = f"{pen.show(output)} − {pen.show(target, Shown.INPUT)}"
    if total:
        names = (pen.sign("ŷ"), pen.quiet("·"), pen.sign("Σy"), pen.quiet("−"), pen.sign("y"))
        numbers = f"{pen.show(output)} · {pen.show(total[0], Shown.INPUT)} − " + pen.show(
            target, Shown.INPUT
        )
    return Row((pen.cell(*names), pen.cell(pen.quiet(numbers), right=columns.factors - 24)))
