"""Edges: sorted by colour and width into batches, each drawn at one stroke."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from chainrule.gui.canvas.geometry import edge_width
from chainrule.gui.canvas.scene import DIMMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chainrule.gui.canvas.geometry import Curve
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.network.graph import Connection

NOTHING = 0.005
"""a weight below this has neither sign nor width"""
THINNEST, THICKEST = 0.75, 12.0
"""on the screen"""


@dataclass(frozen=True, slots=True)
class Stroke:
    """Edges of one pen: straight ones as lines, bowed ones as a path."""

    pen: QPen
    lines: list[QLineF]
    path: QPainterPath | None = None

    def paint(self, painter: QPainter) -> None:
        """Draw them."""
        painter.setPen(self.pen)
        if self.lines:
            painter.drawLines(self.lines)
        if self.path is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self.path)


Style = tuple[int, float, str]
"""colour, width and dash, which edges of one stroke share"""
DASHES = {"": (), "nothing": (4.0, 4.0), "error": (6.0, 4.0)}


def edge_strokes(scene: Scene, left_out: Iterable[Key] = ()) -> list[Stroke]:
    """Return the strokes of all edges but those left out, the thin ones first."""
    skipped = scene.hidden | set(left_out)
    links = [link for link in _seen(scene) if link.key not in skipped]
    return strokes(scene, [(link, scene.parameter(link.name, link.weight)) for link in links])


def _seen(scene: Scene) -> Iterable[Connection]:
    """Return the edges that may be seen: of a large network only those in view."""
    links = scene.layout.network.connections
    if scene.view is None or not scene.layout.many:
        return links
    return [links[index] for index in scene.layout.arrays.inside(scene.view.box).tolist()]


def strokes(scene: Scene, weighted: list[tuple[Connection, float]]) -> list[Stroke]:
    """Return the strokes of edges with these weights, the thin ones first."""
    groups: dict[Style, list[Key]] = {}
    theme, zoom = scene.theme, scene.zoom
    plain = not scene.fading and scene.frame.stopped is None
    thinnest = THINNEST / zoom
    rgbs = {True: theme.pos.rgb(), False: theme.neg.rgb()}
    for link, weight in weighted:
        if plain and NOTHING <= abs(weight) < math.inf:
            width = round(4 * shown_width(scene, weight)) / 4 or thinnest
            style: Style = (rgbs[weight > 0], width, "")
        else:
            style = _style(scene, link, weight)
        groups.setdefault(style, []).append(link.key)
    order = sorted(groups, key=lambda style: style[1])
    ways = _ways(scene)
    return [_stroke(style, [ways(key) for key in groups[style]]) for style in order]


Way = QLineF | QPainterPath


def _ways(scene: Scene) -> Callable[[Key], Way]:
    """Return what gives the way of an edge, made once while the layout stays."""
    curves, kept = scene.layout.curves, scene.layout.notes.setdefault("ways", {})

    def way(key: Key) -> Way:
        found: Way | None = kept.get(key)
        if found is None:
            curve = curves[key]
            found = qline(curve) if curve.control is None else curve_path(curve)
            kept[key] = found
        return found

    return way


def edge_colour(scene: Scene, key: Key, weight: float) -> QColor:
    """Return the colour of an edge by its sign, paler in a layer that is not in progress."""
    theme = scene.theme
    role = "control" if abs(weight) < NOTHING else "pos" if weight > 0 else "neg"
    return theme.mix("canvas", role, DIMMED) if scene.pale(key) else theme[role]


def shown_width(scene: Scene, weight: float) -> float:
    """Return the width of an edge in canvas units."""
    width = edge_width(weight) * scene.theme.edge_scale
    return min(THICKEST / scene.zoom, max(THINNEST / scene.zoom, width))


def _style(scene: Scene, link: Connection, weight: float) -> Style:
    if scene.stopped_at(link.name) or not math.isfinite(weight):
        return scene.theme["err"].rgb(), round(shown_width(scene, 1.0), 1), "error"
    colour = edge_colour(scene, link.key, weight).rgb()
    if abs(weight) < NOTHING:
        return colour, max(1.0, THINNEST / scene.zoom), "nothing"
    return colour, round(4 * shown_width(scene, weight)) / 4 or THINNEST / scene.zoom, ""


def _stroke(style: Style, ways: list[Way]) -> Stroke:
    pen = _pen(style)
    lines = [way for way in ways if isinstance(way, QLineF)]
    if len(lines) == len(ways):
        return Stroke(pen, lines)
    path = QPainterPath()
    for way in ways:
        if isinstance(way, QPainterPath):
            path.addPath(way)
    return Stroke(pen, lines, path)


@lru_cache(maxsize=512)
def _pen(style: Style) -> QPen:
    """Return the pen of a style, not to be changed: making one costs as much as a short line."""
    colour, width, dash = style
    pen = make_pen(QColor.fromRgb(colour), width)
    if DASHES[dash]:
        pen.setDashPattern([length / width for length in DASHES[dash]])
    return pen


def make_pen(colour: QColor, width: float) -> QPen:
    """Return a pen with flat caps: round ones are many times slower."""
    cap, join = Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin
    return QPen(QBrush(colour), width, Qt.PenStyle.SolidLine, cap, join)


def qline(curve: Curve, start: float = 0.0, end: float = 1.0) -> QLineF:
    """Return the straight line between two shares of a curve's visible part."""
    return QLineF(*curve.free(start), *curve.free(end))


def curve_path(curve: Curve, start: float = 0.0, end: float = 1.0) -> QPainterPath:
    """Return a part of a curve as a path."""
    first, *rest = curve.polyline(start, end)
    path = QPainterPath(QPointF(*first))
    for point in rest:
        path.lineTo(*point)
    return path


def enter(painter: QPainter, view: Viewport) -> None:
    """Let the painter draw in canvas units."""
    painter.translate(view.dx, view.dy)
    painter.scale(view.zoom, view.zoom)


def smooth(painter: QPainter) -> None:
    """Let edges and text be antialiased."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)


def band(scene: Scene, key: Key, role: str, extra: float, opacity: float) -> Stroke:
    """Return the wide band behind an edge that is selected or pointed at."""
    link = scene.layout.network.by_key[key]
    width = shown_width(scene, scene.parameter(link.name, link.weight)) + extra
    pen = make_pen(scene.theme.mix("canvas", role, opacity), width)
    return Stroke(pen, [], curve_path(scene.layout.curves[key]))
