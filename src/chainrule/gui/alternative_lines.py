"""How the curves of alternatives are dashed, wherever they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme

DASHES: dict[str, tuple[float, ...]] = {
    "A": (5.0, 4.0),
    "B": (1.25, 2.25),
    "C": (5.0, 2.5, 1.25, 2.5),
    "D": (10.0, 4.0),
}
"""in px of a line, by letter: dashed, dotted, dash-dot, long dash"""


def alternative_pen(letter: str, theme: Theme) -> QPen:
    """Return the pen of an alternative; that of the real run has no letter."""
    if not letter:
        return QPen(theme.accent, Metrics.TRAIN_LINE)
    pen = QPen(theme.text2, Metrics.GHOST_LINE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / Metrics.GHOST_LINE for length in DASHES[letter]])
    return pen
