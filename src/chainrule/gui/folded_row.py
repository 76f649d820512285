"""The tab row that is left of the bottom docks where height is short, with η and μ beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.symbols import ETA, MU, symbol_html
from chainrule.network.project import Training
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.session.moment import Moment
    from chainrule.teaching.notation import Notation

TEXT = 13
"""px of the numbers"""


class FoldedRow(QFrame):
    """A button for each dock; `chosen` carries the name of the one to open, "" for none."""

    chosen = Signal(str)

    def __init__(self, docks: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("folded_row")
        self.setProperty("look", "fold")
        self.setFixedHeight(Metrics.FOLDED_DOCK)
        self.buttons = {name: self._button(name, title) for name, title in docks.items()}
        self._notation = POINT
        self._training = Training()
        self.rates = QLabel()
        self.rates.setProperty("look", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(Metrics.DOCK_PADDING - 8, 0, Metrics.DOCK_PADDING, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.rates)
        self.hide()

    def _button(self, name: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"fold.{name}")
        button.setText(title)
        button.setCheckable(True)
        button.setProperty("look", "tab")
        button.setFixedHeight(Metrics.FOLDED_DOCK - 1)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(translate("Docks", "Open or fold this panel"))
        button.clicked.connect(lambda opened: self.chosen.emit(name if opened else ""))
        return button

    def show_open(self, name: str) -> None:
        """Show which dock is open, "" for none."""
        for other, button in self.buttons.items():
            button.setChecked(other == name)

    def show_moment(self, moment: Moment) -> None:
        """Show learning rate and momentum."""
        self._training = moment.project.training
        self._show()

    def set_notation(self, notation: Notation) -> None:
        """Change how the numbers are written."""
        self._notation = notation
        self._show()

    def _show(self) -> None:
        training, notation = self._training, self._notation
        rates = (
            (ETA, show(training.learning_rate, Kind.SETTING, notation)),
            (MU, show(training.momentum, Kind.SETTING, notation)),
        )
        text = "&nbsp;&nbsp;&nbsp;".join(
            f"{symbol_html(symbol, TEXT)} <b>{number}</b>" for symbol, number in rates
        )
        if text != self.rates.text():
            self.rates.setText(text)
