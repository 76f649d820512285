"""What the cards of the Inspector share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.section import Section
from chainrule.gui.widgets.number_box import NumberBox

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.header import Header
    from chainrule.gui.selection import Selection
    from chainrule.gui.theme import Theme
    from chainrule.session.document import Edit


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the foot of the Inspector; `title` stands above the text, in `role`."""

    icon: str
    text: str
    title: str = ""
    role: str = "text3"


class Card(QWidget):
    """A column of sections about one selected thing."""

    edit_requested = Signal(object)
    hovered = Signal(object)
    origin_wanted = Signal(object)
    path_lit = Signal(object)
    """the number of the path that is lit alone, None for all together"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.icons = Icons(theme)
        self.facts: Facts | None = None
        self.selection: Selection | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def pen(self) -> Pen:
        """Makes lines in the theme's colours."""
        return Pen(self.theme)

    @property
    def narrow(self) -> bool:
        """Whether the Inspector has its small width."""
        return self.width() < Metrics.RIGHT_DOCK - 16

    @property
    def inner(self) -> int:
        """The width between the paddings."""
        return self.width() - 2 * Metrics.DOCK_PADDING

    def put(self, part: Header | Section) -> None:
        """Put a head or a section below the others."""
        self.column.addWidget(part)
        part.hovered.connect(self.hovered)
        part.origin_wanted.connect(self.origin_wanted)

    def section(self, number: int = 0, role: str = "accent") -> Section:
        """Make a section; it is put below the others."""
        made = Section(self.theme, number, role)
        self.put(made)
        return made

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme, self.icons = theme, Icons(theme)
        for part in self.findChildren(Painted):
            part.set_theme(theme)
        for box in self.findChildren(NumberBox):
            box.set_notation(theme.notation)
        self.refresh()

    def show_facts(self, facts: Facts, selection: Selection) -> None:
        """Show what is selected."""
        self.facts, self.selection = facts, selection
        self.fill(facts)

    def refresh(self) -> None:
        """Show the same again, as after a change of size or theme."""
        if self.facts is not None:
            self.fill(self.facts)

    def resizeEvent(self, event: object) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def fill(self, facts: Facts) -> None:
        """Show the facts."""

    def note(self, facts: Facts) -> Note:
        """Return what the foot says: of most cards, what pointing at a number does."""
        text = translate("Inspector", "Click a number to see where it comes from.")
        return Note("crosshair", text)

    def ask(self, edit: Edit) -> None:
        """Ask for an edit."""
        self.edit_requested.emit(edit)
