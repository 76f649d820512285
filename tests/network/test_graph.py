from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.network.graph import Connection, GraphError, Network, Neuron
from chainrule.network.names import Activation, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

INPUT, HIDDEN, OUTPUT = Role.INPUT, Role.HIDDEN, Role.OUTPUT


def network(neurons: str, links: str = "") -> Network:
    """Return a network from `x1 h1 y1` (the letter is the role) and `x1>h1 h1>y1`."""
    roles = {"x": INPUT, "h": HIDDEN, "y": OUTPUT}
    pairs = (link.split(">") for link in links.split())
    return Network(
        tuple(Neuron(name, roles[name[0]]) for name in neurons.split()),
        tuple(Connection(source, target, 1.0) for source, target in pairs),
    )


def refused(build: Callable[[], object]) -> tuple[str, str]:
    """Return the place and the sentence of the error."""
    with pytest.raises(GraphError) as caught:
        build()
    return caught.value.place, str(caught.value)


def test_an_empty_network_is_sound() -> None:
    empty = Network()
    assert empty.levels == ((),)
    assert empty.parameters == {}
    assert empty.inputs == empty.outputs == empty.computed == ()


def test_neurons_are_found_by_role_in_the_order_of_the_file() -> None:
    net = network("y2 x2 h1 x1 y1")
    assert [neuron.id for neuron in net.inputs] == ["x2", "x1"]
    assert [neuron.id for neuron in net.outputs] == ["y2", "y1"]
    assert [neuron.id for neuron in net.computed] == ["y2", "h1", "y1"]
    assert net.by_id["h1"].role is HIDDEN


def test_connections_are_found_by_their_ends() -> None:
    net = network("x1 x2 h1 y1", "x2>h1 x1>h1 h1>y1 x1>y1")
    assert [link.source for link in net.incoming["h1"]] == ["x2", "x1"]
    assert [link.target for link in net.outgoing["x1"]] == ["h1", "y1"]
    assert net.incoming["x1"] == net.outgoing["y1"] == ()
    assert net.by_key["h1", "y1"].name == "w[h1->y1]"


def test_a_neuron_stands_one_level_after_the_last_that_it_needs() -> None:
    net = network("x1 h1 h2 y1", "x1>h1 h1>h2 x1>h2 x1>y1 h2>y1")
    assert net.levels == (("x1",), ("h1",), ("h2",), ("y1",))


def test_a_connection_that_skips_levels_does_not_pull_its_target_forward() -> None:
    assert network("x1 h1 h2 y1", "x1>h1 x1>h2 h1>y1").level_of == {
        "x1": 0,
        "h1": 1,
        "h2": 1,
        "y1": 2,
    }


def test_a_neuron_that_needs_none_stands_after_the_inputs() -> None:
    net = network("x1 h1 y1")
    assert net.level_of == {"x1": 0, "h1": 1, "y1": 1}


def test_levels_do_not_depend_on_the_order_of_the_file() -> None:
    links = ["x1>h1", "h1>h2", "h2>y1", "x1>y1"]
    for neurons in permutations(["x1", "h1", "h2", "y1"]):
        net = network(" ".join(neurons), " ".join(reversed(links)))
        assert net.level_of == {"x1": 0, "h1": 1, "h2": 2, "y1": 3}


def test_softmax_outputs_stand_together_in_the_last_level() -> None:
    softmax = [Neuron(name, OUTPUT, Activation.SOFTMAX) for name in ("y1", "y2")]
    neurons = (Neuron("x1", INPUT), *softmax, Neuron("h1"))
    links = (Connection("x1", "h1"), Connection("h1", "y2"), Connection("x1", "y1"))
    assert Network(neurons, links).levels == (("x1",), ("h1",), ("y1", "y2"))


