import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolTip

from chainrule.gui.widgets.number_box import NumberBox

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def box(dressed, qtbot) -> NumberBox:
    made = NumberBox(coloured=True)
    made.set_value(0.4222738301187432)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.clearFocus()
    return made


@pytest.fixture
def committed(box: NumberBox) -> list[float]:
    values: list[float] = []
    box.committed.connect(values.append)
    return values


def type_in(qtbot, box: NumberBox, text: str) -> None:
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)


def test_enter_commits_what_was_typed(qtbot, box, committed) -> None:
    assert box.text() == "0.422"
    type_in(qtbot, box, "-1/4")
    qtbot.keyClick(box, ENTER)
    assert committed == [-0.25]
    assert box.value() == -0.25
    box.clearFocus()
    assert box.text() == "−0.250"


def test_escape_reverts(qtbot, box, committed) -> None:
    type_in(qtbot, box, "9")
    qtbot.keyClick(box, ESC)
    assert committed == []
    assert box.value() == 0.4222738301187432


def test_text_that_is_no_number_is_marked_and_stays(qtbot, box, committed) -> None:
    type_in(qtbot, box, "abc")
    qtbot.keyClick(box, ENTER)
    assert committed == []
    assert box.text() == "abc"
    assert box.property("invalid") is True
    assert box.toolTip() == "Not a number"
    QToolTip.hideText()
    qtbot.keyClicks(box, "d")
    assert not box.property("invalid"), "typing on takes the mark away"


def test_leaving_commits_a_number_and_forgets_garbage(qtbot, box, committed) -> None:
    type_in(qtbot, box, "0.7")
    box.clearFocus()
    assert committed == [0.7]
    type_in(qtbot, box, "abc")
    box.clearFocus()
    QToolTip.hideText()
    assert box.value() == 0.7
    assert box.text() == "0.700"


def test_an_untouched_box_keeps_every_digit(qtbot, box, committed) -> None:
    box.setFocus()
    assert box.text() == "0.4222738301187432", "with the focus it shows the number in full"
    qtbot.keyClick(box, ENTER)
    assert committed == [0.4222738301187432]
    box.clearFocus()
    assert box.text() == "0.422"


def test_a_new_value_does_not_overwrite_what_is_being_typed(qtbot, box, committed) -> None:
    type_in(qtbot, box, "0.9")
    box.set_value(5.0)
    assert box.text() == "0.9"
    qtbot.keyClick(box, ESC)
    assert box.value() == 5.0


def test_the_sign_has_its_colour(box) -> None:
    from chainrule.gui.theme import LIGHT

    for value, colour in ((1.0, LIGHT.posText), (-1.0, LIGHT.negText), (0.0, LIGHT.text)):
        box.set_value(value)
        box.grab()
        assert box.palette().color(box.foregroundRole()) == colour
