"""The main window: canvas, panels and actions, and what connects them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from chainrule.gui.access import Access
from chainrule.gui.actions import Actions
from chainrule.gui.appearance import Appearance
from chainrule.gui.canvas.view import Canvas
from chainrule.gui.choices import Choices
from chainrule.gui.commands import Commands
from chainrule.gui.datasets.door import DataDoor
from chainrule.gui.docks import Docks
from chainrule.gui.driver import Driver
from chainrule.gui.edge_cards import EdgeCards
from chainrule.gui.files import Files, told
from chainrule.gui.language import translate
from chainrule.gui.late_panels import make_data_panel, make_inspector
from chainrule.gui.loss_reason import LossReason
from chainrule.gui.menus import fill, keep_filled
from chainrule.gui.metrics import Metrics
from chainrule.gui.neuron_maps import NeuronMaps
from chainrule.gui.origins import Origins
from chainrule.gui.panels.history_bar import HistoryBar
from chainrule.gui.panels.loss_panel import LossPanel
from chainrule.gui.panels.phase_strip import PhaseStrip
from chainrule.gui.panels.status import StatusBar
from chainrule.gui.panels.training import TrainingPanel
from chainrule.gui.path_mode import PathMode
from chainrule.gui.practice.practice import Practice
from chainrule.gui.rail import Rail
from chainrule.gui.selection import Selection
from chainrule.gui.showing import Showing
from chainrule.gui.surface_dock import SurfaceDock
from chainrule.gui.title import Title
from chainrule.gui.toolbar import ToolBar
from chainrule.gui.view_menu import ViewMenu
from chainrule.gui.what_if import WhatIf
from chainrule.gui.window_keys import press
from chainrule.network.edits import EditError
from chainrule.session.document import Document
from chainrule.teaching.cards.parts import NumberName

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent

    from chainrule.gui.icons import Icons
    from chainrule.gui.panels.data import DataPanel
    from chainrule.gui.panels.inspector import Inspector
    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project
    from chainrule.session.document import Edit
    from chainrule.session.operations import Kind

FIRST_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """The window; it owns the document and the driver, and hands every moment to its parts.

    `selected` tells what is now selected.
    """

    selected = Signal(object)

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.late_panels: list[Inspector | DataPanel] = []
        self.choices = Choices(self)
        self.appearance = Appearance(self)
        self.selection = Selection()
        self.document = Document(project)
        self.driver = Driver(self.document, self)
        self.files = Files(self.driver, self)
        self.actions_by_name = Actions(self)
        self.showing = Showing(self)
        self.practice = Practice(self)
        self._build()
        self._connect()
        self.path_mode = PathMode(self)
        self.commands = Commands(self)
        self.edge_cards = EdgeCards(self)
        self.neuron_maps = NeuronMaps(self)
        self.loss_reason = LossReason(self.canvas, self.driver)
        self.practice.bind()
        self.access = Access(self)
        self.origins = Origins(self)
        self.what_if = WhatIf(self)
        self.surface = SurfaceDock(self)
        self.data_door = DataDoor(self)
        self.view_menu = ViewMenu(self)
        self.appearance.hand_icons()
        self.view_menu.start()
        self.showing.show(self.driver.moment())
        self._retitle()
        self.canvas.setFocus()

    @property
    def theme(self) -> Theme:
        """The theme that is worn."""
        return self.appearance.theme

    @property
    def icons(self) -> Icons:
        """The icons in the theme's colours."""
        return self.appearance.icons

    # Building

    def _build(self) -> None:
        self.setObjectName("main_window")
        self.setMinimumSize(*Metrics.WINDOW_LEAST)
        self.resize(*FIRST_SIZE)
        self.setDockNestingEnabled(True)
        self.canvas = Canvas(self.theme)
        self.strip = PhaseStrip(self.theme, self.icons)
        self.history_bar = HistoryBar(self.theme, self.icons)
        self.loss = LossPanel(self.theme)
        self.training = TrainingPanel(self.theme, self.icons)
        self.status = StatusBar(self.theme)
        self.toolbar = ToolBar(self.actions_by_name, self.icons, self)
        self.addToolBar(self.toolbar)
        self.setCentralWidget(self._middle())
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.docks = Docks(self, self.loss, self.training)
        self._column.addWidget(self.docks.row)
        self.rail = Rail(self, {"data": self.docks.data, "steps": self.docks.steps})
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.rail)
        self.menus = fill(self.menuBar(), self.actions_by_name)
        self._title = Title(self.menuBar())

    def _middle(self) -> QWidget:
        middle = QWidget(self)
        self._column = column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.history_bar)
        column.addWidget(self.canvas, 1)
        self.history_bar.hide()
        return middle

    def _connect(self) -> None:
        self.driver.moment_changed.connect(self.showing.show)
        self.driver.moment_changed.connect(self.docks.row.show_moment)
        self.driver.rate_changed.connect(self.status.set_rate)
        self.document.listen(lambda *_: self._retitle())
        self.files.path_changed.connect(self._retitle)
        self.files.opened.connect(self._opened)
        for panel in (self.canvas, self.training):
            panel.edit_requested.connect(self.apply)
            panel.merge_ended.connect(self.document.close_merge)
        self.canvas.selection_changed.connect(self.select)
        self.canvas.said.connect(self.status.say)
        self.canvas.interrupted.connect(self.driver.interrupt)
        self.canvas.play_toggled.connect(self.driver.toggle_play)
        self.strip.phase_chosen.connect(self.driver.go_to_phase)
        self.strip.way_chosen.connect(lambda name: self.actions_by_name[name].trigger())
        self.loss.moved.connect(self.driver.look_at)
        self.loss.back_to_end.connect(self.driver.look_at_end)
        self.loss.export_wanted.connect(lambda suffix: self.commands.exporting.plot(suffix))
        self.history_bar.train_from_here.connect(self.driver.train_from_here)
        self.history_bar.back_to_end.connect(self.driver.look_at_end)
        keep_filled(self.menus, self.files)
        self.canvas.installEventFilter(self)
        self.installEventFilter(self)

    # After the first paint

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Load numpy and the plot once the canvas has been painted; follow the screen's scale.

        A window's own `event` is not overridden: everything inside is painted from there, and an
        error that is raised beneath an override in Python would end the program.
        """
        if watched is self and event.type() == QEvent.Type.DevicePixelRatioChange:
            self.appearance.renew()
        if watched is self.canvas and event.type() == QEvent.Type.Paint:
            self.canvas.removeEventFilter(self)
            QTimer.singleShot(0, self, self.load)
        return super().eventFilter(watched, event)

    def load(self) -> None:
        """Load what the first picture did not need: two panels, the engine, the plot."""
        self.inspector  # noqa: B018
        self.data  # noqa: B018
        self.driver.session  # noqa: B018
        self.loss.load()
        self.driver.show()

    @cached_property
    def inspector(self) -> Inspector:
        """The Inspector; made when first asked for, which is after the first paint."""
        return make_inspector(self)

    @cached_property
    def data(self) -> DataPanel:
        """The Data panel; made when first asked for, which is after the first paint."""
        return make_data_panel(self)

    # Showing

    def select(self, selection: Selection) -> None:
        """Select the same thing everywhere."""
        if selection != self.selection:
            self.selection = selection
            self.canvas.set_selection(selection)
            if "inspector" in self.__dict__:
                self.inspector.set_selection(selection)
            self.commands.show_selection(selection)
            self.selected.emit(selection)

    def keep_selection(self) -> None:
        """Let go of what is no longer there."""
        self.select(self.selection.within(self.document.project.network))

    def show_origin(self, kind: Kind, target: str, sample: int | None = None) -> None:
        """Show where a number comes from; `sample` is its row from 1, None of the batch."""
        self.origins.open(NumberName(kind, target, sample))

    # Edits

    def apply(self, edit: Edit) -> None:
        """Make an edit; when it cannot be made, say why at the pointer and in the strip."""
        try:
            self.driver.edit(edit)
        except EditError as error:
            self.canvas.refuse(told(error))
            self.strip.say(told(error))
            self.driver.show()

    def _opened(self, _project: Project) -> None:
        self.select(Selection())
        self.canvas.zoom_fit(animated=False)
        self.loss.clear_ghosts()
        if self.training.isAncestorOf(self.focusWidget()):
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retitle(self) -> None:
        title = self.document.project.title or translate("Window", "Untitled")
        name = self.files.path.name if self.files.path is not None else title
        self._title.setText(title)
        self.setWindowTitle(translate("Window", "{name}[*] – Chainrule").format(name=name))
        self.setWindowModified(self.document.modified)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the toolbar and the docks to the window's size class."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the docks their sizes, which they take only in a window that is shown."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit toolbar, rail and docks to the width; while presenting there is the toolbar only."""
        width = self.width()
        self.toolbar.set_width(width)
        if self.view_menu.presentation.on:
            return
        self.docks.fit()
        self.rail.set_narrow(width < Metrics.WIDE_WINDOW)
        self.rail.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that no widget wanted: granularity, speed, steps."""
        if not press(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before unsaved changes are lost."""
        if self.files.may_close():
            self.driver.pause()
            self.view_menu.presentation.leave()
            self.docks.layouts.remember()
            event.accept()
        else:
            event.ignore()
