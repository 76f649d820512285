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
    from chainrule.teaching.batch import BatchSum, SampleGradient

ROW = 27.0
GAP = 6.0
SIZES = (14, 13, 12)
"""px of the words of a row: the largest that has room"""


def sample_rows(pen: Pen, batch: BatchSum, width: float) -> list[Row]:
    """Return a row for each sample that is written out, and one for the others.

    What has no room is written smaller; at last a sample's name stands above its numbers.
    """
    for px in SIZES:
        table = [_words(pen, one, px) for one in batch.samples]
        widths = [max(word.width for word in column) for column in zip(*table, strict=True)]
        split = sum(widths) + GAP * (len(widths) - 1) > width
        if not split:
            break
    rows: list[Row] = []
    for words, one in zip(table, batch.samples, strict=True):
        cells = _cells(pen, words, widths, (*one.factors, one.gradient))
        parts = (cells[:1], cells[1:]) if split else (cells,)
        rows += [Row(part, ROW) for part in parts]
    if batch.left_out:
        told = translate("Inspector", "and {count} more").format(count=batch.left_out)
        rest = pen.number(batch.rest, Kind.GRADIENT, px, signed=True)
        cells = (pen.cell(pen.quiet(told, px)), pen.cell(rest, right=0, value=batch.rest))
        rows.append(Row(cells, ROW))
    return rows


def _words(pen: Pen, one: SampleGradient, px: int) -> tuple[Word, ...]:
    """Return the row's name, δ, ×, the signal, = and the gradient; of a bias δ is the gradient."""
    name = pen.quiet(translate("Inspector", "row {row}").format(row=one.row), px)
    gradient = pen.number(one.gradient, Kind.GRADIENT, px, signed=True)
    if len(one.factors) == 1:
        return name, gradient
    delta, signal = one.factors
    return (
        name,
        pen.number(delta, Kind.GRADIENT, px, 400, signed=True),
        pen.quiet("×", px),
        pen.number(signal, Kind.ACTIVATION, px, 400, coloured=False),
        pen.quiet("=", px),
        gradient,
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
