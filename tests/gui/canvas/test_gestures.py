from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from chainrule.gui.selection import Selection
from chainrule.network.names import Activation, Role

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_dragging_a_neuron_moves_it_and_its_edges(desk):
    before = desk.canvas.connection_point(("h1", "y1"))
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 80))
    assert desk.network.by_id["h1"].y == 80
    assert desk.neuron("h1") == start + QPoint(0, 80), "the view stays, the neuron moves"
    assert desk.canvas.connection_point(("h1", "y1")).y() > before.y() + 20


def test_a_whole_drag_is_one_undo_step(desk):
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 80))
    assert str(desk.document.undo_label) == "Move h1"
    desk.document.undo()
    assert desk.network.by_id["h1"].y == 0
    assert desk.document.undo_label is None
    assert desk.ended == 1


def test_two_drags_are_two_undo_steps(desk):
    for _ in range(2):
        start = desk.neuron("h1")
        desk.drag(start, start + QPoint(0, 40))
    desk.document.undo()
    assert desk.network.by_id["h1"].y == 40


def test_the_selection_moves_together(desk):
    desk.click(desk.neuron("x1"))
    desk.click(desk.neuron("x2"), CTRL)
    start = desk.neuron("x1")
    desk.drag(start, start + QPoint(-40, 0))
    assert desk.network.by_id["x1"].x == -40
    assert desk.network.by_id["x2"].x == -40
    assert desk.network.by_id["h1"].x == 264


def test_three_pixels_are_a_click_not_a_drag(desk):
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(3, 0))
    assert desk.document.undo_label is None
    assert desk.canvas.selection == Selection(frozenset({"h1"}))


def test_escape_puts_a_dragged_neuron_back(desk):
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 90), let_go=False)
    assert desk.canvas.layout_now.places["h1"][1] != 0, "it is shown where it is dragged to"
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.layout_now.places["h1"][1] == 0
    assert desk.network.by_id["h1"].y == 0
    assert desk.document.undo_label is None


def test_alt_drag_drags_a_duplicate(desk):
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 120), ALT)
    copy = desk.network.by_id["h2"]
    assert (copy.activation, copy.bias) == (Activation.SIGMOID, 0.1)
    assert copy.y == 120
    assert desk.network.by_id["h1"].y == 0
    assert desk.network.by_key["x1", "h2"].weight == 0.3
    desk.document.undo()
    assert "h2" not in desk.network.by_id, "copying and moving is one step"


def test_alt_drag_of_an_input_is_refused_with_the_reason(desk):
    start = desk.neuron("x1")
    desk.drag(start, start + QPoint(0, 60), ALT)
    assert desk.refused == ["Only hidden neurons can be duplicated, not x1."]
    assert desk.document.undo_label is None


def test_a_click_selects_what_is_there(desk):
    desk.click(desk.pill("h1", "y1"))
    assert desk.canvas.selection.only_connection == ("h1", "y1")
    desk.click(desk.neuron("x1"))
    assert desk.canvas.selection.only_neuron == "x1"
    desk.click(QPoint(10, 470))
    assert not desk.canvas.selection
    assert len(desk.selections) == 3


def test_the_status_line_tells_the_selection(desk):
    desk.click(desk.pill("h1", "y1"))
    assert desk.said[-1] == "Weight w3, h1 to ŷ, 0.400"
    assert desk.canvas.accessibleDescription() == desk.said[-1]


def test_an_edge_can_be_clicked_beside_its_pill(desk):
    curve = desk.canvas.layout_now.curves["x2", "h1"]
    x, y = desk.canvas.viewport.to_screen(curve.free(0.9))
    desk.click(QPoint(round(x), round(y) + 4))
    assert desk.canvas.selection.only_connection == ("x2", "h1")


def test_rubber_band_takes_neurons_and_the_edges_between(desk):
    desk.drag(QPoint(2, 60), desk.neuron("h1") + QPoint(60, 150))
    assert desk.canvas.selection.neurons == {"x1", "x2", "h1"}
    assert desk.canvas.selection.connections == {("x1", "h1"), ("x2", "h1")}


