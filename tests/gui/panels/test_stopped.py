"""A run that has flown off, as strip, Inspector, data and plot show it."""

import itertools
import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chainrule.gui.canvas.text import text_width
from chainrule.gui.canvas.view import Canvas
from chainrule.gui.icons import Icons
from chainrule.gui.panels.data import DataPanel
from chainrule.gui.panels.inspector import Inspector
from chainrule.gui.panels.inspector.pieces import quantity
from chainrule.gui.panels.inspector.settle_scale import SettleScale, limit_words
from chainrule.gui.panels.loss_panel import LossPanel
from chainrule.gui.panels.phase_strip import PhaseStrip
from chainrule.gui.panels.training import TrainingPanel
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import Symbol, Symbols
from chainrule.gui.theme import DARK, LIGHT, Theme, apply_theme
from chainrule.network.project import LogRow
from chainrule.session.divergence import Settling
from chainrule.session.frame import ready_frame
from chainrule.session.health import Health
from chainrule.session.moment import Moment
from chainrule.session.operations import Kind, Phase, target_name
from chainrule.teaching.notation import POINT
from gui.diverged import SETTLING, diverged_moment, log, plane

LEFT = Qt.MouseButton.LeftButton


def well(**changes: object) -> Moment:
    """Return the moment as it would be with nothing wrong."""
    moment = diverged_moment()
    frame = replace(moment.frame, phase=None, stopped=None)
    given = {"divergence": None, "stopped": None, "frame": frame, "phase": None, "can_step": True}
    return replace(moment, **(given | changes))


# The strip


@pytest.fixture
def strip(qtbot: QtBot, qapp) -> PhaseStrip:
    apply_theme(qapp, LIGHT)
    made = PhaseStrip(LIGHT, Icons(LIGHT))
    qtbot.addWidget(made)
    made.resize(840, 84)
    made.show()
    return made


def test_the_strip_names_the_phase_that_failed_and_offers_the_ways_back(
    strip: PhaseStrip, qtbot: QtBot
) -> None:
    strip.show_moment(diverged_moment())
    states = [chip.accessibleName() for chip in strip.chips.values()]
    assert states == ["Forward, done", "Loss, failed", "Backward, to come", "Update, to come"]
    assert strip.counter.text() == "Stopped after update 19"
    assert "takes steps that are too large" in strip.sentence.text()
    assert strip.warning.isVisible()
    assert strip.ways.settle.text() == "Set η to 0.5"
    assert strip.ways.back.text() == "Back to update 11"
    assert strip.ways.back.height() == strip.ways.settle.height() == 30
    for button, name in (
        (strip.ways.settle, "run.set_settling_rate"),
        (strip.ways.back, "run.back_to_healthy"),
    ):
        with qtbot.waitSignal(strip.way_chosen) as chosen:
            qtbot.mouseClick(button, LEFT)
        assert chosen.args == [name]


def test_without_a_healthy_update_the_way_back_is_the_start(
    strip: PhaseStrip, qtbot: QtBot
) -> None:
    strip.show_moment(diverged_moment(healthy=None, settling=None))
    assert not strip.ways.settle.isVisible(), "no rate is known to settle"
    assert strip.ways.back.text() == "Reset"
    with qtbot.waitSignal(strip.way_chosen) as chosen:
        qtbot.mouseClick(strip.ways.back, LEFT)
    assert chosen.args == ["run.reset"]


def test_the_ways_back_go_with_the_stop(strip: PhaseStrip) -> None:
    strip.show_moment(diverged_moment())
    strip.show_moment(well())
    assert not strip.ways.isVisible()
    assert not strip.warning.isVisible()
    assert strip.chips[Phase.LOSS].accessibleName() == "Loss, to come"


def test_a_stop_without_a_report_keeps_its_plain_look(strip: PhaseStrip) -> None:
    strip.show_moment(replace(diverged_moment(), divergence=None))
    assert strip.warning.isVisible()
    assert not strip.ways.isVisible()
    assert strip.chips[Phase.LOSS].accessibleName() == "Loss, in progress"


