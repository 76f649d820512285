"""Where an item is on the canvas, and how the view must move for it to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box, united
from chainrule.gui.canvas.picking import Part

if TYPE_CHECKING:
    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.view import Canvas
    from chainrule.gui.canvas.viewport import Viewport

MARGIN = 24.0
"""px between an item that was brought into view and the rim"""


def item_box(canvas: Canvas, item: Hit) -> Box:
    """Return the box of an item, in canvas units; of an edge, that of its number if it has one."""
    layout = canvas.layout_now
    if item.part is Part.LOSS and layout.loss is not None:
        return layout.loss
    if item.part is Part.TARGET:
        return layout.targets[item.neuron or ""]
    if item.key is not None:
        pill = canvas.prepared().pills.get(item.key)
        return pill.box if pill is not None else _edge_box(canvas, item.key)
    return Box(*layout.places[item.neuron or ""], 2 * layout.radius, 2 * layout.radius)


def _edge_box(canvas: Canvas, key: tuple[str, str]) -> Box:
    points = canvas.layout_now.curves[key].polyline()
    return united(Box(x, y, 0, 0) for x, y in points) or Box(0, 0, 0, 0)


def brought_into_view(view: Viewport, box: Box) -> Viewport | None:
    """Return the view moved as little as shows the box, None where it is seen already.

    What is larger than the view has its middle shown.
    """
    left, top = view.to_screen((box.left, box.top))
    right, bottom = view.to_screen((box.right, box.bottom))
    dx = _shift(left, right, view.width)
    dy = _shift(top, bottom, view.height)
    return view.moved(dx, dy) if dx or dy else None


def bring_into_view(canvas: Canvas, item: Hit | None, at_once: bool = False) -> None:
    """Glide, or go at once, to where an item is seen, if it is not."""
    if item is not None:
        view = brought_into_view(canvas.camera.destination, item_box(canvas, item))
        if view is not None and at_once:
            canvas.set_viewport(view)
        elif view is not None:
            canvas.glide_to(view)


def _shift(low: float, high: float, room: float) -> float:
    """Return how far a stretch must move to lie inside 0 … room."""
    if high - low > room - 2 * MARGIN:
        middle = (low + high) / 2
        return 0.0 if 0 <= middle <= room else room / 2 - middle
    if low < 0:
        return MARGIN - low
    return room - MARGIN - high if high > room else 0.0
