"""Gestures in the canvas's own places: each done, undone, done again, and given up."""

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.snapping import equal_gaps, snapped
from chainrule.gui.canvas.zooming import following
from chainrule.gui.selection import Selection

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ESCAPE = Qt.Key.Key_Escape


def handle(desk, key, end):
    """Return the pixel at which an edge meets its source (0) or target (1)."""
    place = desk.canvas.layout_now.curves[key].free(float(end))
    return QPointF(*desk.canvas.viewport.to_screen(place)).toPoint()


def undone_and_redone(desk, before):
    """Assert that undo brings a project back and redo what was done."""
    after = desk.document.project
    assert after != before
    desk.document.undo()
    assert desk.document.project == before, "undo takes it back as one step"
    desk.document.redo()
    assert desk.document.project == after, "redo does it again"


def test_the_end_of_a_selected_edge_goes_to_another_neuron(desk):
    before = desk.document.project
    desk.canvas.select(Selection(connections=frozenset({("x1", "h1")})))
    desk.drag(handle(desk, ("x1", "h1"), 1), desk.neuron("y1"))
    assert ("x1", "h1") not in desk.network.by_key
    assert desk.network.by_key["x1", "y1"].weight == 0.3, "it keeps its weight"
    assert desk.canvas.selection == Selection(connections=frozenset({("x1", "y1")}))
    undone_and_redone(desk, before)


def test_an_end_let_go_on_empty_canvas_stays(desk):
    desk.canvas.select(Selection(connections=frozenset({("x1", "h1")})))
    start = handle(desk, ("x1", "h1"), 1)
    desk.drag(start, start + QPoint(20, -130))
    assert ("x1", "h1") in desk.network.by_key
    assert desk.document.undo_label is None


def test_an_end_may_not_close_a_loop_and_the_reason_is_said(desk):
    desk.canvas.select(Selection(connections=frozenset({("h1", "y1")})))
    desk.drag(handle(desk, ("h1", "y1"), 1), desk.neuron("x2"))
    assert ("h1", "y1") in desk.network.by_key
    assert any("Inputs take no connections" in said for said in desk.said)


def test_escape_gives_up_reconnecting(desk):
    desk.canvas.select(Selection(connections=frozenset({("x1", "h1")})))
    desk.drag(handle(desk, ("x1", "h1"), 1), desk.neuron("y1"), let_go=False)
    assert desk.canvas.options.legal == {"h1", "y1"}, "where it may go is ringed"
    desk.key(ESCAPE)
    assert desk.canvas.options.legal == frozenset()
    assert ("x1", "h1") in desk.network.by_key


def test_an_edge_that_is_not_selected_is_not_taken_by_its_end(desk):
    desk.drag(handle(desk, ("x1", "h1"), 1) - QPoint(8, 0), desk.neuron("y1"))
    assert ("x1", "h1") in desk.network.by_key


def test_a_drag_is_shown_on_the_way_and_made_when_let_go(desk):
    before = desk.document.project
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 60), let_go=False)
    assert desk.document.project is before, "the project changes when the button is let go"
    assert desk.canvas.layout_now.places["h1"][1] > 20
    desk.let_go(start + QPoint(0, 60))
    undone_and_redone(desk, before)


def test_a_network_that_changes_during_a_drag_is_shown_as_it_is(desk):
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 60), let_go=False)
    desk.canvas.request(commands.delete(Selection(frozenset({"h1"}))))
    desk.pull(start + QPoint(0, 90))
    desk.let_go(start + QPoint(0, 90))
    assert "h1" not in desk.network.by_id
    assert set(desk.canvas.layout_now.places) == set(desk.network.by_id)


def test_alt_drag_given_up_leaves_no_copy(desk):
    before = desk.document.project
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 120), ALT, let_go=False)
    desk.key(ESCAPE)
    assert set(desk.network.by_id) == set(before.network.by_id)
    assert desk.document.undo_label is None


def test_pointing_at_a_neuron_lets_its_edges_stand_out(desk):
    desk.hover(desk.neuron("x1"))
    assert desk.canvas.options.hovered == "x1"
    scene = desk.canvas.prepared().scene
    assert scene.dimmed(("x2", "h1")), "the others fade"
    assert not scene.dimmed(("x1", "h1"))
    desk.hover(QPoint(4, 4))
    assert desk.canvas.options.hovered is None


def test_between_two_columns_the_neuron_tool_offers_a_new_layer(desk):
    before = desk.document.project
    desk.canvas.set_tool("neuron")
    x = (desk.neuron("h1").x() + desk.neuron("y1").x()) // 2
    at = QPoint(x, desk.neuron("h1").y())
    desk.hover(at)
    assert desk.canvas.layout_now.places["y1"][0] > 528, "the columns move apart"
    assert desk.network.by_id["y1"].x == 528, "the project waits for the click"
    desk.click(at)
    x = desk.network.by_id["h2"].x
    assert x - 264 == pytest.approx(desk.network.by_id["y1"].x - x), "it stands half-way"
    undone_and_redone(desk, before)


def test_leaving_the_tool_lets_the_columns_stand_again(desk):
    desk.canvas.set_tool("neuron")
    x = (desk.neuron("h1").x() + desk.neuron("y1").x()) // 2
    desk.hover(QPoint(x, desk.neuron("h1").y()))
    desk.key(ESCAPE)
    assert desk.canvas.tool == "select"
    assert desk.canvas.layout_now.places["y1"][0] == 528


