"""Which sheets are made: the same from the same seed, of friendly numbers, of as many as fit."""

import itertools
from dataclasses import replace

import pytest

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import ChainruleError
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data, Project
from chainrule.session.operations import Kind, Phase
from chainrule.storage.examples import load_example
from chainrule.teaching.notation import Notation
from chainrule.teaching.worksheet.dice import Dice, copy_seeds
from chainrule.teaching.worksheet.making import Worksheets
from chainrule.teaching.worksheet.sheet import Sheet, Wish
from helpers.graphs import with_training

EXAMPLES = ("article", "or", "xor")
FIRST = [76, 30, 38, 2, 71, 60, 46, 46]
SEEDS = [1, 528141, 520972, 233510]
ARTICLE = {"w[x1->h1]": -0.4, "w[x2->h1]": -0.5, "w[h1->y1]": -0.9, "b[h1]": 1.0, "b[y1]": 0.1}


def layered(sizes: tuple[int, ...], output: Activation, loss: Loss) -> Project:
    letters = ["x", *("abcd"[: len(sizes) - 2]), "y"]
    layers = [
        [f"{letter}{number}" for number in range(1, size + 1)]
        for letter, size in zip(letters, sizes, strict=True)
    ]
    neurons = [Neuron(name, Role.INPUT) for name in layers[0]]
    neurons += [
        Neuron(name, Role.HIDDEN, Activation.SIGMOID) for layer in layers[1:-1] for name in layer
    ]
    neurons += [Neuron(name, Role.OUTPUT, output) for name in layers[-1]]
    links = [
        Connection(*ends, 0.5)
        for left, right in itertools.pairwise(layers)
        for ends in itertools.product(left, right)
    ]
    return Project("layers", Network(tuple(neurons), tuple(links)), loss)


def numbers(sheet: Sheet) -> tuple[object, ...]:
    return sheet.project, sheet.questions, sheet.rows, sheet.parameters, sheet.memory


def test_the_same_seed_gives_the_same_sheets() -> None:
    project = load_example("xor")
    first = list(Worksheets(project, Wish(), 7, 5))
    again = list(Worksheets(project, Wish(), 7, 5))
    assert first == again, "expected the same five sheets from one seed"
    parameters = {tuple(one.project.network.parameters.values()) for one in first}
    assert len(parameters) == 5, "expected five sheets with other numbers each"


def test_a_copy_can_be_had_again_by_its_own_seed() -> None:
    project = load_example("article")
    for sheet in Worksheets(project, Wish(), 1, 30):
        alone = Worksheets(project, Wish(), sheet.copy.seed)[0]
        assert numbers(alone) == numbers(sheet), f"seed {sheet.copy.seed} is copy {sheet.copy}"


def test_chance_is_the_same_on_every_machine() -> None:
    dice = Dice("worksheet 1")
    assert [dice.below(100) for _ in range(8)] == FIRST, "the numbers of a seed never change"
    assert copy_seeds(1, 4) == SEEDS, "the seeds of the copies never change"
    parameters = Worksheets(load_example("article"), Wish(), 1)[0].project.network.parameters
    assert parameters == ARTICLE, "nor do the sheets that people have printed"


def test_the_digits_do_not_change_the_numbers() -> None:
    project = load_example("or")
    few, many = (Worksheets(project, Wish(Notation(digits)), 4)[0] for digits in (2, 6))
    assert few.project == many.project, "digits are a matter of writing"


@pytest.mark.parametrize("name", EXAMPLES)
def test_numbers_are_friendly(name: str) -> None:
    project = load_example(name)
    for seed in range(100):
        sheet = Worksheets(project, Wish(), seed)[0]
        assert sheet.friendly, f"seed {seed} found no friendly numbers"
        for given in sheet.parameters:
            tenths = abs(given.number.value) * 10
            assert tenths == pytest.approx(round(tenths)), f"{given} is not written with one digit"
            assert 1 <= round(tenths) <= 20, f"{given} is not between 0.1 and 2"
        check_friendly(sheet, seed)


def check_friendly(sheet: Sheet, seed: int) -> None:
    least = {
        Kind.SUM: 0.05,
        Kind.SLOPE: 0.05,
        Kind.LOSS: 0.002,
        Kind.DELTA: 0.004,
        Kind.WEIGHT_GRADIENT: 0.002,
        Kind.BATCH_GRADIENT: 0.0,
    }
    seen: dict[tuple[Kind, int | None], set[str]] = {}
    for question in sheet.questions:
        value = question.answer.value
        bound = least.get(question.kind, 0.0)
        assert bound <= abs(value) < 10, f"seed {seed}: {question.kind} {question.target} = {value}"
        if question.kind in (Kind.SUM, Kind.DELTA, Kind.WEIGHT_GRADIENT):
            written = f"{value:.2e}"
            others = seen.setdefault((question.kind, question.sample), set())
            assert written not in others, f"seed {seed}: two {question.kind} are {value}"
            others.add(written)


