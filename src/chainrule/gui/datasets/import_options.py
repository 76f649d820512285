"""How a table is written, and what is done with its rows: what a person may choose otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from chainrule.gui.datasets.recipe_form import LARGEST_SHARE
from chainrule.gui.language import translate
from chainrule.storage.csv_in.decoding import ENCODINGS
from chainrule.storage.csv_in.dialect import Dialect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.storage.csv_in.preview import Preview

LARGE = 10.0
"""inputs beyond this are best standardised"""


class WritingOptions(QWidget):
    """Separator, decimal sign, encoding, and whether the first row names the columns."""

    dialect_changed = Signal(object)
    encoding_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 5)
        self._row.setSpacing(16)
        self.separator = self._choice("separator", translate("Import", "&Separator"), _separators())
        self.decimal = self._choice("decimal", translate("Import", "&Decimal sign"), _signs())
        self.encoding = self._choice("encoding", translate("Import", "&Encoding"), _encodings())
        self.header = QCheckBox(translate("Import", "First row &names the columns"))
        self.header.setObjectName("import_header")
        self.header.setAccessibleName(self.header.text().replace("&", ""))
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(self.header)
        column.addSpacing(5)
        self._row.addLayout(column)
        self._row.addStretch(1)
        self.separator.activated.connect(self._tell)
        self.decimal.activated.connect(self._tell)
        self.header.clicked.connect(self._tell)
        self.encoding.activated.connect(
            lambda _: self.encoding_changed.emit(self.encoding.currentData())
        )

    def show_preview(self, preview: Preview) -> None:
        """Show how a table seems to be written; emits nothing."""
        dialect = preview.dialect
        self.separator.setCurrentIndex(self.separator.findData(dialect.separator))
        self.decimal.setCurrentIndex(self.decimal.findData(dialect.decimal_comma))
        self.encoding.setCurrentIndex(self.encoding.findData(preview.encoding))
        self.header.setChecked(dialect.header)

    def _tell(self) -> None:
        self.dialect_changed.emit(
            Dialect(
                self.separator.currentData(), self.decimal.currentData(), self.header.isChecked()
            )
        )

    def _choice(self, name: str, label: str, options: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"import_{name}")
        box.setAccessibleName(label.replace("&", ""))
        for text, value in options:
            box.addItem(text, value)
        words = QLabel(label)
        words.setBuddy(box)
        words.setProperty("look", "caption")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(words)
        column.addWidget(box)
        self._row.addLayout(column)
        return box


class RowOptions(QWidget):
    """How many rows are kept for testing, and whether inputs are standardised."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._touched = False
        self.test_share = QSpinBox()
        self.test_share.setObjectName("import_test_share")
        self.test_share.setRange(0, LARGEST_SHARE)
        self.test_share.setValue(20)
        self.test_share.setSingleStep(5)
        self.test_share.setSuffix(" %")
        self.test_share.setFixedWidth(92)
        words = QLabel(translate("Import", "For &testing"))
        words.setBuddy(self.test_share)
        self.test_share.setAccessibleName(words.text().replace("&", ""))
        self.standardise = QCheckBox(translate("Import", "St&andardise the inputs"))
        self.standardise.setObjectName("import_standardise")
        self.standardise.setAccessibleName(self.standardise.text().replace("&", ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for widget in (words, self.test_share, self.standardise):
            row.addWidget(widget)
        row.addStretch(1)
        self.test_share.valueChanged.connect(self.changed)
        self.standardise.clicked.connect(self._choose)

    def suggest(self, largest: float) -> None:
        """Standardise inputs as large as this, unless a person has chosen; emits nothing."""
        if not self._touched:
            self.standardise.setChecked(largest > LARGE)

    def _choose(self) -> None:
        self._touched = True
        self.changed.emit()


def _separators() -> list[tuple[str, object]]:
    return [
        (translate("Import", "Comma"), ","),
        (translate("Import", "Semicolon"), ";"),
        (translate("Import", "Tab"), "\t"),
        (translate("Import", "Bar"), "|"),
        (translate("Import", "Space"), " "),
    ]


def _signs() -> list[tuple[str, object]]:
    return [
        (translate("Import", "Point, 0.5"), False),
        (translate("Import", "Comma, 0,5"), True),
    ]


def _encodings() -> list[tuple[str, object]]:
    names = {
        "utf-8": translate("Import", "UTF-8"),
        "utf-16": translate("Import", "UTF-16"),
        "gb18030": translate("Import", "Chinese, GB 18030"),
        "cp1252": translate("Import", "Western, Windows"),
    }
    return [(names[encoding], encoding) for encoding in ENCODINGS]
