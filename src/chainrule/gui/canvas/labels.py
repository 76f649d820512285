"""Labels: the one number that an edge carries where there is no room for a pill of two rows.

Hundreds of them change with every frame of a training, so what they need is worked out in few
steps, and their grounds are stamps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.canvas.detail import NEEDS, Level
from chainrule.gui.canvas.text import Arrow, Lock, Sign, Word, line, text_width
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import MINUS, show, show_pair
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.symbols import symbol_width
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.geometry import Box
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Line
    from chainrule.gui.symbols import Symbol
    from chainrule.network.graph import Connection
    from chainrule.teaching.notation import Notation

HEIGHT, PX, WEIGHT = 21.0, 13, 600
GAP = 4.0
"""between arrow or lock and number"""
MOST_DECIMALS = 2
NAMES_FROM = 700.0
"""px of a view in which labels tell names; the canvas of a small window is narrower"""
FOUND = {
    Phase.FORWARD: (Kind.MULTIPLY, NumberKind.ACTIVATION, "accentSoft"),
    Phase.BACKWARD: (Kind.WEIGHT_GRADIENT, NumberKind.GRADIENT, "backSoft"),
}
"""what each phase finds on an edge, how it is written and on what ground"""


@dataclass(slots=True)
class EdgeLabel:
    """A label: its number, its colours (roles of the ground) and the box that is kept for it.

    `moved` says which way an update moved the number, 0 when it did not; `value` is the weight.
    """

    name: str
    key: Key
    box: Box
    scale: float
    text: str
    colour: QColor
    fill: str
    border: str
    moved: int
    locked: bool
    value: float
    roomy: bool = False
    sign: Symbol | None = None
    """its name, where there is room"""

    def paint(self, painter: QPainter, scene: Scene, progress: float) -> None:
        """Paint this one label."""
        paint_labels(painter, scene, (self,))


def edge_label(
    scene: Scene, link: Connection, box: Box, progress: float = 1.0, roomy: bool = False
) -> EdgeLabel:
    """Return the label of an edge: its weight, or in the layer in progress what it found.

    A `roomy` one can show by its digits and an arrow how its number moves, and while a person
    practises all the digits that are calculated with.
    """
    frame, name = scene.frame, link.name
    value = frame.parameters.get(name, link.weight)
    fill, moved, sign = "panel", 0, None
    found = _found(scene, link) if scene.activity.levels is not None else None
    if found is not None:
        number, text, fill = found
    elif frame.phase is Phase.UPDATE and name in frame.old:
        number, text, moved = _updated(scene, link, progress, roomy)
    else:
        number = value
        text = show(value, NumberKind.PARAMETER, _notation(scene, roomy), True)
        sign = _name(scene, link, text, box)
    theme = scene.theme
    stopped = frame.stopped is not None and frame.stopped[1] == name
    colour = theme.errText if stopped else theme.sign(number)
    new = frame.phase is Phase.UPDATE and frame.old.get(name, value) != value
    border = "err" if stopped else "ink" if new else "nodeStroke"
    if scene.dimmed(link.key):
        colour, border = (theme.text3 if not stopped else colour), "border"
    scale = scene.label_scale if scene.level.has_pills else scene.forced_scale
    return EdgeLabel(
        name, link.key, box, scale, text, colour, fill, border, moved, link.locked, value, roomy,
        sign,
    )  # fmt: skip


def tells_names(scene: Scene) -> bool:
    """Return whether labels tell the names of their weights: of few edges without layers.

    In a small view they do not.
    """
    few = len(scene.layout.network.connections) <= NEEDS[Level.FULL].edges
    wide = scene.view is None or scene.view.width >= NAMES_FROM
    return few and wide and scene.level is Level.VALUE and not scene.layout.layered


def _name(scene: Scene, link: Connection, text: str, box: Box) -> Symbol | None:
    """Return the name of an edge where it and its number fit into the box that is kept."""
    if not tells_names(scene):
        return None
    symbol = scene.symbols.parameter(link.name)
    needed = text_width(text, PX, WEIGHT) + name_room(scene, link)
    return (
        symbol if needed + 2 * Metrics.PILL_SMALL_PADDING <= box.width / scene.label_scale else None
    )


def name_room(scene: Scene, link: Connection) -> float:
    """Return how much wider a label becomes by the name of its weight."""
    return symbol_width(scene.symbols.parameter(link.name), PX) + GAP


def _notation(scene: Scene, roomy: bool) -> Notation:
    notation = scene.options.notation
    return notation if roomy and scene.options.answers else notation.at_most(MOST_DECIMALS)


def _found(scene: Scene, link: Connection) -> tuple[float, str, str] | None:
    """Return what the phase found on an edge of the layer in progress, in few digits."""
    found = FOUND.get(scene.frame.phase or Phase.LOSS)
    if found is None or not scene.active(link.key):
        return None
    kind, style, fill = found
    value = scene.known(kind, link.name)
    if value is None:
        return None
    return value, show(value, style, scene.options.notation.digits(MOST_DECIMALS), True), fill


def _updated(
    scene: Scene, link: Connection, progress: float, roomy: bool
) -> tuple[float, str, int]:
    """Return the number on its way from old to new, and which way it goes where there is room."""
    name, notation = link.name, scene.options.notation
    new, old = scene.parameter(name, link.weight), scene.frame.old[name]
    value = scene.rolled(name, link.weight, progress)
    if old == new or not roomy:
        return value, show(value, NumberKind.PARAMETER, notation.at_most(MOST_DECIMALS), True), 0
    after = show_pair(old, new, notation)[1]
    if notation.decimals_of(after) > notation.decimals + 1:
        after = show(new, NumberKind.PARAMETER, notation, True)
    if progress < 1 and value != new:
        after = show(value, NumberKind.PARAMETER, notation.as_fine_as(after), True)
    return value, after, 1 if new > old else -1


def reserved_size(scene: Scene, link: Connection, named: bool = False) -> tuple[float, float]:
    """Return the size that is kept for a label, so that it stays while its number changes."""
    digits = min(MOST_DECIMALS, scene.options.notation.decimals)
    whole = len(f"{abs(scene.parameter(link.name, link.weight)):.0f}")
    sample = MINUS + "0" * min(4, whole) + ("." + "0" * digits if digits else "")
    width = text_width(sample, PX, WEIGHT) + 2 * Metrics.PILL_SMALL_PADDING
    if link.locked:
        width += Lock(scene.theme.text2).width + GAP
    if named:
        width += name_room(scene, link) + 1.0
    scale = scene.label_scale if scene.level.has_pills else scene.forced_scale
    return width * scale, HEIGHT * scale


def update_room(scene: Scene) -> float:
    """Return how much wider a label becomes by the arrow and the digits of an update."""
    most = scene.options.notation.decimals + 1
    digits = text_width("0", PX, WEIGHT) * max(0, most - MOST_DECIMALS)
    return digits + Arrow(scene.theme.text3, 0, 1).width + GAP


def paint_labels(painter: QPainter, scene: Scene, labels: Iterable[EdgeLabel]) -> None:
    """Paint labels, all from stamps."""
    scene.stamp_all(painter, [_mark(scene, label) for label in labels])


def _mark(scene: Scene, label: EdgeLabel) -> Mark:
    width, scale = _width(label), label.scale
    fill, border = scene.theme[label.fill], scene.theme[label.border]
    key = ("label", width, scale, fill.rgb(), border.rgb(), label.locked, label.moved,
           label.text, label.colour.rgb(), label.sign)  # fmt: skip
    reach = (width / 2 * scale, HEIGHT / 2 * scale)

    def draw(painter: QPainter) -> None:
        _draw_ground(painter, label, width, fill, border)
        _line(scene, label).paint(painter, 0, 0)

    return label.box.x, label.box.y, key, reach, draw


def _width(label: EdgeLabel) -> float:
    """Return the width of a label's ground: what is kept for it, more where its number needs it."""
    width = text_width(label.text, PX, WEIGHT) + 2 * Metrics.PILL_SMALL_PADDING
    if label.sign is not None:
        width += symbol_width(label.sign, PX) + GAP
    if label.moved:
        width += 9.0 + GAP
    if label.locked:
        width += 11.0 + GAP
    return max(round(width), round(label.box.width / label.scale))


def _line(scene: Scene, label: EdgeLabel) -> Line:
    items: list[Arrow | Word | Lock | Sign] = [Word(label.text, PX, WEIGHT, label.colour)]
    if label.sign is not None:
        pale = label.border == "border"
        items.insert(0, Sign(label.sign, PX, scene.theme["text3" if pale else "text"]))
    if label.moved:
        items.insert(0, Arrow(scene.theme.text3, 0, -label.moved))
    if label.locked:
        items.append(Lock(scene.theme.text2))
    return line(*items, gap=GAP)


def _draw_ground(
    painter: QPainter, label: EdgeLabel, width: float, fill: QColor, border: QColor
) -> None:
    painter.scale(label.scale, label.scale)
    rect = QRectF(-width / 2 + 0.5, -HEIGHT / 2 + 0.5, width - 1, HEIGHT - 1)
    painter.setPen(QPen(border, 1.0))
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, Metrics.RADIUS, Metrics.RADIUS)
    if label.locked:
        painter.setPen(QPen(fill, 1.6, Qt.PenStyle.DashLine))
        inset = QPointF(Metrics.RADIUS, 0)
        painter.drawLine(rect.bottomLeft() + inset, rect.bottomRight() - inset)
