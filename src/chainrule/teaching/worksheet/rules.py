"""When numbers are friendly: neither saturated nor tiny nor zero, and different from one another.

What breaks a rule is named, so that only that needs to be drawn again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from chainrule.network.names import Activation, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chainrule.network.graph import Network
    from chainrule.session.narration import SampleNumbers

Name = TypeVar("Name")

LEAST_SLOPE = 0.0507
LEAST_SHARE = 0.0507
"""of a softmax output"""
LEAST_SUM, MOST_SUM = 0.0507, 4.0013
LEAST_LOSS, MOST_LOSS = 0.00213, 10.0013
LEAST_DELTA, MOST_DELTA = 0.00413, 4.0013
LEAST_GRADIENT = 0.00213
"""No bound is a number that friendly ones can give, or the last bit of a sum would decide."""
TOLD_APART = 0.00517
"""two numbers differ when they do by this share of the larger"""


@dataclass(frozen=True, slots=True)
class Offence:
    """What breaks a rule: a neuron, whose weights and bias are to be drawn anew, or a sample."""

    neuron: str | None = None
    sample: int = 0


def first_offence(
    network: Network,
    samples: Sequence[SampleNumbers],
    gradients: Mapping[str, float],
    ease: float = 1.0,
) -> Offence | None:
    """Return the first thing that is not friendly, None when all is.

    `ease` times as large is enough for what comes back through the network.
    """
    live = _live(network)
    sums = {index: math.fsum(numbers.z.values()) for index, numbers in enumerate(samples)}
    for index in _alike(sums):
        return Offence(None, index)
    for index, numbers in enumerate(samples):
        for found in _of_sample(network, numbers, live, ease):
            return Offence(found, index)
    for link in network.connections:
        if link.target in live and abs(gradients[link.name]) < ease * LEAST_GRADIENT:
            return Offence(link.target, len(samples) - 1)
    return None


def _live(network: Network) -> frozenset[str]:
    """Return the neurons that have a way to an output: the others have no gradient."""
    outputs = [neuron.id for neuron in network.outputs]
    found, waiting = set(outputs), list(outputs)
    while waiting:
        sources = {link.source for link in network.incoming[waiting.pop()]} - found
        found |= sources
        waiting.extend(sources)
    return frozenset(found)


def _of_sample(
    network: Network, numbers: SampleNumbers, live: frozenset[str], ease: float
) -> Iterator[str | None]:
    """Yield the neurons whose numbers break a rule, None where it is the sample's."""
    yield from _forward(network, numbers)
    if not LEAST_LOSS <= numbers.loss <= MOST_LOSS:
        yield None
    yield from _backward(network, numbers, live, ease)


def _forward(network: Network, numbers: SampleNumbers) -> Iterator[str]:
    for level in network.levels[1:]:
        for name in level:
            if not _between(numbers.z[name], LEAST_SUM, MOST_SUM):
                yield name
            if network.by_id[name].activation is Activation.SOFTMAX:
                if numbers.a[name] < LEAST_SHARE:
                    yield name
            elif abs(numbers.slope[name]) < LEAST_SLOPE:
                yield name
    names = [neuron.id for neuron in network.computed]
    yield from _alike({name: numbers.z[name] for name in names})
    yield from _alike({name: numbers.a[name] for name in names})


def _backward(
    network: Network, numbers: SampleNumbers, live: frozenset[str], ease: float
) -> Iterator[str | None]:
    for level in reversed(network.levels[1:]):
        for name in level:
            if name in live and not _between(numbers.delta[name], ease * LEAST_DELTA, MOST_DELTA):
                yield _to_blame(network, name)
    deltas = {one.id: numbers.delta[one.id] for one in network.computed if one.id in live}
    yield from _alike(deltas)
    gradients = {
        link.key: numbers.delta[link.target] * numbers.a[link.source]
        for link in network.connections
        if link.target in live
    }
    for (_, target), value in gradients.items():
        if abs(value) < ease * LEAST_GRADIENT:
            yield _to_blame(network, target)
    yield from (target for _, target in _alike(gradients))


def _to_blame(network: Network, neuron: str) -> str | None:
    """Return what to draw anew for another δ: where it came from, None for the sample."""
    links = network.outgoing[neuron]
    return links[0].target if links and network.by_id[neuron].role is not Role.OUTPUT else None


def _between(value: float, least: float, most: float) -> bool:
    return least <= abs(value) <= most


def _alike(values: Mapping[Name, float]) -> Iterator[Name]:
    """Yield the names whose numbers look like that of one before."""
    seen: list[float] = []
    for name, value in values.items():
        if any(abs(value - one) <= TOLD_APART * max(abs(value), abs(one)) for one in seen):
            yield name
        seen.append(value)
