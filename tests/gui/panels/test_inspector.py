import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from chainrule.gui.app import prepare
from chainrule.gui.panels.inspector import Inspector
from chainrule.gui.panels.inspector.curve import nice_ticks, tick_text
from chainrule.gui.panels.inspector.section import Stage
from chainrule.gui.selection import Selection
from chainrule.gui.theme import DARK, LIGHT
from chainrule.network.edits import EditError, set_locked, set_loss, set_training
from chainrule.network.names import Activation, Loss, Optimizer
from chainrule.network.project import Project
from chainrule.session.document import Document, Edit
from chainrule.session.moment import ready_moment
from chainrule.session.operations import Granularity, Phase
from chainrule.session.session import Session
from chainrule.session.speed import Speed
from chainrule.storage.examples import load_example
from chainrule.teaching.notation import POINT

W3 = ("h1", "y1")


class Bench:
    """An inspector on a session; edits go where the window would send them."""

    def __init__(self, qtbot: QtBot, project: Project, width: int = 336) -> None:
        prepare()
        self.time = 0.0
        self.session = Session(Document(project))
        self.session.granularity, self.session.speed = Granularity.LAYER, Speed(0.0, 30.0)
        self.inspector = Inspector(LIGHT, clock=lambda: self.time)
        self.edits: list[Edit] = []
        self.inspector.edit_requested.connect(self.apply)
        qtbot.addWidget(self.inspector)
        self.inspector.resize(width, 800)
        self.inspector.show()
        qtbot.waitExposed(self.inspector)
        self.show()

    @property
    def project(self) -> Project:
        return self.session.document.project

    def apply(self, edit: Edit) -> None:
        self.edits.append(edit)
        self.session.edit(edit)
        self.show()

    def show(self) -> None:
        self.inspector.show_moment(self.session.moment())

    def step(self, count: int = 1) -> None:
        for _ in range(count):
            self.session.step()
        self.show()

    def neuron(self, name: str) -> None:
        self.inspector.set_selection(Selection(frozenset({name})))

    def weight(self, key: tuple[str, str] = W3) -> None:
        self.inspector.set_selection(Selection(connections=frozenset({key})))

    def type(self, name: str, text: str) -> None:
        """Click a box, type over its number, press Enter."""
        box = self.inspector.findChild(object, name)
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        box.selectAll()
        for character in text:
            press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(box, press)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def pick(self, name: str, text: str) -> None:
        """Choose an entry of a combo box with the keyboard."""
        combo = self.inspector.findChild(object, name)
        combo.setFocus()
        index = combo.findText(text)
        assert index >= 0, f"{text} is offered"
        combo.showPopup()
        combo.view().setCurrentIndex(combo.model().index(index, 0))
        QTest.keyClick(combo.view(), Qt.Key.Key_Return)


