"""The exported picture of a session: the network, and the plot as it stands in its panel."""

import re
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from chainrule.gui import export_image
from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.plot_options import Quantity
from chainrule.network.message import Message
from chainrule.network.project import Project
from chainrule.session.document import Edit

pytestmark = pytest.mark.example("xor")


def with_test(project: Project) -> Project:
    return replace(project, data=replace(project.data, test=project.data.train[:2]))


def trained(window: MainWindow, qtbot: QtBot, quantity: Quantity) -> None:
    window.apply(Edit(Message("Edit", "rows for testing"), with_test))
    session = window.driver.session
    session.run.train_many(40)
    session.settle()
    session.record()
    window.loss.set_quantity(quantity)
    window.driver.show()
    qtbot.waitUntil(lambda: not window.loss._later.isActive(), timeout=20_000)


def written(drawing: bytes) -> set[str]:
    """Return what is written in a picture."""
    return {found.strip() for found in re.findall(r"<text[^>]*>([^<]*)<", drawing.decode())}


@pytest.mark.parametrize("quantity", list(Quantity), ids=str)
def test_it_shows_the_plot_as_the_panel_does(
    window: MainWindow, qtbot: QtBot, quantity: Quantity
) -> None:
    trained(window, qtbot, quantity)
    told = written(window.commands.exporting.picture("svg"))
    assert {"training", "test"} <= told, f"both curves are named: {told}"
    assert ("Accuracy" in told) == (quantity is Quantity.ACCURACY), told
    assert ("100%" in told) == (quantity is Quantity.ACCURACY), f"the axis too: {told}"


def test_without_a_window_both_losses_are_named(window: MainWindow, qtbot: QtBot) -> None:
    trained(window, qtbot, Quantity.LOSS)
    told = written(export_image.svg(window.driver.moment(), window.theme))
    assert {"Loss", "training", "test"} <= told, told
