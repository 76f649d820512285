"""What a neuron looks for, and the sections about what the network has learned."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.inspector.confusion import ConfusionTable
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text
from chainrule.gui.panels.inspector.spreads import Spreads
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import Symbol
from chainrule.gui.theme import LIGHT
from chainrule.session.insight import Confusion, Insight, Spread
from chainrule.session.operations import Granularity, Kind
from chainrule.session.speed import SPEEDS
from chainrule.teaching.cards.network import layers


@pytest.fixture
def digits(digits: MainWindow) -> MainWindow:
    """The same window, one epoch further on."""
    digits.driver.set_granularity(Granularity.EPOCH)
    digits.driver.step()
    return digits


def test_a_neuron_shows_the_weights_of_its_pixels_as_a_picture(digits: MainWindow) -> None:
    digits.select(Selection(frozenset({"h8"})))
    sections = digits.inspector.neuron_card.pixels
    assert sections.looks.isVisible()
    assert sections.looks.head.remark == "its 64 weights"
    parameters = digits.driver.moment().frame.parameters
    network = digits.document.project.network
    middle = QPointF(3.5 * 23, 2.5 * 23)
    pixel = network.inputs[2 * 8 + 3].id
    assert sections.image.number_at(middle) == parameters[network.by_key[pixel, "h8"].name]
    assert sections.image.target_at(middle) == Selection(frozenset({pixel}))
    link = max(network.incoming["h8"], key=lambda link: parameters[link.name])
    colour = sections.image.colour(parameters[link.name])
    assert colour.blue() > colour.red(), "ink where the weight is positive raises z"


def test_what_a_neuron_computes_stands_on_top(digits: MainWindow) -> None:
    digits.select(Selection(frozenset({"h8"})))
    card = digits.inspector.neuron_card
    frame = digits.driver.moment().frame
    z, a = (frame.value(kind, "h8") for kind in (Kind.SUM, Kind.ACTIVATE))
    assert z is not None
    assert a is not None
    first, second = card.pixels.value_rows.text().splitlines()
    assert first.replace("−", "-").split()[-1] == f"{z:+.3f}"
    assert second.replace("−", "-").startswith("a = tanh(z) =")
    assert second.replace("−", "-").split()[-1] == f"{a:+.3f}"
    assert card.pixels.values.y() < card.pixels.looks.y(), "above what it looks for"
    assert "64 in, 10 out" in card.header.text()


def test_the_digits_that_a_neuron_favours_are_its_weights_out(digits: MainWindow) -> None:
    digits.select(Selection(frozenset({"h8"})))
    sections = digits.inspector.neuron_card.pixels
    assert sections.favours.isVisible()
    assert sections.favours.head.accessibleName() == "Which digits it favours"
    lines = sections.rows.text().splitlines()
    assert [line.split()[0] for line in lines] == list("0123456789")
    shown = [row.bar.value for row in sections.rows.rows() if row.bar is not None]
    parameters = digits.driver.moment().frame.parameters
    links = digits.document.project.network.outgoing["h8"]
    assert shown == [parameters[link.name] for link in links]


@pytest.mark.example("xor")
def test_other_networks_have_neither(window: MainWindow) -> None:
    window.select(Selection(frozenset({"h1"})))
    sections = window.inspector.neuron_card.pixels
    assert not sections.looks.isVisible()
    assert not sections.favours.isVisible()


def test_mistakes_are_counted_for_either_set_and_lead_to_a_sample(digits: MainWindow) -> None:
    insight = digits.inspector.network_card.insight
    assert insight.mistakes.isVisible()
    assert insight.table.told().endswith("of 1,348 told right")
    assert "1 of 1,348" in digits.status.counts.text(), "thousands stand apart everywhere"
    insight.which.button("test").click()
    assert insight.table.told().endswith("of 449 told right")
    assert insight.mistakes.head.remark.endswith("% right")
    right = insight.table.number_at(QPointF(40, 25))
    assert right is not None
    assert right > 30, "most of the zeros are told right"
    QTest.mouseClick(insight.table, Qt.MouseButton.LeftButton, pos=QPoint(40, 25))
    asked = digits.driver.moment().asked
    assert asked is not None, "a sample of the test set is sent through the network"
    assert digits.document.project.data.test[asked.row or 0][64] == 1.0, "it is a zero"
    insight.which.button("train").click()
    QTest.mouseClick(insight.table, Qt.MouseButton.LeftButton, pos=QPoint(40, 25))
    assert digits.driver.moment().asked is None
    row = digits.driver.moment().place.row
    assert digits.document.project.data.train[row][64] == 1.0


def test_spreads_are_there_for_every_layer(digits: MainWindow) -> None:
    insight = digits.inspector.network_card.insight
    counts = {}
    for what in ("weights", "gradients", "activations"):
        insight.what.button(what).click()
        counts[what] = [each.total for _, each in insight.histograms.shown]
    assert counts["weights"] == counts["gradients"] == [64 * 16, 16 * 10]
    assert len(counts["activations"]) == len(layers(digits.document.project.network))


def test_they_are_looked_at_five_times_a_second_at_most(digits: MainWindow) -> None:
    insight = digits.inspector.network_card.insight
    time = [1e9]
    insight._clock = lambda: time[0]
    driver = digits.driver
    driver.session.play()
    seen = []
    for moment_time in (1e9, 1e9 + 0.1, 1e9 + 0.25):
        time[0] = moment_time
        driver.session.step()
        digits.inspector.network_card.show_facts(
            digits.inspector._reader.read(driver.moment()), Selection()
        )
        seen.append(insight.histograms.shown)
    driver.session.pause()
    assert seen[0] == seen[1], "too early"
    assert seen[2] != seen[1], "due"


@pytest.mark.example("xor")
def test_nothing_is_said_before_the_first_pass(window: MainWindow) -> None:
    insight = window.inspector.network_card.insight
    assert not insight.mistakes.isVisible()
    insight.what.button("gradients").click()
    assert insight.histograms.shown == ()
    assert insight.spread.head.remark == "after a pass"
    window.driver.step()
    window.driver.interrupt()
    assert insight.mistakes.isVisible()


@pytest.mark.parametrize("width", [264, 304])
@pytest.mark.parametrize("low", [-0.1, -0.5, -0.001, -3.0])
def test_the_numbers_below_a_histogram_lie_apart(qapp, qtbot, width: int, low: float) -> None:
    spreads = Spreads(LIGHT)
    qtbot.addWidget(spreads)
    spreads.resize(width, 70)
    found = sorted(
        (middle - words.width / 2, middle + words.width / 2)
        for words, middle in spreads.numbers(Spread(low, 0.9, (1, 2, 3)))
    )
    assert all(right <= left for (_, right), (left, _) in itertools.pairwise(found)), found
    roomy = low == -0.5 or (low == -3.0 and width > 300)
    assert len(found) == 2 + roomy, "0 is named where it has room"


@pytest.mark.parametrize("width", [264, 304])
def test_the_names_of_classes_are_never_cut_at_their_beginning(qapp, qtbot, width: int) -> None:
    table = ConfusionTable(LIGHT)
    qtbot.addWidget(table)
    table.resize(width, 140)
    names = ("Buche", "Eiche", "Fichte", "Gewöhnliche Rosskastanie")
    pen = Pen(LIGHT)
    counts = tuple((1, 0, 0, 0) for _ in names)
    words = tuple(pen.sign(Symbol(name, upright=True), 12) for name in names)
    table.set_counts(Confusion(("a", "b", "c", "d"), counts, counts), words)
    for name, (row, column) in zip(names, table.names(), strict=True):
        for shown in (row, column):
            text = line_text(shown)
            assert name == text or (text[-1] == "…" and name.startswith(text[:-1])), text
        assert row.width <= table._left(), "its name has room before a row"
        assert column.width <= table._wide(), "and over a column"
    assert line_text(table.names()[0][0]) == "Buche", "a short name is shown whole"


def test_full_speed_shows_parts_in_turn_and_a_pause_shows_all(
    digits: MainWindow, qtbot: QtBot
) -> None:
    card, driver = digits.inspector.network_card, digits.driver
    driver.set_speed(SPEEDS[-1])
    driver.toggle_play()
    remark = card.sizes.head
    qtbot.waitUntil(lambda: remark.remark.startswith("over 225 of 1,348"), timeout=20_000)
    driver.pause()
    moment = driver.moment()
    assert remark.remark == "over all rows", "once it stands still"
    insight = Insight(moment.project)
    parameters = moment.frame.parameters
    found = insight.confusion(parameters, test=False)
    told = digits.findChild(ConfusionTable).told()
    assert told == f"{found.right:,} of {found.total:,} told right"
    spreads = digits.findChild(Spreads)
    assert [shown for _, shown in spreads.shown] == [*insight.weights(parameters).values()]
