"""Traced, plain, replayed, from a snapshot: the same updates to the last bit."""

import dataclasses
from itertools import count, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine.trainer import Trainer
from chainrule.network.names import Optimizer, Reduction
from chainrule.network.project import Project
from helpers.bits import bits_of
from helpers.graphs import KINDS, LAYERS, graphs, projects, random_project, with_training

EVERY_SIZE = st.one_of(projects(), graphs(), graphs())


@settings(max_examples=70, deadline=None)
@given(EVERY_SIZE, st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_traced_plain_and_replayed_updates_have_the_same_bits(
    project: Project, stretches: list[int]
) -> None:
    plain, traced, replayed = (Trainer.start(project) for _ in range(3))
    for length in stretches:
        for _ in range(length):
            plain.update()
            traced.update()
        replayed.replay(length)
        assert bits_of(traced) == bits_of(plain), "traced or not"
        assert bits_of(replayed) == bits_of(plain), "replayed or made one by one"
    assert replayed.update().after.tobytes() == plain.update().after.tobytes()


def layered(sizes: tuple[int, ...]) -> Project:
    """Return a random layered project with something locked and a smaller last batch."""
    return next(
        with_training(made, batch_size=3, learning_rate=0.01)
        for made in (random_project(Random(seed)) for seed in count())
        if tuple(map(len, made.network.levels)) == sizes
        and made.network.locked
        and len(made.data.train) > 3
        and len(made.data.train) % 3
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("optimizer", list(Optimizer))
def test_every_setting_of_the_training_replays_on_graphs_of_every_kind(
    optimizer: Optimizer, kind: str
) -> None:
    random = Random(kind)
    for reduction, momentum, nesterov, penalty in product(
        Reduction, (0.0, 0.9), (False, True), (0.0, 0.1)
    ):
        project = with_training(
            random_project(random, kinds=[kind]), optimizer=optimizer, reduction=reduction,
            momentum=momentum, nesterov=nesterov, l1=penalty, l2=penalty, learning_rate=0.001,
        )  # fmt: skip
        plain, replayed = Trainer.start(project), Trainer.start(project)
        for _ in range(12):
            plain.update()
        replayed.replay(12)
        assert bits_of(replayed) == bits_of(plain), project.training


@pytest.mark.parametrize("sizes", LAYERS, ids=str)
def test_many_replayed_updates_have_the_same_bits(sizes: tuple[int, ...]) -> None:
    project = layered(sizes)
    for optimizer in Optimizer:
        changed = with_training(project, optimizer=optimizer)
        plain, replayed = Trainer.start(changed), Trainer.start(changed)
        for _ in range(200):
            plain.update()
        replayed.replay(200)
        assert bits_of(replayed) == bits_of(plain), optimizer


@settings(max_examples=50, deadline=None)
@given(EVERY_SIZE, st.sampled_from(list(Optimizer)), st.integers(0, 12))
def test_a_replay_takes_up_new_settings_as_updates_do(
    project: Project, optimizer: Optimizer, size: int
) -> None:
    plain, replayed = Trainer.start(project), Trainer.start(project)
    for trainer in (plain, replayed):
        trainer.replay(2)
        trainer.training = dataclasses.replace(
            trainer.training, optimizer=optimizer, batch_size=size, learning_rate=1e-4, seed=77
        )
    for _ in range(9):
        plain.update()
    replayed.replay(9)
    assert bits_of(replayed) == bits_of(plain)


@settings(max_examples=70, deadline=None)
@given(EVERY_SIZE)
def test_a_snapshot_brings_everything_back(project: Project) -> None:
    trainer = Trainer.start(project)
    trainer.replay(3)
    snapshot, stood = trainer.snapshot(), bits_of(trainer)
    trainer.update()
    trainer.replay(4)
    end = bits_of(trainer)
    other = Trainer(trainer.plan, trainer.setup, trainer.training, snapshot)
    for one in (trainer, other):
        one.restore(snapshot)
        assert bits_of(one) == stood, "a snapshot never changes"
        one.replay(2)
        one.restore(snapshot)
        one.replay(5)
        assert bits_of(one) == end


@settings(max_examples=50, deadline=None)
@given(EVERY_SIZE)
def test_what_an_update_hands_out_never_changes(project: Project) -> None:
    trainer = Trainer.start(project)
    trainer.update()
    update, evaluation = trainer.update(), trainer.evaluate()
    arrays = [
        update.before, update.after, update.batch_gradient, update.forward.z, update.forward.a,
        update.backward.losses, update.backward.loss_slope, update.backward.delta,
        update.backward.activation_gradient, update.backward.slope, update.targets,
        evaluation.outputs, evaluation.losses,
        *update.slots_before.values(), *update.slots_after.values(),
    ]  # fmt: skip
    kept = [array.tobytes() for array in arrays]
    late = trainer.evaluate()
    trainer.update()
    trainer.replay(3)
    trainer.evaluate()
    assert [array.tobytes() for array in arrays] == kept
    assert late.outputs.tobytes() == evaluation.outputs.tobytes(), "also when asked for late"
    assert late.forward.a.tobytes() == evaluation.forward.a.tobytes()
