"""The keys that no widget wanted: granularity, speed, steps, Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from chainrule.session.operations import Granularity

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from chainrule.gui.main_window import MainWindow

PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


def press(window: MainWindow, event: QKeyEvent) -> bool:
    """Act on a key that no widget wanted; return whether it meant something."""
    keys, order = Qt.Key, list(Granularity)
    number = event.key() - keys.Key_1
    if event.modifiers() not in PLAIN:
        return False
    if 0 <= number < len(order):
        window.driver.set_granularity(order[number])
        return True
    actions = window.actions_by_name
    does: dict[int, Callable[[], object]] = {
        keys.Key_Right: actions["run.step"].trigger,
        keys.Key_Left: actions["run.step_back"].trigger,
        keys.Key_Plus: window.toolbar.speed.faster,
        keys.Key_Minus: window.toolbar.speed.slower,
        keys.Key_Escape: lambda: _escape(window),
    }
    if event.key() not in does:
        return False
    does[event.key()]()
    return True


def _escape(window: MainWindow) -> None:
    closed = window.origins.close() or window.rail.close_overlay() or window.practice.leave()
    if not closed and not window.view_menu.presentation.leave():
        window.driver.look_at_end()