def test_a_growing_loss_is_noted_while_training_goes_on(strip: PhaseStrip) -> None:
    health = Health(growing=True, loss=12.5, best_loss=0.01)
    strip.show_moment(well(health=health, playing=True))
    assert strip.growing.isVisible()
    assert strip.growing.words.text() == "The loss is growing"
    assert "12.5" in strip.growing.toolTip()
    assert not strip.warning.isVisible(), "nothing has stopped"
    strip.show_moment(well())
    assert not strip.growing.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_strip_of_a_stop_has_the_ground_of_errors(strip: PhaseStrip, theme: Theme) -> None:
    strip.show_moment(diverged_moment())
    strip.set_theme(theme, Icons(theme))
    image = strip.grab().toImage()
    assert image.pixelColor(3, 40).name() == theme["errSoft"].name()
    chip = strip.chips[Phase.LOSS].geometry()
    seen = image.pixelColor(chip.left() + 40, chip.top() + 3).name()
    assert seen == theme["err"].name(), "the phase that failed is filled"


@pytest.mark.parametrize("width", [620, 680, 840, 1400])
def test_the_sentence_is_never_cut(strip: PhaseStrip, width: int, qtbot: QtBot) -> None:
    strip.resize(width, 84)
    strip.show_moment(diverged_moment())
    qtbot.waitUntil(lambda: strip.ways.isVisible())
    QApplication.processEvents()
    label = strip.sentence
    if label.wordWrap():
        assert label.heightForWidth(label.width()) <= label.height() + 2, "two lines fit"
    else:
        assert label.sizeHint().width() <= label.width()
    assert strip.counter.geometry().right() <= width - 1
    assert strip.counter.sizeHint().width() <= strip.counter.width(), "the counter is whole"


def test_a_row_of_phases_stays_where_it_is(strip: PhaseStrip) -> None:
    tops = set()
    for moment in (well(), diverged_moment(), well(health=Health(growing=True, loss=1.0,
                                                                 best_loss=0.1))):  # fmt: skip
        strip.show_moment(moment)
        QApplication.processEvents()
        tops.add(strip.chips[Phase.FORWARD].y())
    assert len(tops) == 1, f"nothing jumps when the strip changes: {tops}"


# The Inspector


@pytest.fixture
def inspector(qtbot: QtBot, qapp) -> Inspector:
    apply_theme(qapp, LIGHT)
    made = Inspector(LIGHT)
    qtbot.addWidget(made)
    made.resize(336, 800)
    made.show()
    return made


def test_the_card_of_a_stop_tells_what_overflowed(inspector: Inspector) -> None:
    inspector.show_moment(diverged_moment())
    card = inspector.divergence_card
    assert inspector.card is card
    assert card.isVisible()
    assert card.header.text() == "Overflow in L, first bad number: row 4, in update 20"
    told = [line.replace(" ", "") for line in card.formula.text().splitlines()]
    assert told == ["L=½(ŷ−y)²", "=½(5.1×10²⁵⁹−1.2)²", "=½×2.6×10⁵¹⁹"]
    assert card.band.accessibleName() == "L = ∞"
    assert card.remark.text() == "The largest number here is 1.8 × 10³⁰⁸ ."
    assert inspector.foot.text.text() == "Nothing is lost: every update can be replayed."


def test_how_it_grew_marks_the_healthy_update_and_the_last(inspector: Inspector) -> None:
    inspector.show_moment(diverged_moment())
    head, *rows = inspector.divergence_card.growth.rows()
    told = inspector.divergence_card.growth.text().splitlines()
    assert told[0] == "update largest weight mean loss"
    assert told[2] == "11 ✓ 0.919 0.01762"
    assert told[-1] == "20 ✕ 1.5 × 10¹³⁰ ∞"
    assert head.fill is None
    assert [row.fill for row in rows].count(None) == len(rows) - 2
    assert rows[1].fill == LIGHT.okSoft
    assert rows[-1].fill == LIGHT.errSoft


