"""Tables with two columns of numbers that make room for each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import Line
from chainrule.gui.panels.inspector.rows import ROW, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.panels.inspector.rows import Cell

APART = 10.0
"""px between the columns at least"""


@dataclass(frozen=True, slots=True)
class TwoNumbers:
    """A line of a table: what it is about, and what stands in the two columns."""

    about: Cell | None
    words: Sequence[Item | Line]
    values: Sequence[float | None] | None
    height: float = ROW
    rule: bool = False


def in_columns(pen: Pen, lines: Sequence[TwoNumbers], least: float) -> list[Row]:
    """Return the rows: the second column at the right end, the first `least` px from it or more."""
    widest = max(each.words[1].width for each in lines)
    rights = max(least, widest + APART), 0.0
    rows = []
    for each in lines:
        cells = [] if each.about is None else [each.about]
        for word, value, right in zip(each.words, each.values or (None, None), rights, strict=True):
            items = word.items if isinstance(word, Line) else (word,)
            cells.append(pen.cell(*items, right=right, value=value))
        rows.append(Row(tuple(cells), each.height, rule=each.rule))
    return rows
