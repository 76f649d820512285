"""The label: one number in a box, for an edge or a bias where there is no room for a pill.

Hundreds of them change with every frame of a training, so what they need is worked out in few
steps, and they are stamps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.canvas.text import Arrow, Lock, Sign, Word, line, text_width
from chainrule.gui.metrics import Metrics
from chainrule.gui.symbols import symbol_width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.geometry import Box
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Line
    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme

HEIGHT, PX, WEIGHT = 21.0, 13, 600
GAP = 4.0
"""between arrow or lock and number"""


@dataclass(slots=True)
class ValueLabel:
    """A label: its number, its colours (roles of the ground) and its box.

    `key` is the edge, None for a bias. `moved` says which way an update moved the number, 0 when
    it did not; `value` is the weight or bias.
    """

    name: str
    key: Key | None
    box: Box
    scale: float
    text: str
    colour: QColor
    value: float
    locked: bool = False
    roomy: bool = False
    sign: Symbol | None = None
    """its name, where there is room"""
    fill: str = "panel"
    border: str = "nodeStroke"
    moved: int = 0

    def mark(self, scene: Scene) -> Mark:
        """Return the label as something to be put down at its place."""
        width, scale, theme = width_of(self), self.scale, scene.theme
        key = ("label", theme.name, theme.contrast, width, scale, self.fill, self.border,
               self.locked, self.moved, self.text, self.colour.rgb(), self.sign)  # fmt: skip

        def draw(painter: QPainter) -> None:
            _draw_ground(painter, self, width, theme)
            _line(theme, self).paint(painter, 0, 0)

        return self.box.x, self.box.y, key, (width / 2 * scale, HEIGHT / 2 * scale), draw

    def paint(self, painter: QPainter, scene: Scene, progress: float) -> None:
        """Paint this one label."""
        scene.stamp_all(painter, [self.mark(scene)])


def width_of(label: ValueLabel) -> float:
    """Return the width of a label's ground: what is kept for it, more where its number needs it."""
    width = text_width(label.text, PX, WEIGHT) + 2 * Metrics.PILL_SMALL_PADDING
    if label.sign is not None:
        width += symbol_width(label.sign, PX) + GAP
    if label.moved:
        width += 9.0 + GAP
    if label.locked:
        width += 11.0 + GAP
    return max(round(width), round(label.box.width / label.scale))


def _line(theme: Theme, label: ValueLabel) -> Line:
    items: list[Arrow | Word | Lock | Sign] = [Word(label.text, PX, WEIGHT, label.colour)]
    if label.moved:
        items.insert(0, Arrow(theme.text3, 0, -label.moved))
    if label.sign is not None:
        pale = label.border == "border"
        items.insert(0, Sign(label.sign, PX, theme["text3" if pale else "text"]))
    if label.locked:
        items.append(Lock(theme.text2))
    return line(*items, gap=GAP)


def _draw_ground(painter: QPainter, label: ValueLabel, width: float, theme: Theme) -> None:
    painter.scale(label.scale, label.scale)
    rect = QRectF(-width / 2 + 0.5, -HEIGHT / 2 + 0.5, width - 1, HEIGHT - 1)
    painter.setPen(QPen(theme[label.border], 1.0))
    painter.setBrush(theme[label.fill])
    painter.drawRoundedRect(rect, Metrics.RADIUS, Metrics.RADIUS)
    if label.locked:
        painter.setPen(QPen(theme[label.fill], 1.6, Qt.PenStyle.DashLine))
        inset = QPointF(Metrics.RADIUS, 0)
        painter.drawLine(rect.bottomLeft() + inset, rect.bottomRight() - inset)
