"""The menu bar: which action stands in which menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.selection_menu import add_together
from chainrule.gui.language import translate
from chainrule.gui.stop_menus import add_stops

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar

    from chainrule.gui.actions import Actions
    from chainrule.gui.files import Files

LINE = ""
EXAMPLES = "examples"
RECENT = "recent"
VIEW = "view"
"""where the window itself puts what chooses what is seen"""
STOPS = "stops"
"""where Play is told to stop"""
PRACTICE = "practice"
"""what is asked while practising"""
TOGETHER = "together"
"""what can be done with several selected things"""


def _layout() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (translate("Menus", "&File"), (
            "file.new", "file.open", EXAMPLES, RECENT, LINE, "file.save", "file.save_as", LINE,
            "data.sets", "file.import_csv", LINE,
            "file.export_png", "file.export_svg", "file.export_csv", "file.export_pytorch",
            "file.export_numpy", LINE,
            "file.worksheet", LINE, "file.quit",
        )),
        (translate("Menus", "&Edit"), (
            "edit.undo", "edit.redo", LINE, "edit.cut", "edit.copy", "edit.paste",
            "edit.duplicate", "edit.delete", LINE, "edit.select_all", LINE, "edit.preferences",
        )),
        (translate("Menus", "&View"), (
            "view.zoom_in", "view.zoom_out", "view.zoom_100", "view.zoom_fit",
            "view.zoom_selection", LINE, VIEW,
            "view.data", "view.steps", "view.inspector", "view.outline",
            "view.surface", "view.reset_layout",
        )),
        (translate("Menus", "&Network"), (
            "tool.select", "tool.neuron", "tool.connect", LINE, "network.arrange",
            "network.new_weights", LINE, "network.layers", "network.add_layer", TOGETHER,
        )),
        (translate("Menus", "&Run"), (
            "run.play", "run.step", "run.step_back", "run.reset", LINE, STOPS, LINE,
            "run.back_to_healthy", "run.set_settling_rate", LINE, "run.check_gradients",
            "run.what_if", LINE, "run.practice", "run.hint", PRACTICE,
        )),
        (translate("Menus", "&Help"), ("help.shortcuts", "help.about")),
    )  # fmt: skip


def fill(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Fill the menu bar; return the menus that the window fills itself, by name."""
    own: dict[str, QMenu] = {}
    for title, names in _layout():
        menu = bar.addMenu(title)
        for name in names:
            if name == EXAMPLES:
                own[name] = menu.addMenu(translate("Menus", "E&xamples"))
            elif name == RECENT:
                own[name] = menu.addMenu(translate("Menus", "Open &recent"))
            elif name == PRACTICE:
                own[name] = menu.addMenu(translate("Menus", "Pract&ise what"))
            elif name == TOGETHER:
                add_together(menu, actions)
            elif name == VIEW:
                own[name] = menu
            elif name == STOPS:
                add_stops(menu, actions)
            elif name == LINE:
                menu.addSeparator()
            else:
                menu.addAction(actions[name])
    return own


def keep_filled(menus: dict[str, QMenu], files: Files) -> None:
    """Fill the menus of projects whenever they are opened."""
    examples, recent = menus[EXAMPLES], menus[RECENT]
    examples.aboutToShow.connect(lambda: fill_examples(examples, files))
    recent.aboutToShow.connect(lambda: fill_recent(recent, files))


def fill_examples(menu: QMenu, files: Files) -> None:
    """Fill a menu with the built-in examples."""
    from chainrule.storage.examples import example_names, example_titles

    menu.clear()
    for name, title in zip(example_names(), example_titles(), strict=True):
        action = menu.addAction(title)
        action.setObjectName(f"example.{name}")
        action.triggered.connect(lambda _=False, name=name: files.open_example(name))


def fill_recent(menu: QMenu, files: Files) -> None:
    """Fill a menu with the files that were opened or saved last."""
    menu.clear()
    for path in files.recent():
        action = menu.addAction(path.name)
        action.setToolTip(str(path))
        action.triggered.connect(lambda _=False, path=path: files.open_path(path))
    if menu.isEmpty():
        menu.addAction(translate("Menus", "No recent files")).setEnabled(False)
