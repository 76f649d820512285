import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chainrule.datasets.catalogue import make_table
from chainrule.datasets.recipe import Recipe
from chainrule.gui.app import prepare
from chainrule.gui.panels.data import DataPanel
from chainrule.gui.panels.data_samples import samples_of
from chainrule.gui.theme import DARK, LIGHT
from chainrule.gui.widgets.number_box import NumberBox
from chainrule.network.edits import set_rows
from chainrule.network.message import Message
from chainrule.network.project import Project
from chainrule.session.document import Document, Edit
from chainrule.session.matching import made_for
from chainrule.session.moment import ready_moment
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.speed import Speed
from chainrule.storage.examples import load_example


class Bench:
    """A data panel on a session; edits and chosen rows go where the window would send them."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        prepare()
        self.time = 0.0
        self.session = Session(Document(project))
        self.session.granularity, self.session.speed = Granularity.EPOCH, Speed(0.0, 30.0)
        self.panel = DataPanel(LIGHT, clock=lambda: self.time)
        self.edits: list[Edit] = []
        self.panel.edit_requested.connect(self.apply)
        self.panel.row_chosen.connect(self.choose)
        qtbot.addWidget(self.panel)
        self.panel.resize(264, 700)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.show()

    @property
    def rows(self) -> tuple[tuple[float, ...], ...]:
        return self.session.document.project.data.train

    def apply(self, edit: Edit) -> None:
        self.edits.append(edit)
        self.session.edit(edit)
        self.show()

    def choose(self, row: int) -> None:
        self.session.show_row(row)
        self.show()

    def show(self) -> None:
        self.panel.show_moment(self.session.moment())

    def text(self, row: int, column: int) -> str:
        model = self.panel.table.rows
        return str(model.index(row, column).data())

    def at(self, row: int, column: int) -> QPoint:
        table = self.panel.table
        return table.visualRect(table.rows.index(row, column)).center()

    def click(self, row: int, column: int) -> None:
        viewport = self.panel.table.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=self.at(row, column))

    def open(self, row: int, column: int) -> NumberBox:
        """Double-click a cell and return the box over it."""
        viewport = self.panel.table.viewport()
        self.click(row, column)
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=self.at(row, column))
        box = viewport.findChild(NumberBox)
        assert box is not None, "a double click opens the cell"
        return box


def type_over(box: NumberBox, text: str) -> None:
    box.selectAll()
    for character in text:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(box, press)


@pytest.fixture
def xor(qtbot: QtBot) -> Bench:
    return Bench(qtbot, load_example("xor"))


def test_rows_are_listed_with_their_number(xor: Bench) -> None:
    assert xor.panel.title.text() == "XOR"
    assert xor.panel.count.text() == "4 rows"
    assert [xor.text(2, column) for column in range(5)] == ["3", "1", "0", "1", "–"]


def test_outputs_appear_once_they_are_computed(xor: Bench) -> None:
    xor.session.step()
    xor.show()
    outputs = xor.session.moment().outputs
    assert [xor.text(row, 4) for row in range(4)] == [f"{out[0]:.3f}" for out in outputs]


def test_answer_of_the_sample_in_progress_is_not_given_away(qtbot: QtBot) -> None:
    bench = Bench(qtbot, load_example("article"))
    bench.session.granularity = Granularity.LAYER
    bench.session.step()
    bench.show()
    assert bench.text(0, 4) == "–"
    bench.session.step()
    bench.show()
    assert bench.text(0, 4) == "0.470"


def test_numbers_tell_all_their_digits(xor: Bench) -> None:
    xor.session.step()
    xor.show()
    index = xor.panel.table.rows.index(0, 4)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert float(tip) == xor.session.moment().outputs[0][0]


def test_cell_is_edited_in_place(xor: Bench) -> None:
    box = xor.open(1, 2)
    type_over(box, "−0,5")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert xor.rows[1] == (0.0, -0.5, 1.0)
    assert xor.text(1, 2) == "−0.500"
    assert str(xor.edits[-1].label) == "Change row 2"


def test_no_number_leaves_the_cell_open(xor: Bench) -> None:
    box = xor.open(0, 1)
    type_over(box, "abc")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not xor.edits
    assert box.property("invalid") is True
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert xor.text(0, 1) == "0"
    assert not xor.edits


def test_escape_leaves_the_cell_as_it_was(xor: Bench) -> None:
    box = xor.open(0, 1)
    type_over(box, "5")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not xor.edits
    assert xor.text(0, 1) == "0"


def test_outputs_cannot_be_edited(xor: Bench) -> None:
    model = xor.panel.table.rows
    assert not model.flags(model.index(0, 4)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 3)) & Qt.ItemFlag.ItemIsEditable


def test_row_is_added_and_taken_back(xor: Bench) -> None:
    QTest.mouseClick(xor.panel.add, Qt.MouseButton.LeftButton)
    assert len(xor.rows) == 5
    assert xor.panel.count.text() == "5 rows"
    assert xor.text(4, 0) == "5"
    xor.session.undo()
    xor.show()
    assert len(xor.rows) == 4
    assert xor.panel.table.rows.rowCount() == 4


def test_row_is_deleted(xor: Bench) -> None:
    xor.click(1, 1)
    xor.panel.delete_row.trigger()
    assert xor.rows == ((0.0, 0.0, 0.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))


def test_all_rows_are_removed_and_the_first_one_added_again(xor: Bench) -> None:
    xor.panel.delete_all.trigger()
    assert xor.panel.empty.isVisible()
    assert "No samples yet" in xor.panel.hint.text()
    assert xor.panel.plane.isVisible(), "samples can be drawn"
    assert not xor.panel.delete_row.isEnabled()
    QTest.mouseClick(xor.panel.first, Qt.MouseButton.LeftButton)
    assert xor.rows == ((0.0, 0.0, 0.0),)
    assert xor.panel.table.isVisible()


def test_one_row_is_counted_as_one(qtbot: QtBot) -> None:
    bench = Bench(qtbot, load_example("article"))
    assert bench.panel.count.text() == "1 row"


def test_shuffle_is_an_edit(xor: Bench) -> None:
    QTest.mouseClick(xor.panel.shuffle, Qt.MouseButton.LeftButton)
    assert xor.session.document.project.training.shuffle is True
    assert xor.panel.shuffle.isChecked()
    xor.session.undo()
    xor.show()
    assert not xor.panel.shuffle.isChecked()


def test_row_is_chosen_by_mouse_and_by_keyboard(xor: Bench) -> None:
    xor.session.step()
    xor.show()
    xor.click(2, 1)
    assert xor.session.moment().place.row == 2
    assert xor.panel.table.rows.current == 2
    QTest.keyClick(xor.panel.table, Qt.Key.Key_Down)
    assert xor.session.moment().place.row == 3


def test_row_is_chosen_on_the_plane(xor: Bench) -> None:
    xor.session.step()
    xor.show()
    plane = xor.panel.plane
    at = plane._at(1.0, 0.0).toPoint()
    QTest.mouseClick(plane, Qt.MouseButton.LeftButton, pos=at)
    assert xor.session.moment().place.row == 2


def test_plane_is_there_for_two_inputs_and_one_output_only(qtbot: QtBot) -> None:
    from chainrule.network.edits import add_neuron
    from chainrule.network.graph import Neuron
    from chainrule.network.names import Role

    assert Bench(qtbot, load_example("xor")).panel.plane.isVisible()
    three = add_neuron(load_example("xor"), Neuron("x3", Role.INPUT))
    bench = Bench(qtbot, three)
    assert not bench.panel.plane.isVisible()
    assert not bench.panel.plane_title.isVisible()


def test_plane_follows_the_parameters(xor: Bench) -> None:
    before = xor.panel.plane.plane
    assert before is not None
    xor.session.step()
    xor.show()
    after = xor.panel.plane.plane
    assert after is not None
    assert after.shades != before.shades


def test_plane_is_computed_five_times_a_second_at_most(xor: Bench) -> None:
    xor.session.speed = Speed(0.0, 1000.0)
    xor.session.play()
    xor.time = 10.0
    xor.session.advance(0.05)
    xor.show()
    first = xor.panel.plane.plane
    xor.session.advance(0.05)
    xor.time = 10.1
    xor.show()
    assert xor.panel.plane.plane is first
    xor.time = 10.25
    xor.show()
    assert xor.panel.plane.plane is not first
    second = xor.panel.plane.plane
    xor.session.advance(0.05)
    xor.session.pause()
    xor.time = 10.3
    xor.show()
    assert xor.panel.plane.plane is not second, "pausing shows the last state"


def test_hidden_plane_is_not_computed(xor: Bench) -> None:
    before = xor.panel.plane.plane
    xor.panel.hide()
    xor.session.step()
    xor.show()
    xor.panel.refresh_plane()
    assert xor.panel.plane.plane is before
    xor.panel.show()
    assert xor.panel.plane.plane is not before, "it catches up when it is seen again"


def test_targets_beyond_zero_and_one_widen_the_scale(qtbot: QtBot) -> None:
    project = set_rows(load_example("xor"), ((0.0, 0.0, -1.0), (1.0, 1.0, 1.0)))
    samples = samples_of(ready_moment(project))
    assert samples is not None
    assert (samples.low, samples.middle, samples.high) == (-1.0, 0.0, 1.0)


def test_looking_back_is_read_only(xor: Bench) -> None:
    xor.session.step()
    xor.session.step()
    xor.session.look_at(1)
    xor.show()
    model = xor.panel.table.rows
    assert not xor.panel.add.isEnabled()
    assert not xor.panel.shuffle.isEnabled()
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_columns_fit_the_dock(qtbot: QtBot, xor: Bench) -> None:
    bar = xor.panel.table.horizontalScrollBar()
    assert bar.maximum() == 0
    assert xor.panel.table.verticalScrollBar().maximum() == 0
    article = Bench(qtbot, load_example("article"))
    assert article.panel.table.horizontalScrollBar().maximum() == 0


def test_outputs_beside_decimals_are_seen_whole(qtbot: QtBot) -> None:
    table = make_table("circles", Recipe(seed=1))
    bench = Bench(qtbot, made_for(Project(), table))
    bench.panel.resize(264, 900)
    shown = bench.panel.table
    bench.show()
    last = shown.rows.columnCount() - 1
    qtbot.waitUntil(lambda: shown.verticalScrollBar().maximum() > 0)
    right = shown.columnViewportPosition(last) + shown.columnWidth(last)
    assert right <= shown.viewport().width(), "the column of the outputs ends in view"
    assert shown.horizontalScrollBar().maximum() == 0


def test_many_rows_scroll_and_leave_room_for_the_plane(qtbot: QtBot) -> None:
    rows = tuple((row / 200, 1 - row / 200, float(row % 2)) for row in range(200))
    bench = Bench(qtbot, set_rows(load_example("xor"), rows))
    panel = bench.panel
    assert panel.plane.geometry().bottom() <= panel.height()
    assert panel.table.height() > 100
    assert panel.table.verticalScrollBar().maximum() > 0


def test_empty_project_is_shown_without_fuss(qtbot: QtBot) -> None:
    prepare()
    panel = DataPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.show_moment(ready_moment(Project()))
    assert not panel.add.isEnabled(), "a row needs inputs and outputs"
    panel.set_theme(DARK)
    assert not panel.grab().isNull()


def test_what_is_typed_into_a_row_that_goes_is_given_up_quietly(xor: Bench) -> None:
    box = xor.open(3, 1)
    type_over(box, "7")
    xor.session.edit(Edit(Message("Edit", "fewer"), lambda project: set_rows(project, ())))
    xor.show()
    box.committed.emit(7.0)
    assert xor.rows == (), "nothing is put anywhere else, and Qt has nothing to warn of"
