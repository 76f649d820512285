"""Random graphs: the numpy engine against plain loops, against small moves, against itself."""

import dataclasses
import math
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chainrule.engine.gradient_check import check_gradients
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import NonFinite, Trainer, Update
from chainrule.network.edits import set_training
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.network.project import Project
from helpers.bits import bits_of, named
from helpers.graphs import (
    ANY,
    KINDS,
    LAYERS,
    SMOOTH,
    graphs,
    projects,
    random_project,
    with_training,
)
from helpers.reference import batch_gradients, distance_to_kink, forward, samples_of
from helpers.reference_run import Made, Standing, made_update, set_loss

UPDATES = 5
NOTHING = 1e-9
"""nearer to a kink than this, the side that rounding takes is chance (0 itself is not)"""
KINK = 1e-3
STEP = 1e-5
EPSILON = 1e-8
"""what rmsprop and adam divide by at least"""

EVERY_SIZE = st.one_of(projects(), graphs(), graphs())


def near(found: float, wanted: float, tolerance: float = 1e-10) -> bool:
    return abs(found - wanted) <= tolerance * max(1.0, abs(wanted))


def standing(trainer: Trainer) -> Standing:
    """Return where the trainer stands, by name."""
    plan, snapshot = trainer.plan, trainer.snapshot()
    slots = {slot: named(plan, values) for slot, values in snapshot.slots.items()}
    return Standing(named(plan, snapshot.parameters), slots)


def on_one_side(project: Project, made: Made) -> bool:
    """Whether no number stands so near a kink that rounding decides its slope."""
    distances = [distance_to_kink(project, passed) for passed in made.passed]
    return not any(0 < distance < NOTHING for distance in distances)


def compare_passes(trainer: Trainer, update: Update, made: Made) -> None:
    """Compare z, a, δ and the losses of an update with what the loops found."""
    row = trainer.plan.row
    for column, (passed, deltas) in enumerate(zip(made.passed, made.deltas, strict=True)):
        for name in passed.a:
            assert near(update.forward.z[row[name], column], passed.z[name]), f"z of {name}"
            assert near(update.forward.a[row[name], column], passed.a[name]), f"a of {name}"
        for name, delta in deltas.items():
            assert near(update.backward.delta[row[name], column], delta), f"δ of {name}"
        assert near(update.backward.losses[column], made.losses[column]), "a sample's loss"
    assert near(update.batch_loss, made.batch_loss)


def compare_step(project: Project, trainer: Trainer, update: Update, made: Made) -> None:
    """Compare the gradient, and the new parameters and slots that follow from it.

    rmsprop and adam divide by as little as 1e-8 and blow up the rounding of a gradient near 0 by
    as much: so far may the two be apart, and no farther.
    """
    found = named(trainer.plan, update.batch_gradient)
    after = standing(trainer)
    scaled = update.training.optimizer is not Optimizer.SGD
    for name, g in made.gradient.items():
        assert near(found[name], g), f"the gradient of {name}"
        apart = update.training.learning_rate * abs(found[name] - g) / EPSILON if scaled else 0.0
        wanted = made.after.values[name]
        reach = 1e-10 * max(1.0, abs(wanted)) + apart
        assert abs(after.values[name] - wanted) <= reach, f"the new value of {name}"
    assert set(after.slots) == set(made.after.slots)
    for slot, numbers in made.after.slots.items():
        for name, wanted in numbers.items():
            assert near(after.slots[slot][name], wanted), f"{slot} of {name}"


def compare_updates(project: Project, updates: int = UPDATES) -> bool:
    """Compare some updates with the loops; return whether chance at a kink put an end to it."""
    trainer = Trainer.start(project)
    for number in range(1, updates + 1):
        rows, before = trainer.next_rows(), standing(trainer)
        made = made_update(project, trainer.training, before, rows)
        if not on_one_side(project, made):
            return True
        update = trainer.update()
        assert (update.update, update.rows) == (number, rows)
        compare_passes(trainer, update, made)
        compare_step(project, trainer, update, made)
    return False


@settings(max_examples=150, deadline=None)
@given(EVERY_SIZE)
def test_updates_are_what_plain_loops_give(project: Project) -> None:
    assume(not compare_updates(project))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("optimizer", list(Optimizer))
def test_every_setting_of_the_training_on_graphs_of_every_kind(
    optimizer: Optimizer, kind: str
) -> None:
    random = Random(kind)
    for reduction, momentum, nesterov, l1, l2 in product(
        Reduction, (0.0, 0.9), (False, True), (0.0, 0.01), (0.0, 0.1)
    ):
        made = random_project(random, kinds=[kind])
        compare_updates(
            with_training(
                made, optimizer=optimizer, reduction=reduction, momentum=momentum,
                nesterov=nesterov, l1=l1, l2=l2, learning_rate=0.001,
            ),
            3,
        )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("loss", list(Loss))
def test_every_loss_and_activation_on_graphs_of_every_kind(loss: Loss, kind: str) -> None:
    random = Random(loss.value + kind)
    for activation in [*ANY, *ANY]:
        compare_updates(random_project(random, [activation], [kind], [loss]), 3)


@settings(max_examples=70, deadline=None)
@given(st.one_of(projects(), graphs()))
def test_a_run_by_gradient_descent_is_the_one_of_plain_loops(project: Project) -> None:
    # nothing is handed over between the two but the rows: what differs would add up
    project = with_training(project, optimizer=Optimizer.SGD)
    trainer = Trainer.start(project)
    place = standing(trainer)
    for _ in range(3 * UPDATES):
        made = made_update(project, trainer.training, place, trainer.next_rows())
        assume(on_one_side(project, made))
        place = made.after
        trainer.update()
    for name, value in standing(trainer).values.items():
        assert near(value, place.values[name]), name


