"""A thousand random graphs beside PyTorch: losses, gradients and the first updates, in float64.

PyTorch finds the gradients by its own differentiation of the loss; nothing but the graph, the
numbers and the settings is handed to it. Skipped where PyTorch is not installed.
"""

import dataclasses
from random import Random

import pytest

from chainrule.engine.trainer import Trainer
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.network.project import Project
from helpers.bits import named
from helpers.graphs import random_project, with_training

torch = pytest.importorskip("torch")

GRAPHS = 1000
GROUP = 50
EPSILON = 1e-8
"""what rmsprop and adam divide by at least"""

FUNCTIONS = {
    Activation.LINEAR: lambda z: z,
    Activation.SIGMOID: torch.sigmoid,
    Activation.TANH: torch.tanh,
    Activation.RELU: torch.relu,
    Activation.LEAKY_RELU: lambda z: torch.nn.functional.leaky_relu(z, 0.01),
    Activation.ELU: torch.nn.functional.elu,
    Activation.SOFTPLUS: lambda z: torch.logaddexp(z, torch.zeros_like(z)),
    Activation.GELU: torch.nn.functional.gelu,
    Activation.SILU: torch.nn.functional.silu,
}


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


class TorchRun:
    """The same project as a graph of tensors, a scalar parameter each."""

    def __init__(self, project: Project) -> None:
        self.project = project
        network, training = project.network, project.training
        self.parameters = {
            name: torch.tensor(value, dtype=torch.float64, requires_grad=True)
            for name, value in network.parameters.items()
        }
        free = [one for name, one in self.parameters.items() if name not in network.locked]
        self.optimizer = _optimizer(free, training) if free else None

    def step(self, rows: tuple[int, ...]) -> float:
        """Make one update; return the batch's loss without regularisation."""
        for parameter in self.parameters.values():
            parameter.grad = torch.zeros_like(parameter)
        loss = self._loss(rows)
        (loss + self._penalty()).backward()
        if self.optimizer is not None:
            self.optimizer.step()
        return loss.item()

    def _loss(self, rows: tuple[int, ...]) -> object:
        data, network = self.project.data, self.project.network
        columns = torch.tensor([data.train[row] for row in rows], dtype=torch.float64).T
        given = dict(zip(data.inputs + data.targets, columns, strict=True))
        z, a = {}, {}
        for name in (name for level in network.levels for name in level):
            neuron = network.by_id[name]
            if neuron.is_input:
                a[name] = given[name]
                continue
            z[name] = self.parameters[neuron.bias_name] * torch.ones_like(columns[0])
            for link in network.incoming[name]:
                z[name] = z[name] + self.parameters[link.name] * a[link.source]
            if neuron.activation in FUNCTIONS:
                a[name] = FUNCTIONS[neuron.activation](z[name])
        ends = [neuron.id for neuron in network.outputs]
        last = torch.stack([z[name] for name in ends], dim=1)
        if network.outputs[0].activation is Activation.SOFTMAX:
            outputs = torch.softmax(last, dim=1)
        else:
            outputs = torch.stack([a[name] for name in ends], dim=1)
        targets = torch.stack([given[name] for name in ends], dim=1)
        losses = _losses(self.project.loss, last, outputs, targets)
        mean = self.project.training.reduction is Reduction.MEAN
        return losses.mean() if mean else losses.sum()

    def _penalty(self) -> object:
        training, total = self.project.training, torch.zeros((), dtype=torch.float64)
        for link in self.project.network.connections:
            weight = self.parameters[link.name]
            total = total + training.l1 * weight.abs() + 0.5 * training.l2 * weight**2
        return total


def _losses(loss: Loss, z: object, outputs: object, targets: object) -> object:
    functional = torch.nn.functional
    if loss is Loss.HALF_SQUARED_ERROR:
        return 0.5 * functional.mse_loss(outputs, targets, reduction="none").sum(dim=1)
    if loss is Loss.MEAN_SQUARED_ERROR:
        return functional.mse_loss(outputs, targets, reduction="none").mean(dim=1)
    if loss is Loss.BINARY_CROSS_ENTROPY:
        each = functional.binary_cross_entropy_with_logits(z, targets, reduction="none")
        return each.sum(dim=1)
    return -(targets * functional.log_softmax(z, dim=1)).sum(dim=1)


def _optimizer(free: list, training: object) -> object:
    rate, momentum = training.learning_rate, training.momentum
    if training.optimizer is Optimizer.RMSPROP:
        return torch.optim.RMSprop(free, lr=rate, alpha=0.9, eps=EPSILON)
    if training.optimizer is Optimizer.ADAM:
        return torch.optim.Adam(free, lr=rate, betas=(0.9, 0.999), eps=EPSILON)
    nesterov = training.nesterov and momentum > 0  # with μ = 0 they are the same, and refused
    return torch.optim.SGD(free, lr=rate, momentum=momentum, nesterov=nesterov)


def compare(project: Project, updates: int) -> None:
    """Compare some updates: loss, every gradient, and every parameter after each.

    rmsprop and adam divide by as little as 1e-8 and blow up the rounding of a gradient near 0 by
    as much: so far may the two be apart, and no farther.
    """
    trainer, other = Trainer.start(project), TorchRun(project)
    scaled = project.training.optimizer is not Optimizer.SGD
    apart = dict.fromkeys(other.parameters, 0.0)
    for _ in range(updates):
        update = trainer.update()
        loss = other.step(update.rows)
        assert abs(update.batch_loss - loss) <= 1e-10 * max(1.0, abs(loss)), "the loss"
        found, after = named(trainer.plan, update.batch_gradient), named(trainer.plan, update.after)
        for name, parameter in other.parameters.items():
            g = parameter.grad.item()
            assert abs(found[name] - g) <= 1e-10 * max(1.0, abs(g)), f"the gradient of {name}"
            if scaled:
                apart[name] += project.training.learning_rate * abs(found[name] - g) / EPSILON
            wanted = parameter.item()
            reach = 1e-10 * max(1.0, abs(wanted)) + apart[name]
            assert abs(after[name] - wanted) <= reach, f"the new value of {name}"


@pytest.mark.parametrize("group", range(GRAPHS // GROUP))
def test_a_random_graph_gives_what_torch_gives(group: int) -> None:
    for seed in range(group * GROUP, (group + 1) * GROUP):
        try:
            compare(random_project(Random(seed)), 1)
        except AssertionError as error:
            raise AssertionError(f"graph {seed}") from error


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("optimizer", list(Optimizer))
def test_ten_updates_at_one_learning_rate(
    optimizer: Optimizer, momentum: float, nesterov: bool
) -> None:
    # at a learning rate that stays put the two forms of momentum are equal
    for seed in range(5):
        project = random_project(Random(10_000 + seed))
        settings = {"optimizer": optimizer, "momentum": momentum, "nesterov": nesterov}
        compare(with_training(project, **settings, learning_rate=1e-3), 10)


def test_the_two_forms_of_momentum_part_when_the_rate_changes() -> None:
    # what the documents say of it is true, and the comparison above would see a difference
    project = with_training(
        random_project(Random(3)), optimizer=Optimizer.SGD, momentum=0.9, learning_rate=1e-2
    )
    trainer, other = Trainer.start(project), TorchRun(project)
    for rate in (1e-2, 1e-4, 1e-4):
        trainer.training = dataclasses.replace(trainer.training, learning_rate=rate)
        other.optimizer.param_groups[0]["lr"] = rate
        other.step(trainer.update().rows)
    after = named(trainer.plan, trainer.parameters)
    assert any(abs(after[name] - one.item()) > 1e-6 for name, one in other.parameters.items())
