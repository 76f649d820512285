"""The size class of the window, which decides where the panels stand at first."""

from __future__ import annotations

from dataclasses import dataclass

from chainrule.gui.metrics import Metrics


@dataclass(frozen=True, slots=True)
class SizeClass:
    """How much room a window has.

    A `narrow` window has a rail in place of the left dock; in a `compact` one the bottom docks are
    tabs and rows of buttons become combo boxes; a `tiny` one, as with large text on a small
    screen, has no room for the Inspector beside the canvas; in a `flat` one the bottom docks
    start folded.
    """

    narrow: bool = False
    compact: bool = False
    tiny: bool = False
    flat: bool = False

    @property
    def name(self) -> str:
        """What the layout of the class is remembered by."""
        names = [name for name in ("narrow", "compact", "tiny", "flat") if getattr(self, name)]
        return "-".join(names) or "large"


def size_class(width: int, height: int) -> SizeClass:
    """Return the class of a window of this size in logical pixels."""
    return SizeClass(
        width < Metrics.WIDE_WINDOW,
        width < Metrics.MIDDLE_WINDOW,
        width < Metrics.WINDOW_LEAST[0],
        height < Metrics.LOW_WINDOW,
    )
