"""Neurons that are unwell: saturated or dead, as rows to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.panels.inspector.said import said
from chainrule.gui.selection import Selection
from chainrule.teaching.cards.network import unwell

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.message import Message

MOST = 8
"""rows; a layer of many dead neurons is counted instead"""
NAME = 44.0


def health_rows(pen: Pen, facts: Facts) -> list[Row]:
    """Return a row for every unwell neuron in the order of the network, empty when all is well."""
    found = unwell(facts)
    rows = [_row(pen, facts, name, _words(pen, told)) for name, told in found[:MOST]]
    if len(found) > MOST:
        more = translate("Inspector", "and {count} more").format(count=len(found) - MOST)
        rows.append(Row((pen.cell(pen.word(more, 13, 400, pen.theme.text3), x=NAME),), 26))
    return rows


def _row(pen: Pen, facts: Facts, name: str, words: str) -> Row:
    cells = (
        pen.cell(pen.sign(facts.symbols.neuron(name))),
        pen.cell(pen.quiet(words, 13), x=NAME),
    )
    return Row(cells, 26, target=Selection(frozenset({name})))


def _words(pen: Pen, told: Message) -> str:
    """Return a remark with its number as people write it."""
    slopes = {key: pen.show(float(value), Shown.SETTING) for key, value in told.values.items()}
    return said(told).format_map(slopes)
