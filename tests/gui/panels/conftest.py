from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chainrule.gui.app import make_window, prepare
from chainrule.gui.main_window import MainWindow
from helpers.made import trained


def stand_still(window: MainWindow) -> None:
    window.driver.pause()
    window.document.mark_saved()


@pytest.fixture
def digits(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with a network that has learned the digits for 20 epochs."""
    prepare()
    window = make_window(trained("digits", 20))
    qtbot.addWidget(window, before_close_func=stand_still)
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.load()
    yield window
    stand_still(window)
