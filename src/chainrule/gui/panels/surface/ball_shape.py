"""The ball itself: a disc with a glint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.theme import Theme

GLINT, ASIDE = 0.28, 0.28
"""the glint's radius, and how far it is from the middle, as parts of the ball's radius"""
PALE = 0.55


def paint_ball(painter: QPainter, theme: Theme, at: QPointF, radius: float) -> None:
    """Paint the ball with the pen that is set."""
    painter.setBrush(theme.accent)
    painter.drawEllipse(at, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.mix("accent", "panel", PALE))
    aside = QPointF(-ASIDE * radius, -ASIDE * radius)
    painter.drawEllipse(at + aside, GLINT * radius, GLINT * radius)
