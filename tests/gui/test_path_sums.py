"""Path sums in the window: a weight is selected, its paths are lit, told and added up."""

import sys
from collections.abc import Iterator
from itertools import pairwise, product
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from chainrule.gui import export_image
from chainrule.gui.canvas import commands
from chainrule.gui.canvas.options import picture_options
from chainrule.gui.canvas.scene import DIMMED
from chainrule.gui.canvas.text import Word
from chainrule.gui.choices import Wish
from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.inspector.path_block import HEAD, PathBlock
from chainrule.gui.selection import Selection
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data, Project
from chainrule.session.operations import Kind
from chainrule.storage.examples import load_example
from chainrule.teaching.cards.parts import NumberName
from gui.kept_window import as_at_first, kept_window

W1 = ("x1", "h1")


@pytest.fixture(scope="module")
def kept(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    yield from kept_window(tmp_path_factory.mktemp("settings"))


@pytest.fixture
def window(kept: MainWindow) -> Iterator[MainWindow]:
    """The one window of the module, with the shortcut opened anew."""
    as_at_first(kept)
    show(kept, Project())
    show(kept, load_example("shortcut"))
    yield kept
    kept.driver.pause()
    kept.document.mark_saved()
    assert not kept.driver.running, "a test leaves no timer running"


def show(window: MainWindow, project: Project) -> None:
    """Open a project as a file is opened."""
    window.document.open(project)
    window.driver.show()
    window.files.opened.emit(project)


def step(window: MainWindow, count: int = 1) -> None:
    for _ in range(count):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()


def choose(window: MainWindow, key: tuple[str, str] = W1) -> None:
    window.canvas.select(Selection(connections=frozenset({key})))


def choose_neuron(window: MainWindow, name: str) -> None:
    window.canvas.select(Selection(frozenset({name})))


def blocks(window: MainWindow) -> list[PathBlock]:
    section = window.inspector.card.paths
    return [block for block in section.blocks if block.isVisible()]


def sentence(window: MainWindow) -> str:
    return QTextDocumentFragment.fromHtml(window.strip.sentence.text()).toPlainText()


def point_at(widget: QWidget, inside: bool) -> None:
    if inside:
        QApplication.sendEvent(widget, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    else:
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def colours_of(window: MainWindow, edge: tuple[str, str]) -> list[QColor]:
    return [line.pen.color() for line in window.canvas.prepared().bundle.on_edge[edge]]


def dense(*sizes: int, softmax: bool = False) -> Project:
    random = Random(3)
    levels = [[f"n{level}_{index}" for index in range(size)] for level, size in enumerate(sizes)]
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    end = Activation.SOFTMAX if softmax else Activation.SIGMOID
    kinds = {Role.INPUT: Activation.LINEAR, Role.HIDDEN: Activation.TANH, Role.OUTPUT: end}
    neurons = [
        Neuron(name, role, kinds[role])
        for level, role in zip(levels, roles, strict=True)
        for name in level
    ]
    links = [
        Connection(source, target, random.uniform(-1, 1))
        for lower, upper in pairwise(levels)
        for source, target in product(lower, upper)
    ]
    row = (*[0.4] * sizes[0], *[1.0 / sizes[-1]] * sizes[-1])
    data = Data(tuple(levels[0]), tuple(levels[-1]), (row,))
    loss = Loss.CROSS_ENTROPY if softmax else Loss.HALF_SQUARED_ERROR
    return Project("dense", Network(tuple(neurons), tuple(links)), loss, data)


# The card


def test_a_selected_weight_has_a_block_for_each_path(window: MainWindow) -> None:
    choose(window)
    step(window, 8)
    card = window.inspector.weight_card
    assert not card.paths.isVisible(), "the backward pass has not come to w1"
    assert card.chain.isVisible()
    step(window)
    assert card.paths.isVisible()
    assert not card.chain.isVisible(), "path sums stand in place of the ordinary chain rule"
    assert [block.text() for block in blocks(window)] == [
        "A: straight to ŷ, +0.1678 = ∂L/∂ŷ 0.446 × w₇ 0.600 × tanh′ 0.696 × x₁ 0.900",
        "B: through h₃, −0.06985 = "
        "∂L/∂ŷ 0.446 × w₈ 1.500 × σ′ 0.238 × w₆ −0.700 × tanh′ 0.696 × x₁ 0.900",
        "C: through h₂ and h₃, +0.1078 = ∂L/∂ŷ 0.446 × w₈ 1.500 × σ′ 0.238 × "
        "w₅ 1.200 × ReLU′ 1 × w₄ 0.900 × tanh′ 0.696 × x₁ 0.900",
    ]
    assert card.paths.head.remark == "3 paths to the loss"
    assert card.paths.band.value == pytest.approx(0.20576617755286725)
    assert card.paths.arrows.accessibleName() == "A 0.1678, B −0.06985, C 0.1078 = 0.2058"
    together = QTextDocumentFragment.fromHtml(card.paths.together.text()).toPlainText()
    assert together.endswith("δ of h1 0.2286 × x1 0.900 = 0.2058"), together
    assert "passed" in window.inspector.foot.title.text(), "the gradient is checked as ever"


def test_the_blocks_tell_the_ledgers_numbers(window: MainWindow) -> None:
    choose(window)
    step(window, 9)
    ledger = window.driver.moment().ledger
    for block in blocks(window):
        for factor in block.path.factors:
            if factor.kind is None:
                assert ledger.narrator.before[factor.name] == factor.value
            else:
                assert ledger.find(factor.kind, factor.name, 1)[1].value == factor.value
    told = ledger.find(Kind.WEIGHT_GRADIENT, "w[x1->h1]", 1)[1].value
    assert sum(block.path.product for block in blocks(window)) == pytest.approx(told, abs=1e-15)


def test_a_neuron_has_them_too_and_one_path_is_the_chain_rule(window: MainWindow) -> None:
    choose_neuron(window, "h1")
    step(window, 9)
    assert len(blocks(window)) == 3
    assert window.inspector.neuron_card.paths.band.value == pytest.approx(0.22862908617, rel=1e-9)
    assert sentence(window).startswith("h1 reaches the loss along three paths.")
    assert sentence(window).endswith("add up to its δ, +0.2286.")
    choose(window, ("h1", "y1"))
    assert window.inspector.weight_card.chain.isVisible(), "w7 has one path"
    assert window.canvas.options.paths is None
    assert "reaches the loss" not in sentence(window)
    choose_neuron(window, "x1")
    assert not window.inspector.neuron_card.paths.isVisible(), "an input has no gradient"


def test_the_strip_says_it_and_the_next_step_ends_it(window: MainWindow) -> None:
    step(window, 9)
    before = sentence(window)
    choose(window)
    said = "w1 reaches the loss along three paths. Their products add up to its gradient, +0.2058."
    assert sentence(window) == said
    window.canvas.select(Selection())
    assert sentence(window) == before, "with the selection the paths are gone"
    assert window.canvas.options.paths is None
    choose(window)
    step(window)
    assert not window.inspector.weight_card.paths.isVisible(), "the update has its own section"
    assert window.canvas.options.paths is None


def test_of_more_than_eight_the_five_largest_and_the_rest(window: MainWindow) -> None:
    show(window, dense(2, 4, 4, 3, 1))
    choose(window, ("n0_0", "n1_0"))
    step(window, 9)
    section = window.inspector.weight_card.paths
    assert len(blocks(window)) == 5
    sizes = [abs(block.path.product) for block in blocks(window)]
    assert sizes == sorted(sizes, reverse=True), "the largest first"
    rest = QTextDocumentFragment.fromHtml(section.rest.text()).toPlainText()
    assert rest.startswith("and 7 more: "), rest
    assert "The 5 largest make up" in rest
    assert [each.label for each in section.arrows.addends] == [*"ABCDE", "…"]
    total = sum(each.value for each in section.arrows.addends)
    assert total == pytest.approx(section.band.value), "the arrows end where the sum does"
    assert "along 12 paths" in sentence(window)
    assert len(window.canvas.options.paths.ways) == 5, "only those are lit"


def test_softmax_outputs_begin_with_their_delta_and_the_card_says_why(window: MainWindow) -> None:
    show(window, dense(2, 3, 3, softmax=True))
    choose(window, ("n0_0", "n1_0"))
    step(window, 5)
    assert [block.path.factors[0].kind for block in blocks(window)] == [Kind.DELTA] * 3
    assert "Softmax outputs depend" in window.inspector.weight_card.paths.first.text()
    assert blocks(window)[0].text().startswith("A: straight to n2_0"), blocks(window)[0].text()


# Lighting


def test_pointing_at_a_block_lights_its_path_alone(window: MainWindow) -> None:
    choose(window)
    step(window, 9)
    violet, pale = window.theme.back, window.theme.mix("canvas", "back", 0.3)
    assert colours_of(window, W1) == [violet] * 3
    point_at(blocks(window)[1], True)
    assert window.canvas.options.paths.lit == 1
    assert colours_of(window, W1) == [pale, pale, violet], "the lit one lies over the others"
    assert colours_of(window, ("h1", "y1")) == [pale]
    assert colours_of(window, ("h1", "h3")) == [violet]
    point_at(blocks(window)[1], False)
    assert window.canvas.options.paths.lit is None
    assert colours_of(window, W1) == [violet] * 3


def test_the_arrow_keys_go_from_path_to_path(window: MainWindow) -> None:
    choose(window)
    step(window, 9)
    window.activateWindow()
    first, second, third = blocks(window)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.canvas.options.paths.lit == 0
    assert window.access.ring.ringed() is first, "the keyboard is seen"
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_Down)
    assert third.hasFocus()
    assert window.canvas.options.paths.lit == 2
    QTest.keyClick(third, Qt.Key.Key_Down)
    assert third.hasFocus(), "there is none below"
    QTest.keyClick(third, Qt.Key.Key_Up)
    assert window.canvas.options.paths.lit == 1
    window.canvas.setFocus()
    assert window.canvas.options.paths.lit is None, "together again"


def test_in_turn_lights_one_after_the_other(window: MainWindow) -> None:
    choose(window)
    step(window, 9)
    section = window.inspector.weight_card.paths
    button = window.inspector.weight_card.findChild(QToolButton, "paths_in_turn")
    button.click()
    seen = [section.lit]
    while button.isChecked():
        section.next_turn()
        seen.append(section.lit)
    assert seen == [0, 1, 2, None], "each in turn, then together"
    assert window.canvas.options.paths.lit is None
    button.click()
    step(window)
    assert not button.isChecked(), "it ends with the paths"


def test_with_reduced_motion_each_press_lights_the_next(window: MainWindow) -> None:
    window.choices.choose(motion=Wish.ON)
    choose(window)
    step(window, 9)
    button = window.inspector.weight_card.findChild(QToolButton, "paths_in_turn")
    seen = []
    for _ in range(4):
        button.click()
        seen.append(window.inspector.weight_card.paths.lit)
        assert not button.isChecked(), "nothing goes on by itself"
    assert seen == [0, 1, 2, None]


def test_a_click_on_a_factor_leads_to_its_origin(window: MainWindow) -> None:
    choose(window)
    step(window, 9)
    asked = []
    window.inspector.weight_card.origin_wanted.connect(asked.append)
    block = blocks(window)[0]
    slope = block.chips[2]
    at = QPoint(round(slope.left + slope.width / 2), round(HEAD + slope.top + 20))
    QTest.mouseClick(block, Qt.MouseButton.LeftButton, pos=at)
    assert asked == [NumberName(Kind.SLOPE, "h1", 1)]


# The canvas


def test_lines_lie_side_by_side_and_the_pill_stands_off(window: MainWindow) -> None:
    step(window, 9)
    choose(window)
    prepared, canvas = window.canvas.prepared(), window.canvas
    image = canvas.grab().toImage()
    view, curve = canvas.viewport, canvas.layout_now.curves[W1]
    x, _ = view.to_screen(curve.free(0.3))
    own = prepared.pills[W1]
    away = abs(own.box.y - curve.at(0.5)[1])
    assert away == pytest.approx(56, abs=1), "the selected pill stands 56 off its edge"
    assert prepared.bundle.leader is not None
    top = view.to_screen((0, curve.at(0.5)[1] - 7))[1]
    ratio = image.devicePixelRatio()
    found = image.pixelColor(round(x * ratio), round(top * ratio))
    assert found == window.theme.back, "the line of A is the upper one, solid"
    texts = {each.text for each in prepared.bundle.letters}
    assert texts == set("ABC"), "each path has its letter once"
    assert len(prepared.bundle.to_loss) == 3, "the connector to the loss carries them all"


def test_edges_off_all_paths_stand_back(window: MainWindow) -> None:
    step(window, 9)
    choose(window)
    canvas, theme = window.canvas, window.theme
    pills = canvas.prepared().pills
    assert pills["x2", "h1"].border == "border", "an idle pill"
    assert pills["h1", "h3"].border != "border"
    row = [item.text for item in pills["h1", "h3"].first.items if isinstance(item, Word)]
    assert row == ["−0.700"]
    assert pills["h1", "h3"].second is None, "only the selected one tells its gradient"
    image, place = canvas.grab().toImage(), canvas.layout_now.curves["x2", "h2"].free(0.1)
    x, y = canvas.viewport.to_screen(place)
    ratio = image.devicePixelRatio()
    found = image.pixelColor(round(x * ratio), round(y * ratio)).rgb()
    assert found == theme.mix("canvas", "pos", DIMMED).rgb(), "its colour is pale"


def test_while_steps_are_played_the_canvas_belongs_to_them(window: MainWindow) -> None:
    choose(window)
    step(window, 8)
    window.actions_by_name["run.step"].trigger()
    assert window.canvas.options.paths is None, "the step that reaches w1 is on its way"
    window.driver.interrupt()
    assert window.canvas.options.paths is not None


def test_an_edit_of_the_network_takes_the_paths_away(window: MainWindow) -> None:
    step(window, 9)
    choose(window)
    window.apply(commands.delete(Selection(connections=frozenset({("h1", "y1")}))))
    assert window.canvas.options.paths is None
    assert "reaches the loss" not in sentence(window)


def test_pictures_have_the_paths(window: MainWindow) -> None:
    step(window, 9)
    choose(window)
    moment, theme = window.driver.moment(), window.theme
    plain = export_image.png(moment, theme)
    options = picture_options(theme.notation, paths=window.path_mode.marks)
    lit = export_image.png(moment, theme, options=options)
    assert _count(lit, theme.back) > _count(plain, theme.back) + 1000, "violet lines"
    drawing = export_image.svg(moment, theme, options=options).decode()
    assert theme.back.name() in drawing, "the drawing has them too"


def _count(png: bytes, colour: QColor) -> int:
    image = QImage.fromData(png)
    wanted = colour.rgb().to_bytes(4, sys.byteorder)
    return sum(
        bytes(image.constScanLine(y)).count(wanted) for y in range(56, image.height() - 252)
    )


def test_in_a_mass_of_edges_only_the_few_paths_are_drawn(window: MainWindow) -> None:
    show(window, dense(6, 20, 20, 2))
    choose(window, ("n0_0", "n1_0"))
    step(window, 7)
    scene = window.canvas.prepared().scene
    assert scene.massed
    bundle = window.canvas.prepared().bundle
    assert sum(map(len, bundle.on_edge.values())) == 15, "five paths of three edges"
    assert not window.canvas.grab().isNull()
