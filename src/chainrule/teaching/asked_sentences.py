"""What the network says of inputs that a person asks about: a drawing, a point, a test sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation
from chainrule.session.asked import AskedKind
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.network.graph import Neuron
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment

UNSURE = 0.5
"""a likeliest class with less than this share is not called an answer"""
VOWELS = ("a", "e", "i", "o", "u", "8", "11", "18")

LIKE_A = QT_TRANSLATE_NOOP(
    "Asked",
    "Your drawing looks like a {output1}: the network gives it {share1}, and {output2} only"
    " {share2}.",
)
LIKE_AN = QT_TRANSLATE_NOOP(
    "Asked",
    "Your drawing looks like an {output1}: the network gives it {share1}, and {output2} only"
    " {share2}.",
)
UNSURE_DRAWING = QT_TRANSLATE_NOOP(
    "Asked",
    "The network is not sure about your drawing: {output1} gets {share1}, and {output2} gets"
    " {share2}.",
)
POINT = QT_TRANSLATE_NOOP(
    "Asked",
    "This point looks like class {output1}: the network gives it {share1}, and class {output2}"
    " {share2}.",
)
RIGHT = QT_TRANSLATE_NOOP(
    "Asked", "Right, it is {output1}: the network gives it {share1}, and {output2} only {share2}."
)
WRONG = QT_TRANSLATE_NOOP(
    "Asked", "Wrong: the network takes it for {output1} ({share1}), but it is {target}."
)
VALUE = QT_TRANSLATE_NOOP("Asked", "For these inputs the network gives {output} = {value}.")
VALUES = QT_TRANSLATE_NOOP(
    "Asked", "The network's answer stands in its outputs; the first is {output} = {value}."
)


def asked_sentence(moment: Moment) -> Message | None:
    """Return what the network says of what is asked; None where nothing is."""
    asked, network = moment.asked, moment.project.network
    if asked is None or not network.outputs:
        return None
    shares = ranked(moment)
    if len(shares) > 1 and all(n.activation is Activation.SOFTMAX for n, _ in shares):
        return _of_classes(moment, shares)
    first = network.outputs[0]
    value = moment.frame.value(Kind.ACTIVATE, first.id)
    told = VALUE if len(network.outputs) == 1 else VALUES
    return message(told, output=first.id, value=0.0 if value is None else value)


def ranked(moment: Moment) -> list[tuple[Neuron, float]]:
    """Return the outputs with their values, the largest first."""
    found = [
        (neuron, moment.frame.value(Kind.ACTIVATE, neuron.id) or 0.0)
        for neuron in moment.project.network.outputs
    ]
    return sorted(found, key=lambda pair: -pair[1])


def _of_classes(moment: Moment, shares: list[tuple[Neuron, float]]) -> Message:
    asked = moment.asked
    assert asked is not None  # noqa: S101, RUF100
    (first, share), (second, rest) = shares[:2]
    target = None if asked.row is None else target_class(moment, asked.row)
    if target is not None and target != first.id:
        return message(WRONG, output1=first.id, share1=share, target=target)
    told = POINT
    if target is not None:
        told = RIGHT
    elif asked.kind is AskedKind.DRAWING:
        told = UNSURE_DRAWING if share < UNSURE else _like(first)
    return message(told, output1=first.id, share1=share, output2=second.id, share2=rest)


def _like(neuron: Neuron) -> tuple[str, str]:
    return LIKE_AN if (neuron.label or neuron.id).lower().startswith(VOWELS) else LIKE_A


def target_class(moment: Moment, row: int) -> str | None:
    """Return the output that ought to be the largest for a test row (from 0)."""
    data = moment.project.data
    targets = data.test[row][len(data.inputs) :] if row < len(data.test) else ()
    return data.targets[targets.index(max(targets))] if targets else None
