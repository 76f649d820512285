"""The card of a stop: which number was not finite, how it grew, which learning rate settles."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from chainrule.gui.canvas.text import Tick
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.err_band import ErrBand
from chainrule.gui.panels.inspector.formula_rows import formula_rows
from chainrule.gui.panels.inspector.header import AlarmHeader
from chainrule.gui.panels.inspector.pieces import filled, quantity
from chainrule.gui.panels.inspector.rows import Row, Rows
from chainrule.gui.panels.inspector.settle_scale import SettleScale
from chainrule.gui.sentences import render_message
from chainrule.gui.symbols import ETA

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.rows import Cell
    from chainrule.gui.theme import Theme
    from chainrule.session.divergence import Divergence, GrowthRow

HEAD_ROW, GROWTH_ROW = 24.0, 25.0
WEIGHT_RIGHT, WEIGHT_RIGHT_NARROW = 118.0, 96.0
CAPTION = 12
EDGE = 8.0
"""px between the numbers and the ends of their coloured row"""


class DivergenceCard(Card):
    """Why training has stopped."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.header = AlarmHeader(theme)
        self.put(self.header)
        what = self.section()
        what.head.hide()
        self.formula = Rows(theme)
        self.band = ErrBand(theme)
        self.remark = Rows(theme)
        what.add(self.formula)
        what.add(self.band, above=8)
        what.add(self.remark, above=6)
        grew = self.section()
        grew.head.set_title(translate("Inspector", "How it grew"))
        self.growth = Rows(theme)
        grew.add(self.growth)
        self.settles = self.section()
        self.settles.head.set_title(
            *filled(translate("Inspector", "Which {rate} settles"), rate=(ETA,))
        )
        self.scale = SettleScale(theme)
        self.settles.add(self.scale)
        self.edge = QLabel()
        self.edge.setProperty("look", "caption")
        self.edge.setWordWrap(True)
        self.settles.add(self.edge, above=4)
        self.column.addStretch(1)

    def fill(self, facts: Facts) -> None:
        """Show the divergence of the moment."""
        found = facts.moment.divergence
        if found is None:
            return
        what = quantity(found.kind, found.target, facts.symbols)
        self.header.set_words(filled(_title(found.value), what=what), (self._caption(found),))
        width = self.inner
        self.formula.set_rows(formula_rows(self.pen, found.formula, facts.symbols, width))
        self.band.show_number(what, found.value)
        self.remark.set_rows([self._remark(found.value)])
        self.growth.set_rows(self._growth(found))
        self._fill_settling(facts, found)

    def _caption(self, found: Divergence) -> str:
        """Return where the number stands, in few words where there is little room."""
        if found.row is None:
            told = translate("Inspector", "first bad number, in update {update}")
        elif self.narrow:
            told = translate("Inspector", "row {row}, in update {update}")
        else:
            told = translate("Inspector", "first bad number: row {row}, in update {update}")
        return told.format(row=(found.row or 0) + 1, update=found.update + 1)

    def _remark(self, value: float) -> Row:
        """Return what limit the number broke."""
        pen, quiet = self.pen, self.theme.text2
        if math.isnan(value):
            told = translate("Inspector", "∞ − ∞, 0 × ∞ and 0 ÷ 0 have no value.")
            return Row((pen.cell(pen.word(told, 13, 400, quiet)),), 22)
        largest = pen.show(sys.float_info.max, Kind.GRADIENT)
        words = translate("Inspector", "The largest number here is {number}.")
        before, _, after = words.partition("{number}")
        pieces = [pen.word(before.strip(), 13, 400, quiet), pen.word(largest, 13, 600, quiet)]
        end = pen.word(after.strip(), 13, 400, quiet)
        told_line = pen.cell(*pieces)
        dot = pen.cell(end, x=told_line.line.width + (0 if len(after.strip()) == 1 else 4))
        return Row((told_line, dot), 22)

    def _growth(self, found: Divergence) -> list[Row]:
        """Return the head and a row per update: the healthy one checked, the last one crossed."""
        pen, quiet = self.pen, self.theme.text3
        right = WEIGHT_RIGHT_NARROW if self.narrow else WEIGHT_RIGHT
        head = (
            pen.cell(pen.word(translate("Inspector", "update"), 12, 400, quiet), x=EDGE),
            pen.cell(pen.word(translate("Inspector", "largest weight"), 12, 400, quiet),
                     right=right),
            pen.cell(pen.word(translate("Inspector", "mean loss"), 12, 400, quiet), right=EDGE),
        )  # fmt: skip
        rows = [Row(head, HEAD_ROW)]
        for row in found.growth:
            rows.append(self._growth_row(row, found, last=row is found.growth[-1], right=right))
        return rows

    def _growth_row(self, row: GrowthRow, found: Divergence, *, last: bool, right: float) -> Row:
        theme, pen = self.theme, self.pen
        healthy = row.update == found.healthy
        colour, fill = theme.text, None
        if last:
            colour, fill = theme.errText, theme.errSoft
        elif healthy:
            fill = theme.okSoft
        quiet = colour if last else theme.text2
        number = pen.word(pen.show(row.update, Kind.COUNT), 14, 400, quiet)
        name: tuple[Item, ...] = (number,)
        if last or healthy:
            name += (Tick(theme.errText if last else theme.okText, crossed=last),)
        cells = (
            pen.cell(*name, x=EDGE, gap=8),
            self._number(row.largest, Kind.PARAMETER, colour, right),
            self._number(row.loss, Kind.GRADIENT, colour, EDGE),
        )
        return Row(cells, GROWTH_ROW, fill=fill)

    def _number(self, value: float, kind: Kind, colour: QColor, right: float) -> Cell:
        text = self.pen.show(value, kind)
        own = colour if math.isfinite(value) else self.theme.errText
        return self.pen.cell(self.pen.word(text, 14, 600, own), right=right, value=value)

    def _fill_settling(self, facts: Facts, found: Divergence) -> None:
        settling = found.settling
        self.settles.setVisible(settling is not None)
        if settling is None:
            return
        curvature = show(settling.curvature, Kind.GRADIENT, self.theme.notation.digits(2))
        remark = translate("Inspector", "λ = {curvature}")
        if found.healthy is not None:
            remark = translate("Inspector", "at update {update}, λ = {curvature}")
        self.settles.head.set_remark(remark.format(update=found.healthy, curvature=curvature))
        self.scale.show_divergence(found)
        self._fill_edge(facts, found)

    def _fill_edge(self, facts: Facts, found: Divergence) -> None:
        """Say in words what the scale cannot show: a rate that should have settled."""
        from chainrule.teaching.health_sentences import edge_sentence

        told = edge_sentence(found)
        below = found.settling is not None and found.rate < found.settling.limit
        self.edge.setVisible(told is not None and below)
        if told is not None:
            self.edge.setText(render_message(told, self.theme, facts.symbols, CAPTION))

    def note(self, facts: Facts) -> Note:
        """Say that nothing is lost."""
        return Note(
            "history", translate("Inspector", "Nothing is lost: every update can be replayed.")
        )


def _title(value: float) -> str:
    if math.isnan(value):
        return translate("Inspector", "Not a number in {what}")
    return translate("Inspector", "Overflow in {what}")
