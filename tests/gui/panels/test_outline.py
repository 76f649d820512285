from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from chainrule.gui.panels.outline import Outline
from chainrule.gui.selection import Selection
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Role
from chainrule.network.project import Project
from chainrule.session.document import Document
from chainrule.session.frame import Frame
from chainrule.session.moment import ready_moment
from chainrule.session.operations import Kind, Phase
from chainrule.storage.examples import load_example

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
READ = Qt.ItemDataRole.AccessibleTextRole


class Reader:
    """The outline of a document, read and worked as a person does."""

    def __init__(self, qtbot, project):
        self.document = Document(project)
        self.outline = Outline(ready_moment(project))
        qtbot.addWidget(self.outline)
        self.tree, self.model = self.outline.tree, self.outline.model
        self.selected = []
        self.outline.edit_requested.connect(self.document.apply)
        self.outline.selection_changed.connect(self.selected.append)
        self.document.listen(lambda changed, _: self.show(ready_moment(changed)))
        self.outline.resize(360, 400)
        with qtbot.waitActive(self.outline):
            self.outline.show()
            self.outline.activateWindow()
        self.tree.setFocus()

    def show(self, moment):
        self.outline.show_moment(moment)
        if self.outline._pause.isActive():
            self.outline._pause.timeout.emit()

    def rows(self, parent=None, depth=0):
        found = []
        for row in range(self.model.rowCount() if parent is None else self.model.rowCount(parent)):
            cells = [
                self.model.index(row, column, *([parent] if parent else [])) for column in range(4)
            ]
            found.append("  " * depth + " | ".join(cell.data() for cell in cells))
            found += self.rows(cells[0], depth + 1)
        return found

    def go(self, item):
        self.tree.setCurrentIndex(self.model.index_of(item))

    def key(self, key, held=NONE):
        QTest.keyClick(self.tree, key, held)

    def type(self, text):
        found = self.tree.findChildren(QLineEdit, "outline_value")
        editor = next(editor for editor in found if editor.isVisible())
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, K.Key_Return)
        QApplication.processEvents()


@pytest.fixture
def reader(qtbot):
    return Reader(qtbot, load_example("article"))


def after_the_pass(project):
    values = {
        (Kind.ACTIVATE, "h1"): 0.675,
        (Kind.BIAS_GRADIENT, "b[h1]"): -0.02895,
        (Kind.WEIGHT_GRADIENT, "w[x1->h1]"): -0.01447,
    }
    frame = Frame(
        Phase.BACKWARD,
        values,
        parameters=project.network.parameters,
        inputs={"x1": 0.5, "x2": 0.8},
    )
    return replace(ready_moment(project), frame=frame)


def test_the_network_reads_as_a_tree(reader):
    reader.show(after_the_pass(reader.document.project))
    assert reader.rows() == [
        "Inputs, 2 |  |  | ",
        "  x1 |  | 0.500 | ",
        "  x2 |  | 0.800 | ",
        "Hidden layer 1, 1 |  |  | ",
        "  h1, sigmoid | 0.100 | 0.675 | −0.02895",
        "    w1 from x1 | 0.300 |  | −0.01447",
        "    w2 from x2 | 0.600 |  | –",
        "Outputs, 1 |  |  | ",
        "  ŷ, linear | 0.200 | – | –",
        "    w3 from h1 | 0.400 |  | –",
        "Loss |  | – | ",
    ]


def test_a_screen_reader_hears_each_cell_with_its_column(reader):
    cell = reader.model.index_of(("x1", "h1")).siblingAtColumn(1)
    assert cell.data(READ) == "Weight or bias: 0.300"
    assert reader.model.index_of("x1").data(READ) == "Input x1"
    assert reader.model.index_of("h1").data(READ) == "Neuron h1, sigmoid"
    found = QAccessible.queryAccessibleInterface(reader.tree)
    assert found.text(QAccessible.Text.Name) == "Outline of the network"
    assert found.role() == QAccessible.Role.Tree


def test_a_row_that_is_walked_to_is_selected_everywhere(reader):
    reader.go("x1")
    assert reader.selected[-1] == Selection(frozenset({"x1"}))
    reader.key(K.Key_Down, SHIFT)
    assert reader.selected[-1] == Selection(frozenset({"x1", "x2"}))


