"""A drag of what cannot be changed now: it is said why, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.gestures.gesture import Plain

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.gestures.gesture import Modifiers


class Refused(Plain):
    """Changes nothing."""

    def move(self, point: Point, modifiers: Modifiers) -> None:
        """Say why nothing is dragged as soon as the pointer has gone far enough."""
        before = self.moved
        super().move(point, modifiers)
        if self.moved and not before:
            self.canvas.tell_read_only()
