"""Neurons painted: circle and halo, value and name, rings, bias and what stands below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from chainrule.gui.canvas.answer_rows import answer_of_disc
from chainrule.gui.canvas.answers import disc_colours, paint_badge, standing_line
from chainrule.gui.canvas.captions import ACTIVATION_PX, activation_box
from chainrule.gui.canvas.class_rows import inside_name, named_inside
from chainrule.gui.canvas.crowded import NAME_PX, name_box
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.health_marks import is_marked, paint_mark
from chainrule.gui.canvas.maps import paint_maps
from chainrule.gui.canvas.neurons import disc, is_legible, value_lines, value_px
from chainrule.gui.canvas.scene import FADED
from chainrule.gui.canvas.text import Sign, Word, line, line_mark
from chainrule.gui.canvas.wording import activation_name
from chainrule.gui.metrics import Metrics
from chainrule.network.names import Role
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark

BADGE_AT = 0.72
"""where on the radius a badge stands, to the right and up"""
NAME_GROUND = 0.85
MOST_NAMED = 24
"""outputs that have their names beside them"""
NAMED_FROM = 0.35
"""the least zoom at which the outputs of many neurons have their names beside them"""


def paint_discs(painter: QPainter, scene: Scene, discs: Iterable[Disc], progress: float) -> None:
    """Paint neurons and all that belongs to them, their shapes together."""
    bright: list[Disc] = []
    faded: list[Disc] = []
    for drawn in discs:
        (faded if drawn.neuron.id in scene.options.illegal else bright).append(drawn)
    for some, opacity in ((bright, 1.0), (faded, FADED)):
        painter.setOpacity(opacity)
        shares = [_share(scene, drawn, progress) for drawn in some]
        scene.stamp_all(painter, shapes(scene, some, shares))
        paint_maps(painter, scene, some)
        paint_details(painter, scene, some, shares, progress)
    painter.setOpacity(1.0)


class FreshDiscs:
    """The neurons that the step in progress is about, painted every frame.

    Their shapes change only while their values appear, and are worked out again only then.
    """

    def __init__(self, scene: Scene, discs: list[Disc]) -> None:
        self._scene, self._discs = scene, discs
        self._shapes: tuple[tuple[float, ...], list[Mark]] = ((-1.0,), [])
        levels = scene.layout.network.level_of
        self._levels = [levels[drawn.neuron.id] for drawn in discs]
        self._of_level = dict(zip(self._levels, discs, strict=True))

    def paint(self, painter: QPainter, progress: float) -> None:
        """Paint them, as far as the step has come."""
        scene, discs = self._scene, self._discs
        share = {at: _share(scene, drawn, progress) for at, drawn in self._of_level.items()}
        shares = [share[level] for level in self._levels]
        steps = tuple(round(8 * value) / 8 for value in share.values())
        if steps != self._shapes[0]:
            self._shapes = steps, shapes(scene, discs, shares)
        scene.stamp_all(painter, self._shapes[1])
        paint_maps(painter, scene, discs)
        if scene.level is Level.MASS:
            return
        if progress < 1 and any(scene.rolls(drawn.neuron.bias_name) for drawn in discs):
            discs = [disc(scene, drawn.neuron, progress) for drawn in discs]
        paint_details(painter, scene, discs, shares, progress)


def shapes(scene: Scene, discs: Iterable[Disc], shares: Iterable[float]) -> list[Mark]:
    """Return circles, halos and names of neurons whose values have appeared so far."""
    found: list[Mark] = []
    for drawn, share in zip(discs, shares, strict=True):
        found += (*_halo(scene, drawn), circle_mark(scene, drawn, share))
        name = name_mark(scene, drawn)
        if name is not None:
            found.append(name)
    return found


def paint_details(
    painter: QPainter,
    scene: Scene,
    discs: Iterable[Disc],
    shares: Iterable[float],
    progress: float,
) -> None:
    """Paint what is written in and below neurons, and their rings."""
    for drawn, share in zip(discs, shares, strict=True):
        _paint_details(painter, scene, drawn, share, progress)


def _share(scene: Scene, drawn: Disc, progress: float) -> float:
    """Return how far a neuron's value has appeared."""
    if drawn.neuron.is_input:
        return 1.0
    return scene.reveal(Kind.ACTIVATE, drawn.neuron.id, progress)


