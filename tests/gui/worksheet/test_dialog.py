"""The dialog of worksheets, as a person uses it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from chainrule.gui.main_window import MainWindow
from chainrule.gui.theme import DARK, LIGHT
from chainrule.gui.worksheet.dialog import WorksheetDialog
from chainrule.session.operations import Phase
from chainrule.storage.examples import load_example
from chainrule.teaching.notation import Notation


@pytest.fixture
def dialog(qtbot: QtBot) -> WorksheetDialog:
    made = WorksheetDialog(load_example("xor"), LIGHT, Notation(4), lambda make: None)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def test_the_preview_follows_every_choice(dialog: WorksheetDialog) -> None:
    controls, seen = dialog.controls, []

    def look() -> None:
        QApplication.processEvents()
        picture = dialog.preview.grab().toImage()
        assert picture not in seen, "expected another page in the preview"
        seen.append(picture)

    look()
    controls.seed.setValue(7)
    look()
    choose(controls.numbers, True)
    look()
    controls.phases[Phase.FORWARD].click()
    look()
    controls.formulas.click()
    look()
    controls.findChild(QComboBox, "worksheet_paper").setCurrentIndex(1)
    look()


def test_the_digits_of_the_window_are_offered(dialog: WorksheetDialog) -> None:
    assert dialog.controls.wish.notation == Notation(4), "expected the digits that the window shows"
    assert "39 values of one sample" in dialog.note.text()


def test_turning_the_pages(dialog: WorksheetDialog, qtbot: QtBot) -> None:
    assert "page 1 of 3" in dialog.where.text()
    assert not dialog.previous.isEnabled(), "the first page has none before it"
    for _ in range(4):
        qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert "Key" in dialog.where.text(), "the key comes after the sheet"
    dialog.controls.key.click()
    assert "page 3 of 3" in dialog.where.text(), "without a key the sheet ends"
    assert not dialog.controls.keys_last.isEnabled(), "no keys, no place for them"


def test_what_cannot_be_asked_for_is_said(dialog: WorksheetDialog) -> None:
    choose(dialog.controls.samples, 4)
    assert "40 values at most" in dialog.note.text()
    assert dialog.note.property("look") == "error"
    assert not dialog.save.isEnabled(), "there is nothing to save"
    assert not dialog.print.isEnabled(), "nor to print"
    choose(dialog.controls.samples, 0)
    assert dialog.save.isEnabled(), "and then there is again"
    for box in dialog.controls.phases.values():
        box.click()
    assert not dialog.save.isEnabled(), "a sheet that asks for nothing is none"


def test_the_pdf_has_all_copies(dialog: WorksheetDialog) -> None:
    dialog.controls.copies.setValue(3)
    data = dialog.made()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 15, "three sheets of three pages, each with two of key"
    dialog.controls.key.click()
    assert dialog.made().count(b"/Type /Page\n") == 9, "without the keys"


def test_every_control_has_a_name_and_can_be_reached(dialog: WorksheetDialog) -> None:
    named = [
        widget for widget in dialog.findChildren(QWidget)
        if widget.objectName().startswith("worksheet_")
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    assert len(named) >= 17, f"expected all controls, got {[one.objectName() for one in named]}"
    for widget in named:
        spoken = widget.accessibleName() or widget.property("text")
        assert spoken, f"{widget.objectName()} has no name to speak"


def test_paper_is_white_in_the_dark_too(qtbot: QtBot) -> None:
    dialog = WorksheetDialog(load_example("article"), DARK, Notation(), lambda make: None)
    qtbot.addWidget(dialog)
    dialog.show()
    picture = dialog.preview.grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() - 30)
    assert middle == QColor("#FFFFFF"), f"expected white paper, got {middle.name()}"


def test_from_the_menu_to_a_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = tmp_path / "sheet", window.document.project
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(path), ""))
    )
    found: list[str] = []

    def act() -> None:
        dialog = window.findChild(WorksheetDialog, "worksheet_dialog")
        found.append(dialog.where.text())
        dialog.save.click()
        dialog.reject()

    QTimer.singleShot(0, act)
    window.actions_by_name["file.worksheet"].trigger()
    assert "One step by hand" in found[0], "the dialog shows the sheet of the open project"
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    assert window.document.project == before, "the project is as it was"
    assert not window.document.modified, "and nothing needs to be saved"
