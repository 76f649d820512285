"""The context menu of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from chainrule.gui.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget


def open_step_menu(
    parent: QWidget,
    place: QPoint,
    go: Callable[[], object],
    mark: Callable[[], object],
    marked: bool,
    origin: Callable[[], object] | None,
) -> QMenu:
    """Open the menu of a step at a place of the screen; without an origin that is not offered."""
    menu = QMenu(parent)
    menu.setObjectName("step_menu")
    menu.addAction(translate("Steps", "Go to this step")).triggered.connect(lambda: go())
    stop = menu.addAction(translate("Steps", "Stop mark"))
    stop.setCheckable(True)
    stop.setChecked(marked)
    stop.triggered.connect(lambda: mark())
    asked = menu.addAction(translate("Steps", "Where does this number come from?"))
    asked.setEnabled(origin is not None)
    if origin is not None:
        asked.triggered.connect(lambda: origin())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
    return menu
