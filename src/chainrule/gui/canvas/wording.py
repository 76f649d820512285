"""The words on the canvas: names of roles, activations and losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.layout import shows_classes
from chainrule.gui.language import translate
from chainrule.network.names import Activation, Loss, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.gui.canvas.layout import Column
    from chainrule.network.graph import Network
    from chainrule.network.message import Message


def activation_name(activation: Activation) -> str:
    """Return what an activation is called in a sentence."""
    return {
        Activation.LINEAR: translate("Canvas", "linear"),
        Activation.SIGMOID: translate("Canvas", "sigmoid"),
        Activation.TANH: translate("Canvas", "tanh"),
        Activation.RELU: translate("Canvas", "ReLU"),
        Activation.LEAKY_RELU: translate("Canvas", "leaky ReLU"),
        Activation.ELU: translate("Canvas", "ELU"),
        Activation.SOFTPLUS: translate("Canvas", "softplus"),
        Activation.GELU: translate("Canvas", "GELU"),
        Activation.SILU: translate("Canvas", "SiLU"),
        Activation.SOFTMAX: translate("Canvas", "softmax"),
    }[activation]


def loss_formula(loss: Loss) -> str:
    """Return the short form of a loss that stands at the head of its column."""
    return {
        Loss.HALF_SQUARED_ERROR: translate("Canvas", "½(ŷ − y)²"),
        Loss.MEAN_SQUARED_ERROR: translate("Canvas", "mean of (ŷ − y)²"),
        Loss.BINARY_CROSS_ENTROPY: translate("Canvas", "binary cross-entropy"),
        Loss.CROSS_ENTROPY: translate("Canvas", "cross-entropy"),
    }[loss]


def column_title(network: Network, column: Column, pictured: bool = False) -> str:
    """Return the head of a column of neurons; of inputs that are `pictured`, that of a picture."""
    if pictured:
        return translate("Canvas", "Pixels")
    roles = {network.by_id[name].role for name in column.neurons}
    if roles == {Role.INPUT}:
        return translate("Canvas", "Inputs")
    if roles == {Role.OUTPUT}:
        return translate("Canvas", "Output")
    hidden = {network.level_of[neuron.id] for neuron in network.computed} - {
        network.level_of[neuron.id] for neuron in network.outputs
    }
    if len(hidden) <= 1:
        return translate("Canvas", "Hidden layer")
    return translate("Canvas", "Hidden layer {number}").format(number=column.level)


def column_caption(network: Network, column: Column, counted: bool, pictured: bool = False) -> str:
    """Return the second line of a column's head: what it computes, with a count where asked."""
    neurons = [network.by_id[name] for name in column.neurons]
    if all(neuron.is_input for neuron in neurons):
        if not counted:
            return translate("Canvas", "data")
        told = translate("Canvas", "{count} values")
        if pictured:
            told = translate("Canvas", "{count} inputs")
        return told.format(count=len(neurons))
    name = _common_name(neuron.activation for neuron in neurons)
    if not counted:
        return name
    text = translate("Canvas", "{count} neurons, {activation}")
    if shows_classes(network) and all(neuron.role is Role.OUTPUT for neuron in neurons):
        text = translate("Canvas", "{count} classes, {activation}")
    return text.format(count=len(neurons), activation=name)


def _common_name(activations: Iterable[Activation]) -> str:
    found = set(activations)
    return activation_name(found.pop()) if len(found) == 1 else translate("Canvas", "mixed")


def say(told: Message) -> str:
    """Return a message of the lower layers in the language of the window."""
    return translate(told.context, told.template).format_map(told.values)
