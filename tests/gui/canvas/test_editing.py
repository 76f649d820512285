from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from chainrule.gui.canvas.commands import Owned, Value
from chainrule.network import edits
from chainrule.session.frame import ready_frame
from chainrule.storage.examples import load_example


def type_in(desk, text, end=Qt.Key.Key_Return):
    editor = desk.canvas.editing.editor
    assert editor is not None, "a number box should be open"
    for letter in text:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(editor, press)
    QTest.keyClick(editor, end)


@pytest.mark.parametrize(
    ("typed", "weight"), [("-1,5", -1.5), ("\u22120.25", -0.25), ("1/4", 0.25), ("1e-3", 0.001)]
)
def test_double_click_edits_a_weight(desk, typed, weight):
    desk.double_click(desk.pill("h1", "y1"))
    type_in(desk, typed)
    assert desk.network.by_key["h1", "y1"].weight == weight
    assert desk.canvas.editing.editor is None
    assert desk.canvas.hasFocus()


def test_double_click_edits_bias_input_and_target(desk):
    bias = desk.canvas.prepared().discs[2].bias
    x, y = desk.canvas.viewport.to_screen((bias.box.x, bias.box.y))
    desk.double_click(QPoint(round(x), round(y)))
    type_in(desk, "0.7")
    assert desk.network.by_id["h1"].bias == 0.7
    desk.double_click(desk.neuron("x2"))
    type_in(desk, "0.9")
    box = desk.canvas.layout_now.targets["y1"]
    x, y = desk.canvas.viewport.to_screen((box.x, box.y))
    desk.double_click(QPoint(round(x), round(y)))
    type_in(desk, "1")
    assert desk.document.project.data.train == ((0.5, 0.9, 1.0),)


def test_the_shown_row_is_the_one_that_is_edited(desk):
    project = edits.set_rows(desk.document.project, ((0.5, 0.8, 0.8), (1.0, 2.0, 3.0)))
    desk.document.open(project)
    desk.canvas.set_row(1)
    desk.canvas.edit_value("x1")
    type_in(desk, "7")
    assert desk.document.project.data.train == ((0.5, 0.8, 0.8), (7.0, 2.0, 3.0))


def test_escape_reverts(desk):
    desk.double_click(desk.pill("h1", "y1"))
    type_in(desk, "9", Qt.Key.Key_Escape)
    assert desk.network.by_key["h1", "y1"].weight == 0.4
    assert desk.canvas.editing.editor is None
    assert desk.document.undo_label is None


def test_what_is_no_number_stays_open_and_says_so(desk):
    desk.double_click(desk.pill("h1", "y1"))
    type_in(desk, "abc")
    editor = desk.canvas.editing.editor
    assert editor is not None
    assert editor.property("wrong") is True
    assert QToolTip.text() == "Not a number"
    assert desk.network.by_key["h1", "y1"].weight == 0.4
    editor.selectAll()
    type_in(desk, "2")
    assert desk.network.by_key["h1", "y1"].weight == 2


def test_tab_commits_and_goes_on_to_the_next_value(desk):
    desk.canvas.edit_value(("x1", "h1"))
    type_in(desk, "1", Qt.Key.Key_Tab)
    type_in(desk, "2", Qt.Key.Key_Tab)
    type_in(desk, "3")
    assert desk.network.by_key["x1", "h1"].weight == 1
    assert desk.network.by_key["x2", "h1"].weight == 2
    assert desk.network.by_id["h1"].bias == 3


def test_an_unchanged_value_is_no_edit(desk):
    desk.canvas.edit_value("b[h1]")
    type_in(desk, "")
    assert desk.document.undo_label is None


def test_without_data_an_input_cannot_be_edited(desk):
    desk.document.open(edits.set_rows(desk.document.project, ()))
    desk.canvas.edit_value(Value(Owned.INPUT, "x1"))
    assert desk.canvas.editing.editor is None


def test_the_box_closes_when_its_value_is_gone(desk):
    desk.canvas.edit_value(("h1", "y1"))
    desk.document.open(edits.remove(desk.document.project, (), [("h1", "y1")]))
    assert desk.canvas.editing.editor is None


@pytest.mark.parametrize("value", [Value(Owned.INPUT, "x2"), Value(Owned.TARGET, "y2")])
def test_the_box_closes_when_another_project_has_no_such_neuron(desk, value):
    desk.document.open(load_example("penguins"))
    desk.canvas.edit_value(value)
    assert desk.canvas.editing.editor is not None
    desk.document.open(load_example("sine"))
    assert desk.canvas.editing.editor is None, "there is nothing left to edit"


def test_scrubbing_a_selected_pill_changes_the_weight(desk):
    desk.click(desk.pill("h1", "y1"))
    at = desk.pill("h1", "y1")
    desk.drag(at, at + QPoint(20, 0))
    assert desk.network.by_key["h1", "y1"].weight == pytest.approx(0.6)
    desk.document.undo()
    assert desk.network.by_key["h1", "y1"].weight == 0.4
    assert desk.document.undo_label is None, "a scrub is one step"


def test_a_pill_that_is_not_selected_is_not_scrubbed(desk):
    at = desk.pill("h1", "y1")
    desk.drag(at, at + QPoint(20, 0))
    assert desk.network.by_key["h1", "y1"].weight == 0.4
    assert desk.canvas.selection.only_connection == ("h1", "y1")


def show_trained(desk, **parameters):
    """Show a frame of training that runs ahead of the document, as while playing fast."""
    frame = ready_frame(desk.document.project)
    desk.canvas.set_frame(replace(frame, parameters={**frame.parameters, **parameters}))


def test_while_training_runs_ahead_the_box_opens_with_the_number_that_is_shown(desk):
    show_trained(desk, **{"w[h1->y1]": -0.75})
    desk.canvas.edit_value(("h1", "y1"))
    assert desk.canvas.editing.editor.text() == "\u22120.75"


def test_an_untouched_box_does_not_put_back_what_training_has_changed_meanwhile(desk):
    desk.canvas.edit_value(("h1", "y1"))
    show_trained(desk, **{"w[h1->y1]": -0.75})
    type_in(desk, "")
    assert desk.document.undo_label is None, "nothing was typed, so nothing is changed"


def test_typing_the_number_from_before_training_is_a_change(desk):
    show_trained(desk, **{"w[h1->y1]": -0.75})
    wanted = []
    desk.canvas.edit_requested.connect(wanted.append)
    desk.canvas.edit_value(("h1", "y1"))
    type_in(desk, "0.4")
    assert len(wanted) == 1, "0.4 is not the number that was shown"


def test_scrubbing_starts_at_the_number_that_is_shown(desk):
    desk.click(desk.pill("h1", "y1"))
    show_trained(desk, **{"w[h1->y1]": -0.75})
    at = desk.pill("h1", "y1")
    desk.drag(at, at + QPoint(20, 0))
    assert desk.network.by_key["h1", "y1"].weight == pytest.approx(-0.55)


def test_in_the_middle_of_an_update_the_project_s_number_is_edited(desk):
    frame = ready_frame(desk.document.project)
    new = {**frame.parameters, "w[h1->y1]": 0.42}
    desk.canvas.set_frame(replace(frame, parameters=new, old={"w[h1->y1]": 0.4}))
    desk.canvas.edit_value(("h1", "y1"))
    assert desk.canvas.editing.editor.text() == "0.4"


def test_a_new_value_is_said(desk):
    desk.click(desk.pill("h1", "y1"))
    desk.canvas.edit_value(("h1", "y1"))
    type_in(desk, "0.9")
    assert "0.900" in desk.said[-1]
