"""The data dock: the rows, what the network answers to them, and the plane of two inputs."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels import data_edits
from chainrule.gui.panels.data_aside import AsideOutputs
from chainrule.gui.panels.data_batch import BatchFoot
from chainrule.gui.panels.data_clipboard import DataClipboard
from chainrule.gui.panels.data_curve import CurvePart
from chainrule.gui.panels.data_head import DataHead
from chainrule.gui.panels.data_maps import Mapping, asked_at
from chainrule.gui.panels.data_notes import DataNotes
from chainrule.gui.panels.data_plane import PlanePart
from chainrule.gui.panels.data_table import RowTable
from chainrule.gui.panels.drawing.draw_section import DrawSection

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

LEAST_TABLE, SMALL_TABLE = 150, 200
"""px that are left to a table of many rows; a smaller one is shown whole"""
TABLE_OF_PIXELS = 94
"""px that are left to a table below a pad, which needs the room more"""
LOW, LOWEST = 650, 576
"""px of the panel below which a pad leaves the table no room for a caption, and none at all"""


class DataPanel(QWidget):
    """Shows the rows of a moment."""

    edit_requested = Signal(object)
    merge_ended = Signal()
    selection_changed = Signal(object)
    row_chosen = Signal(int)
    asked = Signal(object)
    """what the network is to be asked, None to return to the data"""
    said = Signal(str)
    """why something cannot be done"""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._followed = -1
        self._test = AsideOutputs(clock)
        self.setObjectName("data_panel")
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = DataHead(theme, self)
        self.title, self.count, self.add = self.head.title, self.head.count, self.head.add
        self.shuffle, self.more, self.menu = self.head.shuffle, self.head.more, self.head.menu
        self.delete_row, self.delete_all = self.head.delete_row, self.head.delete_all
        self.table = RowTable(theme)
        self.clipboard = DataClipboard(self.table, self)
        self._make_empty()
        self.batch = BatchFoot(theme, self)
        self.notes = DataNotes(self)
        self.mapping = Mapping()
        self.plane_part = PlanePart(theme, self.mapping, self, clock)
        self.plane, self.plane_title = self.plane_part.plane, self.plane_part.title
        self.curve_part = CurvePart(theme, self.mapping, self, clock)
        self.draw = DrawSection(theme, self)
        self.plane_part.hide()
        self._connect()
        self._lay_out()
        self.set_theme(theme)

    def _make_empty(self) -> None:
        self.empty = QWidget(self)
        column = QVBoxLayout(self.empty)
        column.setContentsMargins(0, 16, 0, 0)
        self.hint = QLabel(
            translate(
                "Data",
                "No samples yet. Add a first row, choose a data set, paste cells from a"
                " spreadsheet, or drop a CSV file here.",
            ),
            self.empty,
        )
        self.hint.setProperty("look", "second")
        self.hint.setWordWrap(True)
        self.first = QPushButton(translate("Data", "Add row"), self.empty)
        self.first.setObjectName("data_first_row")
        self.import_file = QPushButton(translate("Data", "Import…"), self.empty)
        self.import_file.setObjectName("data_import")
        self.import_file.hide()
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addWidget(self.import_file)
        row.addStretch(1)
        column.addWidget(self.hint)
        column.addLayout(row)

    def _connect(self) -> None:
        for part in (self.head, self.clipboard, self.plane_part, self.draw):
            part.edit_requested.connect(self.edit_requested)
        for say in (self.said, self.notes.say):
            self.clipboard.said.connect(say)
        self.draw.said.connect(self.said)
        self.head.delete_requested.connect(self._delete_row)
        self.head.part_changed.connect(lambda test: self._show_as("test", test))
        self.head.order_changed.connect(lambda worst: self._show_as("worst_first", worst))
        self.first.clicked.connect(lambda: self.edit_requested.emit(data_edits.add_row()))
        self.table.rows.cell_edited.connect(self._set_cell)
        self.table.clicked.connect(lambda index: self._choose(index.row()))
        self.table.selectionModel().currentRowChanged.connect(
            lambda index: self._choose(index.row())
        )
        for view in (self.plane_part, self.curve_part):
            view.row_chosen.connect(self._choose_sample)
            view.place_chosen.connect(self._ask)
        self.draw.asked.connect(self.asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Metrics.DOCK_PADDING + 4, 8, Metrics.DOCK_PADDING + 4, 12)
        column.setSpacing(0)
        column.addWidget(self.draw)
        column.addWidget(self.head)
        column.addSpacing(2)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)
        column.addWidget(self.batch)
        column.addWidget(self.empty)
        column.addSpacing(16)
        column.addWidget(self.plane_part)
        column.addWidget(self.curve_part)
        column.addStretch(0)
        column.addStretch(0)

    def sizeHint(self) -> QSize:
        """Return the width the design gives the dock."""
        return QSize(Metrics.LEFT_DOCK, 600)

    def offer(self, sets: QAction, imports: QAction) -> None:
        """Offer the gallery of data sets and the import of a table."""
        self.head.offer(sets, imports)
        self.import_file.clicked.connect(imports.trigger)
        self.import_file.show()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        parts = self.head, self.table, self.plane_part, self.curve_part, self.draw, self.batch
        for part in parts:
            part.set_theme(theme)

    # Showing

    def show_moment(self, moment: Moment) -> None:
        """Show the rows of a moment, and the plane when it is due."""
        self._moment = moment
        self.draw.make_room(moment)
        self.notes.show_moment(moment)
        self.clipboard.show_project(moment.project)
        project, model = moment.project, self.table.rows
        model.test = model.test and bool(project.data.test)
        rows = len(project.data.test if model.test else project.data.train)
        self.head.show_moment(moment, model.test)
        self.first.setEnabled(self.add.isEnabled())
        self.empty.setVisible(rows == 0)
        if model.show_moment(moment, self._test.of(moment) if model.test else None):
            self.table.fit_columns()
        self.batch.show_rows(model.batch)
        self.draw.show_moment(moment)
        self._show_table()
        self._fit_table()
        self._follow(moment)
        self.plane_part.show_moment(moment, frozenset(model.batch.order))
        self.curve_part.show_moment(moment)

    def _follow(self, moment: Moment) -> None:
        """Bring the current row into view when it is another one, unless rows rush by."""
        row = self.table.rows.current
        if row != self._followed and row >= 0 and (moment.animated or not moment.playing):
            self._followed = row
            self.table.show_row(row)

    def _fit_table(self) -> None:
        """Make the table as high as its rows, while there is room for that."""
        height = self.table.content_height()
        least = height if height < SMALL_TABLE else LEAST_TABLE
        if not self.draw.isHidden():
            least = min(height, TABLE_OF_PIXELS)
        if (self.table.maximumHeight(), self.table.minimumHeight()) != (height, least):
            self.table.setMinimumHeight(least)
            self.table.setMaximumHeight(height)
            self.table.updateGeometry()

    def _show_as(self, name: str, on: bool) -> None:
        """Show other rows, or in another order."""
        setattr(self.table.rows, name, on)
        if self._moment is not None:
            self.show_moment(self._moment)

    def _choose(self, row: int) -> None:
        """Show a row of the table in the network; those for testing are not trained on."""
        model = self.table.rows
        if row < 0 or model.test or self._moment is None:
            return
        if model.source(row) != self._moment.place.row:
            self.row_chosen.emit(model.source(row))

    def _choose_sample(self, row: int) -> None:
        """Show the row of a sample that was clicked in the plane, in the table too."""
        if not self.table.rows.test:
            place = self.table.rows.index(self.table.rows.place_of(row), 1)
            self.table.setCurrentIndex(place)
        self.row_chosen.emit(row)

    def _ask(self, *place: float) -> None:
        if self._moment is not None:
            self.asked.emit(asked_at(self._moment, place))

    def _set_cell(self, row: int, column: int, value: float) -> None:
        test = self.table.rows.test
        self.edit_requested.emit(data_edits.set_cell(row, column, value, test))

    def _delete_row(self) -> None:
        index, model = self.table.currentIndex(), self.table.rows
        if self._moment is None:
            return
        row = model.source(index.row()) if index.isValid() else self._moment.place.row
        self.edit_requested.emit(data_edits.delete_rows({row}, model.test))

    def _show_table(self) -> None:
        """Show the rows, unless a pad needs their room."""
        height, drawing = self.height(), not self.draw.isHidden()
        self.draw.set_low(height < LOW)
        rows = self.table.rows.rowCount() > 0
        self.table.setVisible(rows and not (drawing and height < LOWEST))

    def minimumSizeHint(self) -> QSize:
        """Return the least size: a pad does without the table."""
        least = super().minimumSizeHint()
        if self.draw.isHidden():
            return least
        return QSize(least.width(), min(least.height(), LOWEST - 1))

    def resizeEvent(self, event: object) -> None:
        """Share a height anew among pad and table."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._show_table()

    # The plane

    def refresh_plane(self) -> None:
        """Compute the plane anew when it can be seen and something has changed."""
        self.plane_part.refresh()

    def showEvent(self, event: object) -> None:
        """Catch up with what changed while the dock could not be seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.plane_part.catch_up()
