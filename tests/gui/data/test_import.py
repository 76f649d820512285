"""A table from a file: looked at, chosen from, and put in once a person agrees."""

import gc
import random
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from chainrule.gui.datasets.column_table import UseDelegate
from chainrule.gui.datasets.import_dialog import ImportDialog
from chainrule.gui.datasets.opening import enter
from chainrule.gui.main_window import MainWindow
from chainrule.network.sizes import sizes_text

FLOWERS = "a;b;note;kind\n" + "".join(
    f"{n},5;{n * n};x;{('red', 'blue')[n % 2]}\n" for n in range(10)
)
NASTY = "a,b,y\n0,1,1\n0.5,abc,0\n,1,1\n0,0,0\n1,2\n1,1,1\n"


def choose(dialog: ImportDialog, column: int, text: str) -> None:
    """Choose a use as a person does: by the list of the column's box."""
    box = dialog.columns.findChild(QComboBox, f"import_use_{column}")
    assert box is not None, f"column {column} has a box"
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


@pytest.mark.example("xor")
def test_a_table_is_recognised_and_put_in_as_one_step(window: MainWindow, opened) -> None:
    before = window.document.project
    dialog = opened(FLOWERS)
    assert dialog.writing.separator.currentText() == "Semicolon"
    assert dialog.writing.decimal.currentText() == "Comma, 0,5"
    assert dialog.writing.header.isChecked()
    assert dialog.told.text() == "8 rows for training, 2 for testing."
    assert window.document.project == before, "nothing is put in until a person agrees"
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    project = window.document.project
    assert (len(project.data.train), len(project.data.test)) == (8, 2)
    assert project.title == "table"
    window.driver.undo()
    assert window.document.project == before


