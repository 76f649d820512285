"""Losses: each beside its slope ∂L/∂ŷ; ŷ, z and y have the shape (outputs, samples).

The cross-entropies are computed from z, which is exact where the probabilities would have been
clipped (|z| up to 800). Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chainrule.network.names import Activation, Loss, Reduction

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LossFunction:
    """A loss of each sample (samples,) and its slope (outputs, samples), both of (ŷ, z, y).

    `exact_with` names the activation with which δ = ŷ − y holds exactly, so that δ need not be
    formed as slope times f′; it is valid for an output that feeds the loss alone. `text` is the
    same as Python for one sample: one output's term, their sum made the loss, and ∂L/∂ŷ.
    """

    function: Callable[[Array, Array, Array], Array]
    slope: Callable[[Array, Array, Array], Array]
    exact_with: Activation | None = None
    text: tuple[str, str, str] | None = None


def half_squared_error(a: Array, _z: Array, y: Array) -> Array:
    """L = ½·Σ(ŷ − y)²."""
    loss: Array = 0.5 * np.square(a - y).sum(axis=0)
    return loss


def half_squared_error_slope(a: Array, _z: Array, y: Array) -> Array:
    """∂L/∂ŷ = ŷ − y."""
    return a - y


def mean_squared_error(a: Array, _z: Array, y: Array) -> Array:
    """L = (1/K)·Σ(ŷ − y)² over the K outputs."""
    loss: Array = np.square(a - y).sum(axis=0) / max(1, len(a))
    return loss


def mean_squared_error_slope(a: Array, _z: Array, y: Array) -> Array:
    """∂L/∂ŷ = 2·(ŷ − y) / K."""
    return 2.0 * (a - y) / len(a)


def binary_cross_entropy(_a: Array, z: Array, y: Array) -> Array:
    """L = −Σ[y·ln ŷ + (1 − y)·ln(1 − ŷ)], as Σ[max(0, z) − z·y + ln(1 + e^−|z|)]."""
    each = np.maximum(z, 0.0) - z * y + np.log1p(np.exp(-np.abs(z)))
    loss: Array = each.sum(axis=0)
    return loss


def binary_cross_entropy_slope(_a: Array, z: Array, y: Array) -> Array:
    """∂L/∂ŷ = −y/ŷ + (1 − y)/(1 − ŷ), as −y·(1 + e^−z) + (1 − y)·(1 + e^z)."""
    with np.errstate(over="ignore", invalid="ignore"):
        missed = np.where(y == 0.0, 0.0, y * (1.0 + np.exp(-z)))
        raised = np.where(y == 1.0, 0.0, (1.0 - y) * (1.0 + np.exp(z)))
        slope: Array = raised - missed
    return slope


def cross_entropy(_a: Array, z: Array, y: Array) -> Array:
    """L = −Σ y·ln ŷ with softmax outputs, as Σ y·(z_max − z + ln(1 + Σ' e^(z − z_max))).

    Σ' leaves the largest z out, so that a small loss keeps its relative precision.
    """
    if not len(z):
        return np.zeros(z.shape[1])
    largest = z.argmax(axis=0)[np.newaxis]
    with np.errstate(over="ignore", invalid="ignore"):
        below = np.take_along_axis(z, largest, axis=0) - z
        powers = np.exp(-below)
        np.put_along_axis(powers, largest, 0.0, axis=0)
        each = y * (below + np.log1p(powers.sum(axis=0)))
        loss: Array = np.where(y == 0.0, 0.0, each).sum(axis=0)
    return loss


def cross_entropy_slope(a: Array, _z: Array, y: Array) -> Array:
    """∂L/∂ŷ = −y/ŷ, 0 where y is 0."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        slope: Array = np.where(y == 0.0, 0.0, -y / a)
    return slope


SQUARE = "({a} - {y}) * ({a} - {y})"
BINARY_TERM = "({z} if {z} > 0.0 else 0.0) - {z} * {y} + log1p(exp(-abs({z})))"
BINARY_SLOPE = (
    "(0.0 if {y} == 1.0 else (1.0 - {y}) * (1.0 + exp({z})))"
    " - (0.0 if {y} == 0.0 else {y} * (1.0 + exp(-{z})))"
)

LOSSES = MappingProxyType(
    {
        Loss.HALF_SQUARED_ERROR: LossFunction(
            half_squared_error,
            half_squared_error_slope,
            text=(SQUARE, "0.5 * ({terms})", "{a} - {y}"),
        ),
        Loss.MEAN_SQUARED_ERROR: LossFunction(
            mean_squared_error,
            mean_squared_error_slope,
            text=(SQUARE, "({terms}) / {count}", "2.0 * ({a} - {y}) / {count}"),
        ),
        Loss.BINARY_CROSS_ENTROPY: LossFunction(
            binary_cross_entropy,
            binary_cross_entropy_slope,
            Activation.SIGMOID,
            (BINARY_TERM, "{terms}", BINARY_SLOPE),
        ),
        Loss.CROSS_ENTROPY: LossFunction(cross_entropy, cross_entropy_slope, Activation.SOFTMAX),
    }
)
"""every loss by its name"""


def reduced(losses: Array | list[float], reduction: Reduction) -> float:
    """Return the losses of samples as one: their mean or their sum."""
    numbers = losses if isinstance(losses, list) else losses.tolist()
    try:
        total = math.fsum(numbers)
    except (OverflowError, ValueError):  # too large together, or infinities of both signs
        total = float(sum(numbers))
    return total / len(numbers) if reduction is Reduction.MEAN else total
