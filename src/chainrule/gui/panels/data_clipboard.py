"""Copy, paste and delete in the data table, and as spreadsheets have them on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from chainrule.gui.files import told
from chainrule.gui.language import translate
from chainrule.gui.panels import data_edits
from chainrule.network.message import ChainruleError
from chainrule.session.pasting import class_rows, is_scaled, scaled_like
from chainrule.storage.csv_in.pasting import ends_with_class, read_block
from chainrule.teaching.notation import DecimalSign

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.panels.data_table import RowTable
    from chainrule.network.project import Project
    from chainrule.storage.csv_in.pasting import Block
    from chainrule.teaching.notation import Notation

KEYS = QKeySequence.StandardKey


class DataClipboard(QObject):
    """Takes the keys of the clipboard while the table, or the panel without rows, has the focus."""

    edit_requested = Signal(object)
    said = Signal(str)
    """why something cannot be pasted"""

    def __init__(self, table: RowTable, panel: QObject) -> None:
        super().__init__(panel)
        self._table = table
        self._project: Project | None = None
        for watched in (table, panel):
            watched.installEventFilter(self)

    def show_project(self, project: Project) -> None:
        """Know the classes and the scales of the columns."""
        self._project = project

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys from the window's actions, which are about the network."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return False
        does = self._meant(event, watched is self._table)
        if does is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            does()
        return True

    def _meant(self, event: QKeyEvent, in_table: bool) -> Callable[[], None] | None:
        """Return what a key means here; without rows there is only something to paste."""
        if not in_table and self._table.rows.rowCount():
            return None
        does = {KEYS.Paste: self.paste}
        if in_table:
            does |= {
                KEYS.Copy: self.copy,
                KEYS.SelectAll: self._table.selectAll,
                KEYS.Delete: self.delete,
            }
        return next((act for key, act in does.items() if event.matches(key)), None)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, with all their digits."""
        block = self._table.selected_block()
        if block is None:
            return
        rows, columns = block[0], [column for column in block[1] if column]
        model, notation = self._table.rows, self._table.rows.notation
        lines = [
            "\t".join(_text(model.value(model.index(row, column)), notation) for column in columns)
            for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Put what is on the clipboard in from the current cell on; rows beyond the end are new."""
        model = self._table.rows
        if not model.editable:
            self.said.emit(translate("Data", "An earlier moment can only be looked at."))
            return
        index = self._table.currentIndex()
        row = index.row() if index.isValid() else 0
        column = max(0, index.column() - 1) if index.isValid() else 0
        cell = model.columns[column].cell if model.columns else 0
        text = QGuiApplication.clipboard().text()
        classes = {} if self._project is None else class_rows(self._project)
        try:
            block = read_block(text, classes)
        except ChainruleError as error:
            self.said.emit(told(error))
            return
        if cell < 0:
            self.said.emit(translate("Data", "Outputs are computed: choose an input or a target."))
            return
        if ends_with_class(text, classes):
            if cell + len(block[0]) != self._width():
                self.said.emit(translate("Data", "A class belongs in the columns of the targets."))
                return
            block = self._as_measured(block, cell)
        self.edit_requested.emit(data_edits.paste(block, model.source(row), cell, model.test))

    def _width(self) -> int:
        data = None if self._project is None else self._project.data
        return 0 if data is None else len(data.inputs) + len(data.targets)

    def _as_measured(self, block: Block, cell: int) -> Block:
        """Return rows with names of classes, as a file has them, standardised as the others."""
        if self._project is None or not is_scaled(self._project):
            return block
        self.said.emit(
            translate("Data", "The inputs of the pasted rows were standardised like the others.")
        )
        return scaled_like(self._project, block, cell)

    def delete(self) -> None:
        """Delete the rows of the selected cells."""
        model, block = self._table.rows, self._table.selected_block()
        rows = frozenset(map(model.source, block[0])) if block is not None else frozenset()
        if rows and model.editable:
            self.edit_requested.emit(data_edits.delete_rows(rows, model.test))


def _text(value: float | None, notation: Notation) -> str:
    """Return a number as a spreadsheet reads it."""
    if value is None:
        return ""
    text = repr(value).removesuffix(".0")
    return text.replace(".", ",") if notation.sign is DecimalSign.COMMA else text
