"""micrograd: a scalar a node. The two activations that it lacks are added as its own are made."""

import math

import numpy as np
from micrograd.engine import Value

from chainrule.network.names import Activation, Loss
from training.tasks import Array, Task

MOST = 32
"""parameters up to which a scalar engine is asked"""


def sigmoid(z: Value) -> Value:
    """f(z) = 1 / (1 + e^−z)."""
    a = 1.0 / (1.0 + math.exp(-z.data))
    return _unary(z, a, a * (1.0 - a))


def tanh(z: Value) -> Value:
    """f(z) = tanh z."""
    a = math.tanh(z.data)
    return _unary(z, a, 1.0 - a * a)


def linear(z: Value) -> Value:
    """f(z) = z."""
    return z


def _unary(z: Value, a: float, slope: float) -> Value:
    out = Value(a, (z,))

    def backward() -> None:
        z.grad += slope * out.grad

    out._backward = backward
    return out


FUNCTIONS = {Activation.SIGMOID: sigmoid, Activation.TANH: tanh, Activation.LINEAR: linear}


class Micrograd:
    """Every neuron a sum of products of scalars."""

    def __init__(self, task: Task) -> None:
        self.rate, self.values = task.rate, [Value(value) for value in task.values.tolist()]
        self.levels = [
            (
                FUNCTIONS[level.activation],
                [[self.values[at] for at in column] for column in level.weight_at.T],
                [self.values[at] for at in level.bias_at],
            )
            for level in task.levels
        ]
        self.batches = task.batches(task.x, task.y)

    def update(self, count: int) -> None:
        """Make updates."""
        for _ in range(count):
            x, y = next(self.batches)
            loss = self.loss(x.tolist(), y.tolist())
            for value in self.values:
                value.grad = 0.0
            loss.backward()
            for value in self.values:
                value.data -= self.rate * value.grad

    def loss(self, x: list[list[float]], y: list[list[float]]) -> Value:
        """Return the mean of half the squared errors."""
        errors = [
            (output - target) ** 2
            for inputs, targets in zip(x, y, strict=True)
            for output, target in zip(self.outputs(inputs), targets, strict=True)
        ]
        return sum(errors, Value(0.0)) * (0.5 / len(x))

    def outputs(self, a: list[float]) -> list[Value]:
        """Send one sample through the levels."""
        for function, columns, biases in self.levels:
            a = [
                function(sum((w * one for w, one in zip(weights, a, strict=True)), bias))
                for weights, bias in zip(columns, biases, strict=True)
            ]
        return a

    def parameters(self) -> Array:
        """Return the parameters in their order."""
        return np.array([value.data for value in self.values])


def fits(task: Task) -> bool:
    """Return whether the network is tiny, layered, and without momentum."""
    squared = task.project.loss is Loss.HALF_SQUARED_ERROR
    return squared and not task.skips and len(task.values) <= MOST and task.momentum == 0.0


start = Micrograd
