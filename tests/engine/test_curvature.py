"""The largest curvature: beside the whole Hessian, least squares, and the edge that it tells."""

from dataclasses import replace
from itertools import count
from random import Random

import numpy as np
import pytest

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.bends import BENDS
from chainrule.engine.curvature import largest_curvature, settling_limit
from chainrule.engine.hessian import Hessian
from chainrule.engine.passes import backward, forward
from chainrule.engine.plan import Plan, compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project, Training
from helpers.graphs import ANY, SMOOTH, random_project

LONG = 10.0
"""seconds: enough for any graph here"""


def parts(project: Project) -> tuple[Plan, Setup, np.ndarray]:
    plan = compile_plan(project.network)
    return plan, Setup.of(project), plan.pack(project.network.parameters)


def curvature(project: Project, l2: float = 0.0, seconds: float = LONG) -> float | None:
    plan, setup, theta = parts(project)
    return largest_curvature(plan, setup, theta, project.training.reduction, l2, seconds)


def columns(project: Project, along) -> np.ndarray:
    """Return the matrix over the free parameters whose columns `along` gives."""
    plan = compile_plan(project.network)
    free = np.flatnonzero(plan.trainable)
    found = []
    for place in free:
        direction = np.zeros(plan.size)
        direction[place] = 1.0
        found.append(along(direction)[free])
    return np.array(found).reshape(len(free), len(free)).T


def exact_hessian(project: Project) -> np.ndarray:
    return columns(project, Hessian(*parts(project), project.training.reduction).along)


def measured_hessian(project: Project, step: float = 1e-5) -> np.ndarray:
    plan, setup, theta = parts(project)

    def gradient(moved: np.ndarray) -> np.ndarray:
        passed = forward(plan, moved, setup.x_train)
        reduction = project.training.reduction
        return backward(plan, moved, passed, setup.y_train, setup.loss, reduction).gradient

    return columns(
        project,
        lambda way: (gradient(theta + step * way) - gradient(theta - step * way)) / (2 * step),
    )


def graphs(seeds: range, activations: list[Activation]) -> list[Project]:
    """Return random graphs with something to train, small enough for the whole matrix."""
    made = []
    for seed in seeds:
        random = Random(seed)
        project = next(
            one
            for one in (random_project(random, activations) for _ in count())
            if one.data.train
            and len(one.network.parameter_names) > len(one.network.locked)
            and len(one.network.parameter_names) < 50
        )
        made.append(project)
    return made


def line(rate: float = 0.1, **settings) -> Project:
    """Return a linear network on points whose least squares have a known Hessian."""
    random = np.random.default_rng(3)
    x = random.normal(size=(12, 3)) * (2.0, 1.0, 0.3)
    y = x @ (0.5, -1.0, 2.0) + 0.7
    neurons = (
        *(Neuron(f"x{index}", Role.INPUT) for index in (1, 2, 3)),
        Neuron("y", Role.OUTPUT, Activation.LINEAR),
    )
    links = tuple(Connection(f"x{index}", "y", 0.1) for index in (1, 2, 3))
    rows = tuple(map(tuple, np.column_stack([x, y]).tolist()))
    return Project(
        "",
        Network(neurons, links),
        Loss.HALF_SQUARED_ERROR,
        Data(("x1", "x2", "x3"), ("y",), rows),
        Training(learning_rate=rate, batch_size=0, **settings),
    )


def design(project: Project) -> np.ndarray:
    """Return X with a column of ones for the bias."""
    x = np.array([row[:3] for row in project.data.train])
    return np.column_stack([x, np.ones(len(x))])


@pytest.mark.parametrize("activation", list(BENDS))
def test_a_bend_is_the_slope_of_the_slope(activation: Activation) -> None:
    z = np.array([-30.0, -4.0, -1.3, -0.4, 0.2, 0.9, 2.5, 6.0, 30.0])
    slope, step = ACTIVATIONS[activation].slope, 1e-5
    measured = (slope(z + step) - slope(z - step)) / (2 * step)
    assert BENDS[activation](z) == pytest.approx(measured, abs=1e-9, rel=1e-7)


def test_every_activation_has_a_bend() -> None:
    assert set(BENDS) == set(Activation) - {Activation.SOFTMAX}


def test_products_are_those_of_the_measured_hessian() -> None:
    for number, project in enumerate(graphs(range(60), SMOOTH)):
        exact = exact_hessian(project)
        scale = max(1.0, np.abs(exact).max())
        assert np.abs(exact - measured_hessian(project)).max() < 1e-7 * scale, f"graph {number}"
        assert np.abs(exact - exact.T).max() < 1e-11 * scale, f"graph {number} is not symmetric"


