"""The conventions: one place that says which is on, and switches that are seen at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chainrule.gui.conventions_dialog import ConventionsDialog
from chainrule.gui.main_window import MainWindow
from chainrule.gui.preferences_dialog import PreferencesDialog
from chainrule.gui.selection import Selection
from chainrule.gui.theme import DARK
from chainrule.network.edits import set_loss, set_training
from chainrule.network.message import Message
from chainrule.network.names import Loss
from chainrule.network.project import Project
from chainrule.session.document import Edit
from chainrule.session.operations import LOSS_TARGET, Granularity, Kind, Phase
from chainrule.teaching.conventions import Topic
from chainrule.teaching.notation import DecimalSign, Notation
from gui.seen import on_canvas, painted, texts_seen

LEFT = Qt.MouseButton.LeftButton
HALF = "convention.loss.half_squared_error"
MEAN_SQUARED = "convention.loss.mean_squared_error"


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[ConventionsDialog]:
    window.actions_by_name["view.conventions"].trigger()
    made = window.findChild(ConventionsDialog)
    assert made is not None
    QTest.qWaitForWindowExposed(made)
    yield made
    made.close()


def steps(window: MainWindow, granularity: Granularity, times: int = 1) -> None:
    window.driver.set_granularity(granularity)
    for _ in range(times):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()


def click(dialog: ConventionsDialog, name: str) -> None:
    """Click a form as a person does: somewhere on it."""
    form = dialog.findChild(QWidget, name)
    assert form is not None, f"there is no {name}"
    QTest.mouseClick(form, LEFT, pos=QPoint(12, form.height() // 2))


def value(window: MainWindow, kind: Kind, target: str) -> float | None:
    return window.driver.moment().frame.value(kind, target)


def edit(window: MainWindow, change) -> None:
    window.apply(Edit(Message("Edit", "change"), change))


def test_the_status_bar_says_what_is_on_and_leads_there(window: MainWindow) -> None:
    button = window.status.conventions
    assert button.text() == "½ · mean · 3 digits · 0.5"
    assert button.accessibleName() == "Conventions: ½ · mean · 3 digits · 0.5"
    window.resize(900, 600)
    QApplication.processEvents()
    assert button.text() == "½ · mean", "in a narrow window the numbers have the room"
    QTest.mouseClick(button, LEFT)
    opened = window.findChild(ConventionsDialog)
    assert opened is not None
    assert opened.isVisible()
    assert not opened.isModal(), "the window stays free"
    opened.close()


def test_every_form_is_written_out_and_the_one_that_is_on_is_marked(
    dialog: ConventionsDialog,
) -> None:
    assert set(dialog.rows) == set(Topic)
    loss = dialog.rows[Topic.LOSS].forms
    assert [form.isChecked() for form in loss.values()] == [True, False]
    names = [form.accessibleName() for form in loss.values()]
    assert names[0].endswith("L = ½ Σ (ŷ − y)²"), "the formula is said too"
    assert names[1].endswith("L = 1/K Σ (ŷ − y)²")
    texts = "".join(text for row in dialog.rows.values() for text in painted(row))
    for piece in ("½", "half squared error", "mean of the N samples", "PyTorch", "0,5"):
        assert piece in texts, f"{piece} is not to be seen"


def test_the_half_is_switched_in_mid_pass_and_undone(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    steps(window, Granularity.LAYER, 4)
    before = window.driver.moment()
    loss, slope = value(window, Kind.LOSS, LOSS_TARGET), value(window, Kind.DELTA, "y1")
    gradient = value(window, Kind.WEIGHT_GRADIENT, "w[h1->y1]")
    assert loss == pytest.approx(0.05447570705263601)
    assert "½(ŷ − y)²" in on_canvas(window.canvas)
    click(dialog, MEAN_SQUARED)
    now = window.driver.moment()
    assert (now.position, now.phase) == (before.position, Phase.BACKWARD), "the place is kept"
    assert value(window, Kind.LOSS, LOSS_TARGET) == pytest.approx(2 * loss, rel=1e-15)
    assert value(window, Kind.DELTA, "y1") == pytest.approx(2 * slope, rel=1e-15)
    assert value(window, Kind.WEIGHT_GRADIENT, "w[h1->y1]") == pytest.approx(2 * gradient)
    ledger = now.ledger
    assert ledger is not None
    assert ledger.find(Kind.WEIGHT_GRADIENT, "w[h1->y1]", 1)[1].value == value(
        window, Kind.WEIGHT_GRADIENT, "w[h1->y1]"
    )
    seen = on_canvas(window.canvas)
    assert "0.1090" in seen, "the loss on the canvas"
    assert "−0.4455" in seen, "the gradient on its edge"
    assert "½(ŷ − y)²" not in seen, "the caption of the loss"
    assert window.status.conventions.text().startswith("no ½")
    window.actions_by_name["edit.undo"].trigger()
    assert window.driver.moment().frame.values == before.frame.values
    assert window.driver.moment().position == before.position
    assert "½(ŷ − y)²" in on_canvas(window.canvas)
    assert dialog.rows[Topic.LOSS].forms[Loss.HALF_SQUARED_ERROR].isChecked()
    assert window.status.conventions.text().startswith("½ ·")


@pytest.mark.example("xor")
def test_mean_and_sum_of_a_batch_at_the_same_place(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    edit(window, lambda project: set_training(project, batch_size=2))
    steps(window, Granularity.BATCH)
    steps(window, Granularity.SAMPLE, 1)
    steps(window, Granularity.LAYER, 5)
    steps(window, Granularity.OPERATION, 1)
    before = window.driver.moment()
    assert before.phase is Phase.UPDATE
    name = before.ledger.operation(before.position - 1).target
    mean = value(window, Kind.BATCH_GRADIENT, name)
    click(dialog, "convention.reduction.sum")
    assert window.document.project.training.reduction == "sum"
    assert window.driver.moment().position == before.position
    assert value(window, Kind.BATCH_GRADIENT, name) == pytest.approx(2 * mean, rel=1e-12)
    assert " · sum · " in window.status.conventions.text()
    window.actions_by_name["edit.undo"].trigger()
    assert value(window, Kind.BATCH_GRADIENT, name) == mean
    assert dialog.rows[Topic.REDUCTION].forms["mean"].isChecked()


def test_sign_and_digits_are_switched_everywhere(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    steps(window, Granularity.LAYER, 3)
    click(dialog, "convention.sign.,")
    click(dialog, "convention.digits.5")
    assert window.theme.notation == Notation(5, DecimalSign.COMMA)
    assert window.choices.now.notation == window.theme.notation, "remembered"
    assert window.status.conventions.text() == "½ · mean · 5 digits · 0,5"
    assert "0,0544757" in on_canvas(window.canvas)
    assert dialog.rows[Topic.SIGN].forms[","].isChecked()
    assert dialog.rows[Topic.DIGITS].digits.current() == "5"
    assert "1 ÷ 3 is 0,33333" in texts_seen(dialog)
    window.actions_by_name["view.decimals.2"].trigger()
    assert dialog.rows[Topic.DIGITS].digits.current() == "2", "the dialog follows the menu"
    assert window.document.undo_label is None, "how numbers are written is no edit"


def test_preferences_have_digits_and_sign_as_well(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    window.actions_by_name["edit.preferences"].trigger()
    preferences = window.findChild(PreferencesDialog)
    box = preferences.boxes["decimal_sign"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert window.theme.notation.sign is DecimalSign.COMMA
    assert dialog.rows[Topic.SIGN].forms[","].isChecked(), "both say the same"
    preferences.close()


def test_a_cross_entropy_leaves_nothing_to_switch(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    def change(project: Project) -> Project:
        from chainrule.network.edits import set_activation
        from chainrule.network.names import Activation

        soft = set_activation(project, {"y1"}, Activation.SIGMOID)
        return set_loss(soft, Loss.BINARY_CROSS_ENTROPY)

    edit(window, change)
    QApplication.processEvents()
    row = dialog.rows[Topic.LOSS]
    assert list(row.forms) == [Loss.BINARY_CROSS_ENTROPY]
    assert dialog.rows[Topic.DELTA].convention.on == "difference", "the shortcut is in use"
    assert window.status.conventions.text().startswith("cross-entropy · ")
    window.actions_by_name["edit.undo"].trigger()
    assert list(row.forms) == [Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR]


def test_looking_back_keeps_the_conventions_of_the_project(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    steps(window, Granularity.BATCH, 3)
    window.driver.look_at(1)
    assert not dialog.rows[Topic.LOSS].forms[Loss.MEAN_SQUARED_ERROR].isEnabled()
    assert not dialog.rows[Topic.REDUCTION].forms["sum"].isEnabled()
    assert dialog.rows[Topic.SIGN].forms[","].isEnabled(), "how numbers are written is free"
    window.driver.look_at_end()
    assert dialog.rows[Topic.LOSS].forms[Loss.MEAN_SQUARED_ERROR].isEnabled()


def test_the_conventions_need_no_mouse(
    window: MainWindow, dialog: ConventionsDialog, qtbot: QtBot
) -> None:
    half = dialog.findChild(QWidget, HALF)
    half.setFocus()
    qtbot.keyClick(half, Qt.Key.Key_Down)
    assert window.document.project.loss is Loss.MEAN_SQUARED_ERROR
    reached = set()
    for _ in range(16):
        focused = QApplication.focusWidget() or dialog.focusWidget()
        reached.add(focused.objectName() or focused.text())
        assert focused.accessibleName() or focused.text()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {MEAN_SQUARED, "convention.reduction.mean", "convention.sign.."} <= reached
    assert {f"convention.digits.{count}" for count in range(2, 9)} & reached


def test_the_dialog_wears_the_theme_and_fits_a_small_screen(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    light = dialog.grab().toImage()
    window.actions_by_name["view.theme.dark"].trigger()
    assert window.theme == DARK
    assert dialog.grab().toImage() != light
    form = dialog.findChild(QWidget, MEAN_SQUARED)
    assert form.form.theme is DARK
    assert dialog.sizeHint().width() < 900, "the smallest window"
    assert dialog.sizeHint().height() < 660


def test_switching_while_an_edge_is_inspected_changes_its_card(
    window: MainWindow, dialog: ConventionsDialog
) -> None:
    window.select(Selection(connections=frozenset({("h1", "y1")})))
    steps(window, Granularity.LAYER, 4)
    card = window.inspector.weight_card
    assert "−0.2227" in painted(card)
    click(dialog, MEAN_SQUARED)
    assert "−0.4455" in painted(card), "the gradient"
    assert "target, × 2 ÷ K" in painted(card), "the words of its factor"
