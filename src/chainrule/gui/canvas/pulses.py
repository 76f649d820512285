"""The pulses: comets that carry a signal forwards, chevrons that carry blame back."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.edges import curve_path, edge_colour, make_pen, shown_width
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from chainrule.gui.canvas.geometry import Curve, Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.timeline import Stage

MOST = 60
"""pulses at once; of more edges only the strongest carry one"""
SMOOTH_AT_MOST = 16
"""with more pulses their tails are stroked without antialiasing, which moving does not show"""
TAIL = 0.55
"""how strong the colour of a comet's tail is"""


class Pulsing:
    """The pulses of a scene: which edges carry one is found once, then they are painted often."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._chosen: dict[tuple[Phase, int], list[tuple[Curve, float, QColor]]] = {}
        self._made: dict[tuple[float, int], tuple[QPen, QPen]] = {}
        self._size = min(1.0, scene.layout.radius / 24) if scene.level <= Level.VALUE else 0.5

    def paint(self, painter: QPainter, progress: float) -> None:
        """Paint the pulses of the step; at rest they are left standing where there is room."""
        scene = self._scene
        if progress >= 1 and scene.level > Level.VALUE:
            return
        for stage, share in scene.activity.pulsing(progress):
            pulses = self._of(stage)
            if scene.options.still:
                self._paint_held(painter, stage, pulses)
            elif stage.phase is Phase.FORWARD:
                self._paint_comets(painter, pulses, share)
            else:
                for curve, _, _ in pulses:
                    self._paint_chevrons(painter, curve, share)

    def _of(self, stage: Stage) -> list[tuple[Curve, float, QColor]]:
        """Return way, width and colour of the edges of a stage that carry a pulse."""
        place = stage.phase, stage.level
        if place not in self._chosen:
            scene = self._scene
            by_key, curves = scene.layout.network.by_key, scene.layout.curves
            found = []
            for key in self._strongest(stage.edges):
                weight = scene.parameter(by_key[key].name, by_key[key].weight)
                width = round(2 * shown_width(scene, weight)) / 2 or 0.5
                found.append((curves[key], width, edge_colour(scene, key, weight)))
            self._chosen[place] = found
        return self._chosen[place]

    def _strongest(self, keys: tuple[Key, ...]) -> list[Key]:
        shown = [key for key in keys if key not in self._scene.hidden]
        if len(shown) <= MOST:
            return shown
        share = self._scene.strengths.share
        index = self._scene.layout.arrays.index
        return sorted(shown, key=lambda key: -share[index[key]])[:MOST]

    def _paint_held(
        self, painter: QPainter, stage: Stage, pulses: list[tuple[Curve, float, QColor]]
    ) -> None:
        """Paint the edges in the colour of the phase, where nothing may travel."""
        colour = self._scene.theme["accent" if stage.phase is Phase.FORWARD else "back"]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for curve, width, _ in pulses:
            painter.setPen(make_pen(colour, width + 1))
            painter.drawPath(curve_path(curve))

    def _paint_comets(
        self, painter: QPainter, pulses: list[tuple[Curve, float, QColor]], share: float
    ) -> None:
        start = max(0.0, share - Metrics.COMET_TAIL)
        tails: dict[tuple[float, int], list[QLineF]] = {}
        heads: list[Mark] = []
        for curve, width, colour in pulses:
            head = curve.free(share)
            heads.append((*head, *self._head))
            if curve.control is not None:
                self._paint_bowed_tail(painter, curve, (start, share), width, colour)
                continue
            tail = QLineF(*curve.free(start), *head)
            tails.setdefault((width, colour.rgb()), []).append(tail)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(pulses) <= SMOOTH_AT_MOST)
        order = sorted(tails, reverse=True)
        for inner in (False, True):
            for style in order:
                painter.setPen(self._pens(*style)[inner])
                painter.drawLines(tails[style])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scene.stamp_all(painter, heads)

    def _pens(self, width: float, rgb: int) -> tuple[QPen, QPen]:
        """Return the pens of a tail: the pale one around it and its own."""
        pens = self._made.get((width, rgb))
        if pens is None:
            theme, accent = self._scene.theme, self._scene.theme["accent"]
            pale = theme.mix("canvas", accent, TAIL)
            own = theme.mix(QColor.fromRgb(rgb), accent, TAIL)
            pens = make_pen(pale, width + Metrics.COMET_WIDER), make_pen(own, width)
            self._made[width, rgb] = pens
        return pens

    def _paint_bowed_tail(
        self,
        painter: QPainter,
        curve: Curve,
        part: tuple[float, float],
        width: float,
        colour: QColor,
    ) -> None:
        tail = curve_path(curve, *part)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in self._pens(width, colour.rgb()):
            painter.setPen(pen)
            painter.drawPath(tail)

    @cached_property
    def _head(self) -> tuple[Hashable, tuple[float, float], Callable[[QPainter], None]]:
        """The head of a comet: what names it, how far it reaches and what draws it."""
        theme, size = self._scene.theme, self._size

        def draw(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            for role, radius in (("accent", Metrics.COMET_HEAD), ("panel", Metrics.COMET_CORE)):
                painter.setBrush(theme[role])
                painter.drawEllipse(QPointF(0, 0), radius * size, radius * size)

        reach = Metrics.COMET_HEAD * size
        return ("comet", size, theme.accent.rgb()), (reach, reach), draw

    def _paint_chevrons(self, painter: QPainter, curve: Curve, gone: float) -> None:
        """Paint three arrow heads in a row; those that have not set out yet are not there."""
        pitch = Metrics.CHEVRON_PITCH * self._size / max(1.0, curve.length)
        for index in reversed(range(len(Metrics.CHEVRON_OPACITY))):
            share = 1 - gone + index * pitch
            if share <= 1:
                t = curve.parameter(share)
                self._paint_chevron(painter, curve.at(t), curve.direction(t), index)

    def _paint_chevron(self, painter: QPainter, place: Point, direction: Point, index: int) -> None:
        theme, size = self._scene.theme, self._size
        angle = round(math.degrees(math.atan2(direction[1], direction[0])))
        colour = theme.mix("canvas", "back", Metrics.CHEVRON_OPACITY[index])

        def draw(painter: QPainter) -> None:
            painter.rotate(angle)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, Metrics.CHEVRON_LINE * size))
            painter.drawPath(_chevron(Metrics.CHEVRON_ARM * size))

        reach = (Metrics.CHEVRON_ARM * 1.5 + Metrics.CHEVRON_LINE) * size
        painter.translate(*place)
        key = ("chevron", size, angle, colour.rgb())
        self._scene.stamp(painter, key, (reach, reach), draw)
        painter.translate(-place[0], -place[1])


def _chevron(arm: float) -> QPainterPath:
    """Return an open arrow head at the origin that points to the left."""
    path = QPainterPath(QPointF(arm, arm))
    path.lineTo(0, 0)
    path.lineTo(arm, -arm)
    return path
