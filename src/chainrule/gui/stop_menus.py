"""The menus that say where Play stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from chainrule.gui.actions import Actions

AT = ("phase", "sample", "epoch", "loss", "never")


def add_stops(menu: QMenu, actions: Actions) -> None:
    """Add to the Run menu what says where Play stops."""
    add_stop_at(menu.addMenu(translate("Menus", "S&top at")), actions)
    before = menu.addMenu(translate("Menus", "Stop b&efore"))
    for phase in Phase:
        before.addAction(actions[f"run.stop_before.{phase}"])
    for name in ("run.stop_mark", "run.clear_stops"):
        menu.addAction(actions[name])


def add_stop_at(menu: QMenu, actions: Actions) -> None:
    """Fill the menu of the moments at which Play stops by itself."""
    for when in AT:
        if when == "never":
            menu.addSeparator()
        menu.addAction(actions[f"run.stop_at.{when}"])