def test_the_loss_is_a_row_that_can_be_selected(reader):
    reader.outline.set_selection(Selection(loss=True))
    assert reader.tree.currentIndex().data() == "Loss"
    reader.go("y1")
    reader.key(K.Key_End)
    assert reader.selected[-1] == Selection(loss=True)


def test_what_is_selected_elsewhere_is_shown_and_tells_nobody(reader):
    reader.outline.set_selection(Selection(connections=frozenset({("h1", "y1")})))
    current = reader.tree.currentIndex()
    assert reader.model.item_at(current) == ("h1", "y1")
    assert reader.tree.isExpanded(current.parent())
    assert reader.selected == []


@pytest.mark.parametrize("key", [K.Key_F2, K.Key_Return])
def test_numbers_are_edited_in_place_and_can_be_undone(reader, key):
    for item, value in ((("x1", "h1"), "w[x1->h1]"), ("h1", "b[h1]")):
        before = reader.document.project.network.parameters[value]
        reader.go(item)
        reader.key(key)
        reader.type("-1/4")
        assert reader.document.project.network.parameters[value] == -0.25
        reader.document.undo()
        assert reader.document.project.network.parameters[value] == before
        reader.document.redo()


def test_inputs_are_edited_in_the_shown_row(reader):
    reader.go("x2")
    reader.key(K.Key_F2)
    reader.type("0,9")
    assert reader.document.project.data.train[0] == (0.5, 0.9, 0.8)


def test_what_is_no_number_is_not_taken(reader):
    reader.go("h1")
    reader.key(K.Key_F2)
    reader.type("heavy")
    assert reader.document.project.network.by_id["h1"].bias == 0.1


def test_delete_removes_what_is_selected(reader):
    reader.go(("h1", "y1"))
    reader.key(K.Key_Delete)
    assert ("h1", "y1") not in reader.document.project.network.by_key
    assert not reader.model.index_of(("h1", "y1")).isValid()
    reader.document.undo()
    assert reader.model.index_of(("h1", "y1")).isValid()


def test_nothing_is_edited_while_looking_back(reader):
    reader.show(replace(ready_moment(reader.document.project), looking_back=True))
    reader.go("h1")
    reader.key(K.Key_F2)
    assert reader.tree.findChild(QLineEdit, "outline_value") is None
    reader.key(K.Key_Delete)
    assert "h1" in reader.document.project.network.by_id


def test_other_numbers_keep_what_is_open_and_the_editor(reader):
    reader.go(("x1", "h1"))
    reader.tree.expand(reader.model.index_of("h1"))
    reader.key(K.Key_F2)
    editor = reader.tree.findChild(QLineEdit, "outline_value")
    editor.setText("0.7")
    reader.show(after_the_pass(reader.document.project))
    assert reader.tree.isExpanded(reader.model.index_of("h1"))
    assert editor.text() == "0.7"


def test_rows_are_not_painted_for_every_moment_of_a_run(reader):
    painted = []
    reader.model.dataChanged.connect(lambda *_: painted.append(True))
    for _ in range(50):
        reader.outline.show_moment(after_the_pass(reader.document.project))
    assert len(painted) == 1, "the others wait for the next tenth of a second"
    reader.outline.hide()
    reader.show(after_the_pass(reader.document.project))
    assert len(painted) == 1, "what is not seen costs nothing"
    reader.outline.show()
    assert len(painted) == 2


def test_ten_thousand_connections_are_worked_out_only_when_seen(qtbot):
    inputs = [Neuron(f"x{number}", Role.INPUT) for number in range(100)]
    hidden = [Neuron(f"h{number}") for number in range(100)]
    links = [Connection(a.id, b.id, 0.5) for a in inputs for b in hidden]
    reader = Reader(qtbot, Project(network=Network((*inputs, *hidden), tuple(links))))
    read = []
    texts = reader.model._texts
    reader.model._texts = lambda index: read.append(index.row()) or texts(index)
    reader.outline.set_selection(Selection(connections=frozenset({("x99", "h99")})))
    reader.outline.grab()
    assert reader.model.item_at(reader.tree.currentIndex()) == ("x99", "h99")
    assert 0 < len(read) < 2000, "only what is on the screen"
