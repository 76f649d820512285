"""The docks round the canvas: where each stands, and how they fit the width of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QTabWidget, QToolButton, QWidget

from chainrule.gui.dock_layouts import DockLayouts
from chainrule.gui.dock_tabs import DockTabs, TabRow
from chainrule.gui.folded_row import FoldedRow
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.side_width import SideWidth
from chainrule.gui.size_class import SizeClass, size_class

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from chainrule.gui.icons import Icons
    from chainrule.gui.panels.loss_panel import LossPanel
    from chainrule.gui.panels.training import TrainingPanel

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
ICON = 18
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's word for no limit"""
TABS = 40
"""px that the tabs of the bottom docks take in a small window"""


class DockHeader(QWidget):
    """The title of a dock with its icon and a button that closes it."""

    def __init__(self, title: str, icon: str, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._icon_name = icon
        self._icon = QLabel()
        self._title = QLabel(title)
        self._title.setProperty("look", "section")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(translate("Docks", "Close"))
        self.close_button.setToolTip(translate("Docks", "Close"))
        self.close_button.setIconSize(QSize(ICON, ICON))
        self.close_button.clicked.connect(dock.close)
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(Metrics.DOCK_PADDING, 0, 8, 0)
        row.setSpacing(Metrics.ICON_GAP)
        self.tabs = TabRow(self)
        row.addWidget(self.tabs)
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._icon.setVisible(bool(icon))
        self.setFixedHeight(Metrics.DOCK_HEADER)

    def show_tabs(self, shown: bool) -> None:
        """Show tabs in place of the title, or the title.

        What goes goes first: a dock that once needed room for both never gives it back.
        """
        row = self.layout()
        assert row is not None
        row.setContentsMargins(4 if shown else Metrics.DOCK_PADDING, 0, 8, 0)
        if not shown:
            self.tabs.hide()
        self._title.setVisible(not shown)
        self._icon.setVisible(bool(self._icon_name) and not shown)
        if shown:
            self.tabs.show()

    def set_title(self, title: str) -> None:
        """Say what is in the dock."""
        self._title.setText(title)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self.close_button.setIcon(icons.icon("cross", sizes=(ICON,)))
        if self._icon_name:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(icons.pixmap(self._icon_name, ICON, ratio))


class Docks(QObject):
    """The docks of the window and their layout."""

    def __init__(
        self,
        window: QMainWindow,
        plot: LossPanel,
        training: TrainingPanel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._plot, self._training = plot, training
        window.setTabPosition(BOTTOM, QTabWidget.TabPosition.North)
        self._class: SizeClass | None = None
        self.layouts = DockLayouts(window)
        self.tabs = DockTabs(window)
        self.widths = SideWidth(window)
        self._covered: tuple[QDockWidget, QWidget, str, bool] | None = None
        self.data = self.made("data", translate("Docks", "Data"), QWidget(), "table")
        self.steps = self.made("steps", translate("Docks", "Steps"), QWidget(), "steps")
        self.inspector = self.made("inspector", translate("Docks", "Inspector"), QWidget(), "")
        self.plot = self.made("loss", translate("Docks", "Loss"), plot, None)
        self.training = self.made("training", translate("Docks", "Training"), training, None)
        self.row = FoldedRow({"loss": self.plot.windowTitle(),
                              "training": self.training.windowTitle()})  # fmt: skip
        self.row.chosen.connect(self.open_bottom)
        self.layouts.watch(self.all())
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, LEFT),
            (Qt.Corner.BottomRightCorner, RIGHT),
        ):
            window.setCorner(corner, area)
        self.reset()

    def made(self, name: str, title: str, widget: QWidget, icon: str | None) -> QDockWidget:
        """Make a dock; without an icon name the widget brings a header of its own."""
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock.{name}")
        self.put(dock, widget)
        features = QDockWidget.DockWidgetFeature
        dock.setFeatures(features.DockWidgetClosable | features.DockWidgetMovable
                         | features.DockWidgetFloatable)  # fmt: skip
        header = QWidget() if icon is None else DockHeader(title, icon, dock)
        dock.setTitleBarWidget(header)
        if isinstance(header, DockHeader):
            self.tabs.add(dock, header, icon or "")
        return dock

    def put(self, dock: QDockWidget, widget: QWidget) -> None:
        """Put a widget into a dock, in place of the one that kept its room."""
        widget.setProperty("look", "panel")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        old = dock.widget()
        dock.setWidget(widget)
        if old is not None:
            old.deleteLater()

    def cover(self, dock: QDockWidget, widget: QWidget, title: str) -> None:
        """Show something else in a dock until `uncover`; what it covers is kept."""
        widget.setProperty("look", "panel")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._covered = (dock, dock.widget(), dock.windowTitle(), dock.isHidden())
        self._show_in(dock, widget, title)
        dock.show()
        dock.raise_()

    def uncover(self) -> None:
        """Show in the covered dock again what it had, as it was."""
        if self._covered is not None:
            dock, widget, title, hidden = self._covered
            self._covered = None
            self._show_in(dock, widget, title)
            dock.setHidden(hidden)

    def close_button(self, dock: QDockWidget) -> QToolButton:
        """Return the button that closes a dock with a header of ours."""
        header = dock.titleBarWidget()
        assert isinstance(header, DockHeader)  # noqa: S101, RUF100
        return header.close_button

    def _show_in(self, dock: QDockWidget, widget: QWidget, title: str) -> None:
        dock.setWidget(widget)
        dock.setWindowTitle(title)
        header = dock.titleBarWidget()
        if isinstance(header, DockHeader):
            header.set_title(title)

    def all(self) -> tuple[QDockWidget, ...]:
        """Return every dock."""
        return self.data, self.steps, self.inspector, self.plot, self.training

    def reset(self) -> None:
        """Put every dock where it stands at first, for the window's present size."""
        self.layouts.forget()
        self._class = None
        for dock, area in (
            (self.data, LEFT),
            (self.steps, LEFT),
            (self.inspector, RIGHT),
            (self.plot, BOTTOM),
            (self.training, BOTTOM),
        ):
            dock.setFloating(False)
            self._window.addDockWidget(area, dock)
            dock.show()
        self._window.tabifyDockWidget(self.data, self.steps)
        self.data.raise_()
        self.fit()

    def fit(self) -> None:
        """Fit the window's size class; within a class nothing a person arranged is changed."""
        now = size_class(self._window.width(), self._window.height())
        if self._class == now or not self._window.isVisible():
            return
        self.layouts.enter(now)
        self._class = now
        self._arrange(now)
        if self.layouts.restore():
            self._show_row()
        else:
            QTimer.singleShot(0, self, lambda: self._resize(now))

    def _arrange(self, now: SizeClass) -> None:
        """Show and hide what a class shows and hides at first."""
        for dock in (self.data, self.steps):
            dock.setVisible(not now.narrow)
        self.inspector.setVisible(not now.tiny)
        low = now.compact or now.flat
        self._plot.set_compact(low)
        self._training.set_compact(low)
        most = Metrics.BOTTOM_DOCK_SMALL - TABS if low else QWIDGETSIZE_MAX
        for panel in (self._plot, self._training):
            panel.setMaximumHeight(most)
        for dock in (self.plot, self.training):
            dock.setVisible(not now.flat)
        self.row.setVisible(now.flat)
        if now.compact:
            self._window.tabifyDockWidget(self.plot, self.training)
            self.plot.raise_()
        else:
            self._split_bottom()
        self._show_row()

    def _split_bottom(self) -> None:
        """Put the bottom docks side by side, also where they have been behind one another."""
        if self.training in self._window.tabifiedDockWidgets(self.plot):
            hidden = self.training.isHidden()
            self._window.removeDockWidget(self.training)
            self._window.addDockWidget(BOTTOM, self.training)
            self.training.setHidden(hidden)
        self._window.splitDockWidget(self.plot, self.training, Qt.Orientation.Horizontal)

    def open_bottom(self, name: str) -> None:
        """Open one of the bottom docks alone, as where height is short; "" folds both."""
        for dock in (self.plot, self.training):
            dock.setVisible(dock.objectName() == f"dock.{name}")
        self._show_row()
        if self._class is not None and name:
            QTimer.singleShot(0, self, self._resize_bottom)

    def _show_row(self) -> None:
        """Mark in the tab row which dock is open."""
        shown = [dock for dock in (self.plot, self.training) if not dock.isHidden()]
        self.row.show_open(shown[0].objectName().removeprefix("dock.") if shown else "")

    def _resize(self, now: SizeClass) -> None:
        window, horizontal = self._window, Qt.Orientation.Horizontal
        right = Metrics.RIGHT_DOCK_SMALL if now.compact else Metrics.RIGHT_DOCK
        window.resizeDocks([self.data, self.inspector], [Metrics.LEFT_DOCK, right], horizontal)
        if not now.compact:
            middle = window.width() - right - (self.data.isVisible() * Metrics.LEFT_DOCK)
            sizes = [max(1, middle - Metrics.TRAINING), Metrics.TRAINING]
            window.resizeDocks([self.plot, self.training], sizes, horizontal)
        self._resize_bottom()

    def _resize_bottom(self) -> None:
        now = self._class or SizeClass()
        low = now.compact or now.flat
        docks = [dock for dock in (self.plot, self.training) if not dock.isHidden()]
        docks = docks[:1] if now.compact else docks
        bottom = Metrics.BOTTOM_DOCK_SMALL if low else Metrics.BOTTOM_DOCK
        self._window.resizeDocks(docks, [bottom] * len(docks), Qt.Orientation.Vertical)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        for dock in self.all():
            header = dock.titleBarWidget()
            if isinstance(header, DockHeader):
                header.set_icons(icons)
        self.tabs.set_icons(icons)
