"""The Practice panel: what is asked, what is said to the answer, and the answers so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from chainrule.gui.canvas.answer_rows import written
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.card import Note
from chainrule.gui.panels.inspector.foot import Foot
from chainrule.gui.panels.inspector.section import Section
from chainrule.gui.practice.answer_list import AnswerList, Listed
from chainrule.gui.practice.explanation import Explanation
from chainrule.gui.practice.score_section import ScoreSection
from chainrule.gui.practice.task_head import TaskHead
from chainrule.gui.practice.words import name_of, try_words
from chainrule.gui.symbols import Symbols
from chainrule.teaching.practice.record import Status

if TYPE_CHECKING:
    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.theme import Theme


class PracticePanel(QWidget):
    """Takes the place of the Inspector while a person practises."""

    looked_at = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setObjectName("practice_panel")
        self.setAccessibleName(translate("Practice", "Practice"))
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(Metrics.RIGHT_DOCK_SMALL)
        self.task = TaskHead(theme)
        self.explanation = Explanation(theme)
        self.score = ScoreSection(theme)
        self.answers = AnswerList(theme)
        self.answers.chosen.connect(self.looked_at)
        self.listed = Section(theme)
        self.listed.head.set_title(translate("Practice", "Your answers"))
        self.listed.add(self.answers)
        self.foot = Foot(theme)
        told = translate("Practice", "Three digits are enough. Rounding is allowed for.")
        self.foot.set_note(Note("check-circle", told))
        self._lay_out()

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("look", "panel")
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        for part in (self.task, self.score, self.explanation, self.listed):
            parts.addWidget(part)
        parts.addStretch(1)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self.foot)

    def sizeHint(self) -> QSize:
        """Return the width the design gives the dock."""
        return QSize(Metrics.RIGHT_DOCK, 600)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        for part in (self.task, self.explanation, self.score, self.listed, self.foot):
            part.set_theme(theme)

    def show_drill(self, drill: Drill) -> None:
        """Show how far a drill has come."""
        symbols = Symbols(drill.project.network)
        self._show_task(drill, symbols)
        self.explanation.show_drill(drill, symbols)
        self.score.show_drill(drill)
        self._show_answers(drill, symbols)

    def _show_task(self, drill: Drill, symbols: Symbols) -> None:
        shown, at = drill.shown, drill.looked_at
        if at is None:
            at = drill.round.current
        if shown is None or at is None:
            self.task.set_task((translate("Practice", "Round finished"),), "", "", True)
            return
        name = name_of((shown.kind, shown.target), symbols)
        typed, seen = drill.typed(at), drill.is_seen(at)
        remark = "" if seen else try_words(drill.round.tries(at))
        head = name if seen else (translate("Practice", "Find"), *name)
        self.task.set_task(head, remark, typed, seen and drill.round.status(at) in FOUND)

    def _show_answers(self, drill: Drill, symbols: Symbols) -> None:
        round_ = drill.round
        every = range(len(round_.questions))
        rows = [self._listed(drill, at, symbols) for at in every if drill.is_here(at)]
        self.answers.set_rows(tuple(row for row in rows if row is not None))
        right = sum(round_.status(at) in FOUND for at in every)
        told = translate("Practice", "{right} right, {rest} to come")
        self.listed.head.set_remark(told.format(right=right, rest=len(every) - drill.done))
        self.listed.setVisible(any(rows))

    def _listed(self, drill: Drill, at: int, symbols: Symbols) -> Listed | None:
        question, status = drill.round.questions[at], drill.round.status(at)
        name = name_of((question.kind, question.target), symbols)
        if question.sample is not None and len(drill.ledger.rows) > 1:
            sample = translate("Practice", "sample {row}").format(row=question.sample)
            name = (*name, sample)
        marked = at == drill.looked_at or (drill.looked_at is None and status is Status.WRONG)
        if status is Status.WRONG:
            typed = drill.round.typed(at) or ""
            return Listed(at, name, typed, "cross-circle", "err", marked=marked)
        if not drill.is_seen(at):
            return None
        shown = (question.kind, question.target)
        number = written(shown, question.operation.value, self.theme.notation)
        if status is Status.SHOWN:
            remark = translate("Practice", "shown")
            return Listed(at, name, number, "bulb", "text3", remark, marked)
        remark = translate("Practice", "with a hint") if status is Status.HINTED else ""
        return Listed(at, name, number, "check-circle", "ok", remark, marked)


FOUND = (Status.RIGHT, Status.HINTED)
