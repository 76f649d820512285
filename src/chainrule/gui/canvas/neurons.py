"""Neurons: the disc with its value, its name above, bias, z and δ below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.canvas.class_rows import named_inside
from chainrule.gui.canvas.crowded import has_one_row
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.labels import bias_label
from chainrule.gui.canvas.pills import bias_pill
from chainrule.gui.canvas.text import Sign, Word, line, text_width
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import MINUS, show
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.symbols import DELTA, Symbol
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.gui.canvas.pills import Pill
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.text import Line
    from chainrule.gui.canvas.value_label import ValueLabel
    from chainrule.network.graph import Neuron
    from chainrule.teaching.notation import Notation

VALUE_PX = ((38.0, 20), (32.0, 18), (24.0, 14), (0.0, 12))
"""size of the number in a neuron by radius"""
SMALLEST_PX = 11
LEGIBLE_RADIUS = 16.0
"""on the screen; a smaller neuron shows its colour only"""
ROW = Metrics.DELTA_OFFSET - Metrics.Z_OFFSET
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
    bias: Pill | ValueLabel | None
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
    bias: Pill | ValueLabel | None = None
    if labelled and "biases" in scene.options.parts:
        written = bias_pill if scene.level <= Level.SHORT else bias_label
        bias = written(scene, neuron, progress)
    tags = _tags(scene, neuron) if labelled and scene.level <= Level.SHORT else ()
    known = scene.output(neuron) is not None
    return Disc(neuron, (x, y), known, _is_fresh(scene, neuron), bias, tags)


def _is_fresh(scene: Scene, neuron: Neuron) -> bool:
    frame = scene.frame
    if neuron.id in scene.activity.halo or scene.rolls(neuron.bias_name):
        return True
    return frame.is_fresh(Kind.ACTIVATE, neuron.id) or frame.is_fresh(Kind.DELTA, neuron.id)


def _tags(scene: Scene, neuron: Neuron) -> tuple[Tag, ...]:
    if scene.paths is not None:
        return ()
    lower = 0.0 if scene.layout.layered else UNLAYERED_SHIFT
    z = scene.known(Kind.SUM, neuron.id)
    found = []
    delta = scene.known(Kind.DELTA, neuron.id)
    back = delta is not None and scene.frame.phase in (Phase.BACKWARD, Phase.UPDATE)
    alone = back and has_one_row(scene, neuron)
    if z is not None and "z" in scene.options.parts and not alone:
        found.append(_z_tag(scene, neuron, z, lower))
    if delta is not None and back:
        found.append(_delta_tag(scene, neuron, delta, lower - ROW * alone))
    if scene.options.answers:
        from chainrule.gui.canvas.answer_tags import with_answers

        found = with_answers(scene, neuron, found, lower)
    return tuple(found)


def _z_tag(scene: Scene, neuron: Neuron, z: float, lower: float) -> Tag:
    theme = scene.theme
    text = show(z, NumberKind.ACTIVATION, scene.options.notation)
    waiting = scene.known(Kind.ACTIVATE, neuron.id) is None
    weight, colour = (600, theme.sign(z)) if waiting else (500, theme["text2"])
    sign = Sign(Symbol("z"), 14, theme["accentText" if waiting else "text2"])
    words = line(sign, Word(text, 14, weight, colour), gap=5.0)
    fill = "accentSoft" if waiting else None
    if not math.isfinite(z):
        colour, fill = theme["errText"], "errSoft"
    return Tag(words, Metrics.Z_OFFSET + lower, fill, (Kind.SUM, neuron.id))


def _delta_tag(scene: Scene, neuron: Neuron, delta: float, lower: float) -> Tag:
    text = show(delta, NumberKind.GRADIENT, scene.options.notation, True)
    sign = Sign(DELTA, 14, scene.theme["backText"])
    words = line(sign, Word(text, 13, 600, scene.theme.sign(delta)))
    return Tag(words, Metrics.DELTA_OFFSET + lower, "backSoft", (Kind.DELTA, neuron.id))


def is_legible(scene: Scene) -> bool:
    """Return whether neurons are large enough for their values."""
    large = scene.layout.radius * scene.zoom >= LEGIBLE_RADIUS
    return large and scene.level is not Level.MASS


def value_lines(scene: Scene, neuron: Neuron) -> list[tuple[Line, float]]:
    """Return the lines of a neuron's value with their places: two where a power of ten is long."""
    value = scene.output(neuron)
    if value is None or named_inside(scene, neuron):
        return []
    kind = NumberKind.INPUT if neuron.is_input else NumberKind.ACTIVATION
    notation = scene.options.notation
    short = notation if scene.layout.radius > 30 else notation.at_most(2)
    text = show(value, kind, short)
    px, room = _steady_px(scene, short), _room(scene)
    if text_width(text, px, 600) <= room and math.isfinite(value):
        return [(line(Word(text, px, 600, scene.theme.text)), 0.0)]
    role = "text" if math.isfinite(value) else "errText"
    mantissa, times, power = text.partition(" × ")
    if times and text_width(text, px, 600) > room:
        upper = Word(mantissa, min(px, 17), 600, scene.theme[role])
        lower = Word(f"× {power}", SMALLEST_PX + 1, 600, scene.theme[role])
        return [(line(upper), -7.0), (line(lower), 9.0)]
    return [(line(Word(text, _fitting_px(scene, text), 600, scene.theme[role])), 0.0)]


def _room(scene: Scene) -> float:
    """Return how wide the number in a neuron may be, in pixels."""
    return 2 * scene.layout.radius / scene.label_scale - 9


def _steady_px(scene: Scene, notation: Notation) -> float:
    """Return the size at which a usual number fits with its sign: it stays when the sign goes."""
    key = ("px", scene.label_scale, notation.decimals)
    usual = f"{MINUS}0.{'0' * notation.decimals}"
    return scene.layout.noted(key, lambda: _fitting_px(scene, usual))


def _fitting_px(scene: Scene, text: str) -> float:
    """Return the size at which a text fits into a neuron, the smallest where none does."""
    px = value_px(scene)
    while px > SMALLEST_PX and text_width(text, px, 600) > _room(scene):
        px -= 1
    return px


def value_px(scene: Scene) -> float:
    """Return the size of the number in a neuron."""
    return next(px for radius, px in VALUE_PX if scene.layout.radius >= radius)
