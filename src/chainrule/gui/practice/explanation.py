"""What the Practice panel says to an answer: factors, sentences, hints, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.panels.inspector.section import Section
from chainrule.gui.practice.factor_signs import MIXED, PRODUCTS, SUMS, sign_of
from chainrule.gui.practice.factor_tiles import FactorTile, FactorTiles
from chainrule.gui.practice.known import known_numbers
from chainrule.gui.sentences import render_message
from chainrule.gui.widgets.button_row import button_row
from chainrule.teaching.practice.explaining import SMALL
from chainrule.teaching.practice.working import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.symbols import Symbols
    from chainrule.gui.theme import Theme
    from chainrule.session.operations import Kind
    from chainrule.teaching.practice.diagnosis import Marked
    from chainrule.teaching.practice.exercise import Question

PX = 14
BUTTON_ICON = 16


class Explanation(Section):
    """A section of the panel; it is there as long as a number is to be found."""

    tried_again = Signal()
    hint_wanted = Signal()
    factor_answered = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.tiles = FactorTiles(theme)
        self.tiles.answered.connect(self.factor_answered)
        self.known = _sentences("practice_known")
        self.said = _sentences("practice_said")
        self.again = QPushButton(translate("Practice", "Try again"))
        self.again.setObjectName("practice_again")
        self.again.setProperty("look", "primary")
        self.again.clicked.connect(self.tried_again)
        self.hint = QPushButton()
        self.hint.setObjectName("practice_hint")
        self.hint.clicked.connect(self.hint_wanted)
        for widget in (self.tiles, self.known, self.said):
            self.add(widget)
        self.said.setContentsMargins(0, 10, 0, 0)
        self.column.addSpacing(10)
        self.column.addLayout(button_row(self.again, self.hint))
        self._dress()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self._dress()

    def _dress(self) -> None:
        self.hint.setIcon(Icons(self.theme).icon("bulb", "text2", (BUTTON_ICON,)))

    def show_drill(self, drill: Drill, symbols: Symbols) -> None:
        """Say what is known of the current question."""
        question = drill.current
        self.setVisible(question is not None and drill.looked_at is None)
        if question is None:
            return
        self._show_factors(drill, question, symbols)
        known = known_numbers(drill, question, symbols, self.theme)
        self.known.setText(known)
        self.known.setVisible(bool(known))
        said = self._said(drill, symbols)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        at = drill.round.current or 0
        self.again.setVisible(bool(drill.round.tries(at)))
        self.hint.setText(_hint_words(drill.hinted))
        self._renew_heights()

    def _renew_heights(self) -> None:
        """Lay everything out for the sentences that are there now."""
        self.column.invalidate()
        self.column.activate()
        self.updateGeometry()

    def _show_factors(self, drill: Drill, question: Question, symbols: Symbols) -> None:
        asked = drill.diagnosis is not None and bool(drill.diagnosis.ask)
        marked = () if drill.unjudged else drill.round.factors()
        tiles = tuple(self._tile(mark, question, symbols, asked) for mark in marked)
        self.tiles.set_tiles(tiles, question.kind in PRODUCTS)
        self.tiles.setVisible(bool(tiles))
        self.head.set_title(_title(marked, asked, question.kind))

    def _tile(self, mark: Marked, question: Question, symbols: Symbols, asked: bool) -> FactorTile:
        open_ = asked and mark.right is not True
        number = mark.factor.value if mark.right else mark.used
        text = "" if open_ or number is None else self._written(number, mark.factor.part)
        return FactorTile(sign_of(mark.factor, question, symbols), text, mark.right, open_)

    def _written(self, value: float, part: Part) -> str:
        kind = NumberKind.GRADIENT if part in SMALL else NumberKind.ACTIVATION
        return show(value, kind, self.theme.notation)

    def _said(self, drill: Drill, symbols: Symbols) -> str:
        """Return the sentences to the last answer and the hints, as paragraphs."""
        told = [*drill.said, *(hint.words for hint in drill.hints)]
        paragraphs = (render_message(each, self.theme, symbols, PX) for each in told)
        return "".join(f'<p style="margin:0 0 6px 0">{text}</p>' for text in paragraphs)


def _title(marked: Sequence[Marked], asked: bool, kind: Kind) -> str:
    """Return what to do with the numbers: factors, terms of a sum, or both in an update."""
    if not marked:
        return translate("Practice", "Your turn")
    off = any(mark.right is False for mark in marked)
    if kind in MIXED:
        titles = (
            translate("Practice", "One number at a time"),
            translate("Practice", "Which number is off?"),
            translate("Practice", "Look at each number"),
        )
    elif kind in SUMS or any(mark.factor.part is Part.PRODUCT for mark in marked):
        titles = (
            translate("Practice", "One term at a time"),
            translate("Practice", "Which term is off?"),
            translate("Practice", "Look at each term"),
        )
    else:
        titles = (
            translate("Practice", "One factor at a time"),
            translate("Practice", "Which factor is off?"),
            translate("Practice", "Look at each factor"),
        )
    return titles[0 if asked else 1 if off else 2]


def _hint_words(given: int) -> str:
    if not given:
        return translate("Practice", "Hint")
    if given == 1:
        return translate("Practice", "Another hint")
    return translate("Practice", "Show the value")


def _sentences(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("look", "body")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
