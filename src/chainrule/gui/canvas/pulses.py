"""What travels along the edges: comets forwards, chevrons backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPen

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.edges import (
    curve_path,
    edge_colour,
    make_pen,
    shown_width,
    strengths,
)
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.timeline import Pulse

MOST = 60
"""pulses at once; of more edges only the strongest carry one"""
TAIL = 0.55
"""how strong the colour of a comet's tail is"""


def paint_pulses(painter: QPainter, scene: Scene, progress: float) -> None:
    """Paint the pulses of the step; at rest they are left standing where there is room."""
    if progress >= 1 and scene.level > Level.VALUE:
        return
    for pulse in _strongest(scene, scene.activity.pulses(progress)):
        if pulse.phase is Phase.FORWARD:
            _paint_comet(painter, scene, pulse)
        else:
            _paint_chevrons(painter, scene, pulse)


def _strongest(scene: Scene, pulses: list[Pulse]) -> list[Pulse]:
    if len(pulses) <= MOST:
        return pulses
    links = [scene.layout.network.by_key[pulse.key] for pulse in pulses]
    chosen = {link.key for _, _, link in strengths(scene, links)[-MOST:]}
    return [pulse for pulse in pulses if pulse.key in chosen]


def _size(scene: Scene) -> float:
    """Return how large pulses are drawn: smaller between small neurons."""
    return min(1.0, scene.layout.radius / 24) if scene.level <= Level.VALUE else 0.5


def _paint_comet(painter: QPainter, scene: Scene, pulse: Pulse) -> None:
    curve = scene.layout.curves[pulse.key]
    link = scene.layout.network.by_key[pulse.key]
    weight = scene.parameter(link.name, link.weight)
    width, accent = shown_width(scene, weight), scene.theme["accent"]
    tail = curve_path(curve, max(0.0, pulse.share - Metrics.COMET_TAIL), pulse.share)
    size = _size(scene)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(make_pen(scene.theme.mix("canvas", accent, TAIL), width + Metrics.COMET_WIDER))
    painter.drawPath(tail)
    colour = scene.theme.mix(edge_colour(scene, pulse.key, weight), accent, TAIL)
    painter.setPen(make_pen(colour, width))
    painter.drawPath(tail)
    head = QPointF(*curve.free(pulse.share))
    painter.setPen(Qt.PenStyle.NoPen)
    for role, radius in (("accent", Metrics.COMET_HEAD), ("panel", Metrics.COMET_CORE)):
        painter.setBrush(scene.theme[role])
        painter.drawEllipse(head, radius * size, radius * size)


def _paint_chevrons(painter: QPainter, scene: Scene, pulse: Pulse) -> None:
    curve, size = scene.layout.curves[pulse.key], _size(scene)
    pitch = Metrics.CHEVRON_PITCH * size / max(1.0, curve.length)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for index, opacity in reversed(list(enumerate(Metrics.CHEVRON_OPACITY))):
        share = 1 - pulse.share + index * pitch
        if share > 1:
            continue
        colour = scene.theme.mix("canvas", "back", opacity)
        painter.setPen(QPen(colour, Metrics.CHEVRON_LINE * size))
        t = curve.parameter(share)
        painter.drawPath(_chevron(curve.at(t), curve.direction(t), Metrics.CHEVRON_ARM * size))


def _chevron(
    point: tuple[float, float], direction: tuple[float, float], arm: float
) -> QPainterPath:
    """Return an open arrow head at a point that points against the direction."""
    (x, y), (dx, dy) = point, direction
    path = QPainterPath(QPointF(x + arm * (dx - dy), y + arm * (dy + dx)))
    path.lineTo(x, y)
    path.lineTo(x + arm * (dx + dy), y + arm * (dy - dx))
    return path
