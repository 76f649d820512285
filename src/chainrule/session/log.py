"""The log of losses: rows that are only ever added, kept in columns, 56 bytes a row at most.

Columns come in chunks. A full chunk is never written to again, so that logs that part from each
other share what they have in common, and a column that repeats (a learning rate that nobody
turned) is kept once. A loss that does not apply is kept as NaN: a loss in the log is finite.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import nan
from sys import getsizeof
from typing import TYPE_CHECKING, overload

from chainrule.network.project import LogRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Column = array[int] | array[float]
    Chunk = tuple[Column, ...]

CHUNK_BITS = 12
CHUNK = 1 << CHUNK_BITS
CODES = "qqddddd"
"""the kinds of the columns, in the order of a row: two of whole numbers, five of numbers"""
FIRST_LOSS = 4
MOST_ENDS = 64


class _Rows:
    """Rows that grow at the end; `ends` are last rows that somebody has asked for."""

    __slots__ = ("chunks", "count", "ends")

    def __init__(self, chunks: list[Chunk], count: int, ends: dict[int, LogRow]) -> None:
        self.chunks = chunks
        self.count = count
        self.ends = ends

    def part(self, count: int) -> _Rows:
        """Return the first rows as rows of their own; whole chunks are shared."""
        whole, rest = count >> CHUNK_BITS, count & (CHUNK - 1)
        chunks = self.chunks[:whole]
        if rest:
            chunks.append(tuple(column[:rest] for column in self.chunks[whole]))
        return _Rows(chunks, count, {at: row for at, row in self.ends.items() if at < count})

    def add(self, columns: Sequence[Sequence[float]]) -> None:
        """Add rows, given by their columns."""
        done, count = 0, len(columns[0])
        while done < count:
            open_chunk = self._open()
            room = CHUNK - (self.count & (CHUNK - 1))
            for column, fresh in zip(open_chunk, columns, strict=True):
                column.extend(fresh[done : done + room])  # type: ignore[arg-type]
            added = min(room, count - done)
            done, self.count = done + added, self.count + added

    def _open(self) -> Chunk:
        """Return the chunk to which rows are added."""
        if self.count & (CHUNK - 1) == 0:
            if self.chunks:
                self.chunks[-1] = _closed(self.chunks[-1], self.chunks[-2:-1])
            self.chunks.append(tuple(array(code) for code in CODES))
        return self.chunks[-1]

    def row(self, index: int) -> LogRow:
        if index in self.ends:
            return self.ends[index]
        chunk, at = self.chunks[index >> CHUNK_BITS], index & (CHUNK - 1)
        a, b, c, d, e, f, g = chunk
        batch, train, test = e[at], f[at], g[at]
        return _new(
            LogRow,
            (
                a[at], b[at], c[at], d[at],
                batch if batch == batch else None,
                train if train == train else None,
                test if test == test else None,
            ),
        )  # fmt: skip

    def end(self, index: int) -> LogRow:
        """Return a row that is the last of a view, always the same one while it is remembered."""
        row = self.ends.get(index)
        if row is None:
            row = self.ends[index] = self.row(index)
            if len(self.ends) > MOST_ENDS:
                del self.ends[next(iter(self.ends))]
        return row


_new: Callable[[type[LogRow], tuple[object, ...]], LogRow] = tuple.__new__


def _closed(chunk: Chunk, before: list[Chunk]) -> Chunk:
    """Return a full chunk without spare room, sharing the columns that repeat the chunk before."""
    return tuple(
        previous if previous is not None and previous.tobytes() == column.tobytes() else column[:]
        for column, previous in zip(chunk, before[0] if before else [None] * 7, strict=True)
    )


class Log(Sequence[LogRow]):
    """An immutable view of growing rows.

    Adding to the longest view extends the rows in place, so that a long run costs one log however
    many states remember a part of it; adding to a shorter view copies one chunk at most. A slice
    is a view too.
    """

    __slots__ = ("_rows", "_start", "_stop")

    def __init__(self, rows: Iterable[LogRow] = ()) -> None:
        self._rows = _Rows([], 0, {})
        self._rows.add(_columns(rows))
        self._start, self._stop = 0, self._rows.count

    def __len__(self) -> int:
        return self._stop - self._start

    @overload
    def __getitem__(self, index: int) -> LogRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LogRow]: ...
    def __getitem__(self, index: int | slice) -> LogRow | Sequence[LogRow]:
        if isinstance(index, slice):
            return self._part(index)
        at = index + (self._start if index >= 0 else self._stop)
        if not self._start <= at < self._stop:
            raise IndexError(index)
        return self._rows.end(at) if at == self._stop - 1 else self._rows.row(at)

    def _part(self, part: slice) -> Sequence[LogRow]:
        start, stop, step = part.indices(len(self))
        if step != 1:
            return [self[index] for index in range(start, stop, step)]
        return self._view(self._start + start, self._start + max(start, stop))

    def __iter__(self) -> Iterator[LogRow]:
        for columns in self._pieces():
            losses = (
                [loss if loss == loss else None for loss in column]
                for column in columns[FIRST_LOSS:]
            )
            for row in zip(*columns[:FIRST_LOSS], *losses, strict=True):
                yield _new(LogRow, row)

    def _pieces(self) -> Iterator[Chunk]:
        """Yield the columns of the view, chunk by chunk."""
        for number in range(self._start >> CHUNK_BITS, -(-self._stop >> CHUNK_BITS)):
            first = number << CHUNK_BITS
            start, stop = max(0, self._start - first), min(CHUNK, self._stop - first)
            chunk = self._rows.chunks[number]
            whole = start == 0 and stop == CHUNK
            yield chunk if whole else tuple(column[start:stop] for column in chunk)

    def column(self, name: str, start: int = 0, stop: int | None = None) -> array[float]:
        """Return a copy of a column, by the name of its field, from row `start` up to `stop`.

        Whole numbers come as kind "q", the others as kind "d" with NaN where a loss does not apply.
        """
        place = LogRow._fields.index(name)
        start, stop, _ = slice(start, stop).indices(len(self))
        found: array[float] = array(CODES[place])
        for columns in self._view(self._start + start, self._start + max(start, stop))._pieces():
            found.extend(columns[place])
        return found

    @property
    def nbytes(self) -> int:
        """How many bytes the columns take, one that repeats counted once."""
        columns = {id(column): column for chunk in self._rows.chunks for column in chunk}
        return sum(getsizeof(column) for column in columns.values())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Log):
            return len(self) == len(other) and (self._is_part(other) or _all_equal(self, other))
        if isinstance(other, Sequence):
            return len(other) == len(self) and _all_equal(self, other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def _is_part(self, other: Log) -> bool:
        """Whether both are, at a glance, the same rows."""
        if self._start != other._start:
            return False
        return self._rows is other._rows or all(
            mine is theirs or all(a.tobytes() == b.tobytes() for a, b in zip(mine, theirs))  # noqa: B905
            for mine, theirs in zip(self._pieces(), other._pieces(), strict=True)
        )

    def plus(self, row: LogRow) -> Log:
        """Return the log with one more row."""
        return self.extended([(nan if value is None else value,) for value in row])

    def extended(self, columns: Sequence[Sequence[float]]) -> Log:
        """Return the log with more rows, given by their columns, a missing loss being NaN."""
        if self._start:
            return Log(self).extended(columns)
        is_longest = self._stop == self._rows.count
        rows = self._rows if is_longest else self._rows.part(self._stop)
        rows.add(columns)
        grown = self._view(0, rows.count)
        grown._rows = rows
        return grown

    def until(self, update: int) -> Log:
        """Return the rows up to and including that of `update`."""
        rows = range(self._start, self._stop)
        return self._view(
            self._start, self._start + bisect_right(rows, update, key=self._update_at)
        )

    def since(self, update: int) -> Log:
        """Return the rows from that of `update` on."""
        rows = range(self._start, self._stop)
        return self._view(self._start + bisect_left(rows, update, key=self._update_at), self._stop)

    def end_of_epoch(self, epoch: int) -> int | None:
        """Return the first update after which so many epochs were complete, None without one."""
        rows = range(self._start, self._stop)
        at = bisect_left(rows, epoch, key=self._epoch_at)
        return self._update_at(rows[at]) if at < len(rows) else None

    def _update_at(self, at: int) -> int:
        return int(self._rows.chunks[at >> CHUNK_BITS][0][at & (CHUNK - 1)])

    def _epoch_at(self, at: int) -> int:
        return int(self._rows.chunks[at >> CHUNK_BITS][1][at & (CHUNK - 1)])

    def _view(self, start: int, stop: int) -> Log:
        view = Log.__new__(Log)
        view._rows, view._start, view._stop = self._rows, start, stop
        return view


def _columns(rows: Iterable[LogRow]) -> Sequence[Sequence[float]]:
    """Return the columns of rows, a missing loss being NaN."""
    columns: list[list[float]] = [[] for _ in CODES]
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(nan if value is None else value)
    return columns


def _all_equal(one: Sequence[LogRow], other: Sequence[LogRow]) -> bool:
    return all(a == b for a, b in zip(one, other, strict=True))


def column(log: Sequence[LogRow], name: str, start: int = 0) -> array[float]:
    """Return a column of any log from row `start` on, as `Log.column` does."""
    whole = log if isinstance(log, Log) else Log(log)
    return whole.column(name, start)
