"""Stories: what a person does in the window, and what they then see."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.storage.project_file import read_project

LEFT = Qt.MouseButton.LeftButton
W_OUT = ("h1", "y1")


def at(window: MainWindow, point: QPointF) -> QPoint:
    return point.toPoint()


def drag(qtbot: QtBot, widget: QWidget, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(widget, LEFT, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(widget, start + (end - start) * share)
    qtbot.mouseRelease(widget, LEFT, pos=end)


def trigger(window: MainWindow, name: str) -> None:
    window.actions_by_name[name].trigger()


def steps(window: MainWindow, count: int) -> None:
    for _ in range(count):
        trigger(window, "run.step")
        window.driver.interrupt()


def box(window: MainWindow, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert found is not None, f"there is an input called {name}"
    return found


def typed(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def weight(window: MainWindow, key: tuple[str, str] = W_OUT) -> float:
    return window.document.project.network.by_key[key].weight


def test_the_window_opens_with_the_article(window: MainWindow) -> None:
    assert "One step by hand" in window.windowTitle()
    assert not window.isWindowModified(), "a window that has just opened has nothing to save"
    assert window.driver.moment().phase is None


def test_dragging_a_neuron_moves_it_and_undo_brings_it_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.document.project.network.by_id["h1"]
    start = at(window, window.canvas.neuron_point("h1"))
    drag(qtbot, window.canvas, start, start + QPoint(60, 80))
    moved = window.document.project.network.by_id["h1"]
    assert moved.y > before.y + 40, "the neuron is where it was dropped"
    trigger(window, "edit.undo")
    assert window.document.project.network.by_id["h1"] == before, "one drag is one undo entry"


def test_connecting_two_neurons_and_being_refused(window: MainWindow, qtbot: QtBot) -> None:
    trigger(window, "tool.connect")
    canvas = window.canvas
    x1, y1, h1 = (at(window, canvas.neuron_point(name)) for name in ("x1", "y1", "h1"))
    drag(qtbot, canvas, x1, y1)
    assert ("x1", "y1") in window.document.project.network.by_key, "x1 now feeds y1"
    count = len(window.document.project.network.connections)
    drag(qtbot, canvas, y1, h1)
    assert len(window.document.project.network.connections) == count, "a loop is not made"
    drag(qtbot, canvas, x1, h1)
    assert len(window.document.project.network.connections) == count, "a duplicate is not made"
    trigger(window, "edit.undo")
    assert ("x1", "y1") not in window.document.project.network.by_key


def test_typing_a_weight_in_place(window: MainWindow, qtbot: QtBot) -> None:
    point = at(window, window.canvas.connection_point(W_OUT))
    qtbot.mouseDClick(window.canvas, LEFT, pos=point)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit), "a double click opens a number box"
    editor.selectAll()
    qtbot.keyClicks(editor, "-1/4")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert weight(window) == -0.25
    trigger(window, "edit.undo")
    assert weight(window) == 0.4


def test_stepping_shows_the_numbers_of_the_ledger_and_goes_back(window: MainWindow) -> None:
    steps(window, 3)
    moment = window.driver.moment()
    assert moment.phase is Phase.LOSS
    assert moment.frame.value(Kind.LOSS, "L") == pytest.approx(0.05447570705263601, abs=1e-12)
    assert "0.330" in window.strip.sentence.text(), "the sentence says how far off the output is"
    steps(window, 3)
    assert weight(window) == pytest.approx(0.4222738301187432, abs=1e-12)
    assert window.isWindowModified()
    for _ in range(6):
        trigger(window, "run.step_back")
    assert weight(window) == 0.4, "stepping back restores the weight to the last bit"
    assert not window.actions_by_name["run.step_back"].isEnabled(), "this is the very start"


def test_every_operation_is_a_step(window: MainWindow, qtbot: QtBot) -> None:
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_1)
    assert window.driver.session.granularity is Granularity.OPERATION
    steps(window, 37)
    moment = window.driver.moment()
    assert moment.place.update == 1, "the article's update has 37 operations"
    shown = [operation.value for operation in moment.ledger]
    assert all(value in moment.frame.values.values() for value in shown[:22])


def test_a_weight_typed_in_mid_pass_is_followed_by_all_numbers(
    window: MainWindow, qtbot: QtBot
) -> None:
    steps(window, 2)
    window.select(Selection(frozenset(), frozenset({W_OUT})))
    before = window.driver.moment()
    point = at(window, window.canvas.connection_point(W_OUT))
    qtbot.mouseDClick(window.canvas, LEFT, pos=point)
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    after = window.driver.moment()
    assert after.position == before.position, "the cursor stays where it was"
    assert after.frame.value(Kind.SUM, "y1") == pytest.approx(0.8748052725823135, abs=1e-12)


@pytest.mark.example("xor")
def test_playing_at_full_speed_lowers_the_loss_and_is_one_undo_entry(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.driver.set_granularity(Granularity.EPOCH)
    while window.driver.session.speed.rate != float("inf"):
        window.toolbar.speed.faster()
    trigger(window, "run.play")
    qtbot.waitUntil(lambda: window.driver.session.run.update >= 600, timeout=20_000)
    trigger(window, "run.play")
    moment = window.driver.moment()
    assert not moment.playing
    assert moment.loss < 0.03, "XOR is learned"
    assert str(window.document.undo_label).startswith("Train "), "the stretch is one entry"
    trigger(window, "edit.undo")
    assert window.driver.moment().place.update == 0
    assert not window.isWindowModified(), "everything is as it was opened"


@pytest.mark.example("xor")
def test_a_knob_is_live_while_training(window: MainWindow, qtbot: QtBot) -> None:
    window.driver.set_granularity(Granularity.BATCH)
    window.driver.session.speed = type(window.driver.session.speed)(0.0, 120.0)
    trigger(window, "run.play")
    qtbot.waitUntil(lambda: window.driver.session.run.update >= 3, timeout=20_000)
    typed(qtbot, box(window, "learning_rate"), "0.25")
    reached = window.driver.session.run.update
    assert window.driver.session.playing, "turning a knob does not stop the training"
    qtbot.waitUntil(lambda: window.driver.session.run.update >= reached + 3, timeout=20_000)
    trigger(window, "run.play")
    rates = [row.learning_rate for row in window.driver.moment().log]
    assert rates[0] == 0.5
    assert rates[-1] == 0.25, "the updates after the turn were made with the new rate"
    assert reached > 0, "nothing was reset"


def test_knobs_are_undone(window: MainWindow, qtbot: QtBot) -> None:
    typed(qtbot, box(window, "learning_rate"), "0.5")
    typed(qtbot, box(window, "momentum"), "0.9")
    training = window.document.project.training
    assert (training.learning_rate, training.momentum) == (0.5, 0.9)
    trigger(window, "edit.undo")
    trigger(window, "edit.undo")
    assert window.document.project.training.learning_rate == 0.1
    assert box(window, "learning_rate").text() == "0.1", "the box shows the value again"


def test_save_reload_and_go_on(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.chainrule"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.driver.set_granularity(Granularity.BATCH)
    steps(window, 5)
    trigger(window, "file.save")
    assert path.exists()
    assert not window.isWindowModified()
    after_five = weight(window)
    steps(window, 5)
    after_ten = weight(window)
    window.document.mark_saved()
    assert window.files.open_path(path)
    assert weight(window) == after_five, "the file holds the weights as they were saved"
    steps(window, 5)
    assert weight(window) == after_ten, "training goes on bit for bit"
    assert path in window.files.recent()


def test_unsaved_changes_are_guarded(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    trigger(window, "network.arrange")
    window.driver.edit(_rename())
    answers = iter([QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard])
    monkeypatch.setattr(QMessageBox, "exec", lambda _self: next(answers))
    trigger(window, "file.new")
    assert window.document.project.network.neurons, "Cancel keeps the project"
    trigger(window, "file.new")
    assert not window.document.project.network.neurons, "Discard opens a new one"


def test_the_text_about_unsaved_changes_begins_where_its_buttons_do(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.driver.edit(_rename())
    lefts: list[int] = []

    def look(box: QMessageBox) -> QMessageBox.StandardButton:
        box.show()
        text = box.findChild(QLabel, "qt_msgbox_label")
        buttons = box.findChildren(QPushButton)
        lefts.append(text.mapTo(box, QPoint(0, 0)).x() + text.contentsMargins().left())
        lefts.append(min(button.mapTo(box, QPoint(0, 0)).x() for button in buttons))
        box.hide()
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "exec", look)
    assert not window.files.may_close()
    assert abs(lefts[0] - lefts[1]) <= 3, f"text at {lefts[0]}, buttons at {lefts[1]}"


@pytest.mark.example("xor")
def test_the_bar_of_the_past_says_only_what_fits(window: MainWindow, qtbot: QtBot) -> None:
    window.driver.session.run.train_many(20)
    window.driver.look_at(5)
    note, said = window.history_bar._note, set()
    for width in (1440, 1024, 900):
        window.resize(width, 700)
        qtbot.waitUntil(lambda width=width: window.width() == width)
        QApplication.processEvents()
        said.add(note.text())
        assert note.fontMetrics().horizontalAdvance(note.text()) <= note.width(), note.text()
    assert "Looking back: nothing can be changed here." in said


def _rename():
    from chainrule.network.edits import set_label
    from chainrule.network.message import Message
    from chainrule.session.document import Edit

    return Edit(Message("Edit", "Rename"), lambda project: set_label(project, "h1", "me"))


def test_a_broken_file_is_told_and_changes_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.chainrule"
    path.write_text('{"format": "chainrule-project", "version": 7}')
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: told.append(self.informativeText()))
    before = window.document.project
    assert not window.files.open_path(path)
    assert "made by a newer Chainrule" in told[0]
    assert window.document.project is before


def test_exports(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chainrule.gui import exporting

    steps(window, 6)
    monkeypatch.setattr(exporting, "ask_scale", lambda *_: 2)
    for kind, start in (
        ("png", b"\x89PNG"),
        ("svg", b"<?xml"),
        ("csv", b"update,epoch"),
        ("pytorch", b'"""'),
        ("numpy", b'"""'),
    ):
        path = tmp_path / f"session.{kind}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, p=path: (str(p), ""))
        trigger(window, f"file.export_{kind}")
        assert path.read_bytes().startswith(start), f"{kind} is written"


