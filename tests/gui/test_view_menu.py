"""What the View menu and the preferences choose."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QPushButton, QSlider

from chainrule.gui.app import make_window
from chainrule.gui.canvas.options import PARTS, USUAL, Labels
from chainrule.gui.choices import Scheme, Wish
from chainrule.gui.main_window import MainWindow
from chainrule.gui.menus import VIEW
from chainrule.gui.preferences_dialog import PreferencesDialog
from chainrule.gui.theme import DARK, high_contrast
from gui.kept_window import as_at_first, kept_window


@pytest.fixture(scope="module")
def kept(qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    yield from kept_window(tmp_path_factory.mktemp("settings"))


@pytest.fixture
def window(kept: MainWindow) -> MainWindow:
    return as_at_first(kept)


def trigger(window: MainWindow, name: str) -> None:
    window.actions_by_name[name].trigger()


def checked(window: MainWindow, start: str) -> list[str]:
    actions = window.actions_by_name
    return [name for name in actions.specs if name.startswith(start) and actions[name].isChecked()]


def test_labels_and_digits_reach_the_canvas(window: MainWindow) -> None:
    assert checked(window, "view.labels.") == ["view.labels.automatic"]
    assert checked(window, "view.decimals.") == ["view.decimals.3"]
    for mode in Labels:
        trigger(window, f"view.labels.{mode}")
        assert window.canvas.options.labels is mode
        assert checked(window, "view.labels.") == [f"view.labels.{mode}"]
    for count in range(2, 9):
        trigger(window, f"view.decimals.{count}")
        assert window.canvas.options.notation.decimals == count
        assert checked(window, "view.decimals.") == [f"view.decimals.{count}"]


def test_parts_are_hidden_and_shown(window: MainWindow) -> None:
    assert set(checked(window, "view.show.")) == {f"view.show.{part}" for part in USUAL}
    for part in PARTS:
        trigger(window, f"view.show.{part}")
        assert window.canvas.options.parts == USUAL ^ {part}
        trigger(window, f"view.show.{part}")
        assert window.canvas.options.parts == USUAL


def test_the_menu_knows_what_the_canvas_itself_hides(window: MainWindow) -> None:
    window.canvas.set_parts(USUAL - {"grid"})
    shown = next(
        menu for menu in window.findChildren(QMenu)
        if window.actions_by_name["view.show.grid"] in menu.actions()
    )  # fmt: skip
    shown.aboutToShow.emit()
    assert not window.actions_by_name["view.show.grid"].isChecked()
    trigger(window, "view.show.legend")
    assert window.canvas.options.parts == USUAL - {"grid", "legend"}


def test_weak_edges_are_hidden_with_a_slider(window: MainWindow, qtbot) -> None:
    slider = window.findChild(QSlider, "weakest_edges")
    assert slider.accessibleName() == "Hide edges weaker than"
    menu = window.menus[VIEW]
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert slider.isVisible(), "it stands in the View menu"
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert window.canvas.options.weakest == pytest.approx(0.11)
    assert slider.accessibleDescription() == "11%"
    qtbot.keyClick(slider, Qt.Key.Key_Down)
    assert slider.value() == 11, "↑ and ↓ walk through the menu"
    menu.close()


def test_projector_text(window: MainWindow) -> None:
    trigger(window, "view.projector")
    assert window.canvas.options.text_scale == 1.5
    trigger(window, "view.presentation")
    trigger(window, "view.presentation")
    assert window.canvas.options.text_scale == 1.5, "presenting leaves it as it was"
    trigger(window, "view.projector")
    assert window.canvas.options.text_scale == 1.0


def test_themes_are_chosen_in_the_menu(window: MainWindow) -> None:
    assert checked(window, "view.theme.") == ["view.theme.system"]
    trigger(window, "view.theme.dark")
    assert window.theme == DARK
    assert window.actions_by_name["view.theme"].isChecked()
    trigger(window, "view.contrast")
    assert window.theme == high_contrast(DARK)
    trigger(window, "view.theme")
    assert checked(window, "view.theme.") == ["view.theme.light"]
    assert not window.theme.dark
    assert window.theme.contrast


def test_the_next_window_is_as_this_one_was_left(window: MainWindow, qtbot) -> None:
    for name in ("view.theme.dark", "view.decimals.5", "view.labels.near", "view.projector",
                 "view.show.grid", "view.follow"):  # fmt: skip
        trigger(window, name)
    other = make_window()
    qtbot.addWidget(other)
    assert other.theme.name == "dark"
    assert other.canvas.options.notation.decimals == 5
    assert other.canvas.options.labels is Labels.NEAR
    assert other.canvas.options.text_scale == 1.5
    assert other.canvas.options.parts == USUAL - {"grid"}
    for name in ("view.theme.dark", "view.decimals.5", "view.projector", "view.follow"):
        assert other.actions_by_name[name].isChecked(), name
    assert other.canvas.options.weakest == 0, "edges are not hidden from the start"


@pytest.fixture
def dialog(window: MainWindow) -> PreferencesDialog:
    trigger(window, "edit.preferences")
    opened = window.findChild(PreferencesDialog)
    yield opened
    opened.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def choose(box: QComboBox, row: int) -> None:
    """Choose as a person does with the keys."""
    box.setFocus()
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_preferences_are_worn_at_once(window: MainWindow, dialog: PreferencesDialog) -> None:
    assert dialog.isVisible()
    boxes = dialog.boxes
    choose(boxes["theme"], 2)
    assert window.theme == DARK
    choose(boxes["contrast"], 1)
    assert window.theme.contrast
    choose(boxes["motion"], 1)
    assert window.canvas.options.still
    assert not window.canvas.camera.animated
    choose(boxes["decimals"], 3)
    assert window.canvas.options.notation.decimals == 5
    choose(boxes["labels"], 2)
    assert window.canvas.options.labels is Labels.NEAR
    now = window.choices.now
    assert (now.theme, now.contrast, now.motion) == (Scheme.DARK, Wish.ON, Wish.ON)
    trigger(window, "view.theme.light")
    assert boxes["theme"].currentText() == "Light", "the dialog follows the menu"


def test_a_new_text_size_waits_for_the_next_start(dialog: PreferencesDialog) -> None:
    note = dialog.findChild(QLabel, "restart_note")
    assert not note.isVisible()
    choose(dialog.boxes["text_size"], 3)
    assert dialog.boxes["text_size"].currentText() == "130%"
    assert note.isVisible()
    assert "started again" in note.text()
    choose(dialog.boxes["text_size"], 0)
    assert not note.isVisible()


def test_the_dialog_needs_no_mouse(dialog: PreferencesDialog, qtbot) -> None:
    reached = set()
    dialog.boxes["theme"].setFocus()
    for _ in range(10):
        focused = QApplication.focusWidget() or dialog.focusWidget()
        reached.add(focused.objectName() or focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {f"preference.{name}" for name in dialog.boxes} | {"Close"} <= {
        name.replace("&", "") for name in reached
    }
    for box in dialog.boxes.values():
        assert box.accessibleName()
    assert dialog.findChild(QPushButton).text().replace("&", "") == "Close"
