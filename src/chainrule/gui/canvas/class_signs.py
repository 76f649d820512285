"""The marks of classes beside their outputs: those of the samples in the plane."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from chainrule.gui.datasets.marks import marks_classes, paint_mark

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark

REACH, AWAY = 6.0, 9.0
"""px of a mark, and from the rim of its neuron to its middle"""
DIAGONAL = math.sqrt(0.5)


def sign_marks(scene: Scene) -> list[Mark]:
    """Return the mark of every class at the upper right of its output."""
    marked = scene.memo.latest("marked", (scene.project,), partial(marks_classes, scene.project))
    if not marked:
        return []
    scale, theme = scene.label_scale, scene.theme
    reach = REACH * scale
    away = (scene.layout.radius + AWAY * scale) * DIAGONAL
    found: list[Mark] = []
    for place, neuron in enumerate(scene.layout.network.outputs):
        x, y = scene.layout.places[neuron.id]
        key = ("class", place, reach, theme.name, theme.contrast)
        draw = partial(_draw, scene, place, reach)
        found.append((x + away, y - away, key, (reach * 1.4, reach * 1.4), draw))
    return found


def _draw(scene: Scene, place: int, reach: float, painter: QPainter) -> None:
    paint_mark(painter, scene.theme, QPointF(0, 0), place, reach, scene.theme["canvas"])
