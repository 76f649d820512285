"""The outline: the network as a tree of ordinary rows, the equal of the canvas for the keyboard.

It shows numbers while it can be seen, at most ten times a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QToolTip,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.picking import LOSS_ITEM
from chainrule.gui.language import translate
from chainrule.gui.numbers import parse_number
from chainrule.gui.panels.outline_model import OutlineModel
from chainrule.gui.selection import Selection
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent, QShowEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from chainrule.gui.panels.outline_model import Item
    from chainrule.session.moment import Moment
    from chainrule.teaching.notation import Notation

PAUSE_MS = 100
"""between two pictures of a training that runs"""
WIDTHS = (46, 42, 60)
"""px of the columns of numbers"""
INDENT, ROW = 14, 26
MOST_MARKED = 500
"""of a larger selection only so many rows are marked"""
EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
Flag = QItemSelectionModel.SelectionFlag
Index = QModelIndex | QPersistentModelIndex


class Outline(QWidget):
    """Shows the network of a moment; a row that is selected is selected everywhere."""

    edit_requested = Signal(object)
    selection_changed = Signal(object)

    def __init__(
        self, moment: Moment, notation: Notation = POINT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self._moment = moment
        self._selection = Selection()
        self._stale = False
        self.model = OutlineModel(moment, notation)
        self.model.edit_requested.connect(self.edit_requested)
        self.tree = OutlineTree(self.model)
        self.tree.deleted.connect(self._delete)
        self.tree.selectionModel().selectionChanged.connect(self._selected)
        self.model.modelReset.connect(self._reopen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self.setFocusProxy(self.tree)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._refresh)
        self._reopen()

    def show_moment(self, moment: Moment) -> None:
        """Show a moment, now or as soon as the rows are to be painted anew."""
        if moment is self._moment:
            return
        self._moment, self._stale = moment, True
        if self.isVisible() and not self._pause.isActive():
            self._refresh()

    def set_selection(self, selection: Selection) -> None:
        """Mark what is selected elsewhere."""
        if selection != self._selection:
            self._selection = selection
            if self.isVisible():
                self._catch_up()
                self._mark()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has happened while nobody looked."""
        super().showEvent(event)
        self._catch_up()
        self._mark()

    def _refresh(self) -> None:
        if self._stale and self.isVisible():
            self._catch_up()
            self._pause.start()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.model.show_moment(self._moment)

    def _reopen(self) -> None:
        """Open the layers of other rows, and mark the selection in them."""
        for row in range(self.model.rowCount()):
            layer = self.model.index(row, 0)
            self.tree.setFirstColumnSpanned(row, QModelIndex(), self.model.item_at(layer) is None)
            self.tree.expand(layer)
        self._mark()

    def _mark(self) -> None:
        """Select the rows of the selection; tells nobody."""
        items: list[Item] = [*self._selection.neurons, *self._selection.connections]
        items += [LOSS_ITEM] if self._selection.loss else []
        if not items and not self.tree.selectionModel().hasSelection():
            return
        rows = QItemSelection()
        for item in items[:MOST_MARKED]:
            index = self.model.index_of(item)
            if index.isValid():
                rows.select(index, index)
        chosen = self.tree.selectionModel()
        chosen.selectionChanged.disconnect(self._selected)
        chosen.select(rows, Flag.ClearAndSelect | Flag.Rows)
        if len(items) == 1 and not rows.isEmpty():
            first = rows.indexes()[0]
            if chosen.currentIndex().siblingAtColumn(0) != first:
                chosen.setCurrentIndex(first, Flag.NoUpdate)
            self.tree.scrollTo(first)
        chosen.selectionChanged.connect(self._selected)

    def _selected(self) -> None:
        found = [self.model.item_at(index) for index in self.tree.selectionModel().selectedRows()]
        neurons = frozenset(item for item in found if isinstance(item, str))
        links = frozenset(item for item in found if isinstance(item, tuple)) - {LOSS_ITEM}
        loss = LOSS_ITEM in found and not neurons and not links
        self._selection = Selection(neurons, links, loss)
        self.selection_changed.emit(self._selection)

    def _delete(self) -> None:
        if self._selection and not self._moment.looking_back:
            self.edit_requested.emit(commands.delete(self._selection))


class OutlineTree(QTreeView):
    """The rows; Enter and F2 edit the number of the row, whichever cell is current."""

    deleted = Signal()

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self._rows = model
        self.setObjectName("outline_tree")
        self.setAccessibleName(translate("Outline", "Outline of the network"))
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setItemDelegate(NumberDelegate(self))
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, model.columnCount()):
            header.resizeSection(column, WIDTHS[column - 1])
        header.setMinimumSectionSize(min(WIDTHS))
        self.setIndentation(INDENT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, delete, or walk."""
        if event.key() in EDIT_KEYS and self.state() != self.State.EditingState:
            self.edit_row()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def edit_row(self) -> None:
        """Open the number of the current row, or the row itself where it has none."""
        model = self.model()
        current = self.currentIndex()
        assert isinstance(model, OutlineModel)
        cell = model.editable_cell(current)
        if cell.isValid():
            self.selectionModel().setCurrentIndex(cell, Flag.NoUpdate)
            self.edit(cell)
        elif model.item_at(current) is None:
            self.setExpanded(current, not self.isExpanded(current))


class NumberDelegate(QStyledItemDelegate):
    """Edits a number in its cell; what is no number is not taken."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of a row, as high as the editor needs."""
        return QSize(super().sizeHint(option, index).width(), ROW)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line for the number."""
        editor = QLineEdit(parent)
        editor.setObjectName("outline_value")
        editor.setAccessibleName(translate("Canvas", "Value"))
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setFrame(False)
        editor.setStyleSheet("padding: 0 2px;")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the number with all its digits, once."""
        if isinstance(editor, QLineEdit) and not editor.isModified() and not editor.text():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed, or say that it is no number."""
        assert isinstance(editor, QLineEdit)
        if parse_number(editor.text()) is None:
            place = editor.mapToGlobal(editor.rect().bottomLeft())
            QToolTip.showText(place, translate("Canvas", "Not a number"), editor.parentWidget())
        else:
            model.setData(index, editor.text())
