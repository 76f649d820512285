"""The loss as rows: its formula with the numbers, its slopes, the losses of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import text_width
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.formula_rows import formula_rows, led_rows
from chainrule.gui.panels.inspector.rows import Bar, Row
from chainrule.gui.panels.inspector.said import neuron
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import LOSS, Symbol
from chainrule.network.names import Reduction
from chainrule.session.formulas import formula
from chainrule.teaching.cards.loss import SLOPES

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.session.operations import Operation
    from chainrule.teaching.cards.loss import BatchLoss, OutputSlope, SampleLoss
    from chainrule.teaching.cards.parts import Number

MOST_ROWS = 8
MOST_WRITTEN = 6
"""losses of a batch whose sum is written out"""
MOST_OUTPUTS = 3
"""outputs whose losses are written out in numbers"""
BARS, NUMBERS = 96.0, 112.0
LOSS_BOX = Selection(loss=True)


def sample_rows(pen: Pen, facts: Facts, told: SampleLoss, width: float) -> list[Row]:
    """Return the formula, the same with the numbers, and the loss."""
    lines: tuple[str, ...] = (told.formula,)
    operation = told.operation
    if operation is not None and len(operation.operands) <= 2 * MOST_OUTPUTS:
        lines += (written(pen, operation),)
    rows = formula_rows(pen, lines, facts.symbols, width, strong=False)
    return [*rows, _total(pen, told.loss)]


def written(pen: Pen, operation: Operation) -> str:
    """Return the arithmetic of an operation with the digits that are shown."""

    def short(value: float) -> str:
        return pen.show(value, Shown.INPUT if value == round(value) else Shown.ACTIVATION)

    return formula(operation, short).replace("+ −", "− ")


def _total(pen: Pen, number: Number) -> Row:
    shown = pen.number(number.value, Shown.GRADIENT, 16, coloured=False)
    last = pen.cell(shown, right=0, value=number.value, origin=number.name)
    return Row((pen.cell(pen.sign(LOSS)), last), 32, rule=True, target=LOSS_BOX)


def slope_rows(pen: Pen, facts: Facts, slopes: tuple[OutputSlope, ...], narrow: bool) -> list[Row]:
    """Return a row per output: how its slope is found, and the slope."""
    loss = facts.moment.project.loss
    head = (pen.sign("∂L/∂ŷ", 15),)
    rows = led_rows(pen, head, SLOPES[loss], facts.symbols, 300.0)
    for each in slopes[:MOST_ROWS]:
        name = facts.symbols.neuron(each.neuron)
        cells = [pen.cell(pen.sign(Symbol("∂L/∂" + name.letter, name.sub)))]
        if each.operation is not None:
            text = written(pen, each.operation).replace(" - ", " − ")
            px = 12 if narrow or text_width(text, 13, 400) > 150 else 13
            cells.append(pen.cell(pen.quiet(text, px), right=72))
        shown = pen.number(each.slope.value, Shown.GRADIENT, signed=True)
        value, origin = each.slope.value, each.slope.name
        cells.append(pen.cell(shown, right=0, value=value, origin=origin))
        rows.append(Row(tuple(cells), target=neuron(each.neuron)))
    return rows + _more(pen, len(slopes) - MOST_ROWS)


def _more(pen: Pen, count: int) -> list[Row]:
    if count <= 0:
        return []
    more = translate("Inspector", "and {count} more").format(count=count)
    return [Row((pen.cell(pen.word(more, 13, 400, pen.theme.text3)),), 26)]


def batch_rows(pen: Pen, facts: Facts, told: BatchLoss | None, width: float) -> list[Row]:
    """Return a row per sample of the batch, and what they make together.

    Between two updates there is no batch: then the loss of the training set is told.
    """
    if told is None:
        return _training_set(pen, facts)
    if len(told.rows) == 1:
        return []
    most = max((abs(value) for value in told.known), default=0.0) or 1.0
    rows = [_sample(pen, facts, row, number, most) for row, number in told.rows[:MOST_ROWS]]
    rows += _more(pen, len(told.rows) - MOST_ROWS)
    mean = told.reduction is Reduction.MEAN
    word = translate("Inspector", "mean") if mean else translate("Inspector", "sum")
    known = told.known
    if told.loss is not None and len(known) <= MOST_WRITTEN:
        text = " + ".join(pen.gradient(value) for value in known)
        text = f"({text}) ÷ {len(known)}" if mean else text
        rows += formula_rows(pen, (f"L = {text}",), facts.symbols, width)
    return [*rows, _whole(pen, word, told.loss)]


def _sample(pen: Pen, facts: Facts, row: int, number: Number, most: float) -> Row:
    name = translate("Inspector", "row {number}").format(number=row)
    weight = 600 if row == facts.sample else 400
    shown = pen.number(number.value, Shown.GRADIENT, coloured=False)
    last = pen.cell(shown, right=NUMBERS, value=number.value, origin=number.name)
    bar = None
    if number.value is not None:
        bar = Bar(max(0.0, number.value), 0.0, most, BARS, pen.theme.ink, pen.theme.sunken)
    return Row((pen.cell(pen.word(name, 13, weight)), last), 26, target=LOSS_BOX, bar=bar)


def _whole(pen: Pen, word: str, value: float | None) -> Row:
    shown = pen.number(value, Shown.GRADIENT, 16, coloured=False)
    cells = (pen.cell(pen.word(word)), pen.cell(shown, right=0, value=value))
    return Row(cells, 32, rule=True)


def _training_set(pen: Pen, facts: Facts) -> list[Row]:
    moment = facts.moment
    if not moment.loss_is_mean or moment.loss is None:
        return []
    count = pen.show(len(moment.project.data.train), Shown.COUNT)
    word = translate("Inspector", "mean of all {count} rows")
    if moment.project.training.reduction is Reduction.SUM:
        word = translate("Inspector", "sum of all {count} rows")
    return [_whole(pen, word.format(count=count), moment.loss)]
