"""The lines of paths, the same on the canvas and in the Inspector: solid, dashed, dotted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

WIDTH = 3.25
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (9.0, 5.0),
    (1.5, 6.0),
    (10.0, 4.0, 2.5, 4.0),
    (18.0, 5.0),
    (10.0, 4.0, 2.5, 4.0, 2.5, 4.0),
    (5.0, 4.0),
    (1.5, 10.0),
)
"""px of line and gap for A, B, C, …"""
ROUND = frozenset({2, 7})
"""those that are drawn as dots"""


def path_pen(number: int, colour: QColor, width: float = WIDTH) -> QPen:
    """Return the pen of a path by its number; its dashes grow with its width."""
    pen = QPen(colour, width)
    flat = number % len(DASHES) not in ROUND
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if flat else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    dashes = DASHES[number % len(DASHES)]
    if dashes:
        pen.setDashPattern([length / WIDTH for length in dashes])
    return pen
