"""The sections that show how a parameter moves: a number line, its arithmetic, the last updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.parts import part_symbol
from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.arrows import NumberLine
from chainrule.gui.panels.inspector.card import Note
from chainrule.gui.panels.inspector.pieces import filled
from chainrule.gui.panels.inspector.rows import Rows
from chainrule.gui.panels.inspector.section import Section
from chainrule.gui.panels.inspector.so_far import SoFar
from chainrule.gui.panels.inspector.update_rows import number_rows
from chainrule.gui.symbols import ETA, Symbol, symbol_html
from chainrule.network.names import Optimizer
from chainrule.teaching.movement import Part, recent_steps, shown_movement

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.card import Card
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.update_rows import Parameter
    from chainrule.gui.theme import Theme

FEWEST = 2
"""updates that are worth comparing"""


class MoveSection(Section):
    """The number line of a parameter: how it moves or, before the update, how it will."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.line = NumberLine(theme)
        self.add(self.line)

    def show_move(self, facts: Facts, own: Parameter, wanted: bool) -> None:
        """Show how a parameter moves, if that is wanted and known."""
        move = shown_movement(facts.moment, own.name) if wanted and not facts.settled else None
        self.setVisible(move is not None)
        if move is None:
            return
        told = translate("Inspector", "How {weight} moves")
        if not facts.updating:
            told = translate("Inspector", "How {weight} will move")
        self.head.set_title(*filled(told, weight=(facts.symbols.parameter(own.name),)))
        self.line.set_move(move)


class Moving:
    """Three sections of a card about how its parameter moves in the update that is shown."""

    def __init__(self, card: Card) -> None:
        self._card = card
        theme = card.theme
        self.how = MoveSection(theme)
        card.put(self.how)
        self.line = self.how.line
        self.numbers = card.section()
        self.numbers.head.set_title(translate("Inspector", "In numbers"))
        self.rows = Rows(theme)
        self.numbers.add(self.rows)
        self.past = card.section()
        self.past.head.set_title(translate("Inspector", "Updates so far"))
        self.so_far = SoFar(theme)
        self.past.add(self.so_far)

    def hide(self) -> None:
        """Show nothing."""
        for section in (self.how, self.numbers, self.past):
            section.hide()

    def show(self, facts: Facts, own: Parameter) -> None:
        """Show how a parameter moves, while the update is shown."""
        self.how.show_move(facts, own, facts.updating)
        self.numbers.setVisible(facts.updating)
        if not facts.updating:
            self.past.hide()
            return
        self.rows.set_rows(number_rows(self._card.pen, facts, own, float(self._card.inner)))
        steps = recent_steps(facts.moment, own.name)
        self.past.setVisible(len(steps) >= FEWEST)
        self.so_far.set_steps(steps)
        told_apart = any(step.asked is not None for step in steps)
        done = part_symbol(Part.VELOCITY if told_apart else Part.STEP)
        asked = (("back", part_symbol(Part.ASKED)),) if told_apart else ()
        self.past.head.set_key(("ink", done), *asked)


def rule_note(facts: Facts) -> Note:
    """Return what the foot says while an update is shown: how others write the rule."""
    eta, v = symbol_html(ETA, 12), symbol_html(Symbol("v"), 12)
    if facts.moment.project.training.optimizer is not Optimizer.SGD:
        text = translate("Inspector", "All parameters move at the same time.")
        return Note("info", text)
    told = translate("Inspector", "PyTorch leaves {eta} out of {v}: same path if {eta} stays.")
    return Note("info", told.format(eta=eta, v=v))
