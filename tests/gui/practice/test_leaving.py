"""Leaving practice: step by step, and never at the cost of what was answered."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from chainrule.gui.practice.box import AnswerBox
from chainrule.session.operations import Kind
from chainrule.storage.examples import load_example

K = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def status(window):
    return window.status.said.text()


def answered(pupil, count):
    pupil.begin()
    for _ in range(count):
        pupil.type(pupil.right())
    return pupil.asked


def test_escape_leaves_the_box_first_and_practice_with_another(pupil):
    answered(pupil, 2)
    pupil.key(K.Key_Escape)
    assert pupil.window.practice.on, "the first Esc leaves the box alone"
    assert not isinstance(pupil.focused, AnswerBox), "the box has given the focus away"
    pupil.key(K.Key_Escape)
    assert not pupil.window.practice.on, "another leaves practice"


def test_a_round_that_was_left_goes_on_where_it_was(pupil):
    asked = answered(pupil, 3)
    pupil.type("7")
    pupil.window.canvas.setFocus()
    pupil.key(K.Key_P)
    assert not pupil.window.practice.on, "P leaves"
    assert "3 of" in pupil.window.strip.sentence.text(), "it is said that the answers are kept"
    pupil.begin()
    assert pupil.drill.done == 3, "the answers are there"
    assert pupil.asked == asked, "and the next number is asked for"
    assert pupil.drill.round.tries(3) == 1, "the wrong answer has not been forgotten"
    assert "round" not in pupil.window.strip.sentence.text(), "the strip asks again"


def test_after_a_change_there_is_a_new_round(pupil):
    answered(pupil, 3)
    pupil.window.canvas.setFocus()
    pupil.key(K.Key_P)
    pupil.window.actions_by_name["run.step"].trigger()
    pupil.window.driver.interrupt()
    pupil.window.driver.session.run.train()
    pupil.window.driver.show()
    pupil.window.canvas.setFocus()
    pupil.begin()
    assert pupil.drill.done == 0, "another update is another round"


def test_a_round_can_be_begun_anew(pupil):
    answered(pupil, 3)
    menu = pupil.window.toolbar.practice.menu()
    menu.aboutToShow.emit()
    next(act for act in menu.actions() if act.objectName() == "practice.anew").trigger()
    assert pupil.window.practice.on, "practice goes on"
    assert pupil.drill.done == 0, "with nothing answered"


def test_dragging_while_practising_says_why_nothing_moves(pupil, qtbot):
    pupil.begin()
    canvas = pupil.window.canvas
    place = canvas.project.network.by_id["h1"].x
    start = canvas.neuron_point("x1").toPoint()
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 5):
        QTest.mouseMove(canvas, start + QPoint(10 * step, 0))
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(40, 0))
    assert "While you practise" in status(pupil.window), "the status bar says why"
    assert canvas.project.network.by_id["h1"].x == place, "nothing has moved"


def test_once_the_loss_is_found_the_plot_no_longer_waits_for_it(pupil):
    pupil.begin()
    frame = pupil.window.loss.frame
    assert frame.empty, "the first loss is to be found"
    while pupil.asked.kind is not Kind.LOSS:
        pupil.type(pupil.right())
    pupil.type(pupil.right())
    pupil.window.loss.show_moment(pupil.window.loss.moment)
    pupil.window.loss._refresh()
    assert not frame.empty, "it is found"


def test_another_example_takes_the_focus_from_a_knob(window):
    window.activateWindow()
    box = window.training.learning_rate.box
    box.setFocus()
    project = load_example("xor")
    window.document.open(project)
    window.driver.show()
    window.files.opened.emit(project)
    assert window.focusWidget() is window.canvas, "the keys go to the network"
