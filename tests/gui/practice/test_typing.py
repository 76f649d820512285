"""Typing while practising: on the canvas, undo in the box, the key for hints."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from chainrule.gui.practice.box import AnswerBox

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_what_is_typed_on_the_canvas_goes_into_the_box(pupil):
    window = pupil.window
    pupil.begin()
    granularity, speed = window.driver.session.granularity, window.driver.session.speed
    for text in ("2.5", ".5", ",5", "-3", "+1", "abc"):
        window.practice.desk.box.setText("")
        window.canvas.setFocus()
        for letter in text:
            QTest.keyClicks(pupil.focused, letter)
        assert isinstance(pupil.focused, AnswerBox), f"{text} takes the focus to the box"
        assert pupil.focused.text() == text.replace("-", "\u2212"), "where all of it stands"
    assert window.driver.session.granularity is granularity, "the granularity stays"
    assert window.driver.session.speed == speed, "so does the speed"


def test_p_on_the_canvas_leaves_practice(pupil):
    pupil.begin()
    pupil.window.canvas.setFocus()
    pupil.key(K.Key_P)
    assert not pupil.window.practice.on, "P is still the key of practice"


def test_undo_in_the_box_brings_no_other_answer_back(pupil):
    pupil.begin()
    for _ in range(2):
        first = pupil.right(5)
        pupil.type(first)
        assert not pupil.focused.text(), "the next box is empty"
        QTest.keyClick(pupil.focused, K.Key_Z, CTRL)
        assert not pupil.focused.text(), f"{first} belongs to another number"
    QTest.keyClicks(pupil.focused, "12")
    QTest.keyClick(pupil.focused, K.Key_Z, CTRL)
    assert not pupil.focused.text(), "what was typed here can be undone"


def test_a_key_gives_a_hint_and_the_box_keeps_the_focus(pupil):
    window, hint = pupil.window, pupil.window.actions_by_name["run.hint"]
    assert not hint.isEnabled(), "there is nothing to hint at yet"
    pupil.begin()
    for place in (pupil.focused, window.canvas, pupil.panel.explanation.hint):
        place.setFocus()
        given = pupil.drill.hinted
        QTest.keyClick(pupil.focused, K.Key_H, CTRL)
        shown = pupil.drill.done == 1
        assert shown or pupil.drill.hinted == given + 1, f"a hint comes from {place}"
        assert isinstance(pupil.focused, AnswerBox), "the box has the focus again"
    assert "Ctrl+H" in pupil.panel.explanation.hint.toolTip(), "the button tells its key"
    pupil.key(K.Key_Escape)
    pupil.key(K.Key_Escape)
    assert not hint.isEnabled(), "after practice there is none"
