"""On the card of an update: the arrows that are added, each under its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from chainrule.gui.canvas.arrow_shape import paint_arrow, paint_joins
from chainrule.gui.canvas.parts import part_look, part_symbol
from chainrule.gui.canvas.text import Sign, Word, line
from chainrule.gui.numbers import Kind, show

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.theme import Theme
    from chainrule.teaching.movement import Movement
    from chainrule.teaching.notation import Notation

ROW = 36.0
ABOVE, BELOW = 4.0, 10.0
MARGIN = 14.0
WORDS_ABOVE = 15.0
SHAFT, HEAD = 5.0, 14.0


def move_height(move: Movement) -> float:
    """Return the height of the card: a row for each arrow."""
    return ABOVE + ROW * len(move.arrows) + BELOW


def draw_move(
    painter: QPainter, theme: Theme, notation: Notation, move: Movement, rect: QRectF
) -> None:
    """Draw the arrows one below the other, end to end; the last one is the sum."""
    low, high = min(move.offsets), max(move.offsets)
    room = rect.width() - 2 * MARGIN
    unit = room / (high - low) if high > low else 0.0
    zero = rect.left() + MARGIN - low * unit if unit else rect.center().x()
    heights = [rect.top() + ABOVE + ROW * (row + 1) - 6 for row in range(len(move.arrows))]
    tips = [zero + arrow.stop * unit for arrow in move.arrows]
    if len(heights) > 1:
        joins = list(zip(tips, heights, heights[1:], strict=False))
        paint_joins(painter, theme, [*joins, (zero, heights[0], heights[-1])])
    for y, arrow in zip(heights, move.arrows, strict=True):
        look = part_look(theme, arrow.part, SHAFT, HEAD)
        paint_arrow(painter, look, zero + arrow.start * unit, zero + arrow.stop * unit, y)
        number = show(arrow.value, Kind.GRADIENT, notation, signed=True)
        said = line(
            Sign(part_symbol(arrow.part), 12, theme.text),
            Word(number, 12, 600, theme.sign(arrow.value)),
            gap=6,
        )
        left = rect.left() + MARGIN
        behind = QRectF(left - 1, y - WORDS_ABOVE - 7, said.width + 2, 14)
        painter.fillRect(behind, theme.panel)
        said.paint(painter, left + said.width / 2, y - WORDS_ABOVE)
