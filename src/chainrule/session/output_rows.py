"""The outputs of all rows of the data, made into lists only where they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class OutputRows(Sequence[Sequence[float]]):
    """Rows of outputs over an array (outputs, rows), which nobody may change."""

    def __init__(self, outputs: NDArray[np.float64]) -> None:
        self._outputs = outputs

    @property
    def array(self) -> NDArray[np.float64]:
        """The array that the rows are made from."""
        return self._outputs

    def __len__(self) -> int:
        return int(self._outputs.shape[1])

    @overload
    def __getitem__(self, index: int) -> Sequence[float]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[float]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[float] | Sequence[Sequence[float]]:
        if isinstance(index, slice):
            return OutputRows(self._outputs[:, index])
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        row: list[float] = self._outputs[:, index].tolist()
        return row

    def __eq__(self, other: object) -> bool:
        if isinstance(other, OutputRows):
            same = self._outputs.shape == other._outputs.shape
            return same and bool((self._outputs == other._outputs).all())
        if isinstance(other, Sequence):
            return len(self) == len(other) and all(
                list(mine) == list(theirs) for mine, theirs in zip(self, other, strict=True)
            )
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]


def array_of(outputs: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return outputs, row by row, as an array (outputs, rows)."""
    if isinstance(outputs, OutputRows):
        return outputs.array
    return np.array(outputs, dtype=np.float64).T
