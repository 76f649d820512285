"""Neurons: the disc with its value, its name above, bias, z and δ below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.health_marks import is_marked, paint_mark
from chainrule.gui.canvas.pills import bias_pill
from chainrule.gui.canvas.scene import FADED
from chainrule.gui.canvas.text import Sign, Word, line, text_width
from chainrule.gui.canvas.wording import activation_name
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.symbols import DELTA, Symbol
from chainrule.network.names import Role
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.pills import Pill
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.text import Line
    from chainrule.network.graph import Neuron

VALUE_PX = ((38.0, 20), (32.0, 18), (24.0, 14), (0.0, 12))
"""size of the number in a neuron by radius"""
SMALLEST_PX = 11
LEGIBLE_RADIUS = 16.0
"""on the screen; a smaller neuron shows its colour only"""
NAMED_FROM = 0.35
"""the least zoom at which the outputs of many neurons have their names beside them"""
UNLAYERED_SHIFT = 12.0
"""z and δ stand lower where the activation is written under the bias"""


@dataclass(frozen=True, slots=True)
class Disc:
    """A neuron ready to be drawn about its centre."""

    neuron: Neuron
    place: tuple[float, float]
    known: bool
    fresh: bool
    """whether the step in progress is about it: then it is drawn every frame"""
    bias: Pill | None
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A line below a neuron, on its own ground or on none."""

    line: Line
    y: float
    fill: str | None
    reveals: tuple[Kind, str]


def disc(scene: Scene, neuron: Neuron, progress: float = 1.0) -> Disc:
    """Return the neuron as it is to be drawn."""
    x, y = scene.layout.places[neuron.id]
    labelled = scene.level.has_pills and not neuron.is_input
    bias = None
    if labelled and "biases" in scene.options.parts:
        bias = bias_pill(scene, neuron, progress)
        below = scene.layout.radius + Metrics.BIAS_OFFSET * scene.label_scale
        bias = bias.at(x, y + below)
    tags = _tags(scene, neuron) if labelled and scene.level <= Level.SHORT else ()
    known = scene.output(neuron) is not None
    return Disc(neuron, (x, y), known, _is_fresh(scene, neuron), bias, tags)


def _is_fresh(scene: Scene, neuron: Neuron) -> bool:
    frame = scene.frame
    if neuron.id in scene.activity.halo or scene.rolls(neuron.bias_name):
        return True
    return frame.is_fresh(Kind.ACTIVATE, neuron.id) or frame.is_fresh(Kind.DELTA, neuron.id)


def _tags(scene: Scene, neuron: Neuron) -> tuple[Tag, ...]:
    lower = 0.0 if scene.layout.layered else UNLAYERED_SHIFT
    z = scene.known(Kind.SUM, neuron.id)
    found = []
    if z is not None and "z" in scene.options.parts:
        found.append(_z_tag(scene, neuron, z, lower))
    delta = scene.known(Kind.DELTA, neuron.id)
    if delta is not None and scene.frame.phase in (Phase.BACKWARD, Phase.UPDATE):
        found.append(_delta_tag(scene, neuron, delta, lower))
    return tuple(found)


def _z_tag(scene: Scene, neuron: Neuron, z: float, lower: float) -> Tag:
    theme = scene.theme
    text = show(z, NumberKind.ACTIVATION, scene.options.decimals)
    waiting = scene.known(Kind.ACTIVATE, neuron.id) is None
    weight, colour = (600, theme.sign(z)) if waiting else (500, theme["text2"])
    sign = Sign(Symbol("z"), 14, theme["accentText" if waiting else "text2"])
    words = line(sign, Word(text, 14, weight, colour), gap=5.0)
    fill = "accentSoft" if waiting else None
    if not math.isfinite(z):
        colour, fill = theme["errText"], "errSoft"
    return Tag(words, Metrics.Z_OFFSET + lower, fill, (Kind.SUM, neuron.id))


def _delta_tag(scene: Scene, neuron: Neuron, delta: float, lower: float) -> Tag:
    text = show(delta, NumberKind.GRADIENT, scene.options.decimals, True)
    sign = Sign(DELTA, 14, scene.theme["backText"])
    words = line(sign, Word(text, 13, 600, scene.theme.sign(delta)))
    return Tag(words, Metrics.DELTA_OFFSET + lower, "backSoft", (Kind.DELTA, neuron.id))


def paint_disc(painter: QPainter, scene: Scene, drawn: Disc, progress: float) -> None:
    """Paint a neuron and all that belongs to it."""
    share = 1.0
    if not drawn.neuron.is_input:
        share = scene.reveal(Kind.ACTIVATE, drawn.neuron.id, progress)
    painter.save()
    painter.translate(*drawn.place)
    if drawn.neuron.id in scene.options.illegal:
        painter.setOpacity(FADED)
    _paint_halo(painter, scene, drawn)
    _paint_circle(painter, scene, drawn, share)
    _paint_rings(painter, scene, drawn)
    _paint_value(painter, scene, drawn, share)
    _paint_name(painter, scene, drawn)
    _paint_tags(painter, scene, drawn, progress)
    if is_marked(scene, drawn.neuron.id):
        paint_mark(painter, scene, drawn.neuron.id)
    painter.restore()
    if drawn.bias is not None:
        faded = drawn.neuron.id in scene.options.illegal
        painter.setOpacity(FADED if faded else 1.0)
        drawn.bias.paint(painter, scene, progress)
        painter.setOpacity(1.0)


def _paint_halo(painter: QPainter, scene: Scene, drawn: Disc) -> None:
    if drawn.neuron.id not in scene.activity.halo:
        return
    colour = QColor(scene.phase_colour)
    colour.setAlphaF(Metrics.HALO_OPACITY)
    reach = scene.layout.radius + Metrics.HALO
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(0, 0), reach, reach)


