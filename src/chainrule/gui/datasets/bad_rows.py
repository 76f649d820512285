"""The rows of a table that are left out, each with its line and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from chainrule.gui.canvas.wording import say
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from chainrule.storage.csv_in.importing import BadRow

HEIGHT = 76


class BadRows(QListView):
    """A list of lines; only those in sight cost anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QStringListModel(self)
        self.setModel(self._lines)
        self.setObjectName("import_bad_rows")
        self.setAccessibleName(translate("Import", "Rows that are left out"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setMaximumHeight(HEIGHT)
        self.hide()

    def show_rows(self, rows: Sequence[BadRow]) -> None:
        """Show what is left out."""
        told = translate("Import", "Line {line}: {why}")
        self._lines.setStringList([told.format(line=row.line, why=say(row.why)) for row in rows])
        self.setVisible(bool(rows))

    def lines(self) -> list[str]:
        """Return what is said."""
        return self._lines.stringList()
