"""What a screen reader says of the things on the canvas: names, values and descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.announcing import describe_connection, describe_loss, describe_neuron
from chainrule.gui.canvas.commands import Owned, Value, neuron_value, shown_number, weight_value
from chainrule.gui.canvas.picking import Part
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.view import Canvas
    from chainrule.teaching.notation import Notation

SPOKEN = 3
"""decimals of a gradient that is said; a small one gets two significant digits"""
UNKNOWN = "–"


def item_name(canvas: Canvas, item: Hit) -> str:
    """Return the name of an item with its numbers so far, such as "input x1, 0.500"."""
    if item.part is Part.NEURON and item.neuron is not None:
        return _neuron_name(canvas, item.neuron)
    if item.part is Part.EDGE and item.key is not None:
        return _edge_name(canvas, item.key)
    if item.part is Part.TARGET and item.neuron is not None:
        return _target_name(canvas, item.neuron)
    return _loss_name(canvas)


def item_description(canvas: Canvas, item: Hit) -> str:
    """Return the line of the status bar for an item: with its symbol and all digits shown."""
    if item.part is Part.NEURON and item.neuron is not None:
        return describe_neuron(canvas, item.neuron)
    if item.part is Part.EDGE and item.key is not None:
        return describe_connection(canvas, item.key)
    return describe_loss(canvas) if item.part is Part.LOSS else ""


def item_number(canvas: Canvas, item: Hit) -> str:
    """Return the number of an item that can be edited as text, else the one it shows."""
    value = item_value(canvas, item)
    if value is None:
        loss = canvas.frame.value(Kind.LOSS, LOSS_TARGET)
        return "" if loss is None else show(loss, NumberKind.GRADIENT, canvas.options.notation)
    number = shown_number(canvas.project, canvas.frame, value, canvas.row)
    owned = value.owned is Owned.PARAMETER
    kind = NumberKind.PARAMETER if owned else NumberKind.INPUT
    return "" if number is None else show(number, kind, canvas.options.notation)


def item_value(canvas: Canvas, item: Hit) -> Value | None:
    """Return the value of an item that a person owns, None for the loss."""
    if item.part is Part.NEURON and item.neuron is not None:
        return neuron_value(canvas.project, item.neuron)
    if item.part is Part.EDGE and item.key is not None:
        return weight_value(canvas.project, item.key)
    return Value(Owned.TARGET, item.neuron) if item.neuron is not None else None


def _neuron_name(canvas: Canvas, name: str) -> str:
    frame = canvas.frame
    neuron = canvas.project.network.by_id[name]
    symbol = str(canvas.layout_now.symbols.neuron(name))
    if neuron.is_input:
        value = frame.inputs.get(name)
        text = UNKNOWN if value is None else show(value, NumberKind.INPUT, canvas.options.notation)
        return translate("Accessible", "input {neuron}, {value}").format(neuron=symbol, value=text)
    bias = frame.parameters.get(neuron.bias_name, neuron.bias)
    notation = canvas.options.notation
    known = {"neuron": symbol, "bias": show(bias, NumberKind.PARAMETER, notation, signed=True)}
    output, delta = frame.value(Kind.ACTIVATE, name), frame.value(Kind.DELTA, name)
    if output is None:
        return translate("Accessible", "neuron {neuron}, bias {bias}").format(**known)
    known["value"] = show(output, NumberKind.ACTIVATION, canvas.options.notation)
    if delta is None:
        told = translate("Accessible", "neuron {neuron}, bias {bias}, value {value}")
        return told.format(**known)
    told = translate("Accessible", "neuron {neuron}, bias {bias}, value {value}, delta {delta}")
    return told.format(**known, delta=spoken(delta, canvas.options.notation))


def _edge_name(canvas: Canvas, key: Key) -> str:
    frame, symbols = canvas.frame, canvas.layout_now.symbols
    link = canvas.project.network.by_key[key]
    weight = frame.parameters.get(link.name, link.weight)
    known = {
        "source": str(symbols.neuron(key[0])),
        "target": str(symbols.neuron(key[1])),
        "value": show(weight, NumberKind.PARAMETER, canvas.options.notation, signed=True),
    }
    gradient = frame.value(Kind.WEIGHT_GRADIENT, link.name)
    if gradient is None:
        told = translate("Accessible", "weight from {source} to {target}, {value}")
        return told.format(**known)
    told = translate("Accessible", "weight from {source} to {target}, {value}, gradient {gradient}")
    return told.format(**known, gradient=spoken(gradient, canvas.options.notation))


def _target_name(canvas: Canvas, name: str) -> str:
    target = canvas.frame.targets.get(name)
    text = UNKNOWN if target is None else show(target, NumberKind.INPUT, canvas.options.notation)
    told = translate("Accessible", "target of {neuron}, {value}")
    return told.format(neuron=str(canvas.layout_now.symbols.neuron(name)), value=text)


def _loss_name(canvas: Canvas) -> str:
    loss = canvas.frame.value(Kind.LOSS, LOSS_TARGET)
    if loss is None:
        return translate("Accessible", "loss, not yet computed")
    shown = show(loss, NumberKind.GRADIENT, canvas.options.notation.digits(SPOKEN - 1))
    return translate("Accessible", "loss {value}").format(value=shown)


def spoken(number: float, notation: Notation) -> str:
    """Return a gradient as it is said: shorter than it is written."""
    if abs(number) >= 10 ** (1 - SPOKEN):
        return show(number, NumberKind.ACTIVATION, notation.digits(SPOKEN))
    return show(number, NumberKind.GRADIENT, notation.digits(1))
