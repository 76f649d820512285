"""The words of the outline: what layers and neurons are called in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.wording import activation_name
from chainrule.gui.language import translate
from chainrule.network.names import Role

if TYPE_CHECKING:
    from chainrule.network.graph import Network, Neuron


def heads() -> tuple[tuple[str, str], ...]:
    """Return the heads of the columns: as written in little room, and in full."""
    return (
        (translate("Outline", "Item"), translate("Outline", "Item")),
        (translate("Outline", "w, b"), translate("Outline", "Weight or bias")),
        (translate("Outline", "Value"), translate("Outline", "Value")),
        (translate("Outline", "Slope"), translate("Outline", "Gradient")),
    )


def layer_name(network: Network, level: int) -> str:
    """Return what a level is called, with the number of its neurons."""
    neurons = network.levels[level]
    roles = {network.by_id[name].role for name in neurons}
    told = translate("Outline", "Layer {number}, {count}")
    if roles == {Role.INPUT}:
        told = translate("Outline", "Inputs, {count}")
    elif roles == {Role.OUTPUT}:
        told = translate("Outline", "Outputs, {count}")
    elif roles == {Role.HIDDEN}:
        told = translate("Outline", "Hidden layer {number}, {count}")
    return told.format(number=level, count=len(neurons))


def neuron_name(neuron: Neuron, symbol: str) -> str:
    """Return a neuron's symbol with what it computes."""
    if neuron.is_input:
        return symbol
    told = translate("Outline", "{neuron}, {activation}")
    return told.format(neuron=symbol, activation=activation_name(neuron.activation))


def spoken_name(neuron: Neuron, symbol: str) -> str:
    """Return the same with the word for what it is."""
    told = translate("Outline", "Neuron {neuron}")
    if neuron.is_input:
        told = translate("Outline", "Input {neuron}")
    return told.format(neuron=neuron_name(neuron, symbol))
