"""Networks made for measuring: full layers, and a sparse graph with skips. All are seeded."""

from collections.abc import Sequence
from itertools import pairwise, product
from random import Random

from chainrule.engine.initializers import draw
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data, Project, Row, with_parameters

SEED = 7
Levels = Sequence[Sequence[str]]


def layered(
    widths: Sequence[int],
    hidden: Activation,
    output: Activation,
    rows: Sequence[Row],
    loss: Loss = Loss.HALF_SQUARED_ERROR,
) -> Project:
    """Return a network of full layers with drawn weights."""
    levels = named(widths)
    keys = [key for lower, upper in pairwise(levels) for key in product(lower, upper)]
    return project(levels, keys, (hidden, output), rows, loss)


def sparse(neurons: int, connections: int, levels: int, rows: int) -> Project:
    """Return a graph of 50 inputs (fewer in small graphs), 10 outputs and levels between.

    Every neuron has a connection from the level below it, so that it stands where it is meant to
    stand, and all others are drawn from all pairs that go upwards, over any number of levels.
    """
    chance = Random(SEED)
    ends = min(50, neurons // 5), min(10, neurons // 5)
    share, rest = divmod(neurons - sum(ends), levels - 2)
    names = named((ends[0], *(share + (index < rest) for index in range(levels - 2)), ends[1]))
    keys = {(chance.choice(lower), name) for lower, upper in pairwise(names) for name in upper}
    level_of = {name: index for index, level in enumerate(names) for name in level}
    every = list(level_of)
    while len(keys) < connections:
        source, target = chance.sample(every, 2)
        if level_of[source] < level_of[target]:
            keys.add((source, target))
    data = scattered(rows, *ends)
    return project(names, sorted(keys), (Activation.TANH, Activation.LINEAR), data)


def scattered(rows: int, inputs: int, targets: int) -> tuple[Row, ...]:
    """Return random samples with values from −1 to 1."""
    chance, width = Random(SEED), inputs + targets
    return tuple(tuple(chance.uniform(-1, 1) for _ in range(width)) for _ in range(rows))


def named(widths: Sequence[int]) -> Levels:
    """Return a name for every neuron of every level."""
    return [[f"n{level}_{index}" for index in range(w)] for level, w in enumerate(widths)]


def project(
    levels: Levels,
    keys: Sequence[tuple[str, str]],
    kinds: tuple[Activation, Activation],
    rows: Sequence[Row],
    loss: Loss = Loss.HALF_SQUARED_ERROR,
) -> Project:
    """Return a project with weights drawn as Glorot and Bengio do, He's where ReLU is."""
    inputs, *between, outputs = levels
    neurons = [Neuron(name, Role.INPUT) for name in inputs]
    neurons += [Neuron(name, Role.HIDDEN, kinds[0]) for level in between for name in level]
    neurons += [Neuron(name, Role.OUTPUT, kinds[1]) for name in outputs]
    network = Network(tuple(neurons), tuple(Connection(*key) for key in keys))
    rule = "he" if kinds[0] is Activation.RELU else "glorot"
    made = Project(
        network=network, loss=loss, data=Data(tuple(inputs), tuple(outputs), tuple(rows))
    )
    return with_parameters(made, draw(network, rule, SEED), None)
