"""The number that a click on the canvas traces: a computed one, or a parameter's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.picking import Part
from chainrule.session.operations import Kind
from chainrule.teaching.cards.parts import NumberName
from chainrule.teaching.origin_story import Leaf, Step
from chainrule.teaching.origins import Source

if TYPE_CHECKING:
    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.view import Canvas
    from chainrule.session.frame import Frame, Shown


def number_of(canvas: Canvas, hit: Hit | None) -> Shown | Step | None:
    """Return the number that can be traced where a person points.

    While a number is traced the weights and biases themselves can be, too.
    """
    if hit is None or hit.number is not None or not canvas.tracing:
        return None if hit is None else hit.number
    network = canvas.project.network
    if hit.part is Part.PILL and hit.key in network.by_key:
        return parameter_step(canvas.frame, network.by_key[hit.key].name)
    if hit.part is Part.BIAS and hit.neuron is not None:
        return parameter_step(canvas.frame, network.by_id[hit.neuron].bias_name)
    return None


def parameter_step(frame: Frame, name: str) -> Shown | Step:
    """Return where the shown value of a parameter comes from: its update, or before that."""
    if frame.value(Kind.NEW_VALUE, name) is not None:
        return Kind.NEW_VALUE, name
    return Step(NumberName(Kind.NEW_VALUE, name, None), Leaf(Source.PARAMETER, name))
