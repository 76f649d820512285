"""The theme that is worn: chosen, or that of the desktop; the size of the text."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton

from chainrule.gui.appearance import wanted_theme
from chainrule.gui.choices import Preferences, Scheme, Wish
from chainrule.gui.desktop import Desktop, note_desktop
from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.gui.theme import DARK, LIGHT, high_contrast
from chainrule.gui.ui_scale import suitable_scale
from gui.kept_window import as_at_first, kept_window


@pytest.fixture(scope="module")
def kept(qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    yield from kept_window(tmp_path_factory.mktemp("settings"))


@pytest.fixture
def window(kept: MainWindow) -> MainWindow:
    return as_at_first(kept)


class Wishes(QObject):
    """A desktop that wishes what a test says."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dark = self.contrast = self.still = False

    def wish(self, **wishes: bool) -> None:
        for name, value in wishes.items():
            setattr(self, name, value)
        self.changed.emit()


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_chosen_counts_more_than_the_desktop(dark: bool) -> None:
    desktop = Wishes()
    desktop.dark = desktop.contrast = dark
    worn = DARK if dark else LIGHT
    assert wanted_theme(Preferences(contrast=Wish.OFF), desktop) == worn
    for scheme, theme in ((Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)):
        assert wanted_theme(Preferences(scheme, Wish.OFF), desktop) == theme
        strong = wanted_theme(Preferences(scheme, Wish.ON), desktop)
        assert strong == high_contrast(theme)
    assert wanted_theme(Preferences(), desktop).contrast is dark, "the system asks for it"


def test_the_window_follows_the_desktop(window: MainWindow, qapp) -> None:
    own, desktop = window.appearance.desktop, Wishes()
    window.appearance.follow(desktop)
    assert window.theme == LIGHT
    desktop.wish(dark=True)
    assert window.theme == DARK
    assert window.canvas.theme == DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.app
    assert window.actions_by_name["view.theme"].isChecked()
    desktop.wish(contrast=True, still=True)
    assert window.theme == high_contrast(DARK)
    assert window.actions_by_name["view.contrast"].isChecked()
    assert window.canvas.options.still, "the desktop wishes reduced motion"
    assert not window.isAnimated(), "docks do not glide either"
    desktop.wish(dark=False, contrast=False, still=False)
    assert window.theme == LIGHT
    assert not window.canvas.options.still
    window.actions_by_name["view.theme"].trigger()
    desktop.wish(dark=False)
    assert window.theme == DARK, "chosen in the window, whatever the desktop says"
    window.appearance.follow(own)


def test_where_qt_knows_no_scheme_the_first_palette_counts(qapp) -> None:
    class Hints(QObject):
        colorSchemeChanged = Signal()

        def colorScheme(self) -> Qt.ColorScheme:
            return self.scheme

    class Given(QObject):
        hints = Hints()

        def palette(self) -> QPalette:
            return QPalette(self.ground)

        def font(self):
            return qapp.font()

        def styleHints(self) -> Hints:
            return self.hints

    application = Given()
    for ground, dark in (("#202020", True), ("#F0F0F0", False)):
        application.ground = QColor(ground)
        note_desktop(application)
        desktop = Desktop(application)
        Hints.scheme = Qt.ColorScheme.Unknown
        assert desktop.dark is dark
        Hints.scheme = Qt.ColorScheme.Light
        assert not desktop.dark
        Hints.scheme = Qt.ColorScheme.Dark
        assert desktop.dark


