"""A gradient is the sum of one product for every way to the loss."""

import math
from itertools import pairwise, product
from random import Random

import pytest

from chainrule.network.edits import set_activation, set_loss
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data, Project
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Kind
from chainrule.session.run import Run
from chainrule.storage.examples import load_example
from chainrule.teaching.origins import Source, find
from chainrule.teaching.paths.path_sum import FEW, PathSum, number_of, path_sum
from helpers.graphs import random_project

W1 = ("x1", "h1")


def traced(project: Project) -> Ledger:
    ledger = Run(project).open_next()
    assert ledger is not None
    return ledger


def starts(network: Network) -> list[str | tuple[str, str]]:
    return [*network.by_key, *(neuron.id for neuron in network.computed)]


def listed(network: Network, start: str | tuple[str, str]) -> list[tuple[str, ...]]:
    """Every way to the loss, by walking all of them."""
    outputs = {neuron.id for neuron in network.outputs}
    waiting = [(start[1] if isinstance(start, tuple) else start,)]
    found = []
    while waiting:
        way = waiting.pop()
        found += [way] if way[-1] in outputs else []
        waiting += [(*way, link.target) for link in network.outgoing[way[-1]]]
    return found


def found_for(project: Project, start: str | tuple[str, str] = W1, **more: int) -> PathSum:
    ledger = traced(project)
    found = path_sum(ledger, start, ledger.rows[0] + 1, **more)
    assert found is not None
    return found


def layered(*sizes: int, weight: float | None = None, seed: int = 1) -> Project:
    """A dense network; every weight the same, or drawn."""
    random = Random(seed)
    levels = [[f"n{level}_{index}" for index in range(size)] for level, size in enumerate(sizes)]
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    neurons = [
        Neuron(name, role, Activation.LINEAR if role is Role.INPUT else Activation.TANH)
        for level, role in zip(levels, roles, strict=True)
        for name in level
    ]
    links = [
        Connection(source, target, random.uniform(-1, 1) if weight is None else weight)
        for lower, upper in pairwise(levels)
        for source, target in product(lower, upper)
    ]
    row = tuple([0.3] * (len(levels[0]) + len(levels[-1])))
    data = Data(tuple(levels[0]), tuple(levels[-1]), (row,))
    return Project("layers", Network(tuple(neurons), tuple(links)), data=data)


# The picture's example


def test_the_shortcut_has_three_paths_that_add_up() -> None:
    found = found_for(load_example("shortcut"))
    assert [path.neurons for path in found.told] == [
        ("h1", "y1"),
        ("h1", "h3", "y1"),
        ("h1", "h2", "h3", "y1"),
    ], "all are told, the shortest first"
    products = [path.product for path in found.told]
    assert products == pytest.approx([0.167849133, -0.069847187, 0.107764231], abs=1e-9)
    assert found.gradient == pytest.approx(0.20576617755286725, rel=1e-14)
    assert found.total == pytest.approx(found.gradient, abs=1e-15)
    assert (found.count, found.untold, found.rest) == (3, 0, 0.0)


def test_factors_come_from_the_loss_backwards_and_name_their_numbers() -> None:
    path = found_for(load_example("shortcut")).told[1]
    named = [(factor.source, factor.kind, factor.name) for factor in path.factors]
    assert named == [
        (Source.FOUND, Kind.LOSS_SLOPE, "y1"),
        (Source.FOUND, Kind.SLOPE, "y1"),
        (Source.PARAMETER, None, "w[h3->y1]"),
        (Source.FOUND, Kind.SLOPE, "h3"),
        (Source.PARAMETER, None, "w[h1->h3]"),
        (Source.FOUND, Kind.SLOPE, "h1"),
        (Source.FOUND, Kind.INPUT, "x1"),
    ]
    assert path.edges == (("x1", "h1"), ("h1", "h3"), ("h3", "y1")), "its own edge is the first"
    assert (path.between, path.output) == (("h3",), "y1")


def test_a_neuron_has_the_paths_of_its_delta() -> None:
    found = found_for(load_example("shortcut"), "h1")
    assert found.gradient == pytest.approx(0.2286290861698525), "δ of h1"
    assert found.told[0].edges == (("h1", "y1"),)
    assert math.fsum(path.product for path in found.paths) == pytest.approx(found.gradient)
    assert found.neuron == "h1"
    assert not found.of_weight


def test_an_input_has_no_gradient_and_no_paths() -> None:
    ledger = traced(load_example("shortcut"))
    assert path_sum(ledger, "x1", 1) is None


# Outputs whose δ is found as a whole


@pytest.mark.parametrize(
    ("activation", "loss", "first"),
    [
        (Activation.SOFTMAX, Loss.CROSS_ENTROPY, Kind.DELTA),
        (Activation.SOFTMAX, Loss.HALF_SQUARED_ERROR, Kind.DELTA),
        (Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY, Kind.DELTA),
        (Activation.SIGMOID, Loss.HALF_SQUARED_ERROR, Kind.LOSS_SLOPE),
    ],
)
def test_a_path_begins_with_what_the_ledger_has(activation, loss, first) -> None:
    project = layered(2, 3, 2)
    project = set_activation(project, ["n2_0", "n2_1"], activation)
    project = set_loss(project, loss)
    found = found_for(project, ("n0_0", "n1_0"))
    assert {path.factors[0].kind for path in found.paths} == {first}
    assert found.total == pytest.approx(found.gradient, abs=1e-15)
    after = [path.factors[1].kind for path in found.paths]
    assert after == [None if first is Kind.DELTA else Kind.SLOPE] * 2, "δ holds the slope already"