def test_looking_back_changes_nothing_and_training_from_there_does(window: MainWindow) -> None:
    window.driver.set_granularity(Granularity.BATCH)
    steps(window, 10)
    end = weight(window)
    window.loss.timeline.looked.emit(4)
    assert window.history_bar.isVisible()
    assert window.driver.moment().place.update == 4
    assert not window.actions_by_name["run.play"].isEnabled(), "looking back is read-only"
    assert weight(window) == end
    window.history_bar.back_to_end.emit()
    assert not window.history_bar.isVisible()
    window.loss.timeline.looked.emit(4)
    window.history_bar.train_from_here.emit()
    assert window.driver.moment().last_update == 4
    trigger(window, "edit.undo")
    assert weight(window) == end, "going back to train from there can be undone"


def test_reset_returns_to_the_start_and_can_be_undone(window: MainWindow) -> None:
    window.driver.set_granularity(Granularity.BATCH)
    steps(window, 3)
    trained = weight(window)
    trigger(window, "run.reset")
    assert weight(window) == 0.4
    assert window.driver.moment().place.update == 0
    trigger(window, "edit.undo")
    assert weight(window) == trained


def flown_off(window: MainWindow, rate: float = 1e200) -> None:
    window.driver.set_granularity(Granularity.BATCH)
    steps(window, 3)
    window.driver.edit(_rate(rate))
    for _ in range(200):
        if window.driver.moment().stopped is None:
            steps(window, 1)
    assert window.driver.moment().stopped is not None, "a number that is not finite stops it"


