"""Numbers of the canvas that can be traced: which one is at a place, which one an item has."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.neurons import is_legible, value_lines
from chainrule.gui.canvas.pills import ROW_1, Pill
from chainrule.session.operations import LOSS_TARGET, Kind
from chainrule.teaching.cards.parts import NumberName
from chainrule.teaching.origin_story import Step

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.view import Canvas
    from chainrule.network.graph import Network
    from chainrule.session.frame import Frame, Shown

TAG_HEIGHT, TAG_PADDING = 23.0, 8.0
VALUE_HEIGHT = 24.0
OF_BATCH = frozenset({Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE})
OF_NEURON = (Kind.DELTA, Kind.ACTIVATE, Kind.SUM, Kind.INPUT)
OF_EDGE = (Kind.NEW_VALUE, Kind.WEIGHT_GRADIENT, Kind.MULTIPLY)
"""what an item's number is, the latest found first"""


def full_name(shown: Shown, row: int) -> NumberName:
    """Return the name of a number that is shown while a row of the data (from 0) is."""
    kind, target = shown
    return NumberName(kind, target, None if kind in OF_BATCH else row + 1)


def ask_origin(canvas: Canvas, number: Shown | Step, by_key: bool = False) -> None:
    """Ask for the origin of a number that a canvas shows."""
    if isinstance(number, Step):
        canvas.origin_wanted.emit(number, by_key)
        return
    canvas.origin_wanted.emit(full_name(number, canvas.row), by_key)


def tag_at(prepared: Prepared, place: Point) -> tuple[str, Shown] | None:
    """Return the neuron and the number of the tag below it that is at a place."""
    scene = prepared.scene
    for disc in prepared.discs:
        for tag in disc.tags:
            scale = scene.label_scale
            x, y = disc.place
            width = (tag.line.width + 2 * TAG_PADDING) * scale
            middle = y + scene.layout.radius + tag.y * scale
            if Box(x, middle, width, TAG_HEIGHT * scale).contains(place):
                return disc.neuron.id, tag.reveals
    return None


def value_at(prepared: Prepared, neuron: str, place: Point) -> Shown | None:
    """Return what a neuron sends when its number is at a place; inputs are the user's own."""
    scene = prepared.scene
    if not is_legible(scene):
        return None
    for disc in prepared.discs:
        if disc.neuron.id == neuron and disc.known and not disc.neuron.is_input:
            return (Kind.ACTIVATE, neuron) if _in_value(scene, disc, place) else None
    return None


def _in_value(scene: Scene, disc: Disc, place: Point) -> bool:
    scale, (x, y) = scene.label_scale, disc.place
    lines = value_lines(scene, disc.neuron)
    width = max((words.width for words, _ in lines), default=0.0) * scale
    return Box(x, y, width, VALUE_HEIGHT * scale * len(lines)).contains(place)


def row_at(pill: object, place: Point) -> Shown | None:
    """Return the number of the second row of a pill when that is at a place."""
    if not isinstance(pill, Pill) or pill.second is None:
        return None
    lower = place[1] > pill.box.top + ROW_1 * pill.scale
    return pill.reveals if lower else None


def loss_of(prepared: Prepared) -> Shown | None:
    """Return the loss once it is known."""
    return None if prepared.scene.loss is None else (Kind.LOSS, LOSS_TARGET)


def latest(network: Network, frame: Frame, item: str | tuple[str, str] | None) -> Shown | None:
    """Return the number of a neuron, an edge or the loss (neither) that was found last."""
    if isinstance(item, str):
        names = [(kind, item) for kind in OF_NEURON]
    elif item in network.by_key:
        names = [(kind, network.by_key[item].name) for kind in OF_EDGE]
    else:
        names = [(Kind.LOSS, LOSS_TARGET)]
    known = (name for name in names if frame.value(*name) is not None)
    found = next(known, None)
    return found if found is None or not math.isnan(frame.value(*found) or 0.0) else None
