"""Which action calls what, by the name of the action."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.commands import Commands
    from chainrule.gui.main_window import MainWindow

    Bindings = dict[str, Callable[[], object]]


def bindings(window: MainWindow, commands: Commands) -> Bindings:
    """Return what the actions of the menus call.

    What is loaded only when it is first used is asked for in a lambda, not before.
    """
    return {
        **_of_files(window, commands),
        **_of_editing(window, commands),
        **_of_views(window, commands),
        **_of_runs(window, commands),
    }


def _of_files(window: MainWindow, commands: Commands) -> Bindings:
    return {
        "file.new": window.files.new,
        "file.open": window.files.open,
        "file.save": window.files.save,
        "file.save_as": window.files.save_as,
        "file.export_png": lambda: commands.exporting.png(),
        "file.export_svg": lambda: commands.exporting.svg(),
        "file.export_csv": lambda: commands.exporting.csv(),
        "file.export_pytorch": lambda: commands.exporting.pytorch(),
        "file.export_numpy": lambda: commands.exporting.numpy(),
        "file.worksheet": commands.worksheet,
        "file.quit": window.close,
    }


def _of_editing(window: MainWindow, commands: Commands) -> Bindings:
    canvas = window.canvas
    return {
        "edit.undo": commands.undoing.undo,
        "edit.redo": commands.undoing.redo,
        "edit.cut": lambda: commands.clipboard.cut(),
        "edit.copy": lambda: commands.clipboard.copy(),
        "edit.paste": lambda: commands.clipboard.paste(),
        "edit.duplicate": canvas.duplicate_selection,
        "edit.delete": canvas.delete_selection,
        "edit.select_all": canvas.select_all,
        "edit.preferences": commands.preferences,
        "network.arrange": commands.tidy,
        "network.new_weights": commands.new_weights,
    }


def _of_views(window: MainWindow, commands: Commands) -> Bindings:
    canvas = window.canvas
    return {
        "view.conventions": commands.conventions,
        "view.zoom_in": canvas.zoom_in,
        "view.zoom_out": canvas.zoom_out,
        "view.zoom_100": lambda: canvas.zoom_to(1.0),
        "view.zoom_fit": canvas.zoom_fit,
        "view.zoom_selection": canvas.zoom_to_selection,
        "view.reset_layout": window.docks.reset,
        "help.shortcuts": commands.shortcuts,
        "help.about": commands.about,
    }


def _of_runs(window: MainWindow, commands: Commands) -> Bindings:
    driver = window.driver
    return {
        "run.play": driver.toggle_play,
        "run.step": driver.step,
        "run.step_back": driver.step_back,
        "run.reset": commands.reset,
        "run.back_to_healthy": driver.back_to_healthy,
        "run.set_settling_rate": driver.settle,
        "run.check_gradients": commands.check_gradients,
    }
