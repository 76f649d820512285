"""The card beside a selected pill: what moves its parameter, or how its gradients add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPen

from chainrule.gui.canvas.batch_card import batch_height, draw_batch
from chainrule.gui.canvas.edges import make_pen
from chainrule.gui.canvas.move_card import draw_move, move_height
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Kind
from chainrule.teaching.batch import BatchSum
from chainrule.teaching.movement import Movement

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.geometry import Box, Point
    from chainrule.gui.canvas.scene import Scene

Card = BatchSum | Movement

WIDTH = 176.0
LINE = 1.5
LEADER = 2.0
GRADIENTS = (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT)


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card in its box, and the ends of its leader to the pill that it speaks of."""

    card: Card
    box: Box
    leader: tuple[Point, Point]
    scale: float


def card_size(card: Card) -> tuple[float, float]:
    """Return the width and the height of a card, in pixels of its own."""
    return WIDTH, batch_height(card) if isinstance(card, BatchSum) else move_height(card)


def paint_card(painter: QPainter, scene: Scene, placed: PlacedCard | None, progress: float) -> None:
    """Paint a card and its leader; numbers that have not appeared yet are not in it."""
    card = None if placed is None else _so_far(scene, placed.card, progress)
    if placed is None or card is None:
        return
    painter.setPen(make_pen(scene.theme["focus"], LEADER * placed.scale))
    painter.drawLine(QLineF(*placed.leader[0], *placed.leader[1]))
    box, scale, theme = placed.box, placed.scale, scene.theme
    width, height = box.width / scale, box.height / scale

    def draw(pen: QPainter) -> None:
        pen.scale(scale, scale)
        rect = QRectF(-width / 2, -height / 2, width, height)
        _draw_ground(pen, scene, rect)
        if isinstance(card, BatchSum):
            draw_batch(pen, theme, card, rect)
        else:
            draw_move(pen, theme, scene.options.notation, card, rect)

    key = ("card", card, height, scale, scene.options.notation, theme.name, theme.contrast)
    painter.save()
    painter.translate(box.x, box.y)
    scene.stamp(painter, key, (box.width / 2 + 2, box.height / 2 + 2), draw)
    painter.restore()


def _draw_ground(painter: QPainter, scene: Scene, rect: QRectF) -> None:
    painter.setPen(QPen(scene.theme["focus"], LINE))
    painter.setBrush(scene.theme["panel"])
    inner = rect.adjusted(LINE / 2, LINE / 2, -LINE / 2, -LINE / 2)
    painter.drawRoundedRect(inner, Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)


def _so_far(scene: Scene, card: Card, progress: float) -> Card | None:
    """Return the card with what has appeared at this progress of the step."""
    if isinstance(card, BatchSum):
        appeared = all(scene.reveal(kind, card.name, progress) >= 1 for kind in GRADIENTS
                       if scene.frame.is_fresh(kind, card.name))  # fmt: skip
        if appeared:
            return card
        if card.count == 1:
            return None
        return replace(
            card,
            gradients=card.gradients[:-1],
            samples=tuple(one for one in card.samples if one.order < card.count),
            result=None,
            divided=None,
            penalty=None,
        )
    if scene.frame.is_fresh(Kind.VELOCITY, card.name):
        return card if scene.reveal(Kind.VELOCITY, card.name, progress) >= 1 else None
    fresh = scene.frame.is_fresh(Kind.NEW_VALUE, card.name)
    alone = fresh and not scene.known(Kind.VELOCITY, card.name)
    return None if alone and scene.reveal(Kind.NEW_VALUE, card.name, progress) < 1 else card
