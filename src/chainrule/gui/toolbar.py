"""The toolbar: files, undo, tools, transport, granularity, speed and the window's own buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolBar, QToolButton, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.widgets.play_button import PlayButton
from chainrule.gui.widgets.segmented import Segmented
from chainrule.gui.widgets.speed import SpeedControl
from chainrule.session.operations import Granularity

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from chainrule.gui.actions import Actions
    from chainrule.gui.icons import Icons

ICON = 20
ROOMY = 1000
"""px from which on everything has room"""


class ToolBar(QToolBar):
    """The one toolbar of the window; it becomes compact in a narrow one."""

    def __init__(self, actions: Actions, icons: Icons, parent: QWidget) -> None:
        super().__init__(translate("ToolBar", "Toolbar"), parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(ICON, ICON))
        self.setFixedHeight(Metrics.TOOLBAR)
        self._actions = actions
        self.granularity = Segmented("granularity", translate("ToolBar", "Step"), _granularities())
        self.speed = SpeedControl(icons)
        self.play = PlayButton(actions["run.play"], icons)
        self.practice = self._button("run.practice")
        self.practice.setObjectName("practice_button")
        self._buttons: dict[str, QToolButton] = {}
        self._others: dict[QAction, int] = {}
        """what is no part of the transport, and the width from which on there is room for it"""
        self._transport_only = False
        self._width = 0
        self._fill()

    def _fill(self) -> None:
        self._add("file.new", "file.open", "file.save")
        self.addSeparator()
        self._add("edit.undo", "edit.redo")
        self.addSeparator()
        self._others = dict.fromkeys(self.actions(), Metrics.WINDOW_LEAST[0])
        self._others[self.addWidget(self._tools())] = 0
        self.addWidget(_stretch())
        self._add("run.reset", "run.step_back")
        self.addWidget(_padded(self.play))
        self._add("run.step")
        self.addWidget(_padded(self.granularity, 12))
        self.addWidget(_padded(self.speed, 8))
        self.addWidget(_stretch())
        self._others[self.addWidget(_padded(self.practice, 4))] = 0
        self._others[self.addSeparator()] = ROOMY
        for name in ("file.export_png", "view.theme", "view.inspector"):
            self._add(name)
            self._others[self.actions()[-1]] = 0 if name == "view.inspector" else ROOMY

    def _add(self, *names: str) -> None:
        for name in names:
            self._buttons[name] = self._button(name)
            self.addWidget(self._buttons[name])

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self._actions[name].toolTip())
        return button

    def _tools(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "group")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name in ("tool.select", "tool.neuron", "tool.connect"):
            row.addWidget(self._button(name))
        return _padded(frame, 4)

    def set_width(self, width: int) -> None:
        """Fit the window's width: combo boxes in place of rows when it is narrow."""
        compact = width < Metrics.MIDDLE_WINDOW
        style = Qt.ToolButtonStyle
        self.practice.setToolButtonStyle(
            style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
        )
        self.practice.setProperty("look", "" if compact else "wide")
        self.practice.style().unpolish(self.practice)
        self.practice.style().polish(self.practice)
        self.granularity.set_compact(compact)
        self.speed.set_compact(compact)
        self._width = width
        self._show_others()

    def set_transport_only(self, only: bool) -> None:
        """Show nothing but the transport, as while presenting, or everything again."""
        self._transport_only = only
        self._show_others()

    def _show_others(self) -> None:
        """Show what there is room for; what is left out is in the menus too.

        Qt enables a button when it shows it again, whatever its own action says.
        """
        for action, least in self._others.items():
            action.setVisible(not self._transport_only and self._width >= least)
        for name, button in self._buttons.items():
            button.setEnabled(self._actions[name].isEnabled())

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual, as while presenting."""
        self.setFixedHeight(round(Metrics.TOOLBAR * scale))
        self.setIconSize(QSize(1, 1) * round(ICON * scale))
        self.play.set_scale(scale)
        self.speed.set_scale(scale)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self.play.set_icons(icons)
        self.speed.set_icons(icons)


def _granularities() -> dict[str, str]:
    return {
        Granularity.OPERATION.value: translate("ToolBar", "Operation"),
        Granularity.LAYER.value: translate("ToolBar", "Layer"),
        Granularity.SAMPLE.value: translate("ToolBar", "Sample"),
        Granularity.BATCH.value: translate("ToolBar", "Batch"),
        Granularity.EPOCH.value: translate("ToolBar", "Epoch"),
    }


def _stretch() -> QWidget:
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return widget


def _padded(widget: QWidget, sides: int = 6) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(sides, 0, sides, 0)
    row.addWidget(widget)
    return box
