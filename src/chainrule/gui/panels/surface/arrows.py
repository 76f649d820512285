"""The arrows at the ball: what is remembered, what the slope asks, and the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF

from chainrule.gui.canvas.arrow_shape import ArrowLook, hollow, paint_arrow
from chainrule.teaching.movement import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter

    from chainrule.gui.panels.surface.sight import Above
    from chainrule.gui.theme import Theme
    from chainrule.session.surface import Point
    from chainrule.teaching.ball import Push

SHAFT, HEAD = 5.0, 15.0


def paint_pushes(
    painter: QPainter,
    theme: Theme,
    sight: Above,
    ball: Point,
    pushes: Sequence[Push],
    factor: float,
) -> None:
    """Paint the next move, `factor` times longer."""
    for part, (begin, end) in ends_of(pushes, ball, factor).items():
        _paint(painter, _look(part, theme), sight.place(begin), sight.place(end))


def ends_of(pushes: Sequence[Push], ball: Point, factor: float) -> dict[Part, tuple[Point, Point]]:
    """Return where each arrow begins and ends: the parts end to end, the sum from the ball."""
    found: dict[Part, tuple[Point, Point]] = {}
    start = ball
    for push in pushes:
        begin = start if push.part is Part.ASKED else ball
        end = (begin[0] + factor * push.first, begin[1] + factor * push.second)
        found[push.part] = begin, end
        if push.part is Part.REMEMBERED:
            start = end
    return found


def _look(part: Part, theme: Theme) -> ArrowLook:
    if part is Part.REMEMBERED:
        return hollow(theme, SHAFT, HEAD)
    if part is Part.ASKED:
        return ArrowLook(theme.back, None, SHAFT, HEAD)
    return ArrowLook(theme.ink, theme.panel, SHAFT + 1, HEAD + 2)


def _paint(painter: QPainter, look: ArrowLook, start: QPointF, end: QPointF) -> None:
    way = QLineF(start, end)
    painter.save()
    painter.translate(start)
    painter.rotate(-way.angle())
    paint_arrow(painter, look, 0.0, way.length(), 0.0)
    painter.restore()
