"""The menus of the plot: what it shows, its ghosts, what has happened, and exports."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QActionGroup

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.plot_options import Quantity
from chainrule.session.smoothing import Smoothing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from chainrule.gui.panels.loss_panel import LossPanel

Key = TypeVar("Key")

MOST_EVENTS = 20
"""of those that are listed; the latest count"""


def fill(menu: QMenu, panel: LossPanel) -> None:
    """Fill the menu of the plot."""
    options = panel.options
    if panel.has_classes:
        shown = {Quantity.LOSS: translate("Plot", "Loss"),
                 Quantity.ACCURACY: translate("Plot", "Accuracy")}  # fmt: skip
        _choice(menu, "plot.quantity", shown, options.quantity, panel.set_quantity)
        menu.addSeparator()
    scales = {False: translate("Plot", "Linear"), True: translate("Plot", "Log")}
    for action in _choice(menu, "plot.log", scales, options.logarithmic, panel.set_log_scale):
        action.setEnabled(options.quantity is Quantity.LOSS)
    menu.addSeparator()
    toggle = partial(panel.set_show_test, not options.show_test)
    test = _action(menu, "plot.show_test", translate("Plot", "Show test"), toggle)
    test.setCheckable(True)
    test.setChecked(options.show_test)
    test.setEnabled(panel.has_test)
    smoothing = menu.addMenu(translate("Plot", "Smoothing"))
    smoothing.setEnabled(options.quantity is Quantity.LOSS)
    _choice(smoothing, "plot.smooth", _smoothings(), options.smoothing, panel.set_smoothing)
    menu.addSeparator()
    _add_ghosts(menu, panel)
    _add_events(menu, panel)
    menu.addSeparator()
    for suffix, text in (
        ("png", translate("Plot", "Export PNG…")),
        ("svg", translate("Plot", "Export SVG…")),
        ("csv", translate("Plot", "Export CSV…")),
    ):
        _action(
            menu, f"plot.export_{suffix}", text,
            partial(panel.export_wanted.emit, suffix),
        )  # fmt: skip


def _smoothings() -> dict[Smoothing, str]:
    return {
        Smoothing.NONE: translate("Plot", "None"),
        Smoothing.LIGHT: translate("Plot", "Light"),
        Smoothing.STRONG: translate("Plot", "Strong"),
    }


def _add_ghosts(menu: QMenu, panel: LossPanel) -> None:
    keep = _action(
        menu, "plot.keep_ghost", translate("Plot", "Keep this run as a ghost"),
        lambda: panel.keep_ghost(),
    )  # fmt: skip
    keep.setEnabled(panel.can_keep)
    entries = panel.ghost_entries()
    ghosts = menu.addMenu(translate("Plot", "Ghosts"))
    ghosts.setEnabled(bool(entries))
    for entry in entries:
        fill_ghost(ghosts.addMenu(entry.text), panel, entry.letter)
    clear = _action(
        menu, "plot.clear_ghosts", translate("Plot", "Clear ghosts"),
        lambda: panel.clear_ghosts(),
    )  # fmt: skip
    clear.setEnabled(bool(entries))


def fill_ghost(menu: QMenu, panel: LossPanel, letter: str) -> None:
    """Fill the menu of one ghost."""
    _action(
        menu, f"plot.rename_{letter}", translate("Plot", "Rename…"),
        lambda: panel.rename_ghost(letter),
    )  # fmt: skip
    _action(
        menu, f"plot.remove_{letter}", translate("Plot", "Remove"),
        lambda: panel.remove_ghost(letter),
    )  # fmt: skip


def _add_events(menu: QMenu, panel: LossPanel) -> None:
    """List what has happened; choosing one looks at that update."""
    marks = panel.marks()[-MOST_EVENTS:]
    events = menu.addMenu(translate("Plot", "What happened"))
    events.setEnabled(bool(marks))
    for mark in marks:
        count = show(mark.update, Kind.COUNT, panel.theme.notation)
        words = translate("Plot", "{update}: {words}")
        text = words.format(update=count, words=mark.words.replace("\n", ", "))
        _action(
            events, f"plot.event_{mark.update}", text,
            partial(panel.moved.emit, mark.update),
        )  # fmt: skip


def _action(menu: QMenu, name: str, text: str, do: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.triggered.connect(lambda _=False: do())
    return action


def _choice(
    menu: QMenu, name: str, texts: Mapping[Key, str], now: Key, choose: Callable[[Key], None]
) -> list[QAction]:
    """Add actions of which one is on."""
    group = QActionGroup(menu)
    for number, (key, text) in enumerate(texts.items()):
        action = _action(menu, f"{name}_{number}", text, partial(choose, key))
        action.setCheckable(True)
        action.setChecked(key == now)
        group.addAction(action)
    return group.actions()