def test_bad_rows_are_listed_by_line_and_left_out_on_request(window: MainWindow, opened) -> None:
    dialog = opened(NASTY)
    dialog.rows.test_share.setValue(0)
    QTest.qWait(0)
    while dialog.slices.busy:
        QApplication.processEvents()
    assert dialog.bad.lines() == [
        "Line 3: b: “abc” is not a number",
        "Line 4: the cell of a is empty",
        "Line 6: 2 cells where 3 are expected",
    ]
    assert dialog.left_out.text() == "3 rows are left out:"
    assert dialog.use.text() == "Import without them"
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert window.document.project.data.train == ((0.0, 1.0, 1.0), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


def test_cancel_puts_nothing_in(window: MainWindow, opened) -> None:
    before = window.document.project
    dialog = opened(NASTY)
    dialog.reject()
    assert window.document.project == before


def test_columns_are_used_otherwise_and_a_network_is_made(
    window: MainWindow, opened, qtbot
) -> None:
    dialog = opened(FLOWERS)
    choose(dialog, 3, "Leave out")
    qtbot.waitUntil(lambda: not dialog.slices.busy)
    assert dialog.told.text() == "Choose at least one column as input and one as target or class."
    assert not dialog.use.isEnabled(), "without a target there is nothing to learn"
    choose(dialog, 1, "Target")
    qtbot.waitUntil(lambda: not dialog.slices.busy)
    assert dialog.fit.make.text() == "Make a 1-8-1 network for it"
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert sizes_text(window.document.project.network) == "1-8-1"


def test_each_column_has_its_box_made_once(opened, monkeypatch) -> None:
    made, make = [], UseDelegate.createEditor

    def count(self, parent, option, index):
        made.append(index.column())
        return make(self, parent, option, index)

    monkeypatch.setattr(UseDelegate, "createEditor", count)
    opened("a,b,y\n0,1,1\n1,0,0\n2,1,1\n")
    assert sorted(made) == [0, 1, 2], "a box that is made twice leaves one that nobody hears"


def test_a_class_takes_the_place_of_other_targets(opened, qtbot) -> None:
    dialog = opened("a,b,y\n0,1,1\n1,0,0\n2,1,1\n")
    choose(dialog, 1, "Class")
    qtbot.waitUntil(lambda: not dialog.slices.busy)
    boxes = dialog.columns.findChildren(QComboBox)
    names = [f"import_use_{n}" for n in range(3)]
    assert [box.objectName() for box in boxes] == names, "one box for each column"
    assert [box.currentText() for box in boxes] == ["Input", "Class", "Input"]
    assert dialog.use.isEnabled()


def test_another_separator_and_encoding_are_tried(opened, qtbot) -> None:
    dialog = opened("grö\xdfe;b;y\n0;1;1\n1;0;0\n".encode("cp1252"))
    assert dialog.writing.encoding.currentText() == "Western, Windows"
    names = dialog.columns.columns
    assert names.headerData(0, Qt.Orientation.Horizontal) == "größe"
    box = dialog.writing.separator
    box.setCurrentIndex(box.findText("Comma"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not dialog.slices.busy)
    assert names.columnCount() == 1, "there is no comma"
    assert not dialog.use.isEnabled()


def test_what_cannot_be_read_is_one_sentence(opened, tmp_path: Path) -> None:
    assert "not a text file" in opened(b"\x89PNG\r\n\x1a\n\0\0\0").told.text()
    assert opened(b"").told.text() == "The file is empty."
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    dialog = opened(large)
    assert "200 MB; at most 64 MB" in dialog.told.text()
    assert not dialog.use.isEnabled()


class Watchdog(QObject):
    """Sees how much work the longest turn of the event loop does.

    Work is measured in the time of this process: on a machine that others keep busy, the clock on
    the wall tells about them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest, self._last = 0.0, process_time()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(0)

    def _beat(self) -> None:
        now = process_time()
        self.longest, self._last = max(self.longest, now - self._last), now

    def stop(self) -> float:
        self._timer.stop()
        return self.longest


@pytest.fixture
def settled() -> Iterator[None]:
    """What is there is left out of account by the collector, as when the program has started."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.soak
@pytest.mark.usefixtures("settled")
def test_the_window_is_never_still_while_150000_rows_are_read(opened, qtbot) -> None:
    source = random.Random(1)
    lines = [
        f"{source.random():.6f},{source.gauss(0, 1):.6f},{'red' if n % 3 else 'blue'}\n"
        for n in range(150_000)
    ]
    dialog = opened("a,b,kind\n" + "".join(lines), wait=False)
    dialog.rows.standardise.setChecked(True)
    watchdog = Watchdog()
    qtbot.waitUntil(lambda: not dialog.slices.busy, timeout=60_000)
    assert dialog.told.text() == (
        "Of 150,000 rows 100,000 are drawn: 80,000 for training, 20,000 for testing."
    )
    longest = watchdog.stop()
    assert longest < 0.1, f"{1000 * longest:.0f} ms of work in one turn of the event loop"


def test_cancel_stops_the_reading(opened, qtbot) -> None:
    dialog = opened("a,y\n" + "1,2\n" * 100_000, wait=False)
    qtbot.waitUntil(lambda: dialog.progress.value() > 0)
    dialog.reject()
    assert not dialog.slices.busy, "nothing goes on behind a closed dialog"


def dropped(window: MainWindow, path: Path, kind: type[QDropEvent]) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at = QPoint(400, 300) if kind is QDragEnterEvent else QPointF(400, 300)
    event = kind(
        at,
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.data = data
    QApplication.sendEvent(window, event)
    return event


def test_a_file_is_dropped_on_the_window(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(window.data_door.dropping, "open", seen.append)
    table, picture = tmp_path / "table.csv", tmp_path / "picture.png"
    assert dropped(window, table, QDragEnterEvent).isAccepted()
    assert not dropped(window, picture, QDragEnterEvent).isAccepted(), "pictures are no tables"
    dropped(window, table, QDropEvent)
    QApplication.processEvents()
    assert seen == [table]


TREES = "Dicke,Höhe,Baum\n" + "".join(
    f"{30 + row},{10 + row % 5},{('Buche', 'Eiche', 'Fichte')[row % 3]}\n" for row in range(12)
)


def imported_trees(window: MainWindow, qtbot: QtBot, opened) -> None:
    dialog = opened(TREES)
    dialog.rows.test_share.setValue(0)
    dialog.rows.standardise.setChecked(True)
    dialog._read_rows()
    qtbot.waitUntil(lambda: not dialog.slices.busy, timeout=10_000)
    assert not dialog.table.test
    assert dialog.table.scales
    enter(window, dialog.fit.edit("Trees"))
    dialog.reject()


def test_standardised_columns_say_so(window: MainWindow, qtbot: QtBot, opened) -> None:
    imported_trees(window, qtbot, opened)
    model, role = window.data.table.rows, Qt.ItemDataRole.ToolTipRole
    head = model.headerData(1, Qt.Orientation.Horizontal, role)
    assert "standardised: mean 35.5 and deviation 3.452" in head, head
    told = model.index(0, 1).data(role)
    assert told.endswith("before standardising 30"), told
    assert window.data.notes.scaled.isVisible(), "it is said below the table"
    assert window.status.said.text().startswith("Imported: every input"), "it is said at once"
    window.driver.undo()
    assert not window.data.notes.scaled.isVisible(), "the other data is not"
    window.driver.redo()
    assert window.data.notes.scaled.isVisible()
    assert "mean" in model.headerData(1, Qt.Orientation.Horizontal, role)


def test_rows_with_the_name_of_a_class_are_pasted(
    window: MainWindow, qtbot: QtBot, opened
) -> None:
    imported_trees(window, qtbot, opened)
    before = window.document.project.data.train
    table = window.data.table
    table.setCurrentIndex(table.rows.index(0, 1))
    QGuiApplication.clipboard().setText("34\t14\tFichte\n")
    window.data.clipboard.paste()
    after = window.document.project.data.train
    assert after[0] == (*before[4][:2], 0.0, 0.0, 1.0), "as the row of 34 and 14 was read"
    QGuiApplication.clipboard().setText("34\t14\tUlme\n")
    window.data.clipboard.paste()
    assert window.document.project.data.train == after
    said = window.data.notes.told
    assert said.isVisible(), "it is said at the table"
    assert "“Ulme” is neither a number nor one of the classes" in said.text(), said.text()
    table.setCurrentIndex(table.rows.index(0, 1))
    QGuiApplication.clipboard().setText("Fichte\n")
    window.data.clipboard.paste()
    assert window.document.project.data.train == after, "a class is no input"
    window.driver.undo()
    assert not said.isVisible(), "it is over with the next change"
