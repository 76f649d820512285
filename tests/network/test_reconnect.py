import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.network.edits import EditError
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Role
from chainrule.network.project import Project
from chainrule.network.reconnect import reconnect, why_not_reconnect
from helpers.graphs import graphs


def chain() -> Project:
    neurons = [
        Neuron("x1", Role.INPUT),
        Neuron("h1", Role.HIDDEN),
        Neuron("h2", Role.HIDDEN),
        Neuron("y1", Role.OUTPUT),
    ]
    links = [
        Connection("x1", "h1", 0.5, locked=True),
        Connection("h1", "h2", 0.25),
        Connection("h2", "y1", -1.0),
    ]
    return Project(network=Network(tuple(neurons), tuple(links)))


def test_a_connection_keeps_weight_lock_and_order_at_its_new_end():
    changed = reconnect(chain(), ("x1", "h1"), ("x1", "h2")).network.connections
    assert changed[0] == Connection("x1", "h2", 0.5, locked=True)
    assert [link.weight for link in changed] == [0.5, 0.25, -1.0], "the others stay as they are"


def test_what_would_close_a_loop_or_is_there_already_is_refused():
    with pytest.raises(EditError, match="loop"):
        reconnect(chain(), ("x1", "h1"), ("h2", "h1"))
    with pytest.raises(EditError, match="Already"):
        reconnect(chain(), ("x1", "h1"), ("h1", "h2"))
    assert why_not_reconnect(chain().network, ("x1", "h1"), ("x1", "h1")) is None, "where it was"


@given(graphs(), st.data())
def test_reconnecting_is_deleting_and_connecting(project, data):
    links = project.network.connections
    if not links:
        return
    link = data.draw(st.sampled_from(links))
    names = sorted(project.network.by_id)
    new = (link.source, data.draw(st.sampled_from(names)))
    if why_not_reconnect(project.network, link.key, new) is not None:
        return
    changed = reconnect(project, link.key, new)
    keys = {other.key for other in links} - {link.key} | {new}
    assert {other.key for other in changed.network.connections} == keys
    assert changed.network.by_key[new].weight == link.weight
