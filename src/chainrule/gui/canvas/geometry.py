"""The curves that edges follow and the boxes that labels fill. No Qt: canvas units, y down."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Point = tuple[float, float]

SAMPLES = 24
"""points at which a curve is looked at where no formula is at hand"""
SKIP_LIFT = 3 / 8
"""how far the control point of a skip curve stands off, in spans"""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle by its centre and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The x of the left side."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """The y of the upper side."""
        return self.y - self.height / 2

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height / 2

    def contains(self, point: Point) -> bool:
        """Return whether the point lies in the box."""
        return (
            abs(point[0] - self.x) <= self.width / 2 and abs(point[1] - self.y) <= self.height / 2
        )

    def near(self, other: Box, gap: float = 0.0) -> bool:
        """Return whether the boxes overlap or come closer than `gap`."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + gap
            and abs(self.y - other.y) < (self.height + other.height) / 2 + gap
        )


def united(boxes: Iterable[Box]) -> Box | None:
    """Return the box around all of them, None when there is none."""
    found = list(boxes)
    if not found:
        return None
    left, right = min(box.left for box in found), max(box.right for box in found)
    top, bottom = min(box.top for box in found), max(box.bottom for box in found)
    return Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class Curve:
    """The way of an edge from centre to centre: straight, or quadratic with a control point.

    `first` and `last` are the parameters at which it leaves the source's rim and meets the
    target's; they fall together where the neurons touch.
    """

    start: Point
    end: Point
    control: Point | None = None
    first: float = 0.0
    last: float = 1.0

    def at(self, t: float) -> Point:
        """Return the point at the parameter t, 0 at the source's centre, 1 at the target's."""
        (ax, ay), (bx, by) = self.start, self.end
        if self.control is None:
            return ax + t * (bx - ax), ay + t * (by - ay)
        cx, cy = self.control
        u = 1 - t
        return (
            u * u * ax + 2 * u * t * cx + t * t * bx,
            u * u * ay + 2 * u * t * cy + t * t * by,
        )

    def free(self, share: float) -> Point:
        """Return the point at this share of the part that shows between the rims."""
        return self.at(self.parameter(share))

    def parameter(self, share: float) -> float:
        """Return the parameter of a share of the part between the rims."""
        return self.first + share * (self.last - self.first)

    def direction(self, t: float) -> Point:
        """Return the unit vector along the curve at t, from source to target."""
        (ax, ay), (bx, by) = self.start, self.end
        if self.control is None:
            dx, dy = bx - ax, by - ay
        else:
            cx, cy = self.control
            dx = (1 - t) * (cx - ax) + t * (bx - cx)
            dy = (1 - t) * (cy - ay) + t * (by - cy)
        length = math.hypot(dx, dy)
        return (dx / length, dy / length) if length else (1.0, 0.0)

    @property
    def length(self) -> float:
        """The length between the rims; of a curve, that of its polyline."""
        if self.control is None:
            return math.dist(self.free(0.0), self.free(1.0))
        points = self.polyline()
        return sum(math.dist(a, b) for a, b in itertools.pairwise(points))

    def polyline(self, start: float = 0.0, end: float = 1.0) -> list[Point]:
        """Return points from one share of the visible part to another: two where straight."""
        steps = 1 if self.control is None else SAMPLES
        return [self.free(start + (end - start) * step / steps) for step in range(steps + 1)]

    def distance(self, point: Point) -> float:
        """Return how far the point is from the visible part."""
        points = self.polyline()
        pairs = itertools.pairwise(points)
        return min(segment_distance(point, a, b) for a, b in pairs)

    def clearance(self, points: Iterable[Point]) -> float:
        """Return how far the nearest of some points is from the visible part.

        Most of them are farther from the box round it than one that was seen before: they cost
        little.
        """
        line = self.polyline()
        (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*line, strict=True))
        pairs, least = list(itertools.pairwise(line)), math.inf
        for point in points:
            x, y = point
            if max(left - x, x - right, top - y, y - bottom) < least:
                least = min(least, *(segment_distance(point, a, b) for a, b in pairs))
        return least

    def within(self, box: Box) -> bool:
        """Return whether the curve may show inside the box (by its bounding box)."""
        points = [self.start, self.end] + ([self.control] if self.control else [])
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return (
            min(xs) <= box.right
            and max(xs) >= box.left
            and min(ys) <= box.bottom
            and max(ys) >= box.top
        )


def segment_distance(point: Point, a: Point, b: Point) -> float:
    """Return the distance of a point from the segment a-b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    if not square:
        return math.dist(point, a)
    t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square
    t = min(1.0, max(0.0, t))
    return math.dist(point, (a[0] + t * dx, a[1] + t * dy))


def straight(start: Point, end: Point, radius: float) -> Curve:
    """Return the straight curve between two neurons, cut at their rims."""
    length = math.dist(start, end)
    cut = min(0.5, radius / length) if length else 0.5
    return Curve(start, end, None, cut, 1 - cut)


def bowed(start: Point, end: Point, radius: float, side: int) -> Curve:
    """Return the curve that passes above (side −1) or below (+1) what stands between."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    lift = SKIP_LIFT * side
    if dx < 0:
        lift = -lift
    middle = ((start[0] + end[0]) / 2 - lift * dy, (start[1] + end[1]) / 2 + lift * dx)
    whole = Curve(start, end, middle)
    return Curve(
        start, end, middle, _leaves(whole, start, radius), 1 - _leaves(_turned(whole), end, radius)
    )


def _turned(curve: Curve) -> Curve:
    return Curve(curve.end, curve.start, curve.control)


def _leaves(curve: Curve, centre: Point, radius: float) -> float:
    """Return the parameter at which a curve from `centre` leaves the circle, by bisection."""
    low, high = 0.0, 0.5
    for _ in range(20):
        middle = (low + high) / 2
        if math.dist(curve.at(middle), centre) < radius:
            low = middle
        else:
            high = middle
    return low


def edge_width(weight: float) -> float:
    """Return the width of an edge by its weight, 1 to 8 px."""
    size = abs(weight)
    return 8.0 if not math.isfinite(size) else 1 + 7 * (1 - math.exp(-size / 1.5))
