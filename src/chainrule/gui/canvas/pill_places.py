"""Where the pills and labels of the edges stand, so that none covers another or a neuron."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.captions import caption_boxes
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.labels import (
    bias_room,
    edge_label,
    edge_labels,
    reserved_size,
    tells_names,
    update_room,
)
from chainrule.gui.canvas.options import Labels
from chainrule.gui.canvas.packing import Label, Taken, boxes_aside, free_box
from chainrule.gui.canvas.pills import Pill, edge_pill
from chainrule.gui.canvas.settling import chosen_keys, disc_boxes, settled, usual_place
from chainrule.gui.canvas.value_label import ValueLabel
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Connection

Written = Pill | ValueLabel

MOST_FORCED = 8
"""labels that a selected neuron shows where there is no room for all"""


class Spots:
    """The boxes kept for labels: found once, so that no label moves while numbers change."""

    def __init__(self) -> None:
        self._for: tuple[object, ...] = ()
        self._boxes: dict[Key, Box] = {}
        self._roomy: frozenset[Key] | None = None

    def boxes(self, scene: Scene, biases: list[Box]) -> Mapping[Key, Box]:
        """Return the box of every edge that has a label and a place for it."""
        if scene.lifted and self._for:
            return self._while_dragged(scene)
        keys = labelled_keys(scene) - chosen_keys(scene)
        scale, notation = scene.label_scale, scene.options.notation
        names = tells_names(scene)
        wanted = (scene.layout.places, scale, scene.level.has_pills, notation, keys, names)
        if not _same(wanted, self._for):
            self._for = wanted
            self._place(scene, keys, _with_room(scene, biases))
        return self._boxes

    def _place(self, scene: Scene, keys: frozenset[Key], biases: list[Box]) -> None:
        """Place all labels with room for an update; where they are too many, without."""
        more = update_room(scene) * scene.label_scale
        found = _placed_labels(scene, keys, biases, more)
        if len(found) == len(keys):
            self._boxes = {key: replace(box, width=box.width - more) for key, box in found.items()}
            self._roomy = frozenset(found)
        else:
            self._boxes, self._roomy = _placed_labels(scene, keys, biases), None

    def roomy(self, scene: Scene, biases: list[Box]) -> frozenset[Key]:
        """Return the edges whose label has room for all digits and the arrow of an update.

        They are looked for where it matters: in an update, and while a person practises.
        """
        if scene.frame.phase is not Phase.UPDATE and not scene.options.answers:
            return frozenset()
        if self._roomy is None:
            obstacles = [*disc_boxes(scene), *_with_room(scene, biases), *caption_boxes(scene)]
            found = frozenset(_roomy(scene, self._boxes, Taken(obstacles)))
            self._roomy = _of_whole_layers(scene, found, self._boxes)
        return self._roomy

    def _while_dragged(self, scene: Scene) -> Mapping[Key, Box]:
        """Let the labels of dragged edges go along, and the others stay.

        An edge may be gone: an undo during a drag takes it away.
        """
        by_key = scene.layout.network.by_key
        boxes = {key: box for key, box in self._boxes.items() if key in by_key}
        for key in scene.lifted & boxes.keys():
            boxes[key] = _usual_box(scene, by_key[key])
        return boxes


def _of_whole_layers(
    scene: Scene, roomy: frozenset[Key], boxes: Mapping[Key, Box]
) -> frozenset[Key]:
    """Return the edges of layers in which all labels are roomy: a layer is written in one way."""
    level_of = scene.layout.network.level_of
    tight = {level_of[key[1]] for key in boxes if key not in roomy}
    return frozenset(key for key in roomy if level_of[key[1]] not in tight)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and one[0] is other[0] and one[1:] == other[1:]


def labelled_keys(scene: Scene) -> frozenset[Key]:
    """Return the edges whose numbers are to be written, room or not."""
    options, network = scene.options, scene.layout.network
    chosen = chosen_keys(scene)
    near = _around(scene) if options.labels is not Labels.DEMAND else frozenset()
    if "weights" not in options.parts or options.labels is Labels.DEMAND:
        return chosen
    if options.labels is Labels.NEAR:
        return chosen | near
    if options.labels is Labels.ALL or scene.level.has_pills:
        return frozenset(network.by_key)
    return chosen | near


def _around(scene: Scene) -> frozenset[Key]:
    """Return the edges of the selected neurons: the strongest where there is no room for all."""
    network = scene.layout.network
    links = {
        link.key: link
        for name in scene.options.selection.neurons
        for link in (*network.incoming[name], *network.outgoing[name])
    }
    if scene.level.has_pills or scene.options.labels is Labels.NEAR:
        return frozenset(links)
    ranked = strongest(scene, links.values())
    return frozenset(link.key for link in ranked[:MOST_FORCED])


def strongest(scene: Scene, links: Iterable[Connection]) -> list[Connection]:
    """Return edges of a neuron, the strongest first.

    Those that come from the pixels of a picture are left out where there are others: a picture
    shows their weights.
    """
    pixels = frozenset() if scene.pixels is None else frozenset(scene.pixels.neurons)
    found = sorted(links, key=lambda link: -_strength(scene, link))
    return [link for link in found if link.source not in pixels] or found


def _strength(scene: Scene, link: Connection) -> float:
    return abs(scene.parameter(link.name, link.weight))


def placed_pills(scene: Scene, biases: list[Box], spots: Spots) -> dict[Key, Written]:
    """Return the pills and labels that are shown, each at its place.

    Those of the selection are pills; what they cover is not shown.
    """
    chosen = chosen_keys(scene)
    if scene.level < Level.VALUE:
        return {**settled(scene, labelled_keys(scene), biases)}
    pills = settled(scene, chosen | scene.beside, biases) if chosen else {}
    covered, hidden = Taken(pill.box for pill in pills.values()), scene.hidden
    boxes = spots.boxes(scene, biases)
    roomy = spots.roomy(scene, biases)
    shown = (
        (key, box)
        for key, box in boxes.items()
        if key not in hidden and not (pills and covered.near(box, 0.0))
    )
    return {**edge_labels(scene, shown, roomy), **pills}


def _placed_labels(
    scene: Scene, keys: Iterable[Key], biases: list[Box], more: float = 0.0
) -> dict[Key, Box]:
    """Return boxes for labels, the strongest weights first; the weaker find no place.

    All of them are wider than their numbers by `more`.
    """
    layout = scene.layout
    links = sorted((layout.network.by_key[key] for key in keys), key=lambda link: link.key)
    links.sort(key=lambda link: -_strength(scene, link))
    taken = Taken([*disc_boxes(scene), *biases, *caption_boxes(scene)])
    gap = Metrics.PILL_APART * scene.label_scale
    found: dict[Key, Box] = {}
    for link in links:
        box = _label_box(scene, link, taken, gap, more)
        if box is not None:
            taken.add(box)
            found[link.key] = box
    return found


def _label_box(
    scene: Scene, link: Connection, taken: Taken, gap: float, more: float
) -> Box | None:
    """Return a free place for a label, with its name where names are told and there is room."""
    layout = scene.layout
    curve, usual = layout.curves[link.key], layout.usual_place(link.key)
    for named in (True, False) if tells_names(scene) else (False,):
        width, height = reserved_size(scene, link, named)
        label = Label(curve, usual, width + more, height)
        box = free_box(label, taken, gap)
        if box is None and named:
            box = next((box for box in boxes_aside(label) if not taken.near(box, gap)), None)
        if box is not None:
            return box
    return None


def _with_room(scene: Scene, biases: list[Box]) -> list[Box]:
    """Return the boxes of biases as wide as they become in an update."""
    least = bias_room(scene) * scene.label_scale
    return [replace(box, width=max(box.width, least)) for box in biases]


def _roomy(scene: Scene, boxes: Mapping[Key, Box], taken: Taken) -> Iterator[Key]:
    """Yield the edges whose label can become wider on both sides."""
    more = update_room(scene) * scene.label_scale / 2
    for box in boxes.values():
        taken.add(box)
    for key, box in boxes.items():
        away = box.width / 2 + more / 2 + Metrics.PILL_APART
        sides = [replace(box, x=box.x + side * away, width=more) for side in (-1, 1)]
        if not any(taken.near(side, 0.0) for side in sides):
            for side in sides:
                taken.add(side)
            yield key


def place_again(scene: Scene, pill: Written, progress: float) -> Written:
    """Return the pill or label as it is while its number rolls, where it stood."""
    if pill.key is None:
        return pill
    link = scene.layout.network.by_key[pill.key]
    if isinstance(pill, ValueLabel):
        return edge_label(scene, link, pill.box, progress, pill.roomy)
    return replace(edge_pill(scene, link, progress, pill.form), box=pill.box, leader=pill.leader)


def label_on_edge(scene: Scene, link: Connection) -> ValueLabel:
    """Return the label that an edge without one shows while it is pointed at."""
    return edge_label(scene, link, _usual_box(scene, link))


def labels_apart(scene: Scene, links: Iterable[Connection]) -> list[ValueLabel]:
    """Return labels of some edges, none over another: those without room are left out."""
    boxes = _placed_labels(scene, [link.key for link in links], [])
    return [*edge_labels(scene, boxes.items()).values()]


def _usual_box(scene: Scene, link: Connection) -> Box:
    place = scene.layout.curves[link.key].at(usual_place(scene, link.key))
    return Box(*place, *reserved_size(scene, link))