def _paint_details(
    painter: QPainter, scene: Scene, drawn: Disc, share: float, progress: float
) -> None:
    if not (drawn.bias or drawn.tags or is_legible(scene) or _is_chosen(scene, drawn)):
        return
    painter.save()
    painter.translate(*drawn.place)
    _paint_rings(painter, scene, drawn)
    _paint_value(painter, scene, drawn, share)
    _paint_tags(painter, scene, drawn, progress)
    if is_marked(scene, drawn.neuron.id):
        paint_mark(painter, scene, drawn.neuron.id)
    painter.restore()
    if drawn.bias is not None:
        drawn.bias.paint(painter, scene, progress)
    name = name_mark(scene, drawn) if _is_chosen(scene, drawn) else None
    if name is not None:
        scene.stamp_all(painter, [name])


def _halo(scene: Scene, drawn: Disc) -> list[Mark]:
    if drawn.neuron.id not in scene.activity.halo:
        return []
    colour = QColor(scene.phase_colour)
    colour.setAlphaF(Metrics.HALO_OPACITY)
    reach = scene.layout.radius + Metrics.HALO

    def draw(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(0, 0), reach, reach)

    return [(*drawn.place, ("halo", reach, colour.rgba()), (reach, reach), draw)]


def circle_mark(scene: Scene, drawn: Disc, share: float) -> Mark:
    """Return a neuron's circle, its fill as far as its value has appeared."""
    look = _circle_look(scene, drawn, share)
    reach = look[0] + 2
    return *drawn.place, circle_key(look), (reach, reach), partial(draw_circle, look)


def _circle_look(scene: Scene, drawn: Disc, share: float) -> Look:
    theme, radius, name = scene.theme, scene.layout.radius, drawn.neuron.id
    line, edge, dashed = min(Metrics.NEURON_LINE, radius / 8), theme["nodeStroke"], False
    fill = theme["canvas"]
    if drawn.known and share > 0:
        fill = scene.node_fill(drawn.neuron)
        fill = fill if share >= 1 else theme.mix(theme["canvas"], fill, round(8 * share) / 8)
        if name in scene.activity.halo:
            line, edge = Metrics.NEURON_LINE_ACTIVE, scene.phase_colour
    elif scene.level <= Level.VALUE:
        line, dashed = 1.5, True
    answer = answer_of_disc(scene, drawn.neuron)
    colours = None if answer is None else disc_colours(theme, answer)
    if colours is not None:
        (edge, fill), line, dashed = colours, Metrics.NEURON_LINE, False
    if scene.stopped_at(name):
        line, edge, fill = Metrics.NEURON_LINE_ACTIVE, theme["err"], theme["errSoft"]
    return radius, line, edge, fill, dashed


Look = tuple[float, float, QColor, QColor, bool]
"""radius, width and colour of the outline, fill, whether the outline is dashed"""


def circle_key(look: Look) -> tuple[object, ...]:
    """Return what names the stamp of a circle."""
    radius, line, edge, fill, dashed = look
    return "circle", radius, line, edge.rgb(), fill.rgb(), dashed


def draw_circle(look: Look, painter: QPainter) -> None:
    """Draw a circle about the origin."""
    radius, line, edge, fill, dashed = look
    pen = QPen(edge, line)
    if dashed:
        pen.setDashPattern([4 / line, 4 / line])
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(0, 0), radius - 1, radius - 1)


