"""The status bar says of what is selected only what is known now."""

import pytest

from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.session.operations import Granularity


def step(window: MainWindow, size: Granularity, count: int = 1) -> None:
    window.driver.set_granularity(size)
    for _ in range(count):
        window.driver.step()
        window.driver.session.finish_animation()
    window.driver.show()


@pytest.mark.example("momentum")
def test_what_is_said_of_a_neuron_follows_the_steps(window: MainWindow) -> None:
    step(window, Granularity.BATCH)
    window.canvas.select(Selection(frozenset({"h1"})))
    assert "delta" in window.status.said.text()
    step(window, Granularity.OPERATION, 3)
    assert window.status.said.text().endswith("not yet computed")
    step(window, Granularity.OPERATION, 3)
    assert ", value 0." in window.status.said.text(), "the sixth operation computes it"
    assert "delta" not in window.status.said.text()


@pytest.mark.example("momentum")
def test_anything_else_that_is_said_stays(window: MainWindow) -> None:
    step(window, Granularity.BATCH)
    window.canvas.select(Selection(frozenset({"h1"})))
    window.status.say("Exported.")
    step(window, Granularity.OPERATION, 3)
    assert window.status.said.text() == "Exported."
    window.status.said.clear()
    window.canvas.said.emit("Nothing has been computed here yet.")
    step(window, Granularity.OPERATION)
    assert window.status.said.text() == "Nothing has been computed here yet."
