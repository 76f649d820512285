"""The worked examples of the documents and of textbooks, to 1e-12."""

import numpy as np
import pytest

from chainrule.engine.activations import softmax
from chainrule.engine.gradient_check import check_gradients, largest_error
from chainrule.engine.passes import backward, forward
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Reduction, Role
from chainrule.network.project import Data, Project, Training

X, H, Y = Role.INPUT, Role.HIDDEN, Role.OUTPUT


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-12, rel=1e-12)


def article(output: Activation) -> Project:
    network = Network(
        (
            Neuron("x1", X),
            Neuron("x2", X),
            Neuron("h1", H, Activation.SIGMOID, 0.1),
            Neuron("y1", Y, output, 0.2),
        ),
        (Connection("x1", "h1", 0.3), Connection("x2", "h1", 0.6), Connection("h1", "y1", 0.4)),
    )
    return Project("", network, data=Data(("x1", "x2"), ("y1",), ((0.5, 0.8, 0.8),)))


def gradients(project: Project) -> dict[str, float]:
    plan, setup = compile_plan(project.network), Setup.of(project)
    theta = plan.pack(project.network.parameters)
    passed = forward(plan, theta, setup.x_train)
    found = backward(
        plan, theta, passed, setup.y_train, project.loss, project.training.reduction
    ).gradient
    return dict(zip(project.network.parameter_names, plan.unpack(found).tolist(), strict=True))


def values(trainer: Trainer) -> dict[str, float]:
    names = trainer.plan.network.parameter_names
    return dict(zip(names, trainer.plan.unpack(trainer.parameters).tolist(), strict=True))


def test_the_article_with_a_linear_output() -> None:
    project = article(Activation.LINEAR)
    trainer = Trainer.start(project)
    update = trainer.update()
    row = trainer.plan.row
    # z = 0.3·0.5 + 0.6·0.8 + 0.1 = 0.73; a = σ(0.73)
    assert update.forward.z[row["h1"], 0] == near(0.73)
    assert update.forward.a[row["h1"], 0] == near(0.6748052725823135)
    # ŷ = 0.4·a + 0.2; L = ½(ŷ − 0.8)²
    assert update.forward.a[row["y1"], 0] == near(0.4699221090329254)
    assert update.batch_loss == near(0.05447570705263601)
    assert update.backward.loss_slope[0, 0] == near(-0.3300778909670746)
    assert update.backward.delta[row["y1"], 0] == near(-0.3300778909670746)
    found = gradients(project)
    assert found["w[h1->y1]"] == near(-0.22273830118743196)
    assert found["w[x1->h1]"] == near(-0.014486664228025099)
    assert found["w[x2->h1]"] == near(-0.02317866276484016)
    assert found["b[h1]"] == near(-0.028973328456050197)
    # w5 − 0.1·(−0.2227…) and the loss of the next pass
    assert values(trainer)["w[h1->y1]"] == near(0.4222738301187432)
    assert trainer.evaluate().train_loss == near(0.03963031937313369)


def test_the_article_with_a_sigmoid_output() -> None:
    project = article(Activation.SIGMOID)
    trainer = Trainer.start(project)
    update = trainer.update()
    assert update.forward.a[trainer.plan.row["y1"], 0] == near(0.6153653204782092)
    assert update.batch_loss == near(0.01704498244105720)
    assert gradients(project)["w[h1->y1]"] == near(-0.029489893241808868)
    assert values(trainer)["w[h1->y1]"] == near(0.4029489893241809)


def test_hmkcode() -> None:
    neurons = (
        Neuron("i1", X), Neuron("i2", X), Neuron("h1", H), Neuron("h2", H), Neuron("o", Y),
    )  # fmt: skip
    links = (
        Connection("i1", "h1", 0.11), Connection("i2", "h1", 0.21), Connection("i1", "h2", 0.12),
        Connection("i2", "h2", 0.08), Connection("h1", "o", 0.14), Connection("h2", "o", 0.15),
    )  # fmt: skip
    frozen = tuple(
        neuron if neuron.is_input else Neuron(neuron.id, neuron.role, bias_locked=True)
        for neuron in neurons
    )
    data = Data(("i1", "i2"), ("o",), ((2.0, 3.0, 1.0),))
    training = Training(learning_rate=0.05)
    trainer = Trainer.start(Project("", Network(frozen, links), data=data, training=training))
    update = trainer.update()
    row = trainer.plan.row
    assert update.forward.a[[row["h1"], row["h2"], row["o"]], 0] == near([0.85, 0.48, 0.191])
    assert update.batch_loss == near(0.3272405)
    assert update.backward.delta[row["o"], 0] == near(-0.809)
    wanted = [0.121326, 0.226989, 0.132135, 0.0982025, 0.1743825, 0.169416]
    assert list(values(trainer).values())[:6] == near(wanted)
    assert trainer.evaluate().outputs[0, 0] == near(0.2557457808075)