def test_a_change_of_the_scheme_is_heard(qapp, qtbot) -> None:
    desktop = Desktop(qapp)
    with qtbot.waitSignal(desktop.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


@pytest.mark.parametrize(
    ("pixels", "scale"),
    [(9, 1), (12, 1), (13, 1), (14.67, 1.15), (17, 1.3), (19, 1.5), (40, 1.5)],
)
def test_text_is_about_as_large_as_the_desktop_has_it(pixels: float, scale: float) -> None:
    assert suitable_scale(pixels) == scale


LARGE_TEXT = """
from chainrule.gui import ui_scale
ui_scale.suitable_scale = lambda pixels: 1.5
from chainrule.gui.app import make_window, prepare
application = prepare()
window = make_window()
window.show()
application.processEvents()
print(window.devicePixelRatioF(), window.grab().toImage().devicePixelRatio())
"""


def test_large_text_of_the_desktop_makes_another_application(tmp_path) -> None:
    """Its size is known only once there is an application; the second is made at that scale."""
    here = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LARGE_TEXT],
        env={**os.environ, **here},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "1.5 1.5"), done.stderr


START = """
from PySide6.QtWidgets import QApplication
from chainrule.gui.app import prepare
application = prepare()
print(application.primaryScreen().devicePixelRatio(), application.property("ui_scale"))
"""


