"""Fewer crossings: in which order the neurons of every column stand one below the other.

The columns are gone through to and fro; each neuron goes to the mean height of those it is
connected to (the barycentre method of Sugiyama and others, 1981), then neighbours change places
where that saves crossings. An order is taken only when it crosses less than the best so far, so
that the result is never worse than the order given. Everything follows from that order alone.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

from chainrule.network.spacing import heights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from chainrule.network.edits import Key

    Columns = Sequence[Sequence[str]]

ROUNDS = 12
PATIENCE = 3
"""rounds without a better order before the search ends"""
MOST_PIECES = 60_000
"""pieces of edges, each from one column to the next, beyond which nothing is tried"""
PIECES_IN_ALL = 120_000
"""how many of them are counted in one search"""


def crossings(columns: Columns, links: Iterable[Key]) -> int:
    """Return how often straight edges cross, counted from each column to the next.

    Edges over several columns count where they pass between two; what meets in a neuron does
    not cross.
    """
    links = list(links)
    height, column_of = _heights(columns), _column_of(columns)
    pieces: list[list[tuple[float, float]]] = [[] for _ in columns]
    for source, target in links:
        start, end = column_of[source], column_of[target]
        rise = (height[target] - height[source]) / (end - start) if end != start else 0.0
        for at in range(start, end):
            low = height[source] + rise * (at - start)
            high = height[target] if at + 1 == end else low + rise
            pieces[at].append((low, high))
    return sum(_inversions(between) for between in pieces)


def uncrossed(columns: Columns, links: Collection[Key], fixed: Collection[int] = ()) -> Columns:
    """Return the columns in an order with few crossings; those with a `fixed` index stay."""
    pieces = _piece_count(columns, links)
    best = [list(column) for column in columns]
    if not pieces or pieces > MOST_PIECES:
        return best
    search = _Search(best, links, frozenset(fixed))
    fewest: int | None = None
    seen, stale = {_shape(best)}, 0
    for turn in range(max(1, min(ROUNDS, PIECES_IN_ALL // pieces))):
        search.sweep(forwards=turn % 2 == 0)
        search.swap()
        if _shape(search.columns) in seen:
            break
        seen.add(_shape(search.columns))
        fewest = crossings(best, links) if fewest is None else fewest
        found = crossings(search.columns, links) if fewest else fewest
        stale += 1
        if found < fewest:
            best, fewest, stale = [list(column) for column in search.columns], found, 0
        if not fewest or stale == PATIENCE:
            break
    return best


class _Search:
    """Columns on their way to a better order."""

    def __init__(self, columns: Columns, links: Iterable[Key], fixed: frozenset[int]) -> None:
        self.columns = [list(column) for column in columns]
        self._fixed = fixed
        self._height = _heights(columns)
        column_of = _column_of(columns)
        self._before: dict[str, list[str]] = {name: [] for name in column_of}
        self._behind: dict[str, list[str]] = {name: [] for name in column_of}
        for source, target in links:
            if column_of[source] < column_of[target]:
                self._before[target].append(source)
                self._behind[source].append(target)

    def sweep(self, *, forwards: bool) -> None:
        """Go through the columns; every neuron goes to the mean height of those passed."""
        order = range(len(self.columns))
        joined = self._before if forwards else self._behind
        for index in order if forwards else reversed(order):
            if index not in self._fixed:
                self._arrange(index, joined)

    def _arrange(self, index: int, joined: Mapping[str, Sequence[str]]) -> None:
        height, column = self._height, self.columns[index]
        wanted = {
            name: sum(height[other] for other in joined[name]) / len(joined[name])
            if joined[name]
            else height[name]
            for name in column
        }
        column.sort(key=lambda name: round(wanted[name], 6))
        height.update(zip(column, heights(len(column)), strict=True))

    def swap(self) -> None:
        """Let neighbours change places where that saves crossings, a time down each column."""
        for index, column in enumerate(self.columns):
            if index in self._fixed:
                continue
            ends = {name: self._ends(name) for name in column}
            for row in range(len(column) - 1):
                upper, lower = column[row : row + 2]
                if _crossed(ends[upper], ends[lower]) > _crossed(ends[lower], ends[upper]):
                    column[row], column[row + 1] = lower, upper
            self._height.update(zip(column, heights(len(column)), strict=True))

    def _ends(self, name: str) -> tuple[list[float], list[float]]:
        """Return the heights of a neuron's neighbours before and behind it, sorted."""
        height = self._height
        before, behind = self._before[name], self._behind[name]
        return sorted(height[other] for other in before), sorted(height[other] for other in behind)


def _crossed(upper: tuple[list[float], ...], lower: tuple[list[float], ...]) -> int:
    """Return how often the edges of two neighbours cross when the first stands above."""
    return sum(
        len(above) - bisect_right(above, end)
        for above, below in zip(upper, lower, strict=True)
        for end in below
    )


def _inversions(pieces: list[tuple[float, float]]) -> int:
    """Return how many pairs of pieces change their order; equal ends change none."""
    pieces.sort()
    passed: list[float] = []
    waiting: list[float] = []
    found, level = 0, None
    for low, high in pieces:
        if low != level:
            for end in waiting:
                insort(passed, end)
            waiting, level = [], low
        found += len(passed) - bisect_right(passed, high)
        waiting.append(high)
    return found


def _heights(columns: Columns) -> dict[str, float]:
    return {
        name: height
        for column in columns
        for name, height in zip(column, heights(len(column)), strict=True)
    }


def _column_of(columns: Columns) -> dict[str, int]:
    return {name: index for index, column in enumerate(columns) for name in column}


def _piece_count(columns: Columns, links: Iterable[Key]) -> int:
    column_of = _column_of(columns)
    return sum(max(0, column_of[target] - column_of[source]) for source, target in links)


def _shape(columns: Columns) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(column) for column in columns)
