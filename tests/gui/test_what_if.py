"""What if in the window: begun from the card, seen on the plot and in the table, taken over."""

import csv
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chainrule.gui.main_window import MainWindow
from chainrule.gui.numbers import Kind, parse_number, show
from chainrule.gui.panels.inspector.whatif_card import WhatIfCard
from chainrule.gui.panels.plot_options import Quantity
from chainrule.gui.plot_exporting import plot_file
from chainrule.network.edits import set_cell
from chainrule.network.message import Message
from chainrule.network.project import Project
from chainrule.session.comparison import Setting
from chainrule.session.document import Edit

pytestmark = pytest.mark.example("xor")


def trained(window: MainWindow, updates: int = 60, back: int = 20) -> WhatIfCard:
    """Train, look back, and return the card that is then shown."""
    session = window.driver.session
    session.run.train_many(updates)
    session.settle()
    session.record()
    window.driver.look_at(back)
    return window.inspector.whatif_card


def typed(box: object, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def begun(window: MainWindow, qtbot: QtBot, **changed: object) -> None:
    base = window.driver.session.what_if.base()
    card = window.inspector.whatif_card
    card.wanted.emit(Setting(replace(base, **changed)), 60)
    finish(window, qtbot)


def finish(window: MainWindow, qtbot: QtBot) -> None:
    what_if = window.driver.session.what_if
    qtbot.waitUntil(lambda: not what_if.busy and not window.driver.running, timeout=20_000)


def test_looking_back_shows_the_card_and_a_typed_setting_runs(
    window: MainWindow, qtbot: QtBot
) -> None:
    card = trained(window)
    assert card.isVisible(), "nothing is selected while looking back: the card of what if"
    assert card.form.rate.value() == window.document.project.training.learning_rate
    typed(card.form.rate, "2,5")
    QTest.mouseClick(card.form.run, Qt.MouseButton.LeftButton)
    assert window.driver.running, "it is trained in the background"
    finish(window, qtbot)
    told = card.table.rows["A"].accessibleName()
    assert told.startswith("What if A, 2.5, "), told
    assert "A  η 2.5" in window.loss.legend.text(), window.loss.legend.text()
    letter = window.loss.plot.alternatives._letters["A"]
    qtbot.waitUntil(lambda: letter.mapRectToDevice(letter.boundingRect()).height() < 40)
    assert window.driver.session.looking_at == 20, "the moment that is looked at stays"


def test_then_and_now_stand_side_by_side(window: MainWindow) -> None:
    card = trained(window, 412, 210)
    lines = [line.split() for line in card.then_rows.text().split("\n")]
    assert lines[0] == ["epoch", "210", "epoch", "412"]
    assert [line[:2] for line in lines[1:]] == [
        ["mean", "loss"], ["largest", "weight"], ["rows", "right"],
    ]  # fmt: skip
    then, now = window.driver.moment().standings
    shown = [show(each.largest, Kind.PARAMETER, window.theme.notation) for each in (then, now)]
    assert lines[2][2:] == shown
    assert lines[3][2:] == f"{then.good} of 4 {now.good} of 4".split()
    window.driver.look_at_end()
    window.actions_by_name["run.what_if"].trigger()
    assert card.isVisible()
    assert not card.then.isVisible(), "at the end there is no other moment to compare with"


def test_a_share_is_told_of_many_rows(window: MainWindow) -> None:
    many = window.document.project.data.train * 50
    window.apply(Edit(Message("Edit", "rows"), lambda project: with_rows(project, many)))
    card = trained(window, 40, 20)
    then, now = window.driver.moment().standings
    shares = [show(each.good / 200, Kind.PERCENT, window.theme.notation) for each in (then, now)]
    assert card.then_rows.text().split("\n")[-1] == f"rows right {shares[0]} {shares[1]}"


def with_rows(project: Project, rows: tuple[tuple[float, ...], ...]) -> Project:
    return replace(project, data=replace(project.data, train=rows))


@pytest.mark.example("momentum")
def test_without_classes_rows_near_their_targets_are_counted(window: MainWindow) -> None:
    card = trained(window, 30, 5)
    last = card.then_rows.text().split("\n")[-1]
    assert last.startswith("rows within 0.2 "), last
    assert last.endswith("of 1"), last


def accuracy_known(window: MainWindow, qtbot: QtBot) -> None:
    """Show accuracies, and wait until the curves of the run and of A are whole."""
    window.loss.set_quantity(Quantity.ACCURACY)

    def known() -> None:
        (other,) = window.driver.moment().what_if.others
        assert {20, 60} <= other.accuracy.known.keys(), "both ends of A are worked out"
        x, _ = window.loss.plot.alternatives._curves["A"].points()
        assert len(x) == len(other.accuracy.known), "all that is known is shown"
        assert not window.loss._later.isActive(), "nothing is left to be worked out"

    qtbot.waitUntil(known, timeout=20_000)


def test_an_alternative_stands_on_the_plot_of_accuracies(window: MainWindow, qtbot: QtBot) -> None:
    trained(window)
    begun(window, qtbot, learning_rate=3.0)
    accuracy_known(window, qtbot)
    shown = dict(window.loss.plot.alternatives.values(60)), window.loss.legend.text()
    run = window.driver.session.what_if["A"].run
    right = (run.evaluation.outputs >= 0.5) == run.trainer.setup.y_train
    assert shown[0] == {"A": right.mean()}, "the share of A at its end"
    assert "A  η 3" in shown[1]
    letter = window.loss.plot.alternatives._letters["A"]
    assert letter.isVisible(), "its letter stands at the curve"
    plot = window.loss.plot
    seen = letter.mapRectToScene(letter.boundingRect())
    assert plot.sceneRect().contains(seen), f"all of it is seen, also at 100%: {seen}"
    window.loss.set_quantity(Quantity.LOSS)
    losses = dict(window.loss.plot.alternatives.values(60))
    assert losses == {"A": run.log[-1].train_loss}


def test_exports_hold_the_alternatives(window: MainWindow, qtbot: QtBot) -> None:
    trained(window)
    before = {suffix: plot_file(window.loss, suffix) for suffix in ("png", "svg")}
    begun(window, qtbot, learning_rate=3.0)
    qtbot.waitUntil(lambda: "A  η 3" in window.loss.legend.text())
    accuracy_known(window, qtbot)
    head, *rows = csv.reader(plot_file(window.loss, "csv").decode().splitlines())
    run = window.driver.session.what_if["A"].run
    losses = [row[head.index("A  η 3 train_loss")] for row in rows]
    assert losses[:20] == [""] * 20, "it begins where the run stood at update 20"
    assert [float(loss) for loss in losses[20:]] == [row.train_loss for row in run.log[20:]]
    shares = [row[head.index("A  η 3 train_accuracy")] for row in rows]
    assert float(shares[60]) in (0.0, 0.25, 0.5, 0.75, 1.0)
    for suffix, empty in before.items():
        assert plot_file(window.loss, suffix) != empty, suffix
    drawing = plot_file(window.loss, "svg").decode()
    assert ">A<" in drawing.replace("\n", ""), "the letter at the curve"


@pytest.mark.parametrize("name", ["rate", "momentum", "batch", "end"])
@pytest.mark.parametrize("text", ["0x", "", "-3"])
def test_what_cannot_be_trained_is_refused_at_its_box(
    window: MainWindow, name: str, text: str
) -> None:
    refused_with(window, name, text)


@pytest.mark.parametrize(
    ("name", "text"), [("momentum", "1"), ("batch", "1.5"), ("batch", "999"), ("end", "3")]
)
def test_numbers_out_of_range_are_refused(window: MainWindow, name: str, text: str) -> None:
    refused_with(window, name, text)


def refused_with(window: MainWindow, name: str, text: str) -> None:
    """Expect that a text in a box is marked, stays and is not run with; a right one runs."""
    form = trained(window).form
    box = getattr(form, name)
    right = box.text()
    for _ in range(2):
        typed(box, text or "\b")
        QTest.mouseClick(form.run, Qt.MouseButton.LeftButton)
        assert not len(window.driver.session.what_if), f"{text!r} as {name} is refused"
        stays = box.text() == text or parse_number(box.text()) == float(text)
        assert stays, f"what was typed stays: {box.text()}"
        assert box.marked, "it is marked"
        assert box.toolTip(), "the reason is told"
        window.driver.show()
        assert box.marked, "it stays so"
    QTest.mouseClick(form.run, Qt.MouseButton.LeftButton)
    assert not len(window.driver.session.what_if), "pressing again changes nothing"
    typed(box, right)
    assert not box.marked, "typing on takes the mark away"
    QTest.mouseClick(form.run, Qt.MouseButton.LeftButton)
    assert len(window.driver.session.what_if) == 1, f"{right} as {name} runs"


@pytest.fixture(autouse=True)
def stopped(window: MainWindow) -> Iterator[None]:
    """Nothing is trained on after a test."""
    yield
    for letter in "ABCD":
        window.driver.session.what_if.remove(letter)
    window.driver.show()


def test_a_seed_is_a_whole_number(window: MainWindow) -> None:
    card = trained(window)
    typed(card.form.seed, "-4")
    QTest.mouseClick(card.form.run, Qt.MouseButton.LeftButton)
    assert not len(window.driver.session.what_if), "a seed is a whole number from 0 on"
    assert card.form.seed.marked


def test_the_button_stays_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    run = trained(window).form.run
    place = run.mapTo(window, run.rect().topLeft())
    for count, rate in enumerate((0.5, 1.0, 1.5), 1):
        begun(window, qtbot, learning_rate=rate)
        QApplication.processEvents()
        assert run.mapTo(window, run.rect().topLeft()) == place, f"after {count} results"


def test_the_sentence_is_about_the_chosen_one(window: MainWindow, qtbot: QtBot) -> None:
    card = trained(window, 412, 210)
    begun(window, qtbot, learning_rate=5.0)
    begun(window, qtbot, learning_rate=0.0001)
    for letter in "AB":
        QTest.mouseClick(card.table.rows[letter], Qt.MouseButton.LeftButton)
        said = card.said.text()
        assert f"hat if {letter}" in said, f"{letter} is spoken of: {said}"
        assert f"hat if {'AB'.replace(letter, '')}" not in said, f"and no other: {said}"


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)], ids=str)
def test_the_threshold_is_never_cut(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    card = trained(window)
    window.docks.inspector.show()
    begun(window, qtbot, momentum=0.5)
    for text in ("0.002", "0.0000123", "2e-6", "123.456"):
        box = card.table.threshold
        box.set_value(float(text))
        box.clearFocus()
        shown = show(float(text), Kind.SETTING, window.theme.notation)
        assert box.text() == shown, "all of it is shown"
        metrics = QFontMetricsF(box.font())
        assert metrics.horizontalAdvance(shown) <= box.width() - 16, f"{shown} has room"


def test_taking_one_over_is_one_step_and_leaves_a_ghost(window: MainWindow, qtbot: QtBot) -> None:
    card = trained(window)
    begun(window, qtbot, learning_rate=1.5)
    wanted = window.driver.session.what_if["A"].project(window.document.project)
    before = window.document.project
    QTest.mouseClick(card.take, Qt.MouseButton.LeftButton)
    assert window.document.project == wanted
    assert window.driver.moment().old_lines, "the real rest is a ghost"
    assert window.driver.moment().what_if is None, "it is no alternative any more"
    window.driver.undo()
    assert window.document.project == before


def test_rows_are_chosen_by_key_and_removed(window: MainWindow, qtbot: QtBot) -> None:
    card = trained(window)
    begun(window, qtbot, momentum=0.0)
    begun(window, qtbot, batch_size=2)
    assert card.table.letter() == "B"
    card.table.rows["B"].setFocus()
    QTest.keyClick(card.table.rows["B"], Qt.Key.Key_Up)
    assert card.table.letter() == "A"
    QTest.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    assert list(card.table.rows) == ["", "B"]
    assert "batches of 2" in card.table.rows["B"].accessibleName()


def test_the_threshold_is_typed_into_the_head(window: MainWindow, qtbot: QtBot) -> None:
    card = trained(window, 412, 210)
    begun(window, qtbot, momentum=0.5)
    session = window.driver.session
    first = session.run.log[210].train_loss
    typed(card.table.threshold, str(first * 2))
    QTest.keyClick(card.table.threshold, Qt.Key.Key_Return)
    told = card.table.rows[""].accessibleName()
    assert told.endswith(", 210"), f"below it at once, at epoch 210: {told}"


def test_a_run_that_blows_up_is_told(window: MainWindow, qtbot: QtBot) -> None:
    from chainrule.network.names import Activation

    def straight(project: object) -> object:
        neurons = tuple(
            replace(each, activation=Activation.LINEAR) for each in project.network.neurons
        )
        return replace(project, network=replace(project.network, neurons=neurons))

    window.apply(Edit(Message("Edit", "straight"), straight))
    card = trained(window, 6, 2)
    card.wanted.emit(Setting(replace(window.document.project.training, learning_rate=1e3)), 300)
    finish(window, qtbot)
    assert "∞" in card.table.rows["A"].accessibleName()
    assert "blows up at update" in card.said.text()


def test_an_edit_of_the_data_drops_what_runs(window: MainWindow) -> None:
    card = trained(window)
    card.wanted.emit(Setting(window.document.project.training), 100_000)
    assert window.driver.running
    window.driver.look_at_end()
    window.apply(Edit(Message("Edit", "cell"), lambda project: set_cell(project, 0, 0, 0.5)))
    assert not window.driver.running, "nothing goes on in the background"
    assert window.driver.moment().what_if is None


def test_the_menu_shows_the_card_from_the_present(window: MainWindow, qtbot: QtBot) -> None:
    session = window.driver.session
    session.run.train_many(30)
    session.settle()
    window.driver.show()
    action = window.actions_by_name["run.what_if"]
    assert not window.inspector.whatif_card.isVisible()
    action.trigger()
    card = window.inspector.whatif_card
    assert card.isVisible()
    assert card.form.end.value() > 30, "some epochs on, as there is no rest"
    QTest.mouseClick(card.form.run, Qt.MouseButton.LeftButton)
    finish(window, qtbot)
    assert session.what_if["A"].run.update == card.form.end.value()
    action.trigger()
    assert window.inspector.network_card.isVisible()


@pytest.mark.example("article")
def test_practice_hides_the_comparison(window: MainWindow, qtbot: QtBot) -> None:
    trained(window)
    begun(window, qtbot, momentum=0.3)
    window.driver.look_at_end()
    window.actions_by_name["run.practice"].trigger()
    assert window.driver.moment().what_if is None, "no number leaks"
    window.actions_by_name["run.practice"].trigger()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)], ids=str)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_table_keeps_its_columns_apart(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int], dark: bool
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    if dark:
        window.actions_by_name["view.theme"].trigger()
    card = trained(window)
    window.docks.inspector.show()
    begun(window, qtbot, learning_rate=0.015)
    row = card.table.rows["A"]
    laid_out(row, qtbot)
    ends = [(row.width() - right - made.width, row.width() - right) for made, right in row._cells()]
    for (_, end), (start, _) in itertools.pairwise(ends):
        assert start >= end + 3, f"columns lie apart: {ends}"
    assert most_changes(row) >= 3, "the line of the row has its dashes"


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)], ids=str)
def test_a_long_learning_rate_is_told_whole(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    card = trained(window)
    window.docks.inspector.show()
    begun(window, qtbot, learning_rate=2.3456e-6, momentum=0.95)
    row = card.table.rows["A"]
    laid_out(row, qtbot)
    ends = [row.width() - right - made.width for made, right in row._cells()]
    shown = show(2.3456e-6, Kind.SETTING, window.theme.notation)
    above = len(ends) == 4
    assert above or f"η {shown}" in row._below_name(), "in its column, or below the name"
    assert min(ends) >= 32 + 10, "it leaves the name its room"


def laid_out(row: QWidget, qtbot: QtBot) -> None:
    """Wait until a row has its height: what is around it grows when events are handled next."""

    def is_whole() -> None:
        needed = row.sizeHint().height()
        assert row.height() >= needed, f"the row gets {needed} px: {row.height()}"

    qtbot.waitUntil(is_whole)


def most_changes(row: QWidget) -> int:
    """Return how often the colour changes where the curve's sample stands: it has dashes."""
    picture = QImage(row.size(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    row.render(picture)
    return max((changed_along(picture, y) for y in range(picture.height())), default=0)


def changed_along(picture: QImage, y: int) -> int:
    """Return how often the colour changes where the curve's sample stands."""
    dashes = [picture.pixelColor(x, y) for x in range(7, 28)]
    return sum(one != other for one, other in itertools.pairwise(dashes))


def ghosts_are(window: MainWindow, qtbot: QtBot, letters: list[str]) -> None:
    """Wait for the letters of the ghosts: the plot takes in a moment some time after it came."""

    def are() -> None:
        shown = [entry.letter for entry in window.loss.ghost_entries()]
        assert shown == letters, f"the ghosts have the letters {letters}: {shown}"

    qtbot.waitUntil(are)


def test_ghosts_of_earlier_runs_leave_their_letters_to_alternatives(
    window: MainWindow, qtbot: QtBot
) -> None:
    trained(window)
    window.driver.train_from_here()
    window.driver.session.run.train_many(10)
    window.driver.session.settle()
    window.driver.show()
    ghosts_are(window, qtbot, ["A"])
    begun(window, qtbot, momentum=0.2)
    ghosts_are(window, qtbot, ["B"])
