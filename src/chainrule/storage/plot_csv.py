"""The CSV of the plot: the columns of the log, accuracies, and the same of other runs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from chainrule.storage.csv_out import LOG_COLUMNS, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chainrule.network.project import LogRow
    from chainrule.session.accuracy import Accuracies
    from chainrule.storage.csv_out import Cell

ACCURACY_COLUMNS = ("train_accuracy", "test_accuracy")
LOSS_COLUMNS = ("train_loss", "test_loss")
NOTHING: tuple[Cell, ...] = (None, None)


class Earlier(NamedTuple):
    """A run beside the present one: what it is called, its log, what is known of its accuracy."""

    name: str
    log: Sequence[LogRow]
    accuracies: Mapping[int, tuple[Cell, ...]] = MappingProxyType({})


def plot_lines(
    log: Sequence[LogRow], accuracies: Accuracies | None, earlier: Sequence[Earlier] = ()
) -> Iterator[str]:
    """Yield the lines: one for each update of any of the runs, in order.

    An accuracy stands where it is known; without classes (`accuracies` None) it has no columns.
    """
    shares = () if accuracies is None else ACCURACY_COLUMNS
    columns = (*LOSS_COLUMNS, *shares)
    others = [f"{run.name} {column}" for run in earlier for column in columns]
    yield line((*LOG_COLUMNS, *shares, *others))
    for update, (own, *rows) in _together([log, *(run.log for run in earlier)]):
        cells: list[Cell] = [update, *own[1:]] if own else [update, *NOTHING * 3]
        if accuracies is not None:
            cells += _accuracy(accuracies, own)
        for run, row in zip(earlier, rows, strict=True):
            cells += NOTHING if row is None else (row.train_loss, row.test_loss)
            if accuracies is not None:
                cells += _accuracy(run.accuracies, row)
        yield line(cells)


def _accuracy(accuracies: Mapping[int, tuple[Cell, ...]], row: LogRow | None) -> tuple[Cell, ...]:
    return NOTHING if row is None else tuple(accuracies.get(row.update, NOTHING))


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
