"""The card of the network: its layers, how large the gradients into each are, who is unwell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.arrange import columns
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Role
from chainrule.session.health import FLAT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.network.graph import Network
    from chainrule.network.message import Message
    from chainrule.teaching.cards.facts import Facts

ROWS_AT_SPEED = 256
"""rows, evenly taken, that gradients are looked at for while a run goes on at full speed"""


@dataclass(frozen=True, slots=True)
class Layer:
    """A column of neurons with its name."""

    title: Message
    neurons: tuple[str, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class GradientSize:
    """The mean size of ∂L/∂w of the weights into a level, None until it is known."""

    level: int
    title: Message
    mean: float | None


@dataclass(frozen=True, slots=True)
class GradientSizes:
    """The sizes level by level, over how many rows they are, and how they compare in words."""

    levels: tuple[GradientSize, ...]
    over: Message | None
    comparison: Message | None


def layers(network: Network) -> tuple[Layer, ...]:
    """Return the layers from left to right; neurons of other roles count where they stand."""
    found = []
    groups = [column for column in columns(network) if column]
    hidden = sum(_role(network, column) is Role.HIDDEN for column in groups)
    number = 0
    for column in groups:
        role = _role(network, column)
        number += role is Role.HIDDEN
        found.append(Layer(_title(role, number, hidden), column, role))
    return tuple(found)


def _role(network: Network, column: tuple[str, ...]) -> Role:
    roles = {network.by_id[name].role for name in column}
    return roles.pop() if len(roles) == 1 else Role.HIDDEN


def _title(role: Role, number: int, hidden: int) -> Message:
    if role is Role.INPUT:
        return message(QT_TRANSLATE_NOOP("Inspector", "Inputs"))
    if role is Role.OUTPUT:
        return message(QT_TRANSLATE_NOOP("Inspector", "Output"))
    if hidden == 1:
        return message(QT_TRANSLATE_NOOP("Inspector", "Hidden"))
    return message(QT_TRANSLATE_NOOP("Inspector", "Hidden {number}"), number=number)


def gradient_sizes(facts: Facts) -> GradientSizes:
    """Return the mean |∂L/∂w| into every level, once a backward pass is complete.

    While an update is open they are those of its batch; between two updates those of all rows.
    """
    means, over = _means(facts)
    levels = tuple(
        GradientSize(level, title, means.get(level)) for level, title in _into(facts.network)
    )
    return GradientSizes(levels, over, comparison(list(means.values())))


def _means(facts: Facts) -> tuple[Mapping[int, float], Message | None]:
    if not facts.moment.project.data.train:
        return {}, None
    if not facts.settled and facts.ledger is not None:
        if facts.moment.position < facts.ledger.groups[-1].start:
            return {}, None
        count = len(facts.ledger.rows)
        over = message(QT_TRANSLATE_NOOP("Inspector", "batch of {count}"), count=count)
        if count == 1:
            over = message(QT_TRANSLATE_NOOP("Inspector", "of one row"))
        return level_means(facts.network, facts.ledger.batch_gradients), over
    if facts.settled:
        return _over_rows(facts)
    return {}, None


def _over_rows(facts: Facts) -> tuple[Mapping[int, float], Message | None]:
    """Return the means over all rows; at full speed over some, so that a look takes no picture."""
    moment, count = facts.moment, len(facts.moment.project.data.train)
    if moment.playing and not moment.animated and count > ROWS_AT_SPEED:
        some = range(0, count, -(-count // ROWS_AT_SPEED))
        told = QT_TRANSLATE_NOOP("Inspector", "over {count} of {all} rows")
        over = message(told, count=len(some), all=count)
        return dict(facts.probe().gradient_means(facts.before, some)), over
    over = message(QT_TRANSLATE_NOOP("Inspector", "over all rows"))
    return dict(facts.probe().gradient_means(facts.before)), over


def level_means(network: Network, gradients: Mapping[str, float]) -> dict[int, float]:
    """Return the mean |∂L/∂w| of the weights into each level that has some."""
    by_level: dict[int, list[float]] = {}
    for link in network.connections:
        size = abs(gradients[link.name])
        by_level.setdefault(network.level_of[link.target], []).append(size)
    return {level: math.fsum(sizes) / len(sizes) for level, sizes in sorted(by_level.items())}


def _into(network: Network) -> list[tuple[int, Message]]:
    """Return the levels that weights lead into, with their words, in the order of the levels."""
    levels = sorted({network.level_of[link.target] for link in network.connections})
    last = message(QT_TRANSLATE_NOOP("Inspector", "Into output"))
    if len(levels) < 2:  # noqa: PLR2004, RUF100
        return [(level, last) for level in levels]
    if len(levels) == 2:  # noqa: PLR2004, RUF100
        first = message(QT_TRANSLATE_NOOP("Inspector", "Into hidden"))
        return [(levels[0], first), (levels[1], last)]
    told = QT_TRANSLATE_NOOP("Inspector", "Into hidden {number}")
    named = [(level, message(told, number=at)) for at, level in enumerate(levels[:-1], 1)]
    return [*named, (levels[-1], last)]


def comparison(means: list[float]) -> Message | None:
    """Return how the first layer's gradients compare with the last one's, in words."""
    if not means:
        return message(QT_TRANSLATE_NOOP("Inspector", "Known after a backward pass."))
    if len(means) == 1 or not means[-1] or not means[0]:
        return None
    ratio = means[0] / means[-1]
    return message(next((told for most, told in COMPARISONS if ratio < most), LARGER))


LARGER = QT_TRANSLATE_NOOP("Inspector", "Larger in the first layer than in the last.")
COMPARISONS = (
    (0.05, QT_TRANSLATE_NOOP("Inspector", "The gradient fades on its way to the first layer.")),
    (0.4, QT_TRANSLATE_NOOP("Inspector", "Smaller in the first layer than in the last.")),
    (0.65, QT_TRANSLATE_NOOP("Inspector", "Half as large in the first layer.")),
    (1.5, QT_TRANSLATE_NOOP("Inspector", "About as large in the first layer as in the last.")),
)
"""words for how many times as large the gradients of the first layer are, at most"""


def unwell(facts: Facts) -> list[tuple[str, Message]]:
    """Return the neurons that are dead or saturated, in the order of the network, with a word."""
    health = facts.moment.health
    dead = message(QT_TRANSLATE_NOOP("Inspector", "dead: 0 for every sample"))
    saturated = message(
        QT_TRANSLATE_NOOP("Inspector", "saturated: slope below {slope}"), slope=FLAT
    )
    return [
        (neuron.id, dead if neuron.id in health.dead else saturated)
        for neuron in facts.network.neurons
        if neuron.id in health.dead or neuron.id in health.saturated
    ]
