from collections.abc import Callable
from itertools import combinations, pairwise, product
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.arrange import arranged, columns
from chainrule.network.crossings import crossings, uncrossed
from chainrule.network.edits import move
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Role
from chainrule.network.project import Project
from helpers.graphs import graphs


def layered(sizes: tuple[int, ...], share: float, skips: float = 0.0, seed: int = 1) -> Network:
    """Return layers of these sizes with that share of all connections between neighbours."""
    random = Random(seed)
    names = [[f"n{at}_{row}" for row in range(size)] for at, size in enumerate(sizes)]
    roles = {0: Role.INPUT, len(sizes) - 1: Role.OUTPUT}
    neurons = [
        Neuron(name, roles.get(at, Role.HIDDEN)) for at in range(len(sizes)) for name in names[at]
    ]
    links = [
        Connection(*pair)
        for left, right in combinations(range(len(sizes)), 2)
        for pair in product(names[left], names[right])
        if random.random() < (share if right == left + 1 else skips)
    ]
    return Network(tuple(neurons), tuple(links))


def order_of(network: Network) -> list[list[str]]:
    """Return the columns as `arranged` places them, each from the top."""
    places = arranged(network)
    found: dict[float, list[str]] = {}
    for name in sorted(places, key=lambda name: places[name]):
        found.setdefault(places[name][0], []).append(name)
    return list(found.values())


@given(st.integers(0, 10**6), st.lists(st.integers(1, 6), min_size=2, max_size=4))
@settings(max_examples=60)
def test_crossings_are_counted_as_pair_by_pair(seed: int, sizes: list[int]) -> None:
    random = Random(seed)
    order = [[f"n{at}_{row}" for row in range(size)] for at, size in enumerate(sizes)]
    between = [
        [pair for pair in product(left, right) if random.random() < 0.5]
        for left, right in pairwise(order)
    ]
    row = {name: at for column in order for at, name in enumerate(column)}
    pairs = [pair for keys in between for pair in combinations(keys, 2)]
    wanted = sum((row[a] - row[c]) * (row[b] - row[d]) < 0 for (a, b), (c, d) in pairs)
    assert crossings(order, [key for keys in between for key in keys]) == wanted


def test_an_edge_over_two_columns_counts_where_it_passes() -> None:
    order = [["a", "b"], ["m"], ["c", "d"]]
    assert crossings(order, [("a", "d"), ("b", "c")]) == 0, "they meet in the middle of m"
    assert crossings([["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")]) == 1
    assert crossings([["a", "b"], ["c", "d"]], [("a", "c"), ("b", "d"), ("a", "d")]) == 0
    assert crossings(order, [("a", "d"), ("b", "m"), ("m", "c")]) == 0


@given(graphs())
@settings(max_examples=120)
def test_an_arranged_network_never_crosses_more(project: Project) -> None:
    network = project.network
    keys = [link.key for link in network.connections]
    given_order = [list(column) for column in columns(network)]
    after = order_of(network)
    assert [set(column) for column in after] == [set(column) for column in given_order]
    assert crossings(after, keys) <= crossings(given_order, keys)


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_what_a_person_has_put_in_order_never_gets_worse(project: Project, random) -> None:
    network = project.network
    order = [random.sample(column, len(column)) for column in columns(network)]
    places = {
        name: (index * 200.0, row * 50.0)
        for index, column in enumerate(order)
        for row, name in enumerate(column)
    }
    placed = move(project, places).network
    keys = [link.key for link in network.connections]
    assert crossings(order_of(placed), keys) <= crossings(order, keys)


@given(graphs())
@settings(max_examples=30)
def test_the_same_network_is_always_arranged_alike(project: Project) -> None:
    again = Network(project.network.neurons, project.network.connections)
    assert arranged(project.network) == arranged(again)


def test_a_tangle_is_undone() -> None:
    keys = [(f"a{at}", f"b{(at * 5) % 7}") for at in range(7)]
    order = [[f"a{at}" for at in range(7)], [f"b{at}" for at in range(7)]]
    assert crossings(order, keys) > 0
    assert crossings(uncrossed(order, keys), keys) == 0


def test_inputs_and_outputs_keep_their_order_where_hidden_neurons_can_move() -> None:
    names = ["a", "b", "c"]
    neurons = [Neuron(f"x{name}", Role.INPUT) for name in names]
    neurons += [Neuron(f"h{name}") for name in reversed(names)]
    neurons += [Neuron(f"y{name}", Role.OUTPUT) for name in names]
    links = [Connection(f"x{name}", f"h{name}") for name in names]
    links += [Connection(f"h{name}", f"y{name}") for name in names]
    order = order_of(Network(tuple(neurons), tuple(links)))
    assert order == [["xa", "xb", "xc"], ["ha", "hb", "hc"], ["ya", "yb", "yc"]]


def test_a_full_network_keeps_its_order() -> None:
    network = layered((5, 7, 3), 1.0)
    assert order_of(network) == [list(column) for column in columns(network)]


@pytest.mark.parametrize(
    ("network", "loops"),
    [
        (layered((64, 32, 10), 1.0), 8),
        (layered((64, 32, 10), 0.3), 8),
        (layered((150, 150, 150, 150), 0.15), 25),
        (layered((7,) * 20, 1.0, 1.0), 25),
    ],
    ids=["digits", "digits_sparse", "ten_thousand", "every_skip"],
)
def test_it_takes_no_time_to_speak_of(network: Network, loops: float) -> None:
    """Measured in turns of a plain loop in the same run, so that a slow machine is no failure."""
    network.levels  # noqa: B018
    loop = _seconds(lambda: sum(value * value for value in range(1_000_000)))
    assert _seconds(lambda: arranged(network)) < loops * loop, "as many turns of the loop at most"


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
