"""What a person may choose about a data set, and what is done with its samples."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from chainrule.network.about import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.datasets.table import Row, Table

MOST_ROWS = 100_000
DIGITS = 4
"""decimals of a standardised input"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a data set is made.

    `size` counts all samples; `noise` is the standard deviation of what is added, in the units of
    the picture (which is about 2 wide); `test_share` of the samples are kept aside for testing.
    """

    size: int = 200
    noise: float = 0.1
    seed: int = 0
    classes: int = 3
    test_share: float = 0.25
    standardise: bool = False


def encoded(labels: Sequence[int], classes: int) -> list[Row]:
    """Return the targets of these classes: one number for two of them, else one each."""
    if classes == 2:  # noqa: PLR2004, RUF100
        return [(float(label),) for label in labels]
    return [tuple(float(label == place) for place in range(classes)) for label in labels]


def divided(rows: Sequence[Row], recipe: Recipe) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows for training and those for testing, in an order drawn from the seed."""
    mixed = list(rows)
    Random(f"order {recipe.seed}").shuffle(mixed)
    kept = round(len(mixed) * recipe.test_share)
    return tuple(mixed[kept:]), tuple(mixed[:kept])


def standardised(table: Table) -> Table:
    """Return the table with every input shifted and scaled to mean 0 and deviation 1.

    Mean and deviation are those of the training rows, so that nothing is learned from the others.
    A column that is the same everywhere becomes 0.
    """
    count = len(table.inputs)
    columns = list(zip(*table.train, strict=True))[:count]
    means = [math.fsum(column) / len(column) for column in columns]
    scales = [deviation(column, mean) for column, mean in zip(columns, means, strict=True)]
    train, test = (
        tuple(rescaled(row, means, scales) for row in rows) for rows in (table.train, table.test)
    )
    return replace(table, train=train, test=test, scales=tuple(map(Scale, means, scales)))


def rescaled(row: Row, means: Sequence[float], scales: Sequence[float]) -> Row:
    """Return a row with its inputs shifted and scaled."""
    count = len(means)
    inputs = (
        round((value - mean) / scale, DIGITS) + 0.0
        for value, mean, scale in zip(row[:count], means, scales, strict=True)
    )
    return (*inputs, *row[count:])


def deviation(column: Sequence[float], mean: float) -> float:
    """Return the standard deviation of a column with this mean; 1 where it is 0."""
    variance = math.fsum((value - mean) ** 2 for value in column) / len(column)
    return math.sqrt(variance) or 1.0
