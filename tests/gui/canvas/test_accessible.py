import gc
import random
import subprocess
import sys

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, QTranslator
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from chainrule.gui.canvas.accessible_names import spoken
from chainrule.gui.canvas.view import Canvas
from chainrule.gui.selection import Selection
from chainrule.gui.theme import LIGHT
from chainrule.session.frame import Frame
from chainrule.session.operations import LOSS_TARGET, Kind, Phase
from chainrule.teaching.notation import POINT

Name, Value, Description = (
    QAccessible.Text.Name,
    QAccessible.Text.Value,
    QAccessible.Text.Description,
)
Actions = QAccessibleActionInterface


def passed(project):
    """The article's network after its backward pass."""
    values = {
        (Kind.ACTIVATE, "h1"): 0.6750998,
        (Kind.DELTA, "h1"): -0.0289473,
        (Kind.WEIGHT_GRADIENT, "w[x1->h1]"): -0.0144737,
        (Kind.LOSS, LOSS_TARGET): 0.0544757,
    }
    inputs, targets = {"x1": 0.5, "x2": 0.8}, {"y1": 0.8}
    parameters = project.network.parameters
    return Frame(Phase.BACKWARD, values, parameters=parameters, inputs=inputs, targets=targets)


@pytest.fixture
def told(desk):
    desk.canvas.set_frame(passed(desk.document.project))
    return desk


def tree(desk):
    return QAccessible.queryAccessibleInterface(desk.canvas)


def items(desk):
    found = tree(desk)
    children = [found.child(index) for index in range(found.childCount())]
    return {child.text(Name): child for child in children if child.text(Name)}


def test_the_tree_reads_neurons_edges_targets_and_the_loss(told):
    assert tree(told).text(Name) == "Network canvas"
    assert list(items(told)) == [
        "input x1, 0.500",
        "input x2, 0.800",
        "neuron h1, bias +0.100, value 0.675, delta −0.029",
        "neuron ŷ, bias +0.200",
        "weight from x1 to h1, +0.300, gradient −0.014",
        "weight from x2 to h1, +0.600",
        "weight from h1 to ŷ, +0.400",
        "target of ŷ, 0.800",
        "loss 0.0545",
        "Zoom",
    ]


def test_numbers_and_the_line_of_the_status_bar_can_be_read(told):
    edge = items(told)["weight from x1 to h1, +0.300, gradient −0.014"]
    assert edge.text(Value) == "0.300"
    assert edge.text(Description) == "Weight w1, x1 to h1, 0.300, gradient −0.01447"
    assert items(told)["loss 0.0545"].text(Value) == "0.05448"


@pytest.mark.parametrize(
    ("number", "said"),
    [(-0.222738, "−0.223"), (0.00042, "0.00042"), (0.0, "0"), (2.5e-7, "2.5 × 10⁻⁷")],
)
def test_gradients_are_said_short_but_never_as_nothing(number, said):
    assert spoken(number, POINT) == said


def test_names_are_in_the_language_of_the_window(told):
    class Chinese(QTranslator):
        def translate(self, context, source, *_):
            return "权重：从 {source} 到 {target}，{value}" if source.startswith("weight") else ""

    translator = Chinese()
    QApplication.installTranslator(translator)
    try:
        assert tree(told).child(5).text(Name) == "权重：从 x2 到 h1，+0.600"
    finally:
        QApplication.removeTranslator(translator)


def test_places_on_the_screen(told):
    found = tree(told)
    middle = told.canvas.mapToGlobal(told.neuron("h1"))
    neuron = found.child(2)
    assert (neuron.rect().center() - middle).manhattanLength() <= 4
    for index in range(9):
        child = found.child(index)
        place = child.rect().center()
        assert found.childAt(place.x(), place.y()) is child, child.text(Name)
        assert found.indexOfChild(child) == index
        assert child.parent() is found
    corner = told.canvas.mapToGlobal(QPoint(3, 3))
    outside = found.childAt(corner.x(), corner.y())
    assert outside is None or outside.text(Name) not in items(told)


