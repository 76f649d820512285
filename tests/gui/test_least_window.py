"""The smallest window that there may be still shows every word of the strip."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from chainrule.gui.main_window import MainWindow
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Granularity


@pytest.mark.example("circles")
@pytest.mark.parametrize("size", list(Granularity)[:3])
def test_phases_and_counter_have_room(window: MainWindow, size: Granularity) -> None:
    window.resize(*Metrics.WINDOW_LEAST)
    window.driver.set_granularity(Granularity.SAMPLE)
    window.driver.step()
    window.driver.session.finish_animation()
    window.driver.set_granularity(size)
    for _ in range(2):
        window.driver.step()
        window.driver.session.finish_animation()
    window.driver.show()
    for _ in range(3):
        QApplication.processEvents()
    strip = window.strip
    assert window.width() == Metrics.WINDOW_LEAST[0]
    for part in (*strip.chips.values(), strip.counter):
        assert part.width() >= part.sizeHint().width(), part.text()
    assert strip.counter.geometry().right() < strip.width()
    places = [chip.geometry() for chip in strip.chips.values()]
    assert all(one.right() < other.left() for one, other in pairwise(places))