def test_which_rate_settles_is_left_out_where_it_is_not_known(inspector: Inspector) -> None:
    inspector.show_moment(diverged_moment())
    card = inspector.divergence_card
    assert card.settles.head.remark == "at update 11, λ = 3.34"
    assert card.scale.accessibleName() == "settles below 0.60; set was 1.5"
    assert not card.edge.isVisible(), "the scale says it all"
    inspector.show_moment(diverged_moment(settling=None))
    assert not card.settles.isVisible()


def test_a_rate_that_should_have_settled_is_explained(inspector: Inspector) -> None:
    inspector.show_moment(diverged_moment(rate=0.4))
    assert inspector.divergence_card.edge.isVisible()
    assert "smaller" in inspector.divergence_card.edge.text()


def test_no_number_at_all_is_told_apart_from_one_too_large(inspector: Inspector) -> None:
    inspector.show_moment(
        diverged_moment(kind=Kind.SUM, target="h2", value=math.nan, row=None, phase=Phase.FORWARD)
    )
    card = inspector.divergence_card
    assert card.header.text() == "Not a number in z of h₂, first bad number, in update 20"
    assert card.band.accessibleName() == "z of h₂ = NaN"
    assert "no value" in card.remark.text()


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_number_has_a_name(kind: Kind) -> None:
    symbols = Symbols(plane().network)
    subjects = (("h2", "y1"), "h2", None if kind is Kind.LOSS else "y1")
    for subject in subjects:
        found = quantity(kind, target_name(kind, subject), symbols)
        assert any(isinstance(piece, Symbol) for piece in found), f"{kind} {subject}: {found}"


def test_a_selection_shows_its_own_card(inspector: Inspector) -> None:
    inspector.show_moment(diverged_moment())
    inspector.set_selection(Selection(frozenset({"h2"})))
    assert inspector.card is inspector.neuron_card
    assert not inspector.divergence_card.isVisible()
    inspector.set_selection(Selection(connections=frozenset({("h2", "y1")})))
    assert inspector.card is inspector.weight_card
    inspector.set_selection(Selection())
    assert inspector.card is inspector.divergence_card


def test_looking_back_from_a_stop_asks_what_if(inspector: Inspector) -> None:
    inspector.show_moment(diverged_moment())
    inspector.show_moment(well(looking_back=True))
    assert inspector.card is not inspector.divergence_card
    assert inspector.card is inspector.whatif_card, "what other settings would have done"


@pytest.mark.parametrize("width", [296, 336])
@pytest.mark.parametrize("name", ["x1", "h1", "h2", "y1"])
def test_huge_numbers_do_not_lie_over_one_another(
    inspector: Inspector, width: int, name: str
) -> None:
    inspector.resize(width, 800)
    inspector.show_moment(diverged_moment())
    inspector.set_selection(Selection(frozenset({name})))
    QApplication.processEvents()
    rows = inspector.neuron_card.sum_rows
    if name == "x1":
        rows = inspector.neuron_card.sent_rows
    assert rows.rows(), "there is something to tell"
    for row in rows.rows():
        ends = sorted((cell.left(rows.width()), cell.line.width) for cell in fitted(row, rows))
        for (left, long), (after, _) in itertools.pairwise(ends):
            assert left + long <= after, f"{name}: {[cell.line for cell in row.cells]}"
    bias = inspector.neuron_card.bias
    if name != "x1":
        assert text_width(bias.text(), 13, 600) <= bias.width() - 14, "the box shows it whole"


def fitted(row: object, rows: object) -> tuple[object, ...]:
    from chainrule.gui.panels.inspector.rows import fitting

    return fitting(row.cells, rows.width())


def test_long_formulas_are_wrapped_between_their_terms(inspector: Inspector) -> None:
    terms = " + ".join(f"−{index}.3 × 10²⁰³ × 0.8" for index in range(1, 8))
    inspector.show_moment(diverged_moment(formula=("z = Σ w · a + b", f"= {terms}", "= −∞")))
    card = inspector.divergence_card
    rows = card.formula.rows()
    assert 4 < len(rows) <= 9, "it goes over several lines"
    for row in rows:
        assert max(cell.left(0) + cell.line.width for cell in row.cells) <= card.inner
    told = card.formula.text().replace(" ", "").splitlines()
    assert sum(line.count("×10²⁰³") for line in told) == 7, "no line breaks within a number"
    assert not any(line.endswith(("×", "+")) for line in told), "a sign leads its term"


