"""How much is written: the level of detail, by the room that there is on the screen."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chainrule.gui.canvas.layout import Layout
    from chainrule.gui.canvas.options import Options
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.network.graph import Network


class Level(IntEnum):
    """Levels of detail, finest first."""

    FULL = 0
    """A: pills of two rows with names"""
    SHORT = 1
    """A−: two rows only in the active layer and for the selection"""
    VALUE = 2
    """B: one value an edge"""
    LINES = 3
    """C: no pills but those of hover and selection"""
    MASS = 4
    """D: too many edges to tell apart"""

    @property
    def has_pills(self) -> bool:
        """Whether every edge has its number."""
        return self <= Level.VALUE


class Needs(NamedTuple):
    """What a level needs: at most so many edges, and at least so many screen pixels."""

    edges: int
    radius: float
    free: float


NEEDS = {
    Level.FULL: Needs(12, 28, 170),
    Level.SHORT: Needs(12, 24, 90),
    Level.VALUE: Needs(40, 18, 0),
    Level.LINES: Needs(300, 9, 0),
}


def is_mass(network: Network) -> bool:
    """Whether a network as a whole has too many edges to tell apart, however near one looks."""
    return len(network.connections) > NEEDS[Level.LINES].edges


SLACK = 0.1
"""a level that is shown stays until its needs are missed by this share"""


def level_of_detail(
    edges: int,
    radius: float,
    free: float,
    before: Level | None = None,
    roomy: bool = True,
) -> Level:
    """Return the first level whose needs are met.

    `edges` counts those in view, `radius` of a neuron and `free`, the shortest free edge, are in
    screen pixels; `before` is the level shown so far, which is kept a little longer. Unless
    `roomy`, pills of two rows would cover one another and are not shown.
    """
    for level, needs in NEEDS.items():
        if level <= Level.SHORT and not roomy:
            continue
        slack = SLACK if level is before else 0.0
        if (
            edges <= needs.edges * (1 + slack)
            and radius >= needs.radius * (1 - slack)
            and free >= needs.free * (1 - slack)
        ):
            return level
    return Level.MASS


LABELLED = Needs(1500, 8, 0)
"""what labels on all edges need, where a person asks for them"""


def fitting_level(
    layout: Layout, view: Viewport, options: Options, before: Level | None = None
) -> Level:
    """Return the level of detail that a view has room for, with what a person wants to see.

    While paths are lit the pills have one row, which needs less room than two.
    """
    edges, zoom = layout.in_view(view.box), view.zoom
    free = layout.free_length() * zoom / options.text_scale
    roomy = layout.roomy or options.paths is not None
    level = level_of_detail(edges, layout.radius * zoom, free, before, roomy)
    room = edges <= LABELLED.edges and layout.radius * zoom >= LABELLED.radius
    if options.labels == "all" and level > Level.VALUE and room:
        return Level.VALUE
    return level
