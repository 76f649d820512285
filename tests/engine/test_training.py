"""Epochs, batches, order, regularisation and the other optimizers."""

import dataclasses
import math

import numpy as np
import pytest

from chainrule.engine.initializers import INITIALIZERS, draw
from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import ChainruleError
from chainrule.network.names import Activation, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project, Training

ROWS = tuple((float(index), float(index) / 7.0) for index in range(1, 8))


def project(**settings: object) -> Project:
    network = Network(
        (Neuron("x", Role.INPUT), Neuron("y", Role.OUTPUT, Activation.TANH, 0.1)),
        (Connection("x", "y", 0.2),),
    )
    data = Data(("x",), ("y",), ROWS)
    return Project("", network, data=data, training=Training(learning_rate=0.01, **settings))


def rows_of(trainer: Trainer, updates: int) -> list[tuple[int, ...]]:
    return [trainer.update().rows for _ in range(updates)]


def test_the_last_batch_of_an_epoch_may_be_smaller() -> None:
    trainer = Trainer.start(project(batch_size=3))
    assert rows_of(trainer, 4) == [(0, 1, 2), (3, 4, 5), (6,), (0, 1, 2)]
    assert trainer.epoch == 1
    assert trainer.position == 3


def test_batch_size_0_is_the_whole_set() -> None:
    assert rows_of(Trainer.start(project(batch_size=0)), 1) == [tuple(range(7))]


def test_the_order_follows_from_seed_and_epoch_alone() -> None:
    one = rows_of(Trainer.start(project(batch_size=2, shuffle=True, seed=5)), 12)
    other = rows_of(Trainer.start(project(batch_size=2, shuffle=True, seed=5)), 12)
    assert one == other
    assert sorted(row for batch in one[:4] for row in batch) == list(range(7))
    assert one[:4] != one[4:8], "another epoch has another order"
    different = rows_of(Trainer.start(project(batch_size=2, shuffle=True, seed=6)), 4)
    assert different != one[:4]


def test_a_new_batch_size_waits_for_the_next_epoch() -> None:
    trainer = Trainer.start(project(batch_size=3))
    trainer.update()
    trainer.training = dataclasses.replace(trainer.training, batch_size=7)
    assert rows_of(trainer, 3) == [(3, 4, 5), (6,), tuple(range(7))]


def test_nothing_is_carried_over_from_a_partial_batch() -> None:
    # the update from row 6 alone moves as far as it does in a set of its own
    trainer = Trainer.start(project(batch_size=3))
    trainer.update()
    trainer.update()
    before = trainer.plan.unpack(trainer.parameters).copy()
    partial = trainer.update()
    alone = dataclasses.replace(project(), data=Data(("x",), ("y",), (ROWS[6],)))
    other = Trainer.start(alone)
    other.restore(dataclasses.replace(other.snapshot(), parameters=other.plan.pack(
        dict(zip(alone.network.parameter_names, before.tolist(), strict=True)))))  # fmt: skip
    assert partial.after.tobytes() == other.update().after.tobytes()


def test_sum_is_mean_times_the_batch() -> None:
    mean = Trainer.start(project(batch_size=0)).update()
    total = Trainer.start(project(batch_size=0, reduction=Reduction.SUM)).update()
    assert total.batch_gradient == pytest.approx(7 * mean.batch_gradient, rel=1e-12)
    assert total.batch_loss == pytest.approx(7 * mean.batch_loss, rel=1e-12)


def test_regularisation_pulls_weights_and_not_biases() -> None:
    plain = Trainer.start(project(batch_size=0)).update()
    trainer = Trainer.start(project(batch_size=0, l1=0.5, l2=0.25))
    pulled = trainer.update()
    # w = 0.2: 0.5·sign(w) + 0.25·w = 0.55
    difference = trainer.plan.unpack(pulled.batch_gradient - plain.batch_gradient)
    assert difference == pytest.approx([0.55, 0.0], abs=1e-12)
    assert pulled.batch_loss == plain.batch_loss, "the loss is without the regularisation"


def test_learning_rate_0_changes_nothing() -> None:
    settings = dataclasses.replace(project(), training=Training(learning_rate=0.0, momentum=0.9))
    trainer = Trainer.start(settings)
    before = trainer.parameters.tobytes()
    for _ in range(5):
        trainer.update()
    assert trainer.parameters.tobytes() == before


def test_nesterov() -> None:
    trainer = Trainer.start(project(batch_size=0, momentum=0.5, nesterov=True))
    g = trainer.plan.unpack(Trainer.start(project(batch_size=0)).update().batch_gradient)
    trainer.update()
    # v = −ηg; w + μv − ηg = w − 1.5·η·g
    wanted = np.array([0.2, 0.1]) - 1.5 * 0.01 * g
    assert trainer.plan.unpack(trainer.parameters) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("optimizer", [Optimizer.RMSPROP, Optimizer.ADAM])
def test_the_first_step_of_the_scaled_rules(optimizer: Optimizer) -> None:
    g = Trainer.start(project(batch_size=0)).update().batch_gradient
    trainer = Trainer.start(project(batch_size=0, optimizer=optimizer))
    update = trainer.update()
    moved = trainer.plan.unpack(update.after - update.before)
    g = trainer.plan.unpack(g)
    scale = 1.0 if optimizer is Optimizer.ADAM else math.sqrt(0.1)
    assert moved == pytest.approx(-0.01 * g / (scale * np.abs(g) + 1e-8), rel=1e-9)


def test_changing_the_optimizer_starts_its_memory_at_0() -> None:
    trainer = Trainer.start(project(batch_size=0))
    for _ in range(3):
        trainer.update()
    trainer.training = dataclasses.replace(trainer.training, optimizer=Optimizer.ADAM)
    update = trainer.update()
    assert not update.slots_before["mean"].any()


def test_training_without_rows_says_so() -> None:
    empty = dataclasses.replace(project(), data=Data())
    with pytest.raises(ChainruleError, match="no training samples"):
        Trainer.start(empty).update()


@pytest.mark.parametrize("name", sorted(INITIALIZERS))
def test_initialisers_follow_from_the_seed(name: str) -> None:
    network = project().network
    assert draw(network, name, 3) == draw(network, name, 3)
    assert draw(network, name, 3)["b[y]"] == 0.0
    if name != "zeros":
        assert draw(network, name, 3) != draw(network, name, 4)
    assert all(math.isfinite(value) for value in draw(network, name, 3).values())
