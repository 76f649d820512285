"""The Loss surface dock as a person uses it: opened, chosen, dragged, locked, turned."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chainrule.gui.main_window import MainWindow
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.inspector.ball_card import BallCard
from chainrule.gui.panels.inspector.rows import line_text
from chainrule.gui.panels.surface.levels import banded, contour, levels_of
from chainrule.gui.panels.surface.surface_panel import SurfacePanel
from chainrule.gui.panels.surface.surface_view import BALL
from chainrule.gui.selection import Selection
from chainrule.teaching.ball import Push
from chainrule.teaching.movement import Part

pytestmark = pytest.mark.example("momentum")


def settled(window: MainWindow, qtbot: QtBot) -> SurfacePanel:
    panel = window.surface.panel
    qtbot.waitUntil(
        lambda: panel.view.land is not None and not window.driver.running, timeout=10_000
    )
    return panel


def opened(window: MainWindow, qtbot: QtBot, updates: int = 8) -> SurfacePanel:
    window.driver.session.run.train_many(updates)
    window.driver.session.settle()
    window.driver.session.record()
    window.driver.show()
    window.actions_by_name["view.surface"].trigger()
    QApplication.processEvents()
    return settled(window, qtbot)


def ball_place(panel: SurfacePanel) -> QPoint:
    return panel.view.above().place(panel.view.land.ball).toPoint()


def parameters(window: MainWindow, panel: SurfacePanel) -> list[float]:
    values = window.document.project.network.parameters
    return [values[name] for name in panel.names]


def test_it_opens_beside_the_canvas_and_shows_the_ball(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot)
    assert window.surface.dock.isVisible()
    assert window.surface.dock.width() >= 400, "it is wide enough to be read"
    picture = panel.view.grab().toImage()
    centre = ball_place(panel)
    assert picture.pixelColor(centre + QPoint(3, 3)) == window.theme.accent, "the ball is teal"
    assert panel.foot.text() == "A slice at update 8: other weights move too."
    told = panel.legend.accessibleName()
    assert [sign in told for sign in ("μv", "−ηg", "v ")] == [True] * 3, told


def test_dragging_the_ball_is_a_new_start_and_one_undo_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = opened(window, qtbot)
    before, start = window.document.project, ball_place(panel)
    QTest.mousePress(panel.view, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(panel.view, start + QPoint(6 * step, 3 * step))
    assert window.document.project == before, "nothing changes while it is held"
    end = start + QPoint(30, 15)
    wanted = panel.view.above().point(QPointF(end))
    QTest.mouseRelease(panel.view, Qt.MouseButton.LeftButton, pos=end)
    assert parameters(window, panel) == pytest.approx(wanted, rel=1e-9)
    assert window.document.project.state is None, "training begins anew from there"
    settled(window, qtbot)
    window.driver.undo()
    assert window.document.project == before
    settled(window, qtbot)


def test_keys_move_the_ball_and_are_one_undo_step(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot, 0)
    before, (x, y) = window.document.project, parameters(window, panel)
    panel.view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(panel.view, key)
        settled(window, qtbot)
    assert parameters(window, panel)[0] > x
    assert parameters(window, panel)[1] > y
    window.driver.undo()
    assert window.document.project == before
    settled(window, qtbot)


def test_escape_gives_up_a_drag(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot)
    before, start = window.document.project, ball_place(panel)
    panel.view.setFocus()
    QTest.mousePress(panel.view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(panel.view, start + QPoint(25, 5))
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(panel.view, Qt.MouseButton.LeftButton, pos=start + QPoint(25, 5))
    assert window.document.project == before


def test_locking_the_others_makes_it_exact(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot)
    QTest.mouseClick(panel.lock, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    qtbot.waitUntil(lambda: panel.view.land.exact, timeout=5000)
    assert "stays on this surface" in panel.foot.text()
    assert panel.lock.isHidden()
    free = set(window.document.project.network.parameter_names)
    assert free - window.document.project.network.locked == set(panel.names)


def test_other_weights_are_chosen_and_the_same_twice_changes_places(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = opened(window, qtbot)
    first, second = panel.names
    third = window.document.project.network.parameter_names[1]
    panel.up.setCurrentIndex(1)
    panel.up.activated.emit(1)
    assert panel.names == (first, third)
    qtbot.waitUntil(
        lambda: panel.view.land is not None and panel.view.land.names == (first, third),
        timeout=5000,
    )
    panel.across.setCurrentIndex(1)
    panel.across.activated.emit(1)
    assert panel.names == (third, first)
    settled(window, qtbot)
    assert second != third


def test_the_relief_is_turned_with_mouse_and_keys(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot)
    flat = panel.view.grab().toImage()
    panel.look.button("relief").click()
    relief = panel.view.grab().toImage()
    assert relief != flat
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Left)
    turned = panel.view.grab().toImage()
    assert turned != relief, "a key turns it"
    QTest.mousePress(panel.view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(panel.view, QPoint(140, 100))
    QTest.mouseRelease(panel.view, Qt.MouseButton.LeftButton, pos=QPoint(140, 100))
    assert panel.view.grab().toImage() != turned, "so does the mouse"


def test_looking_back_and_practice_hold_the_ball(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot)
    window.driver.look_at(3)
    settled(window, qtbot)
    qtbot.waitUntil(lambda: panel.view.land.update == 3, timeout=5000)
    assert not panel.view.free, "nothing can be changed while looking back"
    before, start = window.document.project, ball_place(panel)
    QTest.mousePress(panel.view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseRelease(panel.view, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 0))
    assert window.document.project == before
    window.driver.look_at_end()
    settled(window, qtbot)
    window.actions_by_name["run.practice"].trigger()
    assert panel.view.land is None, "no loss leaks while practising"
    window.actions_by_name["run.practice"].trigger()
    settled(window, qtbot)


def test_closing_it_stops_the_work(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    window.actions_by_name["view.surface"].trigger()
    QApplication.processEvents()
    window.driver.step()
    window.driver.session.finish_animation()
    window.driver.show()
    assert not window.driver.running, "nothing is computed for a closed dock"


@pytest.mark.parametrize("size", [(1180, 800), (1024, 700)], ids=str)
def test_a_narrow_window_shows_it_over_the_canvas(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    panel = opened(window, qtbot)
    assert panel.isVisible()
    assert not window.surface.dock.isFloating(), "it is no window of its own"
    inside = QRect(panel.mapTo(window, QPoint()), panel.size())
    assert window.rect().contains(inside), f"all of it lies in the window: {inside}"
    assert panel.width() >= 400, "it is wide enough to be read"
    assert window.rail.buttons["surface"].isChecked()
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not panel.isVisible(), "Esc closes it"
    assert not window.actions_by_name["view.surface"].isChecked()
    window.rail.buttons["surface"].click()
    assert panel.isVisible(), "the rail opens it too"
    settled(window, qtbot)


def test_the_rail_alone_makes_it(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    QApplication.processEvents()
    window.driver.session  # noqa: B018
    window.rail.buttons["surface"].click()
    assert window.surface.panel.isVisible()
    window.resize(1440, 900)
    QApplication.processEvents()
    assert not window.actions_by_name["view.surface"].isChecked(), "a wide window has no overlay"
    assert window.surface.dock.widget() is window.surface.panel, "the dock has its panel again"


def test_with_only_the_steps_beside_it_it_is_wide_enough(window: MainWindow, qtbot: QtBot) -> None:
    window.docks.data.close()
    window.docks.steps.raise_()
    qtbot.waitUntil(lambda: window.docks.steps.width() == 384)
    panel = opened(window, qtbot)
    qtbot.waitUntil(lambda: window.surface.dock.width() == 440)
    for part in (panel.look, panel.up, *panel.cuts):
        end = part.mapTo(window.surface.dock, part.rect().topRight()).x()
        assert end < window.surface.dock.width(), f"{part.accessibleName()} is not cut off: {end}"
    window.docks.steps.raise_()
    qtbot.waitUntil(lambda: window.docks.steps.width() == 384)
    window.surface.dock.close()
    window.docks.data.show()
    window.docks.data.raise_()
    qtbot.waitUntil(lambda: window.docks.data.width() <= 320)


def test_both_themes_paint_it_in_their_own_colours(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot)
    for _ in range(2):
        window.actions_by_name["view.theme"].trigger()
        settled(window, qtbot)
        picture = panel.view.grab().toImage()
        at = ball_place(panel) + QPoint(round(BALL / 2), 3)
        assert picture.pixelColor(at) == window.theme.accent, window.theme.name


def names_shown(panel: SurfacePanel) -> dict[str, QRectF]:
    """Return the room of each name on the surface."""
    names = panel.view._names(panel.view.above()).names
    return {line_text(name.words): name.box for name in names}


@pytest.mark.parametrize("updates", [1, 4, 8, 11, 30])
def test_names_lie_inside_and_over_nothing(window: MainWindow, qtbot: QtBot, updates: int) -> None:
    panel = opened(window, qtbot, updates)
    names = names_shown(panel)
    assert "start" in names, f"the start has its name: {list(names)}"
    ball = panel.view.above().place(panel.view.land.ball)
    for name, box in names.items():
        assert panel.view.area().contains(box), f"{name} lies on the surface"
        assert not box.contains(ball), f"{name} lies beside the ball"
    for (one, box), (other, its) in itertools.combinations(names.items(), 2):
        assert not box.intersects(its), f"{one} and {other} lie apart"


def test_arrows_and_the_way_without_momentum_have_their_names(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = opened(window, qtbot, 8)
    width = panel.view.land.box.right - panel.view.land.box.left
    parts = ((0.2, 0.0), (-0.05, -0.15), (0.15, -0.15))
    kinds = (Part.REMEMBERED, Part.ASKED, Part.VELOCITY)
    pushes = tuple(
        Push(kind, across * width, up * width)
        for kind, (across, up) in zip(kinds, parts, strict=True)
    )
    panel.view.show_land(panel.view.land, pushes, free=True)
    assert {"μv", "−ηg", "v", "start"} <= names_shown(panel).keys(), list(names_shown(panel))
    bare = panel.view.grab().toImage()
    panel.view.show_land(panel.view.land, (), free=True)
    assert "v" not in names_shown(panel), "without a next move there are no arrows to name"
    assert panel.view.grab().toImage() != bare


def test_arrows_without_room_are_drawn_shorter_and_the_legend_says_so(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = opened(window, qtbot, 8)
    land = panel.view.land
    far = land.box.right - land.box.left
    pushes = (Push(Part.ASKED, far, 0.0), Push(Part.VELOCITY, far, 0.0))
    panel.show_land(land, pushes, window.driver.moment(), held=False)
    factor = panel.view.factor()
    assert factor < 1, "true length would lead out of sight"
    end = (land.ball[0] + factor * far, land.ball[1])
    assert panel.view.area().contains(panel.view.above().place(end))
    near = tuple(Push(push.part, push.first * 1e-4, 0.0) for push in pushes)
    panel.show_land(land, near, window.driver.moment(), held=False)
    length = near[0].length * panel.view.factor() * panel.view.above().scale
    assert 40 * 0.99 <= length <= 100, f"long enough to be read: {length}"


def test_a_flat_cut_fills_its_height(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(window, qtbot, 3)
    land = panel.view.land
    flat = replace(land, cuts=(land.cuts[0] * 1e-3 + 1.25, land.cuts[1]), loss=1.2503)
    panel.show_land(flat, (), window.driver.moment(), held=False)
    low, high = panel.cuts[0].picture.y
    assert low >= 1.2, f"the axis begins near the lowest loss: {low}"
    heights = [height for _, height in panel.cuts[0].picture.points]
    assert max(heights) - min(heights) > (high - low) / 4
    assert panel.cuts[1].picture.y[0] == 0, "a deep one begins at 0"


# The ball's card


def card_settled(window: MainWindow, qtbot: QtBot) -> BallCard:
    settled(window, qtbot)
    card = window.inspector.ball_card
    assert card.isVisible(), "with nothing selected the card of the ball is shown"
    return card


def test_the_card_of_the_ball_tells_its_move_and_its_race(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, 11)
    card = card_settled(window, qtbot)
    assert card.header.text() == "The ball, before update 12, of one sample"
    assert [row.split()[0] for row in card.pushes.text().split("\n")[1:]] == ["μv", "−ηg", "v"]
    log = window.driver.session.run.log
    assert all(len(row.split()) == 3 for row in card.pushes.text().split("\n")[1:])
    laps = card.laps.text().split("\n")
    assert laps[0] == "mean loss μ = 0.9 μ = 0"
    assert [lap.split()[1] for lap in laps[1:]] == ["2", "5", "8", "11"]
    shown = show(log[8].train_loss, Kind.GRADIENT, window.theme.notation)
    assert laps[3].startswith(f"after 8 {shown} "), laps
    assert "Momentum overshot the valley at update 7" in plain(card.said.text())
    assert "Drag the ball" in window.inspector.foot.text.text()


def plain(rich: str) -> str:
    document = QTextDocument()
    document.setHtml(rich)
    return document.toPlainText()


def test_the_loss_it_tells_is_the_one_that_comes(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, 6)
    card = card_settled(window, qtbot)
    told = card.place_rows.text().split("\n")[-1]
    window.driver.session.run.train_many(1)
    window.driver.session.settle()
    window.driver.show()
    shown = show(window.driver.moment().loss, Kind.GRADIENT, window.theme.notation)
    assert told.endswith(f" {shown}"), f"{told}: then it is {shown}"
    settled(window, qtbot)


def test_the_card_gives_way_to_what_is_selected_and_comes_back_with_a_click(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = opened(window, qtbot)
    card = card_settled(window, qtbot)
    window.select(Selection(neurons=frozenset({"h1"})))
    assert window.inspector.neuron_card.isVisible()
    before = window.document.project
    QTest.mouseClick(panel.view, Qt.MouseButton.LeftButton, pos=ball_place(panel))
    assert card.isVisible(), "a click on the ball shows it"
    assert not window.selection
    window.select(Selection(neurons=frozenset({"h1"})))
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert card.isVisible(), "so does Enter"
    assert window.document.project == before, "the ball has not moved"
    window.actions_by_name["view.surface"].trigger()
    QApplication.processEvents()
    assert window.inspector.network_card.isVisible(), "without the surface there is no ball"


def test_practice_has_no_ball(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    window.actions_by_name["run.practice"].trigger()
    assert not window.inspector.ball_card.isVisible(), "no number leaks"
    window.actions_by_name["run.practice"].trigger()
    settled(window, qtbot)


def test_contours_lie_where_the_loss_is_their_level() -> None:
    x, y = np.meshgrid(np.linspace(-2, 2, 61), np.linspace(-1.5, 1.5, 46))
    losses = x**2 + y**2
    found = contour(losses, 1.0)
    assert len(found) > 40
    for ends in (found[:, :2], found[:, 2:]):
        radius = np.hypot(ends[:, 0] / 15 - 2, ends[:, 1] / 15 - 1.5)
        assert np.abs(radius - 1).max() < 0.01, "a circle of radius 1"


def test_levels_are_round_and_bands_rise_with_the_loss() -> None:
    losses = np.geomspace(0.0007, 0.4, 60).reshape(6, 10)
    levels = levels_of(losses)
    assert set(levels) >= {0.001, 0.003, 0.01, 0.03, 0.1} or len(levels) >= 5, levels
    bands = banded(losses, levels, 10, 6)
    assert bands[-1, 0] < bands[0, -1], "the rows come from above"
    assert bands.max() <= 9
    assert levels_of(np.full((4, 4), 0.3)) == ()
    narrow = levels_of(0.1256 + 0.018 * losses)
    assert len(narrow) >= 4, narrow


def lands(shape: tuple[int, int]) -> dict[str, np.ndarray]:
    rising = np.linspace(0.0, 1.0, shape[0] * shape[1]).reshape(shape)
    half = rising > 0.5
    return {
        "flat": np.full(shape, 0.25),
        "flat but for rounding": 0.25 + rising * 1e-16,
        "nearly nothing": rising * 1e-322,
        "as large as can be": 1.0 + rising * 1.7e308,
        "only the largest": np.full(shape, 1.7e308) + rising * 1e306,
        "with infinite walls": np.where(half, np.inf, rising),
        "not a number": np.where(half, np.nan, rising),
        "infinite everywhere": np.full(shape, np.inf),
        "a needle": np.where(rising == 1.0, 1e308, 1e-300),
    }


@pytest.mark.parametrize("relief", [False, True], ids=["above", "relief"])
@pytest.mark.parametrize("kind", list(lands((2, 2))))
def test_every_land_can_be_painted(
    window: MainWindow, qtbot: QtBot, kind: str, *, relief: bool
) -> None:
    view = opened(window, qtbot).view
    land = view.land
    losses = lands(land.losses.shape)[kind]
    view.land = replace(land, losses=losses, loss=float(losses.max()))
    view.relief = relief
    assert not view.grab().isNull()
