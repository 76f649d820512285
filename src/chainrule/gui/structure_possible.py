"""Which of the structure tools can do something with what is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chainrule.network.edits import EditError
from chainrule.network.layers import can_add_layer
from chainrule.network.names import Activation
from chainrule.network.placing import Line, Way, aligned, distributed
from chainrule.network.selected import can_activate, own_parameters
from chainrule.network.wiring import between_groups, keys_to_cut

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from chainrule.gui.selection import Selection
    from chainrule.network.arrange import Place
    from chainrule.network.project import Project


def possible(
    project: Project, selection: Selection, places: Mapping[str, Place]
) -> dict[str, bool]:
    """Return for each action of the structure tools whether it would change something."""
    network = project.network
    neurons, links = selection.neurons, selection.connections
    names = own_parameters(network, neurons, links)
    weights = names[: len(names) - sum(not network.by_id[name].is_input for name in neurons)]
    found = {
        "network.layers": True,
        "network.add_layer": can_add_layer(network, layer_of(selection)),
        "network.connect_all": any(True for _ in between_groups(network, neurons)),
        "network.disconnect": bool(keys_to_cut(network, neurons, links)),
        "network.lock": any(name not in network.locked for name in names),
        "network.unlock": any(name in network.locked for name in names),
        "network.new_weights_selected": any(name not in network.locked for name in weights),
    }
    found |= {f"network.{name}": can for name, can in placeable(places, neurons).items()}
    for activation in Activation:
        found[f"network.activation.{activation}"] = can_activate(project, neurons, activation)
    return found


def placeable(places: Mapping[str, Place], neurons: Collection[str]) -> dict[str, bool]:
    """Return for each way of putting neurons in line (`align_left` …) whether it moves one."""
    found = {f"align_{line}": _can(partial(aligned, places, neurons, line)) for line in Line}
    return found | {
        f"distribute_{way}": _can(partial(distributed, places, neurons, way)) for way in Way
    }


def layer_of(selection: Selection) -> frozenset[str]:
    """Return the neurons whose layer a new one follows: the selected, else where edges start."""
    return selection.neurons or frozenset(source for source, _ in selection.connections)


def common_activation(project: Project, selection: Selection) -> Activation | None:
    """Return the activation that all the selected neurons have, None when they differ."""
    by_id = project.network.by_id
    kinds = {by_id[name].activation for name in selection.neurons if not by_id[name].is_input}
    return kinds.pop() if len(kinds) == 1 else None


def _can(edit: Callable[[], object]) -> bool:
    try:
        edit()
    except EditError:
        return False
    return True
