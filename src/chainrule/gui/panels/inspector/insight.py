"""Two sections about what a network has learned: its mistakes, and how its numbers spread."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from chainrule.gui.datasets.marks import marks_classes
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.confusion import ConfusionTable
from chainrule.gui.panels.inspector.said import filled_message
from chainrule.gui.panels.inspector.spreads import Spreads
from chainrule.gui.turns import Turns
from chainrule.gui.widgets.segmented import Segmented
from chainrule.teaching.cards.network import layers

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.card import Card
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.session.insight import Confusion, Insight, Spread

SECONDS = 0.2
"""between two looks while playing"""
TRAIN, TEST = "train", "test"
WEIGHTS, GRADIENTS, ACTIVATIONS = "weights", "gradients", "activations"
ROOMY = 280
"""px from which on three options stand side by side"""
LOOKS = {
    WEIGHTS: ("accent", Shown.PARAMETER),
    GRADIENTS: ("back", Shown.GRADIENT),
    ACTIVATIONS: ("accent", Shown.ACTIVATION),
}


class InsightSections(QObject):
    """The sections of a card; what needs a pass is there once the network has made one."""

    row_chosen = Signal(int)
    """a training row, from 0"""
    tested = Signal(int)
    """a test row, from 0"""

    def __init__(self, card: Card, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(card)
        self._card, self._clock = card, clock
        self._facts: Facts | None = None
        self._insight: Insight | None = None
        self._looked_at = -SECONDS
        self._key: object = None
        self._turns = Turns()
        self._make_mistakes()
        self._make_spreads()

    def _make_mistakes(self) -> None:
        self.mistakes = self._card.section()
        self.mistakes.head.set_title(translate("Inspector", "Who is taken for whom"))
        options = {
            TRAIN: translate("Inspector", "Training"),
            TEST: translate("Inspector", "Test"),
        }
        self.which = Segmented("inspector_set", translate("Inspector", "Samples"), options)
        self.which.current_changed.connect(self._renew)
        self.table = ConfusionTable(self._card.theme)
        self.table.example_chosen.connect(self._show_example)
        self.mistakes.add(self.which)
        self.mistakes.add(self.table, above=8)

    def _make_spreads(self) -> None:
        self.spread = self._card.section()
        self.spread.head.set_title(translate("Inspector", "How the numbers spread"))
        options = {
            WEIGHTS: translate("Inspector", "Weights"),
            GRADIENTS: translate("Inspector", "Gradients"),
            ACTIVATIONS: translate("Inspector", "Activations"),
        }
        self.what = Segmented("inspector_spread", translate("Inspector", "Numbers"), options)
        self.what.current_changed.connect(self._renew)
        self.histograms = Spreads(self._card.theme)
        self.spread.add(self.what)
        self.spread.add(self.histograms, above=12)

    def _renew(self) -> None:
        self._key = None
        if self._facts is not None:
            self.show(self._facts)

    def _show_example(self, row: int) -> None:
        (self.tested if self.which.current() == TEST else self.row_chosen).emit(row)

    def show(self, facts: Facts) -> None:
        """Look again when something has changed, some times a second at most while playing."""
        self._facts = facts
        moment = facts.moment
        self.spread.setVisible(bool(facts.network.connections))
        if self.what.is_compact() is not (self._card.inner < ROOMY):
            self.what.set_compact(self._card.inner < ROOMY)
        known = bool(moment.outputs)
        key = (facts.network, moment.frame.parameters, moment.ledger, moment.project.data, known,
               moment.playing, self._card.theme)  # fmt: skip
        early = moment.playing and self._clock() - self._looked_at < SECONDS
        if early or key == self._key:
            return
        self._key, self._looked_at = key, self._clock()
        for part in self._turns.of(moment, (self._show_mistakes, self._show_spreads)):
            part(facts, known)

    def _made(self, facts: Facts) -> Insight:
        project = facts.moment.project
        if self._insight is None or self._insight.project is not project:
            from chainrule.session.insight import Insight

            self._insight = Insight(project)
        return self._insight

    def _show_mistakes(self, facts: Facts, known: bool) -> None:
        tests = bool(facts.moment.project.data.test)
        self.which.setVisible(tests)
        test = tests and self.which.current() == TEST
        found = None
        if known:
            outputs = facts.moment.outputs if facts.settled and not test else ()
            found = self._made(facts).confusion(facts.moment.frame.parameters, test, outputs)
        self.mistakes.setVisible(found is not None)
        if found is not None:
            marked = marks_classes(facts.moment.project)
            self.table.set_counts(found, self._names(facts, found), marked)
            share = found.right / (found.total or 1)
            text = translate("Inspector", "{share} right")
            self.mistakes.head.set_remark(
                text.format(share=self._card.pen.show(share, Shown.PERCENT))
            )

    def _names(self, facts: Facts, found: Confusion) -> tuple[Item, ...]:
        pen, quiet = self._card.pen, self._card.theme.text2
        if len(found.names) > 1:
            return tuple(pen.sign(facts.symbols.neuron(name), 12, quiet) for name in found.names)
        data = facts.moment.project.data
        targets = [row[len(data.inputs)] for row in data.train]
        ends = (min(targets), max(targets))
        return tuple(pen.word(pen.show(end, Shown.INPUT), 12, 400, quiet) for end in ends)

    def _show_spreads(self, facts: Facts, known: bool) -> None:
        chosen = self.what.current()
        there = known or chosen == WEIGHTS
        self.spread.head.set_remark("" if there else translate("Inspector", "after a pass"))
        found = self._found(facts, chosen) if there else {}
        titles = [filled_message(layer.title) for layer in layers(facts.network)]
        shown = [(titles[level], spread) for level, spread in found.items() if level < len(titles)]
        self.histograms.set_spreads(shown, *LOOKS[chosen])

    def _found(self, facts: Facts, chosen: str) -> dict[int, Spread]:
        moment, insight = facts.moment, self._made(facts)
        parameters = facts.before
        if chosen == GRADIENTS:
            return insight.gradients(parameters, moment.ledger if facts.updating else None)
        if chosen == ACTIVATIONS:
            return insight.activations(parameters)
        return insight.weights(moment.frame.parameters)
