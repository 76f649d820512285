"""Many connections at once: everything of one group to everything of another, or none between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.edits import EditError, rebuilt
from chainrule.network.graph import Connection, Network
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Role
from chainrule.network.sizes import check_connections
from chainrule.network.soundness import is_softmax

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from chainrule.network.edits import Key
    from chainrule.network.project import Project


def connect_all(project: Project, sources: Collection[str], targets: Collection[str]) -> Project:
    """Make every connection from a source to a target that can be, with the weight 0.

    An `EditError` gives the reason when none can be.
    """
    return joined(project, _or_reason(project.network, sources, targets))


def connect_levels(project: Project, neurons: Collection[str]) -> Project:
    """Connect each of these neurons to all of them that stand in later layers, weights 0."""
    keys = between_groups(project.network, neurons)
    if next(keys, None) is None:
        groups = layer_groups(project.network, neurons)
        if len(groups) < 2:  # noqa: PLR2004, RUF100
            raise EditError(message(TWO_LAYERS))
        _or_reason(project.network, groups[0], groups[1])
    return joined(project, list(between_groups(project.network, neurons)))


TWO_LAYERS = QT_TRANSLATE_NOOP(
    "Edit", "Select neurons of two layers or more: each feeds those in the layers after its own."
)


def joined(project: Project, keys: Sequence[Key]) -> Project:
    """Return the project with these connections too, of weight 0."""
    network = project.network
    if keys:
        check_connections(len(network.connections) + len(keys))
    links = (*network.connections, *(Connection(source, target) for source, target in keys))
    return rebuilt(project, Network(network.neurons, links))


def new_keys(network: Network, sources: Iterable[str], targets: Collection[str]) -> list[Key]:
    """Return the connections from a source to a target that can be made one after the other."""
    after = {name: {link.target for link in network.outgoing[name]} for name in network.by_id}
    feeding = [name for name in in_order(network, sources) if not is_softmax(network.by_id[name])]
    keys: list[Key] = []
    for target in in_order(network, targets):
        if network.by_id[target].is_input:
            continue
        behind = _reached(after, target)
        for source in feeding:
            if source not in behind and target not in after[source]:
                after[source].add(target)
                keys.append((source, target))
    return keys


def between_groups(network: Network, neurons: Collection[str]) -> Iterator[Key]:
    """Yield the connections that these neurons lack to those of them in later layers.

    None of them can close a loop: a layer never needs a later one.
    """
    groups = layer_groups(network, neurons)
    for index, group in enumerate(groups):
        feeding = [name for name in group if not is_softmax(network.by_id[name])]
        later = [name for other in groups[index + 1 :] for name in other]
        yield from (
            (source, target)
            for source in feeding
            for target in later
            if (source, target) not in network.by_key
        )


def layer_groups(network: Network, neurons: Collection[str]) -> list[list[str]]:
    """Return the neurons by layer, the first layer first; outputs that feed nothing come last."""
    groups: dict[int, list[str]] = {}
    last = len(network.levels)
    for name in in_order(network, neurons):
        final = network.by_id[name].role is Role.OUTPUT and not network.outgoing[name]
        groups.setdefault(last if final else network.level_of[name], []).append(name)
    return [groups[level] for level in sorted(groups)]


def disconnect(
    project: Project, neurons: Collection[str], connections: Collection[Key] = ()
) -> Project:
    """Take away the connections between these neurons, all of a single one's, and those named.

    An `EditError` says so when there are none.
    """
    cut = keys_to_cut(project.network, neurons, connections)
    if not cut:
        told = QT_TRANSLATE_NOOP("Edit", "There is no connection between the selected neurons.")
        raise EditError(message(told))
    kept = tuple(link for link in project.network.connections if link.key not in cut)
    return rebuilt(project, Network(project.network.neurons, kept))


def keys_to_cut(
    network: Network, neurons: Collection[str], connections: Collection[Key] = ()
) -> frozenset[Key]:
    """Return the connections that `disconnect` takes away."""
    alone = len(neurons) == 1 and not connections
    named = [key for key in connections if key in network.by_key]
    ends = all if not alone else any
    between = (
        link.key
        for name in neurons
        for link in (*network.outgoing[name], *network.incoming[name])
        if ends(end in neurons for end in link.key)
    )
    return frozenset((*named, *between))


def in_order(network: Network, neurons: Iterable[str]) -> list[str]:
    """Return neurons in the order of the file, whatever the order they were chosen in."""
    chosen = frozenset(neurons)
    return [neuron.id for neuron in network.neurons if neuron.id in chosen]


def _or_reason(network: Network, sources: Collection[str], targets: Collection[str]) -> list[Key]:
    keys = new_keys(network, sources, targets)
    if keys:
        return keys
    pairs = [
        (source, target)
        for source in in_order(network, sources)
        for target in in_order(network, targets)
        if source != target
    ]
    if not pairs:
        told = QT_TRANSLATE_NOOP("Edit", "Select at least one neuron to connect from and one to.")
        raise EditError(message(told))
    if all(key in network.by_key for key in pairs):
        told = QT_TRANSLATE_NOOP("Edit", "All of these are connected already.")
        raise EditError(message(told))
    reasons = (network.why_not_connect(*key) for key in pairs if key not in network.by_key)
    raise EditError(next(reason for reason in reasons if reason is not None))


def _reached(after: dict[str, set[str]], start: str) -> set[str]:
    """Return all that can be reached from a neuron, itself too."""
    seen, waiting = {start}, [start]
    while waiting:
        ahead = after[waiting.pop()] - seen
        seen |= ahead
        waiting.extend(ahead)
    return seen