def _paint_circle(painter: QPainter, scene: Scene, drawn: Disc, share: float) -> None:
    theme, radius = scene.theme, scene.layout.radius
    pen = QPen(theme["nodeStroke"], min(Metrics.NEURON_LINE, radius / 8))
    fill = theme["canvas"]
    if drawn.known and share > 0:
        value = scene.output(drawn.neuron) or 0.0
        fill = theme.mix(fill, theme.node_fill(value), share)
    elif scene.level <= Level.VALUE:
        pen.setWidthF(1.5)
        pen.setDashPattern([4 / 1.5, 4 / 1.5])
    if drawn.neuron.id in scene.activity.halo and drawn.known and share > 0:
        pen = QPen(scene.phase_colour, Metrics.NEURON_LINE_ACTIVE)
    if scene.stopped_at(drawn.neuron.id):
        pen, fill = QPen(theme["err"], Metrics.NEURON_LINE_ACTIVE), theme["errSoft"]
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(0, 0), radius - 1, radius - 1)


def _paint_rings(painter: QPainter, scene: Scene, drawn: Disc) -> None:
    name, radius = drawn.neuron.id, scene.layout.radius
    if name not in scene.options.selection.neurons and name not in scene.options.legal:
        return
    role = "focus" if name in scene.options.selection.neurons else "accent"
    painter.setPen(QPen(scene.theme[role], max(2.0, 1.5 / scene.zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    reach = radius + min(Metrics.SELECTION_GAP, radius / 2)
    painter.drawEllipse(QPointF(0, 0), reach, reach)


def _paint_value(painter: QPainter, scene: Scene, drawn: Disc, share: float) -> None:
    if scene.layout.radius * scene.zoom < LEGIBLE_RADIUS:
        return
    if scene.level is Level.MASS:
        return
    painter.save()
    painter.scale(scene.label_scale, scene.label_scale)
    if not drawn.known or share <= 0:
        dash = Word("–", _value_px(scene), 600, scene.theme["text2"])
        line(dash).paint(painter, 0, 0)
    else:
        painter.setOpacity(painter.opacity() * share)
        for words, y in value_lines(scene, drawn.neuron):
            words.paint(painter, 0, y)
    painter.restore()


def value_lines(scene: Scene, neuron: Neuron) -> list[tuple[Line, float]]:
    """Return the lines of a neuron's value with their places: two where a power of ten is long."""
    value = scene.output(neuron)
    if value is None:
        return []
    kind = NumberKind.INPUT if neuron.is_input else NumberKind.ACTIVATION
    digits = scene.options.decimals if scene.layout.radius > 30 else min(2, scene.options.decimals)
    text = show(value, kind, digits)
    role = "text" if math.isfinite(value) else "errText"
    px, room = _value_px(scene), 2 * scene.layout.radius / scene.label_scale - 9
    mantissa, times, power = text.partition(" × ")
    if times and text_width(text, px, 600) > room:
        upper = Word(mantissa, min(px, 17), 600, scene.theme[role])
        lower = Word(f"× {power}", SMALLEST_PX + 1, 600, scene.theme[role])
        return [(line(upper), -7.0), (line(lower), 9.0)]
    while px > SMALLEST_PX and text_width(text, px, 600) > room:
        px -= 1
    return [(line(Word(text, px, 600, scene.theme[role])), 0.0)]


def _value_px(scene: Scene) -> float:
    return next(px for radius, px in VALUE_PX if scene.layout.radius >= radius)


def _paint_name(painter: QPainter, scene: Scene, drawn: Disc) -> None:
    theme, radius, scale = scene.theme, scene.layout.radius, scene.label_scale
    symbol = scene.symbols.neuron(drawn.neuron.id)
    if scene.level.has_pills:
        words = line(Sign(symbol, 16, theme["text2"]))
        _paint_apart(painter, words, 0, -(radius + Metrics.NAME_OFFSET * scale), scale)
    elif drawn.neuron.role is Role.OUTPUT and scene.zoom >= NAMED_FROM:
        words, scale = line(Sign(symbol, 13, theme["text"])), scene.forced_scale
        _paint_apart(painter, words, radius + (words.width / 2 + 5) * scale, 0, scale)


def _paint_tags(painter: QPainter, scene: Scene, drawn: Disc, progress: float) -> None:
    radius, scale = scene.layout.radius, scene.label_scale
    if drawn.bias is not None and not scene.layout.layered:
        word = Word(activation_name(drawn.neuron.activation), 12, 400, scene.theme["text3"])
        below = radius + Metrics.ACTIVATION_OFFSET * scale
        _paint_apart(painter, line(word), 0, below, scale)
    for tag in drawn.tags:
        painter.save()
        painter.setOpacity(painter.opacity() * scene.reveal(*tag.reveals, progress))
        painter.translate(0, radius + tag.y * scale)
        painter.scale(scale, scale)
        if tag.fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scene.theme[tag.fill])
            box = QRectF(-tag.line.width / 2 - 8, -11.5, tag.line.width + 16, 23)
            painter.drawRoundedRect(box, Metrics.RADIUS_MINI, Metrics.RADIUS_MINI)
        tag.line.paint(painter, 0, 0)
        painter.restore()


def _paint_apart(painter: QPainter, words: Line, x: float, y: float, scale: float) -> None:
    painter.save()
    painter.translate(x, y)
    painter.scale(scale, scale)
    words.paint(painter, 0, 0)
    painter.restore()


def value_box(scene: Scene, neuron: Neuron) -> Box:
    """Return the box of the value inside a neuron, for editing in place."""
    x, y = scene.layout.places[neuron.id]
    return Box(x, y, 2 * scene.layout.radius - 8, 26)
