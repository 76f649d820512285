"""The desk of a person who practises: boxes on the canvas, panel, strip; there while it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from chainrule.gui.canvas.answer_rows import head
from chainrule.gui.canvas.detail import Level
from chainrule.gui.language import translate
from chainrule.gui.practice.panel import PracticePanel
from chainrule.gui.practice.placing import Placed
from chainrule.gui.practice.veil import answers, drill_frame, veiled
from chainrule.gui.practice.words import counted, finished_words, plain_name
from chainrule.gui.selection import Selection
from chainrule.gui.spoken import spoken
from chainrule.gui.symbols import Symbols
from chainrule.teaching.practice.hints import LAST
from chainrule.teaching.practice.prompts import prompt
from chainrule.teaching.practice.record import Outcome
from chainrule.teaching.practice.score import score_csv

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.practice.practice import Practice
    from chainrule.gui.practice.wish import Wish
    from chainrule.network.message import Message
    from chainrule.session.frame import Frame, Shown
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Kind, Subject


class Desk(QObject):
    """Shows a drill in the window and hands on what a person does."""

    def __init__(self, window: MainWindow, practice: Practice, drill: Drill) -> None:
        super().__init__(window)
        self._window, self._practice, self.drill = window, practice, drill
        self._symbols = Symbols(drill.project.network)
        self.panel = PracticePanel(window.theme)
        tip = window.actions_by_name["run.hint"].toolTip()
        self.panel.explanation.hint.setToolTip(tip)
        self.placed = Placed(window.canvas)
        self.box = self.placed.box
        self.box.entered.connect(self.answer)
        self.box.passed.connect(self._to_panel)
        self.box.escaped.connect(lambda: window.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        parts = self.panel.explanation, self.panel.score
        parts[0].tried_again.connect(self.try_again)
        parts[0].hint_wanted.connect(self.hint)
        parts[0].factor_answered.connect(self.answer_factor)
        parts[1].another_wanted.connect(self.another)
        parts[1].export_wanted.connect(self.export)
        self.panel.looked_at.connect(self.look_at)
        window.appearance.changed.connect(self._dress)

    def open(self) -> None:
        """Put the panel in the place of the Inspector and begin."""
        docks = self._window.docks
        docks.cover(docks.inspector, self.panel, translate("Practice", "Practice"))
        docks.close_button(docks.inspector).clicked.connect(self._practice.leave)
        self._window.access.regions.order_tabs()
        self._window.driver.show()
        self.placed.focus()

    def close(self) -> None:
        """Give everything back."""
        window = self._window
        window.docks.close_button(window.docks.inspector).clicked.disconnect(self._practice.leave)
        window.docks.uncover()
        if window.view_menu.presentation.on:
            window.docks.inspector.hide()
        window.access.regions.order_tabs()
        window.canvas.set_answers({})
        window.canvas.ring(None)
        window.strip.tell(None)
        window.strip.set_count("")
        self.placed.close()
        for part in (self.placed.box, self.placed.callout, self.panel, self.placed, self):
            part.deleteLater()

    def _dress(self) -> None:
        """Take the colours of another theme."""
        self.placed.set_theme(self._window.theme)
        self.panel.set_theme(self._window.theme)
        self._window.driver.show()

    # What is shown

    def veil(self, moment: Moment) -> Moment:
        """Return what may be shown of a moment."""
        return veiled(moment, self.drill)

    def frame(self) -> Frame:
        """Return what the canvas shows."""
        return drill_frame(self.drill)

    def show(self) -> None:
        """Show how far the drill has come."""
        drill, window = self.drill, self._window
        window.canvas.set_answers(answers(drill))
        self._look_at_labels()
        question = drill.current
        told = finished_words(drill) if question is None else prompt(question)
        window.strip.tell(told)
        window.strip.set_count(counted(drill))
        self.panel.show_drill(drill)
        self._place_box()

    def _look_at_labels(self) -> None:
        """Tell the drill whether weights and biases are drawn with few decimals."""
        self.drill.read_labels(self._window.canvas.prepared().scene.level >= Level.VALUE)

    def _place_box(self) -> None:
        question = self.drill.current
        if question is None or self.drill.looked_at is not None:
            self.placed.close()
            return
        shown: Shown = (question.kind, question.target)
        scene = self._window.canvas.prepared().scene
        self.placed.ask(shown, head(scene, shown), plain_name(shown, self._symbols))

    def _refresh(self) -> None:
        """Show everything again and go on typing."""
        self._window.driver.show()
        if self.drill.round.finished:
            self.panel.score.another.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.placed.focus()

    # What a person does

    def answer(self, text: str) -> None:
        """Have an answer judged, show what comes of it and say it."""
        if not text.strip() or (self.box.wrong and not self.box.isModified()):
            return
        self._look_at_labels()
        verdict = self.drill.answer(text)
        self._window.canvas.ring(None)
        self._refresh()
        if verdict.outcome is Outcome.RIGHT:
            self._say_next(translate("Practice", "Right."))
            return
        if verdict.outcome is Outcome.WRONG:
            self.box.setText(self.drill.round.typed(self.drill.round.current or 0) or text)
        self._window.docks.inspector.show()
        self.box.mark(True)
        self.placed.follow()
        self.placed.focus()
        self._say(" ".join(self._plain(each) for each in verdict.sentences))

    def answer_factor(self, index: int, text: str) -> None:
        """Have one factor judged."""
        verdict = self.drill.answer_factor(index, text)
        self._window.driver.show()
        first = [translate("Practice", "Right.")] if verdict.outcome is Outcome.RIGHT else []
        self._say(" ".join((*first, *(self._plain(each) for each in verdict.sentences))))
        if not self._to_factor():
            self.placed.focus()

    def _to_factor(self) -> bool:
        """Go to the first factor that is asked; return whether there is one."""
        boxes = self.panel.explanation.tiles.boxes
        if boxes:
            first = boxes[min(boxes)]
            first.setFocus(Qt.FocusReason.TabFocusReason)
            first.selectAll()
        return bool(boxes)

    def hint(self) -> None:
        """Give the next hint and point at what it speaks of."""
        hint = self.drill.hint()
        self._window.docks.inspector.show()
        self._refresh()
        self._window.canvas.ring(self._pointed(hint.point))
        words = self._plain(hint.words)
        if hint.level >= LAST:
            self._say_next(words)
        else:
            self._say(words)

    def try_again(self) -> None:
        """Go back to the box."""
        self.drill.try_again()
        self._refresh()

    def another(self) -> None:
        """Begin another round."""
        self.drill.again()
        self._refresh()
        self._say_next("")

    def export(self) -> None:
        """Write the score to a file."""
        self._window.commands.exporting.table(score_csv(self.drill.round))

    def look_back(self) -> None:
        """Look at the answer before."""
        if self.drill.look_back():
            self._window.driver.show()

    def look_at(self, index: int) -> None:
        """Look at one answer, or go back to the one that is wanted."""
        if not self.drill.look_back(index):
            self.drill.try_again()
        self._window.driver.show()

    def wish(self, wish: Wish) -> None:
        """Hide other values: at once where nothing was answered, else in the next round."""
        self.drill.wish = wish
        if not self.drill.begun:
            self.anew()
        else:
            self._say(translate("Practice", "The next round hides these values."))

    def spare(self, spared: frozenset[Subject]) -> None:
        """Leave something else out: at once where nothing was answered, else in the next round."""
        self.drill.spared = spared
        if not self.drill.begun:
            self.anew()

    def anew(self) -> None:
        """Begin the round again, with nothing answered."""
        self.drill.begin()
        if self.drill.refused is not None or not self.drill.round.questions:
            self._practice.leave()
            return
        self._refresh()

    def _to_panel(self) -> None:
        """Go from the box to the first factor that is asked, or the first button of the panel."""
        if self._to_factor():
            return
        explanation = self.panel.explanation
        button = explanation.again if explanation.again.isVisible() else explanation.hint
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _pointed(self, shown: tuple[tuple[Kind | None, str], ...]) -> Selection:
        """Return the neurons and connections that numbers belong to."""
        layout = self._window.canvas.layout_now
        names = [name for _, name in shown]
        keys = frozenset(layout.by_weight[name] for name in names if name in layout.by_weight)
        neurons = {layout.by_bias.get(name, name) for name in names}
        return Selection(frozenset(neurons & set(layout.places)), keys)

    # What is said

    def _say_next(self, first: str) -> None:
        question = self.drill.current
        told = finished_words(self.drill) if question is None else prompt(question)
        self._say(f"{first} {self._plain(told)}".strip())

    def _plain(self, told: Message) -> str:
        return spoken(told, self._window.theme, self.drill.project.network)

    def _say(self, text: str) -> None:
        self._window.status.say(text)
