"""A person's round through the window, from the first box to the score, with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from chainrule.gui.practice.box import AnswerBox
from chainrule.session.operations import Kind

K = Qt.Key
W_OUT = "w[h1->y1]"


def test_the_lesson_by_hand_from_the_first_box_to_the_score(pupil):
    pupil.begin()
    count = 0
    while not pupil.drill.round.finished:
        asked = (pupil.asked.kind, pupil.asked.target)
        if asked == (Kind.WEIGHT_GRADIENT, W_OUT):
            pupil.type("-0.033")
            assert "learning rate" in pupil.words("practice_said"), "the mistake is explained"
            assert "−0.033" in pupil.words("practice_task"), "what was typed is shown again"
            assert "second try" in pupil.words("practice_task"), "it says which try comes"
        if asked == (Kind.DELTA, "h1"):
            pupil.tab_to("practice_hint")
            pupil.key(K.Key_Space)
            assert pupil.words("practice_said"), "a hint is given"
            assert isinstance(pupil.focused, AnswerBox), "the box has the focus again"
        if asked == (Kind.BIAS_GRADIENT, "b[h1]"):
            for _ in range(3):
                pupil.tab_to("practice_hint")
                pupil.key(K.Key_Space)
            assert "shown" in pupil.words("practice_answers"), "the value was given away"
            continue
        count += 1
        pupil.type(pupil.right(comma=count % 2 == 0), K.Key_Tab if count % 3 == 0 else K.Key_Return)
        told = pupil.words("practice_answers")
        now = pupil.drill.current
        moved = now is None or (now.kind, now.target) != asked
        assert moved, f"three digits of {asked} are enough: {told}"
    score = pupil.words("practice_score").splitlines()
    assert score == ["Right 14", "Right with a hint 1", "Shown 1"], "every answer is counted"
    assert pupil.focused.objectName() == "practice_another", "the next round is one key away"
    pupil.key(K.Key_Space)
    assert pupil.drill.done == 0, "another round begins"
    assert isinstance(pupil.focused, AnswerBox), "and its first box has the focus"


def test_only_the_next_box_takes_an_answer(pupil):
    pupil.begin()
    boxes = pupil.window.canvas.findChildren(AnswerBox)
    assert len(boxes) == 1, "one box can be typed into"
    states = [answer.state.name for answer in pupil.window.canvas.options.answers.values()]
    assert states.count("CURRENT") == 1, "one number is asked for"
    assert set(states) == {"CURRENT", "WAITING"}, "the others wait"


def test_what_is_no_number_is_said_and_counts_as_no_try(pupil):
    pupil.begin()
    pupil.type("abc")
    assert "not a number" in pupil.words("practice_said"), "it says that this is no number"
    assert pupil.drill.round.tries(0) == 0, "it is no try"
    assert pupil.focused.text() == "abc", "what was typed can be mended"


def test_what_is_no_number_takes_the_place_of_the_last_verdict(pupil):
    pupil.begin()
    pupil.type("0.63")
    assert "0.63" in pupil.words("practice_task"), "the wrong answer is shown again"
    pupil.focused.selectAll()
    pupil.type("abc")
    assert "You typed abc" in pupil.words("practice_task"), "now what is no number is"
    assert "not a number" in pupil.words("practice_said"), "with the sentence why"
    assert not pupil.panel.explanation.tiles.isVisible(), "the old verdict is gone"
    assert pupil.drill.round.tries(0) == 1, "nothing more is counted"


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_everything_that_is_said_has_room(pupil, size):
    pupil.window.resize(*size)
    pupil.window.canvas.set_animated(True)
    pupil.begin()
    does = {
        "a wrong answer": lambda: pupil.type("0.63"),
        "nonsense": lambda: (pupil.focused.selectAll(), pupil.type("abc")),
        "a hint": lambda: (pupil.tab_to("practice_hint"), pupil.key(K.Key_Space)),
        "another hint": lambda: (pupil.tab_to("practice_hint"), pupil.key(K.Key_Space)),
        "another wrong answer": lambda: (pupil.focused.selectAll(), pupil.type("0.63")),
    }
    for what, act in does.items():
        act()
        pupil.window.grab()
        part = pupil.panel.explanation
        needed = part.said.heightForWidth(part.said.width())
        assert part.said.height() >= needed, f"all lines are seen after {what}"
        if part.tiles.isVisible():
            assert part.tiles.height() == part.tiles.sizeHint().height(), f"so are tiles: {what}"
            assert part.tiles.geometry().bottom() < part.said.y(), f"apart from the words: {what}"
        assert part.again.y() == part.hint.y(), f"the buttons are side by side after {what}"


def test_step_back_looks_at_the_answer_before(pupil):
    pupil.begin()
    for _ in range(2):
        pupil.type(pupil.right())
    pupil.window.actions_by_name["run.step_back"].trigger()
    assert pupil.words("practice_task").startswith("a at"), "the last answer is shown again"
    pupil.window.actions_by_name["run.step_back"].trigger()
    assert pupil.words("practice_task").startswith("z at"), "and the one before"
    assert pupil.drill.done == 2, "nothing is taken away"


def test_the_score_is_written_as_a_table(pupil, tmp_path, monkeypatch):
    pupil.begin()
    while not pupil.drill.round.finished:
        pupil.type(pupil.right(5))
    path = tmp_path / "score.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    pupil.tab_to("practice_export")
    pupil.key(K.Key_Space)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(pupil.drill.round.questions), "a row for each number"


def test_each_verdict_is_announced(pupil, monkeypatch):
    said = []
    monkeypatch.setattr(pupil.window.status, "say", said.append)
    pupil.begin()
    pupil.type("7.12")
    assert "not right" in said[-1], "a wrong answer is told"
    pupil.focused.selectAll()
    pupil.type(pupil.right())
    assert said[-1].startswith("Right. Your turn"), "a right one too, and what comes next"


def test_factors_are_asked_one_by_one_where_no_mistake_is_known(pupil):
    pupil.begin()
    while pupil.asked.target != W_OUT:
        pupil.type(pupil.right())
    pupil.type("-7.12")
    pupil.key(K.Key_Tab)
    asked = [marked.factor for marked in pupil.drill.round.factors()]
    assert pupil.focused.objectName() == "practice_factor_0", "the first factor is asked"
    QTest.keyClicks(pupil.focused, "5")
    pupil.key(K.Key_Return)
    assert "off" in pupil.panel.explanation.tiles.accessibleName(), "a wrong factor is marked"
    for factor in asked:
        pupil.focused.selectAll()
        QTest.keyClicks(pupil.focused, f"{factor.value:.3g}")
        pupil.key(K.Key_Return)
    told = pupil.panel.explanation.tiles.accessibleName()
    assert told.count("right") == len(asked), "every factor is right now"
    assert isinstance(pupil.focused, AnswerBox), "and the box waits for their product"


def test_the_title_speaks_of_terms_or_factors(pupil):
    pupil.begin()
    head = pupil.panel.explanation.head
    pupil.type("0.63")
    assert head.accessibleName() == "Which term is off?", "z is a sum, without its bias here"
    pupil.focused.selectAll()
    pupil.type(pupil.right())
    while pupil.asked.target != W_OUT:
        pupil.type(pupil.right())
    pupil.type("-0.033")
    assert head.accessibleName() == "Which factor is off?", "a gradient is a product"


def test_the_mistakes_have_a_heading_and_capitals(pupil):
    pupil.begin()
    pupil.type("0.63")
    pupil.focused.selectAll()
    while not pupil.drill.round.finished:
        pupil.type(pupil.right(5))
    assert pupil.words("practice_mistakes_title") == "Mistakes"
    told = pupil.panel.score.mistakes.accessibleName()
    assert told.startswith("Forgot the bias"), f"the mistake begins with a capital: {told}"