def test_equal_gaps_hold_a_neuron_and_are_measured():
    others = {"a": (0.0, 0.0), "b": (0.0, 100.0)}
    place, _ = snapped((1.0, 203.0), others, 1.0)
    assert place == (0.0, 200.0)
    spans = equal_gaps(place, list(others.values()))
    assert [math.dist(*span) for span in spans] == [100.0, 100.0]
    row = {"a": (0.0, 0.0), "b": (150.0, 0.0)}
    place, _ = snapped((303.0, 2.0), row, 1.0)
    assert place == (300.0, 0.0), "equal gaps hold it in a row too"
    assert equal_gaps((0.0, 37.0), list(others.values())) == []


def test_zoom_to_selection_shows_what_is_selected_and_fit_all_again(desk):
    desk.canvas.select(Selection(frozenset({"x1"})))
    desk.canvas.zoom_to_selection()
    middle = desk.canvas.neuron_point("x1")
    assert abs(middle.x() - desk.canvas.width() / 2) < 2
    desk.canvas.select(Selection())
    zoomed = desk.canvas.viewport.zoom
    desk.canvas.zoom_to_selection()
    assert desk.canvas.viewport.zoom < zoomed


def test_the_camera_follows_a_step_only_where_that_is_chosen(desk):
    view = desk.canvas.viewport.zoomed(4.0, (0.0, 0.0))
    moved = following(desk.canvas.layout_now, frozenset({"y1"}), view)
    assert moved is not None
    assert moved.zoom == view.zoom, "it pans and never zooms"
    x, y = moved.to_screen(desk.canvas.layout_now.places["y1"])
    assert 0 < x < view.width
    assert 0 < y < view.height
    assert following(desk.canvas.layout_now, frozenset({"y1"}), moved) is None, "seen already"


def connect_from_the_port(desk):
    desk.hover(desk.neuron("x2"))
    port = desk.neuron("x2") + QPoint(round(38 * desk.canvas.viewport.zoom), 0)
    desk.drag(port, desk.neuron("y1"))


def add_with_the_tool(desk):
    desk.canvas.set_tool("neuron")
    desk.click(desk.neuron("h1") + QPoint(0, 120))


def drag_away(desk):
    desk.drag(desk.neuron("h1"), desk.neuron("h1") + QPoint(0, 70))


def drag_a_copy(desk):
    desk.drag(desk.neuron("h1"), desk.neuron("h1") + QPoint(0, 120), ALT)


def nudge_twice(desk):
    desk.click(desk.neuron("h1"))
    desk.key(Qt.Key.Key_Down, ALT)
    desk.key(Qt.Key.Key_Down, ALT)


def scrub_a_weight(desk):
    desk.click(desk.pill("x1", "h1"))
    desk.drag(desk.pill("x1", "h1"), desk.pill("x1", "h1") + QPoint(20, 0))


def type_a_weight(desk):
    desk.double_click(desk.pill("x1", "h1"))
    desk.canvas.editing.editor.setText("1/4")
    QTest.keyClick(desk.canvas.editing.editor, Qt.Key.Key_Return)


def delete_an_edge(desk):
    desk.click(desk.pill("x1", "h1"))
    desk.key(Qt.Key.Key_Delete)


def duplicate(desk):
    desk.click(desk.neuron("h1"))
    desk.canvas.duplicate_selection()


@pytest.mark.parametrize(
    "gesture",
    [
        connect_from_the_port,
        add_with_the_tool,
        drag_away,
        drag_a_copy,
        nudge_twice,
        scrub_a_weight,
        type_a_weight,
        delete_an_edge,
        duplicate,
    ],
)
def test_every_gesture_is_one_step_that_is_undone_and_redone(desk, gesture):
    before = desk.document.project
    gesture(desk)
    undone_and_redone(desk, before)


@pytest.mark.parametrize("keys", [SHIFT, ALT, Qt.KeyboardModifier.NoModifier])
def test_a_rubber_band_adds_takes_away_or_begins_anew(desk, keys):
    desk.click(desk.neuron("x1"))
    corner = desk.neuron("h1") - QPoint(60, 60)
    desk.drag(corner, desk.neuron("h1") + QPoint(60, 60), keys)
    wanted = {SHIFT: {"x1", "h1"}, ALT: {"x1"}}.get(keys, {"h1"})
    assert desk.canvas.selection.neurons == wanted
    assert desk.document.undo_label is None, "selecting is no edit"


def test_wheel_middle_drag_and_space_drag_move_the_view_only(desk):
    before, view = desk.document.project, desk.canvas.viewport
    place = view.to_canvas((300.0, 200.0))
    desk.drag(QPoint(300, 200), QPoint(340, 230), button=Qt.MouseButton.MiddleButton)
    assert desk.canvas.viewport.to_screen(place) == pytest.approx((340, 230))
    QTest.keyPress(desk.canvas, Qt.Key.Key_Space)
    desk.drag(QPoint(300, 200), QPoint(260, 170))
    QTest.keyRelease(desk.canvas, Qt.Key.Key_Space)
    assert desk.canvas.viewport.to_screen(place) == pytest.approx((300, 200))
    assert desk.document.project is before
