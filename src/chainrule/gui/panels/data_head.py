"""The head of the data dock: what the data is, how many rows, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels import data_edits
from chainrule.gui.widgets.elided_label import ElidedLabel
from chainrule.gui.widgets.icon_button import icon_button
from chainrule.gui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

ICON = 18
TRAIN, TEST = "train", "test"


class DataHead(QWidget):
    """Title, count and buttons; below them, where rows are kept aside, which rows are shown."""

    edit_requested = Signal(object)
    delete_requested = Signal()
    part_changed = Signal(bool)
    """whether the rows for testing are to be shown"""
    order_changed = Signal(bool)
    """whether the largest errors are to come first"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title, self.count = ElidedLabel(self), QLabel(self)
        self.title.setProperty("look", "section")
        self.aside_count = QLabel(self)
        """the count again, beside the choice of rows where there is one"""
        for label in (self.count, self.aside_count):
            label.setProperty("look", "caption")
        self.sets = self._button("data_choose_set", translate("Data", "Data sets"))
        self.add = self._button("data_add_row", translate("Data", "Add a row"))
        self.shuffle = self._button(
            "data_shuffle", translate("Data", "Shuffle the rows in every epoch")
        )
        self.shuffle.setCheckable(True)
        self.more = self._button("data_more", translate("Data", "More"))
        self.sets.hide()
        parts = {TRAIN: translate("Data", "Training"), TEST: translate("Data", "Test")}
        self.parts = Segmented("data_part", translate("Data", "Which rows"), parts)
        self.parts.current_changed.connect(lambda part: self.part_changed.emit(part == TEST))
        self.parts.hide()
        self._make_menu()
        self._lay_out()
        self.add.clicked.connect(lambda: self.edit_requested.emit(data_edits.add_row()))
        self.shuffle.clicked.connect(
            lambda on: self.edit_requested.emit(data_edits.set_shuffle(on))
        )
        self.set_theme(theme)

    def _make_menu(self) -> None:
        self.menu = QMenu(self)
        self.worst_first = self._action("worst_first", translate("Data", "Largest errors first"))
        self.worst_first.setCheckable(True)
        self.worst_first.toggled.connect(self.order_changed)
        self._line = self.menu.addSeparator()
        self.delete_row = self._action("delete_row", translate("Data", "Delete this row"))
        self.delete_all = self._action("delete_all", translate("Data", "Remove all rows"))
        self.delete_row.triggered.connect(self.delete_requested)
        self.delete_all.triggered.connect(
            lambda: self.edit_requested.emit(data_edits.remove_rows())
        )
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _action(self, name: str, text: str) -> QAction:
        action = self.menu.addAction(text)
        action.setObjectName(f"data.{name}")
        return action

    def _button(self, name: str, label: str) -> QToolButton:
        button = icon_button(name, label, ICON, self)
        button.setProperty("look", "small")
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addSpacing(6)
        head.addWidget(self.count)
        head.addStretch(1)
        for button in (self.sets, self.add, self.shuffle, self.more):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        below = QHBoxLayout()
        below.addWidget(self.parts)
        below.addStretch(1)
        below.addWidget(self.aside_count)
        column.addLayout(below)

    def offer(self, sets: QAction, imports: QAction) -> None:
        """Offer the gallery of data sets and the import of a table."""
        self.sets.clicked.connect(sets.trigger)
        sets.enabledChanged.connect(self.sets.setEnabled)
        self.sets.setVisible(True)
        self.menu.insertActions(self.worst_first, [sets, imports])
        self.menu.insertSeparator(self.worst_first)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        icons = Icons(theme)
        for button, name in (
            (self.sets, "gallery"),
            (self.add, "plus"),
            (self.shuffle, "shuffle"),
            (self.more, "ellipsis"),
        ):
            button.setIcon(icons.icon(name, sizes=(ICON,)))

    def show_moment(self, moment: Moment, test: bool) -> None:
        """Show what the data is, and what can be done now."""
        project = moment.project
        aside = bool(project.data.test)
        self.title.write(project.title or translate("Data", "Training rows"))
        self.parts.setVisible(aside)
        self.aside_count.setVisible(aside)
        self.count.setVisible(not aside)
        self.parts.set_current(TEST if test else TRAIN)
        rows = len(project.data.test if test else project.data.train)
        told = translate("Data", "1 row") if rows == 1 else translate("Data", "{count} rows")
        text = told.format(count=show(rows, Kind.COUNT, self._theme.notation))
        for label in (self.count, self.aside_count):
            _set(label, text)
        free = not moment.looking_back
        complete = bool(project.network.inputs) and bool(project.network.outputs)
        self.add.setEnabled(free and complete and not test)
        self.shuffle.setEnabled(free)
        self.shuffle.setChecked(project.training.shuffle)
        self.delete_row.setEnabled(free and rows > 0)
        self.delete_all.setEnabled(free and rows > 0 and not test)


def _set(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
