"""Where the pills and labels of the edges stand, so that none covers another or a neuron."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.answer_rows import is_asked
from chainrule.gui.canvas.crowded import name_box
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.labels import EdgeLabel, edge_label, reserved_size
from chainrule.gui.canvas.options import Labels
from chainrule.gui.canvas.packing import Label, Taken, boxes_off, free_box
from chainrule.gui.canvas.parallel import leader
from chainrule.gui.canvas.pills import Pill, edge_pill
from chainrule.gui.metrics import Metrics
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Connection

Written = Pill | EdgeLabel

FORWARD_AT, BACKWARD_AT = 0.40, 0.535
"""in the layer in progress a pill makes room for the pulse that arrives"""
STANDS_OFF = 56.0
"""from an edge to the middle of its pill, where the lines of lit paths would hide under it"""
BESIDE = 24.0
"""from an edge to the nearest side of that pill at least"""
MOST_FORCED = 8
"""labels that a selected neuron shows where there is no room for all"""


class Spots:
    """The boxes kept for labels: found once, so that no label moves while numbers change."""

    def __init__(self) -> None:
        self._for: tuple[object, ...] = ()
        self._boxes: dict[Key, Box] = {}

    def boxes(self, scene: Scene, biases: list[Box]) -> Mapping[Key, Box]:
        """Return the box of every edge that has a label and a place for it."""
        if scene.lifted and self._for:
            return self._while_dragged(scene)
        keys = labelled_keys(scene) - _chosen(scene)
        scale, notation = scene.label_scale, scene.options.notation
        wanted = (scene.layout.places, scale, scene.level.has_pills, notation, keys)
        if not _same(wanted, self._for):
            self._for = wanted
            self._boxes = _placed_labels(scene, keys, biases)
        return self._boxes

    def _while_dragged(self, scene: Scene) -> Mapping[Key, Box]:
        """Let the labels of dragged edges go along, and the others stay."""
        boxes, by_key = dict(self._boxes), scene.layout.network.by_key
        for key in scene.lifted & boxes.keys():
            boxes[key] = _usual_box(scene, by_key[key])
        return boxes


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and one[0] is other[0] and one[1:] == other[1:]


def labelled_keys(scene: Scene) -> frozenset[Key]:
    """Return the edges whose numbers are to be written, room or not."""
    options, network = scene.options, scene.layout.network
    chosen = _chosen(scene)
    near = _around(scene) if options.labels is not Labels.DEMAND else frozenset()
    if "weights" not in options.parts or options.labels is Labels.DEMAND:
        return chosen
    if options.labels is Labels.NEAR:
        return chosen | near
    if options.labels is Labels.ALL or scene.level.has_pills:
        return frozenset(network.by_key)
    return chosen | near


def _chosen(scene: Scene) -> frozenset[Key]:
    """Return the selected edges, with the one whose paths are lit."""
    chosen = scene.options.selection.connections
    own = None if scene.paths is None else scene.paths.own
    return chosen if own is None else chosen | {own}


def _free_place(scene: Scene, key: Key, label: Label, taken: Taken, gap: float) -> Box | None:
    """Return where a pill stands: on its edge, or off it.

    It stands off where lit paths would hide under it, and where it has no room though it is
    selected or asked for.
    """
    if scene.paths is not None and scene.paths.own == key:
        return _place_off(scene, label, taken, gap) or free_box(label, taken, gap)
    box = free_box(label, taken, gap)
    wanted = key in _chosen(scene) or is_asked(scene, scene.layout.network.by_key[key])
    if box is None and wanted:
        return _place_off(scene, label, taken, gap)
    return box


def _place_off(scene: Scene, label: Label, taken: Taken, gap: float) -> Box | None:
    """Return a place off the edge that is free of neurons, their names and what stands there."""
    scale = scene.forced_scale
    for box in boxes_off(label, STANDS_OFF * scale, BESIDE * scale):
        if not taken.near(box, gap):
            return box
    return None


def _names(scene: Scene) -> list[Box]:
    """Return the boxes of the names of the neurons, where they have any."""
    if not scene.level.has_pills:
        return []
    pixels = frozenset() if scene.pixels is None else frozenset(scene.pixels.neurons)
    neurons = scene.layout.network.neurons
    return [name_box(scene, neuron) for neuron in neurons if neuron.id not in pixels]


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
    network, chosen = scene.layout.network, _chosen(scene)
    if scene.level < Level.VALUE:
        return _settled(scene, labelled_keys(scene), biases)
    pills = _settled(scene, chosen | scene.beside, biases) if chosen else {}
    covered, hidden = Taken(pill.box for pill in pills.values()), scene.hidden
    labels: dict[Key, Written] = {
        key: edge_label(scene, network.by_key[key], box)
        for key, box in spots.boxes(scene, biases).items()
        if not (pills and covered.near(box, 0.0)) and key not in hidden
    }
    return labels | pills


def _placed_labels(scene: Scene, keys: Iterable[Key], biases: list[Box]) -> dict[Key, Box]:
    """Return boxes for labels, the strongest weights first; the weaker find no place."""
    layout = scene.layout
    links = sorted((layout.network.by_key[key] for key in keys), key=lambda link: link.key)
    links.sort(key=lambda link: -_strength(scene, link))
    taken = Taken([*_discs(scene), *biases, *_names(scene)])
    gap = Metrics.PILL_APART * scene.label_scale
    found: dict[Key, Box] = {}
    for link in links:
        curve = layout.curves[link.key]
        label = Label(curve, layout.usual_place(link.key), *reserved_size(scene, link))
        box = free_box(label, taken, gap)
        if box is not None:
            taken.add(box)
            found[link.key] = box
    return found


def _discs(scene: Scene) -> list[Box]:
    """Return the boxes of the neurons, which nothing may cover."""
    side = 2 * scene.layout.radius * 0.9
    return [Box(x, y, side, side) for x, y in scene.layout.places.values()]


def place_again(scene: Scene, pill: Written, progress: float) -> Written:
    """Return the pill or label as it is while its number rolls, where it stood."""
    if pill.key is None:
        return pill
    link = scene.layout.network.by_key[pill.key]
    if isinstance(pill, EdgeLabel):
        return edge_label(scene, link, pill.box, progress)
    return replace(edge_pill(scene, link, progress), box=pill.box, leader=pill.leader)


def label_on_edge(scene: Scene, link: Connection) -> EdgeLabel:
    """Return the label that an edge without one shows while it is pointed at."""
    return edge_label(scene, link, _usual_box(scene, link))


def labels_apart(scene: Scene, links: Iterable[Connection]) -> list[EdgeLabel]:
    """Return labels of some edges, none over another: those without room are left out."""
    boxes = _placed_labels(scene, [link.key for link in links], [])
    by_key = scene.layout.network.by_key
    return [edge_label(scene, by_key[key], box) for key, box in boxes.items()]


def _usual_box(scene: Scene, link: Connection) -> Box:
    place = scene.layout.curves[link.key].at(_usual_place(scene, link.key))
    return Box(*place, *reserved_size(scene, link))


def _settled(scene: Scene, keys: Iterable[Key], biases: list[Box]) -> dict[Key, Written]:
    """Place pills one after the other, those of the selection and of large values first.

    One that finds no place off neurons, biases and other pills keeps off the other pills alone;
    one that does not find that either is not shown, unless it is selected.
    """
    network, hidden = scene.layout.network, scene.hidden
    chosen = _chosen(scene)
    gap = Metrics.PILL_APART * scene.label_scale
    clear, free = Taken([*_discs(scene), *biases, *_names(scene)]), Taken()
    order = {link.key: number for number, link in enumerate(network.connections)}
    standing: dict[Key, Written] = {}
    waiting: list[tuple[Pill, Label]] = []
    for key in sorted(keys, key=lambda key: (key not in chosen, order[key])):
        if key in hidden and key not in chosen:
            continue
        pill = edge_pill(scene, network.by_key[key])
        size = (pill.box.width, pill.box.height)
        label = Label(scene.layout.curves[key], _usual_place(scene, key), *size)
        box = _free_place(scene, key, label, clear, gap)
        if box is None:
            waiting.append((pill, label))
            continue
        for taken in (clear, free):
            taken.add(box)
        standing[key] = replace(pill, box=box, leader=_leader(scene, label, box))
    for pill, label in sorted(waiting, key=lambda pair: -abs(pair[0].value)):
        box = free_box(label, free, gap) or (label.box() if pill.key in chosen else None)
        if box is not None and pill.key is not None:
            free.add(box)
            standing[pill.key] = replace(pill, box=box)
    return standing


def _leader(scene: Scene, label: Label, box: Box) -> tuple[Point, Point] | None:
    """Return the line from an edge to a pill that stands off it; lit paths have their own."""
    return leader(label.curve, box, 0.0) if scene.paths is None else None


def _usual_place(scene: Scene, key: Key) -> float:
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
