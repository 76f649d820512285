"""Where the pills of the edges stand, so that none covers another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.packing import Label, free_box
from chainrule.gui.canvas.pills import edge_pill
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.gui.canvas.geometry import Box
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.pills import Pill
    from chainrule.gui.canvas.scene import Scene

FORWARD_AT, BACKWARD_AT = 0.40, 0.535
"""in the layer in progress a pill makes room for the pulse that arrives"""


def placed_pills(scene: Scene, biases: list[Box]) -> dict[Key, Pill]:
    """Return the pills that are shown, each at its place; the weaker of two in one place hides.

    They keep off the pills of the biases where they can.
    """
    if not scene.level.has_pills or "weights" not in scene.options.parts:
        return _settled(scene, scene.options.selection.connections, biases)
    links = scene.layout.network.connections
    return _settled(scene, [link.key for link in links], biases)


def place_again(scene: Scene, pill: Pill, progress: float) -> Pill:
    """Return the pill as it is while its number rolls, where it stood."""
    if pill.key is None:
        return pill
    changed = edge_pill(scene, scene.layout.network.by_key[pill.key], progress)
    return replace(changed, box=pill.box)


def place_on_edge(scene: Scene, pill: Pill, key: Key) -> Pill:
    """Return the pill at its usual place on its edge."""
    return pill.at(*scene.layout.curves[key].at(_usual_place(scene, key)))


def _settled(scene: Scene, keys: Iterable[Key], biases: list[Box]) -> dict[Key, Pill]:
    """Place the pills one after the other, those of the selection first."""
    network = scene.layout.network
    chosen = scene.options.selection.connections
    gap = Metrics.PILL_APART * scene.label_scale
    standing: dict[Key, Pill] = {}
    for key in sorted(keys, key=lambda key: key not in chosen):
        pill = edge_pill(scene, network.by_key[key])
        label = Label(
            scene.layout.curves[key], _usual_place(scene, key), pill.box.width, pill.box.height
        )
        taken = [other.box for other in standing.values()]
        box = free_box(label, taken + biases, gap) or free_box(label, taken, gap)
        if box is not None:
            standing[key] = replace(pill, box=box)
        elif weaker := _all_weaker(pill, label.box(), standing, chosen, gap):
            for other in weaker:
                del standing[other]
            standing[key] = replace(pill, box=label.box())
    return standing


def _all_weaker(
    pill: Pill, box: Box, standing: dict[Key, Pill], chosen: frozenset[Key], gap: float
) -> list[Key]:
    """Return the pills in the way, when all of them are of smaller values and not selected."""
    there = [key for key, other in standing.items() if other.box.near(box, gap)]
    yields = all(abs(standing[key].value) < abs(pill.value) and key not in chosen for key in there)
    return there if yields else []


def _usual_place(scene: Scene, key: Key) -> float:
    usual = scene.layout.usual_place(key)
    if usual == Metrics.PILL_SINGLE_AT and scene.level <= Level.SHORT and scene.active(key):
        if scene.frame.phase is Phase.FORWARD:
            return FORWARD_AT
        if scene.frame.phase is Phase.BACKWARD:
            return BACKWARD_AT
    return usual
