"""The loss plot as a person reads it: pointer, marks, axes, and runs that fly off."""

import dataclasses
import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chainrule.gui.panels.loss_panel import LossPanel
from chainrule.gui.panels.plot_data import Curve
from chainrule.gui.panels.plot_knobs import KnobTurns
from chainrule.gui.panels.plot_picture import paint_plot
from chainrule.gui.panels.plot_scale import by_epoch, limited, log_scale, loss_scale
from chainrule.gui.panels.pyramid import Pyramid
from chainrule.gui.theme import DARK, LIGHT, apply_theme
from chainrule.network.edits import set_training
from chainrule.network.message import Message
from chainrule.network.project import LogRow
from chainrule.session.document import Document, Edit
from chainrule.session.log import Log
from chainrule.session.moment import Place
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from chainrule.teaching.notation import POINT


def session_of(example: str, **training: float) -> Session:
    session = Session(Document(load_example(example)))
    turn(session, **training)
    return session


def turn(session: Session, **training: float) -> None:
    if training:
        label = Message("", "")
        session.edit(Edit(label, lambda project: set_training(project, **training)))


def steps(session: Session, count: int, granularity: Granularity = Granularity.BATCH) -> Session:
    session.granularity = granularity
    for _ in range(count):
        session.step()
        session.finish_animation()
    return session


@pytest.fixture
def panel(qtbot: QtBot, qapp) -> LossPanel:
    apply_theme(qapp, LIGHT)
    made = LossPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(528, 224)
    made.show()
    made.load()
    return made


def show(panel: LossPanel, session: Session) -> None:
    panel.show_moment(session.moment())
    panel.set_theme(panel.theme)  # drawn at once, however soon after the last time


def point_at(panel: LossPanel, qtbot: QtBot, update: float, loss: float = 0.0) -> None:
    """Move the pointer over an update, at a height in the plot's units."""
    plot = panel.plot
    assert plot is not None
    view = plot.getPlotItem().getViewBox()
    place = plot.mapFromScene(view.mapViewToScene(QPointF(update, loss)))
    qtbot.mouseMove(plot.viewport(), QPoint(1, 1))
    qtbot.mouseMove(plot.viewport(), place)


def test_the_pointer_finds_the_nearest_update_and_its_exact_loss(
    panel: LossPanel, qtbot: QtBot
) -> None:
    session = steps(session_of("article"), 15)
    show(panel, session)
    point_at(panel, qtbot, 11.2, 0.03)
    assert panel.plot.hovered() == f"update 11 {session.run.log[11].train_loss:.6f}"
    assert panel.plot.toolTip() == repr(session.run.log[11].train_loss), "17 digits, in full"
    point_at(panel, qtbot, 19.0, 0.03)
    assert panel.plot.hovered().startswith("update 15 "), "the last there is"


def test_the_hovered_point_follows_the_scale(panel: LossPanel, qtbot: QtBot) -> None:
    show(panel, steps(session_of("article"), 15))
    point_at(panel, qtbot, 6, 0.03)
    linear = panel.plot.marks._hovered.getData()[1][0]
    panel.scale.button("log").click()
    logarithmic = panel.plot.marks._hovered.getData()[1][0]
    assert panel.plot.hovered().startswith("update 6 ")
    assert logarithmic == pytest.approx(math.log10(linear)), "the dot stays on it"


def test_a_loss_that_no_pass_has_found_is_not_told(panel: LossPanel, qtbot: QtBot) -> None:
    session = steps(session_of("article"), 1, Granularity.LAYER)
    show(panel, session)
    point_at(panel, qtbot, 0, 0.05)
    assert panel.plot.hovered() == "", "the first loss is not known in the forward pass"


def test_the_first_loss_stays_in_words_after_the_pointer_has_gone(
    panel: LossPanel, qtbot: QtBot
) -> None:
    show(panel, steps(session_of("article"), 3, Granularity.LAYER))
    assert panel.plot.hovered() == "0.05448 before any update"
    point_at(panel, qtbot, 0, 0.05)
    assert panel.plot.hovered() == "update 0 0.05448"
    QApplication.sendEvent(panel.plot, QEvent(QEvent.Type.Leave))
    assert panel.plot.hovered() == "0.05448 before any update"


def test_the_loss_of_new_weights_waits_for_the_next_pass(panel: LossPanel) -> None:
    session = steps(session_of("article", momentum=0.9), 6)
    show(panel, steps(session, 6, Granularity.LAYER))
    assert panel.plot.hovered() == "0.01680 before update 7"
    assert panel.timeline.value() == 7, "the timeline already stands at the update"
    show(panel, steps(session, 1, Granularity.LAYER))
    assert panel.plot.hovered() == "0.01680 before update 7", "the forward pass has no loss yet"
    show(panel, steps(session, 2, Granularity.LAYER))
    assert panel.plot.hovered() == "", "the loss of update 7 is the last point now"


