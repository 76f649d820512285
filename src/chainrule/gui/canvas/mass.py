"""The edges of a large network: too many to be told apart, and to be stroked for every frame.

At once they are shown by a buffer that holds for every pixel the number of the edge on top, and
is coloured through a table: the weights can then change with every frame. When they have come to
rest the same edges are stroked anew, antialiased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from chainrule.gui.canvas.scene import DIMMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from chainrule.gui.canvas.arrays import Floats, Ints
    from chainrule.gui.canvas.edges import Stroke
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.viewport import Viewport

STEPS = 16
"""shades that a mass of edges is sorted into"""
WEAKEST = 0.04
"""edges below this share of their layer's strongest are left out"""
WEAKEST_HOVERED = 0.01
LINE = 1.3
"""px; without antialiasing a line of 1 px takes seven times as long, a thinner one four times"""
AT_ONCE = 400
"""edges that are stroked antialiased in one go"""


def shades(scene: Scene, hovered: bool = False) -> Ints:
    """Return the shade of every edge: 0 for left out, else 1 + its step, negative for negative."""
    share, value = scene.strengths
    least = max(WEAKEST_HOVERED if hovered else WEAKEST, scene.options.weakest)
    step = np.minimum(STEPS, 1 + (share * STEPS).astype(np.intp))
    return np.where(share < least, 0, np.where(value < 0, -step, step))


def leaves_out(scene: Scene) -> bool:
    """Whether there are edges that are too weak to be drawn."""
    return bool((shades(scene) == 0).any())


def mass_pen(scene: Scene, shade: int, hovered: bool = False, dimmed: bool = False) -> QPen:
    """Return the pen of a shade: as faint and thin as the edge is weak, bolder when hovered."""
    share = (abs(shade) - 0.5) / STEPS
    opacity = 0.18 + 0.82 * share if hovered else 0.05 + 0.20 * share
    width = 0.75 + 3 * share if hovered else 0.6 + 0.9 * share
    scale = scene.theme.edge_scale
    opacity *= DIMMED if dimmed else 1.0
    if scene.theme.contrast:
        opacity, width = min(1.0, 1.6 * opacity), width * scale
    colour = scene.theme.mix("canvas", "pos" if shade > 0 else "neg", opacity)
    pen = QPen(colour, width / scene.zoom)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def strokes_of(
    scene: Scene, chosen: Ints, hovered: bool = False, rough: bool = False
) -> Iterator[Stroke]:
    """Yield the strokes of some edges in canvas units, weakest first, in pieces.

    `rough` ones are for a painter without antialiasing.
    """
    from chainrule.gui.canvas.edges import Stroke

    shade, ends = shades(scene, hovered)[chosen], scene.layout.arrays.free_ends()[chosen]
    dimmed = _dimmed(scene)[chosen] & (not hovered)
    order = np.lexsort((dimmed, shade, np.abs(shade)))
    order = order[shade[order] != 0]
    if not len(order):
        return
    kinds = shade[order] * 2 + dimmed[order]
    pieces = np.split(order, np.flatnonzero(np.diff(kinds)) + 1)
    for piece in pieces:
        pen = mass_pen(scene, int(shade[piece[0]]), hovered, bool(dimmed[piece[0]]))
        if rough:
            pen.setWidthF(max(pen.widthF(), LINE / scene.zoom))
        for start in range(0, len(piece), AT_ONCE):
            part = ends[piece[start : start + AT_ONCE]].tolist()
            yield Stroke(pen, [QLineF(*line) for line in part])


def those(scene: Scene, keys: frozenset[Key]) -> Ints:
    """Return the numbers of some edges."""
    index = scene.layout.arrays.index
    return np.array([index[key] for key in keys], dtype=np.intp)


def all_but(scene: Scene, lifted: frozenset[Key]) -> Ints:
    """Return the numbers of all edges but those that are lifted off the ground."""
    wanted = np.ones(len(scene.layout.arrays.index), dtype=bool)
    wanted[those(scene, lifted)] = False
    return np.flatnonzero(wanted)


