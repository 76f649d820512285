"""The edits of the network's structure, with their words for the undo menu.

Weights of new connections are drawn by the initialiser that is chosen, from the project's seed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.commands import pinned
from chainrule.gui.canvas.standing import standing_places
from chainrule.network import edits, layers, wiring
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.placing import aligned, distributed
from chainrule.network.selected import own_connections
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from chainrule.gui.selection import Selection
    from chainrule.network.names import Activation
    from chainrule.network.placing import Line, Way
    from chainrule.network.project import Project


def set_layers(
    project: Project, sizes: Sequence[int], activation: Activation, initializer: str
) -> Edit:
    """Make the network anew from the sizes of its layers; `project` tells whether data is lost."""

    def change(current: Project) -> Project:
        from chainrule.session.checking import with_new_weights

        made = layers.with_layers(current, sizes, activation)
        return with_new_weights(made, made.training.seed, initializer)

    told = QT_TRANSLATE_NOOP("Edit", "Layers {sizes}")
    if loses_data(project, sizes):
        told = QT_TRANSLATE_NOOP("Edit", "Layers {sizes}, without the data")
    return Edit(message(told, sizes="-".join(map(str, sizes))), change)


def loses_data(project: Project, sizes: Sequence[int]) -> bool:
    """Return whether there is data that layers of these sizes have no columns for."""
    rows = project.data.train or project.data.test
    return bool(rows) and not layers.keeps_data(project, sizes)


def add_layer(after: Collection[str], initializer: str) -> Edit:
    """Add a hidden layer after the layer of some neurons; without any, before the outputs."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Add a hidden layer"))
    chosen = frozenset(after)
    return Edit(
        told, _weighted(lambda project: layers.add_hidden_layer(project, chosen), initializer)
    )


def connect_all(neurons: Collection[str], initializer: str) -> Edit:
    """Connect each of the neurons to all of them in later layers."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Connect {count} neurons"), count=len(neurons))
    chosen = frozenset(neurons)
    return Edit(
        told,
        _weighted(lambda project: wiring.connect_levels(pinned(project), chosen), initializer),
    )


def disconnect(selection: Selection) -> Edit:
    """Take away the connections between the selected neurons, or all those of a single one."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Disconnect"))
    neurons, links = selection.neurons, selection.connections
    return Edit(told, lambda project: wiring.disconnect(pinned(project), neurons, links))


def align(neurons: Collection[str], line: Line) -> Edit:
    """Bring neurons in line."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Align {count} neurons"), count=len(neurons))
    chosen = frozenset(neurons)

    def change(project: Project) -> Project:
        moved = aligned(standing_places(project.network), chosen, line)
        return edits.move(pinned(project), moved)

    return Edit(told, change)


def distribute(neurons: Collection[str], way: Way) -> Edit:
    """Put neurons at equal distances."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Distribute {count} neurons"), count=len(neurons))
    chosen = frozenset(neurons)

    def change(project: Project) -> Project:
        moved = distributed(standing_places(project.network), chosen, way)
        return edits.move(pinned(project), moved)

    return Edit(told, change)


def draw_weights(selection: Selection, initializer: str) -> Edit:
    """Draw new weights of the selected connections and of those into the selected neurons."""
    neurons, links = selection.neurons, selection.connections

    def change(project: Project) -> Project:
        from chainrule.session.checking import next_seed, with_drawn_weights

        chosen = own_connections(project.network, neurons, links)
        return with_drawn_weights(project, chosen, next_seed(project, chosen), initializer)

    return Edit(message(QT_TRANSLATE_NOOP("Edit", "New weights for the selection")), change)


def _weighted(
    change: Callable[[Project], Project], initializer: str
) -> Callable[[Project], Project]:
    """Return the change with weights drawn for the connections that it adds."""

    def both(project: Project) -> Project:
        from chainrule.session.checking import with_weights_for_new

        return with_weights_for_new(project, change(project), initializer)

    return both
