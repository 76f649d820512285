import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSlider, QWidget
from shiboken6 import delete

from chainrule.gui.icons import Icons
from chainrule.gui.theme import DARK, LIGHT
from chainrule.gui.widgets.focus_ring import FocusRing
from chainrule.gui.widgets.play_button import PlayButton
from chainrule.gui.widgets.section import SectionHeader
from chainrule.gui.widgets.segmented import Segmented
from chainrule.gui.widgets.speed import SPEEDS, SpeedControl, speed_text
from chainrule.teaching.notation import POINT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def segments(dressed, qtbot) -> Segmented:
    options = {"operation": "Operation", "layer": "Layer", "epoch": "Epoch"}
    made = Segmented("granularity", "Granularity", options)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_click_chooses_one_segment(qtbot, segments) -> None:
    chosen: list[str] = []
    segments.current_changed.connect(chosen.append)
    qtbot.mouseClick(segments.button("layer"), LEFT)
    qtbot.mouseClick(segments.button("layer"), LEFT)
    assert chosen == ["layer"], "a second click on it is no change"
    checked = [key for key in ("operation", "layer", "epoch") if segments.button(key).isChecked()]
    assert checked == ["layer"]


def test_arrows_move_between_segments(qtbot, segments) -> None:
    chosen: list[str] = []
    segments.current_changed.connect(chosen.append)
    segments.setFocus(Qt.FocusReason.TabFocusReason)
    assert segments.button("operation").hasFocus()
    qtbot.keyClick(segments.button("operation"), Qt.Key.Key_Right)
    assert chosen == ["layer"]
    assert segments.button("layer").hasFocus()
    qtbot.keyClick(segments.button("layer"), Qt.Key.Key_Left)
    assert chosen == ["layer", "operation"]


def test_a_program_chooses_silently(segments) -> None:
    chosen: list[str] = []
    segments.current_changed.connect(chosen.append)
    segments.set_current("epoch")
    assert segments.current() == "epoch"
    assert segments.button("epoch").isChecked()
    assert chosen == []


def test_where_space_is_short_a_combo_box_stands_in(qtbot, segments) -> None:
    wide = segments.sizeHint().width()
    segments.set_current("layer")
    segments.set_compact(True)
    assert segments.combo.isVisible()
    assert segments.combo.currentText() == "Layer"
    assert segments.sizeHint().width() < wide
    qtbot.keyClick(segments.combo, Qt.Key.Key_Down)
    assert segments.current() == "epoch"


def test_speeds_are_named_as_people_read_them() -> None:
    assert [speed_text(speed, POINT) for speed in SPEEDS] == [
        "0.25×", "0.5×", "1×", "2×", "4×", "30/s", "60/s", "120/s", "Max",
    ]  # fmt: skip
    assert [speed.animated for speed in SPEEDS] == [True] * 5 + [False] * 4


def test_the_speed_slider_goes_through_all_speeds(qtbot, icons) -> None:
    control = SpeedControl(icons)
    qtbot.addWidget(control)
    chosen = []
    control.speed_changed.connect(chosen.append)
    slider = control.findChild(QSlider, "speed")
    assert slider.accessibleName() == "Speed"
    assert control.text.text() == "1×"
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert chosen == [SPEEDS[3]]
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert control.speed().unlimited
    assert control.text.text() == "Max"
    control.faster()
    assert len(chosen) == 2, "there is nothing faster than Max"
    control.slower()
    assert control.text.text() == "120/s"
    control.set_speed(SPEEDS[0])
    assert slider.value() == 0
    assert len(chosen) == 3, "a program chooses silently"


@pytest.fixture
def action(qtbot, dressed) -> QAction:
    made = QAction("Play")
    made.setCheckable(True)
    return made