# Health in the Inspector


def test_unwell_neurons_are_listed_and_lead_to_their_card(
    inspector: Inspector, qtbot: QtBot
) -> None:
    moment = well(health=Health(frozenset({"h2"}), frozenset({"h1"})))
    inspector.show_moment(moment)
    card = inspector.network_card
    assert card.health.isVisible()
    assert card.health_rows.text().splitlines() == [
        "h₁ dead: 0 for every sample",
        "h₂ saturated: slope below 0.001",
    ]
    with qtbot.waitSignal(inspector.selection_changed) as chosen:
        QTest.mouseClick(card.health_rows, LEFT, pos=QPoint(20, 40))
    assert chosen.args == [Selection(frozenset({"h2"}))]
    inspector.set_selection(chosen.args[0])
    neuron = inspector.neuron_card
    assert neuron.health.isVisible()
    assert "is saturated" in neuron.health_words.text()
    inspector.set_selection(Selection(frozenset({"h3"})))
    assert not neuron.health.isVisible(), "h3 is well"


def test_a_healthy_network_has_no_such_list(inspector: Inspector) -> None:
    inspector.show_moment(well())
    assert not inspector.network_card.health.isVisible()


# The scale of rates


@pytest.mark.parametrize("rate", [0.05, 0.4, 0.61, 1.5, 2.4, 10.0, 1000.0, 1e200])
@pytest.mark.parametrize("width", [264, 304])
def test_the_scale_shows_limit_and_rate_in_order(
    qtbot: QtBot, qapp, rate: float, width: int
) -> None:
    scale = SettleScale(LIGHT)
    qtbot.addWidget(scale)
    scale.resize(width, scale.height())
    found = diverged_moment(rate=rate).divergence
    scale.show_divergence(found)
    scale.grab()
    limit, at, gap = scale.places(SETTLING.limit, rate)
    assert (limit < at) == (SETTLING.limit < rate)
    assert 0 < limit < width
    assert 0 < at < width
    assert gap == (rate > 4 * SETTLING.limit), "a gap says that the scale is broken"


def test_the_limit_tells_its_formula() -> None:
    found = diverged_moment().divergence
    assert limit_words(found, SETTLING, POINT) == ("2/λ = 0.60", "1.5")
    heavy = replace(found, momentum=0.9, rate=1e200)
    assert limit_words(heavy, Settling(3.34, 1.1377, 1.0), POINT) == (
        "2(1 + μ)/λ = 1.1",
        "1.0 × 10²⁰⁰",
    )
    ahead = replace(heavy, nesterov=True)
    assert "1 + 2μ" in limit_words(ahead, SETTLING, POINT)[0]


# The canvas


@pytest.fixture
def canvas(qtbot: QtBot, qapp) -> Canvas:
    apply_theme(qapp, LIGHT)
    made = Canvas(LIGHT)
    qtbot.addWidget(made)
    made.resize(840, 486)
    made.set_animated(False)
    made.set_project(plane())
    made.show()
    return made


def has(image: QImage, point: QPointF, colour: str) -> bool:
    x, y = round(point.x()), round(point.y())
    return any(
        image.pixelColor(x + dx, y + dy).name() == colour for dx in (-1, 0, 1) for dy in (-1, 0, 1)
    )


def test_only_the_connector_that_carried_the_bad_number_is_an_error(canvas: Canvas) -> None:
    moment = diverged_moment()
    canvas.set_frame(moment.frame)
    image, layout = canvas.grab().toImage(), canvas.layout_now
    output, loss, target = layout.places["y1"], layout.loss, layout.targets["y1"]
    between = canvas.viewport.to_screen(((output[0] + layout.radius + loss.left) / 2, loss.y))
    above = canvas.viewport.to_screen((loss.x, (target.bottom + loss.top) / 2))
    assert has(image, QPointF(*between), LIGHT.err.name())
    assert not has(image, QPointF(*above), LIGHT.err.name()), "the target is well"


