"""The form for another alternative: the settings, and how far it is to be trained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.inspector.words import optimizer_title
from chainrule.gui.symbols import ETA, MU, symbol_html
from chainrule.gui.widgets.marked_box import MarkedBox
from chainrule.gui.widgets.number_box import NumberBox, show_input, show_setting
from chainrule.network.names import Optimizer
from chainrule.session.comparison import Setting

if TYPE_CHECKING:
    from chainrule.gui.icons import Icons
    from chainrule.gui.widgets.number_box import Shown
    from chainrule.network.project import Training

BOX = (74, 30)
NARROW, CHOICE = 60, 160
SIGN = 13.0
ICON = 16
MOST_UPDATES = 1_000_000
"""of one alternative"""


class WhatIfForm(QWidget):
    """Boxes for learning rate, momentum, batch size, seed and end, and the button that begins."""

    wanted = Signal(object, int)
    """the `Setting` and the update up to which it is to be trained"""

    def __init__(self) -> None:
        super().__init__()
        self._base: Training | None = None
        self._shown: object = None
        self._rows = 0
        self.rate = self._number("rate", translate("WhatIf", "Learning rate"), show_setting)
        self.momentum = self._number("momentum", translate("WhatIf", "Momentum"), show_setting)
        self.batch = self._number("batch", translate("WhatIf", "Batch size"), show_input)
        self.batch.setToolTip(translate("WhatIf", "0 means the whole training set"))
        self.end = self._number("end", translate("WhatIf", "Up to update"), show_input)
        self.optimizer = Choice("what_if_optimizer", translate("WhatIf", "Optimizer"))
        self.optimizer.set_options([(kind, optimizer_title(kind)) for kind in Optimizer])
        self.optimizer.chosen.connect(self.optimizer.show_value)
        self.seed = MarkedBox()
        self.seed.setObjectName("what_if_seed")
        self.seed.setAccessibleName(translate("WhatIf", "Weights of seed"))
        self.seed.setPlaceholderText(translate("WhatIf", "same"))
        self.seed.setFixedSize(*BOX)
        self.run = QPushButton(translate("WhatIf", "Run"))
        self.run.setObjectName("what_if_run")
        self.run.setIconSize(QSize(ICON, ICON))
        self.run.clicked.connect(self._ask)
        self._lay_out()

    def _number(self, name: str, label: str, shown: Shown) -> NumberBox:
        box = NumberBox(self, shown, stays=True)
        box.setObjectName(f"what_if_{name}")
        box.setAccessibleName(label)
        box.setFixedSize(*BOX)
        return box

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        for symbol, box in ((ETA, self.rate), (MU, self.momentum)):
            label = QLabel(symbol_html(symbol, SIGN))
            label.setBuddy(box)
            box.setFixedWidth(NARROW)
            first.addWidget(label)
            first.addWidget(box)
        first.addStretch(1)
        first.addWidget(self.run)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, control in enumerate((self.batch, self.optimizer, self.seed, self.end)):
            label = QLabel(control.accessibleName())
            label.setProperty("look", "second")
            label.setBuddy(control)
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1, Qt.AlignmentFlag.AlignRight)
        self.optimizer.setFixedWidth(CHOICE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(first)
        column.addLayout(grid)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of a theme."""
        self.run.setIcon(icons.icon("plus"))

    def show_base(self, base: Training, start: int, end: int, rows: int, why: str) -> None:
        """Begin from the settings of the real run at a moment; what was typed for it stays.

        `rows` is the size of the training set; `why` says why nothing can be begun, if so.
        """
        self.run.setEnabled(not why)
        self.run.setToolTip(why)
        self._rows = rows
        if (base, start, end) == self._shown:
            return
        self._shown = (base, start, end)
        self._base = base
        for box in (self.rate, self.momentum, self.batch, self.end):
            if not box.hasFocus():
                box.revert()
        self.rate.set_value(base.learning_rate)
        self.momentum.set_value(base.momentum)
        self.batch.set_value(float(base.batch_size))
        self.optimizer.show_value(base.optimizer)
        self.end.set_value(float(end))
        self.seed.clear()
        self.seed.unmark()

    def _ask(self) -> None:
        """Ask for the alternative, or say what is wrong at the box where it is."""
        if self._base is None or not all(
            box.settle() for box in (self.rate, self.momentum, self.batch, self.end)
        ):
            return
        start = self._shown[1] if isinstance(self._shown, tuple) else 0
        for box, sound, told in self._rules(start):
            if not sound:
                box.refuse(told)
                return
        training = replace(
            self._base,
            learning_rate=self.rate.value(),
            momentum=self.momentum.value(),
            batch_size=int(self.batch.value()),
            optimizer=list(Optimizer)[self.optimizer.currentIndex()],
        )
        self.wanted.emit(Setting(training, self._seed()), int(self.end.value()))

    def _seed(self) -> int | None:
        typed = self.seed.text().strip()
        return int(typed) if typed else None

    def _rules(self, start: int) -> tuple[tuple[MarkedBox, bool, str], ...]:
        """Return what each box must hold, and what is said where it does not."""
        typed = self.seed.text().strip()
        batch, end = self.batch.value(), self.end.value()
        least = 0 if typed else start
        most = max(self._rows, 0 if self._base is None else self._base.batch_size)
        rows = show(most, Kind.COUNT, self.rate.notation)
        return (
            (self.rate, self.rate.value() >= 0, translate("WhatIf", "0 or more")),
            (
                self.momentum,
                0 <= self.momentum.value() < 1,
                translate("WhatIf", "At least 0 and below 1"),
            ),
            (
                self.batch,
                0 <= batch <= most and batch == int(batch),
                translate("WhatIf", "A whole number from 0 to {rows}").format(rows=rows),
            ),
            (
                self.seed,
                not typed or (typed.isascii() and typed.isdigit()),
                translate("WhatIf", "A whole number from 0 on, or nothing"),
            ),
            (
                self.end,
                least < end <= least + MOST_UPDATES and end == int(end),
                translate("WhatIf", "A later update, at most a million on"),
            ),
        )
