"""The weighted sum as rows: w·x with its numbers, what it adds, the bias and z."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Bar, Row
from chainrule.gui.selection import Selection
from chainrule.session.operations import Kind
from chainrule.teaching.cards.neuron import products, strongest, weighted_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Neuron
    from chainrule.teaching.cards.neuron import Term

BIAS_ROW = 33.0
"""room for the box that the bias is changed in"""
BIAS_BOX, LONG_BIAS_BOX = 72, 104
LONG = 100.0
"""numbers from here on need more room"""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns end, in px from the right; `bar` is the width of the bars.

    `box` is the width of the box that the bias is changed in.
    """

    factors: float
    added: float
    bar: float
    box: int = BIAS_BOX

    @classmethod
    def of(cls, narrow: bool, numbers: Iterable[float] = ()) -> Columns:
        """Return the columns of the wide or the narrow Inspector; long numbers leave no bars."""
        if any(abs(number) >= LONG for number in numbers):
            return cls(104.0, 0.0, 0.0, LONG_BIAS_BOX)
        return cls(112.0, 50.0, 42.0) if narrow else cls(140.0, 70.0, 61.0)


def incoming_rows(pen: Pen, facts: Facts, neuron: Neuron, narrow: bool) -> list[Row]:
    """Return a row per incoming connection, the row of the bias, and z."""
    told, columns = weighted_sum(facts, neuron), sum_columns(facts, neuron, narrow)
    scale = [*_scale(told.terms), told.bias, told.z.value or 0.0]
    rows = [product_row(pen, facts, term, columns, scale) for term in told.terms]
    if told.more:
        rows.append(_more_row(pen, told.more))
    if not all(term.product.known for term in told.terms):
        scale = []
    rows.append(_bias_row(pen, facts, neuron, told.bias, columns, scale))
    z = told.z
    total = pen.number(z.value, px=16, signed=True, coloured=False)
    last = pen.cell(total, right=columns.added, value=z.value, origin=z.name)
    cells = (pen.cell(pen.sign("z")), last)
    rows.append(Row(cells, 32, rule=True, target=Selection(frozenset({neuron.id}))))
    return rows


def _scale(terms: Iterable[Term]) -> list[float]:
    """Return the products that share a scale of bars."""
    return [term.product.value for term in terms if term.product.value is not None]


def _more_row(pen: Pen, count: int) -> Row:
    more = translate("Inspector", "and {count} more").format(count=count)
    return Row((pen.cell(pen.word(more, 13, 400, pen.theme.text3)),))


def sum_columns(facts: Facts, neuron: Neuron, narrow: bool) -> Columns:
    """Return the columns that have room for the numbers of a neuron's sum."""
    links = facts.network.incoming[neuron.id]
    numbers = [facts.before[link.name] for link in links]
    numbers += [facts.before[neuron.bias_name], facts.value(Kind.SUM, neuron.id) or 0.0]
    numbers += [facts.signal(link.source) or 0.0 for link in links]
    return Columns.of(narrow, numbers)


def product_row(
    pen: Pen, facts: Facts, term: Term, columns: Columns, scale: Sequence[float]
) -> Row:
    """Return the row of one connection: symbols, numbers, product and bar."""
    link, product = term.link, term.product
    small = 13 if columns.bar < 60 else 14
    kind = Shown.INPUT if facts.network.by_id[link.source].is_input else Shown.ACTIVATION
    names = pen.cell(
        pen.sign(facts.symbols.parameter(link.name)),
        pen.quiet("·"),
        pen.sign(facts.symbols.neuron(link.source)),
    )
    factors = pen.cell(
        pen.plain(term.weight, Shown.PARAMETER, small),
        pen.quiet("·", small),
        pen.plain(term.signal.value, kind, small),
        right=columns.factors,
    )
    number = pen.number(product.value, signed=True)
    value = pen.cell(number, right=columns.added, value=product.value, origin=product.name)
    target = Selection(connections=frozenset({link.key}))
    grown = bar(pen, product.value, scale, columns)
    return Row((names, factors, value), target=target, bar=grown)


def bar(pen: Pen, value: float | None, scale: Sequence[float], columns: Columns) -> Bar | None:
    """Return the bar of a contribution on the common scale."""
    if value is None or not scale or not columns.bar:
        return None
    low, high = min(0.0, *scale), max(0.0, *scale)
    colour = pen.theme.pos if value >= 0 else pen.theme.neg
    return Bar(value, low, high, columns.bar, colour)


def _bias_row(
    pen: Pen, facts: Facts, neuron: Neuron, bias: float, columns: Columns, scale: Sequence[float]
) -> Row:
    """Return the row of the bias; the box in which it is changed stands in its middle."""
    name = [pen.sign(facts.symbols.parameter(neuron.bias_name))]
    cells = [pen.cell(*name)]
    if columns.bar >= 60:
        word = pen.word(translate("Inspector", "bias"), 12, 400, pen.theme.text3)
        cells = [pen.cell(*name, word)]
    value = pen.number(bias, Shown.PARAMETER, signed=True)
    cells.append(pen.cell(value, right=columns.added, value=bias))
    target = Selection(frozenset({neuron.id}))
    return Row(tuple(cells), BIAS_ROW, target=target, bar=bar(pen, bias, scale, columns))


def outgoing_rows(pen: Pen, facts: Facts, neuron: Neuron, narrow: bool) -> list[Row]:
    """Return a row per outgoing connection: what it makes of the signal."""
    terms = strongest(products(facts, facts.network.outgoing[neuron.id]))
    scale = _scale(terms)
    columns = Columns.of(narrow, [*scale, *(term.weight for term in terms)])
    return [product_row(pen, facts, term, columns, scale or [0.0]) for term in terms]
