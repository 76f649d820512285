"""Each sample of a batch on its own: δ × signal = gradient, a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.rows import Row

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Word
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.panels.inspector.rows import Cell
    from chainrule.teaching.batch import BatchSum

ROW = 27.0
GAP = 6.0


def sample_rows(pen: Pen, batch: BatchSum) -> list[Row]:
    """Return a row for each sample that is written out, and one for the others."""
    table = [
        (pen.quiet(translate("Inspector", "row {row}").format(row=one.row)),
         *_factors(pen, one.factors),
         pen.number(one.gradient, Kind.GRADIENT, signed=True))
        for one in batch.samples
    ]  # fmt: skip
    values = [(*one.factors, one.gradient) for one in batch.samples]
    widths = [max(word.width for word in column) for column in zip(*table, strict=True)]
    rows = [
        Row(_cells(pen, words, widths, numbers), ROW)
        for words, numbers in zip(table, values, strict=True)
    ]
    if batch.left_out:
        told = translate("Inspector", "and {count} more").format(count=batch.left_out)
        rest = pen.number(batch.rest, Kind.GRADIENT, signed=True)
        cells = (pen.cell(pen.quiet(told)), pen.cell(rest, right=0, value=batch.rest))
        rows.append(Row(cells, ROW))
    return rows


def _factors(pen: Pen, factors: tuple[float, ...]) -> tuple[Word, ...]:
    """Return δ, ×, the signal and =; of a bias, whose gradient is δ, nothing."""
    if len(factors) == 1:
        return ()
    delta, signal = factors
    return (
        pen.number(delta, Kind.GRADIENT, weight=400, signed=True),
        pen.quiet("×"),
        pen.number(signal, Kind.ACTIVATION, weight=400, coloured=False),
        pen.quiet("="),
    )


def _cells(
    pen: Pen, words: tuple[Word, ...], widths: list[float], numbers: tuple[float, ...]
) -> tuple[Cell, ...]:
    """Return the words in columns that end at the right, the first at the left."""
    kept = iter(reversed(numbers))
    cells = []
    right = 0.0
    for index in range(len(words) - 1, 0, -1):
        value = None if words[index].text in ("×", "=") else next(kept)
        cells.append(pen.cell(words[index], right=right, value=value))
        right += widths[index] + GAP
    cells.append(pen.cell(words[0]))
    return tuple(reversed(cells))
