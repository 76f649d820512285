"""The rows of the training set as a table model: inputs, targets, what the network answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from chainrule.gui.numbers import LARGE, Kind, show
from chainrule.gui.panels.data_batch import BatchRows, rows_of_batch
from chainrule.gui.panels.data_columns import columns_of
from chainrule.gui.panels.data_notes import scale_of, told_number, told_of
from chainrule.session import operations
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from chainrule.gui.panels.data_columns import Column
    from chainrule.network.project import Data, Row
    from chainrule.session.moment import Moment
    from chainrule.session.row_errors import RowErrors

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
NOT_COMPUTED = "–"
POWER = " × "
"""stands before a power of ten"""
MEASURED = 30
"""so many rows are measured to fit the columns"""


class RowModel(QAbstractTableModel):
    """The rows of a moment."""

    cell_edited = Signal(int, int, float)
    """row and column of the data (from 0) and the new value"""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.current = -1
        self.failed: int | None = None
        self.marked: tuple[int, int] | None = None
        self.long = self.tight = False
        self.notation = POINT
        self.editable = True
        self._waiting = False
        self._rows: tuple[Row, ...] = ()
        self._typed: tuple[tuple[Row, ...], dict[int, int]] = ((), {})
        self._data: Data | None = None
        self._network: object = None
        self._outputs: Sequence[Sequence[float]] = ()
        self.batch = BatchRows()
        self.test = self.worst_first = False
        """whether the rows for testing are shown, and whether the largest errors come first"""
        self._shown_as = (False, False)
        self._errors: RowErrors | None = None
        self._order: Sequence[int] = ()

    def show_moment(
        self, moment: Moment, test_outputs: Sequence[Sequence[float]] | None = None
    ) -> bool:
        """Show the rows of a moment; return whether the columns may need other widths."""
        project, before, self.batch = moment.project, self.batch, rows_of_batch(moment)
        rows, outputs = project.data.train, moment.outputs
        if self.test:
            rows, outputs, self.batch = project.data.test, test_outputs or (), BatchRows()
        shown_as = (self.test, self.worst_first)
        reset = len(rows) != len(self._rows) or not self.columns or shown_as != self._shown_as
        columns = self.columns
        if reset or project.network is not self._network or bool(before) != bool(self.batch):
            columns = columns_of(moment, bool(self.batch), self.worst_first)
        reset = reset or columns != self.columns
        retyped = project.data is not self._data
        changed = retyped or outputs != self._outputs
        if reset:
            self.beginResetModel()
        self._data, self._network, self._shown_as = project.data, project.network, shown_as
        self._rows, self._outputs = rows, outputs
        self.editable = not moment.looking_back
        current = -1 if self.test else moment.place.row
        waiting = not self.test and _waiting(moment)
        moved = current != self.current or waiting != self._waiting or before != self.batch
        self.current, self._waiting = current, waiting
        was_long, self.long = self.long, _are_long(outputs)
        failed = None if moment.divergence is None or self.test else moment.divergence.row
        moved, self.failed = moved or failed != self.failed, failed
        self.columns = columns
        if reset or changed:
            self._sort()
        if reset:
            self.endResetModel()
        elif (retyped or moved) and self._rows:
            self.dataChanged.emit(self.index(0, 0), self._last())
        elif changed and self._rows:
            self._outputs_changed()
        return reset or retyped or self.long != was_long

    def _sort(self) -> None:
        """Put the rows into their order, and measure the targets by which errors are large."""
        columns = sorted((each.output, each.target) for each in self.columns if each.output >= 0)
        places = [target for _, target in columns]
        self._order = ()
        if not places or not self._rows or not len(self._outputs):
            return
        from chainrule.session.row_errors import RowErrors

        errors = self._errors
        if errors is None or errors.rows is not self._rows or errors.places != tuple(places):
            self._errors = errors = RowErrors(self._rows, places)
        if self.worst_first and len(self._outputs) == len(self._rows):
            self._order = errors.worst_first(self._outputs)

    def source(self, row: int) -> int:
        """Return which row of the data (from 0) stands in a row of the table."""
        return self._order[row] if self._order else row

    def place_of(self, row: int) -> int:
        """Return in which row of the table a row of the data (from 0) stands."""
        return self._order.index(row) if self._order else row

    def share(self, index: Index) -> float:
        """Return how large the error of an output is beside the range of the targets, 0 to 1."""
        column = self.columns[index.column() - 1] if index.column() else None
        value = self.value(index) if column is not None and column.output >= 0 else None
        if value is None or column is None or self._errors is None:
            return 0.0
        apart = abs(value - self._rows[self.source(index.row())][column.target])
        return min(1.0, apart / self._errors.spread) if math.isfinite(apart) else 1.0

    def mark(self, cell: tuple[int, int] | None) -> None:
        """Ring a cell (row and column of the data, from 0), None none."""
        if cell != self.marked:
            self.marked = cell
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self._last())

    def is_marked(self, index: Index) -> bool:
        """Return whether a cell is ringed."""
        if self.marked is None or not index.column() or self.test:
            return False
        if self.source(index.row()) != self.marked[0]:
            return False
        return self.columns[index.column() - 1].cell == self.marked[1]

    def _outputs_changed(self) -> None:
        """Tell that the outputs are others: only their columns need be painted again."""
        first = next((at for at, column in enumerate(self.columns) if column.cell < 0), None)
        first = -1 if self._order else first  # every row may be another one
        if first is not None:
            self.dataChanged.emit(self.index(0, first + 1), self._last())

    def _last(self) -> QModelIndex:
        return self.index(len(self._rows) - 1, len(self.columns))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns, the row's number among them."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def value(self, index: Index) -> float | None:
        """Return the number of a cell; None for an output or a loss not yet computed."""
        column, row = self.columns[index.column() - 1], self.source(index.row())
        if column.cell >= 0:
            return self._rows[row][column.cell]
        if column.is_loss:
            return self.batch.losses.get(row)
        if row >= len(self._outputs) or (self._waiting and row == self.current):
            return None
        if column.is_error:
            return self._error(row)
        return self._outputs[row][column.output]

    def _error(self, row: int) -> float:
        """Return the largest |ŷ − y| of a row."""
        return max(
            abs(self._outputs[row][each.output] - self._rows[row][each.target])
            for each in self.columns
            if each.output >= 0
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, digits and value of a cell."""
        if index.column() == 0:
            return (
                str(self.source(index.row()) + 1) if role == Qt.ItemDataRole.DisplayRole else None
            )
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, VALUE):
            return None
        value, column = self.value(index), self.columns[index.column() - 1]
        if role == VALUE or value is None:
            return value if role == VALUE else NOT_COMPUTED
        if role == Qt.ItemDataRole.ToolTipRole:
            scale = scale_of(self._data, column.cell)
            return told_number(value, scale, self.notation)
        if column.cell < 0:
            return show(value, _kind(column), self.notation)
        return show(value, Kind.INPUT, self.notation.digits(self._decimals(column.cell)))

    def briefly(self, index: Index) -> str:
        """Return what a cell shows with a digit less, for where it has no room."""
        value, column = self.value(index), self.columns[index.column() - 1]
        if value is None or column.cell >= 0:
            return str(index.data())
        text = show(value, _kind(column), self.notation.digits(max(1, self.notation.decimals - 1)))
        if POWER in text:
            text = show(float(f"{value:.0e}"), _kind(column), self.notation)
        return text.replace(f"{self.notation.write('.0')}{POWER}", POWER)

    def _decimals(self, cell: int) -> int:
        """Return how many decimals a column gets; where there is little room, those it needs."""
        if not (self.long or self.tight or self.batch):
            return self.notation.decimals
        if self._typed[0] is not self._rows:
            self._typed = self._rows, {}
        known = self._typed[1]
        if cell not in known:
            typed = (repr(row[cell]).partition(".")[2] for row in self._rows[:MEASURED])
            known[cell] = max((len(digits) if digits != "0" else 0 for digits in typed), default=0)
        return known[cell]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of the columns."""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if role not in shown or orientation == Qt.Orientation.Vertical:
            return None
        if not section:
            return ""
        name = self.columns[section - 1].symbol.lowered
        scale = scale_of(self._data, self.columns[section - 1].cell)
        return name if scale is None or role == shown[0] else told_of(name, scale, self.notation)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that inputs and targets can be edited, outputs only read."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        owned = index.column() > 0 and self.columns[index.column() - 1].cell >= 0
        return flags | Qt.ItemFlag.ItemIsEditable if owned and self.editable else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the edit of a cell; the table shows it when it has been made."""
        if not isinstance(value, float) or value == self.value(index):
            return False
        self.cell_edited.emit(
            self.source(index.row()), self.columns[index.column() - 1].cell, value
        )
        return True


def _kind(column: Column) -> Kind:
    """Return what the numbers are that are computed."""
    return Kind.ACTIVATION if column.output >= 0 else Kind.GRADIENT


def _waiting(moment: Moment) -> bool:
    """Return whether the shown sample is on its way through the network: no answer yet."""
    network, frame = moment.project.network, moment.frame
    return moment.ledger is not None and any(
        frame.value(operations.Kind.ACTIVATE, output.id) is None for output in network.outputs
    )


def _are_long(outputs: Sequence[Sequence[float]]) -> bool:
    """Return whether an output among the first is written as a power of ten."""
    return any(LARGE <= abs(value) < math.inf for row in outputs[:MEASURED] for value in row)
