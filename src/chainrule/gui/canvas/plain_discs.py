"""Neurons that only show their numbers: painted together.

While a network trains at full speed all its neurons are plain, and all their numbers change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.discs import circle_mark, name_mark
from chainrule.gui.canvas.health_marks import is_marked
from chainrule.gui.canvas.maps import paint_maps
from chainrule.gui.canvas.neurons import value_lines
from chainrule.gui.canvas.text import Word, write_words
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark


def is_plain(scene: Scene, drawn: Disc) -> bool:
    """Return whether a neuron shows no more than circle, value, name and bias."""
    name, options = drawn.neuron.id, scene.options
    if drawn.fresh or drawn.tags or not drawn.known or not scene.layout.layered:
        return False
    if name in options.selection.neurons or name in options.legal or name in options.illegal:
        return False
    if (Kind.ACTIVATE, name) in options.answers:
        return False
    unwell = is_marked(scene, name) or scene.stopped_at(name)
    return scene.level.has_pills and not unwell


def paint_plain(painter: QPainter, scene: Scene, discs: Sequence[Disc]) -> None:
    """Paint plain neurons: shapes, names and biases from stamps, and their values."""
    shapes: list[Mark] = []
    biases: list[Mark] = []
    for drawn in discs:
        shapes.append(circle_mark(scene, drawn, 1.0))
        name = name_mark(scene, drawn)
        if name is not None:
            shapes.append(name)
        if drawn.bias is not None:
            biases.append(drawn.bias.mark(scene))
    scene.stamp_all(painter, shapes)
    paint_maps(painter, scene, discs)
    _write_values(painter, scene, discs)
    scene.stamp_all(painter, biases)


def _write_values(painter: QPainter, scene: Scene, discs: Sequence[Disc]) -> None:
    """Write what neurons send; with so many digits that a stamp would seldom be used again."""
    scale = scene.label_scale
    numbers = [
        (word, drawn.place[0] / scale, drawn.place[1] / scale + below)
        for drawn in discs
        for words, below in value_lines(scene, drawn.neuron)
        for word in words.items
        if isinstance(word, Word)
    ]
    painter.save()
    painter.scale(scale, scale)
    write_words(painter, sorted(numbers, key=lambda placed: placed[0].px))
    painter.restore()