@st.composite
def acyclic(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]]]:
    """Return hidden neurons and connections that only go forward in a hidden order."""
    count = draw(st.integers(1, 8))
    order = [f"h{index}" for index in range(count)]
    pairs = [(a, b) for at, b in enumerate(order) for a in order[:at]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return draw(st.permutations(order)), chosen


def spelled(pairs: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{source}>{target}" for source, target in pairs)


@given(acyclic())
def test_every_level_needs_only_earlier_ones(
    graph: tuple[list[str], list[tuple[str, str]]],
) -> None:
    names, pairs = graph
    net = network(" ".join(names), spelled(pairs))
    level = net.level_of
    assert sorted(name for group in net.levels for name in group) == sorted(names)
    for name in names:
        needed = [level[link.source] for link in net.incoming[name]]
        assert level[name] == max(needed, default=0) + 1


@given(acyclic())
def test_whoever_is_reached_may_not_be_connected_back(
    graph: tuple[list[str], list[tuple[str, str]]],
) -> None:
    names, pairs = graph
    net = network(" ".join(names), spelled(pairs))
    for source in names:
        for target in names:
            joined = spelled([*pairs, (source, target)])
            if net.why_not_connect(source, target) is None:
                assert len(network(" ".join(names), joined).connections) == len(pairs) + 1
            else:
                with pytest.raises(GraphError):
                    network(" ".join(names), joined)


@pytest.mark.parametrize(
    ("links", "place"),
    [
        ("h1>h1", "$.network.connections[0]"),
        ("h1>h2 h2>h1", "$.network.connections[0]"),
        ("x1>h1 h1>h2 h2>h3 h3>h1 h3>y1", "$.network.connections[1]"),
        ("h3>y1 h2>h3 h1>h2 h2>h1", "$.network.connections[2]"),
    ],
)
def test_a_loop_is_refused_at_a_connection_that_is_part_of_it(links: str, place: str) -> None:
    where, told = refused(lambda: network("x1 h1 h2 h3 y1", links))
    assert where == place
    assert told.endswith("closes a loop")


def test_a_chain_of_many_levels_is_no_matter_of_recursion() -> None:
    names = ["x1", *(f"h{index}" for index in range(5000))]
    net = network(" ".join(names), spelled(pairwise(names)))
    assert len(net.levels) == 5001
    assert net.reaches("x1", "h4999")
    assert not net.reaches("h4999", "x1")


@pytest.mark.parametrize(
    ("neurons", "links", "place", "told"),
    [
        ("x1 x1", "", "$.network.neurons[1].id", "two neurons are called x1"),
        ("x1 h1", "x1>h2", "$.network.connections[0].target", "there is no neuron h2"),
        ("x1 h1", "h2>h1", "$.network.connections[0].source", "there is no neuron h2"),
        (
            "x1 x2 h1",
            "x1>h1 h1>x2",
            "$.network.connections[1].target",
            "x2 is an input and takes no connections",
        ),
        (
            "x1 h1",
            "x1>h1 x1>h1",
            "$.network.connections[1]",
            "x1 and h1 are already connected",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    neurons: str, links: str, place: str, told: str
) -> None:
    assert refused(lambda: network(neurons, links)) == (place, told)


@pytest.mark.parametrize("name", ["x", "h" * 64, "a b", "-", "昼", "w[a->b]", "é", "👩‍🔬", "'\"\\"])
def test_an_id_is_any_text_of_up_to_64_characters(name: str) -> None:
    assert Network((Neuron(name),)).by_id[name].bias_name == f"b[{name}]"


@pytest.mark.parametrize("name", ["", "h" * 65, "a\nb", "\0", "a\x7f", "\x85", "\ud800"])
def test_an_id_that_is_too_long_or_not_visible_is_refused(name: str) -> None:
    place, _ = refused(lambda: Network((Neuron("x"), Neuron(name))))
    assert place == "$.network.neurons[1].id"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_parameter_is_finite(value: float) -> None:
    told = "expected a finite number"
    neurons = (Neuron("x1", INPUT), Neuron("y1", OUTPUT))
    links = (Connection("x1", "y1", value),)
    wrong = Neuron("y1", OUTPUT, bias=value)
    assert refused(lambda: Network(neurons, links)) == ("$.network.connections[0].weight", told)
    assert refused(lambda: Network((wrong,))) == ("$.network.neurons[0].bias", told)


@pytest.mark.parametrize("role", [INPUT, HIDDEN])
def test_softmax_is_for_outputs(role: Role) -> None:
    place, _ = refused(lambda: Network((Neuron("a", role, Activation.SOFTMAX),)))
    assert place == "$.network.neurons[0].activation"


def test_a_softmax_output_feeds_no_neuron() -> None:
    neurons = (Neuron("y1", OUTPUT, Activation.SOFTMAX), Neuron("h1"))
    place, _ = refused(lambda: Network(neurons, (Connection("y1", "h1"),)))
    assert place == "$.network.connections[0].source"


def test_two_weights_of_one_name_are_refused() -> None:
    neurons = tuple(map(Neuron, ("a", "a->b", "b->c", "c")))
    links = (Connection("a->b", "c"), Connection("a", "b->c"))
    place, told = refused(lambda: Network(neurons, links))
    assert place == "$.network.connections[1]"
    assert "w[a->b->c]" in told


def test_parameters_are_the_weights_then_the_biases_in_the_order_of_the_file() -> None:
    neurons = (Neuron("y1", OUTPUT, bias=4.0), Neuron("x1", INPUT), Neuron("h1", bias=3.0))
    links = (Connection("h1", "y1", 2.0), Connection("x1", "h1", 1.0))
    net = Network(neurons, links)
    assert net.parameter_names == ("w[h1->y1]", "w[x1->h1]", "b[y1]", "b[h1]")
    assert list(net.parameters.items()) == [
        ("w[h1->y1]", 2.0),
        ("w[x1->h1]", 1.0),
        ("b[y1]", 4.0),
        ("b[h1]", 3.0),
    ]


def test_locked_parameters_are_named() -> None:
    neurons = (Neuron("x1", INPUT), Neuron("h1", bias_locked=True), Neuron("h2"))
    links = (Connection("x1", "h1"), Connection("x1", "h2", locked=True))
    assert Network(neurons, links).locked == {"b[h1]", "w[x1->h2]"}


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("h1", "x1", "Inputs take no connections."),
        ("x2", "x1", "Inputs take no connections."),
        ("x1", "x1", "Inputs take no connections."),
        ("x1", "h1", "Already connected."),
        ("h1", "h1", "This would close a loop."),
        ("y1", "h1", "This would close a loop."),
        ("y1", "h2", "This would close a loop."),
    ],
)
def test_why_two_neurons_cannot_be_connected(source: str, target: str, reason: str) -> None:
    net = network("x1 x2 h1 h2 y1", "x1>h1 h1>h2 h2>y1")
    assert str(net.why_not_connect(source, target)) == reason


@pytest.mark.parametrize(("source", "target"), [("x1", "h2"), ("x2", "y1"), ("h1", "y1")])
def test_two_neurons_that_can_be_connected(source: str, target: str) -> None:
    net = network("x1 x2 h1 h2 y1", "x1>h1 h1>h2 h2>y1")
    assert net.why_not_connect(source, target) is None


def test_a_softmax_output_is_not_connected_to_a_neuron() -> None:
    net = Network((Neuron("y1", OUTPUT, Activation.SOFTMAX), Neuron("h1")))
    assert str(net.why_not_connect("y1", "h1")) == "A softmax output feeds no neuron."
    assert net.why_not_connect("h1", "y1") is None


def test_an_output_may_feed_a_neuron() -> None:
    net = network("x1 y1 y2", "x1>y1 y1>y2")
    assert net.levels == (("x1",), ("y1",), ("y2",))
