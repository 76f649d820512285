"""Inputs that are the pixels of a picture, and where they stand as one. No Qt: canvas units."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.gui.canvas.geometry import Point
    from chainrule.network.graph import Network

PITCH = 38.0
"""from pixel to pixel at least; a picture beside a tall column is larger"""
FILLED = 36.0 / 38.0
"""of the pitch that a pixel takes"""
MARGIN = 9.0
"""from the outer pixels to the edge of the plate"""
BESIDE = 0.88
"""of the tallest column that a picture is as high as"""
LARGEST_PITCH = 76.0
FEWEST = 36
"""inputs that a picture has at least: fewer are more likely to be features"""


@dataclass(frozen=True, slots=True)
class PixelGrid:
    """A square picture: its neurons row by row, how many a row has, and the plate they lie on.

    `pitch` is the way from pixel to pixel.
    """

    neurons: tuple[str, ...]
    width: int
    plate: Box
    pitch: float = PITCH

    @property
    def side(self) -> float:
        """How wide and high a pixel is."""
        return self.pitch * FILLED

    def at(self, place: Point) -> str | None:
        """Return the pixel at a place of the canvas."""
        first = MARGIN + self.side / 2
        column = round((place[0] - self.plate.left - first) / self.pitch)
        row = round((place[1] - self.plate.top - first) / self.pitch)
        if not self.plate.contains(place):
            return None
        if not (0 <= column < self.width and 0 <= row < self.width):
            return None
        return self.neurons[row * self.width + column]


def picture_side(network: Network) -> int | None:
    """Return how many pixels a row of the picture has that the inputs are, None if they are none.

    They are one when there are enough of them and their number is a square.
    """
    count = len(network.inputs)
    width = math.isqrt(count)
    return width if count >= FEWEST and width * width == count else None


def pixel_grid(network: Network, places: Mapping[str, Point]) -> PixelGrid | None:
    """Return the inputs as a picture, when they are a square number and stand as one."""
    width = picture_side(network)
    if width is None:
        return None
    inputs = tuple(neuron.id for neuron in network.inputs)
    left, top = places[inputs[0]]
    pitch = places[inputs[1]][0] - left
    if not PITCH - 0.5 <= pitch <= LARGEST_PITCH + 0.5:
        return None
    for index, name in enumerate(inputs):
        row, column = divmod(index, width)
        x, y = places[name]
        if abs(x - left - column * pitch) > 0.5 or abs(y - top - row * pitch) > 0.5:
            return None
    reach = (width - 1) * pitch
    size = reach + pitch * FILLED + 2 * MARGIN
    return PixelGrid(inputs, width, Box(left + reach / 2, top + reach / 2, size, size), pitch)


def picture_pitch(network: Network, tallest: float) -> float:
    """Return the pitch of inputs beside columns as high as `tallest`: a picture is as large."""
    width = picture_side(network)
    if width is None:
        return PITCH
    return min(LARGEST_PITCH, max(PITCH, BESIDE * tallest / width))
