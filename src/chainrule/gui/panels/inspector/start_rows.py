"""The starting weights: by which rule and from which seed they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.inspector.words import initializer_formula, initializer_title
from chainrule.gui.widgets.number_box import NumberBox, show_input

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.gui.icons import Icons

SEED_BOX = (66, 30)
RULE_BOX = 176
ICON = 16


class StartRows(QWidget):
    """A rule, a seed, and the button that draws from the next seed."""

    seed_committed = Signal(float)
    rule_chosen = Signal(str)
    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from chainrule.engine.initializers import DEFAULT_INITIALIZER, INITIALIZERS

        self.initializer = DEFAULT_INITIALIZER
        self._make_rule(INITIALIZERS)
        self._make_seed()
        self._lay_out()

    def _make_rule(self, names: Iterable[str]) -> None:
        self.rule = Choice("inspector_initializer", translate("Inspector", "Drawn by"))
        self.rule.set_options([(name, initializer_title(name)) for name in names])
        self.rule.setFixedWidth(RULE_BOX)
        self.rule.chosen.connect(self._choose)
        self._show_rule()

    def _make_seed(self) -> None:
        self.seed = NumberBox(self, show_input, stays=True)
        self.seed.setObjectName("inspector_seed")
        self.seed.setAccessibleName(translate("Inspector", "Seed"))
        self.seed.setFixedSize(*SEED_BOX)
        self.seed.committed.connect(self.seed_committed)
        self.new_weights = QPushButton(translate("Inspector", "New weights"))
        self.new_weights.setObjectName("inspector_new_weights")
        self.new_weights.setIconSize(QSize(ICON, ICON))
        self.new_weights.clicked.connect(self._ask)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(_row(self.rule, stretch_first=True))
        seed = _row(self.seed, stretch_first=False)
        seed.addWidget(self.new_weights)
        rows.addLayout(seed)

    def set_icons(self, icons: Icons) -> None:
        """Paint with a theme's icons."""
        self.new_weights.setIcon(icons.icon("die"))

    def show_state(self, seed: int, *, free: bool, weights: bool) -> None:
        """Show the seed; nothing can be changed unless `free`, nor drawn without weights."""
        self.seed.setEnabled(free)
        self.rule.setEnabled(free)
        self.new_weights.setEnabled(free and weights)
        self.seed.set_value(float(seed))

    def _ask(self) -> None:
        """Ask for new weights, unless the seed that was typed is none."""
        if not self.seed.settle():
            return
        if self.seed.marked:
            self.seed.refuse(self.seed.toolTip())
        else:
            self.new_requested.emit()

    def _choose(self, name: object) -> None:
        if isinstance(name, str) and name != self.initializer:
            self.initializer = name
            self._show_rule()
            self.rule_chosen.emit(name)

    def _show_rule(self) -> None:
        self.rule.show_value(self.initializer)
        self.rule.setToolTip(initializer_formula(self.initializer))


def _row(control: QWidget, *, stretch_first: bool) -> QHBoxLayout:
    """Return a row with a control's name and the control, free room before or after it."""
    row = QHBoxLayout()
    row.setSpacing(8)
    label = QLabel(control.accessibleName())
    label.setProperty("look", "second")
    label.setBuddy(control)
    row.addWidget(label)
    if stretch_first:
        row.addStretch(1)
    row.addWidget(control)
    if not stretch_first:
        row.addStretch(1)
    return row
