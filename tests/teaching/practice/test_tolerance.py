"""What is accepted: every honest rounding, and hardly anything else."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Optimizer, Role
from chainrule.network.project import Data, Project
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Kind, Operation
from chainrule.session.run import Run
from chainrule.storage.examples import load_example
from chainrule.teaching.practice.answer import Answer, read
from chainrule.teaching.practice.tolerance import Fit, Tolerance
from helpers.learner import (
    Learner,
    as_shown,
    four_digits,
    open_ledger,
    small_project,
    three_digits,
)

ROUNDINGS = (three_digits, four_digits, as_shown)
FITTING = (Fit.RIGHT, Fit.UNMOVED)
"""a new value may need more digits than a learner rounds to, but is not wrong"""


def judged(tolerance: Tolerance, operation: Operation, text: str) -> Fit:
    answer = read(text)
    assert isinstance(answer, Answer), f"{text!r} is no number"
    return tolerance.fit(operation, answer)


def refused(seed: int) -> tuple[int, list[str]]:
    """Work an update through with rounding at every stage; return what is called wrong."""
    random = Random(seed)
    project, ledger = open_ledger(small_project(random, tuple(Optimizer)), random.choice((0, 0, 2)))
    count, wrong = 0, []
    for rounding in ROUNDINGS:
        tolerance = Tolerance(project, ledger, 3)
        learner = Learner(project, ledger, rounding, from_signal=random.random() < 0.5)
        for _, operation, value in learner.work():
            if operation.kind is Kind.INPUT:
                continue
            count += 1
            if judged(tolerance, operation, repr(value).replace(".", ",")) not in FITTING:
                wrong.append(f"seed {seed}, {rounding.__name__}: {value} for {operation}")
    return count, wrong


def check(seeds: range, least: int) -> None:
    total, wrong = 0, []
    for seed in seeds:
        count, found = refused(seed)
        total, wrong = total + count, wrong + found
    assert not wrong, f"{len(wrong)} of {total} right answers refused, such as {wrong[0]}"
    assert total > least, f"only {total} answers were judged"


def test_answers_rounded_at_every_stage_are_never_wrong() -> None:
    check(range(30), least=2_000)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_hundreds_of_networks_worked_through_with_rounding() -> None:
    check(range(5_000, 5_500), least=50_000)


@pytest.fixture
def ledger() -> Ledger:
    return Run(load_example("article")).open_next()


@pytest.fixture
def tolerance(ledger: Ledger) -> Tolerance:
    return Tolerance(load_example("article"), ledger, 3)


def operation(ledger: Ledger, kind: Kind, target: str, sample: int | None = 1) -> Operation:
    found = ledger.find(kind, target, sample)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("kind", "target", "right", "wrong"),
    [
        (Kind.SUM, "h1", ["0.73", "0,730", "73/100", "7.3e-1"], ["0.731", "0.72", "−0.73"]),
        (Kind.ACTIVATE, "h1", ["0.675", "0.67", "0.6748", "0.68"], ["0.676", "0.674", "0.66"]),
        (Kind.LOSS, "L", ["0.0545", "0.0544", "0.054", "0.05448"], ["0.0546", "0.053", "0.109"]),
        (Kind.DELTA, "y1", ["−0.33", "-0.330", "-0.3301"], ["0.330", "-0.331", "-0.34"]),
        (Kind.DELTA, "h1", ["-0.029", "-0.0290", "-0.0289"], ["-0.0295", "-0.0285", "-0.028"]),
    ],
)
def test_the_first_example(
    ledger: Ledger,
    tolerance: Tolerance,
    kind: Kind,
    target: str,
    right: list[str],
    wrong: list[str],
) -> None:
    asked = operation(ledger, kind, target)
    for text in right:
        assert judged(tolerance, asked, text) is Fit.RIGHT, f"{text} for {asked.value} was refused"
    for text in wrong:
        found = judged(tolerance, asked, text)
        assert found is Fit.WRONG, f"{text} for {asked.value} was taken as {found}"


def test_one_digit_is_too_coarse_unless_it_is_all_there_is(
    ledger: Ledger, tolerance: Tolerance
) -> None:
    signal = operation(ledger, Kind.ACTIVATE, "h1")
    assert judged(tolerance, signal, "0.7") is Fit.COARSE, "0.7 fits 0.675 but says too little"
    assert judged(tolerance, signal, "0.6") is Fit.WRONG
    slope = operation(ledger, Kind.SLOPE, "y1")
    assert judged(tolerance, slope, "1") is Fit.RIGHT, "the slope of a line is 1, no digit missing"
    product = operation(ledger, Kind.MULTIPLY, "w[x1->h1]")
    assert judged(tolerance, product, "3/20") is Fit.RIGHT, "a fraction is exact"
    assert judged(tolerance, product, "1/7") is Fit.WRONG


def test_the_tolerance_is_no_wider_than_rounding_makes_it(
    ledger: Ledger, tolerance: Tolerance
) -> None:
    for asked in ledger:
        known = tolerance.known(asked)
        width = known.high - known.low
        assert width <= 0.01 * abs(asked.value), f"{asked} may be anything in {known}"


def test_the_learners_own_numbers_may_be_used_further_on(
    ledger: Ledger, tolerance: Tolerance
) -> None:
    signal, output = (operation(ledger, Kind.ACTIVATE, name) for name in ("h1", "y1"))
    from_two_digits = "0.468"  # 0.4 × 0.67 + 0.2
    assert judged(tolerance, output, from_two_digits) is Fit.WRONG
    assert judged(tolerance, signal, "0.67") is Fit.RIGHT
    tolerance.remember(signal, 0.67)
    assert judged(tolerance, output, from_two_digits) is Fit.RIGHT, "0.67 was called right before"
    assert judged(tolerance, output, "0.470") is Fit.RIGHT, "the exact number stays right"
    assert judged(tolerance, output, "0.465") is Fit.WRONG


def test_a_very_deep_network() -> None:
    names = [f"h{index}" for index in range(120)]
    neurons = [Neuron("x", Role.INPUT)]
    neurons += [Neuron(name, Role.HIDDEN, Activation.TANH) for name in names]
    neurons.append(Neuron("y", Role.OUTPUT))
    links = [Connection(one.id, two.id, 0.9) for one, two in pairwise(neurons)]
    network = Network(tuple(neurons), tuple(links))
    project = Project("deep", network, data=Data(("x",), ("y",), ((0.5, 0.2),)))
    ledger = Run(project).open_next()
    last = operation(ledger, Kind.NEW_VALUE, "b[h0]", None)
    assert judged(Tolerance(project, ledger, 3), last, repr(last.value)) is Fit.RIGHT


@pytest.mark.parametrize("text", ["0.30", "0,30", "0.3", "0.300", "3/10", "0.3000"])
def test_an_old_value_is_not_right_as_the_new_one(
    ledger: Ledger, tolerance: Tolerance, text: str
) -> None:
    asked = operation(ledger, Kind.NEW_VALUE, "w[x1->h1]", None)
    found = judged(tolerance, asked, text)
    assert found in (Fit.UNMOVED, Fit.WRONG), f"{text} is the old weight, it was taken as {found}"
    assert judged(tolerance, asked, "0.30") is Fit.UNMOVED, "0.30 is 0.3014 too: more digits"


@pytest.mark.parametrize("text", ["0.301", "0.3014", "0.30145"])
def test_a_new_value_that_differs_from_the_old_one_is_right(
    ledger: Ledger, tolerance: Tolerance, text: str
) -> None:
    asked = operation(ledger, Kind.NEW_VALUE, "w[x1->h1]", None)
    assert judged(tolerance, asked, text) is Fit.RIGHT, f"{text} is rounded from {asked.value}"


def test_a_value_that_did_not_move_may_be_typed_as_it_was() -> None:
    project = load_example("article")
    training = replace(project.training, learning_rate=0.0)
    ledger = Run(replace(project, training=training)).open_next()
    asked = operation(ledger, Kind.NEW_VALUE, "w[x1->h1]", None)
    assert asked.value == asked.operands[0], "a rate of 0 moves nothing"
    assert judged(Tolerance(project, ledger, 3), asked, "0.30") is Fit.RIGHT


def test_numbers_calculated_from_short_labels_are_right() -> None:
    project = load_example("article")
    links = [replace(link, weight=link.weight + 0.004) for link in project.network.connections]
    network = replace(project.network, connections=tuple(links))
    project = replace(project, network=network)
    ledger = Run(project).open_next()
    asked = operation(ledger, Kind.MULTIPLY, "w[x1->h1]")
    weight, signal = asked.operands
    text = f"{round(weight, 2) * signal:.4f}"
    tolerance = Tolerance(project, ledger, 3)
    assert judged(tolerance, asked, text) is Fit.WRONG, "three decimals of the weight are shown"
    tolerance.allow_short()
    assert judged(tolerance, asked, text) is Fit.RIGHT, f"{text} comes from a weight of two digits"
    assert judged(tolerance, asked, f"{(weight - 0.02) * signal:.4f}") is Fit.WRONG