def test_state_follows_selection_and_ring(told):
    told.canvas.keyboard.ring.go("h1")
    found = tree(told)
    neuron, other = found.child(2), found.child(0)
    assert [neuron.state().selected, neuron.state().focused, neuron.state().focusable] == [1] * 3
    assert [other.state().selected, other.state().focused, other.state().selectable] == [0, 0, 1]
    assert found.focusChild() is neuron
    assert found.state().multiSelectable
    told.canvas.select(Selection(connections=frozenset({("x1", "h1")})))
    assert found.child(4).state().selected
    assert not neuron.state().selected


def test_actions_edit_select_and_focus(desk):
    found = tree(desk)
    edge, neuron = found.child(4), found.child(2)
    neuron.actionInterface().doAction(Actions.setFocusAction())
    assert desk.canvas.selection.only_neuron == "h1"
    edge.actionInterface().doAction(Actions.toggleAction())
    assert desk.canvas.selection == Selection(frozenset({"h1"}), frozenset({("x1", "h1")}))
    edge.actionInterface().doAction(Actions.pressAction())
    assert desk.canvas.editing.editor is not None
    desk.canvas.editing.close()
    edge.actionInterface().doAction(Actions.showMenuAction())
    assert "Edit weight…" in [action.text() for action in desk.canvas.menus.current.actions()]
    desk.canvas.menus.current.close()


def test_there_are_no_interfaces_but_the_actions(desk):
    for child in (tree(desk), tree(desk).child(2)):
        others = (child.valueInterface(), child.textInterface(), child.selectionInterface())
        assert others == (None, None, None)


def test_a_number_that_is_set_is_an_edit_that_can_be_undone(desk):
    edge = tree(desk).child(4)
    edge.setText(Value, "nonsense")
    edge.setText(Value, "0,75")
    assert desk.network.by_key["x1", "h1"].weight == 0.75
    assert edge.text(Name) == "weight from x1 to h1, +0.750"
    desk.document.undo()
    assert desk.network.by_key["x1", "h1"].weight == 0.3
    desk.canvas.set_read_only(True)
    edge.setText(Value, "5")
    assert desk.network.by_key["x1", "h1"].weight == 0.3
    assert edge.state().readOnly


def test_what_is_gone_is_not_valid_and_is_again_after_undo(desk):
    edge = tree(desk).child(6)
    desk.click(desk.pill("h1", "y1"))
    desk.canvas.delete_selection()
    assert not edge.isValid()
    assert (edge.text(Name), edge.rect(), edge.state().invalid) == ("", QRect(), 1)
    assert edge.actionInterface().actionNames() == []
    assert tree(desk).indexOfChild(edge) == -1
    desk.document.undo()
    assert edge.isValid()
    assert edge.text(Name) == "weight from h1 to ŷ, +0.400"


def test_thousands_of_questions_with_garbage_collected_between(told):
    found, chance = tree(told), random.Random(1)
    for number in range(3000):
        child = found.child(chance.randrange(found.childCount() + 2))
        if isinstance(child, QAccessibleInterface):
            child.text(Name), child.rect(), child.role(), child.state(), child.parent()
            same = QAccessible.accessibleInterface(QAccessible.uniqueId(child))
            assert same.text(Name) == child.text(Name)
        if number % 300 == 0:
            gc.collect()
        if number % 500 == 250:
            told.canvas.select(Selection(frozenset({"h1"})))
            told.canvas.delete_selection()
        elif number % 500 == 0 and number:
            told.document.undo()


def test_items_outlive_their_canvas(article):
    canvas = Canvas(LIGHT)
    canvas.set_project(article)
    found = QAccessible.queryAccessibleInterface(canvas)
    held = [found.child(index) for index in range(9)]
    shiboken6.delete(canvas)
    gc.collect()
    assert [child.isValid() for child in held] == [False] * 9
    assert [child.text(Name) for child in held] == [""] * 9
    assert [child.parent() for child in held] == [None] * 9


STORY = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton
from chainrule.gui.canvas.view import Canvas
from chainrule.gui.theme import LIGHT
application = QApplication([])
button = QPushButton("first")
QAccessible.queryAccessibleInterface(button)
canvas = Canvas(LIGHT)
assert QAccessible.queryAccessibleInterface(canvas).text(QAccessible.Text.Name)
"""


def test_a_program_that_was_asked_about_its_canvas_ends_well():
    """Qt's own list of interfaces, made before ours, is taken down after the bindings let go."""
    done = subprocess.run([sys.executable, "-c", STORY], capture_output=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, b"")
