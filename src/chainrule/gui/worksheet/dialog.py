"""The dialog of worksheets: what they are like, how they look, and out they go."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressDialog,
    QPushButton,
    QVBoxLayout,
)

from chainrule.gui.files import told
from chainrule.gui.language import translate
from chainrule.gui.worksheet.controls import Controls
from chainrule.gui.worksheet.pages import key_pages, sheet_pages
from chainrule.gui.worksheet.pdf import pages_of, paint_all, pdf, set_paper
from chainrule.gui.worksheet.preview import Preview
from chainrule.network.message import ChainruleError
from chainrule.teaching.worksheet.making import Worksheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from chainrule.gui.theme import Theme
    from chainrule.gui.worksheet.pages import Page
    from chainrule.network.project import Project
    from chainrule.teaching.notation import Notation
    from chainrule.teaching.worksheet.sheet import Sheet

SPACE = 20
SIZE = 860, 660
MOST_SAMPLES = 8
"""as many can be chosen in the dialog"""


class Cancelled(Exception):
    """A person has stopped the making of the sheets."""


class WorksheetDialog(QDialog):
    """Choices at the left, the pages of the first sheet at the right.

    `save` is handed the PDF by a function that makes it, once a person wants it as a file.
    """

    def __init__(
        self,
        project: Project,
        theme: Theme,
        notation: Notation,
        save: Callable[[Callable[[], bytes]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._save = save
        self._pages: list[Page] = []
        self._place = 0
        self.worksheets: Worksheets | None = None
        self.setObjectName("worksheet_dialog")
        self.setWindowTitle(translate("Worksheet", "Worksheet"))
        most = min(MOST_SAMPLES, max(1, len(project.data.train)))
        self.controls = Controls(notation, most)
        self.preview = Preview(theme)
        self._make_words()
        self._lay_out()
        self.resize(*SIZE)
        self.controls.changed.connect(self.renew)
        self.renew()

    def _make_words(self) -> None:
        self.note = QLabel()
        self.note.setObjectName("worksheet_note")
        self.note.setWordWrap(True)
        self.where = QLabel()
        self.where.setObjectName("worksheet_where")
        self.where.setProperty("look", "second")
        self.where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous = _button("previous", "‹", translate("Worksheet", "Page before"))
        self.next = _button("next", "›", translate("Worksheet", "Next page"))
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = QPushButton(translate("Worksheet", "Save as PDF…"))
        self.save.setObjectName("worksheet_save")
        self.save.setDefault(True)
        self.save.clicked.connect(lambda: self._save(self.made))
        self.print = QPushButton(translate("Worksheet", "Print…"))
        self.print.setObjectName("worksheet_print")
        self.print.setVisible(importlib.util.find_spec("PySide6.QtPrintSupport") is not None)
        self.print.clicked.connect(self._print)
        for button in (self.save, self.print):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.controls)
        left.addWidget(self.note)
        left.addStretch(1)
        turning = QHBoxLayout()
        turning.addWidget(self.previous)
        turning.addWidget(self.where, 1)
        turning.addWidget(self.next)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addLayout(turning)
        both = QHBoxLayout()
        both.setSpacing(SPACE)
        both.addLayout(left)
        both.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(both, 1)
        column.addWidget(self.buttons)

    def renew(self) -> None:
        """Make the first sheet as it is now wanted, or say why there can be none."""
        controls = self.controls
        controls.seed.setEnabled(not controls.wish.own)
        try:
            self.worksheets = Worksheets(
                self._project, controls.wish, controls.seed.value(), controls.copies.value()
            )
            sheet = self.worksheets[0]
            self._pages = sheet_pages(sheet, controls.paper)
            if controls.key.isChecked():
                self._pages += key_pages(sheet, controls.paper)
            self._say(_count(sheet), error=False)
        except ChainruleError as error:
            self.worksheets, self._pages = None, []
            text = told(error)
            self._say(f"{text[:1].upper()}{text[1:]}.", error=True)
        for button in (self.save, self.print):
            button.setEnabled(self.worksheets is not None)
        self.save.setDefault(self.worksheets is not None)
        self._turn(0)

    def _say(self, text: str, *, error: bool) -> None:
        self.note.setText(text)
        look = "error" if error else "second"
        if self.note.property("look") != look:
            self.note.setProperty("look", look)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)

    def _turn(self, by: int) -> None:
        """Show another page."""
        last = len(self._pages) - 1
        self._place = max(0, min(last, self._place + by))
        page = self._pages[self._place] if self._pages else None
        self.preview.show_page(page, self.controls.paper)
        self.where.setText("" if page is None else f"{page.left} · {page.right}")
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place < last)

    def made(self) -> bytes:
        """Return the PDF of all copies; `Cancelled` when a person stops it."""
        paper = self.controls.paper
        return pdf(self._project.title, self._all_pages(), paper)

    def _all_pages(self) -> Iterator[Page]:
        controls = self.controls
        with_key, last = controls.key.isChecked(), controls.keys_last.isChecked()
        return pages_of(self._sheets(), controls.paper, with_key, last)

    def _sheets(self) -> Iterator[Sheet]:
        """Yield the sheets, behind a bar that can be cancelled when it takes a while."""
        assert self.worksheets is not None
        title = translate("Worksheet", "Making worksheets…")
        cancel = translate("Worksheet", "Cancel")
        progress = QProgressDialog(title, cancel, 0, len(self.worksheets), self)
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        try:
            for number, sheet in enumerate(self.worksheets):
                progress.setValue(number)
                if progress.wasCanceled():
                    raise Cancelled
                yield sheet
        finally:
            progress.reset()
            progress.deleteLater()

    def _print(self) -> None:
        """Ask for a printer and print all copies."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setDocName(self._project.title)
        set_paper(printer, self.controls.paper)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            try:
                paint_all(printer, self._all_pages(), self.controls.paper, printer.newPage)
            except Cancelled:
                printer.abort()


def _button(name: str, text: str, meaning: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(f"worksheet_{name}")
    button.setAccessibleName(meaning)
    button.setToolTip(meaning)
    button.setAutoDefault(False)
    return button


def _count(sheet: Sheet) -> str:
    """Return how many values are asked for, and whether the numbers are friendly."""
    text = translate("Worksheet", "{count} values of {samples} samples")
    if sheet.samples == 1:
        text = translate("Worksheet", "{count} values of one sample")
    said = text.format(count=len(sheet.questions), samples=sheet.samples)
    if sheet.friendly:
        return said
    more = translate("Worksheet", "No numbers were found that are all friendly.")
    return f"{said}. {more}"
