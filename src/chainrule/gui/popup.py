"""Menus that open at a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QMenu


def open_menu(menu: QMenu, place: QPoint) -> None:
    """Open a menu at a place of the screen, and go on; it is dropped once it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
