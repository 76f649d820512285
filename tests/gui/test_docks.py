"""The docks keep the widths that the design or a person gave them, whatever the window does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from chainrule.gui.metrics import Metrics

LARGE, SMALL = (1440, 900), (1024, 700)


def resize(window, qtbot, size):
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    QTest.qWait(0)


def rested(window, qtbot):
    """Wait until the docks stand still."""
    qtbot.waitUntil(lambda: window.docks.inspector.width() == Metrics.RIGHT_DOCK)
    qtbot.waitUntil(lambda: not window.docks.layouts.is_waiting)


def test_a_window_made_small_and_large_again_has_its_docks_as_before(window, qtbot):
    rested(window, qtbot)
    for _ in range(3):
        resize(window, qtbot, SMALL)
        resize(window, qtbot, LARGE)
    qtbot.waitUntil(lambda: window.docks.inspector.width() == Metrics.RIGHT_DOCK)


@pytest.mark.parametrize("wide", [360, 420])
def test_what_a_person_has_widened_stays_wide(window, qtbot, wide):
    rested(window, qtbot)
    window.resizeDocks([window.docks.inspector], [wide], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: window.docks.inspector.width() == wide)
    qtbot.waitUntil(lambda: not window.docks.layouts.is_waiting)
    resize(window, qtbot, SMALL)
    resize(window, qtbot, LARGE)
    qtbot.waitUntil(lambda: window.docks.inspector.width() == wide)
