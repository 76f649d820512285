"""Where pills settle: each as wide as there is room for, none over another, a neuron or a bias."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.answer_rows import is_asked
from chainrule.gui.canvas.captions import caption_boxes
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.packing import Label, Taken, boxes_aside, boxes_off, free_box
from chainrule.gui.canvas.parallel import leader
from chainrule.gui.canvas.pill_forms import Form
from chainrule.gui.canvas.pills import edge_pill
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.pills import Pill
    from chainrule.gui.canvas.scene import Scene

FORWARD_AT, BACKWARD_AT = 0.40, 0.535
"""in the layer in progress a pill makes room for the pulse that arrives"""
STANDS_OFF = 56.0
"""from an edge to the middle of its pill, where the lines of lit paths would hide under it"""
BESIDE = 24.0
"""from an edge to the nearest side of that pill at least"""


def chosen_keys(scene: Scene) -> frozenset[Key]:
    """Return the selected edges, with the one whose paths are lit."""
    chosen = scene.options.selection.connections
    own = None if scene.paths is None else scene.paths.own
    return chosen if own is None else chosen | {own}


def disc_boxes(scene: Scene) -> list[Box]:
    """Return the boxes of the neurons, which nothing may cover."""
    side = 2 * scene.layout.radius * 0.9
    return [Box(x, y, side, side) for x, y in scene.layout.places.values()]


def settled(scene: Scene, keys: Iterable[Key], biases: list[Box]) -> dict[Key, Pill]:
    """Return the pills that have a place, those of a layer in the same form.

    One that finds no place in any form is not shown, unless it is selected or asked for.
    """
    wanted = [key for key in keys if key not in scene.hidden or key in chosen_keys(scene)]
    found = _settled(scene, wanted, biases, {})
    forms = _forms_of_layers(scene, found)
    return _settled(scene, wanted, biases, forms) if any(forms.values()) else found


def _forms_of_layers(scene: Scene, pills: Mapping[Key, Pill]) -> dict[int, Form]:
    """Return the narrowest form of every layer; a selected pill speaks for itself alone."""
    forms: dict[int, Form] = {}
    level_of, chosen = scene.layout.network.level_of, chosen_keys(scene)
    for key, pill in pills.items():
        level = level_of[key[1]]
        if key not in chosen:
            forms[level] = max(forms.get(level, Form.USUAL), pill.form)
    return forms


def _settled(
    scene: Scene, keys: Iterable[Key], biases: list[Box], forms: Mapping[int, Form]
) -> dict[Key, Pill]:
    """Place pills one after the other, those of the selection first, from these forms on."""
    network, chosen = scene.layout.network, chosen_keys(scene)
    taken = Taken([*disc_boxes(scene), *biases, *caption_boxes(scene)])
    order = {link.key: number for number, link in enumerate(network.connections)}
    standing: dict[Key, Pill] = {}
    for key in sorted(keys, key=lambda key: (key not in chosen, order[key])):
        first = Form.USUAL if key in chosen else forms.get(network.level_of[key[1]], Form.USUAL)
        pill = _placed(scene, key, taken, first)
        if pill is not None:
            taken.add(pill.box)
            standing[key] = pill
    return standing


def _placed(scene: Scene, key: Key, taken: Taken, first: Form) -> Pill | None:
    """Return the pill of an edge at a free place, in the widest form that has one."""
    link, gap = scene.layout.network.by_key[key], Metrics.PILL_APART * scene.label_scale
    wanted = key in chosen_keys(scene) or is_asked(scene, link)
    for form in Form:
        if form < first:
            continue
        pill = edge_pill(scene, link, form=form)
        label = _label(scene, pill, key)
        box = _free_place(scene, key, label, taken, gap)
        if box is None and wanted:
            box = _place_off(scene, label, taken, gap)
        if box is not None:
            return replace(pill, box=box, leader=_leader(scene, label, box))
    return replace(pill, box=label.box()) if wanted else None


def _label(scene: Scene, pill: Pill, key: Key) -> Label:
    curve = scene.layout.curves[key]
    return Label(curve, usual_place(scene, key), pill.box.width, pill.box.height)


def _free_place(scene: Scene, key: Key, label: Label, taken: Taken, gap: float) -> Box | None:
    """Return where a pill stands on its edge; off it where lit paths would hide under it."""
    if scene.paths is not None and scene.paths.own == key:
        return _place_off(scene, label, taken, gap) or free_box(label, taken, gap)
    box = free_box(label, taken, gap)
    if box is not None or scene.paths is not None:
        return box
    return next((box for box in boxes_aside(label) if not taken.near(box, gap)), None)


def _place_off(scene: Scene, label: Label, taken: Taken, gap: float) -> Box | None:
    """Return a place off the edge that is free of neurons, their names and what stands there."""
    names, scale = Taken(caption_boxes(scene)), scene.forced_scale
    for box in boxes_off(label, STANDS_OFF * scale, BESIDE * scale):
        if not taken.near(box, gap) and not names.near(box, 0.0):
            return box
    return None


def _leader(scene: Scene, label: Label, box: Box) -> tuple[Point, Point] | None:
    """Return the line from an edge to a pill that stands off it; lit paths have their own."""
    return leader(label.curve, box, 0.0) if scene.paths is None else None


def usual_place(scene: Scene, key: Key) -> float:
    """Return where on its edge a pill stands, by what is in progress."""
    if scene.paths is not None:
        return Metrics.PILL_SINGLE_AT
    usual = scene.layout.usual_place(key)
    large = scene.options.text_scale > 1
    if large or usual != Metrics.PILL_SINGLE_AT or scene.level > Level.SHORT:
        return usual
    if scene.active(key):
        if scene.frame.phase is Phase.FORWARD:
            return FORWARD_AT
        if scene.frame.phase is Phase.BACKWARD:
            return BACKWARD_AT
    return usual
