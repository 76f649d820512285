"""The shape of the pointer over the canvas: what a press there would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from chainrule.gui.canvas.picking import Part

if TYPE_CHECKING:
    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.view import Canvas

CURSORS = {
    Part.NEURON: Qt.CursorShape.OpenHandCursor,
    Part.PORT: Qt.CursorShape.CrossCursor,
    Part.PILL: Qt.CursorShape.IBeamCursor,
    Part.BIAS: Qt.CursorShape.IBeamCursor,
    Part.TARGET: Qt.CursorShape.IBeamCursor,
}


def cursor_over(canvas: Canvas, hit: Hit | None) -> Qt.CursorShape:
    """Return the cursor over what was hit while no gesture is in progress."""
    if canvas.keyboard.space_held:
        return Qt.CursorShape.OpenHandCursor
    if canvas.tool == "connect":
        return Qt.CursorShape.CrossCursor
    if hit is not None and hit.number is not None:
        return Qt.CursorShape.PointingHandCursor
    if hit is None or (canvas.read_only and hit.part is not Part.NEURON):
        return Qt.CursorShape.ArrowCursor
    chosen = canvas.selection
    if hit.part in (Part.PILL, Part.BIAS) and (
        hit.key in chosen.connections or hit.neuron in chosen.neurons
    ):
        return Qt.CursorShape.SizeHorCursor
    return CURSORS.get(hit.part, Qt.CursorShape.ArrowCursor)
