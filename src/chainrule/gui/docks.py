"""The docks round the canvas: where each stands, and how they fit the width of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QTabWidget, QToolButton, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

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
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._icon.setVisible(bool(icon))
        self.setFixedHeight(Metrics.DOCK_HEADER)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self.close_button.setIcon(icons.icon("cross", sizes=(ICON,)))
        if self._icon_name:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(icons.pixmap(self._icon_name, ICON, ratio))


class Docks(QObject):
    """The four docks of the window and their layout."""

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
        self._compact: tuple[bool, bool] | None = None
        self.data = self._made("data", translate("Docks", "Data"), QWidget(), "table")
        self.inspector = self._made("inspector", translate("Docks", "Inspector"), QWidget(), "")
        self.plot = self._made("loss", translate("Docks", "Loss"), plot, None)
        self.training = self._made("training", translate("Docks", "Training"), training, None)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, LEFT),
            (Qt.Corner.BottomRightCorner, RIGHT),
        ):
            window.setCorner(corner, area)
        self.reset()

    def _made(self, name: str, title: str, widget: QWidget, icon: str | None) -> QDockWidget:
        """Make a dock; without an icon name the widget brings a header of its own."""
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock.{name}")
        self.put(dock, widget)
        features = QDockWidget.DockWidgetFeature
        dock.setFeatures(features.DockWidgetClosable | features.DockWidgetMovable
                         | features.DockWidgetFloatable)  # fmt: skip
        dock.setTitleBarWidget(QWidget() if icon is None else DockHeader(title, icon, dock))
        return dock

    def put(self, dock: QDockWidget, widget: QWidget) -> None:
        """Put a widget into a dock, in place of the one that kept its room."""
        widget.setProperty("look", "panel")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        old = dock.widget()
        dock.setWidget(widget)
        if old is not None:
            old.deleteLater()

    def all(self) -> tuple[QDockWidget, ...]:
        """Return every dock."""
        return self.data, self.inspector, self.plot, self.training

    def reset(self) -> None:
        """Put every dock where it stands at first, for the window's present size."""
        self._compact = None
        for dock, area in (
            (self.data, LEFT),
            (self.inspector, RIGHT),
            (self.plot, BOTTOM),
            (self.training, BOTTOM),
        ):
            dock.setFloating(False)
            self._window.addDockWidget(area, dock)
            dock.show()
        self.fit(self._window.width())

    def fit(self, width: int) -> None:
        """Fit the window's size class; within a class nothing a person arranged is changed."""
        narrow, low = width < Metrics.WIDE_WINDOW, width < Metrics.MIDDLE_WINDOW
        if self._compact == (narrow, low) or not self._window.isVisible():
            return
        self._compact = (narrow, low)
        self.data.setVisible(not narrow)
        self._plot.set_compact(low)
        self._training.set_compact(low)
        most = Metrics.BOTTOM_DOCK_SMALL - TABS if low else QWIDGETSIZE_MAX
        for panel in (self._plot, self._training):
            panel.setMaximumHeight(most)
        if low:
            self._window.tabifyDockWidget(self.plot, self.training)
            self.plot.raise_()
        else:
            self._window.splitDockWidget(self.plot, self.training, Qt.Orientation.Horizontal)
        QTimer.singleShot(0, self, lambda: self._resize(low))

    def _resize(self, low: bool) -> None:
        window, horizontal = self._window, Qt.Orientation.Horizontal
        right = Metrics.RIGHT_DOCK_SMALL if low else Metrics.RIGHT_DOCK
        window.resizeDocks([self.data, self.inspector], [Metrics.LEFT_DOCK, right], horizontal)
        if not low:
            middle = window.width() - right - (self.data.isVisible() * Metrics.LEFT_DOCK)
            sizes = [max(1, middle - Metrics.TRAINING), Metrics.TRAINING]
            window.resizeDocks([self.plot, self.training], sizes, horizontal)
        bottom = Metrics.BOTTOM_DOCK_SMALL if low else Metrics.BOTTOM_DOCK
        docks = [self.plot] if low else [self.plot, self.training]
        window.resizeDocks(docks, [bottom] * len(docks), Qt.Orientation.Vertical)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        for dock in self.all():
            header = dock.titleBarWidget()
            if isinstance(header, DockHeader):
                header.set_icons(icons)
