"""Whether the table of the data has room for its columns, and follows the current row."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from chainrule.gui.canvas.text import text_width
from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.data import DataPanel
from chainrule.gui.panels.data_table import RowTable
from chainrule.gui.theme import LIGHT
from chainrule.session.operations import Granularity
from chainrule.session.speed import SPEEDS

circles = pytest.mark.example("circles")
EDGE = 6
"""px from a number to the right end of its cell"""


def table_of(window: MainWindow) -> RowTable:
    QApplication.processEvents()
    table = window.findChild(RowTable)
    assert isinstance(table, RowTable)
    return table


def step(window: MainWindow, size: Granularity, count: int = 1) -> None:
    window.driver.set_granularity(size)
    for _ in range(count):
        window.driver.step()
        window.driver.session.finish_animation()
    window.driver.show()


def right_end(table: RowTable, column: int) -> int:
    return table.columnViewportPosition(column) + table.columnWidth(column)


@circles
def test_the_losses_and_the_order_of_a_batch_are_in_view(window: MainWindow) -> None:
    step(window, Granularity.SAMPLE)
    table = table_of(window)
    assert table.rows.batch
    assert table.rows.columns[-1].is_loss
    assert table.horizontalScrollBar().maximum() == 0
    assert right_end(table, len(table.rows.columns)) <= table.viewport().width()


def test_beside_many_inputs_the_losses_stand_first(digits: MainWindow) -> None:
    step(digits, Granularity.SAMPLE)
    table = table_of(digits)
    assert table.rows.columns[0].is_loss
    assert right_end(table, 1) <= table.viewport().width()


@circles
@pytest.mark.parametrize("size", [Granularity.BATCH, Granularity.EPOCH])
def test_columns_are_fitted_when_they_change_and_not_after_every_update(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, size: Granularity
) -> None:
    step(window, size)
    table, fitted = table_of(window), []
    monkeypatch.setattr(table, "fit_columns", lambda: fitted.append(1))
    step(window, size, 5)
    assert not fitted
    window.driver.set_granularity(Granularity.EPOCH)
    step(window, Granularity.EPOCH)
    assert bool(fitted) is (size is Granularity.BATCH), "the losses make room for the outputs"


@circles
def test_numbers_stand_apart_and_powers_of_ten_stay_legible(window: MainWindow) -> None:
    step(window, Granularity.EPOCH)
    panel, table = window.findChild(DataPanel), table_of(window)
    moment = window.driver.moment()
    rows = len(moment.project.data.train)
    panel.show_moment(replace(moment, outputs=((2.3e-4,),) * rows))
    last = len(table.rows.columns)
    index = table.rows.index(0, last)
    assert index.data() == "2.3 × 10⁻⁴"
    assert table.rows.briefly(index) == "2 × 10⁻⁴", "it gives a digit away before it gets tiny"
    room = table.columnWidth(last) - EDGE
    assert text_width(table.rows.briefly(index), 12, 600) <= room
    assert room - text_width("1.000", 14, 600) + EDGE >= 10, "the target stands apart"
    assert table.columnWidth(1) >= text_width("−0.018", 13, 400) + EDGE


@circles
def test_a_hairline_goes_on_below_the_outputs(window: MainWindow) -> None:
    step(window, Granularity.EPOCH)
    table = table_of(window)
    picture = table.viewport().grab().toImage()
    bottom = table.rowViewportPosition(3) + table.rowHeight(3) - 1
    for column in range(len(table.rows.columns) + 1):
        x = table.columnViewportPosition(column) + 2
        assert picture.pixelColor(x, bottom).name() == LIGHT.border.name()


@circles
def test_the_current_row_is_brought_into_view(window: MainWindow) -> None:
    window.driver.set_granularity(Granularity.SAMPLE)
    table = table_of(window)
    for _ in range(4):
        step(window, Granularity.SAMPLE)
        table_of(window)
        place = table.rows.place_of(table.rows.current)
        top = table.rowViewportPosition(place)
        assert 0 <= top <= table.viewport().height() - table.rowHeight(place)
    assert table.rows.current > 0
    table.scrollToTop()
    window.driver.show()
    assert table.verticalScrollBar().value() == 0, "who looks elsewhere is left alone"


@circles
def test_rows_that_rush_by_are_not_followed(window: MainWindow) -> None:
    panel, table = window.findChild(DataPanel), table_of(window)
    moment = window.driver.moment()
    rushing = replace(moment, playing=True, animated=SPEEDS[-1].animated)
    before = table.verticalScrollBar().value()
    panel.show_moment(replace(rushing, place=replace(moment.place, row=99)))
    assert table.verticalScrollBar().value() == before
    panel.show_moment(replace(rushing, playing=False, place=replace(moment.place, row=99)))
    assert table.verticalScrollBar().value() > before, "where it stops is shown"
