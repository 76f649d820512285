"""Drawing a digit on the pad, and seeing what the network makes of it."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.drawing.pad import Pad
from chainrule.gui.selection import Selection
from chainrule.gui.theme import DARK, LIGHT
from chainrule.session.asked import AskedKind
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.session.probe import Probe
from helpers.made import THREE

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def pad(qtbot: QtBot) -> Pad:
    made = Pad(LIGHT)
    qtbot.addWidget(made)
    made.resize(224, 224)
    made.show()
    qtbot.waitExposed(made)
    return made


def draw(pad: Pad, points: Sequence[tuple[float, float]], button: Qt.MouseButton = LEFT) -> None:
    side = min(pad.width(), pad.height())
    left = (pad.width() - side) / 2
    places = [QPoint(round(left + x * side), round(y * side)) for x, y in points]
    QTest.mousePress(pad, button, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(pad, place)
    QTest.mouseRelease(pad, button, pos=places[-1])


def plain(text: str) -> str:
    """Return what rich text says."""
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def answer(window: MainWindow) -> str:
    """Return the name of the likeliest class."""
    frame = window.driver.moment().frame
    outputs = window.document.project.network.outputs
    best = max(outputs, key=lambda neuron: frame.value(Kind.ACTIVATE, neuron.id) or 0.0)
    return best.label or best.id


def test_a_drawn_three_is_recognised(digits: MainWindow) -> None:
    draw(digits.data.draw.pad, THREE)
    assert answer(digits) == "3"
    told = plain(digits.strip.sentence.text())
    assert "Your drawing looks like a 3: the network gives it" in told, told
    assert "%" in told
    assert "your drawing" in digits.status.counts.text()


def test_the_canvas_shows_the_pixels_of_the_drawing(digits: MainWindow) -> None:
    draw(digits.data.draw.pad, THREE)
    shown = list(digits.canvas.frame.inputs.values())
    assert len(shown) == 64
    assert 0.15 < sum(shown) / 64 < 0.5, "about as much ink as the digits of the data have"
    assert digits.canvas.frame.phase is Phase.FORWARD


def test_only_the_forward_pass_can_be_gone_to_and_the_others_say_why(digits: MainWindow) -> None:
    draw(digits.data.draw.pad, THREE)
    chips = digits.strip.chips
    assert chips[Phase.FORWARD].isEnabled()
    for phase in (Phase.LOSS, Phase.BACKWARD, Phase.UPDATE):
        assert not chips[phase].isEnabled(), phase
        assert chips[phase].toolTip() == (
            "A drawing has no right answer. Choose Add to data and give it one."
        )
    digits.driver.step()
    assert all(chip.isEnabled() and not chip.toolTip() for chip in chips.values())


def test_the_loss_box_says_why_a_drawing_has_no_loss(digits: MainWindow, qtbot: QtBot) -> None:
    assert not rest_on_loss(digits, qtbot), "a sample of the data has a loss"
    draw(digits.data.draw.pad, THREE)
    assert "no right answer" in rest_on_loss(digits, qtbot), (
        "the tip of the phases, on the canvas too"
    )
    QTest.keyClick(digits.data.draw.pad, Qt.Key.Key_Delete)
    assert not rest_on_loss(digits, qtbot), "the drawing has been cleared"


def rest_on_loss(window: MainWindow, qtbot: QtBot) -> str:
    """Let the pointer rest on the loss box; return what is said there."""
    canvas = window.canvas
    box = canvas.layout_now.loss
    assert box is not None
    place = QPoint(*map(round, canvas.viewport.to_screen((box.x, box.y))))
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    QApplication.sendEvent(
        canvas, QHelpEvent(QEvent.Type.ToolTip, place, canvas.mapToGlobal(place))
    )
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_the_picture_is_about_as_high_as_the_hidden_layer(digits: MainWindow) -> None:
    layout = digits.canvas.layout_now
    assert layout.pixels is not None
    heights = [layout.places[f"h{place}"][1] for place in range(1, 17)]
    share = layout.pixels.plate.height / (max(heights) - min(heights))
    assert 0.7 < share < 1.1, f"{share:.2f} of the hidden layer's height"
    last = layout.pixels.neurons[-1]
    assert layout.pixels.at(layout.places[last]) == last, "the pixel under the pointer"


def test_it_is_looked_at_while_drawing_too_after_a_pause(digits: MainWindow, qtbot: QtBot) -> None:
    pad = digits.data.draw.pad
    with qtbot.waitSignal(pad.drawn, timeout=2000):
        QTest.mousePress(pad, LEFT, pos=QPoint(100, 20))
        QTest.mouseMove(pad, QPoint(110, 60))
    asked = digits.driver.moment().asked
    assert asked is not None, "the button is still down"
    assert asked.kind is AskedKind.DRAWING
    QTest.mouseRelease(pad, LEFT, pos=QPoint(110, 60))


def test_clear_and_escape_return_to_the_data(digits: MainWindow) -> None:
    pad = digits.data.draw.pad
    draw(pad, THREE)
    digits.data.draw.clear.click()
    assert digits.driver.moment().asked is None
    assert pad.strokes == ()
    draw(pad, THREE)
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert digits.driver.moment().asked is None
    assert pad.strokes == (), "the pad shows what the network sees"


@pytest.mark.parametrize("where", ["pad", "canvas"])
def test_undo_takes_back_strokes_before_what_was_trained(digits: MainWindow, where: str) -> None:
    pad = digits.data.draw.pad
    undo, redo = digits.actions_by_name["edit.undo"], digits.actions_by_name["edit.redo"]
    start = digits.driver.session.run.update
    digits.driver.set_granularity(Granularity.EPOCH)
    digits.driver.step()
    trained_to = digits.driver.session.run.update
    draw(pad, THREE)
    draw(pad, [(0.1, 0.9), (0.9, 0.9)])
    digits.select(Selection(frozenset({"h3"})))
    focused = pad if where == "pad" else digits.canvas
    focused.setFocus()
    assert undo.text() == "&Undo: stroke"
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.strokes) == 1, "the younger stroke is gone"
    assert answer(digits) == "3"
    assert redo.text() == "&Redo: stroke"
    undo.trigger()
    assert pad.strokes == ()
    assert digits.driver.session.run.update == trained_to, "what was trained stays"
    undo.trigger()
    assert digits.driver.session.run.update == start, "then the document goes back"
    redo.trigger()
    assert digits.driver.session.run.update == trained_to, "in the opposite order"
    assert pad.strokes == ()
    redo.trigger()
    redo.trigger()
    assert len(pad.strokes) == 2, "every stroke is back"


def test_what_was_done_after_a_stroke_is_undone_before_it(digits: MainWindow) -> None:
    section = digits.data.draw
    rows = len(digits.document.project.data.train)
    draw(section.pad, THREE)
    section.classes.aboutToShow.emit()
    section.classes.actions()[3].trigger()
    assert len(digits.document.project.data.train) == rows + 1
    digits.actions_by_name["edit.undo"].trigger()
    assert len(digits.document.project.data.train) == rows, "the row was added last"
    assert len(section.pad.strokes) == 1


def test_clear_can_be_undone(digits: MainWindow) -> None:
    section = digits.data.draw
    draw(section.pad, THREE)
    section.clear.click()
    undo = digits.actions_by_name["edit.undo"]
    assert undo.text() == "&Undo: clear the drawing"
    draw(section.pad, [(0.1, 0.9), (0.9, 0.9)])
    undo.trigger()
    assert section.pad.strokes == ()
    undo.trigger()
    assert len(section.pad.strokes) == 1
    assert answer(digits) == "3"


def test_another_project_knows_nothing_of_the_drawing(digits: MainWindow) -> None:
    draw(digits.data.draw.pad, THREE)
    digits.data.draw.clear.click()
    digits.files.opened.emit(digits.document.project)
    digits.driver.show()
    assert not digits.actions_by_name["edit.undo"].isEnabled()


def test_the_pad_is_empty_while_the_network_sees_something_else(digits: MainWindow) -> None:
    section = digits.data.draw
    draw(section.pad, THREE)
    section.thumbnails.buttons[4].click()
    assert section.pad.strokes == ()
    middle = QPoint(section.pad.width() // 2, 3)
    assert section.pad.grab().toImage().pixelColor(middle) != LIGHT.ink
    assert not section.clear.isEnabled()
    assert not section.add.isEnabled()
    draw(section.pad, [(0.5, 0.1), (0.5, 0.9)])
    assert len(section.pad.strokes) == 1, "a new drawing begins"


def test_moves_are_neither_lost_nor_slow(
    digits: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = digits.data.draw.pad
    draw(pad, THREE)
    digits.data.draw.clear.click()
    passes: list[object] = []
    monkeypatch.setattr(
        Probe, "_gradient_means", lambda *given: passes.append(given) or (), raising=True
    )
    QTest.mousePress(pad, LEFT, pos=QPoint(100, 20))
    compressed = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
    assert not QApplication.testAttribute(compressed), "every place of the pointer counts"
    for down in range(30, 200, 10):
        QTest.mouseMove(pad, QPoint(110, down))
        pad.drawn.emit()
    QTest.mouseRelease(pad, LEFT, pos=QPoint(110, 190))
    assert len(pad.strokes[-1].points) == 18
    assert QApplication.testAttribute(compressed)
    assert not passes, "all samples are not gone through to see a drawing"


def test_added_to_the_data_with_the_class_that_is_chosen(digits: MainWindow) -> None:
    section = digits.data.draw
    assert not section.add.isEnabled(), "there is nothing to add yet"
    rows = len(digits.document.project.data.train)
    draw(section.pad, THREE)
    section.classes.aboutToShow.emit()
    assert [action.text() for action in section.classes.actions()][3] == "It is 3"
    section.classes.actions()[3].trigger()
    data = digits.document.project.data
    assert len(data.train) == rows + 1
    targets = dict(zip(data.targets, data.train[-1][64:], strict=True))
    names = {neuron.id: neuron.label for neuron in digits.document.project.network.outputs}
    assert [names[name] for name, value in targets.items() if value == 1.0] == ["3"]
    told = digits.status.said.text()
    assert told == f"Your drawing is now row {rows + 1:,} of the data, as 3."
    digits.driver.undo()
    assert len(digits.document.project.data.train) == rows


def test_a_test_digit_is_picked_and_judged(digits: MainWindow) -> None:
    thumbnails = digits.data.draw.thumbnails
    assert len(thumbnails.buttons) == 10, "one of each class"
    first = [button.objectName() for button in thumbnails.buttons]
    thumbnails.buttons[4].click()
    asked = digits.driver.moment().asked
    assert asked is not None
    assert asked.kind is AskedKind.TEST
    assert digits.strip.sentence.text().startswith(("Right, it is", "Wrong: the network"))
    thumbnails.others.click()
    assert [button.objectName() for button in thumbnails.buttons] != first


def test_the_drawing_is_followed_while_the_network_trains(digits: MainWindow) -> None:
    digits.driver.set_granularity(Granularity.EPOCH)
    draw(digits.data.draw.pad, THREE)
    before = digits.canvas.frame.value(Kind.ACTIVATE, "h1")
    digits.driver.step()
    assert digits.driver.moment().asked is not None
    assert digits.canvas.frame.value(Kind.ACTIVATE, "h1") != before


@pytest.mark.example("xor")
def test_there_is_no_pad_for_other_networks(window: MainWindow) -> None:
    assert not window.data.draw.isVisible()


def test_the_right_button_and_the_eraser_rub_out(pad: Pad) -> None:
    draw(pad, [(0.1, 0.5), (0.9, 0.5)])
    middle = QPoint(112, 112)
    assert pad.grab().toImage().pixelColor(middle) == LIGHT.ink
    draw(pad, [(0.5, 0.4), (0.5, 0.6)], RIGHT)
    assert [stroke.rubs for stroke in pad.strokes] == [False, True]
    assert pad.grab().toImage().pixelColor(middle) != LIGHT.ink, "the paper is seen again"
    pad.erasing = True
    draw(pad, [(0.2, 0.5), (0.3, 0.5)])
    assert pad.strokes[-1].rubs


def test_ink_is_seen_in_the_dark_theme(pad: Pad) -> None:
    pad.set_theme(DARK)
    draw(pad, [(0.1, 0.5), (0.9, 0.5)])
    image = pad.grab().toImage()
    assert image.pixelColor(112, 112) == DARK.ink
    assert image.pixelColor(112 + 7, 30) == DARK.panel


def test_delete_clears_the_pad_and_deletes_nothing_else(digits: MainWindow) -> None:
    digits.select(Selection(frozenset({"h8"})))
    network = digits.document.project.network
    pad = digits.data.draw.pad
    draw(pad, THREE)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert not pad.strokes
    assert digits.document.project.network is network, "the selected neuron stays"


def test_keys_of_the_pad(pad: Pad, qapp: QApplication) -> None:
    draw(pad, THREE)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes == ()


@pytest.mark.parametrize("height", [600, 700, 900])
def test_the_pad_is_large_enough_to_draw_on_in_a_low_window(
    digits: MainWindow, qtbot: QtBot, height: int
) -> None:
    digits.resize(1024, height)
    digits.rail.open("data")
    section = digits.data.draw
    pad = section.pad
    qtbot.waitUntil(lambda: min(pad.width(), pad.height()) >= 160)
    qtbot.waitUntil(lambda: pad.y() + pad.height() <= section.clear.y())
    table = digits.data.table
    assert not table.isVisible() or table.height() >= 80, "rows that can be read, or none"
    digits.rail.close_overlay()


def test_test_digits_stand_in_two_rows_of_five(digits: MainWindow) -> None:
    buttons = digits.data.draw.thumbnails.buttons
    rows = sorted({button.y() for button in buttons})
    assert [sum(button.y() == y for button in buttons) for y in rows] == [5, 5]
    picture = buttons[0].icon().pixmap(38, 38).toImage()
    assert picture.pixelColor(picture.width() // 2, 0) == LIGHT.border, "each has its frame"
