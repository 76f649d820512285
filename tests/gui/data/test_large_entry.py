"""Very many rows are put in step by step, and what comes of it is what comes of few."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from chainrule.datasets.table import Table
from chainrule.engine.setup import KnownRows, Setup
from chainrule.gui.datasets.entering import make_network, put_in
from chainrule.gui.datasets.large_entry import MANY
from chainrule.gui.datasets.opening import enter
from chainrule.gui.main_window import MainWindow


def table(inputs: int, count: int) -> Table:
    rows = tuple(
        (*(float((at * 7 + column) % 11) for column in range(inputs)), float(at % 2))
        for at in range(count)
    )
    names = tuple(f"c{column}" for column in range(inputs))
    return Table(names, ("y",), rows[100:], rows[:100], ("no", "yes"))


@pytest.mark.example("xor")
def test_many_rows_are_there_after_some_turns(window: MainWindow, qtbot: QtBot) -> None:
    before, many = window.document.project, table(2, MANY + 100)
    enter(window, put_in(many, "Many"))
    assert window.document.project is before, "the window goes on meanwhile"
    qtbot.waitUntil(lambda: len(window.document.project.data.train) == MANY)
    project = window.document.project
    assert project.data.train == many.train
    assert project.data.test == many.test
    assert project.title == "Many"
    assert isinstance(project.data.train, KnownRows)
    assert Setup.of(project).x_train.shape == (2, MANY)
    qtbot.waitUntil(lambda: window.data.table.rows.rowCount() == MANY)
    window.driver.undo()
    assert window.document.project == before, "one step of undo takes it back"


@pytest.mark.example("xor")
def test_a_network_is_made_for_many_rows(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, make_network(table(5, MANY + 100), "Wide", "glorot"))
    qtbot.waitUntil(lambda: len(window.document.project.network.inputs) == 5)
    qtbot.waitUntil(lambda: len(window.canvas.layout_now.network.inputs) == 5)
    window.driver.step()
    assert window.driver.moment().frame.phase is not None, "the first sample is on its way"


@pytest.mark.example("xor")
def test_what_is_changed_meanwhile_stays(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, put_in(table(2, MANY + 100), "Many"))
    window.training.learning_rate.value_changed.emit(0.25)
    assert window.document.project.training.learning_rate == 0.25
    qtbot.waitUntil(lambda: len(window.document.project.data.train) == MANY)
    assert window.document.project.training.learning_rate == 0.25


@pytest.mark.example("xor")
def test_rows_that_do_not_fit_are_refused_as_ever(window: MainWindow, qtbot: QtBot) -> None:
    before = window.document.project
    enter(window, put_in(table(5, MANY + 100), "Wide"))
    qtbot.waitUntil(lambda: "5 inputs" in window.strip.sentence.text())
    QTest.qWait(0)
    assert window.document.project is before