def test_what_comes_back_through_a_deep_network_may_be_smaller() -> None:
    deep = layered((1, 1, 1, 1, 1), Activation.SIGMOID, Loss.HALF_SQUARED_ERROR)
    assert Worksheets(deep, Wish(), 2)[0].friendly, "a deep network has friendly numbers too"


def test_rules_that_cannot_be_met_are_told() -> None:
    network = load_example("article").network
    locked = tuple(replace(link, weight=0.0, locked=True) for link in network.connections)
    still = Project("still", Network(network.neurons, locked))
    sheet = Worksheets(still, Wish(), 1)[0]
    assert not sheet.friendly, "weights that are locked at 0 cannot become friendly"


def test_at_most_forty_values_are_asked_for() -> None:
    softmax = layered((2, 3, 2), Activation.SOFTMAX, Loss.CROSS_ENTROPY)
    for project in (softmax, *map(load_example, EXAMPLES)):
        count = len(Worksheets(project, Wish())[0].questions)
        assert 0 < count <= 40, f"{project.title}: {count} values"
    large = layered((4, 5, 3), Activation.SOFTMAX, Loss.CROSS_ENTROPY)
    with pytest.raises(ChainruleError, match="40 values at most"):
        Worksheets(large, Wish())
    forward = Worksheets(large, Wish(phases=frozenset({Phase.FORWARD})))[0]
    assert {one.phase for one in forward.questions} == {Phase.FORWARD}, "one phase fits"
    assert len(forward.questions) == 16, "z and a of eight neurons"


@pytest.mark.parametrize("phase", list(Phase))
def test_only_the_phases_asked_for(phase: Phase) -> None:
    for name in EXAMPLES:
        sheet = Worksheets(load_example(name), Wish(phases=frozenset({phase})))[0]
        assert {one.phase for one in sheet.questions} == {phase}, f"{name}: only {phase}"


def test_samples_come_one_after_the_other() -> None:
    sheet = Worksheets(load_example("or"), Wish())[0]
    order = [one.sample for one in sheet.questions if one.sample is not None]
    assert order == sorted(order), "samples one after the other"
    assert set(order) == {1, 2, 3, 4}, "the batch of four fits"
    kinds = [one.kind for one in sheet.questions if one.sample is None]
    assert kinds == [Kind.BATCH_GRADIENT] * 3 + [Kind.NEW_VALUE] * 3, "then the batch"
    assert Worksheets(load_example("xor"), Wish())[0].samples == 1, "of XOR one sample fits"
    with pytest.raises(ChainruleError):
        Worksheets(load_example("xor"), Wish(samples=3))


def test_what_is_locked_is_not_asked_for() -> None:
    project = load_example("article")
    network = project.network
    locked = tuple(replace(link, locked=link.target == "y1") for link in network.connections)
    neurons = tuple(replace(one, bias_locked=one.id == "y1") for one in network.neurons)
    sheet = Worksheets(replace(project, network=Network(neurons, locked)), Wish())[0]
    targets = {one.target for one in sheet.questions}
    assert not targets & {"w[h1->y1]", "b[y1]"}, f"locked parameters are asked for: {targets}"
    assert sheet.project.network.parameters["w[h1->y1]"] == 0.4, "and stay as they are"


def test_a_worksheet_needs_no_samples_but_an_output() -> None:
    bare = replace(load_example("article"), data=Data())
    assert Worksheets(bare, Wish())[0].questions, "friendly samples are drawn"
    with pytest.raises(ChainruleError, match="no training samples"):
        Worksheets(bare, Wish(own=True))
    with pytest.raises(ChainruleError, match="output"):
        Worksheets(Project(), Wish())


def test_own_numbers_are_rounded_to_what_is_printed() -> None:
    project = load_example("xor")
    sheet = Worksheets(project, Wish(Notation(2), own=True))[0]
    weight = sheet.project.network.parameters["w[x1->h1]"]
    assert weight == 0.61, f"expected 0.61000584… as 0.61, got {weight}"


def test_velocities_are_given_where_there_is_momentum() -> None:
    sheet = Worksheets(load_example("xor"), Wish())[0]
    assert len(sheet.memory) == 13, "one velocity for each of 13 parameters"
    assert not Worksheets(load_example("article"), Wish())[0].memory, "none without momentum"
    still = with_training(load_example("article"), momentum=0.5)
    fresh = Worksheets(still, Wish(own=True))[0]
    said = [str(rule.said) for rule in fresh.rules]
    assert any("nothing is remembered" in one for one in said), f"a first update says so: {said}"
