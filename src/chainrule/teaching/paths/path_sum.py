"""The paths of a weight or a neuron, their products, and the gradient that they add up to."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.network.names import weight_name
from chainrule.session.operations import Kind
from chainrule.teaching.paths.chain import Chain
from chainrule.teaching.paths.tails import Tails, counted, measured

if TYPE_CHECKING:
    from chainrule.session.ledger import Ledger
    from chainrule.teaching.origins import Operand

Start = str | tuple[str, str]
"""what the paths begin at: a neuron's id or a connection's (source, target)"""

MOST_LISTED = 200
"""with more paths only the largest are listed"""
MOST_TOLD, FEW = 8, 5
"""so many paths are all told; of more only the few largest"""


@dataclass(frozen=True, slots=True)
class Path:
    """One way to the loss.

    `neurons` lead from the weight's target (or the neuron itself) to an output; `edges` are the
    connections on the way, the weight's own the first. `factors` come from the loss backwards, and
    each names the number of the ledger that it is.
    """

    neurons: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    factors: tuple[Operand, ...]

    @property
    def product(self) -> float:
        """The product of the factors."""
        return math.prod(factor.value for factor in self.factors)

    @property
    def output(self) -> str:
        """The output at which the path ends."""
        return self.neurons[-1]

    @property
    def between(self) -> tuple[str, ...]:
        """The neurons between the first one and the output."""
        return self.neurons[1:-1]


@dataclass(frozen=True)
class PathSum:
    """The paths of one start in one sample, the largest first, and their sum.

    `count` counts all paths, also where only the `MOST_LISTED` largest are in `paths`; `size` is
    what the sizes of all products add up to. `gradient` is the ledger's number: ∂L/∂w of a weight;
    of a neuron its δ = ∂L/∂z, which is the gradient of its bias too.
    """

    start: Start
    sample: int
    count: int
    paths: tuple[Path, ...]
    size: float
    gradient: float

    @property
    def of_weight(self) -> bool:
        """Whether the paths are those of a weight, not of a neuron."""
        return isinstance(self.start, tuple)

    @property
    def neuron(self) -> str:
        """The neuron at which the paths part: the weight's target, or the neuron itself."""
        return self.start[1] if isinstance(self.start, tuple) else self.start

    @property
    def complete(self) -> bool:
        """Whether every path is listed."""
        return len(self.paths) == self.count

    @cached_property
    def total(self) -> float:
        """The sum of the products that are listed."""
        return math.fsum(path.product for path in self.paths)

    @cached_property
    def told(self) -> tuple[Path, ...]:
        """The paths that are shown: few ones all, shortest first; of many the few largest."""
        if self.count <= MOST_TOLD:
            return tuple(sorted(self.paths, key=lambda path: len(path.neurons)))
        return self.paths[:FEW]

    @property
    def untold(self) -> int:
        """How many paths are not shown."""
        return self.count - len(self.told)

    @cached_property
    def rest(self) -> float:
        """What the paths that are not shown add to the sum."""
        if self.complete:
            return math.fsum(path.product for path in self.paths[len(self.told) :])
        return self.gradient - math.fsum(path.product for path in self.told)

    @property
    def share(self) -> float:
        """What the paths that are shown make up of the sizes of all products, 0 to 1."""
        return self.share_of(len(self.told))

    def share_of(self, largest: int) -> float:
        """Return what so many of the largest paths make up of the sizes of all products."""
        if self.size == 0.0:
            return 1.0
        found = math.fsum(abs(path.product) for path in self.paths[:largest])
        return min(1.0, found / self.size)


def number_of(start: Start) -> tuple[Kind, str]:
    """Return the kind and the target of the ledger's number that the paths add up to."""
    if isinstance(start, tuple):
        return Kind.WEIGHT_GRADIENT, weight_name(*start)
    return Kind.DELTA, start


def path_sum(ledger: Ledger, start: Start, sample: int, most: int = MOST_LISTED) -> PathSum | None:
    """Return the paths from a weight or a neuron to the loss in the sample of a row (from 1).

    None where the ledger has no gradient: inputs are not changed.
    """
    found = ledger.find(*number_of(start), sample)
    if found is None:
        return None
    chain = Chain(ledger, sample)
    neuron = start[1] if isinstance(start, tuple) else start
    source = start[0] if isinstance(start, tuple) else None
    scale = 1.0 if source is None else abs(chain.signal(source))
    return PathSum(
        start,
        sample,
        counted(chain, neuron),
        _largest(chain, neuron, source, most),
        measured(chain, neuron) * scale,
        found[1].value,
    )


def _largest(chain: Chain, neuron: str, source: str | None, most: int) -> tuple[Path, ...]:
    tails = Tails(chain, neuron)
    found: list[Path] = []
    for rank in range(most):
        neurons = tails.neurons(neuron, rank)
        if neurons is None:
            break
        found.append(_path(chain, neurons, source))
    return tuple(found)


def _path(chain: Chain, neurons: tuple[str, ...], source: str | None) -> Path:
    edges = tuple(itertools.pairwise(neurons))
    factors = tuple(chain.factors(neurons))
    if source is None:
        return Path(neurons, edges, factors)
    return Path(neurons, ((source, neurons[0]), *edges), (*factors, chain.signal_factor(source)))
