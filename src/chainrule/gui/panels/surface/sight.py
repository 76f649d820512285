"""Where things of the landscape are on the screen, seen from above or from the side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF

from chainrule.gui.panels.surface.levels import FLAT, HIGHEST, LOWEST

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QRectF

    from chainrule.session.landscape import Landscape
    from chainrule.session.surface import Box, Point

    Array = NDArray[np.float64]

TILT = math.radians(38)
RISE = 0.55
"""how high the highest place stands, as a share of the width"""
PERCENTILE = 85.0
"""the percentile of the losses above which the land is cut off: walls hide what lies below"""
SIDE = 0.74
"""the width of the land as a share of the room it is drawn in"""


@dataclass(frozen=True)
class Above:
    """Seen from above: equal scales on both axes."""

    area: QRectF
    box: Box

    def place(self, point: Point) -> QPointF:
        """Return where a point of the landscape is."""
        box, area = self.box, self.area
        x = (point[0] - box.left) / (box.right - box.left)
        y = (point[1] - box.bottom) / (box.top - box.bottom)
        return QPointF(area.left() + x * area.width(), area.bottom() - y * area.height())

    def point(self, place: QPointF) -> Point:
        """Return which point of the landscape is at a place, inside the box."""
        box, area = self.box, self.area
        x = min(1.0, max(0.0, (place.x() - area.left()) / area.width()))
        y = min(1.0, max(0.0, (area.bottom() - place.y()) / area.height()))
        return box.left + x * (box.right - box.left), box.bottom + y * (box.top - box.bottom)

    @property
    def scale(self) -> float:
        """How many px one unit is."""
        return self.area.width() / (self.box.right - self.box.left)


class Aside:
    """Seen from the side, turned by an angle: far things stand higher."""

    def __init__(self, area: QRectF, land: Landscape, angle: float) -> None:
        self.area, self.land = area, land
        self._turn = (math.cos(angle), math.sin(angle))
        finite = np.clip(land.losses[np.isfinite(land.losses)], -HIGHEST, HIGHEST)
        self.low = float(finite.min()) if finite.size else 0.0
        high = float(np.percentile(finite, PERCENTILE)) if finite.size else 1.0
        loss = min(HIGHEST, land.loss) if math.isfinite(land.loss) else high
        self.high = max(high, loss, self.low + max(LOWEST, FLAT * abs(self.low)))

    @np.errstate(all="ignore")
    def heights(self, losses: Array) -> Array:
        """Return losses as heights from 0 to 1."""
        shares = (losses - self.low) / (self.high - self.low)
        return np.clip(np.nan_to_num(shares, nan=1.0, posinf=1.0), 0.0, 1.0)

    def project(self, x: Array, y: Array, heights: Array) -> tuple[Array, Array, Array]:
        """Return where shares of the box (0 to 1) lie at these heights, and how near they are."""
        area, (cosine, sine) = self.area, self._turn
        across, along = x - 0.5, (y - 0.5) * 0.75
        right, back = across * cosine - along * sine, across * sine + along * cosine
        width = area.width() * SIDE
        middle = area.center()
        down = middle.y() + area.height() * 0.16
        up = back * math.sin(TILT) + heights * RISE * math.cos(TILT)
        return middle.x() + right * width, down - up * width, -back

    def place(self, point: Point, loss: float) -> QPointF:
        """Return where a point of the landscape is."""
        box = self.land.box
        x = np.array([(point[0] - box.left) / (box.right - box.left)])
        y = np.array([(point[1] - box.bottom) / (box.top - box.bottom)])
        found = self.project(x, y, self.heights(np.array([loss])))
        return QPointF(float(found[0][0]), float(found[1][0]))


@np.errstate(all="ignore")
def loss_at(land: Landscape, point: Point) -> float:
    """Return the loss at a point, between the nearest ones of the grid."""
    box, (rows, columns) = land.box, land.losses.shape
    x = (point[0] - box.left) / (box.right - box.left) * (columns - 1)
    y = (point[1] - box.bottom) / (box.top - box.bottom) * (rows - 1)
    column, row = int(min(max(x, 0), columns - 2)), int(min(max(y, 0), rows - 2))
    u, v = min(1.0, max(0.0, x - column)), min(1.0, max(0.0, y - row))
    near = land.losses[row : row + 2, column : column + 2]
    return float(
        (1 - u) * (1 - v) * near[0, 0] + u * (1 - v) * near[0, 1]
        + (1 - u) * v * near[1, 0] + u * v * near[1, 1]
    )  # fmt: skip
