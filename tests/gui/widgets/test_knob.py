import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip

from chainrule.gui.symbols import ETA
from chainrule.gui.theme import DARK, LIGHT
from chainrule.gui.widgets.knob import Knob
from chainrule.gui.widgets.knob_scale import BatchScale, LearningRateScale, MomentumScale

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hand:
    """What a person does to a knob, and what came of it."""

    def __init__(self, qtbot, scale, default: float) -> None:
        self.now = 0.0
        self.bot = qtbot
        self.knob = Knob(
            "learning_rate", "Learning rate", scale, default, LIGHT, ETA, clock=lambda: self.now
        )
        self.values: list[float] = []
        self.turns = 0
        self.knob.value_changed.connect(self.values.append)
        self.knob.turn_finished.connect(self.finish)
        qtbot.addWidget(self.knob)
        self.knob.show()
        with qtbot.waitActive(self.knob):
            self.knob.activateWindow()
        self.dial = self.knob.dial
        self.box = self.knob.findChild(QLineEdit, "learning_rate")

    def finish(self) -> None:
        self.turns += 1

    def drag(self, *places: tuple[int, int], shift: bool = False) -> None:
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        left = Qt.MouseButton.LeftButton
        start = QPointF(40, 40)
        self.bot.mousePress(self.dial, left, pos=start.toPoint())
        assert self.dial.cursor().shape() == Qt.CursorShape.BlankCursor, "the pointer hides"
        for x, y in places:
            place = start + QPointF(x, y)
            moved = QMouseEvent(
                QEvent.Type.MouseMove, place, self.dial.mapToGlobal(place),
                Qt.MouseButton.NoButton, left, SHIFT if shift else Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(self.dial, moved)
        self.bot.mouseRelease(self.dial, left, pos=start.toPoint())
        assert self.dial.cursor().shape() == Qt.CursorShape.SizeVerCursor

    def wheel(self, notches: int = 1, shift: bool = False) -> bool:
        modifier = SHIFT if shift else Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            QPointF(40, 40), self.dial.mapToGlobal(QPointF(40, 40)), QPoint(),
            QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.dial, event)
        return event.isAccepted()

    def focus(self) -> None:
        self.knob.activateWindow()
        self.dial.setFocus()
        self.bot.waitUntil(self.dial.hasFocus)

    def key(self, *keys: Qt.Key, shift: bool = False) -> None:
        for key in keys:
            self.bot.keyClick(self.dial, key, SHIFT if shift else Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def rate(dressed, qtbot) -> Hand:
    return Hand(qtbot, LearningRateScale(), 0.1)


def test_dragging_up_turns_up_live_and_is_one_turn(rate: Hand) -> None:
    rate.drag((0, -10), (0, -20), (0, -40))
    assert rate.values == sorted(rate.values)
    assert rate.values[-1] == 1.0, "40 of 200 px are a fifth of the dial: a decade"
    assert len(rate.values) == 3
    assert rate.turns == 1
    assert rate.box.text() == "1"


def test_right_counts_as_up_and_shift_is_fine(rate: Hand) -> None:
    rate.drag((40, 0))
    assert rate.knob.value() == 1.0
    rate.drag((0, 40), shift=True)
    assert rate.knob.value() == 0.79, "40 of 2,000 px down are a tenth of a decade"


def test_a_drag_ends_at_the_ends_of_the_range(rate: Hand) -> None:
    rate.drag((0, -500))
    assert rate.knob.value() == 10
    rate.drag((0, 900))
    assert rate.knob.value() == 0.0001
    assert rate.box.text() == "0.0001"


def test_the_wheel_acts_only_with_focus_or_after_a_while_of_hover(rate: Hand) -> None:
    rate.box.setFocus()
    assert not rate.wheel(), "scrolling past changes nothing"
    assert rate.values == []
    QApplication.sendEvent(rate.dial, _enter())
    rate.now = 0.2
    assert not rate.wheel()
    rate.now = 0.31
    assert rate.wheel()
    assert rate.values == [0.15]
    rate.wheel(-2)
    assert rate.values == [0.15, 0.1, 0.07]
    rate.wheel(1, shift=True)
    assert rate.values[-1] == 0.0707


def test_keys_go_by_stops_decades_and_ends(rate: Hand) -> None:
    rate.focus()
    rate.key(Qt.Key.Key_Up, Qt.Key.Key_Right)
    assert rate.values == [0.15, 0.2]
    rate.key(Qt.Key.Key_Down, Qt.Key.Key_PageUp)
    assert rate.values[2:] == [0.15, 1.5]
    rate.key(Qt.Key.Key_Home, Qt.Key.Key_End)
    assert rate.values[4:] == [0.0001, 10]
    rate.key(Qt.Key.Key_Backspace)
    assert rate.knob.value() == 0.1, "Backspace leads to the default"


def test_a_run_of_keys_is_one_turn_which_ends_when_the_focus_leaves(rate: Hand) -> None:
    rate.focus()
    rate.key(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert rate.turns == 0
    rate.box.setFocus()
    assert rate.turns == 1


def test_a_double_click_leads_to_the_default(rate: Hand) -> None:
    rate.knob.set_value(3.0)
    rate.bot.mouseDClick(rate.dial, Qt.MouseButton.LeftButton)
    assert rate.values == [0.1]
    rate.knob.set_default(0.5)
    rate.bot.mouseDClick(rate.dial, Qt.MouseButton.LeftButton)
    assert rate.knob.value() == 0.5, "a lesson may set its own default"


def test_a_digit_opens_the_box_and_enter_commits(rate: Hand) -> None:
    rate.focus()
    rate.bot.keyClicks(rate.dial, "0")
    assert rate.box.hasFocus()
    rate.bot.keyClicks(rate.box, ",25")
    assert rate.values == [], "nothing is taken before Enter"
    rate.bot.keyClick(rate.box, Qt.Key.Key_Return)
    assert rate.values == [0.25]
    assert rate.turns == 1


def test_escape_leaves_the_value_alone(rate: Hand) -> None:
    rate.focus()
    rate.bot.keyClicks(rate.dial, "7")
    rate.bot.keyClick(rate.box, Qt.Key.Key_Escape)
    assert rate.values == []
    assert rate.box.text() == "0.1"


def test_out_of_range_is_clamped_and_said(rate: Hand) -> None:
    rate.focus()
    rate.bot.keyClicks(rate.dial, "5")
    rate.bot.keyClicks(rate.box, "0")
    rate.bot.keyClick(rate.box, Qt.Key.Key_Return)
    assert rate.knob.value() == 10
    assert rate.box.text() == "10"
    assert QToolTip.text() == "0.0001 to 10"
    QToolTip.hideText()


def test_a_value_from_a_file_is_shown_as_it_is(rate: Hand) -> None:
    for value, text in ((50.0, "50"), (0.0, "0"), (0.123456, "0.123456")):
        rate.knob.set_value(value)
        assert rate.knob.value() == value
        assert rate.box.text() == text
    assert rate.values == [], "showing a value is no turn"


def test_an_untouched_box_never_changes_the_value(rate: Hand) -> None:
    rate.knob.set_value(50.0)
    rate.box.setFocus()
    rate.bot.keyClick(rate.box, Qt.Key.Key_Return)
    assert rate.knob.value() == 50.0
    assert rate.values == []


def test_setting_the_same_value_again_does_nothing(rate: Hand) -> None:
    rate.knob.set_value(0.3)
    rate.knob.set_value(0.3)
    assert rate.values == []
    assert rate.turns == 0


def test_the_number_is_found_by_name_and_says_what_it_is(rate: Hand) -> None:
    assert rate.box.accessibleName() == "Learning rate"
    assert rate.dial.accessibleDescription() == "0.1"


def test_the_arc_tells_value_error_and_disabled(rate: Hand) -> None:
    def arc() -> str:
        return rate.dial.grab().toImage().pixelColor(44, 13).name()

    rate.knob.set_value(10.0)
    assert arc() == LIGHT.accent.name()
    rate.knob.set_error(True)
    assert arc() == LIGHT.err.name()
    rate.knob.set_error(False)
    rate.knob.setEnabled(False)
    assert arc() == LIGHT.control.name()
    rate.knob.setEnabled(True)
    rate.knob.set_theme(DARK)
    assert arc() == DARK.accent.name()


def test_a_disabled_knob_takes_no_focus_and_no_drag(rate: Hand) -> None:
    rate.knob.setEnabled(False)
    rate.dial.setFocus()
    assert not rate.dial.hasFocus()
    rate.now = 1.0
    rate.wheel()
    assert rate.values == []


def test_momentum_and_batch_turn_by_their_own_stops(dressed, qtbot) -> None:
    momentum = Hand(qtbot, MomentumScale(), 0.0)
    momentum.drag((0, -100))
    assert momentum.knob.value() == 0.9
    batch = Hand(qtbot, BatchScale(4), 1.0)
    batch.drag((0, -200))
    assert batch.knob.value() == 0, "the end of the dial is all"
    assert batch.box.text() == "4"
    batch.knob.set_scale(BatchScale(8))
    assert batch.box.text() == "8", "all follows the number of rows"


def _enter():
    from PySide6.QtGui import QEnterEvent

    return QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5))
