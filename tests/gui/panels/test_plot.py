"""The plot as a person uses it: accuracy, smoothing, ghosts, marks, menus and exports."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from chainrule.gui.icons import Icons
from chainrule.gui.panels.dashes import dashed
from chainrule.gui.panels.ghost_style import LETTERS, ghost_pen
from chainrule.gui.panels.loss_menu import fill
from chainrule.gui.panels.loss_panel import LossPanel
from chainrule.gui.panels.plot_marks import NOTE
from chainrule.gui.panels.plot_marks_of import Mark
from chainrule.gui.panels.plot_options import Quantity
from chainrule.gui.panels.plot_scale import share_scale
from chainrule.gui.plot_exporting import plot_file
from chainrule.gui.theme import DARK, LIGHT, apply_theme
from chainrule.network.edits import set_parameters, set_training
from chainrule.network.message import Message
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.smoothing import Smoothing
from chainrule.storage.examples import load_example

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from chainrule.gui.main_window import MainWindow


@pytest.fixture
def session() -> Session:
    made = Session(Document(load_example("xor")))
    made.granularity = Granularity.EPOCH
    return made


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> LossPanel:
    apply_theme(qapp, LIGHT)
    made = LossPanel(LIGHT)
    made.head.set_icons(Icons(LIGHT))
    qtbot.addWidget(made)
    made.resize(700, 224)
    made.show()
    made.load()
    return made


def train(session: Session, updates: int) -> None:
    session.play()
    session.run.train_many(updates)
    session.pause()
    session.settled = True


def turn(session: Session, **settings: object) -> None:
    session.edit(Edit(Message("", "turn"), lambda project: set_training(project, **settings)))


def set_weight(session: Session, value: float) -> None:
    name = session.document.project.network.parameter_names[0]
    change = Edit(Message("", "Set a weight"), lambda p: set_parameters(p, {name: value}))
    session.edit(change)


def show(panel: LossPanel, session: Session) -> None:
    panel.show_moment(session.moment())
    panel.set_theme(panel.theme)  # drawn at once, however soon after the last time


def choose(panel: LossPanel, name: str) -> None:
    """Choose an entry of the plot's menu by its name."""
    menu = QMenu(panel)
    fill(menu, panel)
    (action,) = [each for each in menu.findChildren(object) if each.objectName() == name]
    assert action.isEnabled(), f"{name} can be chosen"
    action.trigger()


def visible(curve: object) -> list[float]:
    """Return the x of a curve, none when it is hidden."""
    x, _ = curve.getData()
    return [] if x is None or not curve.isVisible() else x.tolist()


# Accuracy


def accuracy_shown(panel: LossPanel, session: Session) -> None:
    panel.set_quantity(Quantity.ACCURACY)
    while session.moment().accuracy.fill(1.0):
        pass
    show(panel, session)


def test_accuracy_is_drawn_for_classes_in_percent(panel: LossPanel, session: Session) -> None:
    train(session, 60)
    accuracy_shown(panel, session)
    x, y = panel.plot._curve.getData()
    assert len(x) == 61
    outputs = np.array([row[0] for row in session.moment().outputs])
    targets = np.array([row[-1] for row in session.document.project.data.train])
    assert y[-1] == ((outputs >= 0.5) == (targets >= 0.5)).mean()
    assert panel.frame.losses.ticks[-1][1] == "100%"
    panel.plot.hover(60)
    assert panel.plot.hovered() == f"update 60 {100 * y[-1]:.1f}%"
    assert panel.head.quantity.text() == "Accuracy"
    assert panel.scale.isHidden(), "a share has no logarithmic scale"


def test_the_title_is_a_choice_where_there_are_classes(panel: LossPanel, session: Session) -> None:
    train(session, 5)
    show(panel, session)
    assert panel.head.title.isHidden()
    assert panel.head.quantity.text() == "Loss"
    next(a for a in panel.head.quantity.menu().actions() if a.text() == "Accuracy").trigger()
    assert panel.chosen.quantity is Quantity.ACCURACY
    other = Session(Document(load_example("article")))
    show(panel, other)
    assert panel.head.quantity.isHidden(), "numbers have a loss alone"
    assert panel.options.quantity is Quantity.LOSS
    assert not panel.head.title.isHidden()


