"""Rows that have been put into an array ahead of time, some thousands at once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.setup import KnownRows

if TYPE_CHECKING:
    from collections.abc import Generator

    from chainrule.network.project import Row

AT_ONCE = 4000


def prepared(rows: tuple[Row, ...]) -> Generator[float, None, tuple[Row, ...]]:
    """Return the same rows with their numbers at hand; yields the share that is done."""
    if not rows:
        return rows
    numbers = np.empty((len(rows), len(rows[0])))
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        count = len(part) * numbers.shape[1]
        flat = np.fromiter(chain.from_iterable(part), np.float64, count)
        numbers[start : start + len(part)] = flat.reshape(len(part), -1)
        yield start / len(rows)
    return KnownRows.of(rows, numbers)
