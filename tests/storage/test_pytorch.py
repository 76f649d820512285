from __future__ import annotations

import ast
import importlib.util
import random
import sys
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import ChainruleError
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project, Training
from chainrule.session.run import Run
from chainrule.storage.examples import example_names, load_example
from chainrule.storage.pytorch import pytorch_source
from helpers.graphs import with_training
from helpers.torch_stand_in import stand_in

HOSTILE = ['"', "'", "\\", '"""', "a'] = 1; raise SystemExit #", "{x}", "%s", "昼\u2028", "${z}"]


def loaded(project: Project, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return the names of the exported module, run over the stand-in for torch."""
    monkeypatch.setitem(sys.modules, "torch", stand_in())
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(pytorch_source(project), "exported.py", "exec"), names)
    return names


def graph(
    loss: Loss, kinds: list[Activation], outputs: list[Activation], ids: list[str]
) -> Project:
    """Return a project in which every neuron feeds every later one, connections skipping levels."""
    pick = random.Random(5)
    roles = [Role.INPUT] * 2 + [Role.HIDDEN] * len(kinds) + [Role.OUTPUT] * len(outputs)
    every = [Activation.LINEAR] * 2 + kinds + outputs
    names = [*ids, *(f"n{index}" for index in range(len(roles)))][: len(roles)]
    neurons = tuple(
        Neuron(name, role, kind, 0.0 if role is Role.INPUT else pick.uniform(-1, 1))
        for name, role, kind in zip(names, roles, every, strict=True)
    )
    links = tuple(
        Connection(source.id, target.id, pick.uniform(-1, 1))
        for source, target in combinations(neurons, 2)
        if not target.is_input and source.activation is not Activation.SOFTMAX
    )
    width = 2 + len(outputs)
    share = [1.0 / len(outputs)] * len(outputs)
    rows = tuple((pick.uniform(-2, 2), pick.uniform(-2, 2), *share) for _ in range(5))
    assert all(len(row) == width for row in rows)
    data = Data((names[1], names[0]), tuple(names[len(names) - len(outputs) :]), rows)
    return Project("", Network(neurons, links), loss, data, Training(batch_size=2))


HIDDEN = [kind for kind in Activation if kind is not Activation.SOFTMAX]
PROJECTS = {
    "every activation": graph(Loss.HALF_SQUARED_ERROR, HIDDEN, [Activation.SILU] * 2, []),
    "mean squared error": graph(
        Loss.MEAN_SQUARED_ERROR, [Activation.TANH], [Activation.LINEAR, Activation.GELU], []
    ),
    "binary cross-entropy": graph(
        Loss.BINARY_CROSS_ENTROPY, [Activation.ELU], [Activation.SIGMOID] * 3, []
    ),
    "cross-entropy": graph(
        Loss.CROSS_ENTROPY, [Activation.RELU, Activation.TANH], [Activation.SOFTMAX] * 3, []
    ),
    "squared softmax": graph(Loss.HALF_SQUARED_ERROR, [], [Activation.SOFTMAX] * 2, []),
    "hostile names": graph(
        Loss.HALF_SQUARED_ERROR, [Activation.TANH] * 5, [Activation.LINEAR] * 2, HOSTILE
    ),
}
PROJECTS |= {name: load_example(name) for name in example_names()}


@pytest.fixture(params=PROJECTS.values(), ids=PROJECTS)
def project(request: pytest.FixtureRequest) -> Project:
    return request.param


def test_the_module_gives_the_outputs_of_the_network(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = loaded(project, monkeypatch)
    width = len(project.data.inputs)
    x = sys.modules["torch"].tensor([row[:width] for row in project.data.train], dtype="float64")
    wanted = Run(project).trainer.evaluate().outputs.T
    order = [neuron.id for neuron in project.network.outputs]
    columns = [order.index(name) for name in project.data.targets]
    np.testing.assert_allclose(names["Network"]()(x), wanted[:, columns], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("reduction", Reduction)
def test_the_module_gives_the_loss_of_the_training_set(
    project: Project, reduction: Reduction, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = replace(project, training=replace(project.training, reduction=reduction))
    names = loaded(project, monkeypatch)
    batch = sys.modules["torch"].tensor(names["ROWS"], dtype="float64")
    network = names["Network"]()
    z, outputs = network.sums_and_outputs(batch[:, : names["INPUTS"]])
    loss = names["loss_of"](z, outputs, batch[:, names["INPUTS"] :])
    assert float(loss) == pytest.approx(Run(project).log[0].train_loss, rel=1e-12)


def test_every_parameter_stands_in_the_text_in_full(project: Project) -> None:
    text = pytorch_source(project)
    for name, value in project.network.parameters.items():
        assert f"{name!a}: {value!r}," in text


def test_the_text_imports_torch_only_and_calls_no_name_of_a_neuron(project: Project) -> None:
    tree = ast.parse(pytorch_source(project))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imports] == ["import torch"]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Raise | ast.Delete)]
    plain = ast.parse(pytorch_source(load_example("article")))
    assert {type(node) for node in tree.body} == {type(node) for node in plain.body}


def test_locked_parameters_are_not_trained() -> None:
    article = load_example("article")
    first, *others = article.network.connections
    locked = replace(article.network, connections=(replace(first, locked=True), *others))
    assert "LOCKED = ['w[x1->h1]']" in pytorch_source(replace(article, network=locked))


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({"learning_rate": 0.25}, "torch.optim.SGD(free, lr=0.25)"),
        ({"nesterov": True}, "torch.optim.SGD(free, lr=0.1)"),
        ({"momentum": 0.5}, "torch.optim.SGD(free, lr=0.1, momentum=0.5, nesterov=False)"),
        ({"momentum": 0.5, "nesterov": True}, "lr=0.1, momentum=0.5, nesterov=True)"),
        ({"optimizer": Optimizer.RMSPROP}, "torch.optim.RMSprop(free, lr=0.1, alpha=0.9, "),
        ({"optimizer": Optimizer.ADAM}, "torch.optim.Adam(free, lr=0.1, betas=(0.9, 0.999), "),
        ({"batch_size": 3}, "BATCH = 3\n"),
        ({"batch_size": 0}, "BATCH = 1\n"),
        ({"shuffle": True}, "torch.randperm"),
        ({"l1": 0.125}, "0.125 * abs(w)"),
        ({"l2": 0.375}, "0.375 * w**2"),
    ],
)
def test_the_settings_of_training_come_along(settings: dict[str, Any], wanted: str) -> None:
    article = load_example("article")
    text = pytorch_source(replace(article, training=replace(article.training, **settings)))
    assert wanted in text


def test_the_difference_in_momentum_is_told_where_there_is_momentum() -> None:
    assert "Chainrule keeps the rate inside v" in pytorch_source(load_example("xor"))
    assert "Chainrule keeps the rate inside v" not in pytorch_source(load_example("or"))


@pytest.mark.parametrize(
    "network",
    [Network(), Network((Neuron("x", Role.INPUT),)), Network((Neuron("y", Role.OUTPUT),))],
)
def test_an_unfinished_network_is_still_a_module(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = loaded(Project("", network), monkeypatch)
    width = len(network.inputs)
    x = sys.modules["torch"].tensor(np.zeros((3, width)), dtype="float64")
    assert names["Network"]()(x).shape == (3, len(network.outputs))


def test_a_neuron_with_very_many_connections_compiles() -> None:
    inputs = tuple(Neuron(f"x{index}", Role.INPUT) for index in range(4000))
    links = tuple(Connection(neuron.id, "y", 0.5) for neuron in inputs)
    network = Network((*inputs, Neuron("y", Role.OUTPUT)), links)
    compile(pytorch_source(Project("", network)), "exported.py", "exec")


def test_shuffled_epochs_are_written_out_as_the_run_takes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fresh = with_training(load_example("xor-noisy"), shuffle=True, batch_size=3, seed=4)
    run = Run(fresh)
    run.train_many(4)
    stopped = run.project_now(fresh)
    names = loaded(stopped, monkeypatch)
    for size, order in names["ORDERS"][:3]:
        for start in range(0, len(order), size):
            assert run.trainer.next_rows() == tuple(order[start : start + size])
            run.train()
    assert not loaded(load_example("xor"), monkeypatch)["ORDERS"], "the rows as they stand"


@pytest.mark.parametrize("optimizer", Optimizer)
def test_what_the_optimizer_remembers_comes_along(
    optimizer: Optimizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = with_training(
        load_example("xor"), optimizer=optimizer, momentum=0.9, learning_rate=0.01
    )
    run = Run(fresh)
    run.train_many(5)
    stopped = run.project_now(fresh)
    names = loaded(stopped, monkeypatch)
    assert names["MEMORY"] == {slot: dict(each) for slot, each in stopped.state.slots.items()}
    assert "optimizer.state[value]" in pytorch_source(stopped)
    assert "optimizer.state" not in pytorch_source(fresh), "a fresh project has nothing to tell"


def test_a_velocity_without_a_rate_is_refused_by_name() -> None:
    fresh = with_training(load_example("xor"), momentum=0.9)
    run = Run(fresh)
    run.train_many(3)
    stopped = with_training(run.project_now(fresh), learning_rate=0.0)
    with pytest.raises(ChainruleError, match="cannot go on with a velocity at a learning rate"):
        pytorch_source(stopped)
    assert pytorch_source(with_training(fresh, learning_rate=0.0)), "at the start there is none"


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_pytorch_makes_the_same_updates(project: Project) -> None:
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(pytorch_source(project), "exported.py", "exec"), names)
    network = names["Network"]()
    optimizer = names["optimizer_of"](network)
    run = Run(project)
    for number in range(3):
        for loss in names["epoch"](network, optimizer, number):
            run.train()
            assert loss == pytest.approx(run.log[-1].batch_loss, rel=1e-10)
    parameters = run.project_now(project).network.parameters
    values = dict(zip(names["START"], network.values, strict=True))
    for name, value in values.items():
        assert value.item() == pytest.approx(parameters[name], rel=1e-9, abs=1e-12)
