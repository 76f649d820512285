"""The arrows at the ball: what is remembered, what the slope asks, and the sum."""

from __future__ import annotations

import math
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
LEAST = 40.0
"""px that the longest arrow has at least"""
LONGER, SHORTER = (1.0, 2.0, 3.0, 5.0, 10.0), (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
"""round factors: of a power of ten, and of true length where there is no room"""
RIM = 6.0
"""px between the tip of an arrow and the rim of the surface"""


def factor_for(sight: Above, ball: Point, pushes: Sequence[Push]) -> float:
    """Return a round factor with which arrows are long enough to be read and end in sight."""
    length = max((push.length for push in pushes), default=0.0) * sight.scale
    if not length:
        return 1.0
    wanted = max(1.0, LEAST / length)
    power = 10.0 ** math.floor(math.log10(wanted))
    factor = next(step * power for step in LONGER if step * power >= wanted * 0.999)
    tried = (factor, *SHORTER)
    return next((each for each in tried if _in_sight(sight, ball, pushes, each)), factor)


def _in_sight(sight: Above, ball: Point, pushes: Sequence[Push], factor: float) -> bool:
    """Return whether all arrows end on the surface."""
    area = sight.area.adjusted(RIM, RIM, -RIM, -RIM)
    return all(area.contains(sight.place(end)) for _, end in ends_of(pushes, ball, factor).values())


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
