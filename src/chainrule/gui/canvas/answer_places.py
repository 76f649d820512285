"""Where the box of an answer is seen on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.pills import ROW_1, ROW_2, Pill
from chainrule.gui.canvas.text import BLANK_HEIGHT, Blank
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Layout
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.text import Line
    from chainrule.session.frame import Shown

IN_DISC = 24.0
LOSS_BELOW = 10.0
"""where the number stands in the loss box"""


def box_of(prepared: Prepared, shown: Shown) -> Box | None:
    """Return the box in canvas units, None where the level of detail has no room for it."""
    scene = prepared.scene
    layout, scale = scene.layout, scene.label_scale
    if shown == (Kind.LOSS, LOSS_TARGET) and layout.loss is not None:
        loss = layout.loss
        return Box(loss.x, loss.y + LOSS_BELOW, loss.width - 16, IN_DISC * scale)
    if shown[0] is Kind.ACTIVATE:
        return Box(*layout.places[shown[1]], 1.6 * layout.radius, IN_DISC * scale)
    return _in_tag(prepared, shown) or _in_pill(prepared, shown)


def _in_tag(prepared: Prepared, shown: Shown) -> Box | None:
    scene = prepared.scene
    for drawn in prepared.discs:
        for tag in drawn.tags:
            if tag.reveals == shown:
                x, y = drawn.place
                below = y + scene.layout.radius + tag.y * scene.label_scale
                return _blank_box(tag.line, (x, below), scene.label_scale)
    return None


def _in_pill(prepared: Prepared, shown: Shown) -> Box | None:
    pills = (pill for pill in prepared.pills.values() if isinstance(pill, Pill))
    for pill in pills:
        if pill.reveals == shown and pill.second is not None:
            top = pill.box.y - pill.box.height / 2
            middle = top + (0.5 + ROW_1 + (ROW_2 - 3) / 2) * pill.scale
            return _blank_box(pill.second, (pill.box.x, middle), pill.scale)
    return None


def _blank_box(words: Line, centre: Point, scale: float) -> Box | None:
    """Return where the blank of a line about a centre is."""
    left = centre[0] - words.width / 2 * scale
    for item in words.items:
        if isinstance(item, Blank):
            width = item.width * scale
            return Box(left + width / 2, centre[1], width, BLANK_HEIGHT * scale)
        left += (item.width + words.gap) * scale
    return None


def anchor_of(layout: Layout, shown: Shown) -> Point:
    """Return the place that a number belongs to, whatever the level of detail."""
    name = shown[1]
    if name == LOSS_TARGET and layout.loss is not None:
        return layout.loss.x, layout.loss.y
    if name in layout.by_weight:
        key = layout.by_weight[name]
        return layout.curves[key].at(layout.usual_place(key))
    x, y = layout.places[layout.by_bias.get(name, name)]
    return x, y + (0.0 if shown[0] is Kind.ACTIVATE else layout.radius)