def test_a_turned_knob_is_marked_where_it_was_turned(panel: LossPanel, qtbot: QtBot) -> None:
    session = steps(session_of("article", learning_rate=0.1), 8)
    turn(session, learning_rate=0.5)
    steps(session, 4)
    turn(session, momentum=0.9)
    show(panel, steps(session, 3))
    assert panel.plot.marks.knobs() == [8.0, 12.0]
    point_at(panel, qtbot, 8, panel.frame.losses.low)
    assert panel.plot.toolTip() == "η 0.1 → 0.5"
    point_at(panel, qtbot, 12, panel.frame.losses.low)
    assert panel.plot.toolTip() == "μ 0 → 0.9"
    point_at(panel, qtbot, 10, panel.frame.losses.low)
    assert "→" not in panel.plot.toolTip(), "beside the marks the loss is told"


def test_the_marks_of_the_knobs_go_with_a_run_that_is_taken_back(panel: LossPanel) -> None:
    session = steps(session_of("article", learning_rate=0.1), 8)
    turn(session, learning_rate=0.5)
    show(panel, steps(session, 4))
    assert panel.plot.marks.knobs() == [8.0]
    session.reset()
    show(panel, steps(session, 3))
    assert panel.plot.marks.knobs() == [0.0], "only that the run has begun anew"


def test_a_knob_set_before_the_first_update_is_no_turn() -> None:
    rows = [LogRow(0, 0, 0.1, 0.0, None, 1.0, None), LogRow(1, 1, 0.5, 0.0, None, 1.0, None)]
    assert list(KnobTurns().follow(rows, POINT)) == []


@pytest.mark.parametrize("rate", [3.0, 1e200])
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_run_that_flies_off_is_shown_to_where_it_stopped(
    panel: LossPanel, rate: float, scale: str
) -> None:
    session = session_of("article", learning_rate=rate)
    while session.stopped is None:
        steps(session, 1)
    panel.set_log_scale(scale == "log")
    show(panel, session)
    first = session.run.log[0].train_loss
    top = 10**panel.frame.losses.high if scale == "log" else panel.frame.losses.high
    assert top <= first * 1e8, "what flies off does not flatten all before it"
    assert panel.plot.marks._stop_line.isVisible(), "where it stopped is marked"
    assert "stopped" in panel.plot.marks._stop.textItem.toPlainText()


def test_nothing_is_marked_as_stopped_while_all_is_well(panel: LossPanel) -> None:
    show(panel, steps(session_of("article"), 3))
    assert not panel.plot.marks._stop_line.isVisible()


def test_looking_back_marks_the_moment_and_the_end(panel: LossPanel) -> None:
    session = steps(session_of("article"), 12)
    session.look_at(5)
    show(panel, session)
    marks = panel.plot.marks
    assert marks._moment.getData()[0].tolist() == [5.0]
    assert marks._end.getData()[0].tolist() == [12.0]
    session.look_at_end()
    show(panel, session)
    assert marks._moment.getData()[0].tolist() == [12.0]
    assert not len(marks._end.getData()[0])


def test_the_axis_counts_epochs_where_each_is_one_update(panel: LossPanel) -> None:
    show(panel, steps(session_of("article"), 4))
    assert panel.frame.epochs
    show(panel, steps(session_of("xor", batch_size=2), 4))
    assert not panel.frame.epochs, "two updates make an epoch"


def test_a_theme_changes_every_line(panel: LossPanel) -> None:
    show(panel, steps(session_of("article"), 4))
    before = panel.grab().toImage()
    panel.set_theme(DARK)
    assert panel.plot.marks._moment.opts["brush"].color() == QColor(DARK["accent"])
    assert panel.grab().toImage() != before


# The axes


def test_every_loss_has_an_axis() -> None:
    assert [text for _, text in loss_scale(0.0).ticks] == ["0.00", "0.50", "1.00"]
    for largest in (5e-324, 1e-9, 0.3, 12_000.0, 3e6, 1.7e308):
        scale = loss_scale(largest)
        assert 0 < scale.high < float("inf")
        assert max(len(text) for _, text in scale.ticks) <= 11, f"short labels for {largest}"
    assert [text for _, text in loss_scale(12_000.0).ticks] == ["0", "5,000", "10,000", "15,000"]


def test_an_axis_is_limited_to_a_million_times_the_first_loss() -> None:
    assert limited(0.1, 5.0, 0.5) == (0.1, 5.0)
    assert limited(0.1, 1e300, 0.5) == (0.1, 0.5e6)
    assert limited(0.0, 3.0, 0.0) == (0.0, 3.0), "a first loss of 0 limits nothing"


