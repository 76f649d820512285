"""The names of the two axes of the plane, between the numbers of their axes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from chainrule.gui.symbols import paint_symbol, symbol_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme

PX = 12.0
CLEAR = 15.0
"""px between the middles of a short name and a number"""
ACROSS, UP = 14.0, 6.0
"""px that half a number takes along the lower axis, and along the left one"""
BELOW, LEFT = 12.0, 9.0
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


def name_across(
    painter: QPainter, theme: Theme, name: Symbol, box: QRectF, ticks: Sequence[float]
) -> None:
    """Write the name of the lower axis; `ticks` are the places of its numbers."""
    at, name = _placed(name, ticks, box.left(), box.right(), ACROSS)
    paint_symbol(painter, name, QPointF(at, box.bottom() + BELOW), PX, theme.text3, MIDDLE)


def name_up(
    painter: QPainter, theme: Theme, name: Symbol, box: QRectF, ticks: Sequence[float]
) -> None:
    """Write the name of the left axis, upwards where it is a word."""
    at, name = _placed(name, ticks, box.top(), box.bottom(), UP)
    painter.save()
    painter.translate(LEFT, at)
    if name.upright:
        painter.rotate(-90)
    paint_symbol(painter, name, QPointF(0, 0), PX, theme.text3, MIDDLE)
    painter.restore()


def _placed(
    name: Symbol, ticks: Sequence[float], start: float, end: float, number: float
) -> tuple[float, Symbol]:
    """Return where a name stands clear of numbers, shortened to the room that there is."""
    width = symbol_width(name, PX)
    usual = [start + share * (end - start) for share in (0.5, 0.72, 0.28, 0.9)]
    reach = max(CLEAR, width / 2 + number + 2)
    for place in usual:
        if all(abs(place - tick) >= reach for tick in ticks):
            return place, name
    edges = [start - number, *sorted(ticks), end + number]
    low, high = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    return (low + high) / 2, _shortened(name, high - low - 2 * number - 2)


def _shortened(name: Symbol, room: float) -> Symbol:
    """Return a name with as many letters as there is room for."""
    shown = name
    while len(shown.base) > 2 and symbol_width(shown, PX) > room:  # noqa: PLR2004, RUF100
        shown = replace(name, base=f"{shown.base.rstrip('…')[:-1]}…")
    return shown
