"""Activation functions: each beside its slope, computed so that no finite z overflows or warns.

z and a have any shape; the slope f′(z) has the shape of z. Sources: Goodfellow, Bengio, Courville,
Deep Learning, chapter 6, unless a row names another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LEAK = 0.01
ELU_ALPHA = 1.0

_erfc = np.frompyfunc(math.erfc, 1, 1)

FAR = 400.0
"""beyond it tanh is flat in float64: e^−800 is 0"""


@dataclass(frozen=True, slots=True)
class ActivationFunction:
    """A function f and its slope f′, both of z.

    `text` is the same as lines of Python for one neuron, for a and s = f′(z) from z; they may use
    e and the functions of `math`. They need a moderate z, and there may be none.
    """

    function: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    text: str = ""


def linear(z: Array) -> Array:
    """f(z) = z."""
    return z


def linear_slope(z: Array) -> Array:
    """f′(z) = 1."""
    return np.ones_like(z)


def sigmoid(z: Array) -> Array:
    """σ(z) = 1 / (1 + e^−z); for negative z as e^z / (1 + e^z), so that nothing overflows."""
    small = np.exp(-np.abs(z))
    share: Array = np.where(z >= 0, 1.0, small) / (1.0 + small)
    return share


def sigmoid_slope(z: Array) -> Array:
    """σ′(z) = σ(z)·σ(−z), precise in the tails where 1 − σ(z) is not."""
    return sigmoid(z) * sigmoid(-z)


def tanh_slope(z: Array) -> Array:
    """tanh′(z) = sech²(z) = 4·e^−2|z| / (1 + e^−2|z|)², precise in the tails."""
    small = np.exp(-2.0 * np.minimum(np.abs(z), FAR))
    slope: Array = 4.0 * small / np.square(1.0 + small)
    return slope


def relu(z: Array) -> Array:
    """f(z) = max(0, z)."""
    positive: Array = np.maximum(z, 0.0)
    return positive


def relu_slope(z: Array) -> Array:
    """f′(z) = 1 for z > 0, else 0; at the kink z = 0 the slope is taken as 0."""
    return (z > 0).astype(np.float64)


def leaky_relu(z: Array) -> Array:
    """f(z) = z for z > 0, else 0.01·z (Maas, Hannun, Ng 2013)."""
    return np.where(z > 0, z, LEAK * z)


def leaky_relu_slope(z: Array) -> Array:
    """f′(z) = 1 for z > 0, else 0.01."""
    return np.where(z > 0, 1.0, LEAK)


def elu(z: Array) -> Array:
    """f(z) = z for z > 0, else e^z − 1 (Clevert, Unterthiner, Hochreiter 2016, α = 1)."""
    return np.where(z > 0, z, ELU_ALPHA * np.expm1(np.minimum(z, 0.0)))


def elu_slope(z: Array) -> Array:
    """f′(z) = 1 for z > 0, else e^z."""
    return np.where(z > 0, 1.0, ELU_ALPHA * np.exp(np.minimum(z, 0.0)))


def softplus(z: Array) -> Array:
    """f(z) = ln(1 + e^z), as max(0, z) + ln(1 + e^−|z|)."""
    smooth: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return smooth


def gelu(z: Array) -> Array:
    """f(z) = z·Φ(z) with the normal distribution Φ (Hendrycks, Gimpel 2016, the exact form)."""
    return z * _normal(z)


def gelu_slope(z: Array) -> Array:
    """f′(z) = Φ(z) + z·φ(z)."""
    density: Array = np.exp(-0.5 * np.square(np.clip(z, -40.0, 40.0))) / math.sqrt(2.0 * math.pi)
    return _normal(z) + z * density


def _normal(z: Array) -> Array:
    """Φ(z) = ½·erfc(−z/√2), precise in the lower tail where ½·(1 + erf) is 0."""
    share: Array = 0.5 * np.asarray(_erfc(z / -math.sqrt(2.0)), dtype=np.float64)
    return share


def silu(z: Array) -> Array:
    """f(z) = z·σ(z) (Elfwing, Uchibe, Doya 2018)."""
    return z * sigmoid(z)


def silu_slope(z: Array) -> Array:
    """f′(z) = σ(z) + z·σ(z)·σ(−z)."""
    return sigmoid(z) + z * sigmoid_slope(z)


def softmax(z: Array) -> Array:
    """Return e^z_j / Σ e^z_k along the first axis (outputs), shifted by the largest z.

    The outputs are one group; their δ is found with the Jacobian, see `softmax_delta`.
    """
    with np.errstate(over="ignore"):
        powers = np.exp(z - np.max(z, axis=0, keepdims=True))
    shares: Array = powers / powers.sum(axis=0, keepdims=True)
    return shares


def softmax_delta(a: Array, blame: Array) -> Array:
    """Return δ_j = a_j·(∂L/∂a_j − Σ a_k·∂L/∂a_k): the Jacobian of softmax times the blame."""
    delta: Array = a * (blame - np.sum(a * blame, axis=0, keepdims=True))
    return delta


def _no_slope(z: Array) -> Array:
    """Softmax has a Jacobian in place of a slope: not a number stands for it."""
    return np.full_like(z, np.nan)


SIGMOID_TEXT = "e = exp(-{z}); {a} = 1.0 / (1.0 + e); {s} = e * {a} * {a}"
TANH_TEXT = "{a} = tanh({z}); e = cosh({z}); {s} = 1.0 / (e * e)"
RELU_TEXT = "{s} = 1.0 if {z} > 0.0 else 0.0; {a} = {z} if {z} > 0.0 else 0.0"
LEAKY_TEXT = f"{{s}} = 1.0 if {{z}} > 0.0 else {LEAK}; {{a}} = {{s}} * {{z}}"
ELU_TEXT = (
    f"{{a}} = {{z}} if {{z}} > 0.0 else {ELU_ALPHA} * expm1({{z}}); "
    f"{{s}} = 1.0 if {{z}} > 0.0 else {ELU_ALPHA} * exp({{z}})"
)
SOFTPLUS_TEXT = (
    "e = exp(-abs({z})); {a} = ({z} if {z} > 0.0 else 0.0) + log1p(e); "
    "{s} = (1.0 if {z} > 0.0 else e) / (1.0 + e)"
)
GELU_TEXT = (
    f"e = 0.5 * erfc({{z}} / -{math.sqrt(2.0)}); {{a}} = {{z}} * e; "
    f"{{s}} = e + {{z}} * exp(-0.5 * {{z}} * {{z}}) / {math.sqrt(2.0 * math.pi)}"
)
SILU_TEXT = (
    "e = exp(-{z}); {s} = 1.0 / (1.0 + e); {a} = {z} * {s}; {s} = {s} + {z} * (e * {s} * {s})"
)

ACTIVATIONS = MappingProxyType(
    {
        Activation.LINEAR: ActivationFunction(linear, linear_slope, "{a} = {z}; {s} = 1.0"),
        Activation.SIGMOID: ActivationFunction(sigmoid, sigmoid_slope, SIGMOID_TEXT),
        Activation.TANH: ActivationFunction(np.tanh, tanh_slope, TANH_TEXT),
        Activation.RELU: ActivationFunction(relu, relu_slope, RELU_TEXT),
        Activation.LEAKY_RELU: ActivationFunction(leaky_relu, leaky_relu_slope, LEAKY_TEXT),
        Activation.ELU: ActivationFunction(elu, elu_slope, ELU_TEXT),
        Activation.SOFTPLUS: ActivationFunction(softplus, sigmoid, SOFTPLUS_TEXT),
        Activation.GELU: ActivationFunction(gelu, gelu_slope, GELU_TEXT),
        Activation.SILU: ActivationFunction(silu, silu_slope, SILU_TEXT),
        Activation.SOFTMAX: ActivationFunction(softmax, _no_slope),
    }
)
"""every activation by its name"""
