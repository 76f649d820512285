"""The reference engine: plain loops over numbers, one neuron and one connection at a time."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chainrule.network.graph import Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer
from chainrule.network.project import Training


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


FUNCTIONS = {
    Activation.LINEAR: (lambda z: z, lambda z: 1.0),
    Activation.SIGMOID: (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    Activation.TANH: (math.tanh, lambda z: 1 / math.cosh(z) ** 2),
    Activation.RELU: (lambda z: max(0.0, z), lambda z: float(z > 0)),
    Activation.LEAKY_RELU: (lambda z: z if z > 0 else 0.01 * z, lambda z: 1.0 if z > 0 else 0.01),
    Activation.ELU: (
        lambda z: z if z > 0 else math.expm1(z),
        lambda z: 1.0 if z > 0 else math.exp(z),
    ),
    Activation.SOFTPLUS: (lambda z: math.log1p(math.exp(-abs(z))) + max(z, 0.0), sigmoid),
    Activation.GELU: (
        lambda z: z * 0.5 * (1 + math.erf(z / math.sqrt(2))),
        lambda z: (
            0.5 * (1 + math.erf(z / math.sqrt(2)))
            + z * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        ),
    ),
    Activation.SILU: (
        lambda z: z * sigmoid(z),
        lambda z: sigmoid(z) + z * sigmoid(z) * sigmoid(-z),
    ),
}


@dataclass
class Passed:
    z: dict[str, float]
    a: dict[str, float]


def forward(network: Network, inputs: Mapping[str, float]) -> Passed:
    z, a = dict(inputs), dict(inputs)
    for level in network.levels[1:]:
        for name in level:
            z[name] = network.by_id[name].bias
            for link in network.incoming[name]:
                z[name] += link.weight * a[link.source]
        for name in level:
            neuron = network.by_id[name]
            if neuron.activation is not Activation.SOFTMAX:
                a[name] = FUNCTIONS[neuron.activation][0](z[name])
    shares = [neuron for neuron in network.outputs if neuron.activation is Activation.SOFTMAX]
    if shares:
        top = max(z[neuron.id] for neuron in shares)
        total = sum(math.exp(z[neuron.id] - top) for neuron in shares)
        for neuron in shares:
            a[neuron.id] = math.exp(z[neuron.id] - top) / total
    return Passed(z, a)


def loss_of(network: Network, loss: Loss, passed: Passed, targets: Mapping[str, float]) -> float:
    pairs = [(passed.a[name], y) for name, y in targets.items()]
    if loss is Loss.HALF_SQUARED_ERROR:
        return sum((a - y) ** 2 for a, y in pairs) / 2
    if loss is Loss.MEAN_SQUARED_ERROR:
        return sum((a - y) ** 2 for a, y in pairs) / len(pairs)
    if loss is Loss.BINARY_CROSS_ENTROPY:
        return -sum(y * math.log(a) + (1 - y) * math.log(1 - a) for a, y in pairs)
    return -sum(y * math.log(a) for a, y in pairs if y)


def loss_slope(loss: Loss, a: float, y: float, count: int) -> float:
    if loss is Loss.HALF_SQUARED_ERROR:
        return a - y
    if loss is Loss.MEAN_SQUARED_ERROR:
        return 2 * (a - y) / count
    if loss is Loss.BINARY_CROSS_ENTROPY:
        return -y / a + (1 - y) / (1 - a)
    return -y / a


def gradients(
    network: Network, loss: Loss, inputs: Mapping[str, float], targets: Mapping[str, float]
) -> dict[str, float]:
    """The gradient of one sample's loss by parameter name, by the chain rule, scalar by scalar."""
    passed = forward(network, inputs)
    blame = dict.fromkeys(passed.a, 0.0)
    for name, y in targets.items():
        blame[name] += loss_slope(loss, passed.a[name], y, len(targets))
    found: dict[str, float] = {}
    for level in reversed(network.levels[1:]):
        deltas = {name: _delta(network, network.by_id[name], passed, blame) for name in level}
        for name in level:
            found[network.by_id[name].bias_name] = deltas[name]
            for link in network.incoming[name]:
                found[link.name] = deltas[name] * passed.a[link.source]
                blame[link.source] += link.weight * deltas[name]
    return found


def _delta(network: Network, neuron: Neuron, passed: Passed, blame: Mapping[str, float]) -> float:
    if neuron.activation is not Activation.SOFTMAX:
        return blame[neuron.id] * FUNCTIONS[neuron.activation][1](passed.z[neuron.id])
    own = passed.a[neuron.id]
    total = 0.0
    for other in network.outputs:
        same = 1.0 if other.id == neuron.id else 0.0
        total += blame[other.id] * passed.a[other.id] * (same - own)
    return total


def batch_gradients(
    network: Network,
    loss: Loss,
    samples: Sequence[tuple[Mapping[str, float], Mapping[str, float]]],
    mean: bool,
) -> dict[str, float]:
    """The gradient of a batch: the mean or the sum of its samples'."""
    total = dict.fromkeys(network.parameter_names, 0.0)
    for inputs, targets in samples:
        for name, value in gradients(network, loss, inputs, targets).items():
            total[name] += value
    share = len(samples) if mean else 1
    return {name: value / share for name, value in total.items()}


def regularised(network: Network, values: Mapping[str, float], training: Training) -> dict:
    """What l1·Σ|w| + ½·l2·Σw² adds to each gradient: nothing for a bias."""
    pull = dict.fromkeys(network.parameter_names, 0.0)
    for link in network.connections:
        w = values[link.name]
        sign = (w > 0) - (w < 0)
        pull[link.name] = training.l1 * sign + training.l2 * w
    return pull


class Memory:
    """An optimizer that knows one parameter only."""

    def __init__(self) -> None:
        self.v = self.mean = self.square = 0.0
        self.steps = 0

    def moved(self, w: float, g: float, training: Training) -> float:
        rate = training.learning_rate
        if training.optimizer is Optimizer.SGD:
            self.v = training.momentum * self.v - rate * g
            return w + (training.momentum * self.v - rate * g if training.nesterov else self.v)
        if training.optimizer is Optimizer.RMSPROP:
            self.square = 0.9 * self.square + 0.1 * g * g
            return w - rate * g / (math.sqrt(self.square) + 1e-8)
        self.steps += 1
        self.mean = 0.9 * self.mean + 0.1 * g
        self.square = 0.999 * self.square + 0.001 * g * g
        mean, square = self.mean / (1 - 0.9**self.steps), self.square / (1 - 0.999**self.steps)
        return w - rate * mean / (math.sqrt(square) + 1e-8)
