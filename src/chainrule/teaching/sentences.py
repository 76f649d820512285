"""The sentence of the phase strip: what has just happened, in plain words with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Granularity, Phase
from chainrule.teaching.operation_sentences import operation_sentence
from chainrule.teaching.phase_sentences import (
    backward_sentence,
    forward_sentence,
    loss_sentence,
    update_sentence,
)

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment


def sentence(moment: Moment) -> Message:
    """Return the sentence of a moment."""
    if moment.stopped is not None:
        return moment.stopped
    if not moment.project.network.neurons:
        return message(QT_TRANSLATE_NOOP("Strip", "An empty canvas: place a first neuron."))
    if not moment.project.data.train:
        return message(
            QT_TRANSLATE_NOOP("Strip", "There are no samples to learn from: add a row of data.")
        )
    if moment.phase is None:
        return _between(moment)
    if moment.granularity is Granularity.OPERATION and moment.ledger is not None:
        return operation_sentence(moment.ledger.operation(moment.position - 1))
    return {
        Phase.FORWARD: forward_sentence,
        Phase.LOSS: loss_sentence,
        Phase.BACKWARD: backward_sentence,
        Phase.UPDATE: update_sentence,
    }[moment.phase](moment)


def _between(moment: Moment) -> Message:
    """Return the sentence between two updates: how far the outputs are from their targets."""
    if not moment.outputs:
        return message(
            QT_TRANSLATE_NOOP("Strip", "Ready: step forward to send a sample through the network.")
        )
    within = _largest_miss(moment)
    count = len(moment.outputs)
    if moment.looking_back:
        template = QT_TRANSLATE_NOOP(
            "Strip", "At update {update} the outputs were within {miss} of their targets."
        )
        return message(template, update=moment.place.update, miss=within)
    if count == 1:
        template = QT_TRANSLATE_NOOP("Strip", "The output is now within {miss} of its target.")
        return message(template, miss=within)
    template = QT_TRANSLATE_NOOP(
        "Strip", "All {count} outputs are now within {miss} of their targets."
    )
    return message(template, count=count, miss=within)


def _largest_miss(moment: Moment) -> float:
    """Return the largest |ŷ − y| over the training set."""
    project = moment.project
    order = [project.data.targets.index(neuron.id) for neuron in project.network.outputs]
    width = len(project.data.inputs)
    return max(
        abs(output - row[width + column])
        for outputs, row in zip(moment.outputs, project.data.train, strict=False)
        for output, column in zip(outputs, order, strict=True)
    )


def counter(moment: Moment) -> Message | None:
    """Return what stands at the right of the strip: how far the phase has come."""
    place = moment.place
    if moment.stopped is not None:
        return message(
            QT_TRANSLATE_NOOP("Strip", "Stopped after update {update}"), update=place.update
        )
    if moment.playing and not moment.animated:
        return message(QT_TRANSLATE_NOOP("Strip", "Running, pulses off"))
    if moment.phase is None:
        return None
    if moment.granularity is Granularity.OPERATION:
        return _of(QT_TRANSLATE_NOOP("Strip", "Step {count} of {total}"), place.step, place.steps)
    if moment.phase is Phase.UPDATE:
        return message(QT_TRANSLATE_NOOP("Strip", "Update {update}"), update=place.update)
    if place.samples > 1 and moment.granularity is not Granularity.LAYER:
        return _of(
            QT_TRANSLATE_NOOP("Strip", "Sample {count} of {total}"), place.sample, place.samples
        )
    if moment.phase is Phase.LOSS:
        return None
    return _of(QT_TRANSLATE_NOOP("Strip", "Layer {count} of {total}"), place.layer, place.layers)


def _of(template: tuple[str, str], count: int, total: int) -> Message:
    return message(template, count=count, total=total)
