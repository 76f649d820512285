"""A table looked at before it is read: its columns, its bad rows, how many rows would be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from chainrule.datasets.preparing import preparing
from chainrule.gui.datasets.bad_rows import BadRows
from chainrule.gui.datasets.column_table import ColumnTable
from chainrule.gui.datasets.fit_choice import FitChoice
from chainrule.gui.datasets.import_options import RowOptions, WritingOptions
from chainrule.gui.datasets.slices import Slices
from chainrule.gui.files import told
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.network.message import ChainruleError
from chainrule.storage.csv_in.columns import Use, use_otherwise
from chainrule.storage.csv_in.decoding import reading_bytes
from chainrule.storage.csv_in.dialect import number
from chainrule.storage.csv_in.preview import looking_at

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from PySide6.QtWidgets import (
        QWidget,
    )

    from chainrule.datasets.table import Table
    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project
    from chainrule.storage.csv_in.dialect import Dialect
    from chainrule.storage.csv_in.importing import Imported
    from chainrule.storage.csv_in.preview import Preview

    Work = Generator[float, None, None]

SIZE = (820, 660)
SPACE = 20
BAR = 6
STEPS = 1000
"""of the progress bar"""


class ImportDialog(QDialog):
    """Reads a table in slices; `used` is emitted with the edit once a person agrees.

    Nothing is put into the project before, and the window stays free all the time.
    """

    used = Signal(object)

    def __init__(
        self,
        path: Path,
        project: Project,
        theme: Theme,
        initializer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._theme = path, theme
        self._pieces: list[bytes] = []
        self._preview: Preview | None = None
        self.imported: Imported | None = None
        self.table: Table | None = None
        self.setObjectName("import_dialog")
        self.setWindowTitle(translate("Import", "Import data"))
        self.writing, self.rows = WritingOptions(), RowOptions()
        self.columns, self.bad = ColumnTable(), BadRows()
        self.fit = FitChoice(project, initializer)
        self._make_words()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.slices.start(self._read(None))

    def _make_words(self) -> None:
        self.title = QLabel(self._path.name)
        self.title.setProperty("look", "title")
        self.told, self.left_out = QLabel(), QLabel()
        self.told.setObjectName("import_told")
        self.left_out.setObjectName("import_left_out")
        for label in (self.told, self.left_out):
            label.setProperty("look", "body")
            label.setWordWrap(True)
        self.left_out.hide()
        self.progress = QProgressBar()
        self.progress.setObjectName("import_progress")
        self.progress.setAccessibleName(translate("Import", "How far the table is read"))
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(BAR)

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.use = QPushButton(translate("Import", "Import"))
        self.use.setObjectName("import_use")
        self.use.setDefault(True)
        self.use.setEnabled(False)
        self.buttons.addButton(self.use, QDialogButtonBox.ButtonRole.ActionRole)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(12)
        for widget in (self.title, self.writing):
            column.addWidget(widget)
        column.addWidget(self.columns, 1)
        for other in (self.told, self.left_out, self.bad, self.rows, self.fit, self.progress):
            column.addWidget(other)
        column.addWidget(self.buttons)
        self.resize(*SIZE)

    def _connect(self) -> None:
        self.slices = Slices(self)
        self.slices.progressed.connect(lambda share: self.progress.setValue(round(STEPS * share)))
        self.slices.failed.connect(self._fail)
        self.finished.connect(self.slices.stop)
        self.writing.dialect_changed.connect(self._write_otherwise)
        self.writing.encoding_changed.connect(lambda name: self.slices.start(self._read(name)))
        self.columns.use_chosen.connect(self._use_otherwise)
        self.rows.changed.connect(self._read_rows)
        self.use.clicked.connect(self._use)
        self.buttons.rejected.connect(self.reject)

    # The work, slice by slice

    def _read(self, encoding: str | None) -> Work:
        """Read the file and look at its first rows."""
        self._wait(translate("Import", "The file is being read."))
        if not self._pieces:
            self._pieces = yield from reading_bytes(self._path)
        self._show_preview((yield from looking_at(self._pieces, encoding)))
        yield from self._read_all()

    def _read_all(self) -> Work:
        """Read all rows, as the table is now used."""
        self._wait(translate("Import", "The rows are being checked."))
        assert self._preview is not None
        reading = self._preview.importing()
        yield from reading
        imported = reading.result()
        share, standardise = self.rows.test_share.value() / 100, self.rows.standardise.isChecked()
        self.table = yield from preparing(imported.table, share, standardise)
        self._show_rows(imported)

    def _read_rows(self) -> None:
        if self._preview is not None:
            self.slices.start(self._read_all())

    def _wait(self, text: str) -> None:
        """Say what goes on; nothing can be imported until it is done."""
        self.imported = self.table = None
        self.use.setEnabled(False)
        self.progress.setValue(0)
        self.progress.show()
        self._say(text)

    # Showing

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.writing.show_preview(preview)
        self.columns.columns.show_columns(preview.columns, preview.uses)
        self.rows.suggest(_largest(preview))

    def _show_rows(self, imported: Imported) -> None:
        """Say how many rows would be used, and which are left out."""
        assert self.table is not None
        self.imported = imported
        self.progress.hide()
        self._say(self._counted(imported, len(self.table.train), len(self.table.test)))
        self.bad.show_rows(imported.bad)
        self.left_out.setVisible(imported.bad_count > 0)
        told = translate("Import", "{count} rows are left out:")
        if imported.bad_count == 1:
            told = translate("Import", "1 row is left out:")
        if imported.bad_count > len(imported.bad):
            told = translate("Import", "{count} rows are left out, the first {told} of them:")
        self.left_out.setText(
            told.format(count=self._count(imported.bad_count), told=self._count(len(imported.bad)))
        )
        keep = translate("Import", "Import without them")
        self.use.setText(keep if imported.bad_count else translate("Import", "Import"))
        self.fit.show_table(self.table)
        self.use.setEnabled(self.fit.possible)

    def _counted(self, imported: Imported, train: int, test: int) -> str:
        told = translate("Import", "{train} rows for training, {test} for testing.")
        if imported.sampled:
            told = translate(
                "Import",
                "Of {rows} rows {kept} are drawn: {train} for training, {test} for testing.",
            )
        kept = train + test
        return told.format(
            rows=self._count(imported.rows),
            kept=self._count(kept),
            train=self._count(train),
            test=self._count(test),
        )

    def _count(self, number: int) -> str:
        return show(number, Kind.COUNT, self._theme.notation)

    def _fail(self, error: ChainruleError) -> None:
        """Say why nothing can be read as it is now."""
        self.imported = self.table = None
        self.progress.hide()
        self._say(told(error), error=True)
        self.bad.show_rows(())
        self.left_out.hide()
        self.fit.show_table(None)
        self.use.setEnabled(False)

    def _say(self, text: str, *, error: bool = False) -> None:
        self.told.setText(text)
        look = "error" if error else "body"
        if self.told.property("look") != look:
            self.told.setProperty("look", look)
            self.told.style().unpolish(self.told)
            self.told.style().polish(self.told)

    # What a person chooses

    def _write_otherwise(self, dialect: Dialect) -> None:
        if self._preview is not None:
            try:
                self._show_preview(self._preview.written(dialect))
            except ChainruleError as error:
                self.slices.stop()
                self._fail(error)
                return
            self._read_rows()

    def _use_otherwise(self, column: int, use: Use) -> None:
        if self._preview is not None:
            uses = use_otherwise(self._preview.columns, self._preview.uses, column, use)
            self._preview = self._preview.used(uses)
            self.columns.columns.show_uses(uses)
            self._read_rows()

    def _use(self) -> None:
        if self.table is not None and self.fit.possible:
            self.used.emit(self.fit.edit(self._path.stem))
            self.accept()


def _largest(preview: Preview) -> float:
    """Return the size of the largest input among the first rows."""
    values = (
        number(cell, preview.dialect.decimal_comma)
        for column, use in zip(preview.columns, preview.uses, strict=True)
        if use is Use.INPUT
        for cell in column.cells
    )
    return max((abs(value) for value in values if value is not None), default=0.0)
