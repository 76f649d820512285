"""The part of the View menu that chooses what is seen, and how."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from chainrule.gui.canvas.options import PARTS, Labels
from chainrule.gui.choices import Scheme, Wish
from chainrule.gui.language import translate
from chainrule.gui.menus import VIEW
from chainrule.gui.presentation import SCALE, Presentation
from chainrule.gui.widgets.weakest_edges import WeakestEdges
from chainrule.teaching.notation import FEWEST_DECIMALS, MOST_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chainrule.gui.main_window import MainWindow

PROJECTOR = SCALE
"""how much larger the text of the canvas is for a projector"""


class ViewMenu(QObject):
    """Binds the choices of a window to their actions, and hands them to the canvas."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._choices = window, window.choices
        self._actions = window.actions_by_name
        self.presentation = Presentation(window)
        self.weakest = WeakestEdges(self)
        self._fill(window.menus[VIEW])
        self._bind()
        window.appearance.changed.connect(self.refresh)

    # The menu

    def _fill(self, menu: QMenu) -> None:
        before = self._actions["view.data"]
        labels = [f"view.labels.{mode}" for mode in Labels]
        digits = [f"view.decimals.{count}" for count in _counts()]
        themes = [f"view.theme.{scheme}" for scheme in Scheme]
        parts = [name for name in self._actions.specs if name.startswith("view.show.")]
        inner = (
            self._submenu(translate("Menus", "&Labels"), labels, exclusive=True),
            self._submenu(translate("Menus", "D&igits"), digits, exclusive=True),
            self._submenu(translate("Menus", "&Show"), parts),
        )
        for each in inner:
            menu.insertMenu(before, each)
        inner[-1].aboutToShow.connect(self._show_parts)
        menu.insertAction(before, self._actions["view.conventions"])
        menu.insertAction(before, self.weakest)
        menu.insertSeparator(before)
        theme = self._submenu(translate("Menus", "T&heme"), themes, exclusive=True)
        theme.addSeparator()
        theme.addAction(self._actions["view.contrast"])
        menu.insertMenu(before, theme)
        for name in ("projector", "follow", "presentation"):
            menu.insertAction(before, self._actions[f"view.{name}"])
        menu.insertSeparator(before)

    def _submenu(self, title: str, names: Iterable[str], exclusive: bool = False) -> QMenu:
        menu = QMenu(title, self._window)
        group = QActionGroup(self) if exclusive else None
        for name in names:
            menu.addAction(self._actions[name])
            if group is not None:
                group.addAction(self._actions[name])
        return menu

    # What the actions do

    def _bind(self) -> None:
        choose = self._choices.choose
        for mode in Labels:
            self._on(f"labels.{mode}", partial(self._choose, labels=mode))
        for count in _counts():
            self._on(f"decimals.{count}", partial(self._choose, decimals=count))
        for scheme in Scheme:
            self._on(f"theme.{scheme}", partial(self._choose, theme=scheme))
        for part in PARTS:
            self._on(f"show.{part}", partial(self._choose_part, part))
        self._on("theme", lambda dark: choose(theme=Scheme.DARK if dark else Scheme.LIGHT))
        self._on("contrast", lambda on: choose(contrast=Wish.ON if on else Wish.OFF))
        self._on("projector", lambda on: choose(projector=on))
        self._on("follow", lambda on: choose(follow=on))
        self._on("presentation", self.presentation.set_on)
        shown = self._window.status.conventions
        shown.clicked.connect(self._actions["view.conventions"].trigger)
        self.weakest.share_changed.connect(self._window.canvas.set_weakest)

    def _on(self, name: str, does: Callable[[bool], object]) -> None:
        self._actions[f"view.{name}"].triggered.connect(lambda checked: does(checked))

    def _choose(self, _checked: bool, **chosen: object) -> None:
        self._choices.choose(**chosen)

    def _choose_part(self, part: str, shown: bool) -> None:
        canvas = self._window.canvas
        parts = canvas.options.parts | {part} if shown else canvas.options.parts - {part}
        canvas.set_parts(parts)
        self._choices.choose(hidden=PARTS - parts)

    # Showing what is chosen

    def start(self) -> None:
        """Show what was chosen last."""
        self._window.canvas.set_parts(self._choices.now.parts)
        self._window.appearance.hand_notation()
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen, in the menu and on the canvas."""
        self._mark()
        self._show_on_canvas()

    def _mark(self) -> None:
        now, desktop = self._choices.now, self._window.appearance.desktop
        for name in (f"labels.{now.labels}", f"decimals.{now.decimals}", f"theme.{now.theme}"):
            self._actions[f"view.{name}"].setChecked(True)
        on = {
            "contrast": now.contrast.granted(desktop.contrast),
            "projector": now.projector,
            "follow": now.follow,
            "presentation": self.presentation.on,
        }
        for name, checked in on.items():
            self._actions[f"view.{name}"].setChecked(checked)
        self._show_parts()

    def _show_parts(self) -> None:
        """Check the parts that are shown; the canvas has a menu for them too."""
        for part in PARTS:
            shown = part in self._window.canvas.options.parts
            self._actions[f"view.show.{part}"].setChecked(shown)

    def _show_on_canvas(self) -> None:
        now, canvas = self._choices.now, self._window.canvas
        options = canvas.options
        if now.notation != options.notation:
            canvas.set_notation(now.notation)
        if now.labels is not options.labels:
            canvas.set_label_mode(now.labels)
        large = PROJECTOR if now.projector or self.presentation.on else 1.0
        if large != options.text_scale:
            canvas.set_text_scale(large)
        still = now.motion.granted(self._window.appearance.desktop.still)
        if still != options.still:
            canvas.set_reduced_motion(still)
            self._window.setAnimated(not still)
        if hasattr(canvas, "set_follow"):
            canvas.set_follow(now.follow)


def _counts() -> range:
    return range(FEWEST_DECIMALS, MOST_DECIMALS + 1)
