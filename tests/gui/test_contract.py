"""What other programs and teachers' notes rely on: the names of actions and inputs."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from chainrule.gui.main_window import MainWindow

ACTIONS = [
    "file.new",
    "file.open",
    "file.save",
    "file.save_as",
    "file.export_png",
    "file.export_svg",
    "file.export_csv",
    "file.export_pytorch",
    "file.export_numpy",
    "edit.undo",
    "edit.redo",
    "edit.cut",
    "edit.copy",
    "edit.paste",
    "edit.duplicate",
    "edit.delete",
    "edit.select_all",
    "view.zoom_in",
    "view.zoom_out",
    "view.zoom_fit",
    "view.theme",
    "tool.select",
    "tool.neuron",
    "tool.connect",
    "run.play",
    "run.step",
    "run.step_back",
    "run.reset",
    "run.check_gradients",
    "run.what_if",
    "view.surface",
    "network.arrange",
    "help.shortcuts",
]
INPUTS = ("learning_rate", "momentum", "batch_size", "speed", "granularity", "timeline")


def test_every_action_has_its_name(window: MainWindow) -> None:
    assert isinstance(window, QMainWindow)
    for name in ACTIONS:
        assert window.findChild(QAction, name) is not None, name


def test_every_input_has_its_name_and_says_it(window: MainWindow) -> None:
    for name in INPUTS:
        found = window.findChild(QWidget, name)
        assert found is not None, name
        assert found.accessibleName(), f"{name} has a name for a screen reader"


def test_every_action_of_the_menus_has_a_text_and_no_two_share_a_key(window: MainWindow) -> None:
    keys: dict[str, str] = {}
    for action in window.actions_by_name:
        assert action.text()
        for key in action.shortcuts():
            other = keys.setdefault(key.toString(), action.objectName())
            assert other == action.objectName(), f"{key.toString()} is also the key of {other}"


def test_undo_names_what_it_takes_back(window: MainWindow) -> None:
    window.actions_by_name["run.step"].trigger()
    window.driver.interrupt()
    for _ in range(5):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()
    assert window.actions_by_name["edit.undo"].text() == "&Undo: Train 1 update"
