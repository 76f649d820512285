"""Guides: the lines that a dragged neuron is held by, and the equal gaps that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt

from chainrule.gui.canvas.decor import paint_guides
from chainrule.gui.canvas.edges import make_pen
from chainrule.gui.canvas.text import Word, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.snapping import Guides, Span
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.gui.theme import Theme

TICK = 5.0


def paint_alignment(
    painter: QPainter, theme: Theme, view: Viewport, guides: Guides, gaps: Iterable[Span]
) -> None:
    """Paint guides over the whole canvas, and each equal gap with its length, in pixels."""
    paint_guides(painter, theme, view, *guides)
    for start, end in gaps:
        _paint_gap(painter, theme, view, (start, end))


def _paint_gap(painter: QPainter, theme: Theme, view: Viewport, span: Span) -> None:
    (ax, ay), (bx, by) = view.to_screen(span[0]), view.to_screen(span[1])
    upright = abs(bx - ax) < abs(by - ay)
    dx, dy = (TICK, 0.0) if upright else (0.0, TICK)
    painter.setPen(make_pen(theme["accent"], 1.5))
    painter.drawLines(
        [
            QLineF(ax, ay, bx, by),
            QLineF(ax - dx, ay - dy, ax + dx, ay + dy),
            QLineF(bx - dx, by - dy, bx + dx, by + dy),
        ]
    )
    length = abs(span[1][1] - span[0][1]) if upright else abs(span[1][0] - span[0][0])
    words = line(Word(f"{length:.0f}", 12, 600, theme["accentText"]))
    x, y = (ax + bx) / 2, (ay + by) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["panel"])
    painter.drawRoundedRect(QRectF(x - words.width / 2 - 4, y - 9, words.width + 8, 18), 4, 4)
    words.paint(painter, x, y)
