"""The log of losses: rows that are only ever added, shared by every state that remembers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from chainrule.network.project import LogRow

if TYPE_CHECKING:
    from collections.abc import Iterable


class Log(Sequence[LogRow]):
    """An immutable view of a growing list.

    Adding to the longest view of a list extends the list in place, so that a long run costs one
    list however many states remember a part of it; adding to a shorter view copies its part.
    """

    __slots__ = ("_length", "_rows")

    def __init__(self, rows: Iterable[LogRow] = ()) -> None:
        self._rows = list(rows)
        self._length = len(self._rows)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> LogRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LogRow]: ...
    def __getitem__(self, index: int | slice) -> LogRow | Sequence[LogRow]:
        if isinstance(index, slice):
            return self._rows[: self._length][index]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        return self._rows[index if index >= 0 else self._length + index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Log) and other._rows is self._rows:
            return other._length == self._length
        if isinstance(other, Sequence):
            return len(other) == len(self) and all(a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def plus(self, row: LogRow) -> Log:
        """Return the log with one more row."""
        grown = self if self._length == len(self._rows) else Log(self[:])
        grown._rows.append(row)
        return grown._view(self._length + 1)

    def until(self, update: int) -> Log:
        """Return the rows up to and including that of `update`."""
        length = self._length
        while length and self[length - 1].update > update:
            length -= 1
        return self._view(length)

    def _view(self, length: int) -> Log:
        view = Log.__new__(Log)
        view._rows, view._length = self._rows, length
        return view
