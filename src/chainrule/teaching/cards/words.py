"""The words of the factors: what the slope of a loss and of an activation is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Loss

if TYPE_CHECKING:
    from chainrule.network.message import Message

SIGNS = {
    Activation.SIGMOID: "σ",
    Activation.TANH: "tanh",
    Activation.RELU: "ReLU",
    Activation.GELU: "GELU",
    Activation.ELU: "ELU",
    Activation.SILU: "SiLU",
    Activation.SOFTPLUS: "softplus",
    Activation.SOFTMAX: "softmax",
}
"""how functions are written before their brackets, when not with f"""
SLOPE_OF_LOSS = {
    Loss.HALF_SQUARED_ERROR: (
        QT_TRANSLATE_NOOP("Inspector", "output minus"),
        QT_TRANSLATE_NOOP("Inspector", "target"),
    ),
    Loss.MEAN_SQUARED_ERROR: (
        QT_TRANSLATE_NOOP("Inspector", "output minus"),
        QT_TRANSLATE_NOOP("Inspector", "target, × 2 ÷ K"),
    ),
    Loss.BINARY_CROSS_ENTROPY: (
        QT_TRANSLATE_NOOP("Inspector", "slope of the"),
        QT_TRANSLATE_NOOP("Inspector", "cross-entropy"),
    ),
    Loss.CROSS_ENTROPY: (
        QT_TRANSLATE_NOOP("Inspector", "slope of the"),
        QT_TRANSLATE_NOOP("Inspector", "cross-entropy"),
    ),
}


def function_sign(activation: Activation) -> str:
    """Return how a function is written before its bracket."""
    return SIGNS.get(activation, "f")


def loss_slope_words(loss: Loss) -> tuple[Message, ...]:
    """Return what ∂L/∂ŷ is, in two short lines."""
    return tuple(message(told) for told in SLOPE_OF_LOSS[loss])


def slope_words(activation: Activation, output: bool) -> tuple[Message, ...]:
    """Return what the slope of an activation is, in two short lines."""
    if activation is not Activation.LINEAR:
        return (
            message(QT_TRANSLATE_NOOP("Inspector", "slope of")),
            message(QT_TRANSLATE_NOOP("Inspector", "{function} at z"), function=activation.value),
        )
    second = message(QT_TRANSLATE_NOOP("Inspector", "linear neuron"))
    if output:
        second = message(QT_TRANSLATE_NOOP("Inspector", "linear output"))
    return message(QT_TRANSLATE_NOOP("Inspector", "slope of a")), second
