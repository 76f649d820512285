"""The data dock: the training rows, and the output over the plane of two inputs."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels import data_edits
from chainrule.gui.panels.data_batch import BatchFoot
from chainrule.gui.panels.data_samples import range_of, samples_of
from chainrule.gui.panels.data_table import RowTable
from chainrule.gui.panels.plane import PlaneView
from chainrule.gui.symbols import Symbols, symbol_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment
    from chainrule.session.probe import Probe

PLANE_SECONDS = 0.2
RESOLUTION = 64
LEAST_ROWS = 4
ICON = 18
LONGEST_TITLE = 92


class DataPanel(QWidget):
    """Shows the training rows of a moment."""

    edit_requested = Signal(object)
    merge_ended = Signal()
    selection_changed = Signal(object)
    row_chosen = Signal(int)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._moment: Moment | None = None
        self._probe: Probe | None = None
        self._drawn: object = None
        self._drawn_at = -PLANE_SECONDS
        self.setObjectName("data_panel")
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_head()
        self._make_body(theme)
        self._lay_out()
        self.set_theme(theme)

    def _make_head(self) -> None:
        self.title, self.count = QLabel(self), QLabel(self)
        self.title.setProperty("look", "section")
        self.count.setProperty("look", "caption")
        self.add = self._button("data_add_row", translate("Data", "Add a row"))
        self.shuffle = self._button(
            "data_shuffle", translate("Data", "Shuffle the rows in every epoch")
        )
        self.shuffle.setCheckable(True)
        self.more = self._button("data_more", translate("Data", "More"))
        self.menu = QMenu(self)
        self.delete_row = self.menu.addAction(translate("Data", "Delete this row"))
        self.delete_row.setObjectName("data.delete_row")
        self.delete_all = self.menu.addAction(translate("Data", "Remove all rows"))
        self.delete_all.setObjectName("data.delete_all")
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.clicked.connect(lambda: self.edit_requested.emit(data_edits.add_row()))
        self.shuffle.clicked.connect(
            lambda on: self.edit_requested.emit(data_edits.set_shuffle(on))
        )
        self.delete_row.triggered.connect(self._delete_row)
        self.delete_all.triggered.connect(
            lambda: self.edit_requested.emit(data_edits.remove_rows())
        )

    def _button(self, name: str, label: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(label)
        button.setToolTip(label)
        button.setIconSize(QSize(ICON, ICON))
        return button

    def _make_body(self, theme: Theme) -> None:
        self.table = RowTable(theme)
        self.table.rows.cell_edited.connect(
            lambda row, column, value: self.edit_requested.emit(
                data_edits.set_cell(row, column, value)
            )
        )
        self.table.clicked.connect(lambda index: self._choose(index.row()))
        self.table.selectionModel().currentRowChanged.connect(
            lambda index: self._choose(index.row())
        )
        self.empty = QWidget(self)
        column = QVBoxLayout(self.empty)
        column.setContentsMargins(0, 16, 0, 0)
        self.hint = QLabel(
            translate("Data", "No samples yet. Add a first row, then type its numbers."), self.empty
        )
        self.hint.setProperty("look", "second")
        self.hint.setWordWrap(True)
        self.first = QPushButton(translate("Data", "Add row"), self.empty)
        self.first.setObjectName("data_first_row")
        self.first.clicked.connect(lambda: self.edit_requested.emit(data_edits.add_row()))
        column.addWidget(self.hint)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        self.batch = BatchFoot(theme, self)
        self.plane_title = QLabel(self)
        self.plane_title.setProperty("look", "section")
        self.plane = PlaneView(theme, self)
        self.plane.row_chosen.connect(self.row_chosen)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addSpacing(6)
        head.addWidget(self.count)
        head.addStretch(1)
        for button in (self.add, self.shuffle, self.more):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Metrics.DOCK_PADDING + 4, 8, Metrics.DOCK_PADDING + 4, 12)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(2)
        column.addWidget(self.table, 1)
        column.addWidget(self.batch)
        column.addWidget(self.empty)
        column.addSpacing(16)
        column.addWidget(self.plane_title)
        column.addSpacing(8)
        column.addWidget(self.plane)
        column.addStretch(0)
        column.addStretch(0)

    def sizeHint(self) -> QSize:
        """Return the width the design gives the dock."""
        return QSize(Metrics.LEFT_DOCK, 600)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._icons = Icons(theme)
        self.add.setIcon(self._icons.icon("plus", sizes=(ICON,)))
        self.shuffle.setIcon(self._icons.icon("shuffle", sizes=(ICON,)))
        self.more.setIcon(self._icons.icon("ellipsis", sizes=(ICON,)))
        self.table.set_theme(theme)
        self.plane.set_theme(theme)
        self.batch.set_theme(theme)

    # Showing

    def show_moment(self, moment: Moment) -> None:
        """Show the rows of a moment, and the plane when it is due."""
        self._moment = moment
        project, rows = moment.project, len(moment.project.data.train)
        self._fill_title(project.title or translate("Data", "Training rows"))
        told = translate("Data", "1 row") if rows == 1 else translate("Data", "{count} rows")
        _set(self.count, told.format(count=rows))
        free = not moment.looking_back
        complete = bool(project.network.inputs) and bool(project.network.outputs)
        for button in (self.add, self.first):
            button.setEnabled(free and complete)
        self.shuffle.setEnabled(free)
        self.shuffle.setChecked(project.training.shuffle)
        for action in (self.delete_row, self.delete_all):
            action.setEnabled(free and rows > 0)
        self.table.setVisible(rows > 0)
        self.empty.setVisible(rows == 0)
        if self.table.rows.show_moment(moment):
            self.table.fit_columns()
        self.batch.show_rows(self.table.rows.batch)
        self._fit_table(moment)
        self._show_plane(moment)

    def _fill_title(self, title: str) -> None:
        metrics = self.title.fontMetrics()
        _set(self.title, metrics.elidedText(title, Qt.TextElideMode.ElideRight, LONGEST_TITLE))
        self.title.setToolTip(title)

    def _fit_table(self, moment: Moment) -> None:
        """Make the table as high as its rows, while there is room for that."""
        height = self.table.content_height()
        least = min(height, self.table.content_height() if height < 200 else 150)
        if (self.table.maximumHeight(), self.table.minimumHeight()) != (height, least):
            self.table.setMinimumHeight(least)
            self.table.setMaximumHeight(height)
            self.table.updateGeometry()

    def _choose(self, row: int) -> None:
        if self._moment is not None and 0 <= row != self._moment.place.row:
            self.row_chosen.emit(row)

    def _delete_row(self) -> None:
        index = self.table.currentIndex()
        if self._moment is not None:
            row = index.row() if index.isValid() else self._moment.place.row
            self.edit_requested.emit(data_edits.remove_row(row))

    # The plane

    def _show_plane(self, moment: Moment) -> None:
        samples = samples_of(moment)
        shown = samples is not None and range_of(samples, 0) is not None
        self.plane.setVisible(shown)
        self.plane_title.setVisible(shown)
        if samples is None or not shown:
            return
        output = Symbols(moment.project.network).neuron(moment.project.network.outputs[0].id)
        batch = frozenset(self.table.rows.batch.order)
        title = translate("Data", "Output {output} over the plane")
        if batch:
            title = translate("Data", "The batch in the plane")
        _set(self.plane_title, title.format(output=symbol_html(output, 13)))
        self.plane.set_samples(samples, moment.place.row, batch)
        if not moment.playing or self._clock() - self._drawn_at >= PLANE_SECONDS:
            self.refresh_plane()

    def refresh_plane(self) -> None:
        """Compute the plane anew when it can be seen and something has changed.

        Nothing is computed before the engine has been asked for anything: the plane of a fresh
        window appears with its first numbers.
        """
        moment = self._moment
        if moment is None or not self.isVisible() or not self.plane.isVisibleTo(self):
            return
        samples = samples_of(moment)
        if samples is None:
            return
        parameters = moment.frame.parameters
        network = moment.project.network
        key = (network, parameters, samples)
        if key == self._drawn:
            return
        self._drawn, self._drawn_at = key, self._clock()
        x, y = range_of(samples, 0), range_of(samples, 1)
        if x is not None and y is not None:
            probe = self._probe_of(moment)
            low, high = samples.low, samples.high
            self.plane.set_plane(probe.plane(parameters, RESOLUTION, x, y, low, high))

    def _probe_of(self, moment: Moment) -> Probe:
        if self._probe is None or self._probe.project is not moment.project:
            from chainrule.session.probe import Probe

            self._probe = Probe(moment.project)
        return self._probe

    def showEvent(self, event: object) -> None:
        """Catch up with what changed while the dock could not be seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self._probe is not None:
            self.refresh_plane()


def _set(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
