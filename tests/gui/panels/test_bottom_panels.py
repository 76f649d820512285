"""Strip, plot, timeline, knobs and status bar, as they show the moments of a session."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from chainrule.gui.icons import Icons
from chainrule.gui.panels.loss_panel import LossPanel
from chainrule.gui.panels.phase_strip import PhaseStrip
from chainrule.gui.panels.plot_data import Curve, thinned
from chainrule.gui.panels.plot_scale import log_scale, loss_scale, power_text, update_scale
from chainrule.gui.panels.status import StatusBar
from chainrule.gui.panels.training import TrainingPanel
from chainrule.gui.theme import DARK, LIGHT, apply_theme
from chainrule.network.project import LogRow
from chainrule.session.document import Document
from chainrule.session.operations import Granularity, Phase
from chainrule.session.session import Session
from chainrule.storage.examples import load_example


@pytest.fixture
def icons(qapp) -> Icons:
    apply_theme(qapp, LIGHT)
    return Icons(LIGHT)


@pytest.fixture
def session() -> Session:
    return Session(Document(load_example("xor")))


def trained(session: Session, updates: int) -> Session:
    session.granularity = Granularity.BATCH
    for _ in range(updates):
        session.step()
        session.finish_animation()
    return session


def test_the_strip_shows_phase_sentence_and_counter(
    qtbot: QtBot, icons: Icons, session: Session
) -> None:
    strip = PhaseStrip(LIGHT, icons)
    qtbot.addWidget(strip)
    strip.resize(840, 84)
    strip.show()
    session.step()
    session.finish_animation()
    strip.show_moment(session.moment())
    assert "3 neurons add up" in strip.sentence.text()
    assert strip.counter.text() == "Layer 1 of 2"
    assert strip.chips[Phase.FORWARD].accessibleName() == "Forward, in progress"
    assert strip.chips[Phase.LOSS].accessibleName() == "Loss, to come"
    with qtbot.waitSignal(strip.phase_chosen) as chosen:
        qtbot.mouseClick(strip.chips[Phase.BACKWARD], Qt.MouseButton.LeftButton)
    assert chosen.args == [Phase.BACKWARD]
    strip.say("Inputs take no connections.")
    assert strip.sentence.text() == "Inputs take no connections."
    strip.set_theme(DARK, Icons(DARK))


@pytest.fixture
def panel(qtbot: QtBot, icons: Icons) -> LossPanel:
    made = LossPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(528, 224)
    made.show()
    made.load()
    return made


def test_the_plot_tells_the_loss_under_the_pointer(panel: LossPanel, session: Session) -> None:
    panel.show_moment(session.moment())
    panel.show_moment(trained(session, 30).moment())
    panel.set_log_scale(False)
    panel.plot.hover(17)
    assert panel.plot.hovered().startswith("update 17")
    loss = session.run.log[17].train_loss
    assert f"{loss:.4f}" in panel.plot.hovered()
    assert panel.plot.toolTip().startswith("0.1")
    panel.plot.hover(400)
    assert panel.plot.hovered().startswith("update 30"), "the nearest there is"


def test_the_scale_can_be_logarithmic(qtbot: QtBot, panel: LossPanel, session: Session) -> None:
    panel.show_moment(trained(session, 30).moment())
    panel.scale.button("log").click()
    assert panel.log_scale
    assert panel.frame.losses.low < 0, "plot units are powers of ten"
    panel.scale.button("linear").click()
    assert panel.frame.losses.low == 0


def test_a_kept_run_stays_as_a_ghost(panel: LossPanel, session: Session) -> None:
    panel.show_moment(trained(session, 20).moment())
    panel.keep_ghost()
    panel.set_log_scale(False)
    assert "earlier run" in panel.legend.text()
    panel.clear_ghosts()
    assert panel.legend.text() == ""


def test_the_timeline_is_dragged_and_moved_by_keys(
    qtbot: QtBot, panel: LossPanel, session: Session
) -> None:
    panel.show_moment(trained(session, 20).moment())
    line = panel.timeline
    assert (line.minimum(), line.maximum(), line.value()) == (0, 20, 20)
    looked = []
    panel.moved.connect(looked.append)
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(round(line._x(5)), 13))
    qtbot.mouseMove(line, QPoint(round(line._x(9)), 13))
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton)
    assert looked[:2] == [5, 9]
    qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(line, Qt.Key.Key_Home)
    assert looked[2:] == [19, 10, 0]
    with qtbot.waitSignal(panel.back_to_end):
        qtbot.mouseDClick(line, Qt.MouseButton.LeftButton)


def test_knobs_ask_for_edits_and_show_what_came_of_them(
    qtbot: QtBot, icons: Icons, session: Session
) -> None:
    panel = TrainingPanel(LIGHT, icons)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_moment(session.moment())
    panel.edit_requested.connect(
        lambda edit: (session.edit(edit), panel.show_moment(session.moment()))
    )
    box = panel.findChild(QLineEdit, "batch_size")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "2")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert session.document.project.training.batch_size == 2
    dial = panel.momentum.dial
    dial.setFocus()
    qtbot.keyClick(dial, Qt.Key.Key_Down)
    assert session.document.project.training.momentum == 0.8, "one stop down from 0.9"
    session.look_at_end()
    panel.show_moment(trained(session, 4).moment())
    session.look_at(1)
    panel.show_moment(session.moment())
    assert not panel.learning_rate.isEnabled(), "looking back nothing can be turned"


def test_a_single_sample_has_no_batch_size(qtbot: QtBot, icons: Icons) -> None:
    panel = TrainingPanel(LIGHT, icons)
    qtbot.addWidget(panel)
    panel.show_moment(Session(Document(load_example("article"))).moment())
    assert not panel.batch_size.isEnabled()
    assert panel.learning_rate.isEnabled()


def test_the_status_bar(qtbot: QtBot, icons: Icons, session: Session) -> None:
    status = StatusBar(LIGHT)
    qtbot.addWidget(status)
    status.show_moment(trained(session, 3).moment())
    text = status.counts.text()
    assert "Epoch <b>3</b>" in text
    assert "Update <b>3</b>" in text
    status.set_modified(True)
    assert status.file.text() == "Unsaved changes"
    status.set_rate(1234.4)
    assert status.rate.text() == "1,234 updates/s"
    status.say("Done.")
    assert status.said.text() == "Done."


def row(update: int, loss: float | None) -> LogRow:
    return LogRow(update, update, 0.1, 0.0, None, loss, None)


def test_a_peak_is_never_thinned_away() -> None:
    log = [row(index, 1.0 + (index == 54_321) * 9.0) for index in range(100_000)]
    curve = Curve("train_loss")
    curve.follow(log[:10])
    curve.follow(log)
    x, y = thinned(*curve.points(), 250)
    assert len(x) < 1200
    assert y.max() == 10.0
    assert x[y.argmax()] == 54_321
    assert (x[0], x[-1]) == (0, 99_999)
    assert (x[1:] >= x[:-1]).all()


def test_a_shorter_log_is_read_anew_and_gaps_are_left_out() -> None:
    curve = Curve("train_loss")
    curve.follow([row(0, 1.0), row(1, 2.0), row(2, 3.0)])
    curve.follow([row(0, 5.0), row(1, None)])
    x, y = curve.points()
    assert (x.tolist(), y.tolist()) == ([0.0], [5.0])


@pytest.mark.parametrize(
    ("largest", "top", "ticks"),
    [
        (0.0545, 0.08, ["0.00", "0.04", "0.08"]),
        (0.128, 0.15, ["0.00", "0.05", "0.10", "0.15"]),
        (3.0, 4.0, ["0.00", "2.00", "4.00"]),
        (70.0, 100.0, None),
    ],
)
def test_round_numbers_on_the_axis(largest: float, top: float, ticks: list[str] | None) -> None:
    scale = loss_scale(largest)
    assert scale.high == pytest.approx(top)
    if ticks is not None:
        assert [text for _, text in scale.ticks] == ticks


def test_the_axis_of_the_updates_and_powers() -> None:
    assert [text for _, text in update_scale(0).ticks] == ["0", "5", "10", "15", "20"]
    assert update_scale(18_526).high == 20_000
    assert update_scale(1_000_000).high >= 1_000_000
    scale = log_scale(1e-9, 0.5)
    assert (scale.low, scale.high) == (-9.0, 0.0)
    assert power_text(-9) == "10⁻⁹"
    assert log_scale(0.0, 0.0).high > log_scale(0.0, 0.0).low, "a loss of 0 has a place"