@settings(max_examples=70, deadline=None)
@given(EVERY_SIZE)
def test_the_losses_of_the_whole_set_are_those_of_plain_loops(project: Project) -> None:
    trainer = Trainer.start(project)
    trainer.replay(2)
    values = standing(trainer).values
    found = trainer.evaluate()
    wanted = set_loss(project, values, range(len(project.data.train)))
    assert near(found.train_loss, wanted)
    for column, (inputs, _) in enumerate(samples_of(project, range(len(project.data.train)))):
        passed = forward(project.network, inputs, values)
        for index, neuron in enumerate(project.network.outputs):
            assert near(found.outputs[index, column], passed.a[neuron.id]), neuron.id
    tests = dataclasses.replace(project.data, train=project.data.test)
    held = dataclasses.replace(project, data=tests)
    if project.data.test:
        assert near(found.test_loss, set_loss(held, values, range(len(tests.train))))
    else:
        assert found.test_loss is None


@settings(max_examples=50, deadline=None)
@given(projects(SMOOTH))
def test_gradients_are_what_small_moves_measure(project: Project) -> None:
    plan = compile_plan(project.network)
    theta = plan.pack(project.network.parameters)
    for row in check_gradients(plan, Setup.of(project), theta, project.training.reduction):
        assert row.error <= 1e-7, f"{row.name}: {row.analytic} beside {row.numeric}"


@settings(max_examples=120, deadline=None)
@given(EVERY_SIZE, st.randoms(use_true_random=False))
def test_gradients_are_what_small_moves_of_the_loops_measure(
    project: Project, random: Random
) -> None:
    project = with_training(project, l1=0.0, l2=0.0)
    trainer = Trainer.start(project)
    values = dict(project.network.parameters)
    update = trainer.update()
    sides = [
        distance_to_kink(project, forward(project.network, inputs))
        for inputs, _ in samples_of(project, update.rows)
    ]
    assume(min(sides) > KINK)
    assume(abs(update.batch_loss) < 100)
    found = named(trainer.plan, update.batch_gradient)
    for name in random.sample(sorted(values), min(8, len(values))):
        ends = [
            set_loss(project, {**values, name: values[name] + step}, update.rows)
            for step in (STEP, -STEP)
        ]
        wanted = (ends[0] - ends[1]) / (2 * STEP)
        assert near(found[name], wanted, 1e-7), f"{name}: {found[name]} beside {wanted}"


@settings(max_examples=70, deadline=None)
@given(EVERY_SIZE)
def test_locked_parameters_stay_and_the_others_move(project: Project) -> None:
    trainer = Trainer.start(project)
    update = trainer.update()
    before, after = trainer.plan.unpack(update.before), trainer.plan.unpack(update.after)
    gradient = trainer.plan.unpack(update.batch_gradient)
    for index, name in enumerate(project.network.parameter_names):
        if name in project.network.locked:
            assert after[index] == before[index], f"{name} is locked"
        elif abs(gradient[index]) > 1e-6:
            assert after[index] != before[index], f"{name} is free and has a gradient"


@settings(max_examples=50, deadline=None)
@given(EVERY_SIZE)
def test_a_number_that_is_not_finite_is_never_committed(project: Project) -> None:
    trainer = Trainer.start(set_training(project, learning_rate=1e200, momentum=0.0))
    for _ in range(6):
        before, bad = bits_of(trainer), None
        try:
            trainer.update()
        except NonFinite as error:
            bad = error
        assert np.isfinite(trainer.parameters).all()
        if bad is not None:
            assert bits_of(trainer) == before, "nothing of the bad update is kept"
            assert not math.isfinite(bad.value), "the first bad number is named"
            assert bad.target, "and whose it is"


def test_the_random_projects_have_all_that_a_network_can_have() -> None:
    # what the tests above never see they do not test
    made = [random_project(Random(seed)) for seed in range(400)]
    nets = [project.network for project in made]
    counts = [len(net.neurons) for net in nets]
    assert min(counts) <= 2, "tiny ones"
    assert max(counts) >= 35, "and middle-sized ones"
    assert max(len(net.levels) for net in nets) >= 5
    assert {one.activation for net in nets for one in net.computed} == set(Activation)
    assert set(LAYERS) <= {tuple(map(len, net.levels)) for net in nets}
    assert any(net.outgoing[one.id] for net in nets for one in net.outputs), "outputs feed others"
    assert any(not net.inputs for net in nets), "no input at all"
    assert any(not net.incoming[one.id] for net in nets for one in net.computed)
    assert any(net.locked for net in nets)
    assert any(
        len({net.by_id[name].activation for name in level}) > 3
        for net in nets
        for level in net.levels[1:]
    ), "mixed activations in one level"
    softmax = [one for one in made if one.network.outputs[0].activation is Activation.SOFTMAX]
    assert len({project.loss for project in softmax}) == 3, "softmax with three losses"
    settings = [project.training for project in made]
    assert {one.optimizer for one in settings} == set(Optimizer)
    assert {one.reduction for one in settings} == set(Reduction)
    assert any(
        one.training.batch_size and len(one.data.train) % one.training.batch_size for one in made
    ), "a smaller last batch"
    mean = batch_gradients(nets[0], made[0].loss, samples_of(made[0], [0]), mean=True)
    assert set(mean) == set(nets[0].parameter_names)
