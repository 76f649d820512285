"""What labels say: a weight or a bias, what the phase finds on an edge, how an update moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chainrule.gui.canvas.crowded import bias_place
from chainrule.gui.canvas.detail import NEEDS, Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.text import Arrow, Lock, Sign, Word, line, text_width
from chainrule.gui.canvas.value_label import GAP, HEIGHT, PX, WEIGHT, ValueLabel, width_of
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import MINUS, show, show_pair
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.symbols import Symbol, symbol_width
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Connection, Neuron
    from chainrule.teaching.notation import Notation

MOST_DECIMALS = 2
BIAS = Symbol("b")
NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
NAMES_FROM = 700.0
"""px of a view in which labels tell names; the canvas of a small window is narrower"""
FOUND = {
    Phase.FORWARD: (Kind.MULTIPLY, NumberKind.ACTIVATION, "accentSoft"),
    Phase.BACKWARD: (Kind.WEIGHT_GRADIENT, NumberKind.GRADIENT, "backSoft"),
}
"""what each phase finds on an edge, how it is written and on what ground"""


def edge_labels(
    scene: Scene, boxes: Iterable[tuple[Key, Box]], roomy: Container[Key] = ()
) -> dict[Key, ValueLabel]:
    """Return the labels of edges in the boxes that are kept for them."""
    by_key, manner = scene.layout.network.by_key, _manner(scene)
    return {
        key: _edge_label(scene, manner, by_key[key], box, 1.0, key in roomy) for key, box in boxes
    }


def edge_label(
    scene: Scene, link: Connection, box: Box, progress: float = 1.0, roomy: bool = False
) -> ValueLabel:
    """Return the label of an edge: its weight, or in the layer in progress what it found.

    A `roomy` one can show by its digits and an arrow how its number moves, and while a person
    practises all the digits that are calculated with.
    """
    return _edge_label(scene, _manner(scene), link, box, progress, roomy)


class Manner(NamedTuple):
    """How the labels of a scene are written: their size, their digits, whether with names."""

    scale: float
    usual: Notation
    roomy: Notation
    named: bool


def _manner(scene: Scene) -> Manner:
    usual = scene.options.notation.at_most(MOST_DECIMALS)
    roomy = scene.options.notation if scene.options.answers else usual
    scale = scene.label_scale if scene.level.has_pills else scene.forced_scale
    return Manner(scale, usual, roomy, tells_names(scene))


def _edge_label(
    scene: Scene, manner: Manner, link: Connection, box: Box, progress: float, roomy: bool
) -> ValueLabel:
    name = link.name
    value = scene.frame.parameters.get(name, link.weight)
    text = show(value, NumberKind.PARAMETER, manner.roomy if roomy else manner.usual, True)
    label = ValueLabel(
        name,
        link.key,
        box,
        manner.scale,
        text,
        scene.theme.sign(value),
        value,
        link.locked,
        roomy,
        _name(scene, link, text, box) if manner.named else None,
    )
    if not scene.calm:
        _tell_progress(scene, link, label, progress)
    return label


def bias_label(scene: Scene, neuron: Neuron, progress: float = 1.0) -> ValueLabel:
    """Return the label of a bias, below its neuron or beside it."""
    name = neuron.bias_name
    value = scene.frame.parameters.get(name, neuron.bias)
    text = show(value, NumberKind.PARAMETER, _manner(scene).roomy, True)
    label = ValueLabel(
        name,
        None,
        NOWHERE,
        scene.label_scale,
        text,
        scene.theme.sign(value),
        value,
        neuron.bias_locked,
        sign=BIAS,
    )
    if not scene.calm:
        _tell_update(scene, label, progress, True)
        waiting = scene.output(neuron) is None and scene.activity.levels is not None
        _tell_state(scene, label, waiting and neuron.id not in scene.activity.halo)
    width, height = width_of(label) * label.scale, HEIGHT * label.scale
    label.box = Box(*bias_place(scene, neuron, width, height), width, height)
    return label


def _tell_progress(scene: Scene, link: Connection, label: ValueLabel, progress: float) -> None:
    """Let a label tell what the step in progress finds or moves, and how it stands out."""
    found = _found(scene, link) if scene.activity.levels is not None else None
    if found is not None:
        number, label.text, label.fill = found
        label.colour, label.sign = scene.theme.sign(number), None
    else:
        _tell_update(scene, label, progress, label.roomy)
    _tell_state(scene, label, scene.dimmed(link.key))


def _tell_update(scene: Scene, label: ValueLabel, progress: float, roomy: bool) -> None:
    """Let a label show its number on its way from old to new, and where it goes if `roomy`."""
    if scene.frame.phase is not Phase.UPDATE or label.name not in scene.frame.old:
        return
    number, label.text, label.moved = _updated(scene, label, progress, roomy)
    label.colour = scene.theme.sign(number)
    if label.key is not None:
        label.sign = None


def _tell_state(scene: Scene, label: ValueLabel, dimmed: bool) -> None:
    """Let a label show that its number is new, that training stopped at it, that it is `dimmed`."""
    frame = scene.frame
    stopped = frame.stopped is not None and frame.stopped[1] == label.name
    if stopped:
        label.colour, label.border = scene.theme.errText, "err"
    elif frame.phase is Phase.UPDATE and frame.old.get(label.name, label.value) != label.value:
        label.border = "ink"
    if dimmed:
        label.colour = label.colour if stopped else scene.theme.text3
        label.border = "border"


def tells_names(scene: Scene) -> bool:
    """Return whether labels tell the names of their weights: of few edges without layers.

    In a small view they do not.
    """
    few = len(scene.layout.network.connections) <= NEEDS[Level.FULL].edges
    wide = scene.view is None or scene.view.width >= NAMES_FROM
    return few and wide and scene.level is Level.VALUE and not scene.layout.layered


def _name(scene: Scene, link: Connection, text: str, box: Box) -> Symbol | None:
    """Return the name of an edge where it and its number fit into the box that is kept."""
    symbol = scene.symbols.parameter(link.name)
    needed = text_width(text, PX, WEIGHT) + name_room(scene, link)
    fits = needed + 2 * Metrics.PILL_SMALL_PADDING <= box.width / scene.label_scale
    return symbol if fits else None


def name_room(scene: Scene, link: Connection) -> float:
    """Return how much wider a label becomes by the name of its weight."""
    return symbol_width(scene.symbols.parameter(link.name), PX) + GAP


def _found(scene: Scene, link: Connection) -> tuple[float, str, str] | None:
    """Return what the phase found on an edge of the layer in progress, in few digits."""
    found = FOUND.get(scene.frame.phase or Phase.LOSS)
    if found is None or not scene.active(link.key):
        return None
    kind, style, fill = found
    value = scene.known(kind, link.name)
    if value is None:
        return None
    return value, show(value, style, scene.options.notation.digits(MOST_DECIMALS), True), fill


def _updated(
    scene: Scene, label: ValueLabel, progress: float, roomy: bool
) -> tuple[float, str, int]:
    """Return the number on its way from old to new, and which way it goes where there is room."""
    name, notation = label.name, scene.options.notation
    new, old = label.value, scene.frame.old[name]
    value = scene.rolled(name, new, progress)
    if old == new or not roomy:
        return value, show(value, NumberKind.PARAMETER, notation.at_most(MOST_DECIMALS), True), 0
    after = show_pair(old, new, notation)[1]
    if notation.decimals_of(after) > notation.decimals + 1:
        after = show(new, NumberKind.PARAMETER, notation, True)
    if progress < 1 and value != new:
        after = show(value, NumberKind.PARAMETER, notation.as_fine_as(after), True)
    return value, after, 1 if new > old else -1


def reserved_size(scene: Scene, link: Connection, named: bool = False) -> tuple[float, float]:
    """Return the size that is kept for a label, so that it stays while its number changes."""
    digits = min(MOST_DECIMALS, scene.options.notation.decimals)
    whole = len(f"{abs(scene.parameter(link.name, link.weight)):.0f}")
    sample = MINUS + "0" * min(4, whole) + ("." + "0" * digits if digits else "")
    width = text_width(sample, PX, WEIGHT) + 2 * Metrics.PILL_SMALL_PADDING
    if link.locked:
        width += Lock(scene.theme.text2).width + GAP
    if named:
        width += name_room(scene, link) + 1.0
    scale = scene.label_scale if scene.level.has_pills else scene.forced_scale
    return width * scale, HEIGHT * scale


def update_room(scene: Scene) -> float:
    """Return how much wider a label becomes by the arrow and the digits of an update."""
    most = scene.options.notation.decimals + 1
    digits = text_width("0", PX, WEIGHT) * max(0, most - MOST_DECIMALS)
    return digits + Arrow(scene.theme.text3, 0, 1).width + GAP


def bias_room(scene: Scene) -> float:
    """Return how wide the label of a bias becomes in an update, in pixels."""
    number = MINUS + "0." + "0" * (scene.options.notation.decimals + 1)
    arrow = Arrow(scene.theme.text3, 0, 1)
    words = (Sign(BIAS, PX, scene.theme.text), arrow, Word(number, PX, WEIGHT, scene.theme.text))
    return line(*words, gap=GAP).width + 2 * Metrics.PILL_SMALL_PADDING + 1.0
