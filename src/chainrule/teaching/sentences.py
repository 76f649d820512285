"""The sentence of the phase strip: what has just happened, in plain words with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.arrange import is_layered
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Granularity, Phase
from chainrule.teaching.health_sentences import stop_sentence
from chainrule.teaching.operation_sentences import operation_sentence
from chainrule.teaching.phase_sentences import (
    backward_sentence,
    forward_sentence,
    loss_sentence,
    sample_sentence,
)
from chainrule.teaching.update_sentences import update_sentence

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment


def sentence(moment: Moment) -> Message:
    """Return the sentence of a moment."""
    if moment.divergence is not None:
        return stop_sentence(moment.divergence)
    if moment.stopped is not None:
        return moment.stopped
    if not moment.project.network.neurons:
        return message(QT_TRANSLATE_NOOP("Strip", "An empty canvas: place a first neuron."))
    if not moment.project.network.outputs:
        return message(
            QT_TRANSLATE_NOOP("Strip", "There is no output yet: place one and connect it.")
        )
    if not moment.project.data.train:
        return message(
            QT_TRANSLATE_NOOP("Strip", "There are no samples to learn from: add a row of data.")
        )
    if moment.phase is None:
        return _between(moment)
    if moment.granularity is Granularity.OPERATION and moment.ledger is not None:
        return operation_sentence(moment.ledger.operation(moment.position - 1))
    if _waits_for_its_batch(moment):
        return sample_sentence(moment)
    return {
        Phase.FORWARD: forward_sentence,
        Phase.LOSS: loss_sentence,
        Phase.BACKWARD: backward_sentence,
        Phase.UPDATE: update_sentence,
    }[moment.phase](moment)


def _waits_for_its_batch(moment: Moment) -> bool:
    """Whether a step has taken a whole sample to its end, with others of the batch to come."""
    return (
        moment.granularity is Granularity.SAMPLE
        and moment.phase is Phase.BACKWARD
        and moment.place.samples > 1
    )


def _between(moment: Moment) -> Message:
    """Return the sentence between two updates: how far the outputs are from their targets."""
    miss = moment.miss
    if miss is not None:
        if moment.looking_back:
            return _then(moment, miss)
        return message(_now(moment), count=len(moment.outputs), miss=miss)
    if moment.place.update:
        return message(
            QT_TRANSLATE_NOOP(
                "Strip", "Press Step forward to send the next sample through the network."
            )
        )
    return message(
        QT_TRANSLATE_NOOP(
            "Strip", "Press Step forward to send the first sample through the network."
        )
    )


def _now(moment: Moment) -> tuple[str, str]:
    """Return the sentence of the present outputs by how many there are."""
    rows = len(moment.outputs)
    several = len(moment.project.network.outputs) > 1
    if several and rows > 1:
        return QT_TRANSLATE_NOOP(
            "Strip", "The outputs of all {count} samples are now within {miss} of their targets."
        )
    if several:
        return QT_TRANSLATE_NOOP("Strip", "The outputs are now within {miss} of their targets.")
    few = {
        1: QT_TRANSLATE_NOOP("Strip", "The output is now within {miss} of its target."),
        2: QT_TRANSLATE_NOOP("Strip", "Both outputs are now within {miss} of their targets."),
        3: QT_TRANSLATE_NOOP("Strip", "All three outputs are now within {miss} of their targets."),
        4: QT_TRANSLATE_NOOP("Strip", "All four outputs are now within {miss} of their targets."),
    }
    many = QT_TRANSLATE_NOOP("Strip", "All {count} outputs are now within {miss} of their targets.")
    return few.get(rows, many)


def _then(moment: Moment, miss: float) -> Message:
    """Return the sentence of an earlier moment, counted as people count it."""
    update, epoch = moment.place.update, moment.place.epoch
    if update == 0:
        template = QT_TRANSLATE_NOOP(
            "Strip", "Before training the outputs were within {miss} of their targets."
        )
    elif update == epoch:
        template = QT_TRANSLATE_NOOP(
            "Strip", "At epoch {epoch} the outputs were within {miss} of their targets."
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "Strip", "At update {update} the outputs were within {miss} of their targets."
        )
    return message(template, update=update, epoch=epoch, miss=miss)


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
    if _one_by_one(moment.project.network):
        return _of(
            QT_TRANSLATE_NOOP("Strip", "Neuron {count} of {total}"), place.layer, place.layers
        )
    return _of(QT_TRANSLATE_NOOP("Strip", "Layer {count} of {total}"), place.layer, place.layers)


def _one_by_one(network: Network) -> bool:
    """Whether a step of a layer is one neuron, because there are no layers."""
    single = len(network.computed) == len(network.levels) - 1
    return single and not is_layered(network)


def _of(template: tuple[str, str], count: int, total: int) -> Message:
    return message(template, count=count, total=total)
