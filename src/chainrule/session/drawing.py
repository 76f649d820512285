"""A drawing made into the pixels that a network knows.

The handwritten digits were made small in one way: each fills the height of its picture, stands in
the middle of its width and is at most three quarters as wide; then blocks of the bitmap were
averaged. A drawing is treated alike: what is left of its ink is scaled so, with the pen as thick
as it was, painted on a fine grid, and every pixel is the mean of its block.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from chainrule.session.drawn import PEN, RUBBER, Stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.network.project import Data

    Array = NDArray[np.float64]
    Bitmap = NDArray[np.bool_]

WIDEST = 0.75
"""of the picture's width that a drawing takes"""
FINE = 8
"""points of the fine grid along a pixel"""
MOST_ENLARGED = 4.0
"""a dot does not become a blot"""
LEAST = 1e-9


def pixels(strokes: Sequence[Stroke], side: int) -> tuple[float, ...]:
    """Return the ink of `side` by `side` pixels, 0 to 1, row by row; all 0 without ink."""
    size = side * FINE
    rubbed = any(stroke.rubs for stroke in strokes)
    box = _box_left(painted(strokes, size), size) if rubbed else _box(strokes)
    if box is None:
        return (0.0,) * (side * side)
    fine = painted(_placed(strokes, box), size).astype(np.float64)
    blocks = fine.reshape(side, FINE, side, FINE).mean(axis=(1, 3))
    return tuple(blocks.ravel().tolist())


def painted(strokes: Sequence[Stroke], size: int) -> Bitmap:
    """Return which points of a square grid have ink after these strokes, in their order."""
    middles = (np.arange(size) + 0.5) / size
    ink = np.zeros((size, size), dtype=bool)
    for stroke in strokes:
        reach = (RUBBER if stroke.rubs else PEN) / 2
        ink[_near(stroke, middles, reach)] = not stroke.rubs
    return ink


def _near(stroke: Stroke, middles: Array, reach: float) -> Bitmap:
    """Return the points of the grid that are within `reach` of a stroke."""
    found = np.zeros((len(middles), len(middles)), dtype=bool)
    points = stroke.points if len(stroke.points) > 1 else stroke.points * 2
    for (x1, y1), (x2, y2) in pairwise(points):
        columns = _span(middles, min(x1, x2) - reach, max(x1, x2) + reach)
        rows = _span(middles, min(y1, y2) - reach, max(y1, y2) + reach)
        across, down = middles[columns][np.newaxis, :], middles[rows][:, np.newaxis]
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        along = ((across - x1) * (x2 - x1) + (down - y1) * (y2 - y1)) / max(length, LEAST)
        share = np.clip(along, 0.0, 1.0)
        away = (across - x1 - share * (x2 - x1)) ** 2 + (down - y1 - share * (y2 - y1)) ** 2
        found[rows, columns] |= away <= reach * reach
    return found


def _span(middles: Array, low: float, high: float) -> slice:
    start, stop = np.searchsorted(middles, (low, high))
    return slice(int(start), int(stop))


Box = tuple[float, float, float, float]
"""left, top, right and bottom of the middle line of strokes"""


def _box(strokes: Sequence[Stroke]) -> Box | None:
    """Return the box of strokes, None where there are none."""
    across = [x for stroke in strokes for x, _ in stroke.points]
    down = [y for stroke in strokes for _, y in stroke.points]
    return (min(across), min(down), max(across), max(down)) if across else None


def _box_left(ink: Bitmap, size: int) -> Box | None:
    """Return the box of what an eraser has left of the ink, None where that is nothing."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    inset = PEN / 2
    left, right = columns[0] / size + inset, (columns[-1] + 1) / size - inset
    top, bottom = rows[0] / size + inset, (rows[-1] + 1) / size - inset
    return float(left), float(top), float(max(left, right)), float(max(top, bottom))


def _placed(strokes: Sequence[Stroke], box: Box) -> tuple[Stroke, ...]:
    """Return the strokes moved and scaled to where the digits of the data stand."""
    left, top, right, bottom = box
    high = (1.0 - PEN) / max(bottom - top, LEAST)
    wide = (WIDEST - PEN) / max(right - left, LEAST)
    down = min(high, MOST_ENLARGED)
    across = min(down, wide)
    middle = (left + right) / 2, (top + bottom) / 2

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return 0.5 + (point[0] - middle[0]) * across, 0.5 + (point[1] - middle[1]) * down

    return tuple(Stroke(tuple(map(place, each.points)), each.rubs) for each in strokes)


def input_rows(data: Data, names: Sequence[str]) -> Array:
    """Return the inputs of the training rows in the order of `names`, those that the data has."""
    places = [data.inputs.index(name) for name in names if name in data.inputs]
    cells = np.array(data.train, dtype=np.float64).reshape(len(data.train), -1)
    return cells[:, places] if len(cells) else cells


def as_inputs(ink: Sequence[float], rows: Sequence[Sequence[float]] | Array) -> tuple[float, ...]:
    """Return ink (0 to 1) in the numbers that the data has for it.

    Where no input of the data is negative, full ink is its largest number; else the inputs have
    been standardised, and every pixel goes from its own least to its own largest number.
    """
    if not len(rows):
        return tuple(ink)
    cells = np.array(rows, dtype=np.float64)[:, : len(ink)]
    if cells.min() >= 0:
        return tuple((np.array(ink) * (cells.max() or 1.0)).tolist())
    low, high = cells.min(axis=0), cells.max(axis=0)
    return tuple((low + np.array(ink) * (high - low)).tolist())
