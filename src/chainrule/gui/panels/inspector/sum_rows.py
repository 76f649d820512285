"""The weighted sum as rows: w·x with its numbers, what it adds, the bias and z."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Bar, Row
from chainrule.gui.selection import Selection
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Connection, Neuron

MOST_ROWS = 10
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
    links = facts.network.incoming[neuron.id]
    columns = sum_columns(facts, neuron, narrow)
    bias = facts.before[neuron.bias_name]
    z = facts.value(Kind.SUM, neuron.id)
    added = _products(facts, links)
    scale = [value for value in added.values() if value is not None] + [bias, z or 0.0]
    shown = _strongest(links, added)
    rows = [
        product_row(pen, facts, link, added[link.name], columns, scale, facts.before)
        for link in shown
    ]
    if len(shown) < len(links):
        more = translate("Inspector", "and {count} more").format(count=len(links) - len(shown))
        rows.append(Row((pen.cell(pen.word(more, 13, 400, pen.theme.text3)),)))
    if any(value is None for value in added.values()):
        scale = []
    rows.append(_bias_row(pen, facts, neuron, bias, columns, scale))
    total = pen.number(z, px=16, signed=True, coloured=False)
    rows.append(
        Row(
            (pen.cell(pen.sign("z")), pen.cell(total, right=columns.added, value=z)),
            32,
            rule=True,
            target=Selection(frozenset({neuron.id})),
        )
    )
    return rows


def sum_columns(facts: Facts, neuron: Neuron, narrow: bool) -> Columns:
    """Return the columns that have room for the numbers of a neuron's sum."""
    links = facts.network.incoming[neuron.id]
    numbers = [facts.before[link.name] for link in links]
    numbers += [facts.before[neuron.bias_name], facts.value(Kind.SUM, neuron.id) or 0.0]
    numbers += [facts.signal(link.source) or 0.0 for link in links]
    return Columns.of(narrow, numbers)


def product_row(
    pen: Pen,
    facts: Facts,
    link: Connection,
    product: float | None,
    columns: Columns,
    scale: Sequence[float],
    weights: dict[str, float],
) -> Row:
    """Return the row of one connection: symbols, numbers, product and bar."""
    weight, signal = weights[link.name], facts.signal(link.source)
    small = 13 if columns.bar < 60 else 14
    kind = Shown.INPUT if facts.network.by_id[link.source].is_input else Shown.ACTIVATION
    names = pen.cell(
        pen.sign(facts.symbols.parameter(link.name)),
        pen.quiet("·"),
        pen.sign(facts.symbols.neuron(link.source)),
    )
    factors = pen.cell(
        pen.plain(weight, Shown.PARAMETER, small),
        pen.quiet("·", small),
        pen.plain(signal, kind, small),
        right=columns.factors,
    )
    value = pen.cell(pen.number(product, signed=True), right=columns.added, value=product)
    target = Selection(connections=frozenset({link.key}))
    return Row((names, factors, value), target=target, bar=bar(pen, product, scale, columns))


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


def _products(facts: Facts, links: Sequence[Connection]) -> dict[str, float | None]:
    found = {link.name: facts.known(Kind.MULTIPLY, link.name) for link in links}
    return {name: None if told is None else told.value for name, told in found.items()}


def _strongest(links: Sequence[Connection], added: dict[str, float | None]) -> Sequence[Connection]:
    """Return the connections that add the most, in their order, when there are many."""
    if len(links) <= MOST_ROWS + 1:
        return links
    ranked = sorted(links, key=lambda link: -abs(added[link.name] or 0.0))
    kept = {link.key for link in ranked[:MOST_ROWS]}
    return [link for link in links if link.key in kept]


def outgoing_rows(pen: Pen, facts: Facts, neuron: Neuron, narrow: bool) -> list[Row]:
    """Return a row per outgoing connection: what it makes of the signal."""
    links = facts.network.outgoing[neuron.id]
    added = _products(facts, links)
    scale = [value for value in added.values() if value is not None]
    columns = Columns.of(narrow, [*scale, *(facts.before[link.name] for link in links)])
    return [
        product_row(pen, facts, link, added[link.name], columns, scale or [0.0], facts.before)
        for link in _strongest(links, added)
    ]


def blame_rows(pen: Pen, facts: Facts, neuron: Neuron, narrow: bool) -> list[Row]:
    """Return how δ came about, as far as it is known: what came back, times the slope."""
    columns = Columns.of(narrow)
    own = Selection(frozenset({neuron.id}))
    rows = [_passed_row(pen, facts, link, columns) for link in facts.network.outgoing[neuron.id]]
    for kind, top in ((Kind.LOSS_SLOPE, "∂L/∂ŷ"), (Kind.ACTIVATION_GRADIENT, "∂L/∂a")):
        told = facts.known(kind, neuron.id)
        if told is not None:
            rule = kind is Kind.ACTIVATION_GRADIENT and len(rows) > 1
            rows.append(_result_row(pen, (pen.sign(top),), told.value, columns, rule, own))
    slope, delta = facts.known(Kind.SLOPE, neuron.id), facts.known(Kind.DELTA, neuron.id)
    exact = delta is not None and delta.form == "difference"
    if slope is not None and not exact:
        name = (pen.quiet("×"), pen.quiet(translate("Inspector", "slope")))
        rows.append(_result_row(pen, name, slope.value, columns, False, own, signed=False))
    if exact and delta is not None:
        rows.append(_difference_row(pen, delta.operands, columns))
    if delta is not None:
        equals = (pen.quiet("="), pen.sign("δ", 14, pen.theme.backText))
        rows.append(_result_row(pen, equals, delta.value, columns, True, own, 16))
    return [row for row in rows if row.cells]


def _passed_row(pen: Pen, facts: Facts, link: Connection, columns: Columns) -> Row:
    told = facts.known(Kind.PASS_BACK, link.name)
    if told is None:
        return Row(())
    weight, delta = told.operands
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
        pen.plain(weight, Shown.PARAMETER, 13),
        pen.quiet("·", 13),
        pen.plain(delta, Shown.GRADIENT, 13),
        right=columns.factors - 24,
    )
    value = pen.cell(pen.number(told.value, Shown.GRADIENT, signed=True), right=0, value=told.value)
    return Row((names, factors, value), target=Selection(connections=frozenset({link.key})))


def _result_row(
    pen: Pen,
    name: tuple[Item, ...],
    value: float,
    columns: Columns,
    rule: bool,
    target: Selection,
    px: float = 14,
    signed: bool = True,
) -> Row:
    cells = (
        pen.cell(*name),
        pen.cell(pen.number(value, Shown.GRADIENT, px, signed=signed), right=0, value=value),
    )
    return Row(cells, 32 if px > 14 else 28, rule=rule, target=target)


def _difference_row(pen: Pen, operands: tuple[float, ...], columns: Columns) -> Row:
    """Return the row that says that slope and loss cancel to ŷ − y."""
    output, target = operands
    numbers = f"{pen.show(output)} − {pen.show(target, Shown.INPUT)}"
    cells = (
        pen.cell(pen.sign("ŷ"), pen.quiet("−"), pen.sign("y")),
        pen.cell(pen.quiet(numbers), right=columns.factors - 24),
    )
    return Row(cells)
