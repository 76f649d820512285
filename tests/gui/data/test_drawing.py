"""Samples are drawn in the plane and rubbed out, a stroke at a time."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from chainrule.gui.main_window import MainWindow
from chainrule.network.project import Row

LEFT = Qt.MouseButton.LeftButton


def rows(window: MainWindow) -> tuple[Row, ...]:
    return window.document.project.data.train


def place(window: MainWindow, x: float, y: float) -> QPoint:
    return window.data.plane._at(x, y).toPoint()


def click(window: MainWindow, x: float, y: float) -> None:
    QTest.mouseClick(window.data.plane, LEFT, pos=place(window, x, y))


def stroke(window: MainWindow, start: tuple[float, float], end: tuple[float, float]) -> None:
    plane = window.data.plane
    first, last = place(window, *start), place(window, *end)
    QTest.mousePress(plane, LEFT, pos=first)
    for part in range(1, 11):
        QTest.mouseMove(plane, first + (last - first) * part / 10)
    QTest.mouseRelease(plane, LEFT, pos=last)


@pytest.mark.example("xor")
def test_a_click_adds_a_sample_of_the_chosen_class(window: MainWindow) -> None:
    window.data.plane_part.tools.classes[1].click()
    click(window, 0.5, 0.25)
    x, y, target = rows(window)[-1]
    assert (x, y) == pytest.approx((0.5, 0.25), abs=0.01)
    assert target == 1.0
    window.data.plane_part.tools.classes[0].click()
    click(window, 0.75, 0.5)
    assert rows(window)[-1][2] == 0.0
    assert window.actions_by_name["edit.undo"].text() == "&Undo: Draw a sample"


@pytest.mark.example("xor")
def test_a_stroke_paints_and_is_one_step_of_undo(window: MainWindow) -> None:
    before = rows(window)
    window.data.plane.setFocus()
    QTest.keyClick(window.data.plane, Qt.Key.Key_2)
    stroke(window, (0.2, 0.5), (0.8, 0.5))
    drawn = rows(window)[len(before) :]
    assert len(drawn) > 4, "samples all along the stroke"
    assert {row[2] for row in drawn} == {1.0}, "of the class that the key has chosen"
    window.driver.undo()
    assert rows(window) == before


@pytest.mark.example("xor")
def test_the_eraser_removes_what_it_passes(window: MainWindow) -> None:
    window.data.plane.setFocus()
    QTest.keyClick(window.data.plane, Qt.Key.Key_E)
    stroke(window, (0.0, 1.05), (0.0, -0.05))
    assert rows(window) == ((1.0, 0.0, 1.0), (1.0, 1.0, 0.0)), "the samples at the left are gone"
    window.driver.undo()
    assert len(rows(window)) == 4


@pytest.mark.example("xor")
def test_escape_gives_a_stroke_up(window: MainWindow) -> None:
    before = rows(window)
    plane = window.data.plane
    plane.setFocus()
    window.data.plane_part.tools.classes[1].click()
    plane.setFocus()
    QTest.mousePress(plane, LEFT, pos=place(window, 0.5, 0.5))
    QTest.keyClick(plane, Qt.Key.Key_Escape)
    QTest.mouseRelease(plane, LEFT, pos=place(window, 0.6, 0.6))
    assert rows(window) == before


@pytest.mark.example("xor")
def test_samples_are_drawn_where_there_are_none(window: MainWindow) -> None:
    window.data.plane_part.tools.clear.click()
    assert rows(window) == ()
    window.data.plane_part.tools.classes[1].click()
    click(window, 0.25, 0.75)
    assert len(rows(window)) == 1
    window.actions_by_name["run.step"].trigger()
    window.driver.interrupt()
    assert window.driver.moment().ledger is not None, "it can be trained on"


@pytest.mark.example("blobs")
def test_of_three_classes_each_has_a_key(window: MainWindow) -> None:
    tools = window.data.plane_part.tools
    assert [button.isVisible() for button in tools.classes] == [True, True, True, False, False]
    window.data.plane.setFocus()
    QTest.keyClick(window.data.plane, Qt.Key.Key_3)
    click(window, 0.0, 0.0)
    assert rows(window)[-1][2:] == (0.0, 0.0, 1.0)
    QTest.keyClick(window.data.plane, Qt.Key.Key_5)
    assert tools.tool == 2, "there is no fifth class"


@pytest.mark.example("article")
def test_numbers_are_drawn_with_the_target_in_the_box(window: MainWindow) -> None:
    tools = window.data.plane_part.tools
    assert tools.number.isVisible()
    tools.number.set_value(0.3)
    tools.classes[0].click()
    click(window, 0.5, 0.5)
    assert rows(window)[-1][2] == 0.3


@pytest.mark.example("xor")
def test_keys_of_the_tools_leave_the_granularity_alone(window: MainWindow) -> None:
    before = window.driver.session.granularity
    window.data.plane.setFocus()
    QTest.keyClick(window.data.plane, Qt.Key.Key_1)
    assert window.driver.session.granularity is before
    assert window.data.plane_part.tools.tool == 0


@pytest.mark.example("xor")
def test_while_looking_back_nothing_is_drawn(window: MainWindow) -> None:
    for _ in range(2):
        window.driver.set_granularity(window.driver.session.granularity)
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()
    tools = window.data.plane_part.tools
    tools.classes[1].click()
    window.driver.session.run.train_many(3)
    window.driver.look_at(0)
    assert not tools.classes[1].isEnabled()
    before = rows(window)
    click(window, 0.5, 0.5)
    assert rows(window) == before


@pytest.mark.example("xor")
def test_the_plane_stays_while_samples_are_drawn(window: MainWindow) -> None:
    tools, before = window.data.plane_part.tools, window.data.plane.samples
    assert before is not None
    tools.classes[1].click()
    spot = place(window, 1.17, 1.17)
    for _ in range(3):
        QTest.mouseClick(window.data.plane, LEFT, pos=spot)
    assert len({row[:2] for row in rows(window)[-3:]}) == 1, "the same spot is the same point"
    assert window.data.plane.samples.across == before.across
    tools.pointer.click()
    assert window.data.plane.samples.across[1] > before.across[1], "then it fits"
    tools.classes[1].click()
    window.driver.undo()
    assert window.data.plane.samples.across != before.across, "it stays for the whole pen"
