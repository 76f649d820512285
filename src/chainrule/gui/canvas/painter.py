"""The one painter of the network: for the window, for pictures and for drawings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.gui.canvas.boxes import loss_is_fresh, paint_growing, paint_loss, paint_marking
from chainrule.gui.canvas.card_places import placed_card
from chainrule.gui.canvas.decor import paint_grid, paint_heads, paint_legend
from chainrule.gui.canvas.detail import Level, fitting_level
from chainrule.gui.canvas.discs import FreshDiscs, paint_discs
from chainrule.gui.canvas.dots import dots_of, paint_dots
from chainrule.gui.canvas.edge_card import paint_card
from chainrule.gui.canvas.edges import edge_strokes, enter, smooth, strokes
from chainrule.gui.canvas.layout import build_layout
from chainrule.gui.canvas.neurons import disc
from chainrule.gui.canvas.options import picture_options
from chainrule.gui.canvas.pill_places import Spots, place_again, placed_pills
from chainrule.gui.canvas.pills import Pill
from chainrule.gui.canvas.pixels import paint_pixels
from chainrule.gui.canvas.plain_discs import is_plain, paint_plain
from chainrule.gui.canvas.pulses import Pulsing
from chainrule.gui.canvas.raised import paint_bands, paint_raised
from chainrule.gui.canvas.scene import Scene
from chainrule.gui.canvas.value_label import ValueLabel
from chainrule.gui.canvas.viewport import Viewport
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.bundle import Bundle
    from chainrule.gui.canvas.edge_card import PlacedCard
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.options import Options
    from chainrule.gui.canvas.pill_places import Written
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Neuron
    from chainrule.network.project import Project
    from chainrule.session.frame import Frame

PILL_KINDS = (Kind.MULTIPLY, Kind.WEIGHT_GRADIENT, Kind.PASS_BACK, Kind.VELOCITY, Kind.NEW_VALUE)


@dataclass(frozen=True)
class Prepared:
    """A scene with everything placed and written; built on change, painted often.

    `discs` are the neurons with more to them than their colour, `dots` the others. `rolling` are
    the edges whose weight changes in the step in progress, `moving` those whose pill is painted
    every frame.
    """

    scene: Scene
    pills: dict[Key, Written]
    discs: list[Disc]
    dots: list[Neuron]
    rolling: tuple[Key, ...]
    moving: frozenset[Key]
    card: PlacedCard | None = None

    @cached_property
    def pulsing(self) -> Pulsing:
        """What of the pulses does not change while they move."""
        return Pulsing(self.scene)

    @cached_property
    def bundle(self) -> Bundle | None:
        """The lines of the lit paths, None where there are none."""
        if self.scene.paths is None:
            return None
        from chainrule.gui.canvas.bundling import bundle_of

        biases = [drawn.bias.box for drawn in self.discs if drawn.bias is not None]
        boxes = [*biases, *(pill.box for pill in self.pills.values())]
        own = self.pills.get(self.scene.paths.own) if self.scene.paths.own else None
        return bundle_of(self.scene, boxes, None if own is None else own.box)

    @cached_property
    def fresh(self) -> FreshDiscs:
        """The neurons that the step in progress is about."""
        return FreshDiscs(self.scene, [drawn for drawn in self.discs if drawn.fresh])


def prepare(scene: Scene, spots: Spots | None = None) -> Prepared:
    """Return the scene with everything built that painting needs."""
    neurons = scene.layout.network.neurons
    if scene.pixels is not None:
        drawn_apart = frozenset(scene.pixels.neurons)
        neurons = tuple(neuron for neuron in neurons if neuron.id not in drawn_apart)
    dots = dots_of(scene, neurons)
    plain = {neuron.id for neuron in dots}
    shown = [neuron for neuron in neurons if neuron.id not in plain] if dots else neurons
    discs = [disc(scene, neuron) for neuron in shown]
    biases = [drawn.bias.box for drawn in discs if drawn.bias is not None]
    pills = placed_pills(scene, biases, spots or Spots())
    moving = frozenset(key for key, pill in pills.items() if _pill_moves(scene, pill))
    card = placed_card(scene, pills, discs, dots)
    return Prepared(scene, pills, discs, dots, _rolling(scene), moving, card)


def _rolling(scene: Scene) -> tuple[Key, ...]:
    """Return the edges whose width follows their weight in this step, where it can be seen."""
    if scene.level > Level.VALUE or not scene.frame.old:
        return ()
    links = scene.layout.network.connections
    return tuple(link.key for link in links if scene.rolls(link.name))


def _pill_moves(scene: Scene, pill: Written) -> bool:
    fresh, name = scene.frame.fresh, pill.name
    return bool(fresh) and any((kind, name) in fresh for kind in PILL_KINDS)


def paint_edges(painter: QPainter, scene: Scene, left_out: Iterable[Key] = ()) -> None:
    """Paint the edges that stand still, in canvas units."""
    if scene.massed:
        from chainrule.gui.canvas.mass import all_but, strokes_of

        found = strokes_of(scene, all_but(scene, scene.lifted))
    else:
        paint_bands(painter, scene)
        found = iter(edge_strokes(scene, (*left_out, *scene.lifted)))
    for stroke in found:
        stroke.paint(painter)


def paint_ground_dots(painter: QPainter, prepared: Prepared) -> None:
    """Paint the neurons of a large network that are no more than their colour, in canvas units.

    They belong to the ground, but for dragged ones and those that are about to be known.
    """
    scene = prepared.scene
    if scene.massed:
        paint_dots(painter, scene, prepared.dots)


def paint_still(painter: QPainter, prepared: Prepared, view: Viewport) -> None:
    """Paint what stands still during a step over the edges: neurons and pills."""
    scene = prepared.scene
    smooth(painter)
    painter.save()
    enter(painter, view)
    paint_raised(painter, scene)
    paint_marking(painter, scene)
    if prepared.bundle is not None:
        prepared.bundle.paint_lines(painter)
    if not scene.massed:
        paint_dots(painter, scene, prepared.dots)
    paint_pixels(painter, scene)
    standing = prepared.discs
    if scene.dragged:
        standing = [drawn for drawn in standing if drawn.neuron.id not in scene.dragged]
    _paint_discs(painter, scene, standing)
    paint_written(
        painter, scene, [pill for key, pill in prepared.pills.items() if key not in prepared.moving]
    )
    if scene.dragged:
        held = [drawn for drawn in prepared.discs if drawn.neuron.id in scene.dragged]
        _paint_discs(painter, scene, held)
    if prepared.bundle is not None:
        prepared.bundle.paint_letters(painter)
    painter.restore()


def _paint_discs(painter: QPainter, scene: Scene, discs: list[Disc]) -> None:
    plain = [drawn for drawn in discs if is_plain(scene, drawn)]
    paint_plain(painter, scene, plain)
    if len(plain) < len(discs):
        others = (drawn for drawn in discs if not is_plain(scene, drawn))
        paint_discs(painter, scene, [drawn for drawn in others if not drawn.fresh], 1.0)


def paint_frame(painter: QPainter, scene: Scene, view: Viewport) -> None:
    """Paint what is said about the network at the edges of the view: heads and legend."""
    smooth(painter)
    paint_heads(painter, scene, view)
    if "legend" in scene.options.parts:
        paint_legend(painter, scene, view)


def paint_written(
    painter: QPainter, scene: Scene, pills: Iterable[Written], progress: float = 1.0
) -> None:
    """Paint labels together and over them the pills one by one."""
    found = list(pills)
    labels = [pill.mark(scene) for pill in found if isinstance(pill, ValueLabel)]
    scene.stamp_all(painter, labels)
    for pill in found:
        if isinstance(pill, Pill):
            pill.paint(painter, scene, progress)


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
    prepared.pulsing.paint(painter, progress)
    prepared.fresh.paint(painter, progress)
    paint_written(painter, scene, _moving_pills(prepared, progress), progress)
    paint_card(painter, scene, prepared.card, progress)
    painter.restore()


def _moving_pills(prepared: Prepared, progress: float) -> Iterator[Written]:
    for key in prepared.moving:
        pill = prepared.pills[key]
        if progress < 1 and key in prepared.rolling:
            pill = place_again(prepared.scene, pill, progress)
        yield pill


def _paint_rolling(painter: QPainter, prepared: Prepared, progress: float) -> None:
    scene = prepared.scene
    links = [scene.layout.network.by_key[key] for key in prepared.rolling]
    weighted = [(link, scene.rolled(link.name, link.weight, progress)) for link in links]
    for stroke in strokes(scene, weighted):
        stroke.paint(painter)


def paint_network(painter: QPainter, scene: Scene, view: Viewport, progress: float = 1.0) -> None:
    """Paint a scene as it is seen in a view; `progress` of its step, 0 to 1."""
    prepared = prepare(scene)
    smooth(painter)
    if "grid" in scene.options.parts:
        paint_grid(painter, scene.theme, view)
    painter.save()
    enter(painter, view)
    paint_edges(painter, scene, prepared.rolling)
    paint_ground_dots(painter, prepared)
    painter.restore()
    paint_still(painter, prepared, view)
    paint_frame(painter, scene, view)
    paint_step(painter, prepared, view, progress)


def paint_picture(
    painter: QPainter,
    rect: QRectF,
    project: Project,
    frame: Frame,
    theme: Theme,
    options: Options | None = None,
) -> None:
    """Paint the network fitted into a rectangle: complete, without selection and dots.

    `options` say otherwise what of it is painted.
    """
    layout = build_layout(project)
    view = Viewport(rect.width(), rect.height()).fitted(layout.bounds)
    options = options or picture_options(theme.notation)
    level = fitting_level(layout, view, options)
    scene = Scene(project, layout, frame, theme, level, view.zoom, options)
    painter.save()
    painter.translate(rect.topLeft())
    painter.setClipRect(0, 0, round(rect.width()), round(rect.height()))
    painter.fillRect(0, 0, round(rect.width()), round(rect.height()), theme["canvas"])
    paint_network(painter, scene, view)
    painter.restore()
