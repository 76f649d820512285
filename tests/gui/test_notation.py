"""Every number on the screen follows the notation: digits and decimal sign."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from chainrule.gui.app import make_window
from chainrule.gui.export_image import svg
from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.network.edits import set_training
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.project import Project
from chainrule.session.document import Edit
from chainrule.session.operations import Granularity
from chainrule.storage.examples import load_example
from chainrule.teaching.notation import DecimalSign
from gui.seen import svg_texts, texts_seen

WITH_POINT = re.compile(r"\d\.\d")
WITH_COMMA = re.compile(r"\d,\d")
THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(,\d{3})+(?!\d)")
FILES = (("save_as", "chainrule"), ("export_csv", "csv"), ("export_pytorch", "py"))
OUTPUT, HIDDEN, EDGE = Selection(frozenset({"y1"})), Selection(frozenset({"h1"})), ("h1", "y1")
SELECTIONS = (
    Selection(),
    OUTPUT,
    HIDDEN,
    Selection(frozenset({"x1"})),
    Selection(loss=True),
    Selection(connections=frozenset({EDGE})),
    Selection(connections=frozenset({EDGE, ("x1", "h1")})),
)


def step(window: MainWindow, granularity: Granularity, times: int = 1) -> None:
    window.driver.set_granularity(granularity)
    for _ in range(times):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()


def seen(window: MainWindow) -> set[str]:
    """Return all that is seen of a window, whatever is selected."""
    found = set()
    for selection in SELECTIONS:
        window.select(selection)
        QApplication.processEvents()
        found.update(texts_seen(window))
    return found


def walk(window: MainWindow) -> set[str]:
    """Return all that is seen on the way through two updates, and what a picture shows."""
    window.actions_by_name["view.outline"].trigger()
    QApplication.processEvents()
    found = set()
    for granularity, times in (
        (Granularity.OPERATION, 1),
        (Granularity.OPERATION, 13),
        (Granularity.LAYER, 3),
        (Granularity.BATCH, 2),
    ):
        step(window, granularity, times)
        found |= seen(window)
    window.resize(1024, 700)
    QApplication.processEvents()
    found |= seen(window)
    window.resize(1440, 900)
    found.update(svg_texts(svg(window.driver.moment(), window.theme)))
    return found


def wrong(texts: set[str], comma: bool) -> list[str]:
    """Return the texts in which a number has the other sign."""
    if comma:
        return sorted(text for text in texts if WITH_POINT.search(text))
    return sorted(text for text in texts if WITH_COMMA.search(THOUSANDS.sub("", text)))


def test_with_the_comma_no_number_on_the_screen_has_a_point(window: MainWindow) -> None:
    window.choices.choose(decimal_sign=DecimalSign.COMMA)
    texts = walk(window)
    numbers = [text for text in texts if WITH_COMMA.search(text)]
    assert len(numbers) > 200, "so many numbers have been seen"
    assert not wrong(texts, comma=True), "written with a point though the comma is on"


def test_with_the_point_no_number_on_the_screen_has_a_comma(window: MainWindow) -> None:
    texts = walk(window)
    assert len([text for text in texts if WITH_POINT.search(text)]) > 200
    assert not wrong(texts, comma=False), "written with a comma though the point is on"


def test_the_sign_is_changed_at_once_and_back(window: MainWindow) -> None:
    window.actions_by_name["view.outline"].trigger()
    step(window, Granularity.OPERATION, 20)
    seen(window)  # what is shown for the first time is laid out a moment later
    before = seen(window)
    window.choices.choose(decimal_sign=DecimalSign.COMMA)
    assert not wrong(seen(window), comma=True), "stays as it was written before"
    window.choices.choose(decimal_sign=DecimalSign.POINT)
    assert seen(window) == before


def fly_off(window: MainWindow) -> None:
    """Train with a huge learning rate until training stops."""

    def turn(project: Project) -> Project:
        return set_training(project, learning_rate=40.0)

    step(window, Granularity.BATCH, 3)
    window.apply(Edit(message(QT_TRANSLATE_NOOP("Undo", "Change the learning rate")), turn))
    for _ in range(200):
        if window.driver.moment().stopped is None:
            step(window, Granularity.BATCH)


def test_a_stop_and_its_ways_back_are_told_with_the_comma(window: MainWindow) -> None:
    fly_off(window)
    window.choices.choose(decimal_sign=DecimalSign.COMMA)
    texts = set(texts_seen(window))
    assert window.driver.moment().stopped is not None
    assert "2/λ = 1,4" in texts, "the limit has a comma"
    assert not wrong(texts, comma=True)


def test_the_next_window_starts_with_the_sign_that_was_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.choices.choose(decimal_sign=DecimalSign.COMMA)
    other = make_window(load_example("article"))
    qtbot.addWidget(other, before_close_func=lambda widget: widget.document.mark_saved())
    other.resize(1024, 700)  # learning rate and momentum stand in the folded row
    other.show()
    other.load()
    step(other, Granularity.LAYER, 4)
    QApplication.processEvents()
    texts = set(texts_seen(other))
    assert any(text.endswith("0,1") for text in texts), "the learning rate"
    assert not wrong(texts, comma=True)


def test_what_is_typed_with_a_comma_is_shown_with_one(window: MainWindow) -> None:
    window.choices.choose(decimal_sign=DecimalSign.COMMA)
    box = window.training.learning_rate.box
    box.begin("0,25")
    assert box.commit()
    assert window.document.project.training.learning_rate == 0.25
    assert box.text() == "0,25"


def test_the_full_digits_of_a_box_have_the_comma_and_are_kept(window: MainWindow) -> None:
    window.choices.choose(decimal_sign=DecimalSign.COMMA)
    step(window, Granularity.BATCH, 1)
    window.select(Selection(connections=frozenset({EDGE})))
    box = window.inspector.weight_card.box
    weight = box.value()
    box.setFocus()
    QApplication.processEvents()
    assert box.text() == repr(weight).replace(".", ",")
    assert box.commit()
    assert box.value() == weight, "an untouched box rounds nothing"


def test_files_keep_the_point(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step(window, Granularity.BATCH, 2)
    saved = {}
    for sign in DecimalSign:
        window.choices.choose(decimal_sign=sign)
        for name, way in (
            ("save_as", "chainrule"),
            ("export_csv", "csv"),
            ("export_pytorch", "py"),
        ):
            path = tmp_path / f"file.{way}"
            monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, p=path: (str(p), ""))
            window.actions_by_name[f"file.{name}"].trigger()
            saved[sign, way] = path.read_text()
    for _, way in FILES:
        assert saved[DecimalSign.COMMA, way] == saved[DecimalSign.POINT, way], f"another {way}"
