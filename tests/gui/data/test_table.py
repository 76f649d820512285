"""The table of the data dock: errors, order, rows for testing, copy and paste."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from chainrule.gui.main_window import MainWindow
from chainrule.network.project import Row
from chainrule.session.operations import Granularity


def key(window: MainWindow, which: Qt.Key) -> None:
    table = window.data.table
    table.setFocus()
    QTest.keyClick(table, which, Qt.KeyboardModifier.ControlModifier)


def at(window: MainWindow, row: int, column: int) -> None:
    table = window.data.table
    table.setCurrentIndex(table.rows.index(row, column))


def paste(window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    key(window, Qt.Key.Key_V)


def rows(window: MainWindow) -> tuple[Row, ...]:
    return window.document.project.data.train


def trained(window: MainWindow, updates: int) -> None:
    window.driver.set_granularity(Granularity.EPOCH)
    for _ in range(updates):
        window.driver.step()
        window.driver.interrupt()


@pytest.mark.example("xor")
def test_cells_are_pasted_from_the_current_one_on(window: MainWindow) -> None:
    before = window.document.project
    at(window, 2, 2)
    paste(window, "0,25\t0,75\r\n-1\t2\r\n3\t4\r\n")
    assert rows(window)[2:] == ((1.0, 0.25, 0.75), (1.0, -1.0, 2.0), (0.0, 3.0, 4.0))
    assert rows(window)[:2] == before.data.train[:2], "rows above stay"
    assert window.actions_by_name["edit.undo"].text() == "&Undo: Paste 3 rows"
    window.driver.undo()
    assert window.document.project == before, "one step of undo"


@pytest.mark.example("xor")
def test_what_cannot_be_pasted_is_said_and_changes_nothing(window: MainWindow) -> None:
    before = rows(window)
    at(window, 0, 2)
    paste(window, "1\t2\t3")
    assert rows(window) == before, "three columns do not fit from the second on"
    paste(window, "1\tabc")
    assert rows(window) == before
    at(window, 0, 4)
    paste(window, "1")
    assert rows(window) == before, "outputs are computed"


@pytest.mark.example("xor")
def test_rows_are_pasted_where_there_are_none(window: MainWindow) -> None:
    window.data.delete_all.trigger()
    window.data.first.setFocus()
    QGuiApplication.clipboard().setText("0\t0\t1\n1\t1\t0\n")
    QTest.keyClick(window.data.first, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert rows(window) == ((0.0, 0.0, 1.0), (1.0, 1.0, 0.0))


@pytest.mark.example("xor")
def test_selected_cells_are_copied_with_all_their_digits(window: MainWindow) -> None:
    trained(window, 1)
    table = window.data.table
    table.setFocus()
    first, last = table.rows.index(1, 3), table.rows.index(2, 4)
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    table.selectionModel().select(QItemSelection(first, last), flag)
    key(window, Qt.Key.Key_C)
    outputs = window.driver.moment().outputs
    assert QGuiApplication.clipboard().text() == f"1\t{outputs[1][0]!r}\n1\t{outputs[2][0]!r}"


@pytest.mark.example("xor")
def test_selected_rows_are_deleted_and_the_network_stays(window: MainWindow) -> None:
    before = window.document.project
    table = window.data.table
    table.setFocus()
    first, last = table.rows.index(1, 1), table.rows.index(2, 1)
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    table.selectionModel().select(QItemSelection(first, last), flag)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert rows(window) == (before.data.train[0], before.data.train[3])
    assert window.document.project.network == before.network


@pytest.mark.example("moons")
def test_rows_for_testing_are_shown_with_their_outputs(window: MainWindow) -> None:
    trained(window, 1)
    panel = window.data
    QTest.mouseClick(panel.head.parts.button("test"), Qt.MouseButton.LeftButton)
    model, project = panel.table.rows, window.document.project
    assert model.rowCount() == len(project.data.test) == 50
    assert model.value(model.index(7, 1)) == project.data.test[7][0]
    output = model.value(model.index(7, 4))
    assert output is not None
    assert 0 < output < 1, "they are computed like those of the training rows"
    shown = window.driver.moment().place.row
    at(window, 9, 1)
    assert window.driver.moment().place.row == shown, "a test row is not trained on"
    trained(window, 1)
    assert model.value(model.index(7, 4)) != output, "they follow the training"


@pytest.mark.example("moons")
def test_a_test_row_is_edited_and_the_training_rows_stay(window: MainWindow) -> None:
    before = window.document.project
    window.data.head.parts.button("test").click()
    model = window.data.table.rows
    model.setData(model.index(3, 1), 0.125)
    assert window.document.project.data.test[3][0] == 0.125
    assert window.document.project.data.train == before.data.train
    window.driver.undo()
    assert window.document.project == before


@pytest.mark.example("moons")
def test_the_largest_errors_come_first_with_their_numbers(window: MainWindow) -> None:
    trained(window, 2)
    window.data.head.worst_first.setChecked(True)
    model = window.data.table.rows
    last = model.columnCount() - 1
    found = [model.value(model.index(row, last)) for row in range(model.rowCount())]
    assert found == sorted(found, reverse=True)
    assert abs(found[0] - window.driver.moment().miss) < 1e-12, "the first is the worst of all"
    number = int(model.index(0, 0).data())
    cells = rows(window)[number - 1]
    assert model.value(model.index(0, 1)) == cells[0], "a row keeps the number it has in the data"
    at(window, 0, 1)
    assert window.driver.moment().place.row == number - 1, "the row of the data is chosen"
    model.setData(model.index(0, 1), 0.5)
    assert rows(window)[number - 1][0] == 0.5, "and edited"


@pytest.mark.example("moons")
def test_outputs_are_tinted_by_their_share_of_error(window: MainWindow) -> None:
    trained(window, 2)
    model = window.data.table.rows
    for row in range(5):
        index = model.index(row, 4)
        error = abs(model.value(index) - rows(window)[row][2])
        assert model.share(index) == pytest.approx(error), "beside a range of the targets of 1"
        assert model.share(model.index(row, 1)) == 0.0, "inputs have no error"


@pytest.mark.example("xor")
def test_while_looking_back_nothing_is_pasted(window: MainWindow) -> None:
    trained(window, 3)
    before = rows(window)
    window.driver.look_at(1)
    at(window, 0, 1)
    paste(window, "7\t7\t7")
    assert rows(window) == before
    assert window.driver.moment().looking_back, "the moment that is looked at stays"
