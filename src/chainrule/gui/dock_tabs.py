"""The tabs of side docks that lie behind one another: a row with icons, in place of the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTabBar, QToolButton, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QDockWidget, QMainWindow

    from chainrule.gui.docks import DockHeader
    from chainrule.gui.icons import Icons

ICON = 18
LARGEST = (1 << 24) - 1
"""Qt's word for no limit"""
FOLDED = "folded"
"""the look of a tab bar of Qt's own that the style folds away"""


class TabRow(QWidget):
    """A tab for each dock that lies in the same place, the one in front checked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: dict[QDockWidget, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.hide()

    def show_docks(self, docks: Sequence[QDockWidget], front: QDockWidget) -> None:
        """Show the tabs of these docks."""
        if list(self.buttons) != list(docks):
            for button in self.buttons.values():
                button.hide()
                button.deleteLater()
            self.buttons = {dock: self._button(dock) for dock in docks}
        for dock, button in self.buttons.items():
            button.setChecked(dock is front)

    def _button(self, dock: QDockWidget) -> QToolButton:
        button = QToolButton(self)
        name = dock.objectName().removeprefix("dock.")
        button.setObjectName(f"tab.{name}")
        button.setText(dock.windowTitle())
        button.setAccessibleName(dock.windowTitle())
        button.setToolTip(translate("Docks", "Bring this panel to the front"))
        button.setCheckable(True)
        button.setProperty("look", "tab")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(ICON, ICON))
        button.setFixedHeight(Metrics.DOCK_HEADER)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._chosen(dock))
        self._row.addWidget(button)
        return button

    def _chosen(self, dock: QDockWidget) -> None:
        """Bring a dock to the front; the focus goes along to its own tab."""
        button = self.buttons[dock]
        button.setChecked(dock.titleBarWidget() is self.parentWidget())
        had_focus = QApplication.focusWidget() is button
        dock.raise_()
        other = dock.titleBarWidget().findChild(QToolButton, button.objectName())
        if had_focus and other is not None:
            other.setFocus(Qt.FocusReason.OtherFocusReason)


class DockTabs(QObject):
    """Keeps the rows of tabs in the headers of a window's docks up to date."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._headers: dict[QDockWidget, DockHeader] = {}
        self._icons: dict[QDockWidget, str] = {}
        self._drawn: Icons | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.update)

    def add(self, dock: QDockWidget, header: DockHeader, icon: str) -> None:
        """Have a dock take part, its tab with an icon."""
        self._headers[dock], self._icons[dock] = header, icon
        for signal in (dock.visibilityChanged, dock.topLevelChanged, dock.dockLocationChanged):
            signal.connect(lambda *_: self._soon.start())
        self._soon.start()

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self._drawn = icons
        self.update()

    def update(self) -> None:
        """Show in each header the docks that lie in the same place."""
        for dock, header in self._headers.items():
            together = self._together(dock)
            header.show_tabs(len(together) > 1)
            if len(together) > 1:
                header.tabs.show_docks(together, dock)
                self._draw(header.tabs)
        self._fold_bars(dock.windowTitle() for dock in self._headers)

    def _together(self, dock: QDockWidget) -> list[QDockWidget]:
        """Return the docks that lie in a place with one, in the order of their making."""
        beside = self._window.tabifiedDockWidgets(dock)
        open_ones = [each for each in (dock, *beside) if not each.isHidden()]
        return [each for each in self._headers if each in open_ones and not each.isFloating()]

    def _draw(self, tabs: TabRow) -> None:
        if self._drawn is not None:
            for dock, button in tabs.buttons.items():
                name = self._icons[dock]
                if name:
                    button.setIcon(self._drawn.icon(name, sizes=(ICON,)))

    def _fold_bars(self, titles: Iterable[str]) -> None:
        """Show Qt's own bars only where no row of tabs takes their place."""
        ours, changed = set(titles), False
        for bar in self._window.findChildren(QTabBar, options=_DIRECT):
            texts = {bar.tabText(index) for index in range(bar.count())}
            look = FOLDED if texts <= ours else None
            if bar.property("look") != look:
                bar.setProperty("look", look)
                bar.style().unpolish(bar)
                bar.style().polish(bar)
                if look is None:  # the style does not take back the limits that fold a bar away
                    bar.setMaximumSize(LARGEST, LARGEST)
                changed = True
            by_tab = Qt.FocusPolicy.NoFocus if look else Qt.FocusPolicy.TabFocus
            if bar.focusPolicy() != by_tab:
                bar.setFocusPolicy(by_tab)
        layout = self._window.layout()
        if changed and layout is not None:  # a bar that was folded has no room as yet
            layout.invalidate()
            layout.activate()


_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
