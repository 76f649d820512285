"""The structure tools through the actions of the window, taken back and done again each."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialogButtonBox, QMenu
from pytestqt.qtbot import QtBot

from chainrule.gui.app import make_window, prepare
from chainrule.gui.canvas.selection_menu import fill_selection_menu
from chainrule.gui.layers_dialog import LayersDialog
from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.network.names import Activation
from chainrule.network.project import Project
from chainrule.session.operations import Granularity
from chainrule.storage.examples import load_example

HIDDEN = frozenset({"h1", "h2", "h3"})
PLACING = [
    "network.align_left",
    "network.align_center",
    "network.align_right",
    "network.align_top",
    "network.align_middle",
    "network.align_bottom",
    "network.distribute_horizontally",
    "network.distribute_vertically",
]
OF_A_SELECTION = [
    "network.connect_all",
    "network.disconnect",
    "network.new_weights_selected",
    "network.lock",
    "network.unlock",
    *PLACING,
    *(f"network.activation.{kind}" for kind in Activation),
]


@pytest.fixture(scope="module")
def shared(qapp) -> Iterator[MainWindow]:
    prepare()
    made = make_window(load_example("xor"))
    made.resize(1440, 900)
    made.show()
    made.load()
    yield made
    made.driver.pause()
    made.document.mark_saved()
    made.close()
    made.deleteLater()


@pytest.fixture
def window(shared: MainWindow) -> MainWindow:
    """The one window of the module, with XOR opened anew."""
    shared.document.mark_saved()
    shared.files.open_example("xor")
    assert shared.selection == Selection()
    return shared


def project(window: MainWindow) -> Project:
    return window.document.project


def action(window: MainWindow, name: str) -> QAction:
    return window.actions_by_name[name]


def choose(window: MainWindow, *neurons: str, links: tuple[tuple[str, str], ...] = ()) -> None:
    window.select(Selection(frozenset(neurons), frozenset(links)))


def do(window: MainWindow, name: str, words: str) -> Project:
    """Trigger an action; undo takes it back and redo does it again, under these words."""
    before = project(window)
    assert action(window, name).isEnabled(), f"{name} can do something"
    action(window, name).trigger()
    after = project(window)
    assert after != before, f"{name} has changed something"
    assert action(window, "edit.undo").text() == f"&Undo: {words}"
    action(window, "edit.undo").trigger()
    assert project(window) == before, "one step takes all of it back"
    action(window, "edit.redo").trigger()
    assert project(window) == after
    return after


def places(made: Project, *names: str) -> list[tuple[float, float]]:
    return [(made.network.by_id[name].x, made.network.by_id[name].y) for name in names]


def test_without_a_selection_only_layers_can_be_made(window: MainWindow) -> None:
    assert action(window, "network.layers").isEnabled()
    assert action(window, "network.add_layer").isEnabled()
    enabled = [name for name in OF_A_SELECTION if action(window, name).isEnabled()]
    assert enabled == []


def answer(monkeypatch: pytest.MonkeyPatch, text: str, kind: Activation) -> None:
    def fill(dialog: LayersDialog) -> int:
        dialog.text.setText(text)
        dialog.kinds.setCurrentIndex(dialog.kinds.findData(kind.value))
        return int(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled())

    monkeypatch.setattr(LayersDialog, "exec", fill)


def test_layers_are_made_from_their_sizes(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "2-4-4-1", Activation.TANH)
    rows = project(window).data.train
    made = do(window, "network.layers", "Layers 2-4-4-1")
    assert [len(level) for level in made.network.levels] == [2, 4, 4, 1]
    assert made.data.train == rows, "as many inputs and outputs: the data stays"
    weights = {link.weight for link in made.network.connections}
    assert len(weights) == len(made.network.connections), "drawn, not alike"
    assert made.network.by_id["h5"].activation is Activation.TANH
    assert window.canvas.layout_now.places.keys() == made.network.by_id.keys()


def test_layers_that_lose_the_data_say_so(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "3-2", Activation.SIGMOID)
    made = do(window, "network.layers", "Layers 3-2, without the data")
    assert made.data.train == ()
    assert made.data.inputs == ("x1", "x2", "x3")


def test_layers_that_cannot_be_change_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "2--1", Activation.SIGMOID)
    before = project(window)
    action(window, "network.layers").trigger()
    assert project(window) is before


def test_the_dialog_says_at_once_what_comes_of_the_text(qtbot: QtBot) -> None:
    dialog = LayersDialog(load_example("xor"))
    qtbot.addWidget(dialog)
    fine = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert dialog.text.text() == "2-3-1"
    assert dialog.told.text() == "6 neurons, 13 parameters"
    dialog.text.setText("2-8-8-3")
    assert dialog.told.text() == "21 neurons, 123 parameters"
    assert "4 rows of data go" in dialog.note.text()
    dialog.text.setText("2-8-x")
    assert not fine.isEnabled()
    assert dialog.told.text() == "Write a number for each layer, such as 2-4-4-1."
    dialog.text.setText("2-1")
    assert fine.isEnabled()
    assert not dialog.kinds.isEnabled(), "there is no hidden layer"


def test_a_hidden_layer_comes_before_the_outputs(window: MainWindow) -> None:
    made = do(window, "network.add_layer", "Add a hidden layer")
    assert [len(level) for level in made.network.levels] == [2, 3, 3, 1]
    new = made.network.levels[2]
    weights = [link.weight for name in new for link in made.network.incoming[name]]
    assert 0.0 not in weights
    assert len(set(weights)) == 9


def test_a_hidden_layer_comes_after_the_layer_of_the_selection(window: MainWindow) -> None:
    choose(window, "x1")
    action(window, "network.add_layer").trigger()
    added = window.selection.neurons
    assert added == frozenset(project(window).network.levels[1]), "what is new is selected"
    assert [len(level) for level in project(window).network.levels] == [2, 2, 3, 1]


def test_disconnecting_and_connecting_all(window: MainWindow) -> None:
    choose(window, "x1", "x2", *HIDDEN)
    assert not action(window, "network.connect_all").isEnabled(), "they are connected"
    made = do(window, "network.disconnect", "Disconnect")
    assert {link.target for link in made.network.connections} == {"y1"}
    assert not action(window, "network.disconnect").isEnabled()
    assert action(window, "network.connect_all").isEnabled()
    made = do(window, "network.connect_all", "Connect 5 neurons")
    assert len(made.network.connections) == 9
    assert len({link.weight for link in made.network.connections}) == 9


def test_a_selection_of_one_layer_is_told_what_to_select(window: MainWindow) -> None:
    choose(window, *HIDDEN)
    connect = action(window, "network.connect_all")
    assert not connect.isEnabled()
    assert "two layers" in connect.toolTip()
    choose(window, "x1", "y1")
    assert connect.isEnabled()
    assert connect.toolTip() == "Connect all"


def test_one_neuron_loses_all_its_connections(window: MainWindow) -> None:
    choose(window, "h1")
    made = do(window, "network.disconnect", "Disconnect")
    assert not made.network.incoming["h1"]
    assert not made.network.outgoing["h1"]


@pytest.mark.parametrize(
    ("name", "axis", "pick"),
    [
        ("left", 0, min),
        ("center", 0, lambda found: sum(found) / 2),
        ("right", 0, max),
        ("top", 1, min),
        ("middle", 1, lambda found: sum(found) / 2),
        ("bottom", 1, max),
    ],
)
def test_neurons_are_brought_in_line(window: MainWindow, name: str, axis: int, pick) -> None:
    found = [place[axis] for place in places(project(window), "x1", "h3")]
    choose(window, "x1", "h3")
    made = do(window, f"network.align_{name}", "Align 2 neurons")
    assert [place[axis] for place in places(made, "x1", "h3")] == [pick(found)] * 2
    assert not action(window, f"network.align_{name}").isEnabled(), "they are in line now"


def test_neurons_are_put_at_equal_distances(window: MainWindow) -> None:
    choose(window, "x1", "h1", "y1", "h2")
    assert action(window, "network.distribute_horizontally").isEnabled()
    made = do(window, "network.distribute_vertically", "Distribute 4 neurons")
    heights = sorted(y for _, y in places(made, "x1", "h1", "y1", "h2"))
    gaps = [b - a for a, b in pairwise(heights)]
    assert gaps == pytest.approx([gaps[0]] * 3)
    assert not action(window, "network.distribute_vertically").isEnabled()


def test_the_whole_selection_gets_an_activation(window: MainWindow) -> None:
    choose(window, "x1", *HIDDEN)
    sigmoid = action(window, "network.activation.sigmoid")
    assert sigmoid.isChecked()
    assert not sigmoid.isEnabled(), "all have it"
    assert not action(window, "network.activation.softmax").isEnabled(), "for outputs only"
    made = do(window, "network.activation.tanh", "Change the activation")
    assert {made.network.by_id[name].activation for name in HIDDEN} == {Activation.TANH}
    assert action(window, "network.activation.tanh").isChecked()
    assert not sigmoid.isChecked()
    choose(window, "h1", "y1")
    assert not action(window, "network.activation.tanh").isChecked(), "they differ"


def test_new_weights_are_drawn_for_the_selection_alone(window: MainWindow) -> None:
    before = project(window).network.parameters
    choose(window, "h1", links=(("h2", "y1"),))
    made = do(window, "network.new_weights_selected", "New weights for the selection")
    after = made.network.parameters
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"w[x1->h1]", "w[x2->h1]", "w[h2->y1]"}
    again = do(window, "network.new_weights_selected", "New weights for the selection")
    assert again != made, "each time others"


def test_the_selection_is_frozen_and_let_go(window: MainWindow) -> None:
    choose(window, "h1", links=(("h2", "y1"),))
    assert not action(window, "network.unlock").isEnabled()
    made = do(window, "network.lock", "Freeze weights")
    assert made.network.locked == {"w[x1->h1]", "w[x2->h1]", "b[h1]", "w[h2->y1]"}
    assert not action(window, "network.lock").isEnabled()
    assert not action(window, "network.new_weights_selected").isEnabled(), "all of it is frozen"
    made = do(window, "network.unlock", "Unfreeze weights")
    assert not made.network.locked


def test_nothing_can_be_changed_while_looking_back(window: MainWindow) -> None:
    choose(window, "x1", *HIDDEN)
    window.driver.set_granularity(Granularity.EPOCH)
    for _ in range(2):
        action(window, "run.step").trigger()
        window.driver.interrupt()
    window.driver.look_at(0)
    assert window.driver.moment().looking_back
    names = ["network.layers", "network.add_layer", *OF_A_SELECTION]
    assert [name for name in names if action(window, name).isEnabled()] == []
    window.driver.look_at_end()
    assert action(window, "network.disconnect").isEnabled()


def test_the_card_of_several_offers_the_same(window: MainWindow) -> None:
    choose(window, "x1", "h1", "h3")
    card = window.inspector.several_card
    assert card.isVisible()
    card.places.buttons["align_middle"].click()
    assert len({y for _, y in places(project(window), "x1", "h1", "h3")}) == 1
    assert not card.places.buttons["align_middle"].isEnabled(), "they are in line now"
    assert card.places.buttons["align_left"].isEnabled()
    card.activation.chosen.emit(Activation.RELU)
    assert project(window).network.by_id["h3"].activation is Activation.RELU
    before = project(window).network.parameters
    card.draw.click()
    after = project(window).network.parameters
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"w[x1->h1]", "w[x2->h1]", "w[x1->h3]", "w[x2->h3]"}
    card.rule.chosen.emit("zeros")
    assert {project(window).network.parameters[name] for name in changed} == {0.0}
    card.freeze.click()
    assert project(window).network.locked == changed | {"b[h1]", "b[h3]"}
    assert not card.draw.isEnabled()


def test_the_card_offers_softmax_for_outputs_only(window: MainWindow) -> None:
    card = window.inspector.several_card
    choose(window, "h1", "y1")
    assert card.activation.findText("Softmax") < 0
    choose(window, "x1", "y1")
    assert card.activation.findText("Softmax") >= 0
    choose(window, "x1", "x2")
    assert not card.activation_row.isVisible()
    assert not card.choices.isVisible(), "inputs have nothing to set"


def test_the_context_menu_offers_the_windows_actions(window: MainWindow, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    choose(window, *HIDDEN)
    fill_selection_menu(menu, window.canvas)
    menu.aboutToShow.emit()
    offered = {item.objectName(): item for item in menu.actions() if item.objectName()}
    assert {"network.connect_all", "network.lock", "edit.delete"} <= offered.keys()
    inner = [item for item in menu.actions() if item.menu()]
    found = {item.text().replace("&", ""): item.isEnabled() for item in inner}
    assert found == {"Align": True, "Distribute": False, "Activation": True}, "gaps are equal"
    choose(window, "x1", links=(("h1", "y1"),))
    menu.aboutToShow.emit()
    assert [item.isEnabled() for item in inner] == [False, False, False]
    offered["network.lock"].trigger()
    assert project(window).network.locked == {"w[h1->y1]"}
