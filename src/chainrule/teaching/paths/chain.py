"""The factors of every way to the loss, read from the ledger's numbers of one sample."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.origins import Operand, Source, activation_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.graph import Connection
    from chainrule.session.ledger import Ledger


class Chain:
    """What a way to the loss is multiplied of, step by step, for the sample of a row (from 1).

    A way begins with ∂L/∂ŷ and f′ of its output. Where the ledger finds δ of the output as a
    whole it begins with that δ: softmax outputs depend on one another, and a sigmoid or softmax
    output that fits its loss has δ = ŷ − y.
    """

    def __init__(self, ledger: Ledger, sample: int) -> None:
        narrator = ledger.narrator
        self.network = narrator.network
        self.sample = sample
        self._numbers = narrator.sample(ledger.rows.index(sample - 1))
        self._weights = narrator.before
        self._outputs = frozenset(neuron.id for neuron in self.network.outputs)
        self._whole = narrator.update.backward.exact_deltas | frozenset(
            neuron.id for neuron in self.network.outputs if neuron.activation is Activation.SOFTMAX
        )

    def ends_at(self, neuron: str) -> bool:
        """Return whether the neuron is an output: a way may end there, or go on."""
        return neuron in self._outputs

    def end(self, output: str) -> float:
        """Return δ of an output as far as the loss itself gives it."""
        if output in self._whole:
            return self._numbers.delta[output]
        return self._numbers.loss_slope[output] * self._numbers.slope[output]

    def step(self, behind: float, link: Connection) -> float:
        """Return the product of a way from a link's source, given that from its target."""
        return behind * self._weights[link.name] * self._numbers.slope[link.source]

    def steepness(self, link: Connection) -> float:
        """Return by how much a step over a link makes a product larger or smaller."""
        return abs(self._weights[link.name] * self._numbers.slope[link.source])

    def signal(self, neuron: str) -> float:
        """Return what a neuron sends."""
        return self._numbers.a[neuron]

    def factors(self, neurons: tuple[str, ...]) -> Iterator[Operand]:
        """Yield the factors of a way through these neurons, from the loss backwards."""
        numbers, backwards = self._numbers, neurons[::-1]
        output = backwards[0]
        if output in self._whole:
            yield self._found(Kind.DELTA, output, numbers.delta[output])
        else:
            yield self._found(Kind.LOSS_SLOPE, output, numbers.loss_slope[output])
            yield self._found(Kind.SLOPE, output, numbers.slope[output])
        for target, source in itertools.pairwise(backwards):
            name = self.network.by_key[source, target].name
            yield Operand(self._weights[name], Source.PARAMETER, name)
            yield self._found(Kind.SLOPE, source, numbers.slope[source])

    def signal_factor(self, neuron: str) -> Operand:
        """Return what a neuron sends as the last factor of a weight's gradient."""
        return self._found(activation_kind(self.network, neuron), neuron, self.signal(neuron))

    def _found(self, kind: Kind, neuron: str, value: float) -> Operand:
        return Operand(value, Source.FOUND, neuron, kind, self.sample)
