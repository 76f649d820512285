"""Chance that comes out the same on every machine, and the seeds of the copies."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Chosen = TypeVar("Chosen")

SEEDS = 900_000
FIRST_SEED = 100_000
"""seeds that are made up have six digits"""


class Dice:
    """Choices from a seed.

    Only `Random.random` is used, whose numbers Python promises to keep for a seed.
    """

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def below(self, count: int) -> int:
        """Return a whole number from 0 up to, not including, `count`."""
        return int(self._random.random() * count)

    def choice(self, among: Sequence[Chosen]) -> Chosen:
        """Return one of some."""
        return among[self.below(len(among))]

    def different(self, among: Sequence[Chosen], count: int) -> list[Chosen]:
        """Return so many of some, each at most once before all have been chosen."""
        left: list[Chosen] = []
        chosen: list[Chosen] = []
        for _ in range(count):
            left = left or list(among)
            chosen.append(left.pop(self.below(len(left))))
        return chosen


def copy_seeds(seed: int, copies: int) -> list[int]:
    """Return the seeds of the copies, all different; the first is `seed` itself.

    The sheet of a copy can be had again as the only copy of its own seed.
    """
    dice, seeds = Dice(f"copies of {seed}"), [seed]
    known = {seed}
    while len(seeds) < copies:
        found = FIRST_SEED + dice.below(SEEDS)
        if found not in known:
            known.add(found)
            seeds.append(found)
    return seeds
