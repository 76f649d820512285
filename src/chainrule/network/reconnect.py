"""Connections that begin or end at another neuron than before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.network.edits import EditError, checked, rebuilt

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.network.message import Message
    from chainrule.network.project import Project

Key = tuple[str, str]


def without(network: Network, key: Key) -> Network:
    """Return the network without a connection."""
    kept = tuple(link for link in network.connections if link.key != key)
    return replace(network, connections=kept)


def why_not_reconnect(network: Network, key: Key, new: Key) -> Message | None:
    """Return why a connection cannot have these ends, or None when it can."""
    return None if key == new else without(network, key).why_not_connect(*new)


def reconnect(project: Project, key: Key, new: Key) -> Project:
    """Give a connection other ends; it keeps its weight, its lock and its place in the order."""
    network = project.network
    reason = why_not_reconnect(network, key, new)
    if reason is not None:
        raise EditError(reason)
    connections = tuple(
        replace(link, source=new[0], target=new[1]) if link.key == key else link
        for link in network.connections
    )
    return rebuilt(project, checked(lambda: replace(network, connections=connections)))
