"""The colours of maps: from low to high, or of the regions of classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.datasets.marks import mark_colour
from chainrule.session.shades import STEPS

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme

FAINT, STRONG = 0.1, 0.5
"""how far a region goes to its class's colour where the network is not sure, and where it is"""


def shades_of(theme: Theme, classes: int = 0) -> list[int]:
    """Return the 256 colours of a map: from low to high, or certainty by certainty a class."""
    if not classes:
        return [theme.heat(shade / 255).rgb() for shade in range(256)]
    found = []
    for shade in range(256):
        place, sure = divmod(shade, STEPS)
        share = FAINT + (STRONG - FAINT) * sure / (STEPS - 1)
        found.append(theme.mix("panel", mark_colour(theme, place), share).rgb())
    return found
