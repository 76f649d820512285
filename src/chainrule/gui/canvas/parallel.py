"""Lines beside the ways of edges. No Qt: canvas units, y down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import SAMPLES

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Box, Curve, Point


def off(curve: Curve, t: float, offset: float) -> Point:
    """Return a point beside a curve: to the right by `offset` as it is walked along."""
    (x, y), (dx, dy) = curve.at(t), curve.direction(t)
    return x - dy * offset, y + dx * offset


def beside(curve: Curve, offset: float, start: float, end: float) -> list[Point]:
    """Return the line beside a curve, up to circles of these radii round its ends."""
    steps = 1 if curve.control is None else SAMPLES
    points = [off(curve, curve.parameter(step / steps), offset) for step in range(steps + 1)]
    first, last = curve.direction(curve.first), curve.direction(curve.last)
    points[0] = _shifted(points[0], first, -_missing(start, offset))
    points[-1] = _shifted(points[-1], last, _missing(end, offset))
    return points


def _missing(radius: float, offset: float) -> float:
    """Return how much further than the centre line a line beside it goes to a circle."""
    return radius - math.sqrt(max(0.0, radius**2 - offset**2)) if radius else 0.0


def _shifted(point: Point, direction: Point, by: float) -> Point:
    return point[0] + direction[0] * by, point[1] + direction[1] * by


def arrow_head(point: Point, direction: Point, arm: float) -> tuple[Point, Point, Point]:
    """Return an open arrow head that points against the direction."""
    (x, y), (dx, dy) = point, direction
    return (
        (x + (dx - dy) * arm, y + (dy + dx) * arm),
        point,
        (x + (dx + dy) * arm, y + (dy - dx) * arm),
    )


def leader(curve: Curve, box: Box, reach: float) -> tuple[Point, Point] | None:
    """Return the line from a bundle that reaches so far to both sides to a box beside it.

    None where the box lies on the bundle.
    """
    steps = [curve.parameter(step / SAMPLES) for step in range(SAMPLES + 1)]
    t = min(steps, key=lambda at: math.dist(curve.at(at), (box.x, box.y)))
    (x, y), (dx, dy) = curve.at(t), curve.direction(t)
    side = 1.0 if (box.y - y) * dx - (box.x - x) * dy > 0 else -1.0
    start = off(curve, t, reach * side)
    return None if box.contains(start) else (start, (box.x, box.y))
