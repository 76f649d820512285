"""The step list in the window: walking, choosing, stop marks, copying, and very many steps."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from chainrule.gui.app import make_window
from chainrule.gui.panels.steps.step_delegate import GUTTER
from chainrule.gui.panels.steps.step_model import Node
from chainrule.gui.selection import Selection
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Role
from chainrule.network.project import Data, Project, Training
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.session.speed import SPEEDS
from chainrule.storage.csv_out import LEDGER_COLUMNS
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import read_project, write_project
from gui.kept_window import as_at_first, kept_window

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def settle(times=6):
    for _ in range(times):
        QApplication.processEvents()


def open_steps(window):
    window.activateWindow()
    window.actions_by_name["view.steps"].trigger()
    settle()
    panel = window.access.steps.panel
    assert panel is not None, "the list is made when it is opened"
    assert panel.isVisible()
    panel.tree.setFocus()
    return panel


@pytest.fixture(scope="module")
def kept(qapp, tmp_path_factory):
    yield from kept_window(tmp_path_factory.mktemp("settings"))


@pytest.fixture
def window(kept):
    """The article's project anew, in a window as it is at first."""
    kept.driver.pause()
    kept.rail.close_overlay()
    kept.document.open(Project())
    kept.document.open(load_example("article"))
    as_at_first(kept)
    kept.actions_by_name["run.stop_at.never"].trigger()
    kept.driver.set_granularity(Granularity.LAYER)
    kept.driver.set_speed(SPEEDS[2])
    if kept.access.steps.panel is not None:
        kept.access.steps.panel.head.box.clear()
        kept.access.steps.panel.head.search_button.setChecked(False)
        kept.access.steps.panel.tree.folded.clear()
        kept.access.steps.panel.tree.following = True
        kept.access.steps.panel.tree.clearSelection()
    kept.driver.show()
    settle()
    yield kept
    kept.driver.pause()


@pytest.fixture
def panel(window):
    made = open_steps(window)
    made.model.show(None)
    made._list = None
    made.renew()
    return made