def test_the_play_button_shows_and_triggers_its_action(qtbot, icons, action) -> None:
    button = PlayButton(action, icons)
    qtbot.addWidget(button)
    assert button.text() == "Play"
    assert (button.height(), button.minimumWidth()) == (36, 96)
    qtbot.mouseClick(button, LEFT)
    assert action.isChecked()
    assert button.text() == "Pause"
    action.setChecked(False)
    assert button.text() == "Play"
    action.setEnabled(False)
    assert not button.isEnabled()
    button.set_icons(Icons(DARK))


def test_the_arrow_down_opens_the_menu_of_play(qtbot, icons, action) -> None:
    button, menu = PlayButton(action, icons), QMenu()
    menu.addAction("End of each phase")
    qtbot.addWidget(button)
    qtbot.addWidget(menu)
    button.set_stop_menu(menu)
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Down)
    assert menu.isVisible()
    menu.close()
    assert not action.isChecked()


def test_a_long_press_opens_the_menu_and_does_not_play(qtbot, icons, action) -> None:
    button, menu = PlayButton(action, icons), QMenu()
    menu.addAction("Never")
    qtbot.addWidget(button)
    qtbot.addWidget(menu)
    button.set_stop_menu(menu)
    button.show()
    qtbot.mousePress(button, LEFT)
    qtbot.waitUntil(menu.isVisible)
    qtbot.mouseRelease(button, LEFT)
    menu.close()
    assert not action.isChecked()


def at_the_edge(qtbot, dressed) -> tuple[FocusRing, QWidget, QWidget, QPushButton]:
    """Return a ring with its window, a part of that and a focused button that fills the part."""
    ring = FocusRing(dressed, LIGHT)
    window, part = QWidget(), QWidget()
    outer, inner = QHBoxLayout(window), QHBoxLayout(part)
    outer.setContentsMargins(16, 16, 16, 16)
    inner.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(part)
    button = QPushButton("At the edge")
    inner.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring.ringed() is button)
    return ring, window, part, button


def test_the_ring_is_whole_at_the_edge_of_what_holds_its_widget(qtbot, dressed) -> None:
    ring, window, part, _ = at_the_edge(qtbot, dressed)
    picture = window.grab().toImage()
    box = part.geometry()
    for x, y in ((box.left() - 3, box.center().y()), (box.right() + 4, box.center().y())):
        assert picture.pixelColor(x, y) == LIGHT.focus, "both sides of the ring are seen"
    part.hide()
    assert not ring._ring.isVisible(), "it goes with what it surrounds"
    part.show()
    ring.deleteLater()


def test_the_ring_is_shown_for_the_keyboard_and_follows_it(qtbot, dressed) -> None:
    ring = FocusRing(dressed, LIGHT)
    window = QWidget()
    row = QHBoxLayout(window)
    one, two = QPushButton("One"), QPushButton("Two")
    row.addWidget(one)
    row.addWidget(two)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring.ringed() is one)
    qtbot.keyClick(one, Qt.Key.Key_Tab)
    assert ring.ringed() is two
    picture = window.grab().toImage()
    beside = two.geometry().topLeft()
    assert picture.pixelColor(beside.x() + 20, beside.y() - 3) == LIGHT.focus
    two.clearFocus()
    assert ring.ringed() is None
    ring.deleteLater()


def test_a_ring_outlives_its_widget_without_harm(qtbot, dressed) -> None:
    ring, _window, part, button = at_the_edge(qtbot, dressed)
    shown = ring._ring
    delete(button)
    part.resize(part.width() + 40, part.height())
    assert ring.ringed() is None
    assert not shown.isVisible(), "there is nothing left to stand round"
    ring.deleteLater()


def test_a_section_has_a_title_a_remark_and_room_for_a_control(qtbot, dressed) -> None:
    header = SectionHeader("Training", "all else held still")
    qtbot.addWidget(header)
    button = QPushButton("Reset")
    header.add(button)
    texts = [label.text() for label in header.findChildren(QLabel)]
    assert texts == ["Training", "all else held still"]
    assert button.parentWidget() is header
