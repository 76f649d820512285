"""The table of the training rows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from chainrule.gui.canvas.text import text_width
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.data_batch import DISC_ROOM
from chainrule.gui.panels.data_cells import HEADER, LOSS_PX, PX, SMALL, CellPainter, SymbolHeader
from chainrule.gui.panels.data_rows import MEASURED, RowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex

    from chainrule.gui.panels.data_columns import Column
    from chainrule.gui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

NUMBER_WIDTH, LEAST_WIDTH = 24, 16
PADDING, NARROW = 7, 4
"""px beside the number of a row"""
MOST_OF_NAME = 44
"""px that a name gets that is longer than its numbers"""


@dataclass(frozen=True, slots=True)
class Fit:
    """How columns may be fitted: letters of `px`, the padding beside them, the least width.

    `tight` numbers lose the zeros that their column does not need; `powers` have room as well.
    """

    tight: bool
    px: int
    padding: int
    least: int
    powers: bool = True


FITS = (
    Fit(False, PX, 14, 36),
    Fit(False, PX, 10, 32),
    Fit(True, PX, 7, 16),
    Fit(True, 13, 7, 16),
    Fit(True, SMALL, 6, 16),
    Fit(True, SMALL, 6, 16, powers=False),
)
"""from the roomiest on; the first that has room is taken"""
SCROLLED = Fit(True, PX, 10, 24)
"""where none has"""


class RowTable(QTableView):
    """The table; its columns share the width as long as there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.several = False
        self._brought = (-1, 0)
        """the row that was last brought into view, and how far the table was scrolled for it"""
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
        self._header.setMinimumSectionSize(LEAST_WIDTH)
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

    def show_row(self, row: int) -> None:
        """Bring a row of the data (from 0) into view; the columns stay where they are."""
        aside = self.horizontalScrollBar().value()
        self.scrollTo(self.rows.index(self.rows.place_of(row), 0))
        self.horizontalScrollBar().setValue(aside)
        self._brought = row, self.verticalScrollBar().value()

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
        numbers, room, needed = NUMBER_WIDTH, 0, [0] * len(columns)
        for fit in FITS:
            self.rows.tight, self._painter.px = fit.tight, fit.px
            numbers, needed = self._numbers(fit), self._all_needed(fit)
            room = self.viewport().width() - numbers
            if sum(needed) <= room:
                break
        else:
            self.rows.tight, self._painter.px = True, SCROLLED.px
            needed = self._all_needed(SCROLLED)
        spare = room - sum(needed)
        share = max(0, spare // len(columns))
        self.setColumnWidth(0, numbers)
        for at, width in enumerate(needed, 1):
            last = at == len(columns) and spare > 0
            self.setColumnWidth(at, width + (spare - share * (at - 1) if last else share))

    def _numbers(self, fit: Fit) -> int:
        """Return the width of the column of the rows' numbers."""
        digits = "0" * len(str(self.rows.rowCount()))
        padding = NARROW if fit.tight else PADDING
        return max(NUMBER_WIDTH, math.ceil(text_width(digits, 12, 600)) + padding)

    def _all_needed(self, fit: Fit) -> list[int]:
        return [self._needed(at, fit) for at in range(1, len(self.rows.columns) + 1)]

    def _needed(self, at: int, fit: Fit) -> int:
        """Return the width of a column; an output's is reserved for any of its numbers."""
        column, px = self.rows.columns[at - 1], fit.px
        if column.is_loss:
            return math.ceil(self._loss_needed(fit) + DISC_ROOM)
        if column.cell < 0:
            widest = self._output_needed(column, fit)
        else:
            rows = range(min(self.rows.rowCount(), MEASURED))
            texts = [str(self.rows.index(row, at).data()) for row in rows] or ["0"]
            widest = max(text_width(text, px, 400) for text in texts)
        if column.symbol.upright:
            widest = max(widest, min(MOST_OF_NAME, text_width(column.symbol.base, 12, 500)))
        return max(fit.least, math.ceil(widest) + fit.padding)

    def _loss_needed(self, fit: Fit) -> float:
        """Return the width of a loss; where there is little room, with a digit less."""
        little, decimals = fit.px < PX, self.rows.notation.decimals
        digits = "0" * (decimals if little else decimals + 1)
        short = "0 × 10⁻⁰" if little else "0.0 × 10⁻⁰"
        px = min(LOSS_PX, fit.px)
        return max(text_width(f"0.0{digits}", px, 600), text_width(short, SMALL, 600))

    def _output_needed(self, column: Column, fit: Fit) -> float:
        """Return the width of an output, and of one that is a power of ten."""
        if self.rows.long:
            return text_width("4.0 × 10¹⁰⁰", PX, 600)
        sign = "" if column.share else "−"
        usual = text_width(f"{sign}0.{'0' * self.rows.notation.decimals}", fit.px, 600)
        return max(usual, text_width(f"{sign}0 × 10⁻⁰", SMALL, 600)) if fit.powers else usual

    def resizeEvent(self, event: object) -> None:
        """Fit the columns to the width, and keep the row in view that was brought there."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit_columns()
        row, scrolled = self._brought
        if row == self.rows.current >= 0 and self.verticalScrollBar().value() == scrolled:
            self.show_row(row)
