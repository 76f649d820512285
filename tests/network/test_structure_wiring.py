import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.edits import EditError, connect
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project
from chainrule.network.selected import can_activate, own_connections, own_parameters
from chainrule.network.wiring import (
    connect_all,
    connect_levels,
    disconnect,
    keys_to_cut,
    layer_groups,
)
from chainrule.storage.examples import load_example
from helpers.graphs import graphs


def unwired(inputs: int, hidden: int, outputs: int) -> Project:
    neurons = [Neuron(f"x{at}", Role.INPUT) for at in range(1, inputs + 1)]
    neurons += [Neuron(f"h{at}") for at in range(1, hidden + 1)]
    neurons += [Neuron(f"y{at}", Role.OUTPUT) for at in range(1, outputs + 1)]
    return Project(network=Network(tuple(neurons)))


def keys(project: Project) -> set[tuple[str, str]]:
    return set(project.network.by_key)


def test_everything_of_one_set_feeds_everything_of_the_other() -> None:
    made = connect_all(unwired(2, 2, 0), ["x1", "x2"], ["h1", "h2"])
    assert keys(made) == {("x1", "h1"), ("x2", "h1"), ("x1", "h2"), ("x2", "h2")}


def test_what_is_connected_keeps_its_weight() -> None:
    started = connect(unwired(2, 1, 0), "x1", "h1", 0.7)
    made = connect_all(started, ["x1", "x2"], ["h1"])
    assert made.network.by_key["x1", "h1"].weight == 0.7
    assert len(made.network.connections) == 2


@pytest.mark.parametrize(
    ("sources", "targets", "reason"),
    [
        (["h1"], ["x1"], "Inputs take no connections"),
        (["y1"], ["h1"], "close a loop"),
        (["x1"], ["h1"], "connected already"),
        (["h1"], ["h1"], "at least one neuron"),
        ([], ["h1"], "at least one neuron"),
    ],
)
def test_the_reason_is_said_when_none_is_possible(
    sources: list[str], targets: list[str], reason: str
) -> None:
    with pytest.raises(EditError, match=reason):
        connect_all(load_example("article"), sources, targets)


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_every_legal_connection_is_made_and_no_other(project: Project, random) -> None:
    names = sorted(project.network.by_id)
    sources = random.sample(names, random.randint(1, len(names)))
    targets = random.sample(names, random.randint(1, len(names)))
    try:
        made = connect_all(project, sources, targets)
    except EditError:
        made = project
    else:
        assert len(keys(made)) > len(keys(project))
    assert keys(project) <= keys(made)
    for source, target in keys(made) - keys(project):
        assert source in sources
        assert target in targets
    left = [
        (source, target)
        for source in sources
        for target in targets
        if made.network.why_not_connect(source, target) is None
    ]
    assert left == [], "nothing more can be connected"


def test_the_selection_is_split_by_layer() -> None:
    made = connect_levels(unwired(2, 2, 1), ["x1", "x2", "h1", "h2", "y1"])
    assert len(keys(made)) == 4 + 2 + 2, "each layer feeds all that come after it"
    assert layer_groups(made.network, ["y1", "h2", "x1"]) == [["x1"], ["h2"], ["y1"]]


def test_a_selection_of_one_layer_is_told_what_to_select() -> None:
    with pytest.raises(EditError, match="two layers or more"):
        connect_levels(load_example("xor"), ["h1", "h2"])


def test_layers_that_are_connected_already_say_so() -> None:
    with pytest.raises(EditError, match="connected already"):
        connect_levels(load_example("xor"), ["x1", "h2"])


def test_more_connections_than_can_be_shown_are_refused() -> None:
    project = unwired(150, 150, 0)
    names = list(project.network.by_id)
    with pytest.raises(EditError, match="22500 connections"):
        connect_all(project, names[:150], names[150:])


def test_several_neurons_lose_what_is_between_them() -> None:
    made = disconnect(load_example("xor"), ["x1", "x2", "h1"])
    gone = keys(load_example("xor")) - keys(made)
    assert gone == {("x1", "h1"), ("x2", "h1")}


def test_a_single_neuron_loses_all_its_connections() -> None:
    made = disconnect(load_example("xor"), ["h1"])
    gone = keys(load_example("xor")) - keys(made)
    assert gone == {("x1", "h1"), ("x2", "h1"), ("h1", "y1")}
    assert "h1" in made.network.by_id


def test_chosen_connections_go_too() -> None:
    xor = load_example("xor").network
    found = keys_to_cut(xor, ["h1"], [("x1", "h2")])
    assert found == {("x1", "h2")}, "one neuron beside a connection has nothing between"


def test_nothing_between_is_said() -> None:
    with pytest.raises(EditError, match="no connection between"):
        disconnect(load_example("xor"), ["x1", "x2"])


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_disconnecting_all_and_connecting_again_is_possible(project: Project, random) -> None:
    if not project.network.connections:
        return
    bare = disconnect(project, list(project.network.by_id), list(project.network.by_key))
    assert bare.network.connections == ()
    assert bare.network.by_id == project.network.by_id
    assert bare.data == project.data


def test_a_neurons_own_are_its_bias_and_the_weights_into_it() -> None:
    network = load_example("xor").network
    assert own_connections(network, ["h1"], [("h2", "y1")]) == (
        ("x1", "h1"),
        ("x2", "h1"),
        ("h2", "y1"),
    )
    names = own_parameters(network, ["h1", "x1"], [])
    assert names == ("w[x1->h1]", "w[x2->h1]", "b[h1]"), "an input owns no parameter"


@given(graphs(), st.randoms(use_true_random=False), st.sampled_from(Activation))
@settings(max_examples=150)
def test_an_activation_is_offered_exactly_when_it_can_be_set(
    project: Project, random, activation: Activation
) -> None:
    from chainrule.network.edits import set_activation

    names = sorted(project.network.by_id)
    chosen = random.sample(names, random.randint(0, min(3, len(names))))
    computed = [name for name in chosen if not project.network.by_id[name].is_input]
    try:
        works = set_activation(project, computed, activation) != project
    except EditError:
        works = False
    assert can_activate(project, chosen, activation) == works


def test_softmax_needs_outputs_that_feed_nothing() -> None:
    network = Network(
        (Neuron("x1", Role.INPUT), Neuron("y1", Role.OUTPUT), Neuron("y2", Role.OUTPUT)),
        (Connection("x1", "y1"), Connection("y1", "y2")),
    )
    assert not can_activate(Project(network=network), ["y1"], Activation.SOFTMAX)
