"""The table of who is taken for whom: its colours, and whether its counts have room."""

import pytest
from PySide6.QtGui import QImage

from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.inspector.confusion import HIGH, TOP, ConfusionTable
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.symbols import Symbol
from chainrule.gui.theme import DARK, LIGHT, Theme
from chainrule.session.insight import Confusion
from chainrule.session.operations import Granularity

SIZE = 10


def table_of(count: int, theme: Theme = LIGHT) -> ConfusionTable:
    """Return the table of ten classes, each told right so many times."""
    table = ConfusionTable(theme)
    counts = tuple(tuple(count * (row == at) for at in range(SIZE)) for row in range(SIZE))
    names = tuple(str(at) for at in range(SIZE))
    words = tuple(Pen(theme).sign(Symbol(name, upright=True), 12) for name in names)
    table.set_counts(Confusion(names, counts, counts), words)
    table.resize(292, table.sizeHint().height())
    return table


def dark_columns(picture: QImage, left: int, right: int, top: int, bottom: int) -> list[int]:
    """Return the columns of pixels that have ink."""
    return [
        x
        for x in range(left, right)
        if any(picture.pixelColor(x, y).lightness() < 80 for y in range(top, bottom))
    ]


@pytest.mark.parametrize("count", [1, 88, 142, 1142])
def test_a_count_stands_in_the_middle_of_its_cell(qapp, qtbot, count: int) -> None:
    table = table_of(count)
    qtbot.addWidget(table)
    wide, left = table._wide(), table._left()
    picture = table.grab().toImage()
    for at in range(SIZE):
        start, top = left + wide * at, round(TOP + HIGH * at)
        found = dark_columns(picture, round(start), round(start + wide), top + 4, top + 20)
        before, after = found[0] - start, start + wide - found[-1] - 1
        assert min(before, after) >= 2, "it keeps off the edge of its cell"
        assert abs(before - after) <= 2, "and stands in the middle"


def test_what_rows_and_columns_are_is_not_cut(qapp, qtbot) -> None:
    table = table_of(1)
    qtbot.addWidget(table)
    picture = table.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, picture.height() - 1)
    foot = [
        y
        for y in range(round(TOP + HIGH * SIZE), picture.height())
        if any(picture.pixelColor(x, y) != ground for x in range(picture.width()))
    ]
    assert foot[-1] < picture.height() - 2, "its letters end above the edge"


def test_the_names_take_on_the_colours_of_a_new_theme(digits: MainWindow) -> None:
    digits.driver.set_granularity(Granularity.EPOCH)
    digits.driver.step()
    insight = digits.inspector.network_card.insight
    for theme in (DARK, LIGHT):
        digits.inspector.set_theme(theme)
        colours = {item.colour.name() for line, _ in insight.table.names() for item in line.items}
        assert colours == {theme.text2.name()}
