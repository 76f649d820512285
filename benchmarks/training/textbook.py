"""A textbook's perceptron in numpy: samples in rows, a loop over the layers, nothing clever."""

import numpy as np

from chainrule.network.names import Activation
from training.tasks import Array, Task


def sigmoid(z: Array) -> Array:
    """f(z) = 1 / (1 + e^−z)."""
    return 1.0 / (1.0 + np.exp(-z))


def relu(z: Array) -> Array:
    """f(z) = max(0, z)."""
    return np.maximum(0.0, z)


def linear(z: Array) -> Array:
    """f(z) = z."""
    return z


def softmax(z: Array) -> Array:
    """f(z) = e^z over its sum, shifted so that it cannot overflow."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


FUNCTIONS = {
    Activation.SIGMOID: sigmoid,
    Activation.TANH: np.tanh,
    Activation.RELU: relu,
    Activation.LINEAR: linear,
    Activation.SOFTMAX: softmax,
}
SLOPES = {
    Activation.SIGMOID: lambda a: a * (1.0 - a),
    Activation.TANH: lambda a: 1.0 - a * a,
    Activation.RELU: lambda a: a > 0.0,
}
"""f′, written with a = f(z)"""


class Textbook:
    """Layer upon layer."""

    def __init__(self, task: Task) -> None:
        self.task, self.rate, self.momentum = task, task.rate, task.momentum
        self.weights, self.biases = map(list, zip(*task.matrices(), strict=True))
        self.weight_velocities = [np.zeros_like(w) for w in self.weights]
        self.bias_velocities = [np.zeros_like(b) for b in self.biases]
        self.functions = [FUNCTIONS[level.activation] for level in task.levels]
        self.slopes = [SLOPES.get(level.activation) for level in task.levels]
        self.batches = task.batches(task.x, task.y)

    def update(self, count: int) -> None:
        """Make updates."""
        for _ in range(count):
            self.step(*next(self.batches))

    def step(self, x: Array, y: Array) -> None:
        """Make one update."""
        activations = [x]
        for w, b, f in zip(self.weights, self.biases, self.functions, strict=True):
            activations.append(f(activations[-1] @ w + b))
        delta = (activations[-1] - y) / len(x)
        if self.slopes[-1] is not None:
            delta = delta * self.slopes[-1](activations[-1])
        for level in reversed(range(len(self.weights))):
            a = activations[level]
            gradient_w, gradient_b = a.T @ delta, delta.sum(axis=0)
            if level > 0:
                delta = (delta @ self.weights[level].T) * self.slopes[level - 1](a)
            self.move(level, gradient_w, gradient_b)

    def move(self, level: int, gradient_w: Array, gradient_b: Array) -> None:
        """Move the parameters of a layer against their gradient."""
        if self.momentum == 0.0:
            self.weights[level] -= self.rate * gradient_w
            self.biases[level] -= self.rate * gradient_b
            return
        vw, vb = self.weight_velocities[level], self.bias_velocities[level]
        vw *= self.momentum
        vw -= self.rate * gradient_w
        vb *= self.momentum
        vb -= self.rate * gradient_b
        self.weights[level] += vw
        self.biases[level] += vb

    def parameters(self) -> Array:
        """Return the parameters in their order."""
        return self.task.joined(list(zip(self.weights, self.biases, strict=True)))


class MaskedTextbook(Textbook):
    """The same for a graph with skips: a level reads all before it, through a mask."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.masks = [level.present for level in task.levels]
        self.starts = [len(weights) for weights in self.weights]
        self.width = self.starts[-1] + len(self.biases[-1])

    def step(self, x: Array, y: Array) -> None:
        """Make one update."""
        a = np.empty((len(x), self.width))
        a[:, : x.shape[1]] = x
        for w, b, f, start in zip(
            self.weights, self.biases, self.functions, self.starts, strict=True
        ):
            a[:, start : start + len(b)] = f(a[:, :start] @ w + b)
        blame = np.zeros_like(a)
        blame[:, self.starts[-1] :] = (a[:, self.starts[-1] :] - y) / len(x)
        for level in reversed(range(len(self.weights))):
            w, start = self.weights[level], self.starts[level]
            rows = slice(start, start + w.shape[1])
            delta, slope = blame[:, rows], self.slopes[level]
            if slope is not None:
                delta = delta * slope(a[:, rows])
            blame[:, :start] += delta @ w.T
            self.move(level, a[:, :start].T @ delta * self.masks[level], delta.sum(axis=0))


def fits(_task: Task) -> bool:
    """Return whether the network can be expressed."""
    return True


def start(task: Task) -> Textbook:
    """Return the perceptron for a task."""
    return MaskedTextbook(task) if task.skips else Textbook(task)
