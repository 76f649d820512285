"""What is said about the paths of a weight or a neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import weight_name

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.teaching.paths.path_sum import PathSum


def paths_sentence(found: PathSum) -> Message:
    """Say how many paths there are, and that their products add up to the gradient."""
    if isinstance(found.start, tuple):
        template = _OF_A_WEIGHT.get(found.count, _OF_A_WEIGHT[0])
        name = weight_name(*found.start)
        return message(template, weight=name, count=found.count, signed_gradient=found.gradient)
    template = _OF_A_NEURON.get(found.count, _OF_A_NEURON[0])
    return message(template, neuron=found.start, count=found.count, signed_gradient=found.gradient)


_OF_A_WEIGHT = {
    0: QT_TRANSLATE_NOOP(
        "Strip",
        "{weight} reaches the loss along {count} paths. "
        "Their products add up to its gradient, {signed_gradient}.",
    ),
    2: QT_TRANSLATE_NOOP(
        "Strip",
        "{weight} reaches the loss along two paths. "
        "Their products add up to its gradient, {signed_gradient}.",
    ),
    3: QT_TRANSLATE_NOOP(
        "Strip",
        "{weight} reaches the loss along three paths. "
        "Their products add up to its gradient, {signed_gradient}.",
    ),
    4: QT_TRANSLATE_NOOP(
        "Strip",
        "{weight} reaches the loss along four paths. "
        "Their products add up to its gradient, {signed_gradient}.",
    ),
}
_OF_A_NEURON = {
    0: QT_TRANSLATE_NOOP(
        "Strip",
        "{neuron} reaches the loss along {count} paths. "
        "Their products add up to its δ, {signed_gradient}.",
    ),
    2: QT_TRANSLATE_NOOP(
        "Strip",
        "{neuron} reaches the loss along two paths. "
        "Their products add up to its δ, {signed_gradient}.",
    ),
    3: QT_TRANSLATE_NOOP(
        "Strip",
        "{neuron} reaches the loss along three paths. "
        "Their products add up to its δ, {signed_gradient}.",
    ),
    4: QT_TRANSLATE_NOOP(
        "Strip",
        "{neuron} reaches the loss along four paths. "
        "Their products add up to its δ, {signed_gradient}.",
    ),
}