def _dimmed(scene: Scene) -> NDArray[np.bool_]:
    """Return which edges belong to layers that are not in progress."""
    levels = scene.activity.levels
    level = scene.layout.arrays.level
    if levels is None:
        return np.zeros(len(level), dtype=bool)
    return ~np.isin(level, list(levels))


class MassPicture:
    """The buffer of the edges' numbers, kept while layout and view stay, and its colouring."""

    def __init__(self) -> None:
        self._for: tuple[object, ...] = ()
        self._ids: Ints = np.zeros((1, 1), dtype=np.intp)
        self._pixels: NDArray[np.uint32] = np.zeros((1, 1), dtype=np.uint32)

    def image(self, scene: Scene, view: Viewport, ratio: float, lifted: frozenset[Key]) -> QImage:
        """Return the picture of the edges under the present numbers, transparent elsewhere."""
        wanted = (scene.layout.fixed, view, ratio, lifted)
        if self._for != wanted:
            self._for = wanted
            self._rasterise(scene, view, ratio, all_but(scene, lifted))
        np.take(self._table(scene), self._ids, out=self._pixels, mode="clip")
        high, wide = self._pixels.shape
        argb = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(self._pixels.data, wide, high, 4 * wide, argb)
        image.setDevicePixelRatio(ratio)
        return image

    def _rasterise(self, scene: Scene, view: Viewport, ratio: float, chosen: Ints) -> None:
        """Draw every edge in the colour that is its number, the strongest last."""
        wide = max(1, round(view.width * ratio))
        high = max(1, round(view.height * ratio))
        canvas = QImage(wide, high, QImage.Format.Format_RGB32)
        canvas.fill(0)
        order = chosen[np.argsort(scene.strengths.share[chosen], kind="stable")]
        self._draw(canvas, _on_screen(scene, view, ratio)[order], order)
        bits = np.frombuffer(canvas.constBits(), dtype=np.uint32).reshape(high, wide)
        self._ids = (bits & 0xFFFFFF).astype(np.intp)
        self._pixels = np.empty((high, wide), dtype=np.uint32)

    def _draw(self, canvas: QImage, lines: Floats, numbers: Ints) -> None:
        painter, pen = QPainter(canvas), QPen(QColor(), LINE)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        for number, (ax, ay, bx, by) in zip(numbers.tolist(), lines.tolist(), strict=True):
            pen.setColor(QColor.fromRgb(number + 1))
            painter.setPen(pen)
            painter.drawLine(QLineF(ax, ay, bx, by))
        painter.end()

    def _table(self, scene: Scene) -> NDArray[np.uint32]:
        """Return the colour of every edge's number; 0, transparent, for none."""
        shade, dimmed = shades(scene), _dimmed(scene)
        parts = (scene.theme, scene.theme.contrast)
        colours = scene.memo.latest("mass colours", parts, lambda: _colours(scene))
        table = np.zeros(len(shade) + 1, dtype=np.uint32)
        table[1:] = colours[dimmed.astype(np.intp), STEPS + shade]
        return table


def _colours(scene: Scene) -> NDArray[np.uint32]:
    """Return the colours of all shades, (2, 2 · STEPS + 1): plain, and for other layers."""
    colours = np.zeros((2, 2 * STEPS + 1), dtype=np.uint32)
    for step in range(1, STEPS + 1):
        for sign in (step, -step):
            for faint in (0, 1):
                pen = mass_pen(scene, sign, dimmed=bool(faint))
                colours[faint, STEPS + sign] = pen.color().rgba()
    return colours


def _on_screen(scene: Scene, view: Viewport, ratio: float) -> Floats:
    """Return the ends of all edges in device pixels."""
    shift = np.array([view.dx, view.dy, view.dx, view.dy])
    return np.asarray((scene.layout.arrays.free_ends() * view.zoom + shift) * ratio)