def test_the_largest_eigenvalue_is_found() -> None:
    found = 0
    for number, project in enumerate(graphs(range(60), ANY)):
        wanted = float(np.linalg.eigvalsh(exact_hessian(project))[-1])
        if wanted > 1e-9:
            found += 1
            assert curvature(project) == pytest.approx(wanted, rel=1e-7), f"graph {number}"
    assert found > 30, "most graphs are curved somewhere"


def test_a_kink_at_a_sample_is_no_curvature() -> None:
    """A sample at z = 0 of a ReLU, as with zero biases and a zero input."""
    neurons = (
        Neuron("x", Role.INPUT),
        Neuron("h", Role.HIDDEN, Activation.RELU),
        Neuron("y", Role.OUTPUT, Activation.LINEAR),
    )
    links = (Connection("x", "h", 1.0), Connection("h", "y", 1.0))
    data = Data(("x",), ("y",), ((0.0, 1.0), (1.0, 0.0)))
    found = curvature(Project("", Network(neurons, links), data=data))
    assert found is not None
    assert found < 10.0, "a jump of the slope would count as some 100,000"


@pytest.mark.parametrize(("reduction", "times"), [(Reduction.MEAN, 1), (Reduction.SUM, 12)])
def test_of_least_squares_it_is_that_of_the_data(reduction: Reduction, times: int) -> None:
    project = line(reduction=reduction)
    x = design(project)
    wanted = np.linalg.eigvalsh(x.T @ x / len(x))[-1] * times
    assert curvature(project) == pytest.approx(wanted, rel=1e-9)


def test_l2_adds_itself_for_weights_only() -> None:
    project = line()
    x = design(project)
    wanted = np.linalg.eigvalsh(x.T @ x / len(x) + np.diag([0.5, 0.5, 0.5, 0.0]))[-1]
    assert curvature(project, l2=0.5) == pytest.approx(wanted, rel=1e-9)


def test_locked_parameters_have_no_part_in_it() -> None:
    project = line()
    links = tuple(replace(link, locked=True) for link in project.network.connections)
    locked = replace(project, network=Network(project.network.neurons, links))
    assert curvature(locked) == pytest.approx(1.0, rel=1e-12), "the bias alone: the mean of ones"
    neurons = tuple(
        neuron if neuron.is_input else replace(neuron, bias_locked=True)
        for neuron in project.network.neurons
    )
    assert curvature(replace(project, network=Network(neurons, links))) is None


@pytest.mark.parametrize(
    "settings", [{}, {"momentum": 0.9}, {"momentum": 0.5}, {"momentum": 0.9, "nesterov": True}]
)
def test_the_edge_is_sharp(settings: dict) -> None:
    """Just below the limit the loss settles, just above it flies off (see MATHS)."""
    found = curvature(line())
    assert found is not None
    limit = settling_limit(line(**settings).training, found)
    assert limit is not None
    sizes = {}
    for factor in (0.999, 1.001):
        trainer = Trainer.start(line(limit * factor, **settings))
        trainer.replay(500)
        early = trainer.evaluate().train_loss
        trainer.replay(3500)
        sizes[factor] = (early, trainer.evaluate().train_loss)
    assert sizes[0.999][1] < sizes[0.999][0], "below the edge the loss falls"
    assert sizes[1.001][1] > 10 * sizes[1.001][0], "above it the loss grows"


def test_other_optimizers_have_no_such_edge() -> None:
    for optimizer in (Optimizer.RMSPROP, Optimizer.ADAM):
        assert settling_limit(Training(optimizer=optimizer), 1.0) is None


def test_without_time_samples_or_finite_numbers_there_is_none() -> None:
    project = line()
    assert curvature(project, seconds=0.0) is None
    assert curvature(replace(project, data=replace(project.data, train=()))) is None
    plan, setup, theta = parts(project)
    huge = replace(setup, x_train=setup.x_train * 1e200)
    assert largest_curvature(plan, huge, theta, Reduction.MEAN) is None


def test_a_flat_loss_has_none() -> None:
    neurons = (
        Neuron("x", Role.INPUT),
        Neuron("h", Role.HIDDEN, Activation.RELU, -5.0),
        Neuron("y", Role.OUTPUT, Activation.LINEAR, bias_locked=True),
    )
    links = (Connection("x", "h", 1.0), Connection("h", "y", 1.0))
    project = Project("", Network(neurons, links), data=Data(("x",), ("y",), ((1.0, 1.0),)))
    assert curvature(project) is None, "a dead neuron: the Hessian is zero"


def test_the_clock_bounds_the_search() -> None:
    """A clock that stands at the end after a few looks: what was found by then will not do."""
    project = graphs(range(1), SMOOTH)[0]
    plan, setup, theta = parts(project)
    looks = iter([0.0, 0.0])
    found = largest_curvature(
        plan, setup, theta, Reduction.MEAN, seconds=1.0, clock=lambda: next(looks, 2.0)
    )
    assert found is None
    assert next(looks, None) is None, "the clock was looked at"
