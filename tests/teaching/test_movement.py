"""How an update moves a parameter: the arrows are the ledger's, and come when it tells them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from chainrule.network.names import Optimizer
from chainrule.network.project import Project
from chainrule.session.document import Document
from chainrule.session.moment import Moment
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.session.run import Run
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from chainrule.teaching.movement import (
    Movement,
    Part,
    movement,
    recent_steps,
    shown_movement,
)
from helpers.graphs import graphs, with_training

W5 = "w[h1->y1]"


def session_of(granularity: Granularity, **training) -> Session:
    session = Session(Document(with_training(load_example("momentum"), **training)))
    session.granularity = granularity
    return session


def stepped(session: Session, steps: int = 1) -> Moment:
    for _ in range(steps):
        session.step()
        session.finish_animation()
    return session.moment()


def parts(found: Movement) -> list[Part]:
    return [arrow.part for arrow in found.arrows]


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_arrows_lead_from_the_old_value_to_the_new(project: Project) -> None:
    run = Run(with_training(project, learning_rate=1e-4))
    run.train()
    ledger = run.open_next()
    for name in project.network.parameter_names:
        found = movement(ledger, name)
        new = ledger.find(Kind.NEW_VALUE, name)
        if new is None:
            assert found is None, f"{name} is locked and does not move"
            continue
        assert found.old == new[1].operands[0]
        assert found.new == new[1].value
        last = found.arrows[-1]
        assert (last.start, last.stop) == (0.0, last.value)
        assert found.old + last.value == pytest.approx(found.new, rel=1e-12, abs=1e-12)
        if len(found.arrows) == 3:
            kept, asked, total = found.arrows
            assert kept.stop == asked.start, "the second arrow begins at the first one's tip"
            assert asked.stop == total.stop, "the sum ends where they end"


def test_the_seventh_update_of_momentum_is_the_picture() -> None:
    run = Run(load_example("momentum"))
    run.train_many(6)
    found = movement(run.open_next(), W5)
    assert parts(found) == [Part.REMEMBERED, Part.ASKED, Part.VELOCITY]
    assert [arrow.value for arrow in found.arrows] == pytest.approx(
        [0.02819, -0.01261, 0.01558], abs=5e-6
    )
    assert (found.old, found.new) == pytest.approx((0.6344, 0.6500), abs=5e-5)


def test_without_momentum_there_is_one_arrow() -> None:
    found = movement(Run(load_example("article")).open_next(), W5)
    assert parts(found) == [Part.ASKED]
    assert found.arrows[0].value == pytest.approx(0.02227, abs=5e-6)


def test_nesterovs_step_is_not_called_v() -> None:
    run = Run(with_training(load_example("momentum"), nesterov=True))
    run.train_many(2)
    ledger = run.open_next()
    found = movement(ledger, W5)
    velocity = ledger.find(Kind.VELOCITY, W5)[1]
    assert parts(found) == [Part.REMEMBERED, Part.ASKED, Part.STEP]
    assert found.arrows[0].value == 0.9 * velocity.value, "μ times the new v"
    assert found.arrows[1].value == -0.1 * velocity.operands[3]


@pytest.mark.parametrize("optimizer", [Optimizer.ADAM, Optimizer.RMSPROP])
def test_other_rules_have_a_step_alone(optimizer: Optimizer) -> None:
    run = Run(with_training(load_example("momentum"), optimizer=optimizer))
    found = movement(run.open_next(), W5)
    assert parts(found) == [Part.STEP]
    assert found.arrows[0].value == found.new - found.old


def test_arrows_come_when_their_numbers_do() -> None:
    session = session_of(Granularity.OPERATION)
    session.go_to_phase(Phase.UPDATE)
    assert shown_movement(session.moment(), W5).new is not None, "what the update will do"
    seen = []
    for _ in range(15):
        found = shown_movement(stepped(session), W5)
        seen.append((len(found.arrows), found.new is not None))
    assert seen == sorted(seen), "what has come stays"
    assert seen[0] == (0, False), "the batch's gradient is known, the velocity is not"
    assert (3, False) in seen, "arrows before the weight itself"
    assert seen[-1] == (3, True)


def test_what_the_update_will_do_follows_the_settings() -> None:
    session = session_of(Granularity.LAYER)
    stepped(session, 3)
    session.go_to_phase(Phase.BACKWARD)
    moment = stepped(session)
    before = shown_movement(moment, W5)
    assert moment.phase is Phase.BACKWARD
    project = session.document.project
    training = replace(project.training, learning_rate=0.2)
    session.run.set_training(training)
    after = shown_movement(session.moment(), W5)
    assert after.arrows[-1].value == pytest.approx(2 * before.arrows[-1].value, rel=1e-12)
    assert after.old == before.old


def test_what_the_update_will_do_is_not_told_before_the_gradient() -> None:
    session = session_of(Granularity.LAYER)
    moment = stepped(session)
    assert moment.phase is Phase.FORWARD
    assert shown_movement(moment, W5) is None


def test_updates_so_far_end_with_the_one_that_is_shown() -> None:
    session = session_of(Granularity.BATCH)
    moment = stepped(session, 9)
    steps = recent_steps(moment, W5)
    assert [step.update for step in steps] == [3, 4, 5, 6, 7, 8, 9]
    run = Run(load_example("momentum"))
    for step in steps:
        run.go_to(0)
        run.train_many(step.update - 1)
        found = run.open_next().find(Kind.VELOCITY, W5)[1]
        assert step.done == found.value, f"update {step.update} is the ledger's own"
        assert step.asked == -found.operands[2] * found.operands[3]
        run.drop()


def test_updates_so_far_do_not_run_ahead() -> None:
    session = session_of(Granularity.BATCH)
    stepped(session, 2)
    session.granularity = Granularity.OPERATION
    moment = stepped(session)
    assert [step.update for step in recent_steps(moment, W5)] == [1, 2]


def test_trained_updates_are_looked_up_too() -> None:
    session = session_of(Granularity.BATCH)
    session.run.train_many(40)
    session.settle()
    moment = stepped(session)
    assert [step.update for step in recent_steps(moment, W5)] == list(range(35, 42))
