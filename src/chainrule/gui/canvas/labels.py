"""Labels: the one number that an edge carries where there is no room for a pill of two rows.

Hundreds of them change with every frame of a training, so what they need is worked out in few
steps, and their grounds are stamps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.canvas.text import Arrow, Lock, Word, line, text_width
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import MINUS, show, show_pair
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.geometry import Box
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Line
    from chainrule.network.graph import Connection

HEIGHT, PX, WEIGHT = 21.0, 13, 600
GAP = 4.0
"""between arrow or lock and number"""
MOST_DECIMALS = 2
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

    def paint(self, painter: QPainter, scene: Scene, progress: float) -> None:
        """Paint this one label."""
        paint_labels(painter, scene, (self,))


def edge_label(
    scene: Scene, link: Connection, box: Box, progress: float = 1.0, roomy: bool = False
) -> EdgeLabel:
    """Return the label of an edge: its weight, or in the layer in progress what it found.

    A `roomy` one can show by its digits and an arrow how its number moves.
    """
    frame, name = scene.frame, link.name
    value = frame.parameters.get(name, link.weight)
    fill, moved = "panel", 0
    found = _found(scene, link) if scene.activity.levels is not None else None
    if found is not None:
        number, text, fill = found
    elif frame.phase is Phase.UPDATE and name in frame.old:
        number, text, moved = _updated(scene, link, progress, roomy)
    else:
        number = value
        short = scene.options.notation.at_most(MOST_DECIMALS)
        text = show(value, NumberKind.PARAMETER, short, True)
    theme = scene.theme
    stopped = frame.stopped is not None and frame.stopped[1] == name
    colour = theme.errText if stopped else theme.sign(number)
    new = frame.phase is Phase.UPDATE and frame.old.get(name, value) != value
    border = "err" if stopped else "ink" if new else "nodeStroke"
    if scene.dimmed(link.key):
        colour, border = (theme.text3 if not stopped else colour), "border"
    scale = scene.label_scale if scene.level.has_pills else scene.forced_scale
    return EdgeLabel(
        name, link.key, box, scale, text, colour, fill, border, moved, link.locked, value, roomy
    )  # fmt: skip


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


def reserved_size(scene: Scene, link: Connection) -> tuple[float, float]:
    """Return the size that is kept for a label, so that it stays while its number changes."""
    digits = min(MOST_DECIMALS, scene.options.notation.decimals)
    whole = len(f"{abs(scene.parameter(link.name, link.weight)):.0f}")
    sample = MINUS + "0" * min(4, whole) + ("." + "0" * digits if digits else "")
    width = text_width(sample, PX, WEIGHT) + 2 * Metrics.PILL_SMALL_PADDING
    if link.locked:
        width += Lock(scene.theme.text2).width + GAP
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
           label.text, label.colour.rgb())  # fmt: skip
    reach = (width / 2 * scale, HEIGHT / 2 * scale)

    def draw(painter: QPainter) -> None:
        _draw_ground(painter, label, width, fill, border)
        _line(scene, label).paint(painter, 0, 0)

    return label.box.x, label.box.y, key, reach, draw


def _width(label: EdgeLabel) -> float:
    """Return the width of a label's ground: what is kept for it, more where its number needs it."""
    width = text_width(label.text, PX, WEIGHT) + 2 * Metrics.PILL_SMALL_PADDING
    if label.moved:
        width += 9.0 + GAP
    if label.locked:
        width += 11.0 + GAP
    return max(round(width), round(label.box.width / label.scale))


def _line(scene: Scene, label: EdgeLabel) -> Line:
    items: list[Arrow | Word | Lock] = [Word(label.text, PX, WEIGHT, label.colour)]
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