def test_an_output_that_feeds_another_neuron_ends_a_path_and_passes_others() -> None:
    neurons = (
        Neuron("x1", Role.INPUT),
        Neuron("y1", Role.OUTPUT, Activation.SIGMOID),
        Neuron("y2", Role.OUTPUT, Activation.TANH),
    )
    links = (Connection("x1", "y1", 0.7), Connection("y1", "y2", -1.1))
    data = Data(("x1",), ("y1", "y2"), ((0.4, 0.1, 0.9),))
    for loss in (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR):
        found = found_for(Project("", Network(neurons, links), loss, data), ("x1", "y1"))
        assert [path.neurons for path in found.told] == [("y1",), ("y1", "y2")]
        assert found.total == pytest.approx(found.gradient, abs=1e-15)


# Any graph


@pytest.mark.parametrize("block", range(10))
def test_on_500_random_graphs_the_paths_add_up_to_the_ledgers_gradient(block: int) -> None:
    """A dozen starts of each of 50 graphs a block; some have more paths than are listed."""
    for seed in range(50 * block, 50 * block + 50):
        project = random_project(Random(seed))
        ledger = traced(project)
        sample = ledger.rows[seed % len(ledger.rows)] + 1
        every = starts(project.network)
        for start in Random(seed).sample(every, min(12, len(every))):
            found = path_sum(ledger, start, sample, most=1000)
            _check(ledger, found, f"seed {seed}, {start}")


def _check(ledger: Ledger, found: PathSum, where: str) -> None:
    told = ledger.find(*number_of(found.start), found.sample)
    assert found.gradient == told[1].value, f"{where}: the gradient is the ledger's"
    for path in found.paths[:3]:
        for factor in path.factors:
            operation = find(ledger, factor)
            known = ledger.narrator.before.get(factor.name) if operation is None else None
            value = known if operation is None else operation[1].value
            assert factor.value == value, f"{where}: {factor} is not in the ledger"
    if found.complete:
        apart = abs(found.total - found.gradient)
        bound = 1e-12 * max(1.0, abs(found.gradient), found.size)
        assert apart <= bound, f"{where}: {found.count} paths give {found.total!r}, not {told[1]}"
        size = math.fsum(abs(path.product) for path in found.paths)
        assert found.size == pytest.approx(size, rel=1e-12, abs=1e-300), f"{where}: Σ of sizes"


@pytest.mark.parametrize("seed", range(60))
def test_the_largest_are_those_that_listing_all_would_give(seed: int) -> None:
    project = random_project(Random(1000 + seed))
    ledger = traced(project)
    sample = ledger.rows[0] + 1
    for start in starts(project.network)[:6]:
        every = path_sum(ledger, start, sample, most=10**6)
        assert every.complete
        ways = listed(project.network, start)
        assert sorted(path.neurons for path in every.paths) == sorted(ways), f"{start}: all ways"
        assert every.count == len(ways), f"{start} has {len(ways)} ways, not {every.count}"
        sizes = [abs(path.product) for path in every.paths]
        assert sizes == sorted(sizes, reverse=True), f"{start}: the largest first"
        some = path_sum(ledger, start, sample, most=7)
        assert some.paths == every.paths[:7], f"{start}: the same few whatever is asked for"


# Very many paths


def test_ten_thousand_paths_answer_within_milliseconds() -> None:
    project = layered(1, 10, 10, 10, 10, 10, 1)
    ledger = traced(project)
    start = ("n0_0", "n1_0")
    ledger.find(*number_of(start), 1)
    found = path_sum(ledger, start, 1)
    assert found.count == 10**4
    assert len(found.paths) == 200, "only the largest are listed"
    every = path_sum(ledger, start, 1, most=10**5)
    assert every.complete
    assert found.paths == every.paths[:200]
    assert found.size == pytest.approx(every.size)
    assert found.share_of(200) == pytest.approx(
        math.fsum(abs(path.product) for path in every.paths[:200]) / every.size
    )
    assert every.total == pytest.approx(found.gradient, rel=1e-11)
    assert found.rest == pytest.approx(every.rest, rel=1e-9)
    assert len(found.told) == FEW
    assert found.untold == 10**4 - FEW


def test_paths_of_one_size_are_no_burden() -> None:
    """Where all products are equal a search that looks at the best first sees all of them."""
    project = layered(1, *[8] * 30, 1, weight=0.125)
    ledger = traced(project)
    found = path_sum(ledger, ("n0_0", "n1_0"), 1)
    assert found.count == 8**29
    assert len(set(found.paths)) == 200, "no path twice"
    assert found.share == pytest.approx(5 / 8**29)
    assert found.rest == pytest.approx(found.gradient)


def test_paths_without_any_gradient_are_counted_all_the_same() -> None:
    found = found_for(layered(1, 3, 3, 1, weight=0.0), ("n0_0", "n1_0"))
    assert (found.count, found.total, found.gradient) == (3, 0.0, 0.0)
    assert found.share == 1.0


@pytest.mark.parametrize(("width", "told"), [(8, 8), (9, 5)])
def test_up_to_eight_paths_are_told_of_more_the_five_largest(width: int, told: int) -> None:
    found = found_for(layered(1, 1, width, 1), ("n0_0", "n1_0"))
    assert len(found.told) == told
    assert found.untold == width - told
    whole = math.fsum([*(path.product for path in found.told), found.rest])
    assert whole == pytest.approx(found.gradient), "what is told and the rest are the whole"
    if told < width:
        sizes = [abs(path.product) for path in found.paths]
        assert sizes[:told] == [abs(path.product) for path in found.told]
        assert found.share == pytest.approx(sum(sizes[:told]) / sum(sizes))
