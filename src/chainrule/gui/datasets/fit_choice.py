"""How a table goes into the project: with the network there is, or with one made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QRadioButton, QVBoxLayout, QWidget

from chainrule.gui.canvas.wording import say
from chainrule.gui.datasets.entering import make_network, put_in
from chainrule.gui.language import translate
from chainrule.network.edits import EditError
from chainrule.network.sizes import check_sizes, sizes_text
from chainrule.session.matching import misfit, sizes_for

if TYPE_CHECKING:
    from chainrule.datasets.table import Table
    from chainrule.network.project import Project
    from chainrule.session.document import Edit


class FitChoice(QWidget):
    """Says whether a table fits the network, and offers to make one that does."""

    changed = Signal()

    def __init__(self, project: Project, initializer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._initializer = project, initializer
        self._table: Table | None = None
        self._chosen = False
        self.told = QLabel()
        self.told.setObjectName("data_fit_told")
        self.told.setProperty("look", "second")
        self.told.setWordWrap(True)
        self.keep = self._button("data_fit_keep")
        self.make = self._button("data_fit_make")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.told, self.keep, self.make):
            column.addWidget(widget)
        self.make.clicked.connect(self._choose)
        self.keep.clicked.connect(self._choose)
        self.show_table(None)

    def _button(self, name: str) -> QRadioButton:
        button = QRadioButton(self)
        button.setObjectName(name)
        return button

    @property
    def possible(self) -> bool:
        """Whether the table can go into the project in the way that is chosen."""
        chosen = self.make if self.make.isChecked() else self.keep
        return self._table is not None and chosen.isEnabled()

    def edit(self, title: str) -> Edit:
        """Return the edit that puts the table in, in the way that is chosen."""
        assert self._table is not None
        if self.make.isChecked():
            return make_network(self._table, title, self._initializer)
        return put_in(self._table, title)

    def show_table(self, table: Table | None) -> None:
        """Offer what can be done with another table; None, while there is none."""
        self._table = table
        self.setVisible(table is not None)
        if table is None:
            return
        wrong = misfit(self._project, table)
        sizes = sizes_for(self._project, table)
        too_large = _too_large(sizes)
        self.told.setText(say(wrong.why) if wrong is not None else "")
        self.told.setVisible(wrong is not None)
        if too_large:
            self.told.setText(too_large)
            self.told.setVisible(True)
        keep = translate("Data", "Keep the network, {sizes}")
        self._label(self.keep, keep.format(sizes=sizes_text(self._project.network)))
        make = translate("Data", "Make a {sizes} network for it")
        self._label(self.make, make.format(sizes="-".join(map(str, sizes))))
        self.keep.setEnabled(wrong is None)
        self.make.setEnabled(not too_large)
        makes = wrong is not None or (self._chosen and not too_large)
        (self.make if makes else self.keep).setChecked(True)

    def _label(self, button: QRadioButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)

    def _choose(self) -> None:
        self._chosen = self.make.isChecked()
        self.changed.emit()


def _too_large(sizes: tuple[int, ...]) -> str:
    """Return why there can be no network of these sizes; nothing where there can."""
    try:
        check_sizes(sizes)
    except EditError as error:
        return say(error.message)
    return ""
