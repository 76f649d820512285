import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from chainrule.gui.selection import Selection
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project
from chainrule.session.frame import Frame
from chainrule.session.operations import Kind, Phase

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def walker(desk):
    desk.canvas.clearFocus()
    desk.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    return desk


def test_tab_into_the_canvas_selects_the_first_neuron(walker):
    assert walker.canvas.keyboard.item == "x1"
    assert walker.canvas.selection.only_neuron == "x1"
    assert walker.said[-1] == "Input x1, 0.500"


def test_arrows_walk_over_neurons(walker):
    walked = []
    for key in (K.Key_Down, K.Key_Right, K.Key_Right, K.Key_Left, K.Key_End, K.Key_Home):
        walker.key(key)
        walked.append(walker.canvas.selection.only_neuron)
    assert walked == ["x2", "h1", "y1", "h1", "y1", "x1"]


def test_brackets_walk_over_the_edges_of_a_neuron(walker):
    walker.key(K.Key_Right)
    walked = []
    for _ in range(3):
        walker.key(K.Key_BracketRight)
        walked.append(walker.canvas.selection.only_connection)
    assert walked == [("x1", "h1"), ("x2", "h1"), ("h1", "y1")]
    walker.key(K.Key_Return)
    assert walker.canvas.editing.editor is not None
    walker.canvas.editing.close()
    walker.key(K.Key_Escape)
    assert walker.canvas.selection.only_neuron == "h1"


def test_the_gradient_is_spoken_once_known(desk):
    values = {(Kind.WEIGHT_GRADIENT, "w[h1->y1]"): -0.22273830118743196}
    desk.canvas.set_frame(Frame(Phase.BACKWARD, values, parameters={"w[h1->y1]": 0.4}))
    desk.click(desk.pill("h1", "y1"))
    assert desk.said[-1] == "Weight w3, h1 to ŷ, 0.400, gradient −0.2227"


def test_alt_arrows_move_the_selection(walker):
    walker.key(K.Key_Right)
    walker.key(K.Key_Down, ALT)
    walker.key(K.Key_Down, ALT | SHIFT)
    assert walker.network.by_id["h1"].y == 9


def test_ctrl_space_adds_to_and_takes_from_the_selection(walker):
    walker.key(K.Key_Space, CTRL)
    assert not walker.canvas.selection
    walker.key(K.Key_Space, CTRL)
    assert walker.canvas.selection.only_neuron == "x1"


def test_c_arrows_and_enter_make_a_connection(walker):
    walker.key(K.Key_C)
    walker.key(K.Key_Right)
    walker.key(K.Key_Return)
    assert ("x1", "y1") in walker.network.by_key, "h1 is connected already, y1 is the legal one"


def test_n_adds_a_neuron_below(walker):
    walker.key(K.Key_Right)
    walker.key(K.Key_N)
    made = walker.network.by_id["h2"]
    assert (made.role, made.x) == (Role.HIDDEN, 264)
    assert made.y > 0
    assert walker.canvas.selection.only_neuron == "h2"


def test_what_the_keys_do_can_be_undone_and_redone(walker):
    stories = {
        "move": [(K.Key_Right, NONE), (K.Key_Down, ALT)],
        "add": [(K.Key_N, NONE)],
        "connect": [(K.Key_Home, NONE), (K.Key_C, NONE), (K.Key_Right, NONE), (K.Key_Return, NONE)],
        "delete": [(K.Key_BracketRight, NONE), (K.Key_Delete, NONE)],
    }
    for story, keys in stories.items():
        before = walker.network
        for key, held in keys:
            walker.key(key, held)
        after = walker.network
        assert after != before, story
        walker.document.undo()
        assert walker.network == before, story
        walker.document.redo()
        assert walker.network == after, story


def test_enter_edits_what_has_the_ring_and_the_edit_can_be_undone(walker):
    walker.key(K.Key_BracketRight)
    walker.key(K.Key_Return)
    editor = walker.canvas.editing.editor
    QTest.keyClicks(editor, "1/4")
    QTest.keyClick(editor, K.Key_Return)
    assert walker.network.by_key["x1", "h1"].weight == 0.25
    assert walker.canvas.hasFocus()
    assert walker.canvas.keyboard.item == ("x1", "h1")
    walker.document.undo()
    assert walker.network.by_key["x1", "h1"].weight == 0.3


def test_shift_and_arrows_select_more_and_ctrl_and_arrows_only_walk(walker):
    walker.key(K.Key_Down, SHIFT)
    assert walker.canvas.selection == Selection(frozenset({"x1", "x2"}))
    walker.key(K.Key_Right, CTRL)
    assert walker.canvas.selection == Selection(frozenset({"x1", "x2"}))
    assert walker.canvas.keyboard.item == "h1"
    assert walker.said[-1].startswith("Neuron h1"), "what is walked over is said"
    walker.key(K.Key_Space, CTRL)
    assert walker.canvas.selection == Selection(frozenset({"x1", "x2", "h1"}))


