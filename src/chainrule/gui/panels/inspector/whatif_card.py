"""The card of a comparison: what other settings would have come to, from the same state on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.header import IconHeader
from chainrule.gui.panels.inspector.rows import Rows
from chainrule.gui.panels.inspector.then_rows import then_rows
from chainrule.gui.panels.inspector.whatif_form import WhatIfForm
from chainrule.gui.panels.inspector.whatif_table import WhatIfTable
from chainrule.gui.sentences import render_message
from chainrule.session.comparison import threshold_for
from chainrule.teaching.whatif_sentences import conclusions

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.network.project import Training
    from chainrule.session.comparison import Comparison

SAID = 14.0


class WhatIfCard(Card):
    """The form for another, the results with a sentence about them, and then and now.

    The form is above what grows, so that its button stays where it is.
    """

    taken = Signal(str)
    removed = Signal(str)
    wanted = Signal(object, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._threshold: float | None = None
        self._offer: tuple[Training, int, int, bool] | None = None
        self.header = IconHeader(theme, "branch")
        self.put(self.header)
        another = self.section()
        another.head.set_title(translate("WhatIf", "Try another"))
        self.form = WhatIfForm()
        self.form.wanted.connect(self.wanted)
        another.add(self.form)
        told = QLabel(
            translate("WhatIf", "Same weights, velocity and sample order. Up to four at once.")
        )
        told.setProperty("look", "caption")
        told.setWordWrap(True)
        another.add(told, above=6)
        self._make_results(theme)
        self.then = self.section()
        self.then.head.set_title(translate("WhatIf", "Then and now"))
        self.then_rows = Rows(theme)
        self.then.add(self.then_rows)
        self.column.addStretch(1)
        self._set_icons()

    def _make_results(self, theme: Theme) -> None:
        self.results = self.section()
        self.table = WhatIfTable(theme)
        self.table.chosen.connect(self.refresh)
        self.table.threshold_changed.connect(self._set_threshold)
        self.results.add(self.table)
        self.said = QLabel()
        self.said.setObjectName("what_if_said")
        self.said.setWordWrap(True)
        self.results.add(self.said, above=8)
        self.take = QPushButton(translate("WhatIf", "Take this one over"))
        self.take.setObjectName("what_if_take")
        self.remove = QPushButton(translate("WhatIf", "Remove"))
        self.remove.setObjectName("what_if_remove")
        self.take.clicked.connect(lambda: self.taken.emit(self.table.letter() or ""))
        self.remove.clicked.connect(lambda: self.removed.emit(self.table.letter() or ""))
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.take)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.results.add(buttons, above=10)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.table.set_theme(theme)
        super().set_theme(theme)
        self._set_icons()

    def _set_icons(self) -> None:
        self.form.set_icons(self.icons)
        self.take.setIcon(self.icons.icon("branch"))

    def offer(self, base: Training, start: int, end: int, *, full: bool) -> None:
        """Say from which settings another would begin, and whether there is room for one."""
        self._offer = (base, start, end, full)
        self.refresh()

    def fill(self, facts: Facts) -> None:
        """Show the comparison of the moment."""
        compared = facts.moment.what_if
        self.results.setVisible(compared is not None)
        start = facts.moment.place.update if self._offer is None else self._offer[1]
        if compared is None:
            self._threshold = None
        else:
            self._fill_results(facts, compared)
        told = translate("WhatIf", "other settings, from update {update} on")
        number = self.pen.show(start, Kind.COUNT)
        self.header.set_words((translate("WhatIf", "What if"),), (told.format(update=number),))
        self._fill_form(facts)
        self._fill_then(facts)

    def _fill_results(self, facts: Facts, compared: Comparison) -> None:
        threshold = self._threshold
        if threshold is None:
            threshold = threshold_for(compared)
        end = max(each.end for each in compared.others)
        title = translate("WhatIf", "Results at update {update}")
        self.results.head.set_title(title.format(update=self.pen.show(end, Kind.COUNT)))
        self.table.show_comparison(compared, threshold)
        letter = self.table.letter()
        sentences = [
            render_message(told, self.theme, facts.symbols, SAID)
            for told in conclusions(compared, letter or "", threshold)
        ]
        self.said.setText(" ".join(sentences))
        self.said.setVisible(bool(sentences))
        chosen = next((each for each in compared.others if each.letter == letter), None)
        self.take.setEnabled(chosen is not None and chosen.done and not facts.moment.playing)

    def _fill_form(self, facts: Facts) -> None:
        if self._offer is None:
            return
        base, start, end, full = self._offer
        why = ""
        if full:
            why = translate("WhatIf", "Four at most: remove one first.")
        elif not facts.moment.project.data.train:
            why = translate("WhatIf", "There are no training samples.")
        rows = len(facts.moment.project.data.train)
        self.form.show_base(base, start, end, rows, why)

    def _fill_then(self, facts: Facts) -> None:
        """Compare the moment looked at with the end of the run."""
        standings = facts.moment.standings
        self.then.setVisible(standings is not None)
        if standings is not None:
            self.then_rows.set_rows(
                then_rows(self.pen, facts.moment, standings, narrow=self.narrow)
            )

    def _set_threshold(self, threshold: float) -> None:
        self._threshold = threshold
        self.refresh()

    def note(self, facts: Facts) -> Note:
        """Say how long the curves are kept."""
        told = translate("WhatIf", "Runs are kept as ghosts until you remove them.")
        return Note("info", told)
