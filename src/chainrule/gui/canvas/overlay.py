"""What lies over the network: what is pointed at, rings, handles and the gesture in progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.focus_marks import paint_marks
from chainrule.gui.canvas.handles import paint_handles
from chainrule.gui.canvas.maps import paint_large_map
from chainrule.gui.canvas.pointing import paint_hovered

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.view import Canvas


def paint_overlay(painter: QPainter, prepared: Prepared, canvas: Canvas) -> None:
    """Paint what lies over the network, with a painter in pixels."""
    hovered = canvas.mouse.hovered
    painter.save()
    canvas.enter(painter)
    paint_hovered(painter, prepared, hovered)
    focused = (canvas.keyboard.item,) if canvas.hasFocus() else ()
    paint_marks(painter, prepared, canvas.ringed, focused)
    painter.restore()
    paint_handles(painter, canvas)
    paint_large_map(painter, prepared, hovered, canvas.viewport)
    canvas.mouse.paint(painter)