def test_escape_ends_one_thing_at_a_time(walker):
    walker.key(K.Key_C)
    steps = []
    for _ in range(3):
        walker.key(K.Key_Escape)
        steps.append((walker.canvas.mouse.gesture, walker.canvas.selection.only_neuron))
    assert steps == [(None, "x1"), (None, None), (None, None)]
    assert walker.canvas.keyboard.item == "x1", "the ring stays where the keyboard is"


def test_shift_f10_opens_the_menu_at_the_item(walker):
    walker.key(K.Key_Right)
    walker.key(K.Key_F10, SHIFT)
    menu = walker.canvas.menus.current
    assert "Edit bias…" in [action.text() for action in menu.actions()]
    corner = walker.canvas.mapToGlobal(walker.neuron("h1"))
    assert (menu.pos() - corner).manhattanLength() < 40
    menu.close()


def test_delete_and_the_reason_why_not(desk):
    desk.click(desk.pill("h1", "y1"))
    desk.key(K.Key_Delete)
    assert ("h1", "y1") not in desk.network.by_key
    desk.click(desk.neuron("x1"))
    desk.key(K.Key_Backspace)
    assert desk.refused == ["x1 is bound to the data. Delete the data rows first."]


def test_escape_leaves_the_tool_then_the_selection(desk):
    desk.click(desk.neuron("h1"))
    desk.canvas.set_tool("connect")
    desk.key(K.Key_Escape)
    assert desk.canvas.tool == "select"
    assert desk.canvas.selection
    desk.key(K.Key_Escape)
    assert not desk.canvas.selection


def test_select_all_and_duplicate(desk):
    desk.canvas.select_all()
    assert len(desk.canvas.selection) == 7
    desk.click(desk.neuron("h1"))
    desk.canvas.duplicate_selection()
    assert desk.canvas.selection.only_neuron == "h2"
    assert (desk.network.by_id["h2"].x, desk.network.by_id["h2"].y) == (288, 24)


def open_menu(desk, at):
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, desk.canvas.mapToGlobal(at))
    QApplication.sendEvent(desk.canvas, event)
    menu = desk.canvas.menus.current
    return menu, {action.text(): action for action in menu.actions()}


def test_neuron_menu(desk):
    menu, entries = open_menu(desk, desk.neuron("h1"))
    assert desk.canvas.selection.only_neuron == "h1"
    for action in entries["Activation"].menu().actions():
        if action.text() == "ReLU":
            action.trigger()
    assert desk.network.by_id["h1"].activation is Activation.RELU
    entries["Freeze incoming weights"].trigger()
    assert desk.network.locked == {"w[x1->h1]", "w[x2->h1]"}
    menu.close()


def test_edge_menu(desk):
    menu, entries = open_menu(desk, desk.pill("h1", "y1"))
    entries["Copy weight"].trigger()
    assert QApplication.clipboard().text() == "0.40000000000000002"
    assert not entries["Copy gradient"].isEnabled(), "there is none before the backward pass"
    entries["Set to 0"].trigger()
    assert desk.network.by_key["h1", "y1"].weight == 0
    entries["Freeze weight"].trigger()
    assert desk.network.locked == {"w[h1->y1]"}
    menu.close()


def test_canvas_menu_adds_where_it_was_opened(desk):
    at = QPoint(360, 420)
    menu, entries = open_menu(desk, at)
    {a.text(): a for a in entries["Add neuron here"].menu().actions()}["Output"].trigger()
    assert desk.network.by_id["y2"].role is Role.OUTPUT
    assert desk.neuron("y2") == at
    menu.close()


def test_canvas_menu_tidies_and_hides_parts(desk):
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(40, 80))
    menu, entries = open_menu(desk, QPoint(360, 460))
    entries["Tidy layout"].trigger()
    assert (desk.network.by_id["h1"].x, desk.network.by_id["h1"].y) == (264, 0)
    {a.text(): a for a in entries["Show"].menu().actions()}["Weights"].trigger()
    assert desk.canvas.prepared().pills == {}
    menu.close()


def test_empty_project_offers_examples_and_a_first_neuron(make_desk):
    desk = make_desk(Project())
    button = desk.canvas.findChild(QPushButton, "open_examples")
    wanted = []
    desk.canvas.examples_wanted.connect(lambda: wanted.append(True))
    assert button.isVisible()
    button.click()
    assert wanted == [True]
    desk.canvas.set_tool("neuron")
    desk.click(QPoint(100, 120))
    assert desk.network.by_id["x1"].role is Role.INPUT
    assert not button.isVisible()
    desk.click(QPoint(400, 120))
    desk.click(QPoint(700, 120))
    assert [neuron.role for neuron in desk.network.neurons] == list(Role)


def test_escape_lets_go_of_an_edge_that_was_clicked(desk):
    desk.click(desk.pill("h1", "y1"))
    assert desk.canvas.selection.only_connection == ("h1", "y1")
    desk.key(K.Key_Escape)
    assert desk.canvas.selection == Selection(), "no neuron instead"


def test_escape_lets_go_of_an_edge_that_was_clicked_after_walking_over_edges(walker):
    walker.key(K.Key_BracketRight)
    walker.click(walker.pill("h1", "y1"))
    walker.key(K.Key_Escape)
    assert walker.canvas.selection == Selection()
