import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QToolTip

from chainrule.gui.widgets.number_box import NumberBox, show_parameter
from chainrule.teaching.notation import POINT

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


@pytest.mark.parametrize("width", [36, 48, 60, 90])
@pytest.mark.parametrize("value", [0.002, 2e-6, -123.456, 1e-10])
def test_a_number_without_room_never_reads_as_another(qtbot, box, width, value) -> None:
    box.setFixedWidth(width)
    box.set_value(value)
    whole = show_parameter(value, POINT)
    text = box.text()
    assert text == whole or text == "…" or (text[-1] == "…" and whole.startswith(text[:-1])), text
    room = width - 2 * 8
    assert QFontMetricsF(box.font()).horizontalAdvance(text) <= room + 1, f"{text} has room"


def test_a_long_number_shows_its_first_digits_while_it_is_edited(qtbot, box) -> None:
    box.setFixedWidth(60)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert box.cursorPosition() == 0, "what is seen begins with the first digit"
    assert box.selectedText() == box.text(), "all is selected"


def test_garbage_stays_in_a_form(qtbot, dressed) -> None:
    made = NumberBox(stays=True)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    type_in(qtbot, made, "0x")
    made.clearFocus()
    assert (made.text(), made.marked) == ("0x", True), "it stays, marked, when the box is left"
    made.set_value(made.value())
    assert made.text() == "0x", "the same number shown again does not replace it"
    assert not made.settle(), "it cannot be used"
    QToolTip.hideText()
    made.clearFocus()
    made.set_value(3.0)
    assert (made.text(), made.marked) == ("3.000", False), "another number does"