def press(panel, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(panel.tree, key, modifier)
        panel.window().driver.interrupt()
        settle(2)


def row_of(panel, kind, target):
    """The row of an operation, and its number from 0."""
    steps = panel.model.list
    step = next(
        n for n in range(len(steps))
        if (steps.operation(n).kind, steps.operation(n).target) == (kind, target)
    )  # fmt: skip
    return panel.model.path(step)[-1], step


def place_of(panel, index, x=120):
    panel.tree.scrollTo(index)
    box = panel.tree.visualRect(index)
    return QPoint(x, box.center().y())


def position(window):
    return window.driver.session.playback.position


# The dock


def test_the_list_is_a_tab_beside_the_data_and_wider_while_it_is_in_front(window):
    docks = window.docks
    settle()
    before = docks.data.width()
    assert not docks.steps.visibleRegion() or window.access.steps.panel is None, "data is in front"
    header = docks.data.titleBarWidget()
    assert [button.text() for button in header.tabs.buttons.values()] == ["Data", "Steps"]
    header.tabs.buttons[docks.steps].click()
    settle()
    assert window.access.steps.panel.isVisible()
    assert docks.steps.width() == 384
    docks.steps.titleBarWidget().tabs.buttons[docks.data].click()
    settle()
    assert docks.data.width() == before, "as wide as it was"
    assert not window.actions_by_name["view.steps"].isChecked()


def test_in_a_narrow_window_the_rail_opens_the_list(window):
    window.resize(1180, 800)
    settle()
    window.actions_by_name["view.steps"].trigger()
    settle()
    assert window.rail.overlay.isVisible()
    assert window.access.steps.panel.isVisible()
    assert window.rail.overlay.width() == 384
    window.rail.buttons["data"].click()
    settle()
    assert window.data.isVisible()
    assert not window.access.steps.panel.isVisible()
    assert window.rail.close_overlay()
    assert window.docks.steps.widget() is window.access.steps.panel, "the dock has its panel again"


def test_before_the_first_step_every_row_is_told_in_symbols(window, panel):
    assert position(window) == 0
    index, step = row_of(panel, Kind.SUM, "h1")
    assert index.data() == f"{step + 1}, sum z of h₁, w₁x₁ + w₂x₂ + b₁, –"
    assert window.driver.session.run.ledger is None, "looking at the list enters nothing"


# Walking


def test_the_arrow_keys_walk_and_the_canvas_follows(window, panel):
    window.driver.set_granularity(Granularity.LAYER)
    press(panel, *[K.Key_Down] * 5)
    assert position(window) == 5
    assert window.driver.session.granularity is Granularity.OPERATION
    assert window.canvas.frame.value(Kind.SUM, "h1") == pytest.approx(0.73)
    assert window.canvas.frame.value(Kind.ACTIVATE, "h1") is None
    index, _ = row_of(panel, Kind.SUM, "h1")
    assert "0.150 + 0.480 + 0.100, +0.730" in index.data()
    assert "the run stands here" in index.data()
    assert window.selection.only_neuron == "h1", "what is worked out is selected"
    press(panel, K.Key_Up, K.Key_Up)
    assert position(window) == 3
    assert window.canvas.frame.value(Kind.SUM, "h1") is None
    press(panel, K.Key_End)
    assert window.driver.session.run.update == 1
    press(panel, K.Key_Home)
    assert window.driver.session.run.update == 0, "back from a committed update"
    assert position(window) == 1


def test_walking_goes_on_into_the_next_update_and_back(window, panel):
    press(panel, K.Key_End, K.Key_Down)
    assert window.driver.session.run.update == 1
    assert position(window) == 1
    press(panel, K.Key_Up)
    assert position(window) == len(panel.model.list), "at the end of the update before"
    press(panel, K.Key_Home, K.Key_Up)
    assert position(window) == 0


def test_a_closed_head_is_walked_over_as_a_whole(window, panel):
    forward = panel.model.tops()[0]
    panel.tree.toggle(forward)
    assert not panel.tree.isExpanded(forward)
    press(panel, K.Key_Down)
    assert position(window) == panel.model.item(forward).stop
    assert not panel.tree.isExpanded(forward), "what was closed by hand stays closed"


def test_enter_and_double_click_go_to_a_step_either_way(window, panel):
    index, step = row_of(panel, Kind.DELTA, "h1")
    QTest.mouseDClick(panel.tree.viewport(), LEFT, pos=place_of(panel, index))
    settle()
    assert position(window) == step + 1
    index, step = row_of(panel, Kind.MULTIPLY, "w[x1->h1]")
    panel.tree.setCurrentIndex(index)
    press(panel, K.Key_Return)
    assert position(window) == step + 1


def test_with_ctrl_only_the_ring_moves(window, panel):
    press(panel, K.Key_Down)
    press(panel, K.Key_Down, K.Key_Down, modifier=CTRL)
    assert position(window) == 1
    assert panel.model.item(panel.tree.currentIndex()) == 2


def test_a_click_selects_the_target_everywhere_and_leaves_the_run(window, panel):
    index, _ = row_of(panel, Kind.WEIGHT_GRADIENT, "w[x2->h1]")
    QTest.mouseClick(panel.tree.viewport(), LEFT, pos=place_of(panel, index))
    assert window.selection == Selection(connections=frozenset({("x2", "h1")}))
    assert window.canvas.selection == window.selection
    assert position(window) == 0


def test_the_rows_follow_the_run_but_not_a_person_who_scrolls(window, panel):
    press(panel, K.Key_Down)
    bar = panel.tree.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMaximum)
    there = bar.value()
    assert there > 0
    window.driver.step()
    window.driver.interrupt()
    assert bar.value() == there, "the rows stay where they were scrolled to"
    press(panel, K.Key_Down)
    shown = panel.tree.visualRect(panel.tree.standing_at())
    assert panel.tree.viewport().rect().contains(shown.center()), "walking brings them back"


# Stop marks


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize("speed", [SPEEDS[2], SPEEDS[-1]], ids=["animated", "max"])
def test_f8_and_play_halts_before_the_marked_row(window, panel, granularity, speed):
    index, step = row_of(panel, Kind.DELTA, "h1")
    panel.tree.setCurrentIndex(index)
    window.actions_by_name["run.stop_mark"].trigger()
    assert window.document.project.stops.rows == (("delta", "h1"),)
    assert f"step {step + 1}" in panel.foot.label.text()
    window.driver.set_granularity(granularity)
    window.driver.set_speed(speed)
    session = window.driver.session
    for update in range(2):
        session.play()
        for _ in range(2000):
            if not session.playing:
                break
            session.advance(0.05)
        window.driver.show()
        assert not session.playing, "it halts"
        assert position(window) == step, "before the marked row"
        assert session.run.update == update
    assert window.toolbar.play.text() == "Play"


