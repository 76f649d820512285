"""The docks keep the widths that the design or a person gave them, whatever the window does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from chainrule.gui.metrics import Metrics
from chainrule.storage.examples import load_example

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
    assert window.docks.data.width() == Metrics.LEFT_DOCK, "nor does the left dock grow"


@pytest.mark.parametrize("name", ["article", "digits", "blobs", "sine", "penguins"])
def test_the_data_dock_asks_for_no_more_than_the_designs_width(window, name):
    window.document.open(load_example(name))
    window.driver.show()
    QTest.qWait(0)
    assert window.data.minimumSizeHint().width() <= Metrics.LEFT_DOCK


def test_the_tabs_of_the_bottom_docks_are_seen_after_a_resize(window, qtbot):
    rested(window, qtbot)
    resize(window, qtbot, (1024, 740))
    qtbot.waitUntil(lambda: bottom_bar(window) is not None)
    bar = bottom_bar(window)
    assert bar.height() >= bar.tabRect(0).height() > 20, "the row has room for its tabs"
    for place in range(2):
        needed = bar.fontMetrics().horizontalAdvance(bar.tabText(place))
        assert bar.tabRect(place).width() > needed, f"{bar.tabText(place)} is read in full"


def test_bottom_docks_part_again_where_there_is_room(window, qtbot):
    resize(window, qtbot, (1024, 740))
    qtbot.waitUntil(lambda: bottom_bar(window) is not None)
    resize(window, qtbot, LARGE)
    plot, training = window.docks.plot, window.docks.training
    qtbot.waitUntil(lambda: plot.geometry().right() < training.x())
    assert bottom_bar(window) is None, "side by side they need no tabs"


def bottom_bar(window):
    """Return the tabs of the bottom docks, None while they are not seen."""
    for bar in window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
        texts = [bar.tabText(at) for at in range(bar.count())]
        if texts == ["Loss", "Training"] and bar.isVisible() and bar.height():
            return bar
    return None


@pytest.mark.parametrize("wide", [360, 420])
def test_what_a_person_has_widened_stays_wide(window, qtbot, wide):
    rested(window, qtbot)
    window.resizeDocks([window.docks.inspector], [wide], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: window.docks.inspector.width() == wide)
    qtbot.waitUntil(lambda: not window.docks.layouts.is_waiting)
    resize(window, qtbot, SMALL)
    resize(window, qtbot, LARGE)
    qtbot.waitUntil(lambda: window.docks.inspector.width() == wide)
