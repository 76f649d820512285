"""Every form of a plan computes what the textbook's passes compute, and replays bit for bit."""

from __future__ import annotations

import dataclasses
import itertools
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine import plan as plans
from chainrule.engine import scalar_form
from chainrule.engine.careful import careful_update
from chainrule.engine.matrix_form import MatrixForm
from chainrule.engine.scalar_form import ScalarForm
from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Role
from chainrule.network.project import Data, Project, Training
from helpers.graphs import ANY, projects

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = ("scalar", "one matrix", "a matrix per level", "sparse")


@contextmanager
def forced(form: str) -> Iterator[None]:
    """Have graphs compiled to one form, whatever their size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scalar_form, "MOST_PARAMETERS", 10**6 if form == "scalar" else 0)
        patch.setattr(plans, "ONE_MATRIX", 10**6 if form == "one matrix" else 0)
        patch.setattr(plans, "SPARSE", 2.0 if form == "sparse" else 0.0)
        yield


@st.composite
def trained(draw: st.DrawFn) -> Project:
    """A project with any optimizer and setting."""
    project: Project = draw(projects())
    training = dataclasses.replace(
        project.training,
        optimizer=draw(st.sampled_from(list(Optimizer))),
        nesterov=draw(st.booleans()),
        l1=draw(st.sampled_from([0.0, 0.01])),
        l2=draw(st.sampled_from([0.0, 0.02])),
        learning_rate=0.01,
    )
    return dataclasses.replace(project, training=training)


def close(found: np.ndarray, wanted: np.ndarray) -> bool:
    return np.allclose(found, wanted, rtol=1e-11, atol=1e-11, equal_nan=True)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(project=trained())
def test_an_update_is_that_of_the_passes(form: str, project: Project) -> None:
    with forced(form):
        trainer = Trainer.start(project)
        for _ in range(3):
            before, rows = trainer.snapshot(), trainer.next_rows()
            made = trainer.update()
            read = careful_update(trainer.plan, trainer.setup, trainer.training, before, rows)
            computed = [trainer.plan.row[neuron.id] for neuron in project.network.computed]
            pairs = {
                "z": (made.forward.z, read.forward.z),
                "a": (made.forward.a, read.forward.a),
                "blame": (made.backward.activation_gradient, read.backward.activation_gradient),
                "slope": (made.backward.slope, read.backward.slope),
                "δ": (made.backward.delta, read.backward.delta),
            }
            for name, (found, wanted) in pairs.items():
                assert close(found[computed], wanted[computed]), f"{name} of update {made.update}"
            inputs = trainer.plan.input_rows
            assert close(pairs["blame"][0][inputs], pairs["blame"][1][inputs]), "dx"
            for found, wanted in (
                (made.batch_gradient, read.batch_gradient),
                (made.after, read.after),
                (made.backward.losses, read.backward.losses),
                *((made.slots_after[name], read.slots_after[name]) for name in read.slots_after),
            ):
                assert close(found, wanted)
            assert made.batch_loss == pytest.approx(read.batch_loss, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(project=trained(), parts=st.lists(st.integers(1, 7), min_size=1, max_size=4))
def test_replay_and_train_are_updates_bit_for_bit(
    form: str, project: Project, parts: list[int]
) -> None:
    with forced(form):
        single, replayed, counted = (Trainer.start(project) for _ in range(3))
    losses = [single.update().batch_loss for _ in range(sum(parts))]
    for count in parts:
        replayed.replay(count)
    assert same_bits(single, replayed)
    assert [loss for count in parts for loss in counted.train(count)] == losses
    assert same_bits(single, counted)


def same_bits(one: Trainer, other: Trainer) -> bool:
    first, second = one.snapshot(), other.snapshot()
    slots = {name: values.tobytes() for name, values in first.slots.items()}
    return (
        first.parameters.tobytes() == second.parameters.tobytes()
        and slots == {name: values.tobytes() for name, values in second.slots.items()}
        and first.place == second.place
    )


def layered(*sizes: int, activation: Activation = Activation.TANH, skip: bool = False) -> Project:
    """Return a network of layers, each neuron with all of the layer before."""
    names = [[f"n{depth}_{index}" for index in range(size)] for depth, size in enumerate(sizes)]
    last = len(sizes) - 1
    neurons = [
        Neuron(name, Role.INPUT)
        if depth == 0
        else Neuron(
            name,
            Role.OUTPUT if depth == last else Role.HIDDEN,
            Activation.LINEAR if depth == last else activation,
            0.1,
        )
        for depth, layer in enumerate(names)
        for name in layer
    ]
    links = [
        Connection(source, target, 0.3 - 0.1 * (index % 5))
        for layer, following in itertools.pairwise(names)
        for index, (source, target) in enumerate((a, b) for a in layer for b in following)
    ]
    if skip:
        links.append(Connection(names[0][0], names[-1][0], 0.2))
    width = sizes[0] + sizes[-1]
    rows = tuple(tuple(0.1 * ((i * j) % 7) - 0.2 for j in range(1, width + 1)) for i in range(1, 6))
    network = Network(tuple(neurons), tuple(links))
    data = Data(tuple(names[0]), tuple(names[-1]), rows)
    return Project("layers", network, Loss.HALF_SQUARED_ERROR, data, Training(batch_size=2))


def test_the_rule_is_on_the_graph_alone() -> None:
    def form(project: Project) -> tuple[type, bool, bool]:
        trainer = Trainer.start(project)
        plan = trainer.plan
        return type(trainer._form), plan.one_matrix, plan.spread is not None

    assert form(layered(2, 2, 1))[0] is ScalarForm, "9 parameters are few"
    assert form(layered(2, 8, 8, 8, 1)) == (MatrixForm, False, False), "layers"
    assert form(layered(2, 8, 8, 8, 1, skip=True)) == (MatrixForm, True, False), "a skip"
    many = dataclasses.replace(layered(2, 2, 1), training=Training(batch_size=0))
    assert form(many)[0] is ScalarForm, "the batch does not matter"
    wide = layered(30, 100, 10, skip=True)
    assert form(wide) == (MatrixForm, False, False), "large"
    few = Network(wide.network.neurons, wide.network.connections[::9])
    assert form(dataclasses.replace(wide, network=few)) == (MatrixForm, False, True), "sparse"


@pytest.mark.parametrize("activation", ANY)
def test_very_large_numbers_are_computed_with_care(activation: Activation) -> None:
    """Where e^−z overflows, the fast calls give way and the update is still right."""
    for form in FORMS:
        with forced(form):
            project = layered(2, 3, 1, activation=activation)
            names = project.network.parameter_names
            trainer = Trainer.start(project)
        weights = {name: 900.0 if name == "b[n1_0]" else -900.0 for name in names[:8]}
        start = dataclasses.replace(trainer.snapshot(), parameters=trainer.plan.pack(weights))
        trainer.restore(start)
        rows = trainer.next_rows()
        wanted = careful_update(trainer.plan, trainer.setup, trainer.training, start, rows)
        with np.errstate(all="raise"):
            made = trainer.update()
        assert close(made.after, wanted.after), f"{form} with {activation.value}"


def test_a_lock_holds_a_velocity_that_a_parameter_had() -> None:
    """A parameter locked while it moved stands still, and its velocity is kept."""
    for form in FORMS:
        project = layered(2, 3, 1)
        locked = dataclasses.replace(project.network.connections[0], locked=True)
        network = dataclasses.replace(
            project.network, connections=(locked, *project.network.connections[1:])
        )
        training = dataclasses.replace(project.training, momentum=0.9)
        with forced(form):
            trainer = Trainer.start(
                dataclasses.replace(project, network=network, training=training)
            )
        moving = {"velocity": trainer.plan.pack({locked.name: 0.5})}
        trainer.restore(dataclasses.replace(trainer.snapshot(), slots=moving))
        trainer.replay(3)
        after = trainer.snapshot()
        place = int(trainer.plan.index[0])
        assert after.parameters[place] == locked.weight, form
        assert after.slots["velocity"][place] == 0.5, form


@pytest.mark.parametrize("activation", [Activation.TANH, Activation.RELU])
def test_deep_networks_do_not_need_the_careful_way(activation: Activation) -> None:
    """Sixty-four levels of moderate weights are far from overflowing, and known to be."""
    project = layered(4, *[4] * 62, 1, activation=activation)
    trainer = Trainer.start(project)
    batches = trainer._form.batches(np.arange(5), 2)
    trainer._begin()
    assert trainer._form.run(batches) == 3, "each update is sound"


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(project=trained(), scale=st.floats(0.0, 160.0))
def test_what_is_called_sound_is_finite(form: str, project: Project, scale: float) -> None:
    """However large the parameters are, an update that the form vouches for has finite numbers."""
    with forced(form), np.errstate(all="ignore"):
        trainer = Trainer.start(project)
        start = trainer.snapshot()
        large = dataclasses.replace(start, parameters=start.parameters * 10.0**scale)
        trainer.restore(large)
        trainer._begin()
        (batch, *_) = trainer._epochs.ahead(trainer._place, trainer.training, trainer.batch_rows, 1)
        traced = trainer._form.trace(batch)
    if traced is None:
        return
    for numbers in (
        traced.forward.z,
        traced.forward.a,
        traced.backward.losses,
        traced.backward.delta,
        traced.backward.gradient,
    ):
        assert np.isfinite(numbers).all()
