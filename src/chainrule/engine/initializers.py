"""Initialisers: how weights are drawn before training; biases start at 0.

The fan-in and fan-out of a weight are counted on the graph itself: the connections into its
target and out of its source.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.graph import Network

    Draw = Callable[[np.random.Generator, int, int], float]

DEFAULT_INITIALIZER = "glorot"


def zeros(_random: np.random.Generator, _fan_in: int, _fan_out: int) -> float:
    """W = 0: every hidden neuron of a layer then learns the same."""
    return 0.0


def uniform(random: np.random.Generator, _fan_in: int, _fan_out: int) -> float:
    """W from −1 to 1, all equally likely."""
    return float(random.uniform(-1.0, 1.0))


def normal(random: np.random.Generator, _fan_in: int, _fan_out: int) -> float:
    """W from the normal distribution with standard deviation 1."""
    return float(random.standard_normal())


def glorot(random: np.random.Generator, fan_in: int, fan_out: int) -> float:
    """W from −r to r, r = √(6 / (fan-in + fan-out)) (Glorot, Bengio 2010, equation 16)."""
    reach = math.sqrt(6.0 / (fan_in + fan_out))
    return float(random.uniform(-reach, reach))


def he(random: np.random.Generator, fan_in: int, _fan_out: int) -> float:
    """W normal with standard deviation √(2 / fan-in) (He and others 2015, equation 10)."""
    return float(random.standard_normal() * math.sqrt(2.0 / fan_in))


INITIALIZERS = MappingProxyType(
    {"zeros": zeros, "uniform": uniform, "normal": normal, "glorot": glorot, "he": he}
)
"""every initialiser by its name"""


def draw(network: Network, name: str, seed: int) -> dict[str, float]:
    """Return new values of all parameters that are not locked, by name, from the seed alone."""
    random = np.random.default_rng(seed)
    rule = INITIALIZERS[name]
    values = {}
    for link in network.connections:
        fan_in, fan_out = len(network.incoming[link.target]), len(network.outgoing[link.source])
        values[link.name] = rule(random, fan_in, fan_out)
    values.update({neuron.bias_name: 0.0 for neuron in network.computed})
    return {name: value for name, value in values.items() if name not in network.locked}
