"""Click a number, see where it comes from: on the canvas, in a card, by keyboard."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.inspector.origin_section import OriginSection
from chainrule.gui.selection import Selection
from chainrule.session.operations import Granularity, Kind
from chainrule.session.speed import Speed

LEFT = Qt.MouseButton.LeftButton
W1, W3 = ("x1", "h1"), ("h1", "y1")


def steps(window: MainWindow, count: int) -> None:
    window.driver.session.granularity = Granularity.LAYER
    window.driver.session.speed = Speed(0.0, 30.0)
    for _ in range(count):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()


def section(window: MainWindow) -> OriginSection:
    return window.inspector.origin


def title(window: MainWindow) -> str:
    return section(window).head.accessibleName()


def formula(window: MainWindow) -> str:
    return section(window).formula.text().replace("\n", " ")


def shown_parts(window: MainWindow) -> list[str]:
    return [part.accessibleName() for part in section(window).parts if not part.isHidden()]


def tag_point(window: MainWindow, neuron: str, kind: Kind) -> QPoint:
    """Return where the tag of a number below a neuron is, in pixels of the canvas."""
    prepared = window.canvas.prepared()
    scale = prepared.scene.label_scale
    disc = next(each for each in prepared.discs if each.neuron.id == neuron)
    tag = next(each for each in disc.tags if each.reveals[0] is kind)
    place = (disc.place[0], disc.place[1] + prepared.scene.layout.radius + tag.y * scale)
    return QPointF(*window.canvas.viewport.to_screen(place)).toPoint()


def second_row(window: MainWindow, key: tuple[str, str]) -> QPoint:
    box = window.canvas.prepared().pills[key].box
    place = (box.x, box.bottom - 6)
    return QPointF(*window.canvas.viewport.to_screen(place)).toPoint()


def loss_point(window: MainWindow) -> QPoint:
    box = window.canvas.layout_now.loss
    return QPointF(*window.canvas.viewport.to_screen((box.x, box.y))).toPoint()


def click(qtbot: QtBot, window: MainWindow, point: QPoint) -> None:
    qtbot.mouseMove(window.canvas, point)
    qtbot.mouseClick(window.canvas, LEFT, pos=point)


def test_from_the_z_tag_back_to_the_input_cell(window: MainWindow, qtbot: QtBot) -> None:
    steps(window, 1)
    click(qtbot, window, tag_point(window, "h1", Kind.SUM))
    assert window.selection == Selection(frozenset({"h1"})), "the click selects the neuron too"
    assert title(window) == "Where 0.730 comes from"
    assert "0.150 + 0.480 + 0.100 = 0.730" in formula(window)
    assert shown_parts(window) == [
        "w₁ · x₁, weight times signal, 0.150",
        "w₂ · x₂, weight times signal, 0.480",
        "b₁, bias, before the update, 0.100",
    ]
    qtbot.mouseClick(section(window).parts[0], LEFT)
    assert title(window) == "Where 0.150 comes from"
    assert window.selection == Selection(connections=frozenset({W1})), "the edge is selected"
    assert "0.300 × 0.500 = 0.150" in formula(window)
    qtbot.mouseClick(section(window).parts[1], LEFT)
    assert title(window) == "Where 0.500 comes from"
    assert "in row 1 of the data" in section(window).words.text()
    assert window.data.table.rows.marked == (0, 0), "the cell of x1 in row 1 is ringed"
    assert section(window).crumbs.accessibleName() == "z of h₁ › w₁ · x₁ › x₁"
    section(window).crumbs.linkActivated.emit("0")
    assert title(window) == "Where 0.730 comes from", "a step of the trail leads back to it"
    qtbot.mouseClick(section(window).parts[0], LEFT)
    qtbot.mouseClick(section(window).parts[1], LEFT)
    qtbot.mouseClick(section(window).back, LEFT)
    assert title(window) == "Where 0.150 comes from"
    assert window.data.table.rows.marked is None, "back from the cell, nothing is ringed"
    qtbot.mouseClick(section(window).close_button, LEFT)
    assert section(window).isHidden(), "the cross closes the section"


def test_every_computed_number_of_the_canvas_leads_somewhere(
    window: MainWindow, qtbot: QtBot
) -> None:
    steps(window, 5)
    expected = {
        "Where 0.675 comes from": window.canvas.neuron_point("h1").toPoint(),
        "Where −0.02897 comes from": tag_point(window, "h1", Kind.DELTA),
        "Where −0.2227 comes from": second_row(window, W3),
        "Where 0.05448 comes from": loss_point(window),
    }
    for wanted, point in expected.items():
        click(qtbot, window, point)
        assert title(window) == wanted, f"a click at {point}"
        assert not section(window).isHidden(), wanted
    assert window.selection.loss, "the loss was clicked last"


def test_what_a_person_owns_is_selected_and_edited_as_before(
    window: MainWindow, qtbot: QtBot
) -> None:
    steps(window, 5)
    box = window.canvas.prepared().pills[W3].box
    first = QPointF(*window.canvas.viewport.to_screen((box.x, box.top + 8))).toPoint()
    click(qtbot, window, first)
    assert window.selection == Selection(connections=frozenset({W3}))
    assert section(window).isHidden(), "a weight is the user's own: nothing to trace"


def test_the_pointer_shows_what_can_be_clicked(window: MainWindow, qtbot: QtBot) -> None:
    steps(window, 5)
    qtbot.mouseMove(window.canvas, tag_point(window, "h1", Kind.SUM))
    assert window.canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(window.canvas, second_row(window, W3))
    assert window.canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_drag_that_begins_on_a_number_moves_the_neuron(window: MainWindow, qtbot: QtBot) -> None:
    steps(window, 2)
    start = window.canvas.neuron_point("h1").toPoint()
    qtbot.mousePress(window.canvas, LEFT, pos=start)
    for share in (0.5, 1.0):
        qtbot.mouseMove(window.canvas, start + QPoint(40, 60) * share)
    qtbot.mouseRelease(window.canvas, LEFT, pos=start + QPoint(40, 60))
    assert section(window).isHidden(), "a drag is no click"


def test_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    steps(window, 5)
    window.activateWindow()
    window.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    window.canvas.keyboard.ring.go("h1")
    qtbot.keyClick(window.canvas, Qt.Key.Key_O)
    assert title(window) == "Where −0.02897 comes from", "the latest number of the neuron"
    focused = QApplication.focusWidget()
    assert focused is section(window).parts[0], "the first operand has the focus"
    qtbot.keyClick(focused, Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert title(window) == "Where 0.2194 comes from", "Enter follows the slope"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert title(window) == "Where −0.02897 comes from", "Backspace goes back"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert section(window).isHidden(), "Esc closes"
    assert window.canvas.hasFocus(), "and the canvas has the focus again"


def test_escape_on_the_canvas_closes_before_it_deselects(window: MainWindow, qtbot: QtBot) -> None:
    steps(window, 1)
    click(qtbot, window, tag_point(window, "h1", Kind.SUM))
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert section(window).isHidden()
    assert window.selection == Selection(frozenset({"h1"})), "the selection is still there"
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert window.selection == Selection()


def test_selecting_something_else_closes(window: MainWindow) -> None:
    steps(window, 1)
    window.show_origin(Kind.SUM, "h1", 1)
    window.select(Selection(frozenset({"y1"})))
    assert section(window).isHidden()


def test_numbers_of_the_cards_lead_there_too(window: MainWindow, qtbot: QtBot) -> None:
    steps(window, 5)
    window.select(Selection(connections=frozenset({W3})))
    card = window.inspector.weight_card
    qtbot.mouseClick(card.tiles, LEFT, pos=QPoint(20, 40))
    assert title(window) == "Where −0.3301 comes from"
    assert window.selection == Selection(connections=frozenset({W3})), "the card stays"
    assert window.canvas.ringed == Selection(frozenset({"y1"})), "what it belongs to is ringed"
    qtbot.mouseClick(section(window).parts[0], LEFT)
    assert window.selection == Selection(frozenset({"y1"})), "following goes there"
    qtbot.mouseClick(section(window).back, LEFT)
    assert window.selection == Selection(connections=frozenset({W3})), "and back to the card"
    qtbot.mouseClick(card.band, LEFT, pos=card.band.rect().center())
    assert title(window) == "Where −0.2227 comes from"
    window.select(Selection(frozenset({"h1"})))
    rows = window.inspector.neuron_card.sum_rows
    qtbot.waitUntil(lambda: 250 < rows.width() < 340)
    last = rows.rows()[-1].cells[-1]
    x = round(last.left(rows.width()) + last.line.width / 2)
    above = sum(row.height for row in rows.rows()[:-1])
    qtbot.mouseClick(rows, LEFT, pos=QPoint(x, round(above) + 16))
    assert title(window) == "Where 0.730 comes from"


def test_hovering_an_operand_rings_it_on_the_canvas(window: MainWindow) -> None:
    steps(window, 1)
    window.show_origin(Kind.SUM, "h1", 1)
    section(window).parts[1].pointed.emit(True)
    assert window.canvas.ringed == Selection(connections=frozenset({("x2", "h1")}))
    section(window).parts[1].pointed.emit(False)
    assert window.canvas.ringed == Selection()


def test_the_section_follows_the_training(window: MainWindow) -> None:
    steps(window, 1)
    window.show_origin(Kind.ACTIVATE, "h1", 1)
    before = formula(window)
    steps(window, 6)
    assert not section(window).isHidden(), "stepping on keeps the section"
    assert formula(window) != before, "with the numbers of the next update"


def test_a_number_to_come_is_not_given_away(window: MainWindow) -> None:
    steps(window, 1)
    window.show_origin(Kind.DELTA, "h1", 1)
    assert title(window) == "Not known yet"
    assert formula(window) == ""
    steps(window, 4)
    assert title(window) == "Where −0.02897 comes from", "it is told once it is known"


def test_the_context_menu_offers_the_origin(window: MainWindow, qtbot: QtBot) -> None:
    steps(window, 1)
    window.canvas.keyboard.ring.go("h1")
    window.canvas.keyboard.open_menu()
    menu = window.canvas.menus.current
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.text() == "Where does this come from?")
    entry.trigger()
    menu.close()
    assert title(window) == "Where 0.675 comes from"


def test_the_loss_is_selected_and_its_card_shown(window: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, window, loss_point(window))
    assert window.selection == Selection(loss=True)
    assert window.inspector.card is window.inspector.loss_card
    assert section(window).isHidden(), "there is no loss yet to trace"
    steps(window, 5)
    card = window.inspector.loss_card
    assert "0.470 − 0.800" in card.sample_rows.text()
    assert card.sample_rows.text().endswith("L 0.05448")
    assert "−0.3301" in card.slope_rows.text()
    point = card.curve.picture.point
    assert (round(point[0], 3), round(point[1], 5)) == (0.47, 0.05448)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Delete)
    assert len(window.document.project.network.neurons) == 4, "the loss cannot be deleted"


def test_the_keyboard_goes_from_the_output_to_the_loss_and_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    window.canvas.keyboard.ring.go("y1")
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    assert window.selection == Selection(loss=True)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Left)
    assert window.selection == Selection(frozenset({"y1"}))


def first_row(window: MainWindow, key: tuple[str, str]) -> QPoint:
    box = window.canvas.prepared().pills[key].box
    return QPointF(*window.canvas.viewport.to_screen((box.x, box.top + 8))).toPoint()


def bias_point(window: MainWindow, neuron: str) -> QPoint:
    discs = window.canvas.prepared().discs
    box = next(disc.bias.box for disc in discs if disc.neuron.id == neuron)
    return QPointF(*window.canvas.viewport.to_screen((box.x, box.y))).toPoint()


def test_the_own_number_of_a_weight_or_bias_goes_on_from_a_trail(
    window: MainWindow, qtbot: QtBot
) -> None:
    steps(window, 5)
    click(qtbot, window, first_row(window, W3))
    assert section(window).isHidden(), "without a trail a click selects only"
    click(qtbot, window, second_row(window, W3))
    assert title(window) == "Where −0.2227 comes from"
    click(qtbot, window, first_row(window, W3))
    assert title(window) == "Where 0.400 comes from", "the number that was clicked is told"
    assert "as it was at the start" in section(window).words.text()
    click(qtbot, window, first_row(window, W1))
    assert title(window) == "Where 0.300 comes from", "so is that of another weight"
    assert window.selection == Selection(connections=frozenset({W1})), "which is selected"
    click(qtbot, window, bias_point(window, "h1"))
    assert title(window) == "Where 0.100 comes from", "and that of a bias"


def test_the_own_number_after_an_update_is_told_by_that_update(
    window: MainWindow, qtbot: QtBot
) -> None:
    steps(window, 6)
    click(qtbot, window, tag_point(window, "h1", Kind.SUM))
    click(qtbot, window, first_row(window, W3))
    assert title(window) == "Where 0.4223 comes from", "the update that is shown made it"
    assert "0.400 + 0.02227 = 0.4223" in formula(window)
    steps(window, 1)
    click(qtbot, window, tag_point(window, "h1", Kind.SUM))
    click(qtbot, window, first_row(window, W3))
    assert title(window) == "Where 0.422 comes from", "in the next pass it is given"
    assert "as update 1 left it" in section(window).words.text()