def _is_chosen(scene: Scene, drawn: Disc) -> bool:
    name = drawn.neuron.id
    return name in scene.options.selection.neurons or name in scene.options.legal


def _paint_rings(painter: QPainter, scene: Scene, drawn: Disc) -> None:
    name, radius = drawn.neuron.id, scene.layout.radius
    if not _is_chosen(scene, drawn):
        return
    role = "focus" if name in scene.options.selection.neurons else "accent"
    painter.setPen(QPen(scene.theme[role], max(2.0, 1.5 / scene.zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    reach = radius + min(Metrics.SELECTION_GAP, radius / 2)
    painter.drawEllipse(QPointF(0, 0), reach, reach)


def _paint_value(painter: QPainter, scene: Scene, drawn: Disc, share: float) -> None:
    if not is_legible(scene) or named_inside(scene, drawn.neuron):
        return
    painter.save()
    painter.scale(scene.label_scale, scene.label_scale)
    answer = answer_of_disc(scene, drawn.neuron)
    if answer is not None and not drawn.known:
        room = 2 * scene.layout.radius / scene.label_scale - 9
        standing_line(scene.theme, answer, value_px(scene), room).paint(painter, 0, 0)
    elif not drawn.known or share <= 0:
        dash = Word("–", value_px(scene), 600, scene.theme["text2"])
        line(dash).paint(painter, 0, 0)
    else:
        painter.setOpacity(painter.opacity() * share)
        for words, y in value_lines(scene, drawn.neuron):
            words.paint(painter, 0, y)
    painter.restore()
    rim = QPointF(1, -1) * (scene.layout.radius * BADGE_AT)
    paint_badge(painter, scene, answer, rim)


def name_mark(scene: Scene, drawn: Disc) -> Mark | None:
    """Return the name of a neuron, made once while layout and zoom stay."""
    biases = "biases" in scene.options.parts
    key = ("name", drawn.neuron.id, scene.label_scale, scene.zoom, scene.level, scene.theme.name,
           biases)  # fmt: skip
    return scene.layout.noted(key, lambda: _name(scene, drawn))


def _name(scene: Scene, drawn: Disc) -> Mark | None:
    """Return the name above a neuron, or beside it where there is no room."""
    theme, radius, scale = scene.theme, scene.layout.radius, scene.label_scale
    (x, y), symbol = drawn.place, scene.symbols.neuron(drawn.neuron.id)
    if scene.level.has_pills:
        box = name_box(scene, drawn.neuron)
        words = line(Sign(symbol, NAME_PX, theme["text2"]))
        return line_mark(words, (box.x, box.y), scale, _ground(scene))
    if drawn.neuron.role is not Role.OUTPUT or len(scene.layout.network.outputs) > MOST_NAMED:
        return None
    if named_inside(scene, drawn.neuron):
        return inside_name(scene, drawn.neuron)
    if scene.zoom >= NAMED_FROM:
        sign, scale = Sign(symbol, 13, theme["text"]), scene.forced_scale
        place = (x + radius + (sign.width / 2 + 5) * scale, y)
        return line_mark(line(sign), place, scale, _ground(scene))
    return None


def _ground(scene: Scene) -> QColor:
    """Return what lets edges under a name fade."""
    ground = QColor(scene.theme["canvas"])
    ground.setAlphaF(NAME_GROUND)
    return ground


def _paint_tags(painter: QPainter, scene: Scene, drawn: Disc, progress: float) -> None:
    radius, scale = scene.layout.radius, scene.label_scale
    if drawn.bias is not None and not scene.layout.layered:
        name = activation_name(drawn.neuron.activation)
        word = Word(name, ACTIVATION_PX, 400, scene.theme["text3"])
        below = activation_box(scene, drawn.neuron).y - drawn.place[1]
        painter.save()
        painter.translate(0, below)
        painter.scale(scale, scale)
        line(word).paint(painter, 0, 0)
        painter.restore()
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
