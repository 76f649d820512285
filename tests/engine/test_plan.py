"""The plan and the setup: rows, places, columns, and what a single sample's gradient is."""

import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chainrule.engine.gradient_check import check_gradients
from chainrule.engine.passes import forward
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Reduction, Role
from chainrule.network.project import Data, Project
from helpers.graphs import projects
from helpers.reference import batch_gradients

KINKED = {Activation.RELU, Activation.LEAKY_RELU, Activation.ELU}


@st.composite
def softmax_projects(draw: st.DrawFn) -> Project:
    """Random projects whose outputs are softmax and whose loss is a squared error."""
    project = draw(projects())
    assume(project.loss in (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR))
    network = project.network
    neurons = tuple(
        dataclasses.replace(neuron, activation=Activation.SOFTMAX)
        if neuron.role is Role.OUTPUT
        else neuron
        for neuron in network.neurons
    )
    links = tuple(
        link for link in network.connections if network.by_id[link.source].role is not Role.OUTPUT
    )
    return dataclasses.replace(project, network=Network(neurons, links))


@settings(max_examples=60, deadline=None)
@given(softmax_projects())
def test_softmax_with_a_squared_error_uses_its_jacobian(project: Project) -> None:
    trainer = Trainer.start(project)
    update = trainer.update()
    width = len(project.data.inputs)
    samples = [
        (
            dict(zip(project.data.inputs, project.data.train[row][:width], strict=True)),
            dict(zip(project.data.targets, project.data.train[row][width:], strict=True)),
        )
        for row in update.rows
    ]
    mean = project.training.reduction is Reduction.MEAN
    wanted = batch_gradients(project.network, project.loss, samples, mean)
    found = trainer.plan.unpack(update.batch_gradient).tolist()
    for name, value in zip(project.network.parameter_names, found, strict=True):
        assert abs(value - wanted[name]) <= 1e-10 * max(1, abs(wanted[name])), name


@settings(max_examples=80, deadline=None)
@given(projects())
def test_gradients_away_from_a_kink_are_what_small_moves_measure(project: Project) -> None:
    plan, setup = compile_plan(project.network), Setup.of(project)
    theta = plan.pack(project.network.parameters)
    z = forward(plan, theta, setup.x_train).z
    kinked = [plan.row[n.id] for n in project.network.computed if n.activation in KINKED]
    assume(not kinked or np.abs(z[kinked]).min() > 0.01)
    for row in check_gradients(plan, setup, theta, project.training.reduction):
        assert row.error <= 1e-7, f"{row.name}: {row.analytic} beside {row.numeric}"


@settings(max_examples=60, deadline=None)
@given(projects())
def test_one_sample_has_the_product_itself_as_its_gradient(project: Project) -> None:
    training = dataclasses.replace(project.training, batch_size=1)
    trainer = Trainer.start(dataclasses.replace(project, training=training))
    update = trainer.update()
    row, delta, a = trainer.plan.row, update.backward.delta[:, 0], update.forward.a[:, 0]
    gradient = dict(
        zip(
            project.network.parameter_names,
            trainer.plan.unpack(update.batch_gradient).tolist(),
            strict=True,
        )
    )
    for link in project.network.connections:
        product = float(delta[row[link.target]] * a[row[link.source]])
        assert gradient[link.name] == product, f"δ·a, not rounded twice, for {link.name}"
    for neuron in project.network.computed:
        assert gradient[neuron.bias_name] == float(delta[row[neuron.id]])


@settings(max_examples=60, deadline=None)
@given(projects())
def test_pack_and_unpack_are_each_others_inverse(project: Project) -> None:
    network = project.network
    plan = compile_plan(network)
    assert plan.unpack(plan.pack(network.parameters)).tolist() == list(network.parameters.values())
    assert int(plan.present.sum()) == len(network.parameter_names), "each has a place of its own"
    names = np.array(network.parameter_names)
    free = names[plan.trainable[plan.index]]
    assert set(free.tolist()) == set(names.tolist()) - set(network.locked)


def two_by_two(inputs: tuple[str, ...], targets: tuple[str, ...], row: tuple[float, ...]) -> Setup:
    neurons = (
        Neuron("x1", Role.INPUT),
        Neuron("y1", Role.OUTPUT),
        Neuron("x2", Role.INPUT),
        Neuron("y2", Role.OUTPUT),
    )
    network = Network(neurons, (Connection("x1", "y1", 1.0),))
    return Setup.of(Project("", network, data=Data(inputs, targets, (row,), (row, row))))


def test_columns_are_put_into_the_order_of_the_network() -> None:
    setup = two_by_two(("x2", "x1"), ("y2", "y1"), (2.0, 1.0, 20.0, 10.0))
    assert setup.x_train.tolist() == [[1.0], [2.0]]
    assert setup.y_train.tolist() == [[10.0], [20.0]]
    assert setup.x_test.shape == (2, 2)
    assert setup.y_test.tolist() == [[10.0, 10.0], [20.0, 20.0]]


def small(activation: Activation = Activation.TANH, weight: float = 0.5, x: float = 0.0) -> Network:
    neurons = (Neuron("x", Role.INPUT, x=x), Neuron("y", Role.OUTPUT, activation))
    return Network(neurons, (Connection("x", "y", weight),))


def test_the_fingerprint_knows_the_topology_and_nothing_of_weights_and_places() -> None:
    fingerprint = compile_plan(small()).fingerprint
    assert compile_plan(small(weight=0.9, x=40.0)).fingerprint == fingerprint
    assert compile_plan(small(Activation.RELU)).fingerprint != fingerprint
    lonely = Network(small().neurons)
    assert compile_plan(lonely).fingerprint != fingerprint


def test_a_hidden_neuron_without_connections_gives_what_its_bias_says() -> None:
    neurons = (
        Neuron("x", Role.INPUT),
        Neuron("h", Role.HIDDEN, Activation.LINEAR, 0.7),
        Neuron("y", Role.OUTPUT),
    )
    network = Network(neurons, (Connection("h", "y", 2.0),))
    plan = compile_plan(network)
    passed = forward(plan, plan.pack(network.parameters), np.array([[5.0, -5.0]]))
    assert passed.a[plan.row["y"]] == pytest.approx([1.4, 1.4], rel=1e-12)
