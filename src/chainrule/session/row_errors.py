"""How far the outputs of each row are from its targets, and which rows are the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.setup import numbers_of
from chainrule.session.output_rows import array_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.network.project import Row

    Array = NDArray[np.float64]


class RowErrors:
    """The targets of some rows as an array, kept for as long as the rows are the same.

    `places` are where the target of each output stands in a row, in the order of the outputs.
    """

    def __init__(self, rows: Sequence[Row], places: Sequence[int]) -> None:
        self.rows, self.places = rows, tuple(places)
        self._targets = numbers_of(rows)[:, list(places)].T

    @property
    def spread(self) -> float:
        """The range of the targets, by which an error is called large or small; 1 where it is 0."""
        if not self._targets.size:
            return 1.0
        with np.errstate(over="ignore"):
            width = float(self._targets.max() - self._targets.min())
        return width if 0 < width < np.inf else 1.0

    def of(self, outputs: Sequence[Sequence[float]]) -> Array:
        """Return the largest |ŷ − y| of each row."""
        with np.errstate(all="ignore"):
            apart = np.abs(array_of(outputs) - self._targets).max(axis=0)
        errors: Array = np.nan_to_num(apart, nan=np.inf)
        return errors

    def worst_first(self, outputs: Sequence[Sequence[float]]) -> list[int]:
        """Return the rows (from 0), that with the largest error first; equal ones in order."""
        order: list[int] = np.argsort(-self.of(outputs), kind="stable").tolist()
        return order
