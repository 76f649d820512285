"""The reference engine: plain loops over numbers, one neuron and one connection at a time."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chainrule.network.graph import Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer
from chainrule.network.project import Project, Training

Sample = tuple[Mapping[str, float], Mapping[str, float]]
"""input values and target values, each by neuron"""

FLAT = 350.0
"""beyond it cosh² overflows, and the slope of tanh is nothing beside any number"""


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


FUNCTIONS = {
    Activation.LINEAR: (lambda z: z, lambda z: 1.0),
    Activation.SIGMOID: (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    Activation.TANH: (
        math.tanh,
        lambda z: 1 / math.cosh(z) ** 2 if abs(z) < FLAT else 0.0,
    ),
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


def forward(
    network: Network, inputs: Mapping[str, float], values: Mapping[str, float] | None = None
) -> Passed:
    """Send one sample through; `values` stands for the network's own parameters."""
    values = network.parameters if values is None else values
    z, a = dict(inputs), dict(inputs)
    for level in network.levels[1:]:
        for name in level:
            neuron = network.by_id[name]
            z[name] = values[neuron.bias_name]
            for link in network.incoming[name]:
                z[name] += values[link.name] * a[link.source]
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
    """Return one sample's loss; the cross-entropies from z, where no logarithm of 0 can be."""
    missed = [passed.a[name] - y for name, y in targets.items()]
    if loss is Loss.HALF_SQUARED_ERROR:
        return sum(miss * miss for miss in missed) / 2
    if loss is Loss.MEAN_SQUARED_ERROR:
        return sum(miss * miss for miss in missed) / len(missed)
    pairs = [(passed.z[name], y) for name, y in targets.items()]
    if loss is Loss.BINARY_CROSS_ENTROPY:
        return sum(max(z, 0.0) - z * y + math.log1p(math.exp(-abs(z))) for z, y in pairs)
    top = max(z for z, _ in pairs)
    total = sum(math.exp(z - top) for z, _ in pairs)
    return sum(y * ((top - z) + math.log(total)) for z, y in pairs if y)


def _from_loss(
    loss: Loss, passed: Passed, targets: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return what the loss gives each output: ∂L/∂a, or for a cross-entropy a part of δ itself.

    There ∂L/∂a times the activation's derivative is multiplied out, so that nothing is divided:
    −y/a·a·(1 − a) + (1 − y)/(1 − a)·a·(1 − a), and −Σ y_k/a_k·∂a_k/∂z_j.
    """
    if loss is Loss.HALF_SQUARED_ERROR:
        return {name: passed.a[name] - y for name, y in targets.items()}, {}
    if loss is Loss.MEAN_SQUARED_ERROR:
        return {name: 2 * (passed.a[name] - y) / len(targets) for name, y in targets.items()}, {}
    if loss is Loss.BINARY_CROSS_ENTROPY:
        return {}, {
            name: (1 - y) * sigmoid(passed.z[name]) - y * sigmoid(-passed.z[name])
            for name, y in targets.items()
        }
    return {}, {
        name: sum(y * (passed.a[name] - (other == name)) for other, y in targets.items())
        for name in targets
    }


def gradients(
    network: Network,
    loss: Loss,
    inputs: Mapping[str, float],
    targets: Mapping[str, float],
    values: Mapping[str, float] | None = None,
    passed: Passed | None = None,
) -> dict[str, float]:
    """The gradient of one sample's loss by parameter name, by the chain rule, scalar by scalar.

    That of a bias is its neuron's δ.
    """
    values = network.parameters if values is None else values
    passed = forward(network, inputs, values) if passed is None else passed
    blame = dict.fromkeys(passed.a, 0.0)
    slopes, direct = _from_loss(loss, passed, targets)
    blame.update(slopes)
    found: dict[str, float] = {}
    for level in reversed(network.levels[1:]):
        for name in level:
            neuron = network.by_id[name]
            delta = _delta(network, neuron, passed, blame) + direct.get(name, 0.0)
            found[neuron.bias_name] = delta
            for link in network.incoming[name]:
                found[link.name] = delta * passed.a[link.source]
                blame[link.source] += values[link.name] * delta
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
    samples: Sequence[Sample],
    mean: bool,
) -> dict[str, float]:
    """The gradient of a batch: the mean or the sum of its samples'."""
    return reduced([gradients(network, loss, *sample) for sample in samples], mean)


def reduced(found: Sequence[Mapping[str, float]], mean: bool) -> dict[str, float]:
    """Return the mean or the sum of several gradients."""
    share = len(found) if mean else 1
    return {name: sum(one[name] for one in found) / share for name in found[0]}


def regularised(network: Network, values: Mapping[str, float], training: Training) -> dict:
    """What l1·Σ|w| + ½·l2·Σw² adds to each gradient: nothing for a bias."""
    pull = dict.fromkeys(network.parameter_names, 0.0)
    for link in network.connections:
        w = values[link.name]
        sign = (w > 0) - (w < 0)
        pull[link.name] = training.l1 * sign + training.l2 * w
    return pull


def stepped(
    w: float, g: float, memory: Mapping[str, float], training: Training
) -> tuple[float, dict[str, float]]:
    """Return the new value and the new memory of one parameter; an empty memory is all zeros."""
    rate, momentum = training.learning_rate, training.momentum
    if training.optimizer is Optimizer.SGD:
        v = momentum * memory.get("velocity", 0.0) - rate * g
        return w + (momentum * v - rate * g if training.nesterov else v), {"velocity": v}
    if training.optimizer is Optimizer.RMSPROP:
        square = 0.9 * memory.get("square", 0.0) + 0.1 * g * g
        return w - rate * g / (math.sqrt(square) + 1e-8), {"square": square}
    steps = memory.get("steps", 0.0) + 1
    mean = 0.9 * memory.get("mean", 0.0) + 0.1 * g
    square = 0.999 * memory.get("square", 0.0) + 0.001 * g * g
    direction, size = mean / (1 - 0.9**steps), square / (1 - 0.999**steps)
    moved = w - rate * direction / (math.sqrt(size) + 1e-8)
    return moved, {"mean": mean, "square": square, "steps": steps}


class Memory:
    """An optimizer that knows one parameter only."""

    def __init__(self) -> None:
        self.slots: dict[str, float] = {}

    def moved(self, w: float, g: float, training: Training) -> float:
        value, self.slots = stepped(w, g, self.slots, training)
        return value


def samples_of(project: Project, rows: Sequence[int]) -> list[Sample]:
    """Return rows of the training set (from 0) as values by neuron."""
    data, width = project.data, len(project.data.inputs)
    return [
        (
            dict(zip(data.inputs, data.train[row][:width], strict=True)),
            dict(zip(data.targets, data.train[row][width:], strict=True)),
        )
        for row in rows
    ]


def distance_to_kink(project: Project, passed: Passed) -> float:
    """Return how near a neuron with a kinked function comes to its kink at z = 0."""
    kinked = (Activation.RELU, Activation.LEAKY_RELU, Activation.ELU)
    return min(
        (abs(passed.z[one.id]) for one in project.network.computed if one.activation in kinked),
        default=math.inf,
    )
