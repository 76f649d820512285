"""The outputs of a classifier: each with its class's name, a bar and a percentage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

from chainrule.gui.canvas.layout import shows_classes
from chainrule.gui.canvas.text import Sign, Word, line, line_mark
from chainrule.gui.numbers import Kind, show
from chainrule.network.names import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Line
    from chainrule.network.graph import Neuron

BAR, HIGH = 60.0, 9.0
MOST_SCALE = 1.8
"""a bar gives way to the percentage where all is small"""
AWAY, GAP = 10.0, 8.0
"""from the neuron to the bar, from the bar to the percentage"""
PERCENT = 46.0
"""room for a percentage"""
LEAST_BAR = 16.0
"""a shorter bar tells nothing and is left out"""
STEPS = 60
INSIDE = 0.8
"""the largest share of a neuron that the name of its class may take"""


def class_marks(scene: Scene, end: float) -> list[Mark]:
    """Return the rows of all outputs, up to `end`, where the loss begins."""
    outputs = scene.layout.network.outputs
    found = {neuron.id: scene.output(neuron) for neuron in outputs}
    known = [value for value in found.values() if value is not None]
    best = max(known, default=None)
    beside = max((_sign(scene, neuron).width for neuron in outputs if not name_fits(scene, neuron)),
                 default=0.0)  # fmt: skip
    scale = scene.forced_scale
    marks: list[Mark] = []
    for neuron in outputs:
        left = scene.layout.places[neuron.id][0] + scene.layout.radius + (AWAY + beside) * scale
        marks += _row(scene, neuron, found[neuron.id], best, (left, end))
    return marks


def name_fits(scene: Scene, neuron: Neuron) -> bool:
    """Return whether the name of a class can be read inside its neuron."""
    return _sign(scene, neuron).width * scene.forced_scale <= INSIDE * 2 * scene.layout.radius


def named_inside(scene: Scene, neuron: Neuron) -> bool:
    """Return whether a neuron has the name of its class in it, in place of its value."""
    if neuron.role is not Role.OUTPUT or scene.level.has_pills:
        return False
    return shows_classes(scene.layout.network) and name_fits(scene, neuron)


def inside_name(scene: Scene, neuron: Neuron) -> Mark:
    """Return the name of a class in the middle of its neuron."""
    return line_mark(line(_sign(scene, neuron)), scene.layout.places[neuron.id], scene.forced_scale)


def _sign(scene: Scene, neuron: Neuron) -> Sign:
    return Sign(scene.symbols.neuron(neuron.id), 13, scene.theme["text"])


def _row(
    scene: Scene,
    neuron: Neuron,
    value: float | None,
    best: float | None,
    room: tuple[float, float],
) -> list[Mark]:
    """Return the row of an output between two x: bar and percentage, or what has room."""
    theme, scale, y = scene.theme, scene.forced_scale, scene.layout.places[neuron.id][1]
    (left, end), high = room, HIGH * scale
    width = min(BAR * min(scale, MOST_SCALE), end - left - (2 * GAP + PERCENT) * scale)
    written = end - left >= (GAP + PERCENT) * scale
    if not written:
        width = max(0.0, end - left - GAP * scale)
    elif width < LEAST_BAR * scale:
        width = 0.0
    marks: list[Mark] = []
    if width:
        share = 0 if value is None else round(STEPS * min(1.0, max(0.0, value)))
        aimed = bool(scene.frame.targets.get(neuron.id))
        look = (width, high, share, theme["idle"], theme["pos"], theme["text"] if aimed else None)
        key = ("bar", width, share, theme.name, theme.contrast, aimed)
        reach = (width / 2 + 2, high)
        marks.append((left + width / 2, y, key, reach, partial(_draw_bar, look)))
        left += width + GAP * scale
    if written:
        words = _percentage(scene, value, best)
        marks.append(line_mark(words, (left + words.width / 2 * scale, y), scale))
    return marks


def _percentage(scene: Scene, value: float | None, best: float | None) -> Line:
    text = "–" if value is None else show(value, Kind.PERCENT, scene.options.notation)
    weight = 600 if value is not None and value == best else 400
    return line(Word(text, 13, weight, scene.theme["text" if weight > 400 else "text3"]))


def _draw_bar(
    look: tuple[float, float, int, QColor, QColor, QColor | None], painter: QPainter
) -> None:
    """Draw the track of a bar and what of it is filled; outlined where it ought to be full."""
    width, high, share, track, full, outline = look
    rect = QRectF(-width / 2, -high / 2, width, high)
    pale = track.lighter(100)
    pale.setAlphaF(0.45)
    painter.setBrush(pale)
    painter.setPen(Qt.PenStyle.NoPen if outline is None else outline)
    painter.drawRoundedRect(rect, high / 2, high / 2)
    if share:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(full)
        filled = QRectF(rect.left(), rect.top(), max(high * 0.5, width * share / STEPS), high)
        painter.drawRoundedRect(filled, min(high / 2, filled.width() / 2), high / 2)