def test_rubber_band_adds_with_shift_and_takes_away_with_alt(desk):
    desk.click(desk.neuron("y1"))
    desk.drag(QPoint(2, 60), desk.neuron("x1") + QPoint(60, 60), SHIFT)
    assert desk.canvas.selection.neurons == {"y1", "x1"}
    desk.drag(QPoint(2, 60), desk.neuron("x1") + QPoint(60, 60), ALT)
    assert desk.canvas.selection.neurons == {"y1"}


def connect(desk, source, target, let_go=True):
    """Drag from the right port of one neuron to another."""
    radius = desk.canvas.layout_now.radius * desk.canvas.viewport.zoom
    desk.hover(desk.neuron(source))
    port = desk.neuron(source) + QPoint(round(radius), 0)
    desk.hover(port)
    desk.drag(port, desk.neuron(target), let_go=let_go)


def test_dragging_from_a_port_connects(desk):
    desk.canvas.set_new_weight(lambda: 0.25)
    connect(desk, "x1", "y1")
    assert desk.network.by_key["x1", "y1"].weight == 0.25
    assert desk.canvas.selection.only_connection == ("x1", "y1")
    assert str(desk.document.undo_label) == "Connect x1 to y1"


def test_a_loop_is_refused_at_the_pointer(desk):
    connect(desk, "y1", "h1", let_go=False)
    assert desk.said[-1] == "This would close a loop."
    assert QToolTip.text() == "This would close a loop."
    assert desk.canvas.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=desk.neuron("h1"))
    assert ("y1", "h1") not in desk.network.by_key
    assert desk.document.undo_label is None


def test_a_duplicate_and_an_input_are_refused(desk):
    connect(desk, "x1", "h1")
    assert desk.said[-1] == "Already connected."
    connect(desk, "h1", "x2")
    assert desk.said[-1] == "Inputs take no connections."
    assert len(desk.network.connections) == 3


def test_legal_targets_are_ringed_and_others_fade(desk):
    connect(desk, "x1", "y1", let_go=False)
    assert desk.canvas.options.legal == {"y1"}
    assert desk.canvas.options.illegal == {"x2", "h1"}
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.options.legal == frozenset()
    assert len(desk.network.connections) == 3


def test_connect_tool_works_by_drag_and_by_two_clicks(desk):
    desk.canvas.set_tool("connect")
    desk.drag(desk.neuron("x1"), desk.neuron("y1"))
    assert ("x1", "y1") in desk.network.by_key
    desk.click(desk.neuron("x2"))
    desk.click(desk.neuron("y1"))
    assert ("x2", "y1") in desk.network.by_key


def test_a_connection_dropped_on_nothing_offers_a_new_neuron(desk):
    desk.canvas.set_tool("connect")
    desk.drag(desk.neuron("x1"), QPoint(300, 420))
    menu = desk.canvas.menus.current
    assert [action.text() for action in menu.actions()] == ["New neuron here"]
    menu.actions()[0].trigger()
    menu.close()
    assert desk.network.by_key["x1", "h2"].weight == 0.5
    assert desk.neuron("h2").y() > 400


def test_neuron_tool_adds_where_the_pointer_is(desk):
    desk.canvas.set_tool("neuron")
    desk.click(desk.neuron("h1") + QPoint(6, 140))
    made = desk.network.by_id["h2"]
    assert made.role is Role.HIDDEN
    assert made.activation is Activation.SIGMOID
    assert made.x == 264, "it joins the column that is near"
    assert desk.canvas.tool == "neuron", "the tool stays"
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.tool == "select"


def test_neuron_tool_takes_the_role_of_the_column(desk):
    desk.canvas.set_tool("neuron")
    desk.click(desk.neuron("y1") + QPoint(0, 140))
    desk.click(desk.neuron("x2") + QPoint(0, -106))
    assert desk.network.by_id["y2"].role is Role.OUTPUT
    assert desk.network.by_id["x3"].role is Role.INPUT


