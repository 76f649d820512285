"""The exported numpy module gives the outputs, the losses and the first updates of the run."""

from __future__ import annotations

import ast
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Project
from chainrule.session.run import Run
from chainrule.storage.examples import example_names, load_example
from chainrule.storage.numpy_module import numpy_source
from helpers.graphs import random_project, with_training

UPDATES = 10
HOSTILE = ['"', "'", "\\", '"""', "a'] = 1; raise SystemExit #", "{x}", "%s", "昼\u2028"]


def module(project: Project) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(numpy_source(project), "exported.py", "exec"), names)
    return names


def follow(project: Project, updates: int = UPDATES) -> float:
    """Train both; return the largest relative difference of losses and outputs."""
    names, run = module(project), Run(project)
    p = dict(names["START"])
    memory = {slot: dict(values) for slot, values in names["MEMORY"].items()}
    worst, number, made = 0.0, 0, 0
    while made < updates:
        for loss in names["epoch"](p, memory, number):
            run.train()
            wanted = run.log[-1].batch_loss
            worst = max(worst, abs(loss - wanted) / max(1.0, abs(wanted)))
            made += 1
        number += 1
    width = len(project.data.inputs)
    x = np.array([row[:width] for row in project.data.train]).reshape(
        len(project.data.train), width
    )
    order = [neuron.id for neuron in project.network.outputs]
    wanted_outputs = run.trainer.evaluate().outputs.T
    columns = [order.index(name) for name in project.data.targets]
    apart = abs(names["outputs_of"](p, x) - wanted_outputs[:, columns])
    return max(worst, float((apart / np.maximum(1.0, abs(wanted_outputs[:, columns]))).max()))


def test_fifty_random_projects_give_the_same_losses_and_outputs() -> None:
    for seed in range(50):
        assert follow(random_project(Random(seed))) < 1e-10, f"project {seed}"


@pytest.mark.parametrize("name", example_names())
def test_the_examples_give_the_same_losses_and_outputs(name: str) -> None:
    assert follow(load_example(name), 40) < 1e-10


@pytest.mark.parametrize("optimizer", Optimizer)
@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("done", [0, 3, 7])
def test_a_trained_project_goes_on(optimizer: Optimizer, nesterov: bool, done: int) -> None:
    rate = 0.4 if optimizer is Optimizer.SGD else 0.01
    fresh = with_training(
        load_example("xor-noisy"), optimizer=optimizer, nesterov=nesterov, momentum=0.9,
        learning_rate=rate, batch_size=3, shuffle=True, seed=5,
    )  # fmt: skip
    run = Run(fresh)
    run.train_many(done)
    assert follow(run.project_now(fresh)) < 1e-10, "memory and order go on where they stand"


def test_a_batch_size_that_waits_for_the_next_epoch_does_so() -> None:
    fresh = with_training(load_example("xor"), batch_size=1, shuffle=False)
    run = Run(fresh)
    run.train_many(2)
    stopped = run.project_now(fresh)
    assert follow(with_training(stopped, batch_size=2)) < 1e-10


@pytest.mark.parametrize("reduction", Reduction)
def test_penalties_and_reductions(reduction: Reduction) -> None:
    project = with_training(load_example("xor"), reduction=reduction, l1=0.01, l2=0.1, batch_size=3)
    assert follow(project) < 1e-10


@pytest.mark.parametrize(
    "activation", [each for each in Activation if each is not Activation.SOFTMAX]
)
def test_every_activation(activation: Activation) -> None:
    project = load_example("xor")
    neurons = tuple(
        replace(each, activation=activation) if each.role is Role.HIDDEN else each
        for each in project.network.neurons
    )
    network = replace(project.network, neurons=neurons)
    assert follow(replace(project, network=network)) < 1e-10


def test_outputs_that_feed_others_under_cross_entropy() -> None:
    for seed in range(60):
        project = random_project(Random(seed), losses=[Loss.BINARY_CROSS_ENTROPY])
        assert follow(project, 4) < 1e-10, f"project {seed}"


def test_hostile_names_are_text_and_never_code() -> None:
    inputs = [Neuron(name, Role.INPUT) for name in HOSTILE[:2]]
    hidden = [Neuron(name, Role.HIDDEN, Activation.TANH, 0.1) for name in HOSTILE[2:]]
    output = Neuron("y", Role.OUTPUT)
    links = [Connection(one.id, two.id, 0.3) for one in inputs for two in hidden]
    links += [Connection(one.id, "y", -0.2) for one in hidden]
    network = Network((*inputs, *hidden, output), tuple(links))
    base = load_example("article")
    data = replace(base.data, inputs=tuple(HOSTILE[:2]), targets=("y",))
    project = replace(base, network=network, data=data)
    assert follow(project) < 1e-10
    tree = ast.parse(numpy_source(project))
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import)]
    assert imports == ["import math", "import numpy as np"]
    assert numpy_source(project).isascii()


def test_locked_parameters_stay() -> None:
    article = load_example("article")
    first, *others = article.network.connections
    network = replace(article.network, connections=(replace(first, locked=True), *others))
    project = replace(article, network=network)
    assert follow(project) < 1e-10
    names = module(project)
    p = dict(names["START"])
    names["epoch"](p, {"velocity": dict.fromkeys(p, 0.0)})
    assert p[first.name] == first.weight


@pytest.mark.parametrize(
    "network",
    [Network(), Network((Neuron("x", Role.INPUT),)), Network((Neuron("y", Role.OUTPUT),))],
)
def test_an_unfinished_network_is_still_a_module(network: Network) -> None:
    names = module(Project("", network))
    found = names["outputs_of"](names["START"], np.zeros((3, len(network.inputs))))
    assert found.shape == (3, len(network.outputs))


def test_a_neuron_with_very_many_connections_compiles() -> None:
    inputs = tuple(Neuron(f"x{index}", Role.INPUT) for index in range(3000))
    links = tuple(Connection(neuron.id, "y", 0.5) for neuron in inputs)
    network = Network((*inputs, Neuron("y", Role.OUTPUT)), links)
    compile(numpy_source(Project("", network)), "exported.py", "exec")
