"""The loss surface: every point is the loss that the engine gives with those two parameters."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from chainrule.engine.gradient_check import loss_of
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.network.edits import set_cell, set_locked, set_parameters
from chainrule.network.message import Message
from chainrule.network.names import Optimizer, Reduction
from chainrule.session.document import Document, Edit
from chainrule.session.landscape import ACROSS, MOST_STEPS, UP, Landscapes
from chainrule.session.plain_run import PlainRun
from chainrule.session.session import Session
from chainrule.session.surface import MOST_ROWS, Box, LossSlice, box_round
from chainrule.storage.examples import load_example
from chainrule.teaching.ball import next_move
from chainrule.teaching.movement import Part
from helpers.graphs import random_project, with_training

if TYPE_CHECKING:
    from chainrule.session.landscape import Landscape


def session_of(example: str = "momentum", updates: int = 12, **training: object) -> Session:
    session = Session(Document(with_training(load_example(example), **training)), lambda: 0.0)
    session.run.train_many(updates)
    session.settle()
    session.record()
    return session


def pair(session: Session) -> tuple[str, str]:
    names = session.run.project.network.parameter_names
    return names[0], names[-1]


def finished(landscapes: Landscapes) -> Landscape:
    while landscapes.busy:
        landscapes.advance(10.0)
    assert landscapes.landscape is not None, "it comes to an end"
    return landscapes.landscape


def landscapes_of(session: Session) -> Landscapes:
    ticks = iter(range(10**9))
    return Landscapes(lambda: session, lambda: float(next(ticks)))


def test_every_point_is_the_loss_with_those_two_parameters() -> None:
    for seed in range(40):
        random = Random(seed)
        project = random_project(random)
        plan, setup = compile_plan(project.network), Setup.of(project)
        names = project.network.parameter_names
        if len(names) < 2:
            continue
        chosen = tuple(random.sample(names, 2))
        theta = plan.pack(project.network.parameters)
        reduction = project.training.reduction
        found = LossSlice(plan, setup, reduction, theta)
        x, y = (np.array([random.uniform(-2, 2) for _ in range(5)]) for _ in range(2))
        for loss, first, second in zip(found.losses(chosen, x, y), x, y, strict=True):
            values = {**project.network.parameters, chosen[0]: first, chosen[1]: second}
            wanted = loss_of(plan, setup, plan.pack(values), reduction)
            assert loss == pytest.approx(wanted, rel=1e-12), f"seed {seed}, {chosen}"


def test_what_neither_parameter_moves_is_computed_once() -> None:
    session = session_of("xor")
    run, network = session.run, session.run.project.network
    found = LossSlice(run.trainer.plan, run.trainer.setup, Reduction.MEAN, run.trainer.parameters)
    rows = len(run.project.data.train)
    hidden = [each.id for each in network.computed if each not in network.outputs]
    (output,) = network.outputs
    first, second = (network.inputs[0].id, hidden[0]), (network.inputs[0].id, hidden[1])
    name = {link.key: link.name for link in network.connections}
    last = name[hidden[0], output.id]
    assert found.work((last, output.bias_name)) == 2 * rows, "the output alone, and its losses"
    assert found.work((name[first], last)) == 3 * rows, "a hidden neuron moves as well"
    assert found.work((name[first], name[second])) == 4 * rows, "two of them move"


def test_slopes_are_those_of_central_differences() -> None:
    session = session_of("xor", 30)
    run, names = session.run, pair(session)
    found = LossSlice(run.trainer.plan, run.trainer.setup, Reduction.MEAN, run.trainer.parameters)
    here = [found.value_at(name) for name in names]
    step = 1e-6
    for index, slope in enumerate(found.slopes(names)):
        ends = [np.array([value, value]) for value in here]
        ends[index] = ends[index] + np.array([-step, step])
        low, high = found.losses(names, *ends)
        assert slope == pytest.approx((high - low) / (2 * step), abs=1e-7)


def test_the_landscape_of_a_run_holds_its_way_and_ends_at_the_ball() -> None:
    session = session_of(updates=12, momentum=0.9)
    names = pair(session)
    land = finished_for(session, names)
    assert land.losses.shape == (UP, ACROSS)
    parameters = session.document.project.network.parameters
    assert land.ball == tuple(parameters[name] for name in names)
    assert land.path[-1] == land.ball
    assert len(land.path) == 13, "a place for the start and for every update"
    assert all(land.box.holds(point) for point in land.path)
    earlier = session.run.looked_at(7)
    values = dict(
        zip(
            session.run.project.network.parameter_names,
            earlier.plan.unpack(earlier.parameters).tolist(),
            strict=True,
        )
    )
    assert land.path[7] == tuple(values[name] for name in names)
    assert land.loss == pytest.approx(session.run.evaluation.train_loss, rel=1e-12)


def finished_for(session: Session, names: tuple[str, str]) -> Landscape:
    landscapes = landscapes_of(session)
    landscapes.want(names)
    return finished(landscapes)


def test_the_way_without_momentum_begins_at_the_same_place() -> None:
    session = session_of(updates=9, momentum=0.9)
    land = finished_for(session, pair(session))
    plain = session_of(updates=9, momentum=0.0)
    wanted = finished_for(plain, pair(plain))
    assert land.plain_path[0] == land.path[0]
    assert land.plain_path == wanted.path
    assert not wanted.plain_path, "without momentum there is nothing to compare with"
    assert not finished_for(session_of(optimizer=Optimizer.ADAM), pair(session)).plain_path


def test_the_losses_without_momentum_are_those_of_such_a_run() -> None:
    session = session_of(updates=9, momentum=0.9)
    land = finished_for(session, pair(session))
    plain = session_of(updates=9, momentum=0.0)
    assert list(land.plain_losses) == [row.train_loss for row in plain.run.log[1:]]
    assert (land.first, land.plain_end) == (0, None)


def test_the_run_without_momentum_goes_on_where_it_was() -> None:
    session = session_of(updates=4, momentum=0.9)
    landscapes, names = landscapes_of(session), pair(session)
    landscapes.want(names)
    first = finished(landscapes)
    session.run.train_many(3)
    landscapes.want(names)
    later = finished(landscapes)
    assert later.plain_path[:5] == first.plain_path
    assert later.plain_losses == finished_for(session, names).plain_losses
    session.look_at(2)
    landscapes.want(names)
    back = finished(landscapes)
    assert (back.plain_path, back.plain_losses) == (first.plain_path[:3], first.plain_losses[:2])


def test_other_settings_give_another_run_without_momentum() -> None:
    session = session_of(updates=0, momentum=0.9)
    landscapes, names = landscapes_of(session), pair(session)
    landscapes.want(names)
    finished(landscapes)
    training = replace(session.run.training, learning_rate=0.5)
    session.edit(Edit(Message("Edit", "turn"), lambda project: replace(project, training=training)))
    session.run.train_many(3)
    landscapes.want(names)
    plain = session_of(updates=3, momentum=0.0, learning_rate=0.5)
    wanted = [row.train_loss for row in plain.run.log[1:]]
    assert list(finished(landscapes).plain_losses) == wanted


def test_where_it_blows_up_without_momentum_it_ends() -> None:
    session = session_of(updates=3, momentum=0.9)
    run = session.run
    wild = PlainRun(run, 0, replace(run.training, learning_rate=1e160), pair(session))
    for _ in wild.train_to(3):
        pass
    assert wild.diverged_at is not None
    assert len(wild.losses) == wild.diverged_at - 1 == len(wild.path) - 1


def test_it_is_exact_only_where_the_others_are_locked() -> None:
    session = session_of(updates=3)
    names = pair(session)
    assert not finished_for(session, names).exact
    others = set(session.run.project.network.parameter_names) - set(names)
    session.edit(Edit(Message("Edit", "lock"), lambda each: set_locked(each, others, True)))
    assert finished_for(session, names).exact


def test_the_box_stays_while_it_suits_and_scales_are_equal() -> None:
    session = session_of(updates=4)
    landscapes, names = landscapes_of(session), pair(session)
    landscapes.want(names)
    first = finished(landscapes).box
    session.run.train_many(1)
    landscapes.want(names)
    assert finished(landscapes).box == first, "it does not jump with every update"
    assert (first.right - first.left) / (first.top - first.bottom) == pytest.approx(4 / 3)
    far = box_round((100.0, -3.0), [(0.0, 0.0)], 4 / 3, first)
    assert far.holds((100.0, -3.0), 0.05)
    assert far.holds((0.0, 0.0))


FAR = [(1e17, 0.0), (1e300, 2.0), (0.0, 1e308), (1.7e308, -1.7e308), (math.inf, math.nan)]


@pytest.mark.parametrize("ball", FAR)
def test_a_box_has_room_however_large_the_numbers_are(ball: tuple[float, float]) -> None:
    box = box_round(ball, [(0.0, 0.0), ball], 1.6, None)
    alone = box_round(ball, [ball], 1.6, None)
    for each in (box, alone):
        assert 0 < each.right - each.left < math.inf, each
        assert 0 < each.top - each.bottom < math.inf, each


def test_what_nobody_wants_of_another_network_is_dropped() -> None:
    session = session_of()
    landscapes = landscapes_of(session)
    landscapes.want(pair(session))
    session.edit(Edit(Message("Edit", "another"), lambda _: load_example("sine")))
    landscapes.advance(10.0)
    assert not landscapes.busy, "its parameters may be gone"


def test_late_landscapes_never_land() -> None:
    session = session_of(updates=4)
    landscapes, names = landscapes_of(session), pair(session)
    landscapes.want(names)
    landscapes.advance(2.0)
    assert landscapes.busy
    session.edit(Edit(Message("Edit", "cell"), lambda each: set_cell(each, 0, 0, 1.5)))
    landscapes.want(names)
    land = finished(landscapes)
    plan, setup = session.run.trainer.plan, session.run.trainer.setup
    wanted = loss_of(plan, setup, session.run.trainer.parameters, Reduction.MEAN)
    assert land.loss == pytest.approx(wanted, rel=1e-12), "it is that of the new data"
    landscapes.want(None)
    assert landscapes.landscape is None
    assert not landscapes.busy


def test_looking_back_shows_the_ball_where_it_was() -> None:
    session = session_of(updates=20)
    names = pair(session)
    session.look_at(5)
    land = finished_for(session, names)
    assert (land.update, len(land.path)) == (5, 6)


def test_a_long_way_is_shown_in_its_last_part() -> None:
    session = session_of(updates=MOST_STEPS + 50)
    assert len(finished_for(session, pair(session)).path) == MOST_STEPS + 1


def test_very_many_samples_are_thinned_evenly() -> None:
    article = load_example("or")
    rows = article.data.train * 2500
    project = replace(article, data=replace(article.data, train=rows))
    plan, setup = compile_plan(project.network), Setup.of(project)
    theta = plan.pack(project.network.parameters)
    found = LossSlice(plan, setup, Reduction.MEAN, theta)
    assert found.samples == MOST_ROWS
    name = project.network.parameter_names[0]
    at = np.array([found.value_at(name)])
    other = project.network.parameter_names[1]
    loss = found.losses((name, other), at, np.array([found.value_at(other)]))[0]
    assert loss == pytest.approx(loss_of(plan, setup, theta, Reduction.MEAN), rel=0.01)


def test_the_next_move_adds_up_to_where_the_ball_goes() -> None:
    session = session_of(updates=6, momentum=0.9)
    names = pair(session)
    before = finished_for(session, names).ball
    pushes = next_move(session.coming(), names)
    assert [push.part for push in pushes] == [Part.REMEMBERED, Part.ASKED, Part.VELOCITY]
    total = pushes[-1]
    assert total.first == pytest.approx(pushes[0].first + pushes[1].first, rel=1e-12)
    session.run.train_many(1)
    after = finished_for(session, names).ball
    assert after == pytest.approx((before[0] + total.first, before[1] + total.second), rel=1e-14)


def test_the_coming_update_is_told_while_one_is_open_and_after_it() -> None:
    session = session_of(updates=2)
    assert session.coming().update == 3
    session.step()
    session.finish_animation()
    assert session.coming().update == 3, "the open one is not committed yet"
    while session.run.pending:
        session.step()
        session.finish_animation()
    assert session.coming().update == 4
    session.look_at(1)
    assert session.coming() is None


def test_moving_the_ball_is_a_new_start() -> None:
    session = session_of(updates=8)
    names = pair(session)
    values = {names[0]: 1.25, names[1]: -0.5}

    def change(project: object) -> object:
        return set_parameters(replace(project, state=None), values)

    session.edit(Edit(Message("Edit", "ball"), change))
    land = finished_for(session, names)
    assert (land.update, land.ball, land.path) == (0, (1.25, -0.5), ((1.25, -0.5),))


def test_a_box_knows_what_it_holds() -> None:
    box = Box(0.0, 4.0, 0.0, 3.0)
    assert box.holds((0.1, 0.1))
    assert not box.holds((0.1, 0.1), 0.05)
    assert box.columns(5).tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
