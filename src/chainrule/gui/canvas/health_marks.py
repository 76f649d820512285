"""Small marks at the rim of neurons that are saturated or dead, and what they mean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.session.health import FLAT

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.scene import Scene
    from chainrule.session.moment import Moment
    from chainrule.teaching.notation import Notation

RADIUS = 8.5
LEAST_RADIUS = 16.0
"""of a neuron on the screen; a smaller one has no mark"""
DIAGONAL = math.sqrt(0.5)


def unwell(moment: Moment) -> tuple[frozenset[str], frozenset[str]]:
    """Return the dead and the saturated neurons to mark; none while all moves: they would flicker.

    A pass that is shown step by step has its own numbers to be looked at.
    """
    if moment.looking_back or (moment.phase is None and not moment.playing):
        return moment.health.dead, moment.health.saturated
    return frozenset(), frozenset()


def is_marked(scene: Scene, neuron: str) -> bool:
    """Return whether a neuron has a mark."""
    if neuron not in scene.options.dead and neuron not in scene.options.saturated:
        return False
    return scene.level.has_pills and scene.layout.radius * scene.zoom >= LEAST_RADIUS


def paint_mark(painter: QPainter, scene: Scene, neuron: str) -> None:
    """Paint the mark of a neuron at the upper right of its rim; the painter is at its centre."""
    reach, scale = scene.layout.radius * DIAGONAL, scene.label_scale
    painter.save()
    painter.translate(reach, -reach)
    painter.scale(scale, scale)
    painter.setPen(QPen(scene.theme["text3"], 1.25))
    painter.setBrush(scene.theme["panel"])
    painter.drawEllipse(QPointF(0, 0), RADIUS, RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if neuron in scene.options.dead:
        painter.setFont(ui_font(12, 600))
        box = QRectF(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "0")
    else:
        painter.setPen(QPen(scene.theme["text3"], 1.5))
        painter.drawPath(_flat_curve())
    painter.restore()


def _flat_curve() -> QPainterPath:
    """Return a curve that no longer rises: a neuron that is saturated."""
    path = QPainterPath(QPointF(-5, 3.5))
    path.cubicTo(-1.5, 3.5, -3, -2.5, 0.5, -2.5)
    path.lineTo(5, -2.5)
    return path


def told_at(prepared: Prepared, place: Point) -> str:
    """Return what the mark at a place of the plane means, empty beside every mark."""
    scene = prepared.scene
    reach = scene.layout.radius * DIAGONAL
    for neuron, (x, y) in scene.layout.places.items():
        near = math.dist((x + reach, y - reach), place) <= (RADIUS + 2) * scene.label_scale
        if near and is_marked(scene, neuron):
            return _meaning(neuron in scene.options.dead, scene.options.notation)
    return ""


def _meaning(dead: bool, notation: Notation) -> str:
    if dead:
        return translate("Canvas", "Dead: 0 for every sample, so it does not learn")
    told = translate("Canvas", "Saturated: its slope is below {slope} for every sample")
    return told.format(slope=show(FLAT, Kind.SETTING, notation))
