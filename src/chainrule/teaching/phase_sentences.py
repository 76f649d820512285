"""The sentences of a step in the forward pass, at the loss and in the backward pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Role
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.network.message import Message, Value
    from chainrule.session.moment import Moment

SQUASHING = frozenset({Activation.SIGMOID, Activation.TANH})
SAME = 5e-4
"""an output this near to its target counts as right"""


def forward_sentence(moment: Moment) -> Message:
    """Say what the neurons of the layer have added up and sent on."""
    names = [name for kind, name in moment.frame.fresh if kind is Kind.ACTIVATE]
    if len(names) != 1:
        return _several_forward(moment, names)
    name = names[0]
    neuron = moment.project.network.by_id[name]
    values: dict[str, Value] = {
        "neuron": name,
        "sum": _value(moment, Kind.SUM, name),
        "result": _value(moment, Kind.ACTIVATE, name),
    }
    if neuron.activation in SQUASHING:
        template = QT_TRANSLATE_NOOP(
            "Strip", "{neuron} adds up what reaches it, {sum}, and squashes the sum to {result}."
        )
    elif neuron.activation is Activation.LINEAR:
        template = QT_TRANSLATE_NOOP(
            "Strip", "{neuron} adds up what reaches it and sends on the sum as it is: {result}."
        )
    elif neuron.activation is Activation.SOFTMAX:
        template = QT_TRANSLATE_NOOP("Strip", "{neuron} adds up {sum}; its share is {result}.")
    else:
        template = QT_TRANSLATE_NOOP(
            "Strip", "{neuron} adds up what reaches it, {sum}, and turns the sum into {result}."
        )
    return message(template, **values)


def _several_forward(moment: Moment, names: list[str]) -> Message:
    results = [_value(moment, Kind.ACTIVATE, name) for name in names]
    if not results:
        return message(QT_TRANSLATE_NOOP("Strip", "The inputs are read from the data."))
    if min(results) == max(results):
        template = QT_TRANSLATE_NOOP(
            "Strip", "{count} neurons add up what reaches them, and each sends on {low}."
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{count} neurons add up what reaches them and send on values from {low} to {high}.",
        )
    return message(template, count=len(results), low=min(results), high=max(results))


def loss_sentence(moment: Moment) -> Message:
    """Say how far the outputs are off, and the mark for it."""
    loss = _value(moment, Kind.LOSS, LOSS_TARGET)
    outputs = moment.project.network.outputs
    if len(outputs) != 1:
        template = QT_TRANSLATE_NOOP(
            "Strip", "The {count} outputs are compared with their targets: the mark is {loss}."
        )
        return message(template, count=len(outputs), loss=loss)
    name = outputs[0].id
    miss = _value(moment, Kind.ACTIVATE, name) - moment.frame.targets.get(name, 0.0)
    values: dict[str, Value] = {"output": name, "miss": abs(miss), "loss": loss}
    if abs(miss) < SAME:
        template = QT_TRANSLATE_NOOP("Strip", "{output} meets its target: the mark is {loss}.")
    elif miss < 0:
        template = QT_TRANSLATE_NOOP(
            "Strip", "{output} is {miss} below its target: the mark is {loss}."
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "Strip", "{output} is {miss} above its target: the mark is {loss}."
        )
    return message(template, **values)


def backward_sentence(moment: Moment) -> Message:
    """Say which of the layer's weights gets the most blame, and which way it should move."""
    links = moment.project.network.by_key.values()
    found = [
        (link, moment.frame.value(Kind.WEIGHT_GRADIENT, link.name))
        for link in links
        if moment.frame.is_fresh(Kind.WEIGHT_GRADIENT, link.name)
    ]
    known = [(link, gradient) for link, gradient in found if gradient is not None]
    if not known:
        return message(QT_TRANSLATE_NOOP("Strip", "The blame reaches the neurons of this layer."))
    link, gradient = max(known, key=lambda pair: abs(pair[1]))
    if gradient == 0.0:
        return _without_gradient(moment, {link.target for link, _ in known})
    target = moment.project.network.by_id[link.target]
    single = len(moment.project.network.outputs) == 1
    if target.role is Role.OUTPUT and single:
        return _output_backward(moment, link.name, link.source, link.target, gradient)
    values: dict[str, Value] = {"weight": link.name, "gradient": gradient, "neuron": link.target}
    values["delta"] = _value(moment, Kind.DELTA, link.target)
    return message(_advice(gradient), **values)


