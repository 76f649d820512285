"""The first rows of a table that is to be read, with what each column is used as above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QStyledItemDelegate, QTableView

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.storage.csv_in.columns import Use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from chainrule.storage.csv_in.columns import Column

Index = QModelIndex | QPersistentModelIndex
WIDTH = 116
USE_ROW = 40
LEAST_HEIGHT = 160


def use_texts() -> dict[Use, str]:
    """Return the words for what a column may be used as."""
    return {
        Use.INPUT: translate("Import", "Input"),
        Use.TARGET: translate("Import", "Target"),
        Use.CLASS: translate("Import", "Class"),
        Use.IGNORE: translate("Import", "Leave out"),
    }


class ColumnModel(QAbstractTableModel):
    """The uses in row 0, the first cells of each column below."""

    use_chosen = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[Column] = ()
        self._uses: tuple[Use, ...] = ()
        self._texts = use_texts()

    def show_columns(self, columns: Sequence[Column], uses: tuple[Use, ...]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns, self._uses = columns, uses
        self.endResetModel()

    def show_uses(self, uses: tuple[Use, ...]) -> None:
        """Show the same columns used otherwise."""
        self._uses = uses
        if uses:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(uses) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows, that of the uses among them."""
        if parent.isValid() or not self._columns:
            return 0
        return 1 + max(len(column.cells) for column in self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words for a use, or the text of a cell."""
        column, use = self._columns[index.column()], self._uses[index.column()]
        if index.row() == 0:
            return {
                Qt.ItemDataRole.DisplayRole: self._texts[use],
                Qt.ItemDataRole.EditRole: use.value,
            }.get(role)  # type: ignore[call-overload]
        cells = column.cells
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.row() - 1] if index.row() <= len(cells) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and column.numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and use is Use.IGNORE:
            return self._quiet()
        return None

    def _quiet(self) -> object:
        view = self.parent()
        assert isinstance(view, QTableView)
        return view.palette().placeholderText()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].name

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that only uses can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.row() == 0 else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another use of a column."""
        chosen = Use(str(value))
        if chosen is not self._uses[index.column()]:
            self.use_chosen.emit(index.column(), chosen)
        return True


class CalmBox(QComboBox):
    """A combo box that the wheel changes only while it has the focus: else the table scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the table."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class UseDelegate(QStyledItemDelegate):
    """A combo box for the use of each column."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the combo box of a column."""
        box = CalmBox(parent)
        box.setObjectName(f"import_use_{index.column()}")
        named = translate("Import", "Use of {column}").format(
            column=index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        )
        box.setAccessibleName(named)
        for use, text in use_texts().items():
            box.addItem(text, use.value)
        box.activated.connect(lambda _: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the use."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over the use that is chosen."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Leave room round the box."""
        editor.setGeometry(option.rect.adjusted(3, 4, -3, -4))


class ColumnTable(QTableView):
    """The table; the combo boxes are made for the columns that come into sight."""

    use_chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnModel(self)
        self.setModel(self.columns)
        self.setItemDelegateForRow(0, UseDelegate(self))
        self.setObjectName("import_columns")
        self.setAccessibleName(translate("Import", "First rows"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(Metrics.TABLE_ROW - 2)
        self.horizontalHeader().setDefaultSectionSize(WIDTH)
        self.horizontalHeader().setSectionsClickable(False)
        self._opened: set[int] = set()
        self._resets = False
        self.columns.use_chosen.connect(self.use_chosen)
        self.columns.modelAboutToBeReset.connect(self._wait)
        self.columns.modelReset.connect(self._renew)
        self.horizontalScrollBar().valueChanged.connect(self._open_seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the combo boxes that have come into sight."""
        super().resizeEvent(event)
        self._open_seen()

    def _wait(self) -> None:
        """Open no box until the view has dropped those of the old columns."""
        self._resets = True

    def _renew(self) -> None:
        self._resets = False
        self._opened.clear()
        if self.columns.rowCount():
            self.setRowHeight(0, USE_ROW)
        self._open_seen()

    def _open_seen(self) -> None:
        count = self.columns.columnCount()
        if not count or self._resets:
            return
        first = max(0, self.columnAt(0))
        last = self.columnAt(self.viewport().width() - 1)
        for column in range(first, (count if last < 0 else last + 1)):
            if column not in self._opened:
                self._opened.add(column)
                self.openPersistentEditor(self.columns.index(0, column))
