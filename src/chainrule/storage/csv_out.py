"""The CSV files: the log of losses and the ledger; written row by row, however long they are."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from chainrule.session.formulas import formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chainrule.network.project import LogRow
    from chainrule.session.operations import Operation

LOG_COLUMNS = (
    "update",
    "epoch",
    "learning_rate",
    "momentum",
    "batch_loss",
    "train_loss",
    "test_loss",
)
LEDGER_COLUMNS = ("update", "sample", "phase", "operation", "target", "formula", "value")

Cell = str | int | float | None


class LedgerRow(NamedTuple):
    """One operation as a row of the ledger."""

    update: int
    sample: int | None
    phase: str
    operation: str
    target: str
    formula: str
    value: float | None


def ledger_row(operation: Operation) -> LedgerRow:
    """Return an operation as a row; a slope too large for a float64 leaves its cell empty."""
    return LedgerRow(
        operation.update,
        operation.sample,
        operation.phase.value,
        operation.kind.value,
        operation.target,
        formula(operation),
        operation.value if math.isfinite(operation.value) else None,
    )


def log_lines(
    rows: Iterable[LogRow],
    names: Sequence[str] = (),
    parameters: Iterable[Sequence[float]] | None = None,
) -> Iterator[str]:
    """Yield the lines of the log; `parameters` gives the values of `names` for each row."""
    yield line((*LOG_COLUMNS, *names))
    if parameters is None:
        yield from (line(row) for row in rows)
    else:
        yield from (line((*row, *values)) for row, values in zip(rows, parameters, strict=True))


def log_bytes(rows: Iterable[LogRow]) -> bytes:
    """Return the log as a file's bytes."""
    return "".join(log_lines(rows)).encode("utf-8")


def ledger_lines(rows: Iterable[LedgerRow]) -> Iterator[str]:
    """Yield the lines of a ledger."""
    yield line(LEDGER_COLUMNS)
    yield from (line(row) for row in rows)


def line(cells: Iterable[Cell]) -> str:
    """Return one line: text guarded and quoted, floats in shortest form, None as nothing."""
    return ",".join(map(_cell, cells)) + "\n"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(_guarded(value))
    return float.__repr__(value) if isinstance(value, float) else int.__repr__(value)


def _guarded(text: str) -> str:
    """Keep a spreadsheet from reading text as a formula."""
    first = text[:1]
    risky = first and (first in "=+-@" or unicodedata.category(first) == "Cc")
    return f"'{text}" if risky else text


def _quoted(text: str) -> str:
    if any(character in text for character in ',"\n\r'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