@pytest.mark.parametrize(
    ("least", "ticks"),
    [(0.1, ["0%", "25%", "50%", "75%", "100%"]), (0.5, ["50%", "60%", "70%", "80%", "90%", "100%"]),
     (0.95, ["90%", "92%", "94%", "96%", "98%", "100%"])],
)  # fmt: skip
def test_the_axis_of_shares(least: float, ticks: list[str]) -> None:
    assert [text for _, text in share_scale(least).ticks] == ticks


# Smoothing and the test curve


def test_a_smooth_curve_is_drawn_beside_the_values(panel: LossPanel, session: Session) -> None:
    turn(session, batch_size=1, learning_rate=2.0)
    train(session, 300)
    show(panel, session)
    assert not visible(panel.plot._smooth)
    choose(panel, "plot.smooth_2")
    assert panel.chosen.smoothing is Smoothing.STRONG
    assert panel.plot._curve.opts["pen"].widthF() == 1.25, "the values themselves stay, thinner"
    assert panel.plot._smooth.opts["pen"].widthF() == 2.25
    raw, smooth = panel.plot._curve.getData()[1], panel.plot._smooth.getData()[1]
    assert np.abs(np.diff(smooth)).sum() < np.abs(np.diff(raw)).sum(), "it is smoother"
    panel.plot.hover(150)
    assert any("smooth 0." in line for line in panel.plot.speech.lines())
    choose(panel, "plot.smooth_0")
    assert panel.plot._curve.opts["pen"].widthF() == 2.25


def test_the_test_curve_can_be_left_out(panel: LossPanel) -> None:
    project = load_example("xor")
    rows = tuple((x + 0.1, *rest) for x, *rest in project.data.train)
    session = Session(Document(replace(project, data=replace(project.data, test=rows))))
    train(session, 30)
    show(panel, session)
    assert panel.legend.text() == "training   test"
    assert visible(panel.plot._test_curve)
    panel.plot.hover(12)
    tested = session.run.log[12].test_loss
    assert panel.plot.speech.lines()[1].startswith(f"test {tested:.4g}"[:10])
    choose(panel, "plot.show_test")
    assert not visible(panel.plot._test_curve)
    assert panel.legend.text() == ""
    choose(panel, "plot.show_test")
    accuracy_shown(panel, session)
    assert visible(panel.plot._test_curve), "the accuracy of the test set, too"


# Ghosts


def test_a_run_that_was_left_is_named_by_what_was_set_otherwise(
    panel: LossPanel, session: Session
) -> None:
    turn(session, momentum=0.0)
    train(session, 40)
    session.reset()
    turn(session, momentum=0.9)
    train(session, 20)
    show(panel, session)
    assert panel.legend.text() == "this run   A  μ 0"
    turn(session, momentum=0.0)
    show(panel, session)
    assert panel.legend.text() == "this run   A  earlier run"


def test_ghosts_have_letters_dashes_and_colours_of_their_own() -> None:
    for theme in (LIGHT, DARK):
        pens = [ghost_pen(letter, theme) for letter in LETTERS]
        looks = {(pen.color().name(), tuple(pen.dashPattern())) for pen in pens}
        assert len(looks) == len(LETTERS), "no two look alike"
        for pen in pens:
            assert contrast(pen.color(), theme["panel"]) >= 3, "seen on the ground"


def contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_kept_run_is_shown_beside_what_comes_after(panel: LossPanel, session: Session) -> None:
    train(session, 40)
    show(panel, session)
    choose(panel, "plot.keep_ghost")
    choose(panel, "plot.keep_ghost")
    assert len(panel.ghost_entries()) == 1, "the same run is kept once"
    train(session, 20)
    show(panel, session)
    panel.plot.hover(30)
    lines = panel.plot.speech.lines()
    assert any(line.startswith("A 0.1") for line in lines), f"its loss there is read too: {lines}"
    panel.plot.hover(55)
    assert not any(line.startswith("A ") for line in panel.plot.speech.lines()), "it ended before"


def test_the_letter_of_a_ghost_stays_when_another_goes(panel: LossPanel, session: Session) -> None:
    for count in (10, 20, 30):
        train(session, count)
        show(panel, session)
        panel.keep_ghost()
    assert [entry.letter for entry in panel.ghost_entries()] == ["A", "B", "C"]
    choose(panel, "plot.remove_B")
    assert [entry.letter for entry in panel.ghost_entries()] == ["A", "C"]
    train(session, 5)
    show(panel, session)
    panel.keep_ghost()
    assert [entry.letter for entry in panel.ghost_entries()] == ["A", "B", "C"], "B is free again"
    choose(panel, "plot.clear_ghosts")
    assert not panel.ghost_entries()


