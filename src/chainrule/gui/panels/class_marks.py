"""How classes are told apart: a colour and a mark each, and the shades of their regions."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from chainrule.gui.theme import HEAT
from chainrule.session.shades import STEPS

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from chainrule.gui.theme import Theme

ROLES = ("pos", "neg", "accent", "back", "text3", "err", "ok")
FAINT = 0.12
"""how far a region goes to its class's colour where the network is not sure"""
CORNERS = {
    1: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    2: ((0, -1.2), (1.15, 0.85), (-1.15, 0.85)),
    3: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    4: ((-1.15, -0.85), (1.15, -0.85), (0, 1.2)),
}
"""of the marks, for a reach of 1; the first is a circle"""


def class_colour(theme: Theme, number: int) -> QColor:
    """Return the colour of a class, from 0."""
    return theme[ROLES[number % len(ROLES)]]


def class_mark(number: int, reach: float) -> QPainterPath:
    """Return the outline of a class's mark about the origin."""
    return QTransform.fromScale(reach, reach).map(_mark(number % (len(CORNERS) + 1)))


@cache
def _mark(number: int) -> QPainterPath:
    path = QPainterPath()
    if number not in CORNERS:
        path.addEllipse(QPointF(0, 0), 1.0, 1.0)
        return path
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in CORNERS[number]]))
    path.closeSubpath()
    return path


def shades_of(theme: Theme, classes: int = 0) -> list[int]:
    """Return the 256 colours of a map: from low to high, or certainty by certainty a class."""
    if not classes:
        return [theme.heat(shade / 255).rgb() for shade in range(256)]
    found = []
    for shade in range(256):
        number, sure = divmod(shade, STEPS)
        share = FAINT + (HEAT - FAINT) * sure / (STEPS - 1)
        found.append(theme.mix("panel", class_colour(theme, number), share).rgb())
    return found
