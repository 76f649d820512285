"""Where the pills of the edges stand, so that none covers another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.pills import edge_pill
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.pills import Pill
    from chainrule.gui.canvas.scene import Scene

FORWARD_AT, BACKWARD_AT = 0.40, 0.535
"""in the layer in progress a pill makes room for the pulse that arrives"""


def placed_pills(scene: Scene) -> dict[Key, Pill]:
    """Return the pills that are shown, each at its place; the weaker of two in one place hides."""
    if not scene.level.has_pills or "weights" not in scene.options.parts:
        return _settled(scene, scene.options.selection.connections)
    links = scene.layout.network.connections
    return _settled(scene, [link.key for link in links])


def place_again(scene: Scene, pill: Pill, progress: float) -> Pill:
    """Return the pill as it is while its number rolls, where it stood."""
    if pill.key is None:
        return pill
    changed = edge_pill(scene, scene.layout.network.by_key[pill.key], progress)
    return replace(changed, box=pill.box)


def place_on_edge(scene: Scene, pill: Pill, key: Key) -> Pill:
    """Return the pill at its usual place on its edge."""
    return pill.at(*scene.layout.curves[key].at(_usual_place(scene, key)))


def _settled(scene: Scene, keys: Iterable[Key]) -> dict[Key, Pill]:
    """Place the pills one after the other, those of the selection first."""
    network = scene.layout.network
    chosen = scene.options.selection.connections
    standing: dict[Key, Pill] = {}
    for key in sorted(keys, key=lambda key: key not in chosen):
        pill = edge_pill(scene, network.by_key[key])
        free, blockers = _find_place(scene, pill, key, standing)
        if free is not None:
            standing[key] = free
        elif blockers and all(abs(pill.value) > abs(standing[other].value) for other in blockers):
            for other in blockers:
                del standing[other]
            standing[key] = place_on_edge(scene, pill, key)
    return standing


def _find_place(
    scene: Scene, pill: Pill, key: Key, standing: dict[Key, Pill]
) -> tuple[Pill | None, list[Key]]:
    """Return the pill where it is free, or None and the unselected pills in its usual place."""
    curve, usual = scene.layout.curves[key], _usual_place(scene, key)
    for step in range(2 * Metrics.PILL_STEPS + 1):
        shift = Metrics.PILL_STEP * ((step + 1) // 2) * (1 if step % 2 else -1)
        moved = pill.at(*curve.at(usual + shift))
        if not any(_close(scene, moved, other) for other in standing.values()):
            return moved, []
    stands = pill.at(*curve.at(usual))
    blockers = [other for other, there in standing.items() if _close(scene, stands, there)]
    if any(other in scene.options.selection.connections for other in blockers):
        return None, []
    return None, blockers


def _close(scene: Scene, one: Pill, other: Pill) -> bool:
    return one.box.near(other.box, Metrics.PILL_APART * scene.label_scale)


def _usual_place(scene: Scene, key: Key) -> float:
    if len(scene.layout.network.outgoing[key[0]]) > 1:
        return Metrics.PILL_SEVERAL_AT
    if scene.level <= Level.SHORT and scene.active(key):
        if scene.frame.phase is Phase.FORWARD:
            return FORWARD_AT
        if scene.frame.phase is Phase.BACKWARD:
            return BACKWARD_AT
    return Metrics.PILL_SINGLE_AT