def test_divergence_stops_and_says_so(window: MainWindow) -> None:
    flown_off(window)
    assert "too large" in window.strip.sentence.text()
    assert not window.actions_by_name["run.play"].isEnabled()
    assert not window.actions_by_name["run.step"].isEnabled()
    assert window.inspector.card is window.inspector.divergence_card
    values = window.document.project.network.parameters.values()
    assert all(abs(value) < float("inf") for value in values), "no bad number is kept"
    window.driver.edit(_rate(0.1))
    assert window.driver.moment().stopped is None, "another learning rate lets it go on"
    assert window.inspector.card is window.inspector.network_card


def test_the_ways_back_wait_for_a_stop(window: MainWindow) -> None:
    texts = {"run.back_to_healthy": "healthy", "run.set_settling_rate": "settles"}
    for name, word in texts.items():
        action = window.actions_by_name[name]
        assert not action.isEnabled(), "there is nothing to come back from"
        assert word in action.text()
        menus = [menu for menu in action.associatedObjects() if isinstance(menu, QMenu)]
        assert [menu.title() for menu in menus] == ["&Run"]


def test_going_back_to_a_healthy_update_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    flown_off(window, 40.0)
    last, found = window.driver.moment().place.update, window.driver.moment().divergence
    assert found is not None
    assert found.healthy is not None
    back = window.strip.ways.back
    assert back.text() == f"Back to update {found.healthy}"
    assert window.actions_by_name["run.back_to_healthy"].text() == back.text()
    qtbot.mouseClick(back, LEFT)
    assert window.driver.moment().stopped is None
    assert window.driver.moment().place.update == found.healthy
    assert window.document.project.training.learning_rate == 40.0
    assert not window.strip.ways.isVisible()
    assert not window.actions_by_name["run.back_to_healthy"].isEnabled()
    trigger(window, "edit.undo")
    assert window.driver.moment().place.update == last, "undo returns to where it stopped"