def marked(canvas: Canvas, name: str) -> QPointF:
    place, reach = canvas.neuron_point(name), canvas.layout_now.radius * canvas.viewport.zoom
    return place + QPointF(reach, -reach) * math.sqrt(0.5)


def test_unwell_neurons_have_a_mark_that_tells_what_it_means(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas.set_frame(ready_frame(plane()))
    plain = canvas.grab().toImage()
    canvas.mark_unwell(frozenset({"h1"}), frozenset({"h2"}))
    image = canvas.grab().toImage()
    for name, changed in (("h1", True), ("h2", True), ("h3", False)):
        corner = marked(canvas, name).toPoint() - QPoint(7, 7)
        same = image.copy(corner.x(), corner.y(), 14, 14) == plain.copy(
            corner.x(), corner.y(), 14, 14
        )
        assert same is not changed, name
    told: list[str] = []
    monkeypatch.setattr(
        "chainrule.gui.canvas.view.QToolTip.showText", lambda _at, text, _on: told.append(text)
    )
    for name in ("h1", "h2", "h3"):
        place = marked(canvas, name).toPoint()
        QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, place, place))
    assert [text.partition(":")[0] for text in told] == ["Dead", "Saturated", ""]


# Data


def test_long_outputs_have_room_and_the_row_that_failed_is_marked(qtbot: QtBot, qapp) -> None:
    apply_theme(qapp, LIGHT)
    panel = DataPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(264, 600)
    panel.show()
    panel.show_moment(diverged_moment())
    QApplication.processEvents()
    rows = panel.table.rows
    assert rows.index(3, 4).data() == "5.1 × 10²⁵⁹"
    assert rows.index(1, 1).data() == "−1.4", "typed numbers give up zeros for it"
    assert panel.table.horizontalHeader().length() <= panel.table.viewport().width()
    assert text_width("5.1 × 10²⁵⁹", 14, 600) <= panel.table.columnWidth(4)
    image = panel.table.viewport().grab().toImage()
    y = panel.table.rowViewportPosition(3) + 4
    assert image.pixelColor(40, y).name() == LIGHT.errSoft.name()
    panel.show_moment(well(outputs=((0.1,),) * 6))
    assert rows.failed is None


# The plot


@pytest.fixture
def loss(qtbot: QtBot, qapp) -> LossPanel:
    apply_theme(qapp, LIGHT)
    made = LossPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(528, 224)
    made.show()
    made.load()
    return made


def show(panel: LossPanel, moment: Moment) -> None:
    panel.show_moment(moment)
    panel.set_theme(panel.theme)  # drawn at once, however soon after the last time


def test_a_stop_is_shown_on_the_logarithmic_scale_and_the_old_scale_comes_back(
    loss: LossPanel,
) -> None:
    show(loss, well())
    assert not loss.log_scale
    show(loss, diverged_moment())
    assert loss.log_scale
    assert 10**loss.frame.losses.high <= 1e7 * log()[0].train_loss, "10⁶ times the first loss"
    show(loss, well(looking_back=True))
    assert loss.log_scale, "looking back changes no scale"
    show(loss, diverged_moment())
    show(loss, well())
    assert not loss.log_scale


def test_a_scale_that_a_person_chose_stays(loss: LossPanel, qtbot: QtBot) -> None:
    show(loss, diverged_moment())
    loss.scale.button("linear").click()
    show(loss, diverged_moment())
    assert not loss.log_scale
    loss.scale.button("log").click()
    show(loss, well())
    assert loss.log_scale, "chosen since, so it stays"


def test_the_plot_marks_the_healthy_update_and_the_stop(loss: LossPanel) -> None:
    show(loss, diverged_moment())
    marks = loss.plot.marks
    assert marks.healthy() == 11.0
    assert loss.plot.hovered() == "update 11 0.01762"
    assert marks._stop_line.value() == 19.0
    assert marks._stop.textItem.toPlainText() == "stopped"
    assert marks._endless.textItem.toPlainText() == "∞"
    assert not len(marks._moment.getData()[0]), "no last point: the curve has left the frame"
    show(loss, well())
    assert marks.healthy() is None
    assert not marks._stop_line.isVisible()
    assert not marks._endless.isVisible()