def test_neuron_tool_does_not_put_one_on_another(desk):
    desk.canvas.set_tool("neuron")
    desk.click(desk.neuron("h1"))
    assert len(desk.network.neurons) == 4


def test_middle_button_pans(desk):
    before = desk.canvas.neuron_point("h1")
    desk.drag(QPoint(400, 430), QPoint(450, 400), button=Qt.MouseButton.MiddleButton)
    moved = desk.canvas.neuron_point("h1") - before
    assert (moved.x(), moved.y()) == (50, -30)


def test_space_and_drag_pans_and_does_not_play(desk, qtbot):
    played = []
    desk.canvas.play_toggled.connect(lambda: played.append(True))
    before = desk.canvas.neuron_point("h1")
    QTest.keyPress(desk.canvas, Qt.Key.Key_Space)
    start = desk.neuron("x1")
    desk.drag(start, start + QPoint(30, 0))
    QTest.keyRelease(desk.canvas, Qt.Key.Key_Space)
    assert desk.canvas.neuron_point("h1").x() == before.x() + 30
    assert desk.network.by_id["x1"].x == 0
    assert played == []
    desk.key(Qt.Key.Key_Space)
    assert played == [True]


def wheel(canvas, at, angle, keys=Qt.KeyboardModifier.NoModifier):
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    event = QWheelEvent(
        QPointF(at), QPointF(canvas.mapToGlobal(at)), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def test_wheel_zooms_at_the_pointer(desk):
    at = desk.neuron("x1")
    zooms = []
    desk.canvas.zoom_changed.connect(zooms.append)
    wheel(desk.canvas, at, 120)
    assert zooms == [1.15]
    away = desk.neuron("x1") - at
    assert away.manhattanLength() <= 1, "what is under the pointer stays there"
    assert desk.neuron("y1").x() > 640


def test_shift_and_wheel_pans_sideways(desk):
    before = desk.canvas.neuron_point("h1")
    wheel(desk.canvas, QPoint(400, 200), 120, SHIFT)
    after = desk.canvas.neuron_point("h1")
    assert after.x() != before.x()
    assert after.y() == before.y()


def test_double_click_on_empty_canvas_fits(desk):
    desk.canvas.zoom_to(3.0)
    assert desk.canvas.viewport.zoom == 3.0
    desk.double_click(QPoint(5, 480))
    assert desk.canvas.viewport.zoom == 1.0


def test_zoom_buttons(desk):
    from PySide6.QtWidgets import QToolButton

    buttons = {b.objectName(): b for b in desk.canvas.findChildren(QToolButton)}
    assert all(button.accessibleName() for button in buttons.values())
    buttons["zoom_plus"].click()
    assert buttons["zoom_percent"].text() == "115%"
    buttons["zoom_percent"].click()
    assert buttons["zoom_percent"].text() == "100%"


def test_press_during_an_animation_interrupts_it(desk):
    from dataclasses import replace

    told = []
    desk.canvas.interrupted.connect(lambda: told.append(True))
    desk.canvas.set_frame(replace(desk.canvas.frame, progress=0.4))
    desk.click(desk.neuron("h1"))
    desk.key(Qt.Key.Key_Right)
    assert told == [True, True]
    desk.canvas.set_frame(replace(desk.canvas.frame, progress=1.0))
    desk.click(desk.neuron("x1"))
    assert told == [True, True]


def test_looking_back_nothing_changes_but_can_be_selected(desk):
    desk.canvas.set_read_only(True)
    start = desk.neuron("h1")
    desk.drag(start, start + QPoint(0, 80))
    desk.key(Qt.Key.Key_Delete)
    desk.canvas.set_tool("neuron")
    desk.double_click(desk.pill("h1", "y1"))
    assert desk.document.undo_label is None
    assert desk.canvas.editing.editor is None
    assert desk.canvas.tool == "select"
    desk.click(desk.neuron("x1"))
    assert desk.canvas.selection.only_neuron == "x1"
