"""The loss of the shown sample along one weight, with all else held still."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.curve import Picture, nice_ticks
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.curve import Point
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Connection

POINTS = 81
REACH = 1.1
FURTHEST = 2.0**31
"""a weight further out has no room to move in: its neighbours are too far apart"""
TANGENT = 0.15
"""half the length of the tangent, as a share of the width of the plot"""


def can_plot(facts: Facts, link: Connection) -> bool:
    """Return whether the loss along a weight is a curve that can be drawn."""
    loss = facts.value(Kind.LOSS, LOSS_TARGET)
    bounded = loss is None or math.isfinite(loss)
    return bounded and abs(facts.before[link.name]) <= FURTHEST


class LossCurve:
    """Makes the picture; asks for the curve only when what it depends on has changed."""

    def __init__(self) -> None:
        self._key: object = None
        self._points: tuple[Point, ...] = ()

    def picture(self, pen: Pen, facts: Facts, link: Connection, gradient: float | None) -> Picture:
        """Return the curve; its point once the loss is known, its tangent with the gradient."""
        loss = facts.value(Kind.LOSS, LOSS_TARGET)
        if loss is None:
            return Picture(left=38.0)
        weight = facts.before[link.name]
        x = _range(weight)
        self._ask(facts, link, x)
        top = max((height for _, height in self._points if math.isfinite(height)), default=1.0)
        y_ticks = nice_ticks(0.0, top, 3, outer=True) if top > 0 else (0.0, 1.0)
        tangent = None
        if gradient is not None:
            from chainrule.session.probe import tangent as tangent_of

            tangent = tangent_of((weight, loss), gradient, TANGENT * (x[1] - x[0]))
        return Picture(
            tuple(point for point in self._points if math.isfinite(point[1])),
            x,
            (0.0, y_ticks[-1]),
            nice_ticks(*x, 5)[:5],
            y_ticks,
            (weight, loss),
            tangent=tangent,
            words="" if gradient is None else translate("Inspector", "slope"),
            number="" if gradient is None else pen.show(gradient, Shown.GRADIENT),
            left=38.0,
            colour="back" if gradient is not None else "accent",
        )

    def _ask(self, facts: Facts, link: Connection, x: Point) -> None:
        before, row = facts.before, facts.moment.place.row
        others = {name: value for name, value in before.items() if name != link.name}
        key = (link.key, x, row, others, facts.moment.project.data, facts.moment.project.loss)
        if key != self._key:
            self._key = key
            probe = facts.probe()
            self._points = tuple(probe.loss_along(before, link.name, row, *x, POINTS))


def _range(weight: float) -> Point:
    """Return a range round the weight that stays put while the weight moves a little."""
    scale = 1.0
    while abs(weight) > 2 * scale and scale < 2**30:
        scale *= 2
    middle = round(weight / (scale / 2)) * scale / 2
    return middle - REACH * scale, middle + REACH * scale
