"""The structure tools: what the actions of layers, wiring, placing and locks do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.gui import structure_edits
from chainrule.gui.canvas import commands
from chainrule.gui.canvas.wording import say
from chainrule.gui.language import translate
from chainrule.gui.selection import Selection
from chainrule.gui.structure_possible import common_activation, layer_of, possible
from chainrule.network.message import message
from chainrule.network.names import Activation
from chainrule.network.placing import Line, Way
from chainrule.network.selected import own_parameters
from chainrule.network.wiring import TWO_LAYERS, layer_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.main_window import MainWindow
    from chainrule.network.project import Project
    from chainrule.session.document import Edit
    from chainrule.session.moment import Moment


class Structure(QObject):
    """Binds the structure tools of a window to their edits, and enables those that can be used."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.actions_by_name
        self._looking_back = False
        self._seen: Project | None = None
        for name, does in self._table().items():
            self._actions[name].triggered.connect(lambda _=False, does=does: does())

    def _table(self) -> dict[str, Callable[[], object]]:
        table: dict[str, Callable[[], object]] = {
            "network.layers": self.set_layers,
            "network.add_layer": self.add_layer,
            "network.connect_all": self.connect_all,
            "network.disconnect": self.cut,
            "network.new_weights_selected": self.draw_weights,
            "network.lock": partial(self.set_locked, True),
            "network.unlock": partial(self.set_locked, False),
        }
        table |= {f"network.align_{line}": partial(self.align, line) for line in Line}
        table |= {f"network.distribute_{way}": partial(self.distribute, way) for way in Way}
        return table | {
            f"network.activation.{kind}": partial(self.set_activation, kind) for kind in Activation
        }

    # When they can be chosen

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its actions."""
        return tuple(self._table())

    def show_moment(self, moment: Moment) -> None:
        """Enable the tools anew when the project has changed, none while looking back."""
        here = self._window.document.project is self._seen
        if not here or moment.looking_back != self._looking_back:
            self._looking_back = moment.looking_back
            self.show_selection()

    def show_selection(self) -> None:
        """Enable what can do something with what is selected."""
        project = self._seen = self._window.document.project
        selection = self._window.selection.within(project.network)
        found = possible(project, selection, self._window.canvas.layout_now.places)
        for name, can in found.items():
            self._actions[name].setEnabled(can and not self._looking_back)
        common = common_activation(project, selection)
        for kind in Activation:
            self._actions[f"network.activation.{kind}"].setChecked(kind is common)
        self._explain_connecting(selection)

    def _explain_connecting(self, selection: Selection) -> None:
        """Let the tip of Connect all say what to select while it is of one layer."""
        action = self._actions["network.connect_all"]
        tip = action.text().replace("&", "")
        network = self._window.document.project.network
        if len(layer_groups(network, selection.neurons)) < 2:  # noqa: PLR2004, RUF100
            tip = say(message(TWO_LAYERS))
        action.setToolTip(tip)

    # What they do

    def set_layers(self) -> None:
        """Ask for the sizes of the layers and make them."""
        from chainrule.gui.layers_dialog import LayersDialog

        window = self._window
        dialog = LayersDialog(window.document.project, window, window.theme.notation)
        if dialog.exec() and dialog.sizes:
            project = self._window.document.project
            edit = structure_edits.set_layers(
                project, dialog.sizes, dialog.activation, self._initializer
            )
            if self._apply(edit):
                self._window.canvas.zoom_fit()
        dialog.deleteLater()

    def add_layer(self) -> None:
        """Add a hidden layer after that of the selection, and select it."""
        window = self._window
        known = frozenset(window.document.project.network.by_id)
        if self._apply(structure_edits.add_layer(layer_of(window.selection), self._initializer)):
            added = frozenset(window.document.project.network.by_id) - known
            window.select(Selection(added))
            window.canvas.zoom_fit()
            said = translate("Structure", "A hidden layer of {count} neurons was added.")
            window.status.say(said.format(count=len(added)))

    def connect_all(self) -> None:
        """Connect the selected neurons, each layer to those after it, and say how many."""
        window = self._window
        before = len(window.document.project.network.connections)
        neurons = window.selection.neurons
        if self._apply(structure_edits.connect_all(neurons, self._initializer)):
            count = len(window.document.project.network.connections) - before
            said = translate("Structure", "New connections: {count}.")
            window.status.say(said.format(count=count))

    def cut(self) -> None:
        """Take away the connections between what is selected."""
        self._apply(structure_edits.disconnect(self._window.selection))

    def align(self, line: Line) -> None:
        """Bring the selected neurons in line."""
        self._apply(structure_edits.align(self._window.selection.neurons, line))

    def distribute(self, way: Way) -> None:
        """Put the selected neurons at equal distances."""
        self._apply(structure_edits.distribute(self._window.selection.neurons, way))

    def set_activation(self, kind: Activation) -> None:
        """Give the selected neurons an activation."""
        by_id = self._window.document.project.network.by_id
        chosen = [name for name in self._window.selection.neurons if not by_id[name].is_input]
        self._apply(commands.set_activation(chosen, kind))
        self.show_selection()

    def draw_weights(self) -> None:
        """Draw new weights for the selection."""
        self._apply(structure_edits.draw_weights(self._window.selection, self._initializer))

    def set_locked(self, locked: bool) -> None:
        """Freeze weights and biases of the selection, or let them be trained again."""
        selection, network = self._window.selection, self._window.document.project.network
        names = own_parameters(network, selection.neurons, selection.connections)
        self._apply(commands.set_locked(names, locked))

    @property
    def _initializer(self) -> str:
        return self._window.inspector.initializer

    def _apply(self, edit: Edit) -> bool:
        """Make an edit; return whether something has changed."""
        before = self._window.document.project
        self._window.apply(edit)
        return self._window.document.project is not before
