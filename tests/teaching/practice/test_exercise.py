"""What is hidden: by phase, by kind, at random, and never too much."""

from random import Random

import pytest

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Role
from chainrule.network.project import Data, Project
from chainrule.session.operations import Kind, Phase
from chainrule.session.run import Run
from chainrule.storage.examples import load_example
from chainrule.teaching.practice.exercise import (
    MOST,
    Choice,
    can_practise,
    questions,
    usual,
)
from helpers.graphs import with_training
from helpers.learner import open_ledger, small_project


@pytest.fixture
def article() -> Project:
    return load_example("article")


def asked(project: Project, choice: Choice | None = None) -> list[tuple[Kind, str]]:
    found = questions(project, Run(project).open_next(), choice)
    return [(question.kind, question.target) for question in found]


def test_the_usual_questions_of_the_first_example(article: Project) -> None:
    assert asked(article) == [
        (Kind.SUM, "h1"),
        (Kind.ACTIVATE, "h1"),
        (Kind.ACTIVATE, "y1"),
        (Kind.LOSS, "L"),
        (Kind.DELTA, "y1"),
        (Kind.WEIGHT_GRADIENT, "w[h1->y1]"),
        (Kind.BIAS_GRADIENT, "b[y1]"),
        (Kind.DELTA, "h1"),
        (Kind.WEIGHT_GRADIENT, "w[x1->h1]"),
        (Kind.WEIGHT_GRADIENT, "w[x2->h1]"),
        (Kind.BIAS_GRADIENT, "b[h1]"),
        (Kind.NEW_VALUE, "w[x1->h1]"),
        (Kind.NEW_VALUE, "w[x2->h1]"),
        (Kind.NEW_VALUE, "w[h1->y1]"),
        (Kind.NEW_VALUE, "b[h1]"),
        (Kind.NEW_VALUE, "b[y1]"),
    ], "the linear output is asked once, as what it sends"


def test_by_phase_and_by_kind(article: Project) -> None:
    forward = asked(article, Choice(phases=frozenset({Phase.FORWARD})))
    assert {kind for kind, _ in forward} == {Kind.SUM, Kind.ACTIVATE}
    slopes = asked(article, Choice(kinds=frozenset({Kind.SLOPE, Kind.INPUT})))
    assert slopes == [(Kind.SLOPE, "y1"), (Kind.SLOPE, "h1")], "inputs are never asked"
    sums = asked(article, Choice(kinds=frozenset({Kind.SUM})))
    assert (Kind.SUM, "y1") in sums, "without what it sends, a linear neuron is asked its sum"


def test_at_random(article: Project) -> None:
    everything = asked(article)
    half = asked(article, Choice(share=0.5, seed=3))
    assert len(half) == len(everything) // 2
    assert half == [one for one in everything if one in half], "the order stays"
    assert half == asked(article, Choice(share=0.5, seed=3)), "a seed gives the same again"
    others = [asked(article, Choice(share=0.5, seed=seed)) for seed in range(10)]
    assert any(other != half for other in others), "another seed gives others"
    assert len(asked(article, Choice(share=0.0))) == 1, "one value is left"


def test_momentum_and_batches_add_their_kinds(article: Project) -> None:
    plain = usual(Run(article).open_next()).kinds
    assert not plain & {Kind.VELOCITY, Kind.BATCH_GRADIENT}
    moving = usual(Run(with_training(article, momentum=0.9)).open_next()).kinds
    assert Kind.VELOCITY in moving, "with momentum the step is asked too"
    batch = usual(Run(with_training(load_example("xor"), batch_size=4)).open_next()).kinds
    assert Kind.BATCH_GRADIENT in batch, "several samples make a gradient together"
    adam = usual(Run(with_training(article, optimizer=Optimizer.ADAM)).open_next()).kinds
    assert Kind.NEW_VALUE not in adam, "no one keeps the memory of Adam in the head"


def test_too_many_values_are_refused(article: Project) -> None:
    assert can_practise(Run(article).open_next()) is None
    ledger = Run(with_training(load_example("xor"), batch_size=4)).open_next()
    told = can_practise(ledger)
    assert told is not None, "a round of more than 40 values was allowed"
    assert told.values["count"] > MOST == told.values["most"]
    share = Choice(share=0.2, phases=frozenset({Phase.FORWARD}))
    assert can_practise(ledger, share) is None, "a share of one phase is few enough"
    assert can_practise(ledger, Choice(phases=frozenset())) is not None, "nothing to hide"


def softmax_project() -> Project:
    neurons = (
        Neuron("x1", Role.INPUT),
        Neuron("y1", Role.OUTPUT, Activation.SOFTMAX),
        Neuron("y2", Role.OUTPUT, Activation.SOFTMAX),
    )
    links = (Connection("x1", "y1", 0.5), Connection("x1", "y2", -0.25))
    data = Data(("x1",), ("y1", "y2"), ((0.5, 1.0, 0.0),))
    return Project("softmax", Network(neurons, links), Loss.HALF_SQUARED_ERROR, data)


def test_softmax_is_asked_after_all_the_sums_it_needs() -> None:
    found = asked(softmax_project())
    sums = [place for place, (kind, _) in enumerate(found) if kind is Kind.SUM]
    shares = [place for place, (kind, _) in enumerate(found) if kind is Kind.ACTIVATE]
    assert max(sums) < min(shares), f"a share is asked before its sums: {found}"


def test_every_question_can_be_answered_from_what_comes_before() -> None:
    ranks = {Phase.FORWARD: 0, Phase.LOSS: 1, Phase.BACKWARD: 2, Phase.UPDATE: 3}
    for seed in range(40):
        project, ledger = open_ledger(small_project(Random(seed)), 0)
        found = questions(project, ledger)
        samples = [question.sample for question in found if question.sample is not None]
        for sample in dict.fromkeys(samples):
            order = [ranks[one.phase] for one in found if one.sample == sample]
            assert order == sorted(order), f"seed {seed}: phases are mixed up"
