"""Neurons put in line with one another, or at equal distances."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from chainrule.network.edits import EditError
from chainrule.network.message import QT_TRANSLATE_NOOP, message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from chainrule.network.arrange import Place

CLOSE = 1e-6
"""canvas units nobody sees"""


class Line(StrEnum):
    """What neurons are brought in line with: a side or the middle of the room they take."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Way(StrEnum):
    """The direction of equal distances."""

    HORIZONTALLY = "horizontally"
    VERTICALLY = "vertically"


SIDEWAYS = frozenset({Line.LEFT, Line.CENTER, Line.RIGHT})


def aligned(places: Mapping[str, Place], neurons: Collection[str], line: Line) -> dict[str, Place]:
    """Return where the neurons stand once they are in line; an `EditError` when they are."""
    axis = 0 if line in SIDEWAYS else 1
    values = [places[name][axis] for name in neurons]
    if len(values) < 2 or max(values) - min(values) < CLOSE:  # noqa: PLR2004, RUF100
        told = QT_TRANSLATE_NOOP("Edit", "Select two neurons or more that are not in line yet.")
        raise EditError(message(told))
    if line in (Line.LEFT, Line.TOP):
        goal = min(values)
    elif line in (Line.RIGHT, Line.BOTTOM):
        goal = max(values)
    else:
        goal = (min(values) + max(values)) / 2
    return {name: _put(places[name], axis, goal) for name in neurons}


def distributed(
    places: Mapping[str, Place], neurons: Collection[str], way: Way
) -> dict[str, Place]:
    """Return where the neurons stand at equal distances; the first and the last stay.

    An `EditError` says so when there are fewer than three or the distances are equal.
    """
    axis = 0 if way is Way.HORIZONTALLY else 1
    order = sorted(
        (name for name in places if name in neurons), key=lambda name: places[name][axis]
    )
    if len(order) < 3:  # noqa: PLR2004, RUF100
        told = QT_TRANSLATE_NOOP("Edit", "Select three neurons or more.")
        raise EditError(message(told))
    first, last = places[order[0]][axis], places[order[-1]][axis]
    steps = len(order) - 1
    goals = {name: first + (last - first) * (index / steps) for index, name in enumerate(order)}
    if all(abs(places[name][axis] - goal) < CLOSE for name, goal in goals.items()):
        told = QT_TRANSLATE_NOOP("Edit", "The distances are equal already.")
        raise EditError(message(told))
    moved = {name: _put(places[name], axis, goal) for name, goal in goals.items()}
    return moved | {name: places[name] for name in (order[0], order[-1])}


def _put(place: Place, axis: int, value: float) -> Place:
    return (value, place[1]) if axis == 0 else (place[0], value)
