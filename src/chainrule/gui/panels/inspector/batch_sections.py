"""The sections that show how a parameter's gradients of the samples become the batch's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.batch_rows import sample_rows
from chainrule.gui.panels.inspector.pieces import filled
from chainrule.gui.panels.inspector.rows import Rows
from chainrule.gui.panels.inspector.tiles import Band, Fraction
from chainrule.gui.panels.inspector.waterfall import Waterfall
from chainrule.gui.sentences import render_message
from chainrule.gui.symbols import DELTA, LOSS
from chainrule.session.operations import Granularity
from chainrule.teaching.batch import batch_sum, waterfall
from chainrule.teaching.batch_sentences import cancel_sentence

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.card import Card
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pieces import Pieces
    from chainrule.gui.panels.inspector.update_rows import Parameter
    from chainrule.teaching.batch import BatchSum

WORDS = 13
FINE = (Granularity.OPERATION, Granularity.LAYER)
"""steps so small that a sample is explained factor by factor"""


class BatchSections:
    """Two sections of a card: each sample on its own, and from the samples to the batch."""

    def __init__(self, card: Card) -> None:
        self._card = card
        theme = card.theme
        self.batch: BatchSum | None = None
        self.each = card.section()
        self.each.head.set_title(translate("Inspector", "Each sample on its own"))
        self.rows = Rows(theme)
        self.each.add(self.rows)
        self.together = card.section()
        self.together.head.set_title(translate("Inspector", "Sample to batch"))
        self.together.head.set_remark(translate("Inspector", "end to end"))
        self.picture = Waterfall(theme)
        self.band = Band(theme, signed=True)
        self.share = QLabel()
        self.share.setProperty("look", "second")
        self.share.setWordWrap(True)
        self.together.add(self.picture)
        self.together.add(self.band, above=8)
        self.together.add(self.share, above=8)

    def hide(self) -> None:
        """Show nothing."""
        self.batch = None
        self.each.hide()
        self.together.hide()

    def show(self, facts: Facts, own: Parameter, of: Pieces) -> bool:
        """Show the batch as far as it has come; return whether it stands for the chain rule.

        `of` says in the head what is multiplied.
        """
        batch = self.batch = batch_sum(facts.moment, own.name)
        if batch is None:
            self.hide()
            return False
        self.each.setVisible(not facts.updating)
        self.together.show()
        self.each.head.set_remark_pieces(*of)
        self.rows.set_rows(sample_rows(self._card.pen, batch, self._card.inner))
        self.picture.set_batch(batch, waterfall(batch))
        fraction = Fraction(LOSS, facts.symbols.parameter(own.name))
        self.band.setVisible(batch.complete)
        self.band.set_result(fraction, batch.result)
        self._say(facts, batch)
        return facts.moment.granularity not in FINE

    def _say(self, facts: Facts, batch: BatchSum) -> None:
        told = cancel_sentence(batch)
        self.share.setVisible(told is not None)
        if told is not None:
            text = render_message(told, self._card.theme, facts.symbols, WORDS)
            if text != self.share.text():
                self.share.setText(text)


def factors_of(facts: Facts, target: str, source: str | None) -> Pieces:
    """Return what a sample's gradient is made of: δ of the target, × what the source sends."""
    owner = facts.symbols.neuron(target)
    delta = filled(translate("Inspector", "{what} of {where}"), what=(DELTA,), where=(owner,))
    return delta if source is None else (*delta, "×", facts.symbols.neuron(source))