def test_a_ghost_can_be_named(
    panel: LossPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(session, 20)
    show(panel, session)
    panel.keep_ghost()
    for typed, said in (("slow start", "A  slow start"), ("  ", "A  earlier run")):
        monkeypatch.setattr(QInputDialog, "exec", lambda dialog: dialog.DialogCode.Accepted)
        monkeypatch.setattr(QInputDialog, "textValue", lambda _, typed=typed: typed)
        choose(panel, "plot.rename_A")
        assert panel.ghost_entries()[0].text == said
    monkeypatch.setattr(QInputDialog, "exec", lambda dialog: dialog.DialogCode.Rejected)
    choose(panel, "plot.rename_A")
    assert panel.ghost_entries()[0].text == "A  earlier run"


def test_the_legend_counts_what_has_no_room(panel: LossPanel, session: Session) -> None:
    for rate in (0.1, 0.2, 0.3, 0.4):
        turn(session, learning_rate=rate)
        train(session, 10)
        show(panel, session)
        panel.keep_ghost()
    panel.resize(520, 224)
    QApplication.processEvents()
    shown = [button for button in panel.legend._buttons if button.isVisible()]
    assert 0 < len(shown) < 5
    assert panel.legend._more.isVisible()
    assert panel.legend._more.text() == f"+{5 - len(shown)}"
    assert shown[-1].geometry().right() <= panel.legend.width()
    panel.resize(1300, 224)
    QApplication.processEvents()
    assert not panel.legend._more.isVisible()


def test_a_ghost_in_the_legend_opens_its_menu(
    panel: LossPanel, session: Session, qtbot: QtBot
) -> None:
    train(session, 20)
    show(panel, session)
    panel.keep_ghost()
    entry = panel.legend._buttons[1]
    with qtbot.waitSignal(panel.legend.chosen) as chosen:
        panel.legend.chosen.disconnect(panel._open_ghost)
        qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert chosen.args[0] == "A"
    assert entry.focusPolicy() == Qt.FocusPolicy.TabFocus, "reached by the keyboard"


# What has happened


def test_what_happened_is_marked_read_and_listed(
    panel: LossPanel, session: Session, qtbot: QtBot
) -> None:
    train(session, 20)
    set_weight(session, 2.0)
    train(session, 10)
    turn(session, batch_size=1)
    train(session, 10)
    show(panel, session)
    assert panel.plot.marks.notes() == [(20.0, "s")], "an edit is marked on the curve"
    assert panel.plot.marks.knobs() == [30.0], "a setting at the foot"
    panel.plot.hover(20)
    assert panel.plot.speech.lines()[-1] == "Set a weight"
    panel.plot.hover(30)
    assert panel.plot.speech.lines()[-1] == "Batch size 4 → 1"
    view = panel.plot.getPlotItem().getViewBox()
    height = session.run.log[20].train_loss
    place = panel.plot.mapFromScene(view.mapViewToScene(QPointF(20, height)))
    qtbot.mouseMove(panel.plot.viewport(), QPoint(1, 1))
    qtbot.mouseMove(panel.plot.viewport(), place)
    assert panel.plot.toolTip() == "Set a weight"
    with qtbot.waitSignal(panel.moved) as moved:
        choose(panel, "plot.event_20")
    assert moved.args == [20], "choosing it looks at that update"


def test_notes_at_the_same_update_stand_apart(panel: LossPanel, session: Session) -> None:
    train(session, 20)
    show(panel, session)
    marks = [Mark(10, "one", "s"), Mark(10, "two", "d"), Mark(11, "three", "o")]
    panel.plot.happened = marks
    panel.plot.marking._mark_events()
    across, up = panel.plot.frame.scale()
    places = panel.plot.marks.places()
    assert len(places) == 3
    for (x, y, _), (other_x, other_y, _) in combinations(places, 2):
        apart = max(abs(x - other_x) * across, abs(y - other_y) * up)
        assert apart >= NOTE, "none covers another"


def test_the_pointer_reads_the_settings_in_force(panel: LossPanel, session: Session) -> None:
    turn(session, learning_rate=0.5, momentum=0.0)
    train(session, 10)
    turn(session, learning_rate=0.25, momentum=0.5)
    train(session, 10)
    show(panel, session)
    panel.plot.hover(10)
    assert panel.plot.speech.lines()[1] == "η 0.5   μ 0"
    panel.plot.hover(11)
    assert panel.plot.speech.lines()[1] == "η 0.25   μ 0.5"
    assert panel.plot.marks._hover_level.isVisible(), "the cross has both lines"


@pytest.mark.parametrize("update", [0, 100, 200])
def test_what_is_read_stays_inside(panel: LossPanel, session: Session, update: int) -> None:
    train(session, 200)
    show(panel, session)
    panel.keep_ghost()
    panel.plot.hover(update)
    panel.plot.grab()
    box = panel.plot.speech._reading
    area = box.mapRectToScene(box.boundingRect())
    assert area.left() >= 0, area
    assert area.right() <= panel.plot.width(), area
    assert area.top() >= -1, area
    assert area.bottom() <= panel.plot.height() + 1, area


# Exports


def test_the_plot_is_exported_as_it_is_shown(panel: LossPanel, session: Session) -> None:
    train(session, 30)
    show(panel, session)
    panel.keep_ghost()
    session.reset()
    turn(session, momentum=0.3)
    train(session, 15)
    show(panel, session)
    image = QImage.fromData(plot_file(panel, "png"))
    assert (image.width(), image.height()) == (2400, 1200)
    colours = {image.pixelColor(x, y).name() for x in range(0, 2400, 3) for y in range(0, 1200, 3)}
    assert LIGHT["accent"].name() in colours, "the curve is there"
    assert LIGHT["ghost1"].name() in colours, "and so is the ghost"
    drawing = plot_file(panel, "svg").decode()
    assert "<svg" in drawing
    assert LIGHT["accent"].name() in drawing
    head, *rows = plot_file(panel, "csv").decode().splitlines()
    assert head.startswith("update,epoch,learning_rate,momentum,batch_loss,train_loss")
    assert "A  μ 0.9 train_loss" in head
    assert len(rows) == 31, "as far as the longest run"


def test_the_window_writes_the_plot(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(window.driver.session, 5)
    window.driver.show()
    for suffix in ("png", "svg", "csv"):
        path = tmp_path / f"plot.{suffix}"
        monkeypatch.setattr(window.commands.exporting, "ask", lambda suffix, kinds, path=path: path)
        choose(window.loss, f"plot.export_{suffix}")
        assert path.stat().st_size > 100, suffix
        assert window.status.said.text() == f"Exported plot.{suffix}."


def test_practice_shows_no_accuracy_and_no_ghost(window: MainWindow) -> None:
    train(window.driver.session, 5)
    window.driver.show()
    panel = window.loss
    panel.keep_ghost()
    assert len(panel.plot.ghosts) == 1
    window.practice.set_on(True)
    assert window.driver.moment().accuracy is None
    assert window.driver.moment().notes == ()
    panel.plot.follow(window.driver.moment(), known=True)
    assert not panel.plot.ghosts, "a kept run has the loss that is asked for"
    window.practice.set_on(False)
    panel.plot.follow(window.driver.moment(), known=True)
    assert len(panel.plot.ghosts) == 1, "it is there again"


# Dashes


def test_dashes_follow_the_curve_at_their_length() -> None:
    x, y = np.array([0.0, 30.0, 30.0]), np.array([0.0, 0.0, 40.0])
    ends, heights = dashed((x, y), (1.0, 1.0), (10.0, 5.0))
    starts, stops = np.stack((ends[::2], heights[::2])), np.stack((ends[1::2], heights[1::2]))
    lengths = np.hypot(*(stops - starts))
    assert lengths.sum() == pytest.approx(50), "two thirds of 70, the last dash whole"
    assert (ends[0], heights[0]) == (0, 0)
    assert not len(dashed((x[:1], y[:1]), (1.0, 1.0), (10.0, 5.0))[0])
    jagged = np.arange(10_000.0), np.arange(10_000.0) % 2 * 100
    assert len(dashed(jagged, (1.0, 1.0), (1.0, 1.0))[0]) < 60_000, "never too many"
    assert math.isfinite(dashed(jagged, (1.0, 1.0), (1.0, 1.0))[1].sum())
