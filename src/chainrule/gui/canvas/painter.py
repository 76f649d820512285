"""The one painter of the network: for the window, for pictures and for drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from chainrule.gui.canvas.boxes import loss_is_fresh, paint_growing, paint_loss, paint_marking
from chainrule.gui.canvas.decor import paint_grid, paint_heads, paint_legend
from chainrule.gui.canvas.detail import Level, level_of_detail
from chainrule.gui.canvas.edges import band, edge_strokes, strokes
from chainrule.gui.canvas.layout import build_layout
from chainrule.gui.canvas.neurons import disc, paint_disc
from chainrule.gui.canvas.pill_places import place_again, placed_pills
from chainrule.gui.canvas.pulses import paint_pulses
from chainrule.gui.canvas.scene import PARTS, Options, Scene
from chainrule.gui.canvas.viewport import Viewport
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from chainrule.gui.canvas.edges import Stroke
    from chainrule.gui.canvas.layout import Key, Layout
    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.pills import Pill
    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project
    from chainrule.session.frame import Frame

SELECTED_BAND = 0.2
PILL_KINDS = (Kind.MULTIPLY, Kind.WEIGHT_GRADIENT, Kind.PASS_BACK, Kind.VELOCITY, Kind.NEW_VALUE)


@dataclass(frozen=True)
class Prepared:
    """A scene with everything placed, written and sorted; built on change, painted often.

    `rolling` are the edges whose weight changes in the step in progress, `moving` those whose
    pill is painted every frame.
    """

    scene: Scene
    strokes: list[Stroke]
    bands: list[Stroke]
    pills: dict[Key, Pill]
    discs: list[Disc]
    rolling: tuple[Key, ...]
    moving: frozenset[Key]


def prepare(scene: Scene) -> Prepared:
    """Return the scene with everything built that painting needs."""
    discs = [disc(scene, neuron) for neuron in scene.layout.network.neurons]
    pills = placed_pills(scene, [drawn.bias.box for drawn in discs if drawn.bias is not None])
    rolling = _rolling(scene)
    moving = frozenset(key for key, pill in pills.items() if _pill_moves(scene, pill))
    bands = [
        band(scene, key, "focus", Metrics.SELECTION_BAND, SELECTED_BAND)
        for key in sorted(scene.options.selection.connections)
    ]
    return Prepared(scene, edge_strokes(scene, rolling), bands, pills, discs, rolling, moving)


def _rolling(scene: Scene) -> tuple[Key, ...]:
    """Return the edges whose width follows their weight in this step, where it can be seen."""
    if scene.level > Level.VALUE or not scene.frame.old:
        return ()
    links = scene.layout.network.connections
    return tuple(link.key for link in links if scene.rolls(link.name))


def _pill_moves(scene: Scene, pill: Pill) -> bool:
    return any(scene.frame.is_fresh(kind, pill.name) for kind in PILL_KINDS)


def paint_background(painter: QPainter, prepared: Prepared, view: Viewport) -> None:
    """Paint all that stands still during a step: canvas, edges, neurons, pills, heads."""
    scene = prepared.scene
    smooth(painter)
    if "grid" in scene.options.parts:
        paint_grid(painter, scene.theme, view)
    painter.save()
    enter(painter, view)
    for stroke in prepared.bands:
        stroke.paint(painter)
    for stroke in prepared.strokes:
        stroke.paint(painter)
    paint_marking(painter, scene)
    for drawn in prepared.discs:
        if not drawn.fresh:
            paint_disc(painter, scene, drawn, 1.0)
    for key, pill in prepared.pills.items():
        if key not in prepared.moving:
            pill.paint(painter, scene, 1.0)
    painter.restore()
    paint_heads(painter, scene, view)
    if "legend" in scene.options.parts:
        paint_legend(painter, scene, view)


def paint_step(painter: QPainter, prepared: Prepared, view: Viewport, progress: float) -> None:
    """Paint what the step in progress is about, as far as it has come."""
    scene = prepared.scene
    smooth(painter)
    painter.save()
    enter(painter, view)
    if prepared.rolling:
        _paint_rolling(painter, prepared, progress)
    if loss_is_fresh(scene):
        paint_growing(painter, scene, progress)
        paint_loss(painter, scene, progress)
    paint_pulses(painter, scene, progress)
    _paint_fresh_discs(painter, prepared, progress)
    for key in prepared.moving:
        pill = prepared.pills[key]
        if progress < 1 and key in prepared.rolling:
            pill = place_again(scene, pill, progress)
        pill.paint(painter, scene, progress)
    painter.restore()


def _paint_rolling(painter: QPainter, prepared: Prepared, progress: float) -> None:
    scene = prepared.scene
    links = [scene.layout.network.by_key[key] for key in prepared.rolling]
    weighted = [(link, scene.rolled(link.name, link.weight, progress)) for link in links]
    for stroke in strokes(scene, weighted):
        stroke.paint(painter)


def _paint_fresh_discs(painter: QPainter, prepared: Prepared, progress: float) -> None:
    scene = prepared.scene
    for drawn in prepared.discs:
        if drawn.fresh:
            rolls = progress < 1 and scene.rolls(drawn.neuron.bias_name)
            now = disc(scene, drawn.neuron, progress) if rolls else drawn
            paint_disc(painter, scene, now, progress)


def paint_network(painter: QPainter, scene: Scene, view: Viewport, progress: float = 1.0) -> None:
    """Paint a scene as it is seen in a view; `progress` of its step, 0 to 1."""
    prepared = prepare(scene)
    paint_background(painter, prepared, view)
    paint_step(painter, prepared, view, progress)


def paint_picture(
    painter: QPainter, rect: QRectF, project: Project, frame: Frame, theme: Theme
) -> None:
    """Paint the network fitted into a rectangle: complete, without selection and dots."""
    layout = build_layout(project)
    view = Viewport(rect.width(), rect.height()).fitted(layout.bounds)
    options = Options(parts=PARTS - {"grid"})
    scene = Scene(project, layout, frame, theme, fitting_level(layout, view), view.zoom, options)
    painter.save()
    painter.translate(rect.topLeft())
    painter.setClipRect(0, 0, round(rect.width()), round(rect.height()))
    painter.fillRect(0, 0, round(rect.width()), round(rect.height()), theme["canvas"])
    paint_network(painter, scene, view)
    painter.restore()


def fitting_level(layout: Layout, view: Viewport, before: Level | None = None) -> Level:
    """Return the level of detail that a view has room for."""
    edges = layout.in_view(view.box)
    free = layout.free_length() * view.zoom
    return level_of_detail(edges, layout.radius * view.zoom, free, before, layout.roomy)


def smooth(painter: QPainter) -> None:
    """Let edges and text be antialiased."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)


def enter(painter: QPainter, view: Viewport) -> None:
    """Let the painter draw in canvas units."""
    painter.translate(view.dx, view.dy)
    painter.scale(view.zoom, view.zoom)
