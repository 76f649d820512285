"""Linear networks: what they must learn is known, and how fast they may be taught it."""

import dataclasses
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Loss, Role
from chainrule.network.project import Data, Project, Training, with_parameters
from chainrule.storage.examples import load_example
from helpers.bits import named


def linear(sizes: tuple[int, ...], rows: np.ndarray, training: Training) -> Project:
    """A layered linear network without hidden biases, from small weights; rows are x then y."""
    random, levels = Random(7), [[f"{level}_{index}" for index in range(size)]
                                 for level, size in enumerate(sizes)]  # fmt: skip
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    neurons = tuple(
        Neuron(name, role, bias_locked=role is Role.HIDDEN)
        for level, role in zip(levels, roles, strict=True)
        for name in level
    )
    connections = tuple(
        Connection(source, target, random.uniform(0.2, 0.8))
        for lower, upper in pairwise(levels)
        for source in lower
        for target in upper
    )
    data = Data(tuple(levels[0]), tuple(levels[-1]), tuple(map(tuple, rows.tolist())))
    return Project("", Network(neurons, connections), data=data, training=training)


def measured(inputs: int, outputs: int, rows: int = 40) -> np.ndarray:
    """Return noisy measurements of a plane; the answer to them is by no means exact."""
    random = np.random.default_rng(inputs * 10 + outputs)
    x = random.normal(size=(rows, inputs))
    y = x @ random.normal(size=(inputs, outputs)) + 0.5 + 0.3 * random.normal(size=(rows, outputs))
    return np.hstack([x, y])


def design(rows: np.ndarray, inputs: int) -> np.ndarray:
    """Return the inputs with the column of ones that a bias multiplies."""
    return np.hstack([rows[:, :inputs], np.ones((len(rows), 1))])


@pytest.mark.parametrize(("inputs", "outputs"), [(1, 1), (3, 1), (4, 3), (12, 4)])
@pytest.mark.parametrize("loss", [Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR])
def test_a_linear_network_finds_the_least_squares(inputs: int, outputs: int, loss: Loss) -> None:
    rows = measured(inputs, outputs)
    training = Training(learning_rate=0.2, momentum=0.5, batch_size=0)
    project = dataclasses.replace(linear((inputs, outputs), rows, training), loss=loss)
    trainer = Trainer.start(project)
    trainer.replay(2500)
    wanted = np.linalg.lstsq(design(rows, inputs), rows[:, inputs:])[0]
    found = named(trainer.plan, trainer.parameters)
    for column, target in enumerate(project.data.targets):
        names = [f"w[{source}->{target}]" for source in project.data.inputs] + [f"b[{target}]"]
        assert [found[name] for name in names] == pytest.approx(
            wanted[:, column], rel=1e-9, abs=1e-9
        )


def test_a_linear_network_with_a_penalty_finds_the_ridge() -> None:
    rows, l2 = measured(3, 1), 0.3
    training = Training(learning_rate=0.2, momentum=0.5, batch_size=0, l2=l2)
    trainer = Trainer.start(linear((3, 1), rows, training))
    trainer.replay(2500)
    x = design(rows, 3)
    pull = l2 * len(rows) * np.diag([1.0, 1.0, 1.0, 0.0])  # weights, not the bias
    wanted = np.linalg.solve(x.T @ x + pull, x.T @ rows[:, 3])
    assert trainer.plan.unpack(trainer.parameters) == pytest.approx(wanted, rel=1e-9)


def test_a_deep_linear_network_predicts_what_the_least_squares_predict() -> None:
    rows = measured(2, 1)
    training = Training(learning_rate=0.05, momentum=0.9, batch_size=0)
    trainer = Trainer.start(linear((2, 3, 1), rows, training))
    trainer.replay(4000)
    x = design(rows, 2)
    wanted = x @ np.linalg.lstsq(x, rows[:, 2])[0]
    assert trainer.evaluate().outputs[0] == pytest.approx(wanted, abs=1e-8)


def table(name: str) -> np.ndarray:
    """Return rows of data: an example's, or noisy measurements."""
    if name == "measured":
        return measured(3, 1)
    return np.array(load_example(name).data.train)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("name", ["or", "xor", "measured"])
@pytest.mark.parametrize(("factor", "settles"), [(0.999, True), (1.001, False)])
def test_the_edge_of_stability_is_sharp(
    name: str, momentum: float, factor: float, settles: bool
) -> None:
    """A quadratic of largest curvature λ settles below η = 2(1 + μ)/λ and not above."""
    rows = table(name)
    inputs = rows.shape[1] - 1
    x = design(rows, inputs)
    curvatures, directions = np.linalg.eigh(x.T @ x / len(rows))
    best = np.linalg.lstsq(x, rows[:, -1])[0]
    rate = factor * 2 * (1 + momentum) / curvatures[-1]
    training = Training(learning_rate=float(rate), momentum=momentum, batch_size=0)
    project = linear((inputs, 1), rows, training)
    start = dict(
        zip(project.network.parameter_names, (best + directions[:, -1]).tolist(), strict=True)
    )
    trainer = Trainer.start(with_parameters(project, start, None))
    trainer.replay(6000)
    away = np.linalg.norm(trainer.plan.unpack(trainer.parameters) - best)
    assert away < 1e-3 if settles else away > 1e3, f"{away} from the best, having begun 1 from it"
