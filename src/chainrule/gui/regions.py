"""The regions of the window: F6 goes round them, and Tab goes through them in the same order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow

AREA = Qt.DockWidgetArea
BY_KEY = Qt.FocusReason.ShortcutFocusReason


class Regions(QObject):
    """Toolbar, left docks, canvas, bottom docks, right docks; what is hidden is passed over."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: dict[int, QWidget] = {}
        actions = window.actions_by_name
        actions["view.next_region"].triggered.connect(lambda: self.go(1))
        actions["view.previous_region"].triggered.connect(lambda: self.go(-1))

    def go(self, step: int) -> None:
        """Go to the next region (1) or the one before (−1)."""
        regions = self.regions()
        focused = QApplication.focusWidget()
        at = self._region_of(focused, regions)
        if focused is not None and at is not None:
            self._last[at] = focused
        order = range(1, len(regions) + 1)
        start = at if at is not None else (-1 if step > 0 else 0)
        for away in order:
            number = (start + step * away) % len(regions)
            if self._enter(number, regions[number]):
                return

    def regions(self) -> list[list[QWidget]]:
        """Return the parts of each region, those that are hidden too."""
        window = self._window
        docks = window.findChildren(QDockWidget)
        left = [dock for dock in docks if window.dockWidgetArea(dock) == AREA.LeftDockWidgetArea]
        below = [dock for dock in docks if window.dockWidgetArea(dock) == AREA.BottomDockWidgetArea]
        right = [dock for dock in docks if dock not in left and dock not in below]
        middle = [window.strip, window.history_bar, window.canvas]
        return [
            [window.toolbar],
            [window.rail, window.rail.overlay, *left],
            [window.canvas, *(part for part in middle if part is not window.canvas)],
            [window.docks.row, *below],
            list(right),
        ]

    def order_tabs(self) -> None:
        """Let Tab go through the regions in their order, and before the canvas to the strip.

        A widget that hands its focus on to one inside it leads back there from wherever it was
        left in the order, and Qt puts it before its first child. So both are put in order too;
        that needs them to take the focus themselves meanwhile.
        """
        found = self._window.findChildren(QWidget)
        proxies = [(widget, proxy) for widget in found if (proxy := _inside(widget)) is not None]
        moved = {part for widget, _ in proxies for part in (widget, _first_child(widget))}
        silent = [part for part in moved if part.focusPolicy() == Qt.FocusPolicy.NoFocus]
        for widget, _ in proxies:
            widget.setFocusProxy(None)  # type: ignore[arg-type]
        for widget in silent:
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for before, after in pairwise(self._chain()):
            QWidget.setTabOrder(before, after)
        for widget in silent:
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget, proxy in proxies:
            widget.setFocusProxy(proxy)

    def _chain(self) -> list[QWidget]:
        window = self._window
        toolbar, left, _, below, right = self.regions()
        middle: list[QWidget] = [window.strip, window.history_bar, window.canvas]
        parts = (*toolbar, *left, *middle, *below, *right)
        chain = (widget for part in parts for widget in _focusable(part))
        return list(dict.fromkeys(widget for widget in chain if widget.window() is window))

    def _region_of(self, focused: QWidget | None, regions: list[list[QWidget]]) -> int | None:
        for number, parts in enumerate(regions):
            if any(_holds(part, focused) for part in parts):
                return number
        return None

    def _enter(self, number: int, parts: list[QWidget]) -> bool:
        """Give the focus to what last had it in a region, or to the first that can."""
        seen = [widget for part in parts for widget in _focusable(part) if _can_have(widget)]
        last = self._last.get(number)
        found = last if last in seen else next(iter(seen), None)
        if found is None:
            return False
        found.window().activateWindow()
        found.setFocus(BY_KEY)
        return True


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (part is widget or part.isAncestorOf(widget))


def _inside(widget: QWidget) -> QWidget | None:
    """Return what a widget hands its focus on to, when that is inside it."""
    proxy = widget.focusProxy()
    return proxy if proxy is not None and widget.isAncestorOf(proxy) else None


def _first_child(widget: QWidget) -> QWidget:
    """Return the first widget made inside one that hands its focus on."""
    return next(child for child in widget.children() if isinstance(child, QWidget))


def _focusable(part: QWidget) -> list[QWidget]:
    """Return what can be reached with Tab in a part as it was made, a dock's own buttons last."""
    header = part.titleBarWidget() if isinstance(part, QDockWidget) else None
    found = [part, *part.findChildren(QWidget)]
    found = [each for each in found if _tabbed(each) and each.window() is part.window()]
    return sorted(found, key=lambda widget: header is not None and header.isAncestorOf(widget))


def _tabbed(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.focusProxy() is None and not widget.isWindow()


def _can_have(widget: QWidget) -> bool:
    """Return whether a widget can take the focus and is seen, not behind another tab."""
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