def _without_gradient(moment: Moment, neurons: set[str]) -> Message:
    """Say why no weight of the layer gets any: no blame came back, or no signal came in."""
    delta, name = max((abs(_value(moment, Kind.DELTA, name)), name) for name in neurons)
    if delta == 0.0:
        return message(
            QT_TRANSLATE_NOOP("Strip", "No blame comes back to this layer: its weights may stay.")
        )
    if len(neurons) == 1:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{neuron} gets the blame {delta}, but every signal into it was 0: "
            "only its bias gets a gradient.",
        )
        return message(template, neuron=name, delta=_value(moment, Kind.DELTA, name))
    template = QT_TRANSLATE_NOOP(
        "Strip",
        "{count} neurons get blame, but every signal into them was 0: "
        "only their biases get a gradient.",
    )
    return message(template, count=len(neurons))


def _advice(gradient: float) -> tuple[str, str]:
    if gradient < 0:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "{neuron} gets the blame {delta}. Most falls on {weight}: "
            "raising it will lower the loss.",
        )
    return QT_TRANSLATE_NOOP(
        "Strip",
        "{neuron} gets the blame {delta}. Most falls on {weight}: lowering it will lower the loss.",
    )


def _output_backward(
    moment: Moment, weight: str, source: str, target: str, gradient: float
) -> Message:
    miss = _value(moment, Kind.ACTIVATE, target) - moment.frame.targets.get(target, 0.0)
    signal = _value(moment, Kind.ACTIVATE, source)
    if moment.project.network.by_id[source].is_input:
        signal = moment.frame.inputs.get(source, 0.0)
    values: dict[str, Value] = {
        "output": target,
        "miss": abs(miss),
        "weight": weight,
        "source": source,
        "signal": signal,
    }
    if miss < 0 and gradient < 0:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{output} is {miss} too low, and {weight} passed it a signal of {signal}. "
            "Raising {weight} will lower the loss.",
        )
    elif miss < 0:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{output} is {miss} too low, and {weight} passed it a signal of {signal}. "
            "Lowering {weight} will lower the loss.",
        )
    elif gradient > 0:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{output} is {miss} too high, and {weight} passed it a signal of {signal}. "
            "Lowering {weight} will lower the loss.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{output} is {miss} too high, and {weight} passed it a signal of {signal}. "
            "Raising {weight} will lower the loss.",
        )
    return message(template, **values)


def sample_sentence(moment: Moment) -> Message:
    """Say how a sample of a batch went, whose gradients wait for the others."""
    outputs = moment.project.network.outputs
    if len(outputs) != 1:
        template = QT_TRANSLATE_NOOP(
            "Strip", "The mark for this sample is {loss}; its gradients wait for the whole batch."
        )
        return message(template, loss=_value(moment, Kind.LOSS, LOSS_TARGET))
    name = outputs[0].id
    miss = _value(moment, Kind.ACTIVATE, name) - moment.frame.targets.get(name, 0.0)
    if miss < 0:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{output} is {miss} too low for this sample; its gradients wait for the whole batch.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "{output} is {miss} too high for this sample; its gradients wait for the whole batch.",
        )
    return message(template, output=name, miss=abs(miss))


def _value(moment: Moment, kind: Kind, name: str) -> float:
    value = moment.frame.value(kind, name)
    return 0.0 if value is None else value
