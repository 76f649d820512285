"""Edges: sorted by colour and width into batches, each drawn at one stroke."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import edge_width
from chainrule.gui.canvas.scene import DIMMED
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Curve
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Connection

NOTHING = 0.005
"""a weight below this has neither sign nor width"""
THINNEST, THICKEST = 0.75, 12.0
"""on the screen"""
STEPS = 10
"""shades that a mass of edges is sorted into"""
WEAKEST = 0.04
"""a mass leaves out edges below this share of the layer's strongest"""
WEAKEST_HOVERED = 0.01


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
    """Return the strokes of all edges but those left out, weakest first."""
    if scene.level is Level.MASS:
        return mass_strokes(scene, scene.layout.network.connections, hovered=False)
    skipped = set(left_out)
    links = [link for link in scene.layout.network.connections if link.key not in skipped]
    return strokes(scene, [(link, scene.parameter(link.name, link.weight)) for link in links])


def strokes(scene: Scene, weighted: list[tuple[Connection, float]]) -> list[Stroke]:
    """Return the strokes of edges with these weights, the thin ones first."""
    groups: dict[Style, list[Curve]] = {}
    for link, weight in weighted:
        style = _style(scene, link, weight)
        groups.setdefault(style, []).append(scene.layout.curves[link.key])
    order = sorted(groups, key=lambda style: style[1])
    return [_stroke(style, groups[style]) for style in order]


def edge_colour(scene: Scene, key: Key, weight: float) -> QColor:
    """Return the colour of an edge by its sign, paler in a layer that is not in progress."""
    theme = scene.theme
    role = "control" if abs(weight) < NOTHING else "pos" if weight > 0 else "neg"
    return theme.mix("canvas", role, DIMMED) if scene.dimmed(key) else theme[role]


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
    return colour, round(shown_width(scene, weight), 1), ""


def _stroke(style: Style, curves: list[Curve]) -> Stroke:
    colour, width, dash = style
    pen = make_pen(QColor.fromRgb(colour), width)
    if DASHES[dash]:
        pen.setDashPattern([length / width for length in DASHES[dash]])
    bowed = [curve for curve in curves if curve.control is not None]
    lines = [qline(curve) for curve in curves if curve.control is None]
    return Stroke(pen, lines, _path(bowed) if bowed else None)


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


def _path(curves: list[Curve]) -> QPainterPath:
    path = QPainterPath()
    for curve in curves:
        path.addPath(curve_path(curve))
    return path


def strengths(scene: Scene, links: Iterable[Connection]) -> list[tuple[float, float, Connection]]:
    """Return (share of its layer's strongest, sign, edge) for each edge, weakest first."""
    level_of = scene.layout.network.level_of
    backward = scene.frame.phase is Phase.BACKWARD
    kind = Kind.WEIGHT_GRADIENT if backward else Kind.MULTIPLY
    values = scene.frame.values
    sized = []
    strongest: dict[int, float] = {}
    for link in links:
        value = values.get((kind, link.name))
        if value is None:
            value = scene.parameter(link.name, link.weight)
        level = level_of[link.target]
        size = abs(value) if math.isfinite(value) else 0.0
        strongest[level] = max(strongest.get(level, 0.0), size)
        sized.append((size, value, level, link))
    ranked = [
        (size / strongest[level] if strongest[level] else 0.0, value, link)
        for size, value, level, link in sized
    ]
    return sorted(ranked, key=lambda entry: entry[0])


def mass_strokes(scene: Scene, links: Iterable[Connection], hovered: bool) -> list[Stroke]:
    """Return the strokes of many edges, as faint as they are weak; bolder for a hovered neuron."""
    least = WEAKEST_HOVERED if hovered else WEAKEST
    buckets: dict[tuple[int, bool], list[QLineF]] = {}
    curves = scene.layout.curves
    for share, value, link in strengths(scene, links):
        if share >= least:
            bucket = (min(STEPS - 1, int(share * STEPS)), value >= 0)
            buckets.setdefault(bucket, []).append(qline(curves[link.key]))
    return [
        Stroke(_mass_pen(scene, (step + 0.5) / STEPS, positive, hovered), lines)
        for (step, positive), lines in buckets.items()
    ]


def _mass_pen(scene: Scene, share: float, positive: bool, hovered: bool) -> QPen:
    opacity = 0.18 + 0.82 * share if hovered else 0.05 + 0.20 * share
    width = 0.75 + 3 * share if hovered else 0.6 + 0.9 * share
    colour = scene.theme.mix("canvas", "pos" if positive else "neg", opacity)
    return make_pen(colour, width / scene.zoom)


def band(scene: Scene, key: Key, role: str, extra: float, opacity: float) -> Stroke:
    """Return the wide band behind an edge that is selected or pointed at."""
    link = scene.layout.network.by_key[key]
    width = shown_width(scene, scene.parameter(link.name, link.weight)) + extra
    pen = make_pen(scene.theme.mix("canvas", role, opacity), width)
    return Stroke(pen, [], curve_path(scene.layout.curves[key]))