@pytest.mark.parametrize(
    ("told", "ratio"), [({}, "1.3 1.3"), ({"QT_SCALE_FACTOR": "2"}, "2.6 1.3")]
)
def test_the_chosen_size_scales_the_whole_application(tmp_path, told: dict, ratio: str) -> None:
    settings = tmp_path / "Chainrule" / "Chainrule.conf"
    settings.parent.mkdir()
    settings.write_text("[General]\ntext_size=130\n", encoding="utf-8")
    here = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    if sys.platform != "linux":
        pytest.skip("the settings are not a file that can be laid out")
    done = subprocess.run(
        [sys.executable, "-c", START],
        env={**os.environ, **here, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == ratio, done.stderr


SIZES = ((1440, 900), (1024, 700), (960, 600), (683, 467))
"""the last two are what text at 150% leaves of the first two"""


def test_no_text_of_the_window_is_cut_off(window: MainWindow) -> None:
    least = window.minimumSize()
    window.setMinimumSize(1, 1)
    for size in SIZES:
        window.resize(*size)
        QApplication.processEvents()
        _check_bar(window)
        for label in window.findChildren(QLabel):
            if label.isVisible() and label.text() and label.objectName() != "sentence":
                room = label.wordWrap() or label.width() >= label.minimumSizeHint().width()
                assert room, f"{size}: {label.text()!r} has {label.width()} px"
        for button in window.findChildren(QAbstractButton):
            if button.isVisible() and button.text() and not _shows_icon_only(button):
                needed = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
                assert button.width() >= needed, f"{size}: {button.text()!r}, {button.width()} px"
    window.setMinimumSize(least)


def _check_bar(window: MainWindow) -> None:
    for action in window.toolbar.actions():
        shown = window.toolbar.widgetForAction(action)
        if action.isVisible() and not action.isSeparator():
            assert shown.isVisible(), f"{shown} fell behind the arrow at {window.size()}"


def _shows_icon_only(button: QAbstractButton) -> bool:
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() == icon_only
        and (not button.icon().isNull())
    )


def test_a_low_window_folds_the_bottom_docks(window: MainWindow) -> None:
    docks = window.docks
    assert docks.row.isHidden()
    window.resize(1440, 700)
    QApplication.processEvents()
    assert docks.row.isVisible()
    assert docks.plot.isHidden()
    assert docks.training.isHidden()
    assert docks.row.height() == 36
    assert "0.1" in docks.row.rates.text(), "the learning rate is shown"
    for name, opened, other in (
        ("training", docks.training, docks.plot),
        ("loss", docks.plot, docks.training),
    ):
        docks.row.buttons[name].click()
        QApplication.processEvents()
        assert opened.isVisible()
        assert other.isHidden()
    docks.row.buttons["loss"].click()
    assert docks.plot.isHidden(), "a second click folds it again"
    window.resize(1440, 900)
    QApplication.processEvents()
    assert docks.row.isHidden()
    assert docks.plot.isVisible()
    assert docks.training.isVisible()


def test_a_layout_is_remembered_for_its_size_class(window: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.docks.layouts.is_waiting)
    window.docks.inspector.hide()
    window.resize(1200, 900)
    QApplication.processEvents()
    assert window.docks.inspector.isVisible(), "another class has a layout of its own"
    window.resize(1440, 900)
    QApplication.processEvents()
    assert window.docks.inspector.isHidden(), "as it was left in this class"
    assert window.rail.isHidden(), "the rail belongs to narrow windows"
    window.actions_by_name["view.reset_layout"].trigger()
    QApplication.processEvents()
    assert window.docks.inspector.isVisible()
    assert not QSettings().contains("layout/large"), "nothing is left of the old layout"


def test_digits_reach_every_part(window: MainWindow) -> None:
    for _ in range(3):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()
    window.canvas.select(Selection(frozenset({"h1"})))
    QApplication.processEvents()  # the card is laid out a moment after it is first seen
    cell = window.data.table.rows.index(0, 1)
    said = window.strip.sentence.text()
    counts = window.status.counts.text()
    card = window.inspector.grab().toImage()
    assert (cell.data(), window.inspector.neuron_card.bias.text()) == ("0.500", "0.100")
    window.actions_by_name["view.decimals.6"].trigger()
    assert (cell.data(), window.inspector.neuron_card.bias.text()) == ("0.5", "0.100000"), (
        "the table has no room for more than was typed"
    )
    assert window.canvas.options.notation.decimals == 6
    assert window.strip.sentence.text() != said, "more digits in the sentence"
    assert window.status.counts.text() != counts, "more digits of the loss"
    QApplication.processEvents()
    assert window.inspector.grab().toImage() != card
    window.actions_by_name["view.decimals.3"].trigger()
    assert (window.strip.sentence.text(), window.status.counts.text()) == (said, counts)


def test_presenting_shows_canvas_strip_and_transport_only(window: MainWindow, qtbot) -> None:
    window.choices.choose(motion=Wish.ON)  # docks take their sizes at once
    window.docks.inspector.hide()
    QApplication.processEvents()
    before = _seen(window)
    heights = window.strip.height(), window.toolbar.height()
    window.actions_by_name["view.presentation"].trigger()
    QApplication.processEvents()
    assert not any(dock.isVisible() for dock in window.docks.all())
    assert not window.menuBar().isVisible()
    assert not window.statusBar().isVisible()
    assert not window.toolbar.widgetForAction(window.toolbar.actions()[0]).isVisible()
    assert window.toolbar.play.isVisible()
    assert window.strip.height() == round(1.5 * heights[0])
    assert window.toolbar.height() == round(1.5 * heights[1])
    assert window.canvas.options.text_scale == 1.5
    assert window.canvas.mapTo(window, QPoint(0, 0)).x() == 0, "the canvas has the whole width"
    window.resize(1200, 800)
    QApplication.processEvents()
    assert not any(dock.isVisible() for dock in window.docks.all()), "whatever the size becomes"
    window.resize(1440, 900)
    window.actions_by_name["view.presentation"].trigger()
    QApplication.processEvents()
    assert _seen(window) == before
    assert (window.strip.height(), window.toolbar.height()) == heights
    assert window.canvas.options.text_scale == 1.0


def _seen(window: MainWindow) -> list[object]:
    docks = [(dock.isVisible(), dock.width(), dock.height()) for dock in window.docks.all()]
    bars = [bar.isVisible() for bar in (window.menuBar(), window.statusBar(), window.rail)]
    buttons = [action.isVisible() for action in window.toolbar.actions()]
    return [docks, bars, buttons, window.strip.chips[next(iter(window.strip.chips))].size()]


def test_esc_ends_the_presentation_last(window: MainWindow, qtbot) -> None:
    present = window.actions_by_name["view.presentation"]
    present.trigger()
    window.canvas.setFocus()
    window.canvas.select(Selection(frozenset({"h1"})))
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not window.canvas.selection, "first the selection"
    assert present.isChecked()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not present.isChecked()
    assert window.menuBar().isVisible()
    present.trigger()
    window.toolbar.play.setFocus()
    qtbot.keyClick(window.toolbar.play, Qt.Key.Key_Escape)
    assert not present.isChecked(), "from any other place too"
