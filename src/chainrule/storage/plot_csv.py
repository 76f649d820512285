"""The CSV of the plot: the columns of the log, accuracies, and the losses of earlier runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chainrule.storage.csv_out import LOG_COLUMNS, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chainrule.network.project import LogRow
    from chainrule.session.accuracy import Accuracies
    from chainrule.storage.csv_out import Cell

ACCURACY_COLUMNS = ("train_accuracy", "test_accuracy")
GHOST_COLUMNS = ("train_loss", "test_loss")
NOTHING: tuple[Cell, ...] = (None, None)


class Earlier(NamedTuple):
    """An earlier run: what it is called, and its log."""

    name: str
    log: Sequence[LogRow]


def plot_lines(
    log: Sequence[LogRow], accuracies: Accuracies | None, earlier: Sequence[Earlier] = ()
) -> Iterator[str]:
    """Yield the lines: one for each update of any of the runs, in order.

    An accuracy stands where it is known; without classes (`accuracies` None) it has no columns.
    """
    ghosts = [f"{run.name} {column}" for run in earlier for column in GHOST_COLUMNS]
    yield line((*LOG_COLUMNS, *(() if accuracies is None else ACCURACY_COLUMNS), *ghosts))
    for update, rows in _together([log, *(run.log for run in earlier)]):
        own, *others = rows
        cells: list[Cell] = [update, *own[1:]] if own else [update, *NOTHING * 3]
        if accuracies is not None:
            cells += _accuracy(accuracies, own)
        for row in others:
            cells += NOTHING if row is None else (row.train_loss, row.test_loss)
        yield line(cells)


def _accuracy(accuracies: Mapping[int, tuple[Cell, ...]], own: LogRow | None) -> tuple[Cell, ...]:
    return NOTHING if own is None else tuple(accuracies.get(own.update, NOTHING))


def _together(logs: Sequence[Sequence[LogRow]]) -> Iterator[tuple[int, list[LogRow | None]]]:
    """Yield each update with its row in every log, None where a log has none."""
    rest = [iter(log) for log in logs]
    heads = [next(rows, None) for rows in rest]
    while any(heads):
        update = min(row.update for row in heads if row is not None)
        found = [row if row is not None and row.update == update else None for row in heads]
        yield update, found
        heads = [
            next(rows, None) if taken is not None else head
            for rows, head, taken in zip(rest, heads, found, strict=True)
        ]
