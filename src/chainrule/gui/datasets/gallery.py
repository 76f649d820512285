"""The gallery of data sets: a picture of each, what can be chosen about it, a live preview."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from chainrule.datasets.catalogue import entry, make_table, names
from chainrule.gui.canvas.wording import say
from chainrule.gui.datasets.fit_choice import FitChoice
from chainrule.gui.datasets.picture import TablePicture, picture_of
from chainrule.gui.datasets.recipe_form import RecipeForm
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.network.message import message

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import (
        QWidget,
    )

    from chainrule.datasets.table import Table
    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project

SIZE = (884, 620)
PICTURE = 84
CELL = QSize(108, 126)
LIST_WIDTH = 452
SPACE = 20
NAME = Qt.ItemDataRole.UserRole
FIRST = "moons"


class GalleryDialog(QDialog):
    """All data sets at the left, the chosen one at the right; `used` is emitted with the edit."""

    used = Signal(object)

    def __init__(
        self, project: Project, theme: Theme, initializer: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table: Table | None = None
        self.setObjectName("data_gallery")
        self.setWindowTitle(translate("Data", "Data sets"))
        self.sets = self._make_list()
        self.picture = TablePicture(theme)
        self.title, self.told = QLabel(), QLabel()
        self.title.setProperty("look", "title")
        self.told.setProperty("look", "second")
        self.told.setObjectName("data_told")
        self.recipe = RecipeForm(theme.notation)
        self.fit = FitChoice(project, initializer)
        self._make_buttons()
        self._lay_out()
        self.recipe.changed.connect(self._renew)
        self.sets.currentItemChanged.connect(self._choose)
        self.sets.itemDoubleClicked.connect(self._use)
        self.choose(FIRST)
        self.sets.setFocus()

    def _make_list(self) -> QListWidget:
        sets = QListWidget()
        sets.setObjectName("data_sets")
        sets.setAccessibleName(translate("Data", "Data sets"))
        sets.setViewMode(QListView.ViewMode.IconMode)
        sets.setMovement(QListView.Movement.Static)
        sets.setResizeMode(QListView.ResizeMode.Adjust)
        sets.setIconSize(QSize(PICTURE, PICTURE))
        sets.setGridSize(CELL)
        sets.setWordWrap(True)
        sets.setFixedWidth(LIST_WIDTH)
        ratio = self.devicePixelRatioF()
        for name in names():
            item = QListWidgetItem(title_of(name))
            item.setData(NAME, name)
            item.setIcon(_icon(picture_of(self._theme, _usual(name), PICTURE, ratio)))
            item.setSizeHint(CELL)
            sets.addItem(item)
        return sets

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.use = QPushButton(translate("Data", "Use"))
        self.use.setObjectName("data_use")
        self.use.setAccessibleName(translate("Data", "Use this data set"))
        self.use.setDefault(True)
        self.buttons.addButton(self.use, QDialogButtonBox.ButtonRole.ActionRole)
        self.use.clicked.connect(self._use)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self.told)
        right.addWidget(self.picture, 1)
        right.addSpacing(4)
        right.addWidget(self.recipe)
        right.addSpacing(4)
        right.addWidget(self.fit)
        both = QHBoxLayout()
        both.setSpacing(SPACE)
        both.addWidget(self.sets)
        both.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(both, 1)
        column.addWidget(self.buttons)
        self.resize(*SIZE)

    def choose(self, name: str) -> None:
        """Choose a data set by its name."""
        for row in range(self.sets.count()):
            if self.sets.item(row).data(NAME) == name:
                self.sets.setCurrentRow(row)

    @property
    def chosen(self) -> str:
        """The name of the data set that is chosen."""
        return str(self.sets.currentItem().data(NAME))

    def _choose(self) -> None:
        self.recipe.show_entry(entry(self.chosen))
        self.title.setText(title_of(self.chosen))
        self._renew()

    def _renew(self) -> None:
        """Make the table as it is now wanted."""
        self._table = make_table(self.chosen, self.recipe.recipe())
        self.picture.show_table(self._table)
        self.told.setText(counted(self._table, self._theme))
        self.fit.show_table(self._table)
        self.use.setEnabled(self.fit.possible)

    def _use(self) -> None:
        if self.fit.possible and self.recipe.settle():
            self.used.emit(self.fit.edit(title_of(self.chosen)))
            self.accept()


def title_of(name: str) -> str:
    """Return the title of a data set in the language of the window."""
    return say(message(entry(name).title))


def counted(table: Table, theme: Theme) -> str:
    """Return how many columns and rows a table has, in words."""
    told = translate("Data", "Inputs: {inputs}, targets: {targets}, rows: {train}")
    if table.test:
        told = translate(
            "Data", "Inputs: {inputs}, targets: {targets}, rows: {train}, for testing: {test}"
        )
    numbers = {
        "inputs": len(table.inputs),
        "targets": len(table.targets),
        "train": len(table.train),
        "test": len(table.test),
    }
    shown = {key: show(count, Kind.COUNT, theme.notation) for key, count in numbers.items()}
    return told.format(**shown)


def _icon(picture: QPixmap) -> QIcon:
    """Return an icon that is the same when it is selected: its colours have a meaning."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


@cache
def _usual(name: str) -> Table:
    return make_table(name)
