"""Labels: the numbers of edges and biases where there is no room for pills."""

import pytest

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.value_label import ValueLabel
from chainrule.gui.main_window import MainWindow
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import show
from chainrule.session.operations import Phase

pytestmark = pytest.mark.example("circles")


def biases(window: MainWindow) -> dict[str, ValueLabel]:
    prepared = window.canvas.prepared()
    assert prepared.scene.level is Level.VALUE, "this network is shown with labels"
    found = {drawn.neuron.id: drawn.bias for drawn in prepared.discs if drawn.bias is not None}
    assert all(isinstance(label, ValueLabel) for label in found.values())
    return found


def test_every_bias_has_a_label_with_its_symbol_and_two_decimals(window: MainWindow) -> None:
    shown, network = biases(window), window.document.project.network
    notation = window.canvas.options.notation.digits(2)
    wanted = {n.id: show(n.bias, Shown.PARAMETER, notation, True) for n in network.computed}
    assert {name: label.text for name, label in shown.items()} == wanted
    assert {str(label.sign) for label in shown.values()} == {"b"}


def test_an_update_tells_where_each_bias_goes_with_all_digits(window: MainWindow) -> None:
    while window.canvas.frame.phase is not Phase.UPDATE:
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()
    frame = window.canvas.frame
    for name, label in biases(window).items():
        old, new = frame.old[label.name], frame.parameters[label.name]
        assert label.moved == (new > old) - (new < old), f"the arrow of {name} points its way"
        assert new == old or len(label.text.partition(".")[2]) >= 3, "small moves can be seen"
        assert label.border == ("ink" if new != old else "nodeStroke")


def test_a_label_is_as_wide_as_what_it_says(window: MainWindow) -> None:
    layout = window.canvas.layout_now
    for name, label in biases(window).items():
        x, y = layout.places[name]
        assert label.box.width > 30, "its number fits"
        beside = label.box.left > x or label.box.top > y
        assert beside, f"the bias of {name} is below its neuron or at its right"