def test_setting_a_rate_that_settles_goes_back_too(window: MainWindow, qtbot: QtBot) -> None:
    flown_off(window, 40.0)
    found = window.driver.moment().divergence
    assert found is not None
    assert found.settling is not None
    assert window.strip.ways.settle.text() == f"Set η to {found.settling.rate:g}"
    qtbot.mouseClick(window.strip.ways.settle, LEFT)
    assert window.document.project.training.learning_rate == found.settling.rate
    assert window.driver.moment().place.update == found.healthy
    assert float(box(window, "learning_rate").text()) == found.settling.rate
    steps(window, 30)
    moment = window.driver.moment()
    assert moment.stopped is None, "it settles"
    assert moment.loss is not None
    assert moment.loss <= moment.log[found.healthy or 0].train_loss
    assert moment.old_lines, "what was left is a ghost"


def test_everything_can_be_inspected_where_it_stopped(window: MainWindow) -> None:
    flown_off(window)
    network = window.document.project.network
    for neuron in network.neurons:
        window.select(Selection(frozenset({neuron.id})))
        assert window.inspector.card is window.inspector.neuron_card
    for link in network.connections:
        window.select(Selection(connections=frozenset({link.key})))
        assert window.inspector.card is window.inspector.weight_card


def test_unwell_neurons_are_marked_only_while_all_is_still(window: MainWindow) -> None:
    window.driver.edit(_rate(1000.0))
    window.driver.set_granularity(Granularity.EPOCH)
    steps(window, 3)
    assert window.driver.moment().health.saturated, "so large a step saturates the sigmoid"
    assert window.canvas.options.saturated == window.driver.moment().health.saturated
    window.driver.set_granularity(Granularity.LAYER)
    steps(window, 1)
    assert not window.canvas.options.saturated, "a pass is shown: it has its own numbers"


def _rate(rate: float):
    from chainrule.network.edits import set_training
    from chainrule.network.message import Message
    from chainrule.session.document import Edit

    return Edit(Message("Edit", "Rate"), lambda project: set_training(project, learning_rate=rate))


def test_deleting_what_is_selected(window: MainWindow, qtbot: QtBot) -> None:
    point = at(window, window.canvas.connection_point(W_OUT))
    qtbot.mouseClick(window.canvas, LEFT, pos=point)
    assert window.selection.only_connection == W_OUT
    trigger(window, "edit.delete")
    assert W_OUT not in window.document.project.network.by_key
    trigger(window, "edit.undo")
    assert W_OUT in window.document.project.network.by_key


def test_an_input_bound_to_data_is_not_deleted(window: MainWindow) -> None:
    window.select(Selection(frozenset({"x1"})))
    trigger(window, "edit.delete")
    assert "x1" in window.document.project.network.by_id
    assert "bound to the data" in window.strip.sentence.text(), "the strip says why"


def test_copy_and_paste_a_neuron(window: MainWindow) -> None:
    window.select(Selection(frozenset({"h1"})))
    trigger(window, "edit.copy")
    trigger(window, "edit.paste")
    network = window.document.project.network
    assert "h2" in network.by_id, "the copy has a name of its own"
    assert network.by_key["x1", "h2"].weight == 0.3, "with its incoming weights"
    assert window.selection == Selection(frozenset({"h2"}))


def test_new_weights_and_gradient_check(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    trigger(window, "network.new_weights")
    assert weight(window) != 0.4
    assert "seed 1" in window.status.said.text(), "the new seed is said"
    trigger(window, "edit.undo")
    assert weight(window) == 0.4
    shown: list[object] = []
    monkeypatch.setattr(
        "chainrule.gui.dialogs.show_gradient_check",
        lambda _window, rows, _notation: shown.extend(rows),
    )
    trigger(window, "run.check_gradients")
    assert len(shown) == 5
    assert max(row.error for row in shown) < 1e-9


def test_the_theme_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    from chainrule.gui.app import make_window

    trigger(window, "view.theme")
    assert window.theme.name == "dark"
    other = make_window()
    qtbot.addWidget(other)
    assert other.theme.name == "dark", "the next window has the theme that was chosen"


def test_saved_files_are_those_of_the_format(window: MainWindow, tmp_path: Path) -> None:
    steps(window, 6)
    window.files.took(tmp_path / "a.chainrule")
    trigger(window, "file.save")
    assert read_project(tmp_path / "a.chainrule") == window.document.project


def test_a_number_pointed_at_is_ringed_on_the_canvas(window: MainWindow) -> None:
    window.inspector.hovered.emit(Selection(frozenset({"h1"})))
    assert window.canvas.ringed.only_neuron == "h1"
    window.inspector.hovered.emit(None)
    assert not window.canvas.ringed
