"""What menus offer for everything that is selected: the window's own actions, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chainrule.gui.language import translate
from chainrule.network.names import Activation
from chainrule.network.placing import Line, Way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from chainrule.gui.canvas.view import Canvas

    class Named(Protocol):
        """Actions by their names."""

        def __getitem__(self, name: str, /) -> QAction:
            """Return an action."""


LINES = tuple(f"network.align_{line}" for line in Line)
WAYS = tuple(f"network.distribute_{way}" for way in Way)
ACTIVATIONS = tuple(f"network.activation.{kind}" for kind in Activation)
WIRING = ("network.connect_all", "network.disconnect")
PARAMETERS = ("network.new_weights_selected", "network.lock", "network.unlock")


def fill_selection_menu(menu: QMenu, canvas: Canvas) -> None:
    """Add what can be done with several selected things; nothing where there is no window."""
    actions = {action.objectName(): action for action in canvas.window().actions()}
    if not actions.keys() >= {*WIRING, *PARAMETERS}:
        return
    add_together(menu, actions)
    menu.addSeparator()
    for name in ("edit.duplicate", "edit.delete"):
        menu.addAction(actions[name])


def add_together(menu: QMenu, actions: Named) -> None:
    """Add wiring, placing, activation and weights of the selection to a menu."""
    menu.setToolTipsVisible(True)
    _add(menu, actions, WIRING)
    menu.addSeparator()
    _add_inner(menu, translate("Actions", "Ali&gn"), actions, LINES, after=3)
    _add_inner(menu, translate("Actions", "D&istribute"), actions, WAYS)
    menu.addSeparator()
    _add_inner(menu, translate("Actions", "Acti&vation"), actions, ACTIVATIONS)
    _add(menu, actions, PARAMETERS)


def _add(menu: QMenu, actions: Named, names: Iterable[str]) -> None:
    for name in names:
        menu.addAction(actions[name])


def _add_inner(
    menu: QMenu, title: str, actions: Named, names: tuple[str, ...], after: int = 0
) -> None:
    """Add a menu inside, with a line after so many actions; it is shut while none can be chosen."""
    inner = menu.addMenu(title)
    _add(inner, actions, names[: after or None])
    if after:
        inner.addSeparator()
        _add(inner, actions, names[after:])
    offered = [actions[name] for name in names]
    menu.aboutToShow.connect(
        lambda: inner.menuAction().setEnabled(any(action.isEnabled() for action in offered))
    )
