"""The table of the training rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from chainrule.gui.canvas.text import text_width
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.data_batch import DISC_ROOM
from chainrule.gui.panels.data_cells import HEADER, LOSS_PX, CellPainter, SymbolHeader
from chainrule.gui.panels.data_rows import MEASURED, RowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex

    from chainrule.gui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

NUMBER_WIDTH = 24
LEAST_WIDTH = 36
LEAST_TIGHT, TIGHT_PADDING, MOST_SQUEEZED = 18, 3, 8
"""px of a column beside the losses of a batch and their discs"""
PADDING = 7
MOST_OF_NAME = 44
"""px that a name gets that is longer than its numbers"""


class RowTable(QTableView):
    """The table; its columns share the width as long as there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.several = False
        self.rows = RowModel(self)
        self._header = SymbolHeader(theme, self.rows, self)
        self._painter = CellPainter(theme, self.rows, self)
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(self._painter)
        self.setModel(self.rows)
        self.setObjectName("data_table")
        self.setAccessibleName(translate("Data", "Training rows"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(Metrics.TABLE_ROW)
        self.verticalHeader().setMinimumSectionSize(Metrics.TABLE_ROW)
        self._header.setMinimumSectionSize(NUMBER_WIDTH)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._header.theme = self._painter.theme = theme
        if theme.notation != self.rows.notation:
            self.rows.notation = theme.notation
            self.fit_columns()
        self._header.viewport().update()
        self.viewport().update()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint again what has changed, unless all of it is out of sight."""
        left = self.columnViewportPosition(first.column())
        right = self.columnViewportPosition(last.column()) + self.columnWidth(last.column())
        if left < self.viewport().width() and right > 0:
            super().dataChanged(first, last, list(roles))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Know whether several cells are selected: then they are shown as such."""
        super().selectionChanged(selected, deselected)
        block = self.selected_block()
        self.several = block is not None and len(block[0]) * len(block[1]) > 1

    def selected_block(self) -> tuple[range, range] | None:
        """Return the rows and the columns that are selected, None where none are."""
        ranges = self.selectionModel().selection()
        if ranges.isEmpty():
            return None
        first = ranges.first()
        rows = range(first.top(), first.bottom() + 1)
        return rows, range(first.left(), first.right() + 1)

    def mark(self, row: int, cell: int) -> None:
        """Ring a cell (row and column of the data, from 0) and bring it into view."""
        self.rows.mark((row, cell))
        column = next(at for at, each in enumerate(self.rows.columns, 1) if each.cell == cell)
        self.scrollTo(self.rows.index(self.rows.place_of(row), column))

    def unmark(self) -> None:
        """Ring no cell."""
        self.rows.mark(None)

    def content_height(self) -> int:
        """Return the height of the head, all rows, and the scroll bar when there is one."""
        wide = self.horizontalHeader().length() > self.width() and self.width() > 0
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return HEADER + Metrics.TABLE_ROW * self.rows.rowCount() + 2 + bar

    def fit_columns(self) -> None:
        """Share the width among the columns; what does not fit can be scrolled to."""
        columns = self.rows.columns
        if not columns:
            return
        digits = "0" * len(str(self.rows.rowCount()))
        numbers = max(NUMBER_WIDTH, round(text_width(digits, 12, 600)) + PADDING)
        room = self.viewport().width() - numbers
        for tight in (False, True):
            self.rows.tight = tight
            needed = self._all_needed()
            if sum(needed) <= room:
                break
        else:
            narrow = self._all_needed(narrow=True)
            needed = narrow if sum(narrow) <= room else needed
        over = sum(needed) - room
        if self.rows.batch and 0 < over <= MOST_SQUEEZED:
            needed[-1] -= over
        elif self.rows.long and 0 < over <= MOST_SQUEEZED:
            each = -(-over // max(1, len(needed) - 1))
            needed = [*(width - each for width in needed[:-1]), needed[-1]]
        spare = room - sum(needed)
        share = max(0, spare // len(columns))
        self.setColumnWidth(0, numbers)
        for at, width in enumerate(needed, 1):
            last = at == len(columns) and spare > 0
            self.setColumnWidth(at, width + (spare - share * (at - 1) if last else share))

    def _all_needed(self, narrow: bool = False) -> list[int]:
        return [self._needed(at, narrow) for at in range(1, len(self.rows.columns) + 1)]

    def _needed(self, column: int, narrow: bool = False) -> int:
        """Return the width of a column; an output's is reserved for any of its numbers."""
        if self.rows.columns[column - 1].is_loss:
            digits = "0" * self.rows.notation.finer().decimals
            return round(text_width(f"0.0{digits}", LOSS_PX - 1, 600) + DISC_ROOM) + TIGHT_PADDING
        if self.rows.columns[column - 1].cell < 0:
            sign = "" if narrow and self.rows.is_share(column) else "−"
            usual = f"{sign}0.{'0' * self.rows.notation.decimals}"
            texts = ["4.0 × 10¹⁰⁰" if self.rows.long else usual]
        else:
            rows = range(min(self.rows.rowCount(), MEASURED))
            texts = [str(self.rows.index(row, column).data()) for row in rows] or ["0"]
        widest = max(text_width(text, 14, 400) for text in texts)
        symbol = self.rows.columns[column - 1].symbol
        if symbol.upright:
            widest = max(widest, min(MOST_OF_NAME, text_width(symbol.base, 12, 500)))
        if self.rows.batch or narrow:
            return max(NUMBER_WIDTH if narrow else LEAST_TIGHT, round(widest) + TIGHT_PADDING)
        return max(LEAST_WIDTH, round(widest) + PADDING)

    def resizeEvent(self, event: object) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit_columns()
