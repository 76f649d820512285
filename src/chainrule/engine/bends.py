"""Bends: how the slopes of activations and losses change, for products with the Hessian.

Where a slope jumps (ReLU at 0) the bend is taken as 0, as between the jumps.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ELU_ALPHA, sigmoid_slope, tanh_slope
from chainrule.network.names import Activation, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Bend = Callable[[Array], Array]
    LossBend = Callable[[Array, Array, Array, Array, Array], Array]


def none(z: Array) -> Array:
    """f″(z) = 0: a straight line, or several."""
    return np.zeros_like(z)


def sigmoid_bend(z: Array) -> Array:
    """σ″(z) = σ′(z)·(1 − 2σ(z)), with 1 − 2σ(z) = −tanh(z/2)."""
    bend: Array = sigmoid_slope(z) * -np.tanh(0.5 * z)
    return bend


def tanh_bend(z: Array) -> Array:
    """tanh″(z) = −2·tanh(z)·sech²(z)."""
    bend: Array = -2.0 * np.tanh(z) * tanh_slope(z)
    return bend


def elu_bend(z: Array) -> Array:
    """f″(z) = e^z for z < 0, else 0."""
    return np.where(z < 0, ELU_ALPHA * np.exp(np.minimum(z, 0.0)), 0.0)


def gelu_bend(z: Array) -> Array:
    """f″(z) = φ(z)·(2 − z²) with the normal density φ."""
    near = np.clip(z, -40.0, 40.0)
    density: Array = np.exp(-0.5 * np.square(near)) / math.sqrt(2.0 * math.pi)
    return density * (2.0 - np.square(near))


def silu_bend(z: Array) -> Array:
    """f″(z) = 2·σ′(z) + z·σ″(z)."""
    return 2.0 * sigmoid_slope(z) + z * sigmoid_bend(z)


BENDS: Mapping[Activation, Bend] = MappingProxyType(
    {
        Activation.LINEAR: none,
        Activation.SIGMOID: sigmoid_bend,
        Activation.TANH: tanh_bend,
        Activation.RELU: none,
        Activation.LEAKY_RELU: none,
        Activation.ELU: elu_bend,
        Activation.SOFTPLUS: sigmoid_slope,
        Activation.GELU: gelu_bend,
        Activation.SILU: silu_bend,
    }
)
"""f″ of every activation but softmax, whose outputs are one group"""


def softmax_moved(a: Array, dz: Array) -> Array:
    """Return how softmax's outputs a move when z moves by dz, to first order."""
    moved: Array = a * (dz - np.sum(a * dz, axis=0, keepdims=True))
    return moved


def softmax_delta_moved(a: Array, blame: Array, da: Array, dblame: Array) -> Array:
    """Return how δ = a·(blame − Σ a·blame) moves when a and the blame do."""
    mean = np.sum(a * blame, axis=0, keepdims=True)
    dmean = np.sum(da * blame + a * dblame, axis=0, keepdims=True)
    moved: Array = da * (blame - mean) + a * (dblame - dmean)
    return moved


def _half_squared_error(_a: Array, _z: Array, _y: Array, da: Array, _dz: Array) -> Array:
    return da


def _mean_squared_error(a: Array, _z: Array, _y: Array, da: Array, _dz: Array) -> Array:
    return 2.0 * da / len(a)


def _binary_cross_entropy(_a: Array, z: Array, y: Array, _da: Array, dz: Array) -> Array:
    return ((1.0 - y) * np.exp(z) + y * np.exp(-z)) * dz


def _cross_entropy(a: Array, _z: Array, y: Array, da: Array, _dz: Array) -> Array:
    return np.where(y == 0.0, 0.0, y / np.square(a) * da)


LOSS_BENDS: Mapping[Loss, LossBend] = MappingProxyType(
    {
        Loss.HALF_SQUARED_ERROR: _half_squared_error,
        Loss.MEAN_SQUARED_ERROR: _mean_squared_error,
        Loss.BINARY_CROSS_ENTROPY: _binary_cross_entropy,
        Loss.CROSS_ENTROPY: _cross_entropy,
    }
)
"""how ∂L/∂ŷ moves when ŷ moves by da and z by dz: functions of (ŷ, z, y, da, dz)"""
