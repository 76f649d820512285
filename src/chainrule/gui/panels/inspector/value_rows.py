"""What a neuron computes, in two lines: its sum, and what it makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.numbers import LARGE
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.selection import Selection
from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.cards.words import function_sign

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Neuron

PX, RESULT, LONG = 15, 18, 15
ROW = 27.0
NEVER_NEGATIVE = frozenset(
    {Activation.SIGMOID, Activation.RELU, Activation.SOFTPLUS, Activation.SOFTMAX}
)
"""what they send is written without a sign"""


def value_rows(pen: Pen, facts: Facts, neuron: Neuron) -> list[Row]:
    """Return the rows `z = …` and `a = f(z) = …`; a dash for what is not known yet."""
    own = Selection(frozenset({neuron.id}))
    z, a = facts.value(Kind.SUM, neuron.id), facts.value(Kind.ACTIVATE, neuron.id)
    total = pen.number(z, Shown.ACTIVATION, PX, signed=True, coloured=False)
    names = facts.number(Kind.SUM, neuron.id).name, facts.sent(neuron.id).name
    first = pen.cell(pen.sign("z", PX), *_equals(pen), total, gap=0, value=z, origin=names[0])
    signed = neuron.activation not in NEVER_NEGATIVE
    px = RESULT if a is None or abs(a) < LARGE else LONG
    result = pen.number(a, Shown.ACTIVATION, px, signed=signed)
    said = (pen.sign("a", PX), *_equals(pen), *_of_z(pen, neuron.activation), *_equals(pen))
    second = pen.cell(*said, result, gap=0, value=a, origin=names[1])
    return [Row((first,), ROW, target=own), Row((second,), ROW, target=own)]


def _equals(pen: Pen) -> tuple[Item]:
    return (pen.word(" = ", PX),)


def _of_z(pen: Pen, activation: Activation) -> tuple[Item, ...]:
    """Return f(z); the linear function is its argument."""
    if activation is Activation.LINEAR:
        return (pen.sign("z", PX),)
    name = function_sign(activation)
    sign: Item = pen.sign(name, PX) if len(name) == 1 else pen.word(name, PX)
    return (sign, pen.word("(", PX), pen.sign("z", PX), pen.word(")", PX))
