"""Where the callout of an answer stands, and where its leader ends: over no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from chainrule.gui.canvas.answer_places import anchor_of
from chainrule.gui.canvas.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize

    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.session.frame import Shown

LEADER = 24
"""px between a number's place and its callout"""
EDGE = 8
"""px between the callout and the rim of the canvas"""
APART = 2
SHIFTS = (0, 18, -18, 36, -36)
"""px by which it stands lower or higher beside its number; below and above it twice as far aside"""


def placed_callout(
    prepared: Prepared, shown: Shown, view: Viewport, size: QSize
) -> tuple[QRect, QPoint]:
    """Return the place of a callout inside the view, and where its leader ends, in pixels.

    It stands below what it belongs to, else beside or above it, where it covers least.
    """
    own = _on_screen(_own_box(prepared, shown), view)
    boxes = [_on_screen(box, view) for box in _boxes(prepared)]
    area = QRect(0, 0, round(view.width), round(view.height)).adjusted(EDGE, EDGE, -EDGE, -EDGE)
    places = [(_inside(body, area), end) for body, end in _around(own, size)]
    return min(places, key=lambda place: _covered(place, [own, *boxes]))


def _own_box(prepared: Prepared, shown: Shown) -> Box:
    """Return the box of what a number belongs to: the label of an edge, the bias of a neuron."""
    layout, name = prepared.scene.layout, shown[1]
    if name in layout.by_weight and layout.by_weight[name] in prepared.pills:
        return prepared.pills[layout.by_weight[name]].box
    neuron = layout.by_bias.get(name, name)
    for drawn in prepared.discs:
        if drawn.neuron.id == neuron and drawn.bias is not None:
            return drawn.bias.box
    return Box(*anchor_of(layout, shown), 1.0, 1.0)


def _boxes(prepared: Prepared) -> Iterator[Box]:
    """Yield what a callout is to leave uncovered."""
    layout = prepared.scene.layout
    side = 2 * layout.radius
    yield from (Box(x, y, side, side) for x, y in layout.places.values())
    yield from (pill.box for pill in prepared.pills.values())
    yield from (drawn.bias.box for drawn in prepared.discs if drawn.bias is not None)
    if layout.loss is not None:
        yield layout.loss
    yield from layout.targets.values()


def _on_screen(box: Box, view: Viewport) -> QRect:
    left, top = view.to_screen((box.left, box.top))
    return QRect(
        round(left), round(top), round(box.width * view.zoom), round(box.height * view.zoom)
    )


def _around(own: QRect, size: QSize) -> Iterator[tuple[QRect, QPoint]]:
    """Yield places below, at the right, at the left and above, each with its leader's end."""
    middle, wide, high = own.center(), size.width(), size.height()
    across, up = middle.x() - wide // 2, middle.y() - high // 2
    lower, upper = own.bottom() + LEADER, own.top() - LEADER - high
    right, left = own.right() + LEADER, own.left() - LEADER - wide
    for off in SHIFTS:
        yield QRect(QPoint(across + 2 * off, lower), size), QPoint(middle.x(), own.bottom())
        yield QRect(QPoint(right, up + off), size), QPoint(own.right(), middle.y())
        yield QRect(QPoint(left, up + off), size), QPoint(own.left(), middle.y())
        yield QRect(QPoint(across + 2 * off, upper), size), QPoint(middle.x(), own.top())


def _inside(body: QRect, area: QRect) -> QRect:
    """Return the body moved into an area."""
    left = max(area.left(), min(body.left(), area.right() - body.width()))
    top = max(area.top(), min(body.top(), area.bottom() - body.height()))
    return QRect(QPoint(left, top), body.size())


def _covered(place: tuple[QRect, QPoint], boxes: list[QRect]) -> int:
    """Return how much a callout covers, in square pixels."""
    body = place[0].adjusted(-APART, -APART, APART, APART)
    covered = (body.intersected(box) for box in boxes)
    return sum(part.width() * part.height() for part in covered if not part.isEmpty())
