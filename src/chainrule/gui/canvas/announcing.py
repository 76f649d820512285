"""What is selected in one line, for the status bar and for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.view import Canvas


def describe(canvas: Canvas) -> str:
    """Return what is selected with its numbers, or what the network is."""
    selection = canvas.selection
    if selection.only_neuron is not None:
        return describe_neuron(canvas, selection.only_neuron)
    if selection.only_connection is not None:
        return describe_connection(canvas, selection.only_connection)
    if selection.loss:
        return describe_loss(canvas)
    if selection:
        return translate("Canvas", "{count} items selected").format(count=len(selection))
    network = canvas.project.network
    told = translate("Canvas", "Network, {neurons} neurons, {connections} connections")
    return told.format(neurons=len(network.neurons), connections=len(network.connections))


def describe_connection(canvas: Canvas, key: Key) -> str:
    """Return a weight with its name, its ends, its value and its gradient when known."""
    network, frame, notation = canvas.project.network, canvas.frame, canvas.options.notation
    link, symbols = network.by_key[key], canvas.layout_now.symbols
    values = {
        "weight": str(symbols.parameter(link.name)),
        "source": str(symbols.neuron(key[0])),
        "target": str(symbols.neuron(key[1])),
        "value": show(frame.parameters.get(link.name, link.weight), NumberKind.PARAMETER, notation),
    }
    gradient = frame.value(Kind.WEIGHT_GRADIENT, link.name)
    if gradient is None:
        told = translate("Canvas", "Weight {weight}, {source} to {target}, {value}")
        return told.format(**values)
    told = translate(
        "Canvas", "Weight {weight}, {source} to {target}, {value}, gradient {gradient}"
    )
    return told.format(**values, gradient=show(gradient, NumberKind.GRADIENT, notation))


def describe_neuron(canvas: Canvas, name: str) -> str:
    """Return a neuron with its name and its numbers so far."""
    network, frame, notation = canvas.project.network, canvas.frame, canvas.options.notation
    neuron, symbol = network.by_id[name], str(canvas.layout_now.symbols.neuron(name))
    if neuron.is_input:
        value = frame.inputs.get(name)
        text = "–" if value is None else show(value, NumberKind.INPUT, notation)
        return translate("Canvas", "Input {neuron}, {value}").format(neuron=symbol, value=text)
    bias = show(frame.parameters.get(neuron.bias_name, neuron.bias), NumberKind.PARAMETER, notation)
    output = frame.value(Kind.ACTIVATE, name)
    if output is None:
        told = translate("Canvas", "Neuron {neuron}, bias {bias}, not yet computed")
        return told.format(neuron=symbol, bias=bias)
    text = show(output, NumberKind.ACTIVATION, notation)
    delta = frame.value(Kind.DELTA, name)
    if delta is None:
        told = translate("Canvas", "Neuron {neuron}, bias {bias}, value {value}")
        return told.format(neuron=symbol, bias=bias, value=text)
    told = translate("Canvas", "Neuron {neuron}, bias {bias}, value {value}, delta {delta}")
    values = {"neuron": symbol, "bias": bias, "value": text}
    return told.format(**values, delta=show(delta, NumberKind.GRADIENT, notation))


def describe_loss(canvas: Canvas) -> str:
    """Return the loss with its number when it is known."""
    loss = canvas.frame.value(Kind.LOSS, LOSS_TARGET)
    if loss is None:
        return translate("Canvas", "Loss, not yet computed")
    shown = show(loss, NumberKind.GRADIENT, canvas.options.notation)
    return translate("Canvas", "Loss {value}").format(value=shown)


def announce(canvas: Canvas, text: str) -> None:
    """Describe the canvas by what is selected; Qt tells a screen reader of the change."""
    canvas.setAccessibleName(translate("Canvas", "Network canvas"))
    canvas.setAccessibleDescription(text)
