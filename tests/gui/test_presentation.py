"""Presenting: what is said of it, and that everything is as it was before once it has ended."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolButton

from chainrule.gui.canvas.decor import paint_legend
from chainrule.gui.canvas.zoom_control import ZoomControl
from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.phase_strip import HINT_MS
from chainrule.gui.selection import Selection
from chainrule.network.names import Activation
from gui.kept_window import as_at_first, kept_window

HINT = "Esc or F5 ends it"


@pytest.fixture(scope="module")
def kept(qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    yield from kept_window(tmp_path_factory.mktemp("settings"))


@pytest.fixture
def window(kept: MainWindow) -> MainWindow:
    return as_at_first(kept)


def present(window: MainWindow) -> None:
    """Begin to present, or end it."""
    window.actions_by_name["view.presentation"].trigger()
    for _ in range(3):
        QApplication.processEvents()


def test_a_step_takes_the_place_of_what_is_said_of_presenting(window: MainWindow) -> None:
    present(window)
    assert HINT in window.strip.sentence.text()
    window.actions_by_name["run.step"].trigger()
    assert HINT not in window.strip.sentence.text()


def test_what_is_said_of_presenting_ends_with_it(window: MainWindow) -> None:
    before = window.strip.sentence.text()
    present(window)
    present(window)
    assert window.strip.sentence.text() == before


def test_what_is_said_of_presenting_ends_soon(window: MainWindow, qtbot) -> None:
    before = window.strip.sentence.text()
    present(window)
    assert HINT_MS <= 3000
    qtbot.waitUntil(lambda: HINT not in window.strip.sentence.text(), timeout=HINT_MS + 2000)
    present(window)
    assert window.strip.sentence.text() == before


def test_why_an_edit_was_not_made_stays_when_presenting_ends(window: MainWindow) -> None:
    present(window)
    window.strip.say("This is not possible.")
    present(window)
    assert window.strip.sentence.text() == "This is not possible."


def test_esc_ends_presenting_while_it_is_spoken_of(window: MainWindow, qtbot) -> None:
    present(window)
    window.canvas.setFocus()
    assert HINT in window.strip.sentence.text()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not window.view_menu.presentation.on


def test_after_presenting_the_toolbar_is_as_before(window: MainWindow) -> None:
    QApplication.processEvents()
    before = _toolbar(window)
    assert ("Undo", False) in {state[:2] for state in before}, "nothing can be undone yet"
    present(window)
    present(window)
    assert _toolbar(window) == before


def _toolbar(window: MainWindow) -> list[tuple[str, bool, int, int]]:
    bar = window.toolbar
    buttons = [button for button in bar.findChildren(QToolButton) if button.isVisible()]
    parts = [*buttons, bar.play, bar.granularity, bar.speed.slider, bar.speed.text]
    return [
        (_name(part), part.isEnabled(), part.mapTo(bar, QPoint(0, 0)).x(), part.width())
        for part in parts
    ]


def _name(part: object) -> str:
    return part.text() if isinstance(part, QToolButton) else type(part).__name__


def test_after_presenting_the_choice_of_an_activation_is_as_wide_as_before(
    window: MainWindow,
) -> None:
    window.select(Selection(frozenset({"h1"})))
    choice = window.inspector.findChild(Choice, "inspector_activation")
    assert isinstance(choice, Choice)
    QApplication.processEvents()
    before = choice.geometry()
    present(window)
    present(window)
    assert choice.geometry() == before


def test_the_choice_of_an_activation_has_room_for_what_it_shows(window: MainWindow) -> None:
    window.select(Selection(frozenset({"h1"})))
    choice = window.inspector.findChild(Choice, "inspector_activation")
    assert isinstance(choice, Choice)
    QApplication.processEvents()
    short = choice.width()
    choice.show_value(Activation.LEAKY_RELU)
    QApplication.processEvents()
    longer = choice.fontMetrics().horizontalAdvance
    assert choice.width() - short == longer("Leaky ReLU") - longer("Sigmoid")


def test_legend_and_zoom_buttons_are_as_large_as_the_text_of_the_canvas(
    window: MainWindow,
) -> None:
    canvas = window.canvas
    control = canvas.findChild(ZoomControl)
    assert isinstance(control, ZoomControl)
    size, corner = control.size(), _from_corner(control)
    legend = _legend_width(window)
    present(window)
    assert control.height() == pytest.approx(1.5 * size.height(), abs=2)
    assert control.width() == pytest.approx(1.5 * size.width(), abs=4)
    assert _from_corner(control) == corner, "in the corner"
    assert _legend_width(window) == pytest.approx(1.5 * legend, rel=0.05)
    present(window)
    assert (control.size(), _from_corner(control)) == (size, corner)


def _from_corner(control: ZoomControl) -> QPoint:
    canvas = control.parentWidget()
    return QPoint(canvas.width(), canvas.height()) - control.geometry().bottomRight()


def _legend_width(window: MainWindow) -> float:
    """Return how wide the legend is that the canvas paints."""
    canvas = window.canvas
    scene, view = canvas.prepared().scene, canvas.viewport
    image = QImage(int(view.width), int(view.height), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_legend(painter, scene, view)
    painter.end()
    columns = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).alpha() for y in range(image.height() - 60, image.height()))
    ]
    return columns[-1] - columns[0]


def test_the_speed_is_as_large_after_the_theme_was_switched(window: MainWindow) -> None:
    window.actions_by_name["view.presentation"].trigger()
    text = window.toolbar.speed.text
    large = text.font().pixelSize()
    window.actions_by_name["view.theme"].trigger()
    assert text.font().pixelSize() == large, "a theme changes colours only"
    window.actions_by_name["view.theme"].trigger()
    window.actions_by_name["view.presentation"].trigger()
    assert text.font().pixelSize() < large, "and it is as before in the end"
