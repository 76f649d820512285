"""The past of a run is told as it was, whichever way one comes to ask for it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from chainrule.network.project import Project
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Kind
from chainrule.session.past import MOST_LEDGERS
from chainrule.session.run import Run
from chainrule.storage.examples import load_example
from helpers.graphs import graphs, with_training


def stepped(run: Run, updates: int) -> list[Ledger]:
    found = []
    for _ in range(updates):
        found.append(run.open_next())
        run.commit()
    return found


def told(ledger: Ledger) -> list[object]:
    return list(ledger)


@pytest.mark.parametrize("name", ["momentum", "xor-noisy"])
def test_the_past_is_what_was_told_at_the_time(name: str) -> None:
    walked = stepped(Run(load_example(name)), 6)
    run = Run(load_example(name))
    run.train_many(6)
    again = run.past.ledgers(6, 4)
    assert [ledger.update for ledger in again] == [3, 4, 5, 6]
    for ledger in again:
        assert told(ledger) == told(walked[ledger.update - 1]), "replayed to the last bit"


def test_settings_of_the_time_are_used() -> None:
    run = Run(load_example("momentum"))
    run.train_many(3)
    run.set_training(replace(run.training, momentum=0.2, learning_rate=0.3))
    run.train_many(3)
    used = [
        ledger.find(Kind.VELOCITY, "b[y1]")[1].operands[::2] for ledger in run.past.ledgers(6, 6)
    ]
    assert used == [(0.9, 0.1)] * 3 + [(0.2, 0.3)] * 3


def test_asking_here_and_there_always_finds_what_is_wanted() -> None:
    run = Run(load_example("xor-noisy"))
    run.train_many(60)
    for last in (60, 12, 13, 58, 20, 16, 3, 1):
        found = [ledger.update for ledger in run.past.ledgers(last, MOST_LEDGERS)]
        assert found == list(range(max(1, last - MOST_LEDGERS + 1), last + 1))
        losses = run.past.losses(last, 2)
        assert len(losses) == (8 if last % 2 == 0 else len(losses))
    assert run.update == 60, "asking moves nothing"


def test_another_line_has_another_past() -> None:
    run = Run(load_example("momentum"))
    stepped(run, 4)
    old = run.past.ledgers(4, 1)[0].find(Kind.NEW_VALUE, "w[h1->y1]")
    run.go_to(2)
    run.set_training(replace(run.training, momentum=0.0))
    stepped(run, 2)
    new = run.past.ledgers(4, 1)[0].find(Kind.NEW_VALUE, "w[h1->y1]")
    assert new[1].value != old[1].value, "the old line's update 4 is not this line's"


def test_nothing_lies_before_the_first_update() -> None:
    run = Run(load_example("momentum"))
    assert run.past.ledgers(0, 7) == ()
    assert run.past.losses(0, 7) == {}


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_one_parameter_alone_is_told_as_among_all(project: Project) -> None:
    project = with_training(project, learning_rate=1e-4)
    ledger = Run(project).open_next()
    every = {(op.kind, op.target, op.sample): op for op in ledger}
    for name in project.network.parameter_names:
        for kind in (Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE):
            assert ledger.narrator.tell_parameter(kind, name) == every.get((kind, name, None))
        weight = name.startswith("w[")
        kind = Kind.WEIGHT_GRADIENT if weight else Kind.BIAS_GRADIENT
        for index, row in enumerate(ledger.rows):
            alone = ledger.narrator.tell_gradient(name, index)
            assert alone == every[kind, name, row + 1]
    losses = ledger.narrator.update.backward.losses
    assert np.all(losses == [every[Kind.LOSS, "L", row + 1].value for row in ledger.rows])
