"""What part of the plane the widget shows: zoom and shift. No Qt: pixels and canvas units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point

LEAST, MOST = 0.1, 4.0
NOTCH = 1.15
"""zoom factor of one notch of the wheel"""
SIDE, ABOVE, BELOW = 32.0, 50.0, 44.0
"""room that a fit leaves in pixels: for the heads of the columns, the legend and the buttons"""
CLOSE = 1.0
"""px that may be missing of what is still called seen"""
FIT_MOST = 1.5
NEARLY_ONE = 1.12
"""a fit that comes out between 1 and this is shown at 100%"""


@dataclass(frozen=True, slots=True)
class Viewport:
    """A widget of `width` × `height` pixels: screen = zoom · place + shift."""

    width: float = 1.0
    height: float = 1.0
    zoom: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def to_screen(self, place: Point) -> Point:
        """Return where a place of the canvas is seen."""
        return place[0] * self.zoom + self.dx, place[1] * self.zoom + self.dy

    def to_canvas(self, point: Point) -> Point:
        """Return the place of the canvas under a pixel."""
        return (point[0] - self.dx) / self.zoom, (point[1] - self.dy) / self.zoom

    @property
    def box(self) -> Box:
        """The part of the canvas that is seen."""
        x, y = self.to_canvas((self.width / 2, self.height / 2))
        return Box(x, y, self.width / self.zoom, self.height / self.zoom)

    def moved(self, dx: float, dy: float) -> Viewport:
        """Return the view after a pan by so many pixels."""
        return replace(self, dx=self.dx + dx, dy=self.dy + dy)

    def resized(self, width: float, height: float) -> Viewport:
        """Return the view at another size, with the same place in the middle."""
        return replace(
            self,
            width=width,
            height=height,
            dx=self.dx + (width - self.width) / 2,
            dy=self.dy + (height - self.height) / 2,
        )

    def zoomed(self, zoom: float, fixed: Point | None = None) -> Viewport:
        """Return the view at another zoom; the place under the pixel `fixed` stays there."""
        held = (self.width / 2, self.height / 2) if fixed is None else fixed
        place = self.to_canvas(held)
        zoom = min(MOST, max(LEAST, zoom))
        return replace(self, zoom=zoom, dx=held[0] - zoom * place[0], dy=held[1] - zoom * place[1])

    def shows(self, bounds: Box, apart: bool = False) -> bool:
        """Return whether all of the bounds is seen; `apart` from what stands at the edges too."""
        side, above, below = (SIDE, ABOVE, BELOW) if apart else (0.0, 0.0, 0.0)
        left, top = self.to_screen((bounds.left, bounds.top))
        right, bottom = self.to_screen((bounds.right, bounds.bottom))
        across = left >= side - CLOSE and right <= self.width - side + CLOSE
        return across and top >= above - CLOSE and bottom <= self.height - below + CLOSE

    def holds(self, bounds: Box) -> bool:
        """Return whether all of the bounds would be seen if they were in the middle."""
        wide, high = self.zoom * bounds.width, self.zoom * bounds.height
        return wide <= self.width + CLOSE and high <= self.height + CLOSE

    def loses(self, bounds: Box, before: Viewport) -> bool:
        """Return whether bounds are cut off that were not in an earlier view."""
        cut = before.shows(bounds) and not self.shows(bounds)
        return cut or (before.holds(bounds) and not self.holds(bounds))

    def fitted(self, bounds: Box | None) -> Viewport:
        """Return the view that shows all of the bounds, at most at 150%."""
        if bounds is None:
            return replace(self, zoom=1.0, dx=self.width / 2, dy=self.height / 2)
        room = (max(1.0, self.width - 2 * SIDE), max(1.0, self.height - ABOVE - BELOW))
        zoom = min(room[0] / max(1.0, bounds.width), room[1] / max(1.0, bounds.height), FIT_MOST)
        zoom = min(MOST, max(LEAST, 1.0 if 1 < zoom <= NEARLY_ONE else zoom))
        return replace(
            self,
            zoom=zoom,
            dx=self.width / 2 - zoom * bounds.x,
            dy=ABOVE + room[1] / 2 - zoom * bounds.y,
        )

    def between(self, other: Viewport, share: float) -> Viewport:
        """Return the view a share of the way to another one of the same size."""
        ratio = other.zoom / self.zoom
        zoom = self.zoom * ratio**share
        here = self.to_canvas((self.width / 2, self.height / 2))
        there = other.to_canvas((self.width / 2, self.height / 2))
        x, y = (a + (b - a) * share for a, b in zip(here, there, strict=True))
        return replace(self, zoom=zoom, dx=self.width / 2 - zoom * x, dy=self.height / 2 - zoom * y)
