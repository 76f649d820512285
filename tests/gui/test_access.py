"""The window without a mouse: regions, the order of Tab, names, the outline, what is announced."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from chainrule.gui.selection import Selection

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NAME = QAccessible.Text.Name


@pytest.fixture
def desk(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    window.canvas.setFocus()
    return window


def focused():
    return QApplication.focusWidget()


def region(window):
    """Where the focus is, by name."""
    places = {
        "toolbar": window.toolbar,
        "left": window.docks.data,
        "canvas": window.canvas,
        "loss": window.docks.plot,
        "training": window.docks.training,
        "inspector": window.docks.inspector,
    }
    here = focused()
    return next((n for n, part in places.items() if part is here or part.isAncestorOf(here)), None)


def test_f6_goes_round_the_regions_and_back(desk):
    seen = []
    for _ in range(5):
        QTest.keyClick(focused(), K.Key_F6)
        seen.append(region(desk))
    assert seen == ["loss", "inspector", "toolbar", "left", "canvas"]
    back = []
    for _ in range(5):
        QTest.keyClick(focused(), K.Key_F6, SHIFT)
        back.append(region(desk))
    assert back == ["left", "toolbar", "inspector", "loss", "canvas"]
    assert desk.canvas.keyboard.item == "x1", "the canvas shows where the keyboard is"


def test_f6_returns_to_what_had_the_focus_in_a_region(desk):
    box = desk.training.findChild(QWidget, "momentum")
    box.setFocus()
    for _ in range(5):
        QTest.keyClick(focused(), K.Key_F6)
    assert focused() is box


def test_f6_passes_over_what_is_hidden(desk):
    desk.docks.data.hide()
    desk.toolbar.hide()
    QTest.keyClick(focused(), K.Key_F6, SHIFT)
    assert region(desk) == "inspector"


def tab_round():
    seen = []
    while focused() not in seen and len(seen) < 200:
        seen.append(focused())
        QTest.keyClick(focused(), K.Key_Tab)
    return seen


def reachable(window):
    """Everything that takes the focus with Tab, but the unchecked ones of a group."""
    return {
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not (widget.inherits("QAbstractButton") and widget.isCheckable() and widget.group())
    }


SELECTIONS = [
    Selection(),
    Selection(frozenset({"h1"})),
    Selection(frozenset(), frozenset({("x1", "h1")})),
    Selection(loss=True),
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=("nothing", "neuron", "weight", "loss"))
def test_tab_reaches_everything_in_the_order_of_the_window(desk, selection):
    desk.select(selection)
    QApplication.processEvents()
    for _ in range(3):
        QTest.keyClick(focused(), K.Key_F6)
    seen = tab_round()
    assert reachable(desk) <= set(seen)
    order = []
    for widget in seen:
        widget.setFocus()
        here = region(desk)
        if here is not None and here != next(reversed(order), None):
            order.append(here)
    if order[-1] == order[0]:
        order.pop()
    assert order == ["toolbar", "left", "canvas", "loss", "training", "inspector"]


def test_everything_that_takes_the_focus_has_a_name(desk):
    desk.actions_by_name["view.outline"].trigger()
    for selection in (Selection(frozenset({"h1"})), Selection(frozenset(), {("x1", "h1")})):
        desk.select(Selection(selection.neurons, frozenset(selection.connections)))
        QApplication.processEvents()
        nameless = [
            (type(widget).__name__, widget.objectName())
            for widget in desk.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisible()
            and widget.focusProxy() is None
            and not QAccessible.queryAccessibleInterface(widget).text(NAME)
        ]
        assert nameless == []


def test_the_ring_round_a_button_comes_with_the_keyboard(desk):
    desk.toolbar.play.setFocus(Qt.FocusReason.TabFocusReason)
    assert desk.access.ring.ringed() is desk.toolbar.play
    desk.canvas.setFocus()
    assert desk.access.ring.ringed() is None


def test_space_presses_a_button_that_has_the_focus_and_plays_on_the_canvas(desk):
    desk.docks.data.titleBarWidget().close_button.setFocus()
    QTest.keyClick(focused(), K.Key_Space)
    assert desk.docks.data.isHidden()
    assert not desk.driver.session.playing
    desk.canvas.setFocus()
    QTest.keyClick(desk.canvas, K.Key_Space)
    assert desk.driver.session.playing
    QTest.keyClick(desk.canvas, K.Key_Space)
    assert not desk.driver.session.playing


def test_the_outline_opens_beside_the_data_and_selects_both_ways(desk, qtbot):
    desk.actions_by_name["view.outline"].trigger()
    outline = desk.access.outline
    qtbot.waitUntil(lambda: outline.dock.isVisible() and focused() is outline.outline.tree)
    assert desk.actions_by_name["view.outline"].isChecked()
    assert set(desk.tabifiedDockWidgets(outline.dock)) == {desk.docks.data, desk.docks.steps}
    QTest.keyClick(outline.outline.tree, K.Key_End)
    assert desk.canvas.selection.loss, "the last row is the loss"
    QTest.keyClick(outline.outline.tree, K.Key_Up)
    assert desk.canvas.selection.only_neuron == "y1"
    desk.canvas.select(Selection(frozenset({"h1"})))
    assert outline.outline.model.item_at(outline.outline.tree.currentIndex()) == "h1"
    desk.driver.step()
    desk.driver.interrupt()
    cell = outline.outline.model.index_of("h1").siblingAtColumn(2)
    qtbot.waitUntil(lambda: cell.data() == "0.675")
    desk.actions_by_name["view.reset_layout"].trigger()
    assert outline.dock.isHidden()
    assert not desk.actions_by_name["view.outline"].isChecked()


@pytest.fixture
def heard(desk, monkeypatch):
    """What is announced while a screen reader listens."""
    said = []
    QAccessible.setActive(True)
    monkeypatch.setattr(desk.access.narration, "_announce", said.append)
    yield said
    QAccessible.setActive(False)


def test_each_step_is_announced_once_it_is_complete(desk, heard):
    desk.driver.step()
    assert heard == [], "the step is still on its way"
    desk.driver.interrupt()
    assert len(heard) == 1
    shown = QTextDocumentFragment.fromHtml(desk.strip.sentence.text()).toPlainText()
    assert heard[0] == shown, "the sentence of the strip, as plain text"
    desk.driver.show()
    assert len(heard) == 1, "the same sentence is said once"


def test_no_more_than_two_steps_a_second_are_announced(desk, heard, qtbot):
    for _ in range(4):
        desk.driver.step()
        desk.driver.interrupt()
    assert len(heard) == 1
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=2000)
    assert desk.access.narration._later.isActive() is False


def test_nothing_is_announced_at_full_speed(desk, heard):
    moment = replace(desk.driver.moment(), position=3, playing=True, animated=False)
    desk.access.narration.show_moment(moment)
    assert heard == []
    assert not desk.access.narration._later.isActive()
    desk.access.narration.show_moment(replace(moment, position=4, animated=True))
    assert len(heard) == 1
