"""Neurons that are unwell: saturated or dead, as rows to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.selection import Selection
from chainrule.session.health import FLAT

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen

MOST = 8
"""rows; a layer of many dead neurons is counted instead"""
NAME = 44.0


def health_rows(pen: Pen, facts: Facts) -> list[Row]:
    """Return a row for every unwell neuron in the order of the network, empty when all is well."""
    unwell = [
        (neuron.id, words)
        for neuron in facts.network.neurons
        if (words := _short(pen, facts, neuron.id))
    ]
    rows = [_row(pen, facts, name, words) for name, words in unwell[:MOST]]
    if len(unwell) > MOST:
        more = translate("Inspector", "and {count} more").format(count=len(unwell) - MOST)
        rows.append(Row((pen.cell(pen.word(more, 13, 400, pen.theme.text3), x=NAME),), 26))
    return rows


def _row(pen: Pen, facts: Facts, name: str, words: str) -> Row:
    cells = (
        pen.cell(pen.sign(facts.symbols.neuron(name))),
        pen.cell(pen.quiet(words, 13), x=NAME),
    )
    return Row(cells, 26, target=Selection(frozenset({name})))


def _short(pen: Pen, facts: Facts, name: str) -> str:
    health = facts.moment.health
    if name in health.dead:
        return translate("Inspector", "dead: 0 for every sample")
    if name in health.saturated:
        told = translate("Inspector", "saturated: slope below {slope}")
        return told.format(slope=pen.show(FLAT, Shown.SETTING))
    return ""