def test_a_click_in_the_gutter_sets_a_mark_that_undo_takes_away(window, panel):
    index, _ = row_of(panel, Kind.SUM, "h1")
    spot = place_of(panel, index, GUTTER // 2)
    QTest.mouseClick(panel.tree.viewport(), LEFT, pos=spot)
    assert window.document.project.stops.rows == (("sum", "h1"),)
    assert index.data().endswith("stop mark")
    assert panel.foot.isVisible()
    assert window.document.modified
    window.actions_by_name["edit.undo"].trigger()
    assert not window.document.project.stops
    assert not panel.foot.isVisible()
    QTest.mouseClick(panel.tree.viewport(), LEFT, pos=spot)
    panel.foot.button.click()
    assert not window.document.project.stops


def test_marks_are_kept_in_the_file(window, panel, tmp_path: Path):
    window.select(Selection(frozenset({"h1"})))
    window.canvas.setFocus()
    window.actions_by_name["run.stop_mark"].trigger()
    assert window.document.project.stops.neurons == ("h1",), "F8 marks the selected neuron"
    file = tmp_path / "marked.chainrule"
    write_project(window.document.project, file)
    assert read_project(file).stops.neurons == ("h1",)


def test_the_menu_of_a_neuron_says_stop_here(window):
    window.canvas.select(Selection(frozenset({"h1"})))
    menu = window.canvas.menus._neuron_menu("h1")
    action = next(each for each in menu.actions() if each.objectName() == "stop_here")
    assert not action.isChecked()
    action.trigger()
    assert window.document.project.stops.neurons == ("h1",)
    menu = window.canvas.menus._neuron_menu("h1")
    assert next(each for each in menu.actions() if each.objectName() == "stop_here").isChecked()


def test_a_phase_is_marked_from_its_chip_and_from_the_run_menu(window):
    chip = next(each for phase, each in window.strip.chips.items() if phase.value == "backward")
    chip.customContextMenuRequested.emit(QPoint(5, 5))
    menu = chip.findChild(QMenu)
    menu.actions()[0].trigger()
    menu.hide()
    assert window.document.project.stops.phases == ("backward",)
    assert chip.accessibleName().endswith("stop mark")
    action = window.actions_by_name["run.stop_before.backward"]
    assert action.isChecked()
    action.trigger()
    assert not window.document.project.stops


def test_the_play_button_offers_where_to_stop(window, monkeypatch):
    QTest.keyClick(window.toolbar.play, K.Key_Down)
    menu = window.commands.stopping.menu
    assert menu.isVisible()
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == [
        "End of each &phase", "End of each &sample", "After an &epoch…", "When the &loss is low…",
        "&Never",
    ]  # fmt: skip
    menu.hide()
    monkeypatch.setattr("chainrule.gui.stopping.ask_limit", lambda *_: 3.0)
    window.actions_by_name["run.stop_at.epoch"].trigger()
    assert "3" in window.actions_by_name["run.stop_at.epoch"].text()
    window.driver.set_speed(SPEEDS[-1])
    window.driver.set_granularity(Granularity.BATCH)
    session = window.driver.session
    session.play()
    while session.playing:
        session.advance(0.05)
    assert session.run.log[-1].epoch == 3
    window.driver.show()


# Search and copying


def test_the_search_filters_the_rows(window, panel):
    QTest.keyClick(panel.tree, K.Key_F, CTRL)
    assert panel.head.box.hasFocus()
    QTest.keyClicks(panel.head.box, "gradient h1")
    panel._find()
    rows = [
        panel.model.index(row, 0, top).data().split(", ")[1]
        for top in panel.model.tops()
        for row in range(panel.model.rowCount(top))
    ]
    assert rows
    assert all("gradient" in row for row in rows)
    QTest.keyClick(panel.head.box, K.Key_Escape)
    panel._find()
    assert len(panel.model.tops()) == 4
    assert panel.tree.hasFocus()


def test_rows_are_copied_as_text(window, panel):
    press(panel, *[K.Key_Down] * 3)
    panel.tree.clearSelection()
    QTest.keyClick(panel.tree, K.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == len(panel.model.list)
    assert lines[2] == "3\tproduct w₁\t0.300 × 0.500\t+0.150"
    assert lines[4] == "5\tsum z of h₁\tw₁x₁ + w₂x₂ + b₁\t–"
    first, _ = row_of(panel, Kind.MULTIPLY, "w[x1->h1]")
    panel.tree.setCurrentIndex(first)
    QTest.keyClick(panel.tree, K.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(panel.tree, K.Key_C, CTRL)
    assert len(QApplication.clipboard().text().splitlines()) == 2, "the selected rows"


def test_rows_are_copied_as_the_csv_of_the_ledger(window, panel):
    press(panel, K.Key_End)
    panel.tree.clearSelection()
    panel.copy(csv=True)
    rows = list(csv.reader(io.StringIO(QApplication.clipboard().text())))
    assert tuple(rows[0]) == LEDGER_COLUMNS
    assert len(rows) - 1 == len(panel.model.list)
    assert rows[5] == ["1", "1", "forward", "sum", "h1", "0.15 + 0.48 + 0.1", "0.73"]
    press(panel, K.Key_Home)
    panel.tree.clearSelection()
    panel.copy(csv=True)
    rows = list(csv.reader(io.StringIO(QApplication.clipboard().text())))
    assert rows[1][-1] == "0.5"
    assert rows[2][-2:] == ["", ""], "what is to come is not given away"


def test_collapse_all(panel):
    panel.head.menu.actions()[3].trigger()
    assert not any(panel.tree.isExpanded(top) for top in panel.model.tops())


# Very many steps


def wide(inputs=100, hidden=100):
    neurons = (
        *(Neuron(f"x{n}", Role.INPUT) for n in range(inputs)),
        *(Neuron(f"h{n}", Role.HIDDEN) for n in range(hidden)),
        Neuron("y", Role.OUTPUT),
    )
    links = (
        *(Connection(f"x{a}", f"h{b}", 0.01) for a in range(inputs) for b in range(hidden)),
        *(Connection(f"h{b}", "y", 0.01) for b in range(hidden)),
    )
    columns = tuple(f"x{n}" for n in range(inputs))
    data = Data(columns, ("y",), ((0.5,) * inputs + (1.0,),) * 3)
    network = Network(neurons, links)
    return Project("wide", network, data=data, training=Training(batch_size=3))


def test_ten_thousand_connections_are_listed_without_being_told(qtbot, window):
    window.document.mark_saved()
    made = make_window(wide())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.document.mark_saved())
    made.show()
    made.load()
    panel = open_steps(made)
    ledger = panel.model.list.ledger
    assert len(ledger) > 80_000
    told = {ledger.group_at(start).phase for start in ledger._told}
    assert told <= {Phase.LOSS}, "opening the list tells no more than the losses, one step each"
    before = len(ledger._told)
    forward = panel.model.tops()[0]
    layer = panel.model.index(0, 0, forward)
    assert isinstance(panel.model.item(layer), Node)
    assert layer.data() == "layer 1 of 2"
    panel.tree.toggle(layer)
    settle()
    assert len(ledger._told) <= before + 1, "one layer is told when it is opened"
    panel.tree.toggle(layer)
    press(panel, K.Key_Down)
    assert position(made) == panel.model.item(layer).stop, "a closed layer is walked as a whole"
    made.driver.pause()


def test_the_list_of_the_next_update_keeps_its_rows(window, panel):
    resets = []
    panel.model.modelReset.connect(lambda: resets.append(1))
    press(panel, K.Key_End, K.Key_Down, K.Key_End, K.Key_Down)
    assert resets == [], "only the numbers change from update to update"
    assert panel.head._title.text() == "Update 3"


def test_while_training_runs_too_fast_to_be_seen_no_old_number_is_shown(window, panel):
    press(panel, *[K.Key_Down] * 4)
    window.driver.set_granularity(Granularity.BATCH)
    window.driver.set_speed(SPEEDS[-1])
    window.driver.toggle_play()
    window.driver._tick()
    window.driver.show()
    for _ in range(12):
        window.driver.show()
    index, _ = row_of(panel, Kind.MULTIPLY, "w[x1->h1]")
    assert index.data().endswith("–")
    window.driver.pause()


def test_looking_back_and_no_data_say_why_there_are_no_steps(window, panel):
    press(panel, K.Key_End, K.Key_Down, K.Key_End)
    window.driver.look_at(1)
    assert panel.empty.isVisible()
    assert "earlier moment" in panel.empty.text()
    window.driver.look_at_end()
    assert panel.tree.isVisible()


def test_the_menu_of_a_row_leads_to_the_origin_of_its_number(window, panel):
    press(panel, *[K.Key_Down] * 5)
    index, _ = row_of(panel, Kind.SUM, "h1")
    panel._open_menu(place_of(panel, index))
    menu = panel.tree.findChild(QMenu, "step_menu")
    menu.actions()[2].trigger()
    menu.hide()
    assert window.origins.shown
    assert window.selection.only_neuron == "h1"
    window.origins.close()
    index, _ = row_of(panel, Kind.ACTIVATE, "h1")
    panel._open_menu(place_of(panel, index))
    menu = panel.tree.findChildren(QMenu, "step_menu")[-1]
    assert not menu.actions()[2].isEnabled(), "what is not known yet has no origin to show"
    menu.hide()
