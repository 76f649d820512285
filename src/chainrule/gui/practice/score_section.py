"""The page at the end of a round: how many were right, with a hint, shown; and the mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import Cell, Row, Rows
from chainrule.gui.panels.inspector.section import Section
from chainrule.gui.widgets.button_row import button_row

if TYPE_CHECKING:
    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.theme import Theme


class ScoreSection(Section):
    """Counts, no marks: nothing out of a hundred."""

    another_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.head.set_title(translate("Practice", "How it went"))
        self.counts, self.mistakes = Rows(theme), Rows(theme)
        self.mistakes_title = QLabel(translate("Practice", "Mistakes"))
        self.mistakes_title.setObjectName("practice_mistakes_title")
        self.mistakes_title.setProperty("look", "section")
        self.mistakes_title.setContentsMargins(0, 10, 0, 4)
        self.counts.setObjectName("practice_score")
        self.mistakes.setObjectName("practice_mistakes")
        self.another = QPushButton(translate("Practice", "Another round"))
        self.another.setObjectName("practice_another")
        self.another.setProperty("look", "primary")
        self.another.clicked.connect(self.another_wanted)
        self.export = QPushButton(translate("Practice", "Export as CSV…"))
        self.export.setObjectName("practice_export")
        self.export.clicked.connect(self.export_wanted)
        self.add(self.counts)
        self.add(self.mistakes_title)
        self.add(self.mistakes)
        self.column.addSpacing(10)
        self.column.addLayout(button_row(self.another, self.export))

    def show_drill(self, drill: Drill) -> None:
        """Show the score, once the round is finished."""
        self.setVisible(drill.round.finished)
        if not drill.round.finished:
            return
        score = drill.round.score()
        counts = (
            (translate("Practice", "Right"), score.right),
            (translate("Practice", "Right with a hint"), score.hinted),
            (translate("Practice", "Shown"), score.shown),
        )
        self.counts.set_rows([self._row(told, count) for told, count in counts])
        made = [
            self._row(_capital(translate(each.words.context, each.words.template)), count)
            for each, count in score.mistakes
        ]
        if score.unknown:
            made.append(self._row(translate("Practice", "Another mistake"), score.unknown))
        self.mistakes_title.setVisible(bool(made))
        self.mistakes.set_rows(made)

    def _row(self, told: str, count: int) -> Row:
        pen = Pen(self.theme)
        words = Cell(line(pen.word(told, 14)))
        number = Cell(line(pen.word(str(count), 14, 600)), right=8)
        return Row((words, number))


def _capital(told: str) -> str:
    """Return words with a capital at their start, where they stand alone."""
    return told[:1].upper() + told[1:]
