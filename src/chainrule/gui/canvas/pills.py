"""The pills: what is written on an edge or under a neuron, and in what box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from chainrule.gui.canvas.answer_rows import is_asked
from chainrule.gui.canvas.crowded import bias_place
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.pill_forms import Form
from chainrule.gui.canvas.pill_rows import second_row
from chainrule.gui.canvas.text import Arrow, Lock, Sign, Word, line
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show, show_pair
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Item, Line
    from chainrule.network.graph import Connection, Neuron
    from chainrule.teaching.notation import Notation

ROW_1, ROW_2 = 26.0, 24.0
"""heights of the rows, borders included"""
FEW_DECIMALS = 2
"""of a bias among many numbers"""
SHORT_HEIGHT, BIAS_HEIGHT = 24.0, 23.0


@dataclass(frozen=True, slots=True)
class Pill:
    """One pill: its rows, its colours (roles) and where it stands.

    `name` is the parameter, `key` the edge (None for a bias). `second` fades in with the number
    that `reveals` names. `scale` is the size in canvas units.
    """

    name: str
    key: Key | None
    first: Line
    box: Box
    border: str
    fill: str = "panel"
    second: Line | None = None
    second_fill: str = "sunken"
    reveals: tuple[Kind, str] | None = None
    ringed: bool = False
    locked: bool = False
    value: float = 0.0
    scale: float = 1.0
    leader: tuple[Point, Point] | None = None
    """from the edge to the pill, where it stands off it"""
    form: Form = Form.USUAL

    def paint(self, painter: QPainter, scene: Scene, progress: float) -> None:
        """Paint the pill; its second row as far as it has appeared."""
        if self.leader is not None:
            painter.setPen(QPen(scene.theme["focus"], 2.0 * self.scale))
            painter.drawLine(QLineF(*self.leader[0], *self.leader[1]))
        if self.second is None:
            scene.stamp_all(painter, [self.mark(scene)])
            return
        scene.stamp_all(painter, [self.ground(scene)])
        painter.save()
        painter.translate(self.box.x, self.box.y)
        painter.scale(self.scale, self.scale)
        top = -self.box.height / self.scale / 2 + 0.5
        self.first.paint(painter, 0, top + ROW_1 / 2 + 0.5)
        share = 1.0 if self.reveals is None else scene.reveal(*self.reveals, progress)
        painter.setOpacity(painter.opacity() * share)
        self.second.paint(painter, 0, top + ROW_1 + (ROW_2 - 3) / 2)
        painter.restore()

    def ground(self, scene: Scene) -> Mark:
        """Return what the rows of the pill stand on, as something to be put down at its place."""
        width, height = self.box.width / self.scale, self.box.height / self.scale
        look = (self.fill, self.border, self.second is not None and self.second_fill)
        key = ("pill", width, height, self.scale, scene.theme.name, scene.theme.contrast, look,
               self.ringed, self.locked)  # fmt: skip
        reach = (self.box.width / 2 + 3 * self.scale, self.box.height / 2 + 3 * self.scale)
        rect = QRectF(-width / 2 + 0.5, -height / 2 + 0.5, width - 1, height - 1)

        def draw(painter: QPainter) -> None:
            painter.scale(self.scale, self.scale)
            self._draw_ground(painter, scene, rect)

        return self.box.x, self.box.y, key, reach, draw

    def mark(self, scene: Scene) -> Mark:
        """Return a pill of one row as a whole."""
        x, y, key, reach, draw_ground = self.ground(scene)

        def draw(painter: QPainter) -> None:
            draw_ground(painter)
            self.first.paint(painter, 0, 0)

        return x, y, (key, self.first.look), reach, draw

    def _draw_ground(self, painter: QPainter, scene: Scene, rect: QRectF) -> None:
        theme = scene.theme
        painter.setPen(Qt.PenStyle.NoPen)
        if self.ringed:
            painter.setBrush(theme["focus"])
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 8, 8)
        painter.setBrush(theme[self.fill])
        painter.drawRoundedRect(rect, Metrics.RADIUS, Metrics.RADIUS)
        if self.second is not None:
            self._draw_second_ground(painter, scene, rect)
        pen = QPen(theme["focus" if self.ringed and self.border != "ink" else self.border], 1.0)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, Metrics.RADIUS, Metrics.RADIUS)
        if self.locked:
            painter.setPen(QPen(theme[self.fill], 1.6, Qt.PenStyle.DashLine))
            inset = QPointF(Metrics.RADIUS, 0)
            painter.drawLine(rect.bottomLeft() + inset, rect.bottomRight() - inset)

    def _draw_second_ground(self, painter: QPainter, scene: Scene, rect: QRectF) -> None:
        outline, lower = QPainterPath(), QPainterPath()
        outline.addRoundedRect(rect, Metrics.RADIUS, Metrics.RADIUS)
        lower.addRect(rect.adjusted(0, ROW_1 - 0.5, 0, 0))
        painter.setBrush(scene.theme[self.second_fill])
        painter.drawPath(outline.intersected(lower))
        if self.second_fill == "sunken":
            painter.setPen(QPen(scene.theme["border"], 1.0))
            y = rect.top() + ROW_1 - 0.5
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def edge_pill(
    scene: Scene, link: Connection, progress: float = 1.0, form: Form = Form.USUAL
) -> Pill:
    """Return the pill of an edge at the origin."""
    selected = scene.chosen(link.key)
    full = _is_full(scene, link)
    second = second_row(scene, link, form) if full and (selected or scene.paths is None) else None
    dim = scene.dimmed(link.key) and not selected
    small = scene.paths is not None and not selected
    first = _first_row(scene, link, progress, full and form is Form.USUAL, form)
    row = (ROW_1 if full and not small else SHORT_HEIGHT) if second is None else ROW_1 + ROW_2
    padding = Metrics.PILL_SMALL_PADDING if small else Metrics.PILL_PADDING
    width = max(first.width, second[0].width if second else 0.0) + 2 * padding
    scale = scene.forced_scale if selected else scene.label_scale
    pill = Pill(
        link.name,
        link.key,
        first,
        Box(0, 0, width * scale, row * scale),
        _border(scene, link.name, dim),
        ringed=selected,
        locked=link.locked,
        value=scene.parameter(link.name, link.weight),
        scale=scale,
        form=form,
    )
    if second is None:
        return pill
    return replace(pill, second=second[0], second_fill=second[1], reveals=second[2])


def _is_full(scene: Scene, link: Connection) -> bool:
    """Return whether all is to be told of an edge, not its value alone."""
    if scene.level is Level.FULL or scene.chosen(link.key) or scene.active(link.key):
        return True
    if link.key in scene.beside:
        return True
    return scene.level is Level.SHORT and (scene.paths is not None or is_asked(scene, link))


def _first_row(scene: Scene, link: Connection, progress: float, pair: bool, form: Form) -> Line:
    """Return the name of an edge, where it is told, and its value: old → new for a `pair`."""
    full, selected = _is_full(scene, link), scene.chosen(link.key)
    px = 13.0 if scene.paths is not None and not selected else 14.0
    size = px if full else 13.0
    items = _value_items(scene, link.name, link.weight, progress, pair, size)
    named = (full and scene.level <= Level.VALUE) or selected
    if named and form < Form.BARE:
        dim = scene.dimmed(link.key) and not selected
        sign = Sign(scene.symbols.parameter(link.name), px, scene.theme["text3" if dim else "text"])
        items = (sign, *items)
    return line(*items, *([Lock(scene.theme["text2"])] if link.locked else []))


def bias_pill(scene: Scene, neuron: Neuron, progress: float = 1.0) -> Pill:
    """Return the pill of a neuron's bias below it or beside it; it has one row only.

    Where old → new would reach to another neuron, it shows the new value alone.
    """
    pill = _bias_pill(scene, neuron, progress, True)
    if _reaches_others(scene, neuron, pill.box):
        return _bias_pill(scene, neuron, progress, False)
    return pill


def _reaches_others(scene: Scene, neuron: Neuron, box: Box) -> bool:
    """Return whether the pill of a bias comes to another neuron, or to a pill like itself."""
    side = 2 * scene.layout.radius
    x, y = scene.layout.places[neuron.id]
    others = (place for name, place in scene.layout.places.items() if name != neuron.id)
    return any(
        box.near(Box(*place, side, side))
        or box.near(Box(box.x + place[0] - x, box.y + place[1] - y, box.width, box.height))
        for place in others
    )


def _bias_pill(scene: Scene, neuron: Neuron, progress: float, pair: bool) -> Pill:
    theme = scene.theme
    waiting = scene.output(neuron) is None and scene.activity.levels is not None
    dim = waiting and neuron.id not in scene.activity.halo
    symbol = scene.symbols.parameter(neuron.bias_name)
    items: tuple[Item, ...] = (Sign(symbol, 13, theme["text3" if dim else "text"]),)
    items += _value_items(scene, neuron.bias_name, neuron.bias, progress, pair, 13)
    if neuron.bias_locked:
        items += (Lock(theme["text2"]),)
    first = line(*items, gap=5.0)
    scale = scene.label_scale
    size = ((first.width + 16) * scale, BIAS_HEIGHT * scale)
    return Pill(
        neuron.bias_name,
        None,
        first,
        Box(*bias_place(scene, neuron, *size), *size),
        _border(scene, neuron.bias_name, dim),
        locked=neuron.bias_locked,
        value=neuron.bias,
        scale=scale,
    )


def _notation(scene: Scene, name: str) -> Notation:
    """Return with how many digits a parameter is written: all where it is selected or needed."""
    chosen = name in scene.layout.by_weight and scene.chosen(scene.layout.by_weight[name])
    if scene.level <= Level.SHORT or chosen or scene.options.answers:
        return scene.options.notation
    return scene.options.notation.at_most(FEW_DECIMALS)


def _border(scene: Scene, name: str, dim: bool) -> str:
    if scene.stopped_at(name):
        return "err"
    if _updated(scene, name):
        return "ink"
    return "border" if dim else "nodeStroke"


def _updated(scene: Scene, name: str) -> bool:
    return scene.frame.phase is Phase.UPDATE and scene.known(Kind.NEW_VALUE, name) is not None


def _value_items(
    scene: Scene, name: str, otherwise: float, progress: float, pair: bool, px: float
) -> tuple[Item, ...]:
    """Return the value of a parameter; while it is updated, old → new (or the way it moved).

    Two numbers that differ only in late digits would make the pill wider than its edge: then the
    way it moved is enough, and the row below says by how much.
    """
    theme, notation = scene.theme, scene.options.notation
    new = scene.parameter(name, otherwise)
    old = scene.frame.old.get(name)
    value = new if old is None else scene.rolled(name, otherwise, progress)
    colour = theme["errText"] if scene.stopped_at(name) else theme.sign(value)
    if not _updated(scene, name) or old is None or old == new:
        text = show(value, NumberKind.PARAMETER, _notation(scene, name), True)
        return (Word(text, px, 600, colour),)
    before, after = show_pair(old, new, notation)
    if notation.decimals_of(after) > notation.decimals + 1:
        pair, after = False, show(new, NumberKind.PARAMETER, notation, True)
    if progress < 1 and value != new:
        after = show(value, NumberKind.PARAMETER, notation.as_fine_as(after), True)
    size = px if scene.level <= Level.SHORT else 13
    number = Word(after, size, 600, colour)
    if not pair:
        return Arrow(theme["text3"], 0, -1 if new > old else 1), number
    return Word(before, size, 500, theme["text3"]), Arrow(theme["text3"]), number
