"""Edges that stand out of the ground: selected ones with their bands, and dragged ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from chainrule.gui.canvas.edges import band, smooth, strokes
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from chainrule.gui.canvas.scene import Scene

SELECTED_BAND = 0.2
MANY_RAISED = 200
"""so many dragged edges are stroked without antialiasing"""


def paint_bands(painter: QPainter, scene: Scene) -> None:
    """Paint the bands behind the selected edges; lit paths have lines instead."""
    if scene.paths is not None:
        return
    for key in sorted(scene.options.selection.connections):
        band(scene, key, "focus", Metrics.SELECTION_BAND, SELECTED_BAND).paint(painter)


def paint_raised(painter: QPainter, scene: Scene) -> None:
    """Paint the edges that stand out of the ground: dragged ones, and selected ones of a mass."""
    by_key, chosen = scene.layout.network.by_key, scene.options.selection.connections
    rough = len(scene.lifted) > MANY_RAISED
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not rough)
    if scene.massed:
        _paint_raised_mass(painter, scene, rough)
    links = [by_key[key] for key in (chosen if scene.massed else scene.lifted)]
    for stroke in strokes(
        scene, [(link, scene.parameter(link.name, link.weight)) for link in links]
    ):
        stroke.paint(painter)
    smooth(painter)


def _paint_raised_mass(painter: QPainter, scene: Scene, rough: bool) -> None:
    if scene.lifted:
        from chainrule.gui.canvas.mass import strokes_of

        lifted = scene.layout.arrays.touching(scene.dragged)
        for stroke in strokes_of(scene, lifted, rough=rough):
            stroke.paint(painter)
    paint_bands(painter, scene)
