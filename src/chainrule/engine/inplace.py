"""In place: activations as numpy calls that write into buffers, for the fast form of a pass.

The functions are those of the table of activations. What differs is the guard: these are exact for
moderate z only, and give what is not a number for a z from which e^−z overflows; an update that
meets one is made again with the table. An activation without a row here is computed with the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS, LEAK
from chainrule.engine.calls import call
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from chainrule.engine.calls import Call

    Array = NDArray[np.float64]
    Emit = Callable[[Array, Array, Array], tuple[Call, ...]]

ZERO, ONE, LEAKY = np.array(0.0), np.array(1.0), np.array(LEAK)
"""arrays, because a Python number costs a conversion at every call"""


@dataclass(frozen=True, slots=True)
class InPlace:
    """Calls on (z, a, s): `function` writes a, and may keep a note in s; `slope` makes s f′(z)."""

    function: Emit
    slope: Emit


def _sigmoid(z: Array, a: Array, s: Array) -> tuple[Call, ...]:
    """S = e^−z, a = 1 / (1 + s)."""
    return (
        call(np.negative, z, out=s),
        call(np.exp, s, out=s),
        call(np.add, s, ONE, out=a),
        call(np.divide, ONE, a, out=a),
    )


def _sigmoid_slope(_z: Array, a: Array, s: Array) -> tuple[Call, ...]:
    """σ(z)·σ(−z) = (e^−z · a) · a."""
    return call(np.multiply, s, a, out=s), call(np.multiply, s, a, out=s)


def _tanh(z: Array, a: Array, _s: Array) -> tuple[Call, ...]:
    return (call(np.tanh, z, out=a),)


def _tanh_slope(z: Array, _a: Array, s: Array) -> tuple[Call, ...]:
    """sech²(z) = 1 / cosh²(z)."""
    return (
        call(np.cosh, z, out=s),
        call(np.square, s, out=s),
        call(np.divide, ONE, s, out=s),
    )


def _relu(z: Array, a: Array, _s: Array) -> tuple[Call, ...]:
    return (call(np.maximum, z, ZERO, out=a),)


def _relu_slope(_z: Array, a: Array, s: Array) -> tuple[Call, ...]:
    """S = the sign of a, which is not negative."""
    return (call(np.sign, a, out=s),)


def _leaky_relu(z: Array, a: Array, _s: Array) -> tuple[Call, ...]:
    return call(np.multiply, z, LEAKY, out=a), call(np.maximum, a, z, out=a)


def _leaky_relu_slope(z: Array, _a: Array, s: Array) -> tuple[Call, ...]:
    """S = the sign of z, but at least 0.01."""
    return call(np.sign, z, out=s), call(np.maximum, s, LEAKY, out=s)


def _elu(z: Array, a: Array, s: Array) -> tuple[Call, ...]:
    """S = min(z, 0), a = max(z, e^s − 1): the curve lies above its tangent z."""
    return (
        call(np.minimum, z, ZERO, out=s),
        call(np.expm1, s, out=a),
        call(np.maximum, a, z, out=a),
    )


def _elu_slope(_z: Array, _a: Array, s: Array) -> tuple[Call, ...]:
    return (call(np.exp, s, out=s),)


def _softmax(z: Array, a: Array, s: Array) -> tuple[Call, ...]:
    """Shift by the largest z, raise, and divide by the sum, which is a row of ones times a."""
    row = np.empty(z.shape[1])
    ones = np.ones(z.shape[0])
    return (
        call(_largest, z, row),
        call(np.subtract, z, row, out=s),
        call(np.exp, s, out=a),
        call(ones.dot, a, row),
        call(np.divide, a, row, out=a),
    )


def _largest(z: Array, out: Array) -> None:
    np.maximum.reduce(z, 0, out=out)


def _none(_z: Array, _a: Array, _s: Array) -> tuple[Call, ...]:
    return ()


IN_PLACE = MappingProxyType(
    {
        Activation.LINEAR: InPlace(lambda z, a, _s: (call(np.copyto, a, z),), _none),
        Activation.SIGMOID: InPlace(_sigmoid, _sigmoid_slope),
        Activation.TANH: InPlace(_tanh, _tanh_slope),
        Activation.RELU: InPlace(_relu, _relu_slope),
        Activation.LEAKY_RELU: InPlace(_leaky_relu, _leaky_relu_slope),
        Activation.ELU: InPlace(_elu, _elu_slope),
        Activation.SOFTMAX: InPlace(_softmax, _none),
    }
)
"""the activations that have calls of their own"""


def in_place(activation: Activation) -> InPlace:
    """Return the calls of an activation; without a row of its own, the table's functions."""
    if activation in IN_PLACE:
        return IN_PLACE[activation]
    rule = ACTIVATIONS[activation]
    return InPlace(
        lambda z, a, _s: (call(_write, rule.function, z, a),),
        lambda z, _a, s: (call(_write, rule.slope, z, s),),
    )


def _write(function: Callable[[Array], Array], z: Array, out: Array) -> None:
    out[:] = function(z)