def test_cs231n_neuron() -> None:
    network = Network(
        (Neuron("x1", X), Neuron("x2", X), Neuron("y", Y, Activation.SIGMOID, -3.0)),
        (Connection("x1", "y", 2.0), Connection("x2", "y", -3.0)),
    )
    plan = compile_plan(network)
    theta = plan.pack(network.parameters)
    passed = forward(plan, theta, np.array([[-1.0], [-2.0]]))
    share = passed.a[plan.row["y"], 0]
    assert share == pytest.approx(0.731058579, abs=1e-9)
    # dσ/dz = σ(1 − σ); a target of σ − 1 makes ∂L/∂ŷ = 1
    back = backward(
        plan, theta, passed, np.array([[share - 1.0]]), Loss.HALF_SQUARED_ERROR, Reduction.MEAN
    )
    found = plan.unpack(back.gradient)
    assert found == pytest.approx([-0.196612, -0.393224, 0.196612], abs=1e-6)
    inputs = back.activation_gradient[[plan.row["x1"], plan.row["x2"]], 0]
    assert inputs == pytest.approx([0.393224, -0.589836], abs=1e-6)


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [(0.6, 0.8175744762, 0.0939556949), (2.0, 0.9820137900, 0.2028484243)],
)
def test_nielsen_slow_learning(start: float, first: float, last: float) -> None:
    bias = 0.9 if start == 0.6 else 2.0
    network = Network(
        (Neuron("x", X), Neuron("y", Y, Activation.SIGMOID, bias)), (Connection("x", "y", start),)
    )
    data = Data(("x",), ("y",), ((1.0, 0.0),))
    trainer = Trainer.start(Project("", network, data=data, training=Training(learning_rate=0.15)))
    assert trainer.evaluate().outputs[0, 0] == pytest.approx(first, abs=1e-10)
    for _ in range(300):
        trainer.update()
    assert trainer.evaluate().outputs[0, 0] == pytest.approx(last, abs=1e-10)


def quadratic(w: float, rate: float, momentum: float) -> Trainer:
    """L = ½w²: one weight on an input of 1, target 0, bias locked at 0."""
    network = Network(
        (Neuron("x", X), Neuron("y", Y, bias_locked=True)), (Connection("x", "y", w),)
    )
    data = Data(("x",), ("y",), ((1.0, 0.0),))
    training = Training(learning_rate=rate, momentum=momentum)
    return Trainer.start(Project("", network, data=data, training=training))


def test_classical_momentum_when_the_rate_changes() -> None:
    trainer = quadratic(1.0, 0.1, 0.9)
    seen = []
    for rate in (0.1, 0.1, 0.1, 0.01, 0.01, 0.01):
        trainer.training = Training(learning_rate=rate, momentum=0.9)
        trainer.update()
        seen.append(values(trainer)["w[x->y]"])
    assert seen == near([0.9, 0.72, 0.486, 0.27054, 0.0739206, -0.103776066])


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize(("factor", "settles"), [(0.999, True), (1.001, False)])
def test_the_edge_of_stability_is_sharp(momentum: float, factor: float, settles: bool) -> None:
    # λ = 1, so the edge is at 2(1 + μ)
    trainer = quadratic(1.0, 2.0 * (1.0 + momentum) * factor, momentum)
    for _ in range(20_000):
        trainer.update()
        w = abs(values(trainer)["w[x->y]"])
        if w > 1e6:
            break
    assert (w < 1e-3) is settles, f"w ended at {w}"


def test_softmax_of_large_numbers() -> None:
    shares = softmax(np.array([[1010.0], [1000.0], [990.0]]))[:, 0]
    assert shares[0] == near(0.999954600070)
    assert shares[1] == pytest.approx(4.53978686e-05, rel=1e-8)
    assert shares[2] == pytest.approx(2.06106005e-09, rel=1e-8)


def test_gradient_check_of_the_article() -> None:
    project = article(Activation.LINEAR)
    plan = compile_plan(project.network)
    theta = plan.pack(project.network.parameters)
    rows = check_gradients(plan, Setup.of(project), theta, Reduction.MEAN)
    assert len(rows) == 5
    assert largest_error(rows) < 1e-10


def test_cross_entropies_are_exact_for_large_z() -> None:
    for z, y, wanted in ((800.0, 0.0, 800.0), (-800.0, 1.0, 800.0), (800.0, 1.0, 0.0)):
        network = Network((Neuron("x", X), Neuron("y", Y, Activation.SIGMOID)),
                          (Connection("x", "y", z),))  # fmt: skip
        project = Project("", network, Loss.BINARY_CROSS_ENTROPY, Data(("x",), ("y",), ((1.0, y),)))
        assert Trainer.start(project).evaluate().train_loss == near(wanted)
        assert gradients(project)["w[x->y]"] == near(float(z > 0) - y)