def move_to(widget: QWidget, point: QPoint) -> None:
    """Move the mouse to a point of a widget."""
    none = Qt.MouseButton.NoButton
    at, far = point.toPointF(), widget.mapToGlobal(point).toPointF()
    event = QMouseEvent(QEvent.Type.MouseMove, at, far, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def article(qtbot: QtBot) -> Bench:
    return Bench(qtbot, load_example("article"))


@pytest.fixture
def xor(qtbot: QtBot) -> Bench:
    return Bench(qtbot, load_example("xor"))


# A neuron


def test_before_the_forward_pass_nothing_computed_is_shown(article: Bench) -> None:
    article.neuron("h1")
    card = article.inspector.neuron_card
    text = card.sum_rows.text()
    assert "0.300 · 0.500 –" in text, text
    assert text.splitlines()[-1] == "z –"
    assert card.sum.head.stage is Stage.LATER
    assert card.sum.head.remark == "in the forward pass"
    assert "?" in card.function.value_rows.text()
    assert card.function.curve.picture.point is None
    assert len(card.function.curve.picture.points) > 50, "the curve itself is there from the start"


def test_forward_pass_fills_sum_activation_and_slope(article: Bench) -> None:
    article.neuron("h1")
    article.step()
    card = article.inspector.neuron_card
    lines = card.sum_rows.text().splitlines()
    assert lines == [
        "w₁ · x₁ 0.300 · 0.500 +0.150",
        "w₂ · x₂ 0.600 · 0.800 +0.480",
        "b₁ bias +0.100",
        "z +0.730",
    ]
    assert "0.675" in card.function.value_rows.text()
    assert "0.2194" in card.function.slope_rows.text()
    assert card.function.curve.picture.point == (0.73, 0.6748052725823135)
    assert "Comes in the backward pass." in card.blame_rows.text()


def test_blame_comes_with_the_backward_pass(article: Bench) -> None:
    article.neuron("h1")
    article.step(5)
    card = article.inspector.neuron_card
    text = card.blame_rows.text()
    assert card.blame.head.stage is Stage.KNOWN
    assert "−0.1320" in text
    assert "0.2194" in text
    assert text.endswith("−0.02897"), "δ of the article's hidden neuron"


def test_bias_is_edited_and_the_edit_can_be_taken_back(article: Bench) -> None:
    article.neuron("h1")
    article.type("inspector_bias", "1/3")
    assert article.project.network.by_id["h1"].bias == 1 / 3
    assert str(article.edits[-1].label) == "Change b[h1]"
    article.session.undo()
    article.show()
    assert article.inspector.neuron_card.bias.value() == 0.1


def test_activation_is_chosen_and_outputs_alone_may_be_softmax(article: Bench) -> None:
    article.neuron("h1")
    card = article.inspector.neuron_card
    assert card.activation.findText("Softmax") < 0
    article.pick("inspector_activation", "Tanh")
    assert article.project.network.by_id["h1"].activation is Activation.TANH
    assert card.activation.currentText() == "Tanh"
    low, high = card.function.curve.picture.y
    assert (low, high) == (-1.0, 1.0), "the plot follows the new function"
    article.neuron("y1")
    assert card.activation.findText("Softmax") >= 0


def test_an_activation_that_cannot_be_is_shown_back(qtbot: QtBot) -> None:
    stage = Bench(qtbot, set_loss(load_example("xor"), Loss.BINARY_CROSS_ENTROPY))
    stage.inspector.edit_requested.disconnect()
    refused: list[str] = []

    def apply(edit: Edit) -> None:
        try:
            stage.session.edit(edit)
        except EditError as error:
            refused.append(str(error))
        stage.show()

    stage.inspector.edit_requested.connect(apply)
    stage.neuron("y1")
    stage.pick("inspector_activation", "Tanh")
    assert refused
    assert stage.inspector.neuron_card.activation.currentText() == "Sigmoid"


def test_bias_can_be_frozen_and_freed(article: Bench) -> None:
    article.neuron("h1")
    lock = article.inspector.neuron_card.lock
    QTest.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert "b[h1]" in article.project.network.locked
    assert lock.isChecked()
    QTest.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert not article.project.network.locked


def test_input_value_is_edited_in_the_data(article: Bench) -> None:
    article.neuron("x2")
    card = article.inspector.neuron_card
    assert card.value.isVisible()
    assert not card.activation.isVisible()
    article.type("inspector_value", "−0,25")
    assert article.project.data.train == ((0.5, -0.25, 0.8),)


def test_output_shows_and_edits_its_target(article: Bench) -> None:
    article.neuron("y1")
    article.step(4)
    card = article.inspector.neuron_card
    assert "0.470 − 0.800 −0.3301" in card.target_rows.text()
    article.type("inspector_target", "1")
    assert article.project.data.train == ((0.5, 0.8, 1.0),)


def test_steps_say_when_a_number_comes(article: Bench) -> None:
    article.session.granularity = Granularity.OPERATION
    article.neuron("h1")
    article.step(5)
    card = article.inspector.neuron_card
    assert card.function.head.remark == "step 6, next"
    assert card.function.curve.picture.known is False
    assert card.function.curve.picture.number == "0.730"


def test_many_inputs_are_cut_to_the_strongest(qtbot: QtBot) -> None:
    from chainrule.network.edits import add_neuron, connect
    from chainrule.network.graph import Neuron
    from chainrule.network.names import Role

    project = load_example("article")
    for number in range(3, 33):
        project = add_neuron(project, Neuron(f"x{number}", Role.INPUT))
        project = connect(project, f"x{number}", "h1", 0.01)
    stage = Bench(qtbot, project)
    stage.neuron("h1")
    stage.step()
    lines = stage.inspector.neuron_card.sum_rows.text().splitlines()
    assert lines[-3] == "and 22 more"
    assert lines[0].startswith("w₁"), "the strongest are kept, in their order"


# A weight


def test_factors_come_one_by_one(article: Bench) -> None:
    article.weight()
    card = article.inspector.weight_card
    assert [tile.value for tile in card.tiles.tiles] == [None, None, None]
    article.step()
    assert [tile.value for tile in card.tiles.tiles] == [None, None, 0.6748052725823135]
    article.step(3)
    assert [tile.value for tile in card.tiles.tiles] == [
        -0.3300778909670746,
        1.0,
        0.6748052725823135,
    ]
    assert card.band.value == -0.22273830118743196
    assert "∂L/∂w₃ = −0.2227" in card.band.accessibleName()


def test_gradient_is_explained_plotted_and_checked(article: Bench) -> None:
    article.weight()
    article.step(4)
    card = article.inspector.weight_card
    assert "the loss falls by about 0.0022." in card.effect.text()
    picture = card.curve.picture
    assert picture.point == (0.4, pytest.approx(0.05447570705263601, rel=1e-15))
    assert picture.number == "−0.2227"
    assert picture.tangent is not None
    rows = card.coming_rows.text()
    assert "+0.02227" in rows
    assert "0.400 + 0.02227 = 0.4223" in rows
    note = article.inspector.foot.note
    assert note is not None
    assert note.title == "Gradient check passed"
    assert "−0.2227" in note.text
    assert "× 10⁻¹" in note.text.replace("\u00a0", " ")


def test_hidden_weight_tells_what_comes_back(article: Bench) -> None:
    article.weight(("x1", "h1"))
    article.step(5)
    card = article.inspector.weight_card
    names = [str(tile.fraction) for tile in card.tiles.tiles]
    assert names == ["∂L/∂h₁", "∂h₁/∂z", "∂z/∂w₁"]
    assert card.band.value == pytest.approx(-0.014486664228025099, rel=1e-15)


def test_weight_is_typed_in_every_way_people_write_numbers(article: Bench) -> None:
    article.weight()
    for text, value in (("-0.5", -0.5), ("−0.5", -0.5), ("1/3", 1 / 3), ("4.2 × 10⁻⁴", 4.2e-4)):
        article.type("inspector_weight", text)
        assert article.project.network.by_key[W3].weight == value


def test_no_number_changes_nothing_and_is_marked(article: Bench) -> None:
    article.weight()
    article.type("inspector_weight", "abc")
    assert not article.edits
    box = article.inspector.weight_card.box
    assert box.property("invalid") is True
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.property("invalid") is False
    assert box.value() == 0.4


def test_update_phase_shows_how_the_weight_moves(qtbot: QtBot) -> None:
    stage = Bench(qtbot, set_training(load_example("article"), momentum=0.9))
    stage.weight()
    stage.step(7)
    while stage.session.moment().phase is not Phase.UPDATE:
        stage.step()
    card = stage.inspector.weight_card
    assert not card.chain.isVisible()
    move = card.moves.line.move_shown
    assert move is not None
    assert move.new is not None
    assert len(move.arrows) == 3
    assert move.old + move.arrows[-1].value == pytest.approx(move.new)
    assert move.new == stage.project.network.by_key[W3].weight
    lines = card.moves.rows.text().splitlines()
    assert [line.split()[0] for line in lines] == ["g", "−ηg", "μv", "new", "new"]
    note = stage.inspector.foot.note
    assert note is not None
    assert "PyTorch" in note.text


@pytest.mark.parametrize("optimizer", [Optimizer.RMSPROP, Optimizer.ADAM])
def test_other_rules_are_told_too(qtbot: QtBot, optimizer: Optimizer) -> None:
    stage = Bench(qtbot, set_training(load_example("article"), optimizer=optimizer))
    stage.weight()
    stage.step(4)
    assert "√" in stage.inspector.weight_card.coming_rows.text()
    stage.step(2)
    card = stage.inspector.weight_card
    assert stage.session.moment().phase is Phase.UPDATE
    assert "√" in card.moves.rows.text()
    move = card.moves.line.move_shown
    assert move is not None
    assert len(move.arrows) == 1, "only gradient descent has two arrows"


def test_frozen_weight_says_that_it_stays(qtbot: QtBot) -> None:
    stage = Bench(qtbot, set_locked(load_example("article"), ["w[h1->y1]"], True))
    stage.weight()
    stage.step(4)
    assert "Frozen" in stage.inspector.weight_card.coming_rows.text()
    stage.step(2)
    assert "frozen" in stage.inspector.weight_card.moves.rows.text()


def test_update_is_not_given_away_before_the_batch_is_complete(qtbot: QtBot) -> None:
    stage = Bench(qtbot, set_training(load_example("xor"), batch_size=4))
    stage.weight()
    stage.step(4)
    card = stage.inspector.weight_card
    assert card.band.value is not None
    assert card.coming_rows.text() == "Comes after the whole batch."


def test_softmax_outputs_have_two_factors(qtbot: QtBot) -> None:
    from chainrule.network.edits import set_activation

    project = set_activation(load_example("article"), ["y1"], Activation.SOFTMAX)
    stage = Bench(qtbot, set_loss(project, Loss.CROSS_ENTROPY))
    stage.weight()
    stage.step(4)
    assert len(stage.inspector.weight_card.tiles.tiles) == 2


def test_softmax_point_lies_on_its_curve(qtbot: QtBot) -> None:
    from chainrule.network.edits import add_neuron, connect, set_activation
    from chainrule.network.graph import Neuron
    from chainrule.network.names import Role

    project = add_neuron(load_example("article"), Neuron("y2", Role.OUTPUT, bias=1.0))
    project = connect(project, "h1", "y2", -0.7)
    bench = Bench(qtbot, set_activation(project, ["y1"], Activation.SOFTMAX))
    bench.neuron("y1")
    bench.step(2)
    picture = bench.inspector.neuron_card.function.curve.picture
    assert picture.point is not None
    z, a = picture.point
    below = max(point for point in picture.points if point[0] <= z)
    above = min(point for point in picture.points if point[0] >= z)
    assert below[1] <= a <= above[1]


# The network


def test_network_overview_counts_layers_and_parameters(xor: Bench) -> None:
    card = xor.inspector.network_card
    assert card.isVisible()
    assert card.header.text() == "Network, 2–3–1, 13 parameters"
    shown = [(title.text(), count.text()) for title, count, _ in card.layers.rows]
    assert shown == [("Inputs", "2"), ("Hidden", "3"), ("Output", "1")]


def test_layer_activation_is_set_for_all_its_neurons(xor: Bench) -> None:
    xor.pick("inspector_layer_1", "ReLU")
    kinds = {xor.project.network.by_id[name].activation for name in ("h1", "h2", "h3")}
    assert kinds == {Activation.RELU}


def test_mixed_activations_are_called_mixed(xor: Bench) -> None:
    xor.neuron("h1")
    xor.pick("inspector_activation", "Tanh")
    xor.inspector.set_selection(Selection())
    _, _, choice = xor.inspector.network_card.layers.rows[1]
    assert choice.currentIndex() == -1
    assert choice.placeholderText() == "Mixed"


def test_layer_is_added_and_taken_back(xor: Bench) -> None:
    before = xor.project
    QTest.mouseClick(xor.inspector.network_card.add_layer, Qt.MouseButton.LeftButton)
    assert [len(level) for level in xor.project.network.levels] == [2, 3, 3, 1]
    titles = [title.text() for title, _, _ in xor.inspector.network_card.layers.rows]
    assert titles == ["Inputs", "Hidden 1", "Hidden 2", "Output"]
    xor.session.undo()
    xor.show()
    assert xor.project == before
    assert not xor.inspector.network_card.layers.rows[3][0].isVisible()


def test_loss_reduction_and_optimizer_are_chosen(xor: Bench) -> None:
    xor.pick("inspector_loss", "Binary cross-entropy")
    xor.pick("inspector_reduction", "Sum of samples")
    xor.pick("inspector_optimizer", "Adam")
    assert xor.project.loss is Loss.BINARY_CROSS_ENTROPY
    assert xor.project.training.reduction == "sum"
    assert xor.project.training.optimizer is Optimizer.ADAM
    assert len(xor.edits) == 3


def test_seed_draws_weights_that_can_be_drawn_again(xor: Bench) -> None:
    xor.type("inspector_seed", "7")
    first = xor.project.network.parameters
    assert xor.project.training.seed == 7
    xor.type("inspector_seed", "8")
    assert xor.project.network.parameters != first
    xor.type("inspector_seed", "7")
    assert xor.project.network.parameters == first


def test_seed_must_be_a_whole_number(xor: Bench) -> None:
    seed = xor.project.training.seed
    xor.type("inspector_seed", "-1")
    xor.type("inspector_seed", "1.5")
    assert not xor.edits
    assert xor.inspector.network_card.seed.marked, "it is marked, and stays"
    assert xor.project.training.seed == seed


def test_buttons_ask_the_window(qtbot: QtBot, xor: Bench) -> None:
    with qtbot.waitSignal(xor.inspector.new_weights_requested, timeout=500):
        QTest.mouseClick(xor.inspector.network_card.new_weights, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(xor.inspector.check_requested, timeout=500):
        QTest.mouseClick(xor.inspector.network_card.check, Qt.MouseButton.LeftButton)


def test_mean_gradients_are_known_after_a_pass(xor: Bench) -> None:
    card = xor.inspector.network_card
    assert "Known after a backward pass." in card.gradient_rows.text()
    xor.session.granularity = Granularity.EPOCH
    xor.step()
    lines = card.gradient_rows.text().splitlines()
    assert [line.split(" 0")[0] for line in lines[:2]] == ["Into hidden", "Into output"]
    assert all("–" not in line for line in lines[:2])


def test_empty_project_is_shown_without_fuss(qtbot: QtBot) -> None:
    prepare()
    inspector = Inspector(LIGHT)
    qtbot.addWidget(inspector)
    inspector.show_moment(ready_moment(Project()))
    assert "no neurons yet" in inspector.network_card.header.text()
    assert not inspector.network_card.add_layer.isEnabled()


# Several, and what holds for all


def test_several_are_summed_up_frozen_and_deleted(xor: Bench) -> None:
    keys = frozenset({("h1", "y1"), ("h2", "y1"), ("h3", "y1")})
    xor.inspector.set_selection(Selection(connections=keys))
    card = xor.inspector.several_card
    weights = [xor.project.network.by_key[key].weight for key in keys]
    lines = card.value_rows.text().splitlines()
    assert lines[0] == "Weights 3"
    assert f"{abs(min(weights)):.3f}" in lines[1]
    QTest.mouseClick(card.freeze, Qt.MouseButton.LeftButton)
    assert len(xor.project.network.locked) == 3
    assert card.freeze.text() == "Unfreeze"
    QTest.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    assert len(xor.project.network.connections) == 6
    assert xor.inspector.network_card.isVisible(), "what is gone is no longer selected"


def test_hovering_a_number_points_to_its_source(article: Bench) -> None:
    article.neuron("h1")
    article.step()
    seen: list[object] = []
    article.inspector.hovered.connect(seen.append)
    rows = article.inspector.neuron_card.sum_rows
    move_to(rows, QPoint(20, 14))
    assert seen[-1] == Selection(connections=frozenset({("x1", "h1")}))
    article.inspector.set_selection(Selection())
    assert seen[-1] is None, "the ring goes when something else is shown"


def test_numbers_tell_all_their_digits(article: Bench) -> None:
    article.weight()
    article.step(4)
    tiles = article.inspector.weight_card.tiles
    assert tiles.number_at(QPoint(20, 80).toPointF()) == -0.3300778909670746
    band = article.inspector.weight_card.band
    assert band.number_at(QPoint(20, 20).toPointF()) == -0.22273830118743196


def test_looking_back_is_read_only(article: Bench) -> None:
    article.session.granularity = Granularity.BATCH
    article.step(3)
    article.session.look_at(1)
    article.show()
    inspector = article.inspector
    assert inspector.card is inspector.whatif_card, "it has nothing that edits the network"
    article.weight()
    assert not article.inspector.weight_card.box.isEnabled()


def test_showing_a_moment_twice_paints_nothing(article: Bench) -> None:
    article.weight()
    article.step(4)
    asked: list[object] = []
    card = article.inspector.weight_card
    for part in (card.header, card.tiles, card.band, card.curve, card.coming_rows):
        part.update = lambda part=part: asked.append(part)  # type: ignore[method-assign,assignment]
    article.show()
    assert asked == []
    article.step()
    article.step()
    assert asked, "a change is painted"


def test_fast_training_renews_numbers_at_most_ten_times_a_second(xor: Bench) -> None:
    xor.weight()
    xor.session.granularity, xor.session.speed = Granularity.BATCH, Speed(0.0, 1000.0)
    xor.time = 10.0
    xor.session.play()
    xor.show()
    shown = xor.inspector.weight_card.box.value()
    xor.session.advance(0.05)
    xor.time = 10.05
    xor.show()
    assert xor.inspector.weight_card.box.value() == shown
    xor.time = 10.2
    xor.show()
    assert xor.inspector.weight_card.box.value() != shown
    xor.session.pause()
    xor.show()
    assert xor.inspector.weight_card.box.value() == xor.project.network.by_key[W3].weight


def test_widths_stay_while_training(qtbot: QtBot, article: Bench) -> None:
    article.weight()
    widths = set()
    for _ in range(14):
        article.step()
        widths.add((article.inspector.weight_card.box.width(), article.inspector.width()))
    assert len(widths) == 1


@pytest.mark.parametrize("width", [336, 296])
def test_every_card_fits_its_width(qtbot: QtBot, width: int) -> None:
    stage = Bench(qtbot, load_example("xor"), width)
    stage.step(4)
    for selection in (
        Selection(),
        Selection(frozenset({"h1"})),
        Selection(frozenset({"x1"})),
        Selection(frozenset({"y1"})),
        Selection(connections=frozenset({W3})),
        Selection(frozenset({"h1", "h2"})),
    ):
        stage.inspector.set_selection(selection)
        qtbot.wait(1)
        assert stage.inspector.width() == width
        assert stage.inspector.card.width() <= width, str(selection)
        needed = stage.inspector.card.minimumSizeHint().width()
        assert needed <= width, f"{selection} needs {needed}"


def test_theme_changes_under_way(article: Bench) -> None:
    article.weight()
    article.step(4)
    article.inspector.set_theme(DARK)
    words = article.inspector.weight_card.coming_rows.rows()[0].cells[0].line.items
    assert words[0].colour == DARK.text  # type: ignore[union-attr]
    assert not article.inspector.grab().isNull()


def test_inputs_have_names_for_screen_readers(article: Bench) -> None:
    article.weight()
    article.neuron("h1")
    article.inspector.set_selection(Selection(loss=True))
    for name in (
        "inspector_weight",
        "inspector_bias",
        "inspector_value",
        "inspector_target",
        "inspector_seed",
        "inspector_activation",
        "inspector_loss",
        "inspector_reduction",
        "inspector_optimizer",
        "inspector_lock",
        "inspector_freeze",
    ):
        found = article.inspector.findChild(object, name)
        assert found is not None, name
        assert found.accessibleName(), name
    assert article.inspector.findChildren(QLabel)


def test_ticks_are_round_and_evenly_written() -> None:
    assert nice_ticks(0.0, 0.38, 3, outer=True) == (0.0, 0.2, 0.4)
    assert nice_ticks(-0.6, 1.6, 5) == (-0.5, 0.0, 0.5, 1.0, 1.5)
    assert tick_text(1.0, (0.0, 0.5, 1.0), POINT) == "1.0"
    assert tick_text(1.0, (0.0, 0.5, 1.0), POINT, trimmed=True) == "1"
    assert tick_text(-0.5, (-0.5, 0.0), POINT) == "−0.5"
    near = (1.272, 1.2725, 1.273)
    assert [tick_text(tick, near, POINT) for tick in near] == ["1.2720", "1.2725", "1.2730"]
    trimmed = [tick_text(tick, near, POINT, trimmed=True) for tick in near]
    assert trimmed == ["1.272", "1.2725", "1.273"]
    assert nice_ticks(1.0, 1.0) == ()


def test_importing_the_docks_needs_no_numpy() -> None:
    code = (
        "import sys; import chainrule.gui.panels.inspector, chainrule.gui.panels.data;"
        "assert not {'numpy', 'pyqtgraph', 'msgspec'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_error_while_painting_does_not_end_the_program() -> None:
    """The number is divided by zero in C: such errors once crashed beneath an override."""
    code = """
from chainrule.gui.app import make_window
from chainrule.gui.panels.inspector.rows import Rows
from chainrule.storage.examples import load_example
from PySide6.QtWidgets import QApplication

Rows.paintEvent = lambda *_: 1.0 / 0.0
window = make_window(load_example("article"))
window.show()
window.load()
QApplication.processEvents()
window.document.mark_saved()
print("alive")
"""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert "ZeroDivisionError" in done.stderr
    assert done.stdout.strip() == "alive"


def test_an_initialiser_draws_from_the_same_seed(xor: Bench) -> None:
    card = xor.inspector.network_card
    seed = xor.project.training.seed
    card.start.rule.chosen.emit("zeros")
    assert not any(xor.project.network.parameters.values()), "zeros are zeros"
    assert xor.project.training.seed == seed
    card.start.rule.chosen.emit("he")
    drawn = xor.project.network.parameters
    assert any(drawn.values())
    xor.type("inspector_seed", str(seed + 5))
    xor.type("inspector_seed", str(seed))
    assert xor.project.network.parameters == drawn, "by the same rule from the same seed"
    assert xor.inspector.initializer == "he"
