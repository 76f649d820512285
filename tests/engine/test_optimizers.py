"""Whole runs of every optimizer beside loops that know one parameter at a time."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.engine.trainer import Trainer
from chainrule.network.names import Optimizer, Reduction
from chainrule.network.project import Project, Randomness, State, Training, with_parameters
from helpers.graphs import SMOOTH, projects
from helpers.reference import Memory, batch_gradients, regularised

RATES = {Optimizer.SGD: 0.002, Optimizer.RMSPROP: 0.001, Optimizer.ADAM: 0.001}


@st.composite
def runs(draw: st.DrawFn) -> Project:
    project = draw(projects(SMOOTH))
    optimizer = draw(st.sampled_from(list(Optimizer)))
    training = dataclasses.replace(
        project.training,
        optimizer=optimizer,
        learning_rate=RATES[optimizer],
        nesterov=draw(st.booleans()),
        l1=draw(st.sampled_from([0.0, 0.01])),
        l2=draw(st.sampled_from([0.0, 0.1])),
        seed=draw(st.integers(0, 9)),
    )
    return dataclasses.replace(project, training=training)


def named(trainer: Trainer, theta: np.ndarray) -> dict[str, float]:
    names = trainer.plan.network.parameter_names
    return dict(zip(names, trainer.plan.unpack(theta).tolist(), strict=True))


def batch(project: Project, rows: tuple[int, ...]) -> list[tuple[dict, dict]]:
    data, width = project.data, len(project.data.inputs)
    return [
        (
            dict(zip(data.inputs, data.train[row][:width], strict=True)),
            dict(zip(data.targets, data.train[row][width:], strict=True)),
        )
        for row in rows
    ]


@settings(max_examples=80, deadline=None)
@given(runs())
def test_six_updates_are_what_plain_loops_give(project: Project) -> None:
    trainer, training = Trainer.start(project), project.training
    values = dict(project.network.parameters)
    memories = {name: Memory() for name in values}
    for _ in range(6):
        network = with_parameters(project, values, None).network
        rows = trainer.next_rows()
        mean = training.reduction is Reduction.MEAN
        gradient = batch_gradients(network, project.loss, batch(project, rows), mean)
        pull = regularised(network, values, training)
        update = trainer.update()
        assert update.rows == rows
        found = named(trainer, update.batch_gradient)
        for name, g in gradient.items():
            wanted = g + pull[name]
            # rmsprop and adam blow up the rounding of a gradient near 0, so each goes on from
            # the gradient of the engine once the two have been seen to agree
            assert abs(found[name] - wanted) <= 1e-10 * max(1, abs(wanted)), f"gradient of {name}"
            if name not in network.locked:
                values[name] = memories[name].moved(values[name], found[name], training)
    after = named(trainer, trainer.parameters)
    for name, value in values.items():
        assert after[name] == pytest.approx(value, rel=1e-12, abs=1e-12), name


@settings(max_examples=60, deadline=None)
@given(runs(), st.integers(1, 7))
def test_a_saved_state_goes_on_bit_for_bit(project: Project, updates: int) -> None:
    trainer = Trainer.start(project)
    for _ in range(updates):
        trainer.update()
    stood = trainer.snapshot()
    state = State(
        stood.update,
        stood.epoch,
        stood.position,
        stood.batch_size,
        {slot: named(trainer, values) for slot, values in stood.slots.items()},
        Randomness(stood.order_seed, stood.order),
    )
    again = Trainer.start(with_parameters(project, named(trainer, stood.parameters), state))
    for _ in range(7):
        one, other = trainer.update(), again.update()
        assert one.rows == other.rows
        assert one.after.tobytes() == other.after.tobytes()
    assert (trainer.update_number, trainer.epoch) == (again.update_number, again.epoch)


def test_constant_gradient_with_momentum() -> None:
    rule = OPTIMIZERS[Optimizer.SGD]
    training = Training(learning_rate=2.0, momentum=0.9)
    w, slots = np.array([1.0, 2.0]), {"velocity": np.zeros(2)}
    g = np.array([0.1, 0.1])
    first = rule.step(w, g, slots, training)
    second = rule.step(first.parameters, g, first.slots, training)
    assert first.parameters == pytest.approx([0.8, 1.8], rel=1e-12)
    # v = 0.9·(−0.2) − 0.2 = −0.38
    assert second.parameters == pytest.approx([0.42, 1.42], rel=1e-12)
    assert w.tolist() == [1.0, 2.0], "a rule writes to none of its arrays"
    assert slots["velocity"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("optimizer", list(Optimizer))
def test_slots_are_those_that_the_rule_names(optimizer: Optimizer) -> None:
    rule = OPTIMIZERS[optimizer]
    slots = {name: np.zeros(2) for name in rule.slots}
    made = rule.step(np.ones(2), np.ones(2), slots, Training(optimizer=optimizer))
    assert set(made.slots) == set(rule.slots)
