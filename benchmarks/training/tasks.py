"""The tasks: what is trained on what, and the numbers as those who train want them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from itertools import count
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chainrule.engine.epochs import Shuffler
from chainrule.network.graph import Network
from chainrule.network.names import Activation, Loss
from chainrule.network.project import Project, Row
from chainrule.storage.examples import load_example
from training.networks import SEED, layered, scattered, sparse

Array = NDArray[np.float64]


class Level(NamedTuple):
    """A level above the inputs; `weight_at` and `bias_at` say where its parameters are.

    `weight_at` is (sources, neurons), −1 where there is no connection.
    """

    activation: Activation
    weight_at: NDArray[np.intp]
    bias_at: NDArray[np.intp]

    @property
    def present(self) -> NDArray[np.bool_]:
        """Where there is a connection."""
        return self.weight_at >= 0

    def matrix(self, values: Array) -> tuple[Array, Array]:
        """Return weights (sources, neurons) and biases out of the values of all parameters."""
        return np.where(self.present, values[self.weight_at], 0.0), values[self.bias_at]


@dataclass(frozen=True)
class Task:
    """A network, its samples and settings. `skips` tells that a level reads all before it."""

    name: str
    title: str
    project: Project

    def under(self, rate: float, momentum: float, *, shuffle: bool) -> "Task":
        """Return the task with other settings; one batch an epoch needs no shuffling."""
        shuffle = shuffle and self.batch < self.samples
        training = replace(
            self.project.training,
            learning_rate=rate,
            momentum=momentum,
            shuffle=shuffle,
            seed=SEED,
        )
        return replace(self, project=replace(self.project, training=training))

    @property
    def network(self) -> Network:
        """The graph."""
        return self.project.network

    @property
    def rate(self) -> float:
        """The learning rate."""
        return self.project.training.learning_rate

    @property
    def momentum(self) -> float:
        """The momentum."""
        return self.project.training.momentum

    @property
    def batch(self) -> int:
        """Samples in a batch."""
        return self.project.training.batch_size

    @property
    def samples(self) -> int:
        """Samples in the data set."""
        return len(self.project.data.train)

    @property
    def is_classes(self) -> bool:
        """Whether the targets are classes, one a sample."""
        return self.project.loss is Loss.CROSS_ENTROPY

    @cached_property
    def x(self) -> Array:
        """The inputs: (samples, features)."""
        return np.array(self.project.data.train)[:, : len(self.network.inputs)].copy()

    @cached_property
    def y(self) -> Array:
        """The targets: (samples, outputs)."""
        return np.array(self.project.data.train)[:, len(self.network.inputs) :].copy()

    @cached_property
    def values(self) -> Array:
        """The parameters at the start, in the order of `network.parameter_names`."""
        found = self.network.parameters
        return np.array([found[name] for name in self.network.parameter_names])

    @cached_property
    def skips(self) -> bool:
        """Whether a connection passes over a level."""
        level = self.network.level_of
        return any(level[one.target] - level[one.source] > 1 for one in self.network.connections)

    @cached_property
    def levels(self) -> list[Level]:
        """The levels above the inputs; each reads the one before, or with skips all before."""
        at = {name: index for index, name in enumerate(self.network.parameter_names)}
        weight_at = {link.key: at[link.name] for link in self.network.connections}
        found, levels = [], self.network.levels
        for index, targets in enumerate(levels[1:], 1):
            first = 0 if self.skips else index - 1
            sources = [name for level in levels[first:index] for name in level]
            neurons = [self.network.by_id[name] for name in targets]
            places = [[weight_at.get((one, two), -1) for two in targets] for one in sources]
            biases = [at[neuron.bias_name] for neuron in neurons]
            found.append(Level(neurons[0].activation, np.array(places), np.array(biases)))
        return found

    def matrices(self) -> list[tuple[Array, Array]]:
        """Return weights (sources, neurons) and biases of every level at the start."""
        return [level.matrix(self.values) for level in self.levels]

    def joined(self, matrices: list[tuple[Array, Array]]) -> Array:
        """Return the parameters in their order, out of the matrices of the levels."""
        values = np.full_like(self.values, np.nan)
        for level, (weights, biases) in zip(self.levels, matrices, strict=True):
            values[level.weight_at[level.present]] = weights[level.present]
            values[level.bias_at] = biases
        return values

    def order(self, epoch: int) -> NDArray[np.intp]:
        """Return the order of the samples in an epoch, which Chainrule follows as well."""
        if not self.project.training.shuffle:
            return np.arange(self.samples)
        return Shuffler().order(SEED, epoch, self.samples)

    def batches(
        self, x: Any, y: Any, indices: Callable[[NDArray[np.intp]], Any] = np.asarray
    ) -> Iterator[tuple[Any, Any]]:
        """Yield x and y of batch after batch without end; a batch that is the whole set as it is.

        `indices` turns an order into what x and y are indexed with.
        """
        while self.batch >= self.samples:
            yield x, y
        for epoch in count():
            order = indices(self.order(epoch))
            for start in range(0, self.samples, self.batch):
                rows = order[start : start + self.batch]
                yield x[rows], y[rows]


def tasks() -> dict[str, Callable[[], Task]]:
    """Return what makes each task, by its name."""
    return {
        "article": _article,
        "xor": _xor,
        "2-4-2-1": _playground,
        "2-8-8-8-1": lambda: _deep("2-8-8-8-1", 1),
        "2-8-8-8-1-by-10": lambda: _deep("2-8-8-8-1-by-10", 10),
        "digits": _digits,
        "sparse": _sparse,
    }


def _article() -> Task:
    return _task("article", "2-1-1 of the article, sigmoid, 1 sample", load_example("article"), 1)


def _xor() -> Task:
    rows = tuple((float(a), float(b), float(a != b)) for a in (0, 1) for b in (0, 1))
    project = layered((2, 2, 1), Activation.SIGMOID, Activation.SIGMOID, rows)
    return _task("xor", "2-2-1, sigmoid, XOR", project, 4)


def _playground() -> Task:
    rows = scattered(250, 2, 1)
    project = layered((2, 4, 2, 1), Activation.TANH, Activation.TANH, rows)
    return _task("2-4-2-1", "2-4-2-1, tanh, 250 points", project, 10)


def _deep(name: str, batch: int) -> Task:
    rows = scattered(500, 2, 1)
    project = layered((2, 8, 8, 8, 1), Activation.TANH, Activation.LINEAR, rows)
    return _task(name, "2-8-8-8-1, tanh, 500 points", project, batch)


def _digits() -> Task:
    kinds = Activation.RELU, Activation.SOFTMAX
    project = layered((64, 32, 10), *kinds, digit_rows(), Loss.CROSS_ENTROPY)
    data = "digits" if find_spec("sklearn") is not None else "random pixels"
    return _task("digits", f"64-32-10, relu, softmax, 1,797 {data}", project, 32)


def _sparse() -> Task:
    title = "sparse graph of 1,000 neurons, 20,000 connections, tanh"
    return _task("sparse", title, sparse(1000, 20_000, 16, 320), 32)


def _task(name: str, title: str, project: Project, batch: int) -> Task:
    training = replace(project.training, batch_size=batch, momentum=0.0)
    return Task(name, f"{title}; batch {batch}", replace(project, training=training))


def digit_rows() -> tuple[Row, ...]:
    """Return 1,797 samples, 64 pixels and ten classes; random ones without scikit-learn."""
    if find_spec("sklearn") is not None:
        from sklearn.datasets import load_digits

        pixels, labels = load_digits(return_X_y=True)
        chance = np.random.default_rng(SEED).permutation(len(labels))
        pixels, labels = (pixels / 16.0)[chance].tolist(), labels[chance].tolist()
    else:
        random = Random(SEED)
        pixels = [[random.random() for _ in range(64)] for _ in range(1797)]
        labels = [random.randrange(10) for _ in pixels]
    return tuple(
        (*image, *(float(label == digit) for digit in range(10)))
        for image, label in zip(pixels, labels, strict=True)
    )