def test_zeros_have_a_place_on_the_logarithmic_scale(panel: LossPanel) -> None:
    log = Log(LogRow(i, i, 0.1, 0.0, None, 0.0 if i > 3 else 1.0 / (i + 1), None) for i in range(9))
    moment = steps(session_of("article"), 8).moment()
    panel.set_log_scale(True)
    panel.show_moment(dataclasses.replace(moment, log=log))
    panel.set_theme(LIGHT)
    assert panel.frame.losses.low == log_scale(0.0, 1.0).low
    assert panel.plot.hovered() == ""


def test_a_log_counts_epochs_when_both_counts_agree() -> None:
    assert by_epoch([LogRow(0, 0, 0.1, 0.0, None, 1.0, None)])
    assert not by_epoch([LogRow(4, 2, 0.1, 0.0, None, 1.0, None)])
    assert not by_epoch([])


# The curve's data


def rows(count: int, loss: Callable[[int], float | None]) -> list[LogRow]:
    return [LogRow(i, i, 0.1, 0.0, None, loss(i), None) for i in range(count)]


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 1000, 1023, 4096, 33_333])
@pytest.mark.parametrize("split", [0.0, 0.37, 1.0])
def test_a_pyramid_keeps_the_extremes_of_any_range(count: int, split: float) -> None:
    import numpy as np

    values = np.random.default_rng(count).random(count)
    pyramid = Pyramid()
    for known in range(0, count + 997, 997):
        pyramid.extend(values[:known])
    pyramid.extend(values)
    start = min(int(count * split), count - 1)
    kept = pyramid.extremes(start, count, 64)
    assert (kept[0], kept[-1]) == (start, count - 1), "both ends are kept"
    assert (np.diff(kept) >= 0).all(), "in order"
    assert values[kept].min() == values[start:].min()
    assert values[kept].max() == values[start:].max()
    assert len(kept) <= 2 * 64 + 4 * 32, "about two a block"


def test_a_curve_forgets_what_was_taken_back_and_goes_on() -> None:
    import numpy as np

    first = rows(5000, lambda i: 1.0 + (i == 4900) * 9.0)
    curve = Curve("train_loss")
    curve.follow(Log(first))
    curve.follow(Log(first[:4800]))
    assert curve.extent() == (1.0, 1.0), "the peak was in the part taken back"
    curve.follow(Log([*first[:4800], *rows(6000, lambda i: 2.0 + (i == 5500) * 5.0)[4800:]]))
    assert curve.extent() == (1.0, 7.0)
    x, y = curve.shown(0, len(curve), 64)
    assert x[np.argmax(y)] == 5500


def test_another_run_is_read_anew() -> None:
    curve = Curve("train_loss")
    curve.follow(rows(100, lambda _: 1.0))
    curve.follow(rows(100, lambda _: 3.0))
    assert curve.extent() == (3.0, 3.0)
    curve.follow(rows(10, lambda i: None if i < 4 else 2.0))
    assert curve.points()[0].tolist() == [4.0, 5.0, 6.0, 7.0, 8.0, 9.0], "gaps are left out"
    curve.follow([])
    assert curve.extent() is None


# The exported picture


def painted(log: list[LogRow], logarithmic: bool) -> QImage:
    image = QImage(600, 250, QImage.Format.Format_RGB32)
    image.fill(LIGHT["panel"])
    painter = QPainter(image)
    paint_plot(painter, QRectF(0, 0, 600, 250), log, LIGHT, logarithmic)
    painter.end()
    return image


def accent_columns(image: QImage) -> set[int]:
    wanted = QColor(LIGHT["accent"]).rgb()
    return {
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == wanted
    }


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_picture_holds_the_curve(qapp, logarithmic: bool) -> None:
    columns = accent_columns(painted(rows(20, lambda i: 1.0 / (i + 1)), logarithmic))
    assert max(columns) - min(columns) > 400, "the curve runs over the whole picture"


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize(
    "loss", [lambda _: 0.0, lambda i: 10.0 ** (15 * i), lambda i: None if i else 1.0]
)
def test_any_log_can_be_painted(
    qapp, logarithmic: bool, loss: Callable[[int], float | None]
) -> None:
    blank = painted([], logarithmic)
    assert painted(rows(21, loss), logarithmic) != blank


def test_a_place_without_batches_is_no_epoch_axis_before_training(panel: LossPanel) -> None:
    session = session_of("xor", batch_size=1)
    panel.show_moment(dataclasses.replace(session.moment(), place=Place(batches=4)))
    panel.set_theme(LIGHT)
    assert not panel.frame.epochs, "four updates will make an epoch"


def test_the_menu_is_not_pyqtgraphs(panel: LossPanel, qtbot: QtBot) -> None:
    show(panel, steps(session_of("article"), 4))
    before = panel.plot.getPlotItem().getViewBox().viewRange()
    qtbot.mousePress(panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 40))
    qtbot.mouseMove(panel.plot.viewport(), QPoint(160, 60))
    qtbot.mouseRelease(panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(160, 60))
    assert panel.plot.getPlotItem().getViewBox().viewRange() == before, "dragging moves nothing"
