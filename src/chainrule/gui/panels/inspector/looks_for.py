"""Sections about a neuron in a network that sees pixels: what it is, looks for and favours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.pixel_grid import picture_side
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Bar, Row, Rows
from chainrule.gui.panels.inspector.value_rows import value_rows
from chainrule.gui.panels.inspector.weight_image import WeightImage
from chainrule.gui.selection import Selection
from chainrule.network.names import Role

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.card import Card
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.network.graph import Connection, Neuron

BARS, NUMBER = 150.0, 62.0
"""px of the bars, and of the numbers beside them"""
ROW = 20.0
FEWEST = 2
"""outputs between which a neuron can favour some"""


class LooksFor:
    """The sections of a card; they are there where the inputs are a picture."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self.values = card.section()
        self.values.drop_head()
        self.value_rows = Rows(card.theme)
        self.values.add(self.value_rows)
        self.looks = card.section()
        self.looks.head.set_title(translate("Inspector", "What it looks for"))
        self.image = WeightImage(card.theme)
        self.looks.add(self.image)
        self.favours = card.section()
        self.favours.head.set_remark(translate("Inspector", "weights out"))
        self.rows = Rows(card.theme)
        self.favours.add(self.rows)

    def show(self, facts: Facts, neuron: Neuron) -> None:
        """Show them for a neuron."""
        side = picture_side(facts.network)
        network = facts.network
        self.values.setVisible(side is not None and not neuron.is_input)
        if side is not None and not neuron.is_input:
            self.value_rows.set_rows(value_rows(self._card.pen, facts, neuron))
        seen = {link.source: link for link in network.incoming[neuron.id]}
        sees = side is not None and any(each.id in seen for each in network.inputs)
        self.looks.setVisible(sees)
        if side is not None and sees:
            count = sum(each.id in seen for each in network.inputs)
            told = translate("Inspector", "its {count} weights")
            self.looks.head.set_remark(told.format(count=self._card.pen.show(count, Shown.COUNT)))
            weights = tuple(
                (pixel.id, neuron.id, _value(facts, seen.get(pixel.id))) for pixel in network.inputs
            )
            self.image.set_weights(weights, side)
        links = [
            link
            for link in network.outgoing[neuron.id]
            if network.by_id[link.target].role is Role.OUTPUT
        ]
        favours = side is not None and not neuron.is_input and len(links) >= FEWEST
        self.favours.setVisible(favours)
        if favours:
            self._fill(facts, links)

    def _fill(self, facts: Facts, links: list[Connection]) -> None:
        digits = all((facts.network.by_id[link.target].label or "").isdigit() for link in links)
        self.favours.head.set_title(
            translate("Inspector", "Which digits it favours")
            if digits
            else translate("Inspector", "Which classes it favours")
        )
        values = [_value(facts, link) for link in links]
        reach = max(map(abs, values)) or 1.0
        self.rows.set_rows(
            [
                self._row(facts, link, value, reach)
                for link, value in zip(links, values, strict=True)
            ]
        )

    def _row(self, facts: Facts, link: Connection, value: float, reach: float) -> Row:
        pen, theme = self._card.pen, self._card.theme
        name = pen.sign(facts.symbols.neuron(link.target), 13, theme.text2)
        number = pen.number(value, Shown.PARAMETER, 13, signed=True)
        width = BARS if not self._card.narrow else BARS - 30
        cells = (pen.cell(name), pen.cell(number, right=0, value=value))
        colour = theme.pos if value > 0 else theme.neg
        bar = Bar(value, -reach, reach, width, colour, right=NUMBER + 8)
        own = Selection(connections=frozenset({link.key}))
        return Row(cells, ROW, target=own, bar=bar)


def _value(facts: Facts, link: Connection | None) -> float:
    """Return a weight as it is shown, 0 where there is none."""
    if link is None:
        return 0.0
    return facts.moment.frame.parameters.get(link.name, link.weight)
