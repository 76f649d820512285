"""The conventions: where textbooks differ, which way is on, and the switches; live."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.network_edits import set_loss, set_reduction
from chainrule.gui.widgets.convention_row import ConventionRow
from chainrule.network.names import Loss, Reduction
from chainrule.teaching.conventions import Topic, conventions
from chainrule.teaching.notation import DecimalSign

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.session.moment import Moment

SPACE = 20
SCROLL_BAR = 14
AROUND = 60
"""px of the screen's height that a dialog leaves free"""
OF_PROJECT = frozenset({Topic.LOSS, Topic.REDUCTION})
"""what belongs to the project: choosing it is an edit"""


class ConventionsDialog(QDialog):
    """Stays beside the window, where each switch is seen at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.rows: dict[Topic, ConventionRow] = {}
        self.setObjectName("conventions_dialog")
        self.setWindowTitle(translate("Conventions", "Conventions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        self._scroll = QScrollArea()
        self._inner = self._make_rows()
        self._fill_scroll()
        column.addWidget(self._scroll)
        column.addWidget(buttons)
        window.driver.moment_changed.connect(self.show_moment)
        window.appearance.changed.connect(self._follow)
        self.show_moment(window.driver.moment())

    def _make_rows(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("look", "panel")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, SCROLL_BAR, 0)
        rows.setSpacing(SPACE // 4)
        window = self._window
        for convention in conventions(window.document.project, window.theme.notation):
            row = ConventionRow(convention, window.theme)
            row.chosen.connect(partial(self._choose, convention.topic))
            self.rows[convention.topic] = row
            rows.addWidget(row)
        rows.addStretch(1)
        return inner

    def _fill_scroll(self) -> None:
        scroll = self._scroll
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(self._inner.sizeHint().width())

    def sizeHint(self) -> QSize:
        """Return room for all rows, where the screen has it."""
        usual, rows = super().sizeHint(), self._inner.sizeHint().height()
        wanted = usual.height() - self._scroll.sizeHint().height() + rows
        return QSize(usual.width(), min(wanted, self.screen().availableSize().height() - AROUND))

    def show_moment(self, moment: Moment) -> None:
        """Show which conventions are on; while looking back those of the project stay."""
        for convention in conventions(moment.project, self._window.theme.notation):
            possible = convention.topic not in OF_PROJECT or not moment.looking_back
            self.rows[convention.topic].show_convention(convention, possible)

    def _follow(self) -> None:
        """Follow the window's colours and notation."""
        for row in self.rows.values():
            row.set_theme(self._window.theme)
        self.show_moment(self._window.driver.moment())

    def _choose(self, topic: Topic, key: str) -> None:
        """Switch a convention; one that cannot be switched stays as it is."""
        window = self._window
        if topic is Topic.LOSS:
            window.apply(set_loss(Loss(key)))
        elif topic is Topic.REDUCTION:
            window.apply(set_reduction(Reduction(key)))
        elif topic is Topic.DIGITS:
            window.choices.choose(decimals=int(key))
        elif topic is Topic.SIGN:
            window.choices.choose(decimal_sign=DecimalSign(key))


def show_conventions(window: MainWindow) -> ConventionsDialog:
    """Open the conventions beside the window, which stays free."""
    dialog = window.findChild(ConventionsDialog)
    if dialog is None:
        dialog = ConventionsDialog(window)
        dialog.resize(dialog.sizeHint())  # of itself a dialog takes two thirds of a screen at most
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
