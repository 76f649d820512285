"""Neurons that only show their numbers: painted together.

While a network trains at full speed all its neurons are plain, and all their numbers change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from chainrule.gui.canvas.discs import circle_mark, name_mark
from chainrule.gui.canvas.health_marks import is_marked
from chainrule.gui.canvas.maps import paint_maps
from chainrule.gui.canvas.neurons import value_lines
from chainrule.gui.canvas.text import Word, line, line_mark, metrics
from chainrule.gui.fonts import ui_font
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.pills import Pill
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Line

Placed = tuple[float, float, Word]
"""a number with the place of its middle, canvas units"""


def is_plain(scene: Scene, drawn: Disc) -> bool:
    """Return whether a neuron shows no more than circle, value, name and bias."""
    name, options = drawn.neuron.id, scene.options
    if drawn.fresh or drawn.tags or not drawn.known or not scene.layout.layered:
        return False
    if name in options.selection.neurons or name in options.legal or name in options.illegal:
        return False
    if (Kind.ACTIVATE, name) in options.answers:
        return False
    if is_marked(scene, name) or scene.stopped_at(name) or not scene.level.has_pills:
        return False
    return drawn.bias is None or (drawn.bias.second is None and not drawn.bias.locked)


def paint_plain(painter: QPainter, scene: Scene, discs: Sequence[Disc]) -> None:
    """Paint plain neurons: shapes and names from stamps, then all numbers, which rarely repeat."""
    marks: list[Mark] = []
    numbers: list[Placed] = []
    scale = scene.label_scale
    for drawn in discs:
        marks.append(circle_mark(scene, drawn, 1.0))
        name = name_mark(scene, drawn)
        if name is not None:
            marks.append(name)
        x, y = drawn.place
        for words, below in value_lines(scene, drawn.neuron):
            _spread(words, (x, y + below * scale), scale, marks, numbers)
        if drawn.bias is not None:
            _add_bias(scene, drawn.bias, marks, numbers)
    scene.stamp_all(painter, marks)
    paint_maps(painter, scene, discs)
    _paint_numbers(painter, scale, numbers)


def _add_bias(scene: Scene, bias: Pill, marks: list[Mark], numbers: list[Placed]) -> None:
    """Add a bias: its ground and symbol are the same as long as it is as wide as before."""
    key = ("bias", bias.name, bias.box, bias.border, scene.label_scale, scene.theme.name)
    kept = scene.layout.notes.get(key)
    if kept is None:
        shapes: list[Mark] = [bias.ground(scene)]
        place = (bias.box.x, bias.box.y)
        found: list[Placed] = []
        _spread(bias.first, place, scene.label_scale, shapes, found)
        kept = scene.layout.notes[key] = shapes, found[0][:2]
    marks += kept[0]
    word = next(item for item in bias.first.items if isinstance(item, Word))
    numbers.append((*kept[1], word))


def _spread(
    words: Line, place: Point, scale: float, marks: list[Mark], numbers: list[Placed]
) -> None:
    """Let the signs of a line be stamps and its numbers be written."""
    left = place[0] - words.width / 2 * scale
    for item in words.items:
        middle = left + item.width / 2 * scale
        if isinstance(item, Word):
            numbers.append((middle, place[1], item))
        else:
            marks.append(line_mark(line(item), (middle, place[1]), scale))
        left += (item.width + words.gap) * scale


def _paint_numbers(painter: QPainter, scale: float, numbers: list[Placed]) -> None:
    """Write numbers, those of one size together."""
    painter.save()
    painter.scale(scale, scale)
    font: tuple[float, int] | None = None
    rise, colour = 0.0, None
    for x, y, word in sorted(numbers, key=lambda placed: placed[2].px):
        if font != (word.px, word.weight):
            font = word.px, word.weight
            painter.setFont(ui_font(*font))
            rise = metrics(*font).capHeight() / 2
        if word.colour is not colour:
            colour = word.colour
            painter.setPen(colour)
        painter.drawText(QPointF(x / scale - word.width / 2, y / scale + rise), word.text)
    painter.restore()
