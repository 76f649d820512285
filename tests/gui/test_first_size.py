"""The first window keeps within the screen, its frame and all."""

import pytest
from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from chainrule.gui.first_size import USUAL_FRAME, FirstSize, moved_inside


def test_a_window_as_large_as_the_screen_leaves_room_for_its_frame(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry().size()
    window.resize(room)
    first = FirstSize(window)
    assert window.size() == room - USUAL_FRAME, "also before the frame is known"
    window.show()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert window.screen().availableGeometry().contains(window.frameGeometry())
    first.fit(QSize(10, 60))
    assert window.size() == room - QSize(10, 60), "a frame that is larger takes more"
    small = QMainWindow()
    qtbot.addWidget(small)
    small.resize(300, 200)
    FirstSize(small)
    assert small.size() == QSize(300, 200), "a window that has room stays"


@pytest.mark.parametrize(
    ("outer", "inside"),
    [
        (QRect(0, 20, 100, 100), QRect(0, 0, 100, 100)),
        (QRect(-5, -5, 50, 50), QRect(0, 0, 50, 50)),
        (QRect(10, 10, 50, 50), QRect(10, 10, 50, 50)),
        (QRect(0, 0, 300, 50), QRect(0, 0, 300, 50)),
    ],
)
def test_it_is_moved_inside(outer: QRect, inside: QRect) -> None:
    assert moved_inside(outer, QRect(0, 0, 100, 100)) == inside
