"""The sentences of an update: what has moved most, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.network.message import Message, Value
    from chainrule.session.moment import Moment


def update_sentence(moment: Moment) -> Message:
    """Say which parameter has moved most, and whether gradient or momentum moved it."""
    frame = moment.frame
    moved = {name: frame.parameters[name] - old for name, old in frame.old.items()}
    if not any(moved.values()):
        return message(_why_still(moment))
    name = max(moved, key=lambda key: abs(moved[key]))
    pushed = _against_momentum(moment, name)
    if pushed is not None:
        return pushed
    values: dict[str, Value] = {
        "weight": name,
        "change": abs(moved[name]),
        "new": frame.parameters[name],
        "count": moment.place.samples,
    }
    return message(_moved(moved[name] > 0, moment.place.samples > 1), **values)


def moved_sentence(moment: Moment, name: str) -> Message | None:
    """Say how one parameter has moved; None when it has not, or not yet."""
    frame = moment.frame
    if name not in frame.old or frame.parameters[name] == frame.old[name]:
        return None
    pushed = _against_momentum(moment, name)
    if pushed is not None:
        return pushed
    old, new = frame.old[name], frame.parameters[name]
    values: dict[str, Value] = {"weight": name, "change": abs(new - old), "new": new}
    if new > old:
        return message(QT_TRANSLATE_NOOP("Strip", "{weight} rises by {change} to {new}."), **values)
    return message(QT_TRANSLATE_NOOP("Strip", "{weight} falls by {change} to {new}."), **values)


def _moved(up: bool, several: bool) -> tuple[str, str]:
    if several and up:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "{count} samples together: {weight} moves most, it rises by {change} to {new}.",
        )
    if several:
        return QT_TRANSLATE_NOOP(
            "Strip",
            "{count} samples together: {weight} moves most, it falls by {change} to {new}.",
        )
    if up:
        return QT_TRANSLATE_NOOP("Strip", "{weight} moves most: it rises by {change} to {new}.")
    return QT_TRANSLATE_NOOP("Strip", "{weight} moves most: it falls by {change} to {new}.")


def _why_still(moment: Moment) -> tuple[str, str]:
    """Return the sentence of an update that moves nothing."""
    network = moment.project.network
    if len(network.locked) == len(network.parameter_names):
        return QT_TRANSLATE_NOOP("Strip", "Nothing moves: every weight and bias is locked.")
    if moment.project.training.learning_rate == 0.0:
        return QT_TRANSLATE_NOOP("Strip", "Nothing moves: the learning rate is 0.")
    return QT_TRANSLATE_NOOP("Strip", "Nothing moves: every step is 0.")


def _against_momentum(moment: Moment, name: str) -> Message | None:
    """Return the sentence of a parameter that momentum carries against its gradient."""
    found = None if moment.ledger is None else moment.ledger.find(Kind.VELOCITY, name)
    if found is None:
        return None
    momentum, velocity, rate, gradient = found[1].operands
    remembered, asked = momentum * velocity, -rate * gradient
    if not remembered or remembered * asked >= 0 or abs(remembered) <= abs(asked):
        return None
    values: dict[str, Value] = {
        "weight": name,
        "pull_change": abs(asked),
        "carry_change": abs(remembered),
        "new": moment.frame.parameters[name],
    }
    if remembered > 0:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "The gradient pulls {weight} down by {pull_change}, momentum still carries it up by "
            "{carry_change}: it rises to {new}.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "Strip",
            "The gradient pulls {weight} up by {pull_change}, momentum still carries it down by "
            "{carry_change}: it falls to {new}.",
        )
    return message(template, **values)
