"""The sentences about a batch: which way its samples pull a parameter, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Granularity, Phase
from chainrule.teaching.batch import batch_sum

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment
    from chainrule.teaching.batch import BatchSum

ALL_BUT = 0.9995
"""a larger share of 1 would be written as all of it"""


def batch_sentence(moment: Moment, name: str) -> Message | None:
    """Return what the samples of a batch want of a parameter, once all of them have said it.

    None in other phases, and where single operations are told.
    """
    if moment.phase is not Phase.BACKWARD or moment.granularity is Granularity.OPERATION:
        return None
    batch = batch_sum(moment, name)
    if batch is None or batch.result is None:
        return None
    return wanted(batch)


def wanted(batch: BatchSum) -> Message:
    """Return which way the samples pull, and what is left of it."""
    smaller, larger = batch.smaller, batch.larger
    left = 0.0 if batch.result is None else batch.result
    template = _unanimous(smaller, larger, batch.mean) or _divided(smaller, larger, batch.mean)
    return message(
        template, weight=batch.name, smaller=smaller, larger=larger, signed_gradient=left
    )


def _unanimous(smaller: int, larger: int, mean: bool) -> tuple[str, str] | None:
    if not smaller and not larger:
        return QT_TRANSLATE_NOOP("Strip", "No sample wants {weight} to move.")
    if smaller and larger:
        return None
    if smaller and mean:
        return QT_TRANSLATE_NOOP(
            "Strip", "Nothing cancels, all want {weight} smaller: on average {signed_gradient}."
        )
    if smaller:
        return QT_TRANSLATE_NOOP(
            "Strip", "Nothing cancels, all want {weight} smaller: together {signed_gradient}."
        )
    if mean:
        return QT_TRANSLATE_NOOP(
            "Strip", "Nothing cancels, all want {weight} larger: on average {signed_gradient}."
        )
    return QT_TRANSLATE_NOOP(
        "Strip", "Nothing cancels, all want {weight} larger: together {signed_gradient}."
    )


def _divided(smaller: int, larger: int, mean: bool) -> tuple[str, str]:
    """Return the sentence of samples that do not agree, by how many pull each way."""
    if mean:
        return _divided_mean(smaller, larger)
    if smaller == larger == 1:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "One sample wants {weight} smaller, one wants it larger. "
            "Together only {signed_gradient} is left.",
        )
    if smaller == 1:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "One sample wants {weight} smaller, {larger} want it larger. "
            "Together only {signed_gradient} is left.",
        )
    if larger == 1:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "One sample wants {weight} larger, {smaller} want it smaller. "
            "Together only {signed_gradient} is left.",
        )
    return QT_TRANSLATE_NOOP(
        "Strip",
        "{smaller} samples want {weight} smaller, {larger} want it larger. "
        "Together only {signed_gradient} is left.",
    )


def _divided_mean(smaller: int, larger: int) -> tuple[str, str]:
    if smaller == larger == 1:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "One sample wants {weight} smaller, one wants it larger. "
            "On average only {signed_gradient} is left.",
        )
    if smaller == larger == 2:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "Two samples want {weight} smaller, two want it larger. "
            "On average only {signed_gradient} is left.",
        )
    if smaller == 1:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "One sample wants {weight} smaller, {larger} want it larger. "
            "On average only {signed_gradient} is left.",
        )
    if larger == 1:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "One sample wants {weight} larger, {smaller} want it smaller. "
            "On average only {signed_gradient} is left.",
        )
    return QT_TRANSLATE_NOOP(
        "Strip",
        "{smaller} samples want {weight} smaller, {larger} want it larger. "
        "On average only {signed_gradient} is left.",
    )


def cancel_sentence(batch: BatchSum) -> Message | None:
    """Return how much of the gradients seen so far cancels out; None when there is one alone."""
    share = batch.cancelled
    if share is None or batch.count == 1:
        return None
    if not (batch.smaller and batch.larger):
        return message(QT_TRANSLATE_NOOP("Inspector", "Nothing cancels: all pull the same way."))
    if share >= ALL_BUT:
        return message(QT_TRANSLATE_NOOP("Inspector", "Nearly all of the gradients cancels out."))
    return message(_cancels(batch.count), share=share, count=batch.count)


def _cancels(count: int) -> tuple[str, str]:
    few = {
        2: QT_TRANSLATE_NOOP("Inspector", "{share} of the two gradients cancels out."),
        3: QT_TRANSLATE_NOOP("Inspector", "{share} of the three gradients cancels out."),
        4: QT_TRANSLATE_NOOP("Inspector", "{share} of the four gradients cancels out."),
    }
    many = QT_TRANSLATE_NOOP("Inspector", "{share} of the {count} gradients cancels out.")
    return few.get(count, many)
