"""Momentum and batches as a person sees them: cards, sections, table, and knobs that are live."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chainrule.gui import export_image
from chainrule.gui.canvas.options import picture_options
from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.gui.theme import DARK, LIGHT
from chainrule.network.edits import set_training
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Optimizer, Reduction
from chainrule.session.document import Edit
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.teaching.batch import BatchSum, Rung
from chainrule.teaching.movement import Movement, Part

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
W = ("h1", "y1")
NAME = "w[h1->y1]"
momentum = pytest.mark.example("momentum")
noisy = pytest.mark.example("xor-noisy")


def step(window: MainWindow, count: int = 1, size: Granularity | None = None) -> None:
    if size is not None:
        window.driver.set_granularity(size)
    for _ in range(count):
        window.driver.step()
        window.driver.session.finish_animation()
    window.driver.show()


def choose(window: MainWindow, key: tuple[str, str] = W) -> None:
    window.canvas.select(Selection(connections=frozenset({key})))


def set_to(window: MainWindow, **settings: object) -> None:
    told = message(QT_TRANSLATE_NOOP("Undo", "Change the training"))
    window.apply(Edit(told, lambda project: set_training(project, **settings)))


def card(window: MainWindow) -> object:
    return window.canvas.options.card


def ledger(window: MainWindow):
    return window.driver.moment().ledger


@momentum
def test_the_update_shows_two_arrows_and_their_sum_on_the_edge_and_beside(window) -> None:
    choose(window)
    step(window, 6, Granularity.BATCH)
    step(window, 6, Granularity.LAYER)
    found = card(window)
    assert isinstance(found, Movement)
    assert [arrow.part for arrow in found.arrows] == [Part.REMEMBERED, Part.ASKED, Part.VELOCITY]
    velocity = ledger(window).find(Kind.VELOCITY, NAME)[1]
    assert found.arrows[-1].value == velocity.value, "the ledger's own number"
    weight_card = window.inspector.weight_card
    assert weight_card.moves.line.move_shown == found, "canvas and Inspector show the same"
    assert "μv +0.02819" in weight_card.moves.line.accessibleName()
    rows = weight_card.moves.rows.text().splitlines()
    assert [row.split()[0] for row in rows] == ["g", "−ηg", "μv", "new", "new"]
    steps = weight_card.moves.so_far.steps
    assert [one.update for one in steps] == list(range(1, 8)), "the last seven updates"
    assert weight_card.moves.past.isVisible()


@momentum
def test_a_bias_moves_too(window) -> None:
    window.canvas.select(Selection(frozenset({"y1"})))
    step(window, 3, Granularity.BATCH)
    neuron_card = window.inspector.neuron_card
    assert neuron_card.moves.how.isVisible()
    assert card(window) == neuron_card.moves.line.move_shown
    assert card(window).name == "b[y1]"
    assert "its own δ" in neuron_card.moves.rows.text()
    note = window.inspector.foot.note
    assert note is not None
    assert "PyTorch" in note.text


@momentum
def test_knobs_move_the_arrows_while_they_are_dragged(window) -> None:
    choose(window)
    step(window, 3, Granularity.BATCH)
    step(window, 4, Granularity.LAYER)
    assert window.driver.moment().phase is Phase.BACKWARD
    before = card(window)
    assert isinstance(before, Movement), "what the update will do"
    assert window.inspector.weight_card.ahead.isVisible()
    dial = window.training.momentum.dial
    seen = [before.arrows[0].value]
    at = dial.rect().center()
    QTest.mousePress(dial, LEFT, pos=at)
    for away in (10, 20, 30):
        place = QPointF(at - QPoint(0, away))
        moved = QMouseEvent(QEvent.Type.MouseMove, place, dial.mapToGlobal(place), LEFT, LEFT, NONE)
        QApplication.sendEvent(dial, moved)
        seen.append(card(window).arrows[0].value)
    QTest.mouseRelease(dial, LEFT, pos=at)
    assert len(set(seen)) > 2, f"the arrow follows the knob: {seen}"
    velocity = ledger(window).find(Kind.VELOCITY, NAME)[1]
    settings = window.document.project.training
    assert velocity.operands[0] == settings.momentum, "the pending update is traced anew"
    assert card(window).arrows[0].value == velocity.operands[0] * velocity.operands[1]
    assert window.inspector.weight_card.ahead.line.move_shown == card(window)


@pytest.mark.parametrize(
    ("settings", "parts"),
    [
        ({"momentum": 0.0}, [Part.ASKED]),
        ({"nesterov": True}, [Part.REMEMBERED, Part.ASKED, Part.STEP]),
        ({"optimizer": Optimizer.ADAM}, [Part.STEP]),
        ({"optimizer": Optimizer.RMSPROP}, [Part.STEP]),
    ],
)
@momentum
def test_every_rule_has_its_own_arrows(window, settings, parts) -> None:
    set_to(window, **settings)
    choose(window)
    step(window, 2, Granularity.BATCH)
    assert [arrow.part for arrow in card(window).arrows] == parts
    assert window.inspector.weight_card.moves.line.move_shown == card(window)


@noisy
def test_rows_of_a_batch_appear_one_by_one(window) -> None:
    choose(window)
    window.driver.set_granularity(Granularity.SAMPLE)
    sections = window.inspector.weight_card.batch
    for count in (1, 2, 3):
        step(window)
        assert card(window).count == count
        assert len(sections.rows.rows()) == count
        assert f"sum of {count} of 4" in sections.picture.accessibleName()
        assert not sections.band.isVisible(), "the result is not given away"
    window.driver.go_to_phase(Phase.UPDATE)
    batch = card(window)
    told = ledger(window).find(Kind.BATCH_GRADIENT, NAME)[1]
    assert isinstance(batch, BatchSum)
    assert sections.band.value == batch.result == told.value
    assert "÷ 4" in sections.picture.accessibleName()
    assert "of the four gradients cancels out" in sections.share.text()
    note = window.inspector.foot.note
    assert note is not None
    assert note.title == "Gradient check passed", "of the loss of the whole batch"


@noisy
def test_the_sum_is_not_divided(window) -> None:
    set_to(window, reduction=Reduction.SUM)
    choose(window)
    step(window, 3, Granularity.SAMPLE)
    window.driver.go_to_phase(Phase.UPDATE)
    sections = window.inspector.weight_card.batch
    assert "÷" not in sections.picture.accessibleName()
    assert [bar.rung for bar in sections.picture.bars][-1] is Rung.SUM
    assert "batch sum" in window.data.batch.accessibleName()


@noisy
def test_the_strip_says_what_the_samples_want_of_the_selected_weight(window) -> None:
    step(window, 3, Granularity.SAMPLE)
    window.driver.go_to_phase(Phase.UPDATE)
    before = window.strip.sentence.text()
    assert "On average" not in before, "nothing is selected"
    choose(window)
    assert "On average only" in window.strip.sentence.text()
    window.canvas.select(Selection())
    assert window.strip.sentence.text() == before


@noisy
def test_the_table_shows_order_and_losses_of_the_batch(window) -> None:
    step(window, 2, Granularity.SAMPLE)
    model = window.data.table.rows
    names = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(1, 5)]
    assert names == ["x₁", "x₂", "y", "L"]
    assert model.batch.order == {6: 1, 7: 2, 3: 3, 5: 4}, "rows 7, 8, 4, 6"
    shown = {row + 1: model.index(row, 4).data() for row in range(8)}
    assert [row for row, text in shown.items() if text != "–"] == [7, 8]
    assert window.data.table.horizontalScrollBar().maximum() == 0, "everything is in sight"
    assert window.data.batch.isVisible()
    assert "–" in window.data.batch.accessibleName()
    step(window, 1, Granularity.BATCH)
    assert "–" not in window.data.batch.accessibleName(), "all four losses are known"
    window.driver.set_granularity(Granularity.EPOCH)
    step(window)
    assert not window.data.batch.isVisible()
    assert model.headerData(4, Qt.Orientation.Horizontal) == "ŷ"


@noisy
def test_the_card_covers_no_pill_where_there_is_room(window) -> None:
    for key in (W, ("h2", "y1"), ("h3", "y1"), ("x2", "h3")):
        choose(window, key)
        step(window, 2, Granularity.SAMPLE)
        prepared = window.canvas.prepared()
        assert prepared.card is not None
        box = prepared.card.box
        assert not box.near(prepared.pills[key].box), f"{key}: its own pill is seen"
        covered = [other for other, pill in prepared.pills.items() if box.near(pill.box)]
        assert not covered, f"{key}: {covered} are covered"
        assert box.top >= prepared.scene.view.box.top, "inside the view"


@noisy
def test_beside_the_weight_its_layer_shows_what_its_batch_comes_to(window) -> None:
    choose(window)
    step(window, 3, Granularity.SAMPLE)
    window.driver.go_to_phase(Phase.UPDATE)
    pills = window.canvas.prepared().pills
    for key in (W, ("h2", "y1"), ("h3", "y1")):
        told = ledger(window).find(Kind.BATCH_GRADIENT, f"w[{key[0]}->{key[1]}]")[1].value
        words = [item for item in pills[key].second.items if hasattr(item, "text")]
        shown = float(words[-1].text.replace("−", "-").replace("+", ""))
        assert shown == pytest.approx(told, rel=5e-3), f"{key}: {words[-1].text}"


@noisy
def test_exported_pictures_have_the_card(window) -> None:
    choose(window)
    step(window, 2, Granularity.SAMPLE)
    moment, shown = window.driver.moment(), card(window)
    assert shown is not None
    for theme in (LIGHT, DARK):
        options = picture_options(theme.notation, card=shown)
        bare = export_image.png(moment, theme)
        assert export_image.png(moment, theme, options=options) != bare
        drawn = export_image.svg(moment, theme, options=options)
        assert len(drawn) > len(export_image.svg(moment, theme))


@noisy
def test_large_batches_show_the_largest_and_how_many_more(window) -> None:
    rows = tuple((0.01 * n, 0.3, float(n % 2)) for n in range(100))
    told = message(QT_TRANSLATE_NOOP("Undo", "Change the data"))
    window.apply(
        Edit(told, lambda project: replace(project, data=replace(project.data, train=rows)))
    )
    set_to(window, batch_size=0)
    choose(window)
    step(window, 1, Granularity.BATCH)
    sections = window.inspector.weight_card.batch
    assert "and 93 more" in sections.picture.accessibleName()
    window.driver.go_to_phase(Phase.UPDATE)
    assert card(window).count == 100
    window.canvas.grab()


@momentum
def test_nothing_selected_has_no_card(window) -> None:
    step(window, 1, Granularity.BATCH)
    assert card(window) is None
    choose(window)
    assert card(window) is not None, "choosing during the update shows it at once"
    window.canvas.select(Selection())
    assert card(window) is None
