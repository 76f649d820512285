"""A table that was read made ready for training, in slices: some rows kept aside, standardised."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from chainrule.datasets.recipe import deviation, rescaled
from chainrule.network.about import Scale

if TYPE_CHECKING:
    from collections.abc import Generator

    from chainrule.datasets.table import Row, Table

SLICE = 1_500
"""rows between two looks at the clock"""


def preparing(
    table: Table, test_share: float = 0.0, standardise: bool = False, seed: int = 0
) -> Generator[float, None, Table]:
    """Keep rows aside and standardise; yield the share after each slice, return the table.

    The rows keep their order; which are kept for testing follows from the seed.
    """
    if test_share > 0:
        table = yield from _divided(table, test_share, seed)
    if standardise and table.train:
        table = yield from _standardised(table)
    return table


def _divided(table: Table, test_share: float, seed: int) -> Generator[float, None, Table]:
    """Take each row for testing with the chance that makes their number come out right."""
    random = Random(f"test {seed}")
    train: list[Row] = []
    test: list[Row] = []
    left = len(table.train)
    wanted = min(left - 1, round(left * test_share))
    for row in table.train:
        chosen = random.random() * left < wanted - len(test)
        (test if chosen else train).append(row)
        left -= 1
        if left % SLICE == 0:
            yield 1.0
    return replace(table, train=tuple(train), test=tuple(test))


def _standardised(table: Table) -> Generator[float, None, Table]:
    """Scale each input by the mean and the deviation that it has in the training rows."""
    means, scales = [], []
    for place in range(len(table.inputs)):
        column = [row[place] for row in table.train]
        yield 1.0
        means.append(math.fsum(column) / len(column))
        yield 1.0
        scales.append(deviation(column, means[-1]))
        yield 1.0
    parts: list[tuple[Row, ...]] = []
    for rows in (table.train, table.test):
        scaled: list[Row] = []
        for start in range(0, len(rows), SLICE):
            scaled += [rescaled(row, means, scales) for row in rows[start : start + SLICE]]
            yield 1.0
        parts.append(tuple(scaled))
    known = tuple(map(Scale, means, scales))
    return replace(table, train=parts[0], test=parts[1], scales=known)
