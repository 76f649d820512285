"""What each action does, and when it can be chosen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup, QCursor

from chainrule.gui.bindings import bindings
from chainrule.gui.canvas.commands import tidy
from chainrule.gui.files import told
from chainrule.gui.language import translate
from chainrule.gui.menus import EXAMPLES
from chainrule.gui.sentences import plain_message
from chainrule.gui.stopping import Stopping
from chainrule.gui.structure import Structure
from chainrule.gui.undoing import Undoing
from chainrule.gui.ways import show_ways
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.session.document import Edit
from chainrule.session.operations import Granularity

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

    from chainrule.gui.clipboard import Clipboard
    from chainrule.gui.exporting import Exporting
    from chainrule.gui.icons import Icons
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.selection import Selection
    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.moment import Moment

TOOLS = ("select", "neuron", "connect")


class Commands(QObject):
    """Binds the actions of a window to what they do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.actions_by_name
        self.undoing = Undoing(window)
        for name, does in bindings(window, self).items():
            self._actions[name].triggered.connect(lambda _=False, does=does: does())
        self.structure = Structure(window)
        self._bind_tools()
        self._bind_views()
        self._bind_transport()
        self.stopping = Stopping(window)

    @cached_property
    def clipboard(self) -> Clipboard:
        """Cut, copy and paste; loaded when first used."""
        from chainrule.gui.clipboard import Clipboard

        return Clipboard(self._window)

    @cached_property
    def exporting(self) -> Exporting:
        """The exports; loaded when first used."""
        from chainrule.gui.exporting import Exporting

        return Exporting(self._window)

    def worksheet(self) -> None:
        """Show the dialog of worksheets."""
        from chainrule.gui.worksheet.opening import show_worksheet

        show_worksheet(self._window, self.exporting)

    def preferences(self) -> None:
        """Show the preferences."""
        from chainrule.gui.preferences_dialog import show_preferences

        show_preferences(self._window, self._window.choices)

    def conventions(self) -> None:
        """Show where textbooks differ, and which way is on."""
        from chainrule.gui.conventions_dialog import show_conventions

        show_conventions(self._window)

    def shortcuts(self) -> None:
        """Show every key."""
        from chainrule.gui.dialogs import show_shortcuts

        show_shortcuts(self._window, self._actions)

    def about(self) -> None:
        """Say what this is."""
        from chainrule.gui.dialogs import show_about

        show_about(self._window)

    # Tools and views

    def _bind_tools(self) -> None:
        group = QActionGroup(self)
        for tool in TOOLS:
            action = self._actions[f"tool.{tool}"]
            group.addAction(action)
            action.triggered.connect(lambda _=False, tool=tool: self._window.canvas.set_tool(tool))
        self._actions["tool.select"].setChecked(True)
        self._window.canvas.tool_changed.connect(
            lambda tool: self._actions[f"tool.{tool}"].setChecked(True)
        )

    def _bind_views(self) -> None:
        window = self._window
        for name, dock in (("data", window.docks.data), ("inspector", window.docks.inspector)):
            action = self._actions[f"view.{name}"]
            action.triggered.connect(lambda on=False, dock=dock: self._show_dock(dock, on))
            dock.visibilityChanged.connect(action.setChecked)

    def _show_dock(self, dock: QDockWidget, shown: bool) -> None:
        """Show a dock, in front of those that lie in the same place, or close it."""
        dock.setVisible(shown)
        if shown:
            dock.raise_()

    def _bind_transport(self) -> None:
        window = self._window
        window.toolbar.granularity.current_changed.connect(
            lambda key: window.driver.set_granularity(Granularity(key))
        )
        window.toolbar.speed.speed_changed.connect(window.driver.set_speed)
        window.canvas.examples_wanted.connect(self._offer_examples)
        window.canvas.set_new_weight(self._new_weight)

    def _offer_examples(self) -> None:
        self._window.menus[EXAMPLES].popup(QCursor.pos())

    def _new_weight(self) -> float:
        from chainrule.session.checking import new_weight

        return new_weight(self._window.document.project)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        for name, spec in self._actions.specs.items():
            if spec.icon:
                self._actions[name].setIcon(icons.icon(spec.icon))
        dark = icons.theme.dark
        self._actions["view.theme"].setIcon(icons.icon("sun" if dark else "moon"))
        self._actions["view.theme"].setChecked(dark)

    # What can be chosen

    def show_moment(self, moment: Moment) -> None:
        """Enable what can be done now."""
        here = not moment.looking_back
        enable = {
            "run.play": moment.can_step and here,
            "run.step": moment.can_step and here,
            "run.step_back": moment.can_step_back and here,
            "run.check_gradients": bool(moment.project.data.train),
            "data.sets": here,
            "file.import_csv": here,
            "network.arrange": here and bool(moment.project.network.neurons),
            "network.new_weights": here and bool(moment.project.network.connections),
        }
        for name, possible in enable.items():
            if self._actions[name].isEnabled() != possible:
                self._actions[name].setEnabled(possible)
        self.structure.show_moment(moment)
        self.stopping.show_moment(moment)
        self._show_playing(moment.playing)
        show_ways(self._actions, moment, self._window.theme.notation)
        self._show_undo(here)
        self._window.toolbar.granularity.set_current(moment.granularity.value)

    def _show_playing(self, playing: bool) -> None:
        self._window.toolbar.play.set_playing(playing)
        text = translate("Actions", "&Pause") if playing else translate("Actions", "&Play")
        if self._actions["run.play"].text() != text:
            self._actions["run.play"].setText(text)

    def _show_undo(self, here: bool) -> None:
        undo, redo = self.undoing.labels(here)
        plain, full = translate("Actions", "&Undo"), translate("Actions", "&Undo: {what}")
        self._show_entry("edit.undo", undo, plain, full)
        plain, full = translate("Actions", "&Redo"), translate("Actions", "&Redo: {what}")
        self._show_entry("edit.redo", redo, plain, full)

    def _show_entry(self, name: str, label: Message | None, plain: str, full: str) -> None:
        action = self._actions[name]
        action.setEnabled(label is not None)
        text = plain
        if label is not None:
            what = plain_message(label, self._window.theme.notation)
            text = full.format(what=what.replace("&", "&&"))
        if action.text() != text:
            action.setText(text)

    def show_selection(self, selection: Selection) -> None:
        """Enable what needs something selected."""
        for name in ("edit.cut", "edit.copy", "edit.duplicate"):
            self._actions[name].setEnabled(bool(selection.neurons))
        self._actions["edit.delete"].setEnabled(bool(selection))
        self.structure.show_selection()

    # What is more than one call

    def tidy(self) -> None:
        """Lay the network out in columns."""
        self._window.apply(tidy())
        self._window.canvas.zoom_fit()

    def new_weights(self) -> None:
        """Draw new starting weights from the next seed, and say it."""
        from chainrule.session.checking import with_new_weights

        seed = self._window.document.project.training.seed + 1
        initializer = self._window.inspector.initializer

        def change(project: Project) -> Project:
            return with_new_weights(project, seed, initializer)

        label = message(QT_TRANSLATE_NOOP("Undo", "New weights from seed {seed}"), seed=seed)
        self._window.apply(Edit(label, change))
        said = translate("Commands", "New weights, drawn from seed {seed}.")
        self._window.status.say(said.format(seed=seed))

    def reset(self) -> None:
        """Return to the starting weights; the curve stays as a ghost."""
        self._window.driver.reset()

    def check_gradients(self) -> None:
        """Check every gradient against central differences and show the result."""
        from chainrule.gui.dialogs import show_gradient_check
        from chainrule.session.checking import check_project

        self._window.driver.pause()
        if self._window.driver.loaded:
            self._window.driver.session.record()
        try:
            rows = check_project(self._window.document.project)
        except ChainruleError as error:
            self._window.strip.say(told(error))
            return
        show_gradient_check(self._window, rows, self._window.theme.notation)
