"""The ways from a neuron to the loss: how many, how large together, and the largest one by one."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.network.graph import Connection, Network
    from chainrule.teaching.paths.chain import Chain


def behind(network: Network, start: str) -> list[str]:
    """Return the neurons that `start` reaches, itself the last: each after all that it feeds."""
    seen, waiting = {start}, [start]
    while waiting:
        for link in network.outgoing[waiting.pop()]:
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return sorted(seen, key=lambda name: -network.level_of[name])


def counted(chain: Chain, start: str) -> int:
    """Return how many ways lead from a neuron to the loss, without listing them."""
    ways: dict[str, int] = {}
    for name in behind(chain.network, start):
        onward = sum(ways[link.target] for link in chain.network.outgoing[name])
        ways[name] = chain.ends_at(name) + onward
    return ways[start]


def measured(chain: Chain, start: str) -> float:
    """Return what the sizes of all products from a neuron on add up to, without listing them."""
    sizes: dict[str, float] = {}
    for name in behind(chain.network, start):
        links = chain.network.outgoing[name]
        own = abs(chain.end(name)) if chain.ends_at(name) else 0.0
        sizes[name] = own + sum(chain.steepness(link) * sizes[link.target] for link in links)
    return sizes[start]


@dataclass(frozen=True, slots=True)
class Tail:
    """A way from a neuron on: over `link` and along the target's tail of that `rank`.

    Without a link it ends here, at an output.
    """

    product: float
    link: Connection | None = None
    rank: int = 0


Waiting = tuple[float, int, Tail]
"""what the next tail of a neuron is chosen from, the largest first; the number breaks ties"""


class Tails:
    """Finds the tails of neurons, the largest product first, each when it is asked for.

    Every neuron keeps the tails that were found and one candidate for each of its links. A tail is
    built on one of its target's, so a search for the k largest looks at some k · depth tails,
    however many ways there are and however many of them are equal.
    """

    def __init__(self, chain: Chain, start: str) -> None:
        self._chain = chain
        self._order = count()
        self._found: dict[str, list[Tail]] = {}
        self._waiting: dict[str, list[Waiting]] = {}
        for name in behind(chain.network, start):
            self._open(name)

    def neurons(self, start: str, rank: int) -> tuple[str, ...] | None:
        """Return the neurons of the way that has this rank (from 0), None after the last one."""
        found = self._found[start]
        while len(found) <= rank:
            before = len(found)
            self._find_one_more(start)
            if len(found) == before:
                return None
        names, tail = [start], found[rank]
        while tail.link is not None:
            names.append(tail.link.target)
            tail = self._found[tail.link.target][tail.rank]
        return tuple(names)

    def _open(self, name: str) -> None:
        """Find the largest tail of a neuron whose targets have been opened."""
        chain = self._chain
        tails = [Tail(chain.end(name))] if chain.ends_at(name) else []
        tails += [
            self._over(link, 0) for link in chain.network.outgoing[name] if self._found[link.target]
        ]
        self._waiting[name] = [self._entry(tail) for tail in tails]
        heapify(self._waiting[name])
        self._found[name] = []
        self._take(name)

    def _over(self, link: Connection, rank: int) -> Tail:
        product = self._chain.step(self._found[link.target][rank].product, link)
        return Tail(product, link, rank)

    def _entry(self, tail: Tail) -> Waiting:
        return -abs(tail.product), next(self._order), tail

    def _take(self, name: str) -> None:
        if self._waiting[name]:
            self._found[name].append(heappop(self._waiting[name])[2])

    def _find_one_more(self, name: str) -> None:
        """Find the next tail of a neuron, after the next ones of those that it is built on."""
        way = [name]
        while (target := self._needs_more(way[-1])) is not None:
            way.append(target)
        for each in reversed(way):
            last = self._found[each][-1:]
            if last and last[0].link is not None:
                self._follow(each, last[0].link, last[0].rank + 1)
            self._take(each)

    def _needs_more(self, name: str) -> str | None:
        """Return the target that must find a tail before this neuron can find its next one."""
        last = self._found[name][-1:]
        if not last or last[0].link is None:
            return None
        target = last[0].link.target
        return None if len(self._found[target]) > last[0].rank + 1 else target

    def _follow(self, name: str, link: Connection, rank: int) -> None:
        """Put the next tail over a link among the candidates, if there is one."""
        if rank < len(self._found[link.target]):
            heappush(self._waiting[name], self._entry(self._over(link, rank)))