@pytest.mark.parametrize("healthy", [0, 1, 11])
def test_the_words_at_the_healthy_update_stay_inside(loss: LossPanel, healthy: int) -> None:
    show(loss, diverged_moment(healthy=healthy))
    loss.plot.grab()
    box = loss.plot.speech._remark.mapRectToScene(loss.plot.speech._remark.boundingRect())
    assert box.left() >= 0, box
    assert box.right() <= loss.plot.width(), box


def old_line(first: int, last: int, loss_of: object) -> tuple[LogRow, ...]:
    return tuple(LogRow(at, at, 1.5, 0.0, None, loss_of(at), None) for at in range(first, last + 1))


def ghosts(panel: LossPanel) -> list[tuple[list[float], list[float]]]:
    """Return the points of every ghost that is drawn."""
    found = []
    for curve in panel.plot.ghosts._curves:
        x, y = curve.getData()
        if x is not None and len(x):
            found.append((x.tolist(), y.tolist()))
    return found


def test_lines_that_were_left_are_drawn_from_where_they_were(loss: LossPanel) -> None:
    line = old_line(11, 30, lambda at: 0.05 / at)
    show(loss, well(old_lines=(line,)))
    ((x, _),) = ghosts(loss)
    assert (x[0], x[-1]) == (11.0, 30.0)
    assert loss.frame.updates.high >= 30, "the axis holds it"
    assert "earlier run" in loss.legend.text()
    show(loss, well())
    assert not ghosts(loss)


def test_a_line_that_was_left_does_not_flatten_the_present_run(loss: LossPanel) -> None:
    calm = tuple(row for row in log() if row.update <= 11)
    moment = well(log=calm, last_update=11)
    show(loss, moment)
    high = loss.frame.losses.high
    wild = old_line(11, 5000, lambda at: 10.0 ** min(300, at - 12))
    show(loss, replace(moment, old_lines=(wild,)))
    assert loss.frame.losses.high <= 2 * high, "it leaves the frame at the top"
    assert loss.frame.updates.high <= 50, "at least the present run can be made out"
    ((x, y),) = ghosts(loss)
    assert x[-1] <= loss.frame.updates.high
    assert max(y) <= 2 * loss.frame.losses.high


def test_a_line_without_losses_or_of_one_point_is_nothing_to_draw(loss: LossPanel) -> None:
    empty = old_line(3, 9, lambda _: None)
    show(loss, well(old_lines=(empty, old_line(4, 4, lambda _: 0.1), ())))
    assert not ghosts(loss)


def test_lines_that_were_left_go_with_the_ghosts(loss: LossPanel) -> None:
    first, second = (old_line(start, 25, lambda at: 0.1 / at) for start in (5, 8))
    show(loss, well(old_lines=(first,)))
    loss.clear_ghosts()
    assert not ghosts(loss)
    show(loss, well(old_lines=(first, second)))
    ((x, _),) = ghosts(loss)
    assert x[0] == 8.0, "a line left since is shown"


def test_a_run_that_begins_anew_shows_what_was_left(loss: LossPanel) -> None:
    fresh = replace(
        well(), log=(), last_update=0, frame=ready_frame(plane()), outputs=(), loss=None
    )
    wild = old_line(0, 40, lambda at: 0.05 * 10.0**at)
    show(loss, replace(fresh, old_lines=(wild,)))
    assert ghosts(loss), "before the first loss is known, too"
    assert loss.frame.losses.high < 1


# Knobs


def test_the_learning_rate_is_marked_as_the_cause(qtbot: QtBot, qapp) -> None:
    apply_theme(qapp, LIGHT)
    panel = TrainingPanel(LIGHT, Icons(LIGHT))
    qtbot.addWidget(panel)
    panel.show_moment(diverged_moment())
    assert panel.learning_rate.dial.error
    assert not panel.momentum.dial.error
    panel.show_moment(well())
    assert not panel.learning_rate.dial.error
