"""A drill of any network: what is seen at each question, and that the run it copies stays."""

import random

import pytest

from chainrule.gui.practice.drill import Drill
from chainrule.gui.practice.veil import answers, drill_frame
from chainrule.gui.practice.wish import HALF, Wish
from chainrule.session.operations import Kind, Phase
from chainrule.session.run import Run
from chainrule.teaching.practice.record import Outcome
from helpers.graphs import random_project

WISHES = (
    Wish(),
    Wish(share=HALF),
    Wish(frozenset({Phase.BACKWARD})),
    Wish(left_out=frozenset({"sums"})),
)


def drills():
    """Drills of random networks that are small enough, each with a wish."""
    for seed in range(60):
        project = random_project(random.Random(seed))
        if not project.data.train:
            continue
        for wish in WISHES:
            drill = Drill(Run(project), wish)
            if drill.refused is None and drill.round.questions:
                yield seed, drill


def test_no_number_is_seen_before_it_is_found():
    count = 0
    for seed, drill in drills():
        count += 1
        while drill.current is not None:
            frame, question = drill_frame(drill), drill.current
            name = (question.kind, question.target)
            assert name not in frame.values, f"{name} of network {seed} is seen before it is asked"
            assert not answers(drill)[name].done, f"its box is open in network {seed}"
            after = drill.round.questions[drill.round.current + 1 :]
            early = [(q.kind, q.target) for q in after if q.sample == question.sample]
            seen = [shown for shown in early if shown in frame.values]
            assert not seen, f"{seen} of network {seed} come later"
            for target, value in frame.parameters.items():
                if (Kind.NEW_VALUE, target) not in frame.values:
                    old = drill.ledger.narrator.before[target]
                    assert value == old, f"{target} of network {seed} is not updated yet"
            verdict = drill.answer(repr(question.operation.value))
            assert verdict.outcome is Outcome.RIGHT, f"{name} of network {seed} is right"
    assert count > 20, "enough networks are small enough"


@pytest.mark.parametrize("seed", range(5))
def test_a_drill_leaves_its_run_alone(seed):
    run = Run(random_project(random.Random(seed)))
    if not run.project.data.train:
        pytest.skip("there is nothing to train on")
    before = run.project_now(run.project), run.update, run.ledger
    drill = Drill(run, Wish())
    for _ in range(3):
        drill.again()
    assert (run.project_now(run.project), run.update, run.ledger) == before, "nothing has moved"
    assert drill.ledger.update == before[1] + 4, "each round is about the next update"
