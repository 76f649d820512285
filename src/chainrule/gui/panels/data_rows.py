"""The rows of the training set as a table model: inputs, targets, what the network answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from chainrule.gui.numbers import LARGE, Kind, exact, show
from chainrule.gui.panels.data_batch import BatchRows, rows_of_batch
from chainrule.gui.symbols import LOSS, Symbol, Symbols
from chainrule.session import operations
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from chainrule.network.project import Data, Row
    from chainrule.session.moment import Moment

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
NOT_COMPUTED = "–"
MEASURED = 30
"""so many rows are measured to fit the columns"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: `cell` is the place in the data row, -1 for an output or the loss."""

    symbol: Symbol
    cell: int
    output: int = -1

    @property
    def is_loss(self) -> bool:
        """Whether this is the column of the losses."""
        return self.cell < 0 and self.output < 0


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
        self._data: Data | None = None
        self._network: object = None
        self._outputs: Sequence[Sequence[float]] = ()
        self.batch = BatchRows()

    def show_moment(self, moment: Moment) -> bool:
        """Show the rows of a moment; return whether the columns may need other widths."""
        project, before, self.batch = moment.project, self.batch, rows_of_batch(moment)
        reset = len(project.data.train) != len(self._rows) or not self.columns
        reset = reset or project.network is not self._network or bool(before) != bool(self.batch)
        retyped = project.data is not self._data
        changed = project.data is not self._data or moment.outputs != self._outputs
        if reset:
            self.beginResetModel()
        self._data, self._network = project.data, project.network
        self._rows, self._outputs = project.data.train, moment.outputs
        self.editable = not moment.looking_back
        moved = moment.place.row != self.current or _waiting(moment) != self._waiting
        moved = moved or before != self.batch
        self._waiting = _waiting(moment)
        self.current = moment.place.row
        was_long, self.long = self.long, _are_long(moment.outputs)
        failed = None if moment.divergence is None else moment.divergence.row
        moved, self.failed = moved or failed != self.failed, failed
        if reset:
            self.columns = _columns(moment, bool(self.batch))
            self.endResetModel()
        elif (retyped or moved) and self._rows:
            self.dataChanged.emit(self.index(0, 0), self._last())
        elif changed and self._rows:
            self._outputs_changed()
        return reset or retyped or self.long != was_long

    def mark(self, cell: tuple[int, int] | None) -> None:
        """Ring a cell (row and column of the data, from 0), None none."""
        if cell != self.marked:
            self.marked = cell
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self._last())

    def is_marked(self, index: Index) -> bool:
        """Return whether a cell is ringed."""
        if self.marked is None or not index.column() or index.row() != self.marked[0]:
            return False
        return self.columns[index.column() - 1].cell == self.marked[1]

    def _outputs_changed(self) -> None:
        """Tell that the outputs are others: only their columns need be painted again."""
        first = next((at for at, column in enumerate(self.columns) if column.cell < 0), None)
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
        column = self.columns[index.column() - 1]
        if column.cell >= 0:
            return self._rows[index.row()][column.cell]
        if column.is_loss:
            return self.batch.losses.get(index.row())
        if index.row() >= len(self._outputs) or (self._waiting and index.row() == self.current):
            return None
        return self._outputs[index.row()][column.output]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, digits and value of a cell."""
        if index.column() == 0:
            return str(index.row() + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, VALUE):
            return None
        value = self.value(index)
        if role == VALUE or value is None:
            return value if role == VALUE else NOT_COMPUTED
        if role == Qt.ItemDataRole.ToolTipRole:
            return exact(value, self.notation)
        column = self.columns[index.column() - 1]
        if column.cell < 0:
            kind = Kind.GRADIENT if column.is_loss else Kind.ACTIVATION
            return show(value, kind, self.notation)
        return show(value, Kind.INPUT, self.notation.digits(self._decimals(column.cell)))

    def _decimals(self, cell: int) -> int:
        """Return how many decimals a column gets; where there is little room, those it needs."""
        if not (self.long or self.tight or self.batch):
            return self.notation.decimals
        typed = (repr(row[cell]).partition(".")[2] for row in self._rows[:MEASURED])
        return max((len(digits) if digits != "0" else 0 for digits in typed), default=0)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return self.columns[section - 1].symbol.lowered if section else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that inputs and targets can be edited, outputs only read."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        owned = index.column() > 0 and self.columns[index.column() - 1].cell >= 0
        return flags | Qt.ItemFlag.ItemIsEditable if owned and self.editable else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the edit of a cell; the table shows it when it has been made."""
        if not isinstance(value, float) or value == self.value(index):
            return False
        self.cell_edited.emit(index.row(), self.columns[index.column() - 1].cell, value)
        return True


def _waiting(moment: Moment) -> bool:
    """Return whether the shown sample is on its way through the network: no answer yet."""
    network, frame = moment.project.network, moment.frame
    return moment.ledger is not None and any(
        frame.value(operations.Kind.ACTIVATE, output.id) is None for output in network.outputs
    )


def _are_long(outputs: Sequence[Sequence[float]]) -> bool:
    """Return whether an output among the first is written as a power of ten."""
    return any(LARGE <= abs(value) < math.inf for row in outputs[:MEASURED] for value in row)


def _columns(moment: Moment, losses: bool) -> tuple[Column, ...]:
    """Return inputs, targets and what the network answers; while a batch runs, what that costs."""
    project = moment.project
    data, symbols = project.data, Symbols(project.network)
    outputs = [neuron.id for neuron in project.network.outputs]
    found = [Column(symbols.neuron(name), at) for at, name in enumerate(data.inputs)]
    width = len(data.inputs)
    for at, name in enumerate(data.targets):
        symbol = symbols.neuron(name)
        bare = symbol if symbol.upright else Symbol(symbol.base, symbol.sub)
        found.append(Column(bare, width + at))
    if losses:
        return (*found, Column(LOSS, -1))
    found += [Column(symbols.neuron(name), -1, outputs.index(name)) for name in data.targets]
    return tuple(found)
