"""Qt's own tab bars for docks that lie behind one another: those that Qt forgets are hidden.

QMainWindow (Qt 6.11) leaves the bar of a group in sight, for good, when the docks of the group
are added anew or a layout is restored; a drag along such a bar ends the process, for the bar
asks for a group that no longer is. So bars are not for dragging, and strays are looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDockWidget, QTabBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

NOWHERE = QPoint(-9000, -9000)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def tab_bars(window: QMainWindow) -> list[QTabBar]:
    """Return the bars that Qt has made for docks, strays included."""
    return window.findChildren(QTabBar, options=_DIRECT)


def hide_strays(window: QMainWindow) -> None:
    """Hide every bar that belongs to no docks: one that the layout does not put in its place."""
    bars = [bar for bar in tab_bars(window) if bar.isVisible()]
    if len(bars) <= _groups(window):
        return
    for bar in bars:
        bar.move(NOWHERE)
    lay_out(window)
    for bar in bars:
        if bar.pos() == NOWHERE:
            bar.hide()


def lay_out(window: QMainWindow) -> None:
    """Have the window put docks and bars in their places now."""
    layout = window.layout()
    if layout is not None:
        layout.invalidate()
        layout.activate()


def _groups(window: QMainWindow) -> int:
    """Return how many groups of docks lie behind one another."""
    found = set()
    for dock in window.findChildren(QDockWidget, options=_DIRECT):
        together = (dock, *window.tabifiedDockWidgets(dock))
        seen = frozenset(
            each.objectName() for each in together if not each.isHidden() and not each.isFloating()
        )
        if len(seen) > 1:
            found.add(seen)
    return len(found)
