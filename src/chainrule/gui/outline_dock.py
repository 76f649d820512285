"""The dock of the outline: made when it is first opened from the View menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget

from chainrule.gui.docks import DockHeader
from chainrule.gui.language import translate

if TYPE_CHECKING:
    from chainrule.gui.icons import Icons
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.panels.outline import Outline
    from chainrule.teaching.notation import Notation


class OutlineDock(QObject):
    """Opens and closes the outline, beside the data or, where those are folded away, on the right.

    `made` tells that the outline itself, which is made when it is first seen, is there.
    The dock itself is there from the start, so that a remembered layout finds it.
    """

    made = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.outline: Outline | None = None
        self.dock = QDockWidget(translate("Docks", "Outline"), window)
        self.dock.setObjectName("dock.outline")
        self._header = DockHeader(translate("Docks", "Outline"), "", self.dock)
        self._header.set_icons(window.icons)
        self.dock.setTitleBarWidget(self._header)
        window.docks.tabs.add(self.dock, self._header, "nodes")
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        action = window.actions_by_name["view.outline"]
        action.triggered.connect(self.set_open)
        self.dock.visibilityChanged.connect(lambda _: action.setChecked(not self.dock.isHidden()))
        self.dock.visibilityChanged.connect(self._seen)
        window.actions_by_name["view.reset_layout"].triggered.connect(self.dock.hide)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self._header.set_icons(icons)

    def set_notation(self, notation: Notation) -> None:
        """Change how numbers are written."""
        if self.outline is not None:
            self.outline.model.set_notation(notation)

    def set_open(self, opened: bool) -> None:
        """Open the outline and go there, or close it."""
        if not opened:
            self.dock.hide()
            return
        docks = self._window.docks
        beside = docks.inspector if docks.data.isHidden() else docks.data
        if not self.dock.isFloating():
            self._window.tabifyDockWidget(beside, self.dock)
        self.dock.show()
        self._made()
        QTimer.singleShot(0, self, self._come)

    def _come(self) -> None:
        """Bring the tab to the front, which is only possible once it stands among the others."""
        self.dock.raise_()
        self._made().tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _seen(self, visible: bool) -> None:
        if visible:
            self._made()

    def _made(self) -> Outline:
        if self.outline is None:
            from chainrule.gui.panels.outline import Outline

            window = self._window
            panel = self.outline = Outline(window.driver.moment(), window.theme.notation)
            panel.setProperty("look", "panel")
            panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.dock.setWidget(panel)
            panel.edit_requested.connect(window.apply)
            panel.selection_changed.connect(window.select)
            window.driver.moment_changed.connect(panel.show_moment)
            window.selected.connect(panel.set_selection)
            panel.set_selection(window.selection)
            self.made.emit()
        return self.outline
