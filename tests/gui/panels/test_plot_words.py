"""What the loss plot says: what it counts, what it waits for, and where its scale changes."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.inspector.network_edits import set_loss, set_reduction
from chainrule.network.names import Loss, Reduction
from chainrule.session.operations import Granularity


def step(window: MainWindow, granularity: Granularity, count: int) -> None:
    window.driver.set_granularity(granularity)
    for _ in range(count):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()


@pytest.mark.example("xor-noisy")
def test_the_axis_counts_the_same_all_along(window: MainWindow) -> None:
    frame = window.loss.frame
    counted = {frame.epochs}
    for granularity in (Granularity.LAYER, Granularity.SAMPLE, Granularity.BATCH):
        for _ in range(8):
            step(window, granularity, 1)
            window.loss.show_moment(window.driver.moment())
            counted.add(frame.epochs)
    assert counted == {False}, "two batches an epoch: updates are counted throughout"


def inked(image: QImage, box: QRect) -> bool:
    """Return whether there is anything dark in a box of a picture."""
    return any(
        image.pixelColor(x, y).lightness() < 140
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
    )


@pytest.mark.parametrize("width", [520, 400, 300, 240])
def test_the_words_of_an_empty_plot_are_never_cut(window: MainWindow, width: int) -> None:
    frame = window.loss.frame
    frame.setParent(None)
    frame.resize(width, 150)
    image = frame.grab().toImage()
    area = frame.area().toRect()
    middle = QRect(area.left(), area.top() + 20, area.width(), area.height() // 2)
    assert inked(image, middle), "something is said"
    right = QRect(area.right() + 2, area.top(), width - area.right() - 3, area.height() - 8)
    assert not inked(image, right), "it ends inside the plot"
    left = QRect(area.left() - 8, area.top() + 8, 6, 18)
    assert not inked(image, left), "and begins inside it"
    window.loss.layout().insertWidget(1, frame)


@pytest.mark.example("xor")
def test_the_plot_marks_where_its_scale_changes(window: MainWindow) -> None:
    step(window, Granularity.EPOCH, 4)
    window.apply(set_loss(Loss.MEAN_SQUARED_ERROR))
    step(window, Granularity.EPOCH, 3)
    window.apply(set_reduction(Reduction.SUM))
    step(window, Granularity.EPOCH, 3)
    window.loss.show_moment(window.driver.moment())
    window.loss._refresh()
    marked = {mark.update: mark.words for mark in window.loss.marks()}
    assert "another scale" in marked[4], "where the loss was changed"
    assert "mean → sum" in marked[7], "where the reduction was"
    assert "another scale" in marked[7], "and that the curve goes on in another scale"
